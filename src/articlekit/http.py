"""Fetching one page, synchronously or not.

Only the input and output differ between `fetch` and `afetch`: what is asked for, what is refused
and how an answer becomes a `Page` is decided by the same plain functions.
"""

from __future__ import annotations

import time
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, TypedDict
from urllib.parse import urlsplit

from articlekit.errors import ArticleKitError, FetchError, TooLargeError, UnsupportedContentError
from articlekit.page import Page, charset_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

MAX_BYTES = 16 * 1024 * 1024
"""Size limit of a fetched page, decompressed. The largest news pages met are live blogs of some
10 MiB; what is larger is a download."""
MAX_REDIRECTS = 10
CONNECT_SECONDS = 10.0
"""Time for the connection, and the longest silence while the answer arrives."""
TOTAL_SECONDS = 30.0
"""Time for the body to arrive, counted from the request."""

_UNTRANSLATED = (ValueError, OverflowError, ExceptionGroup)
"""What httpx lets through where a redirect leads to a name that the IDNA codec refuses, or to a
port that no socket has (the asynchronous connection wraps that in a group)."""
_ACCEPT = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"
_PROJECT = "https://pypi.org/project/articlekit/"
_NO_PAGES = ("image/", "audio/", "video/", "font/", "model/")
_NO_PAGE = frozenset(
    {
        "application/epub+zip",
        "application/gzip",
        "application/java-archive",
        "application/msword",
        "application/pdf",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/wasm",
        "application/x-7z-compressed",
        "application/x-bzip2",
        "application/x-gzip",
        "application/x-rar-compressed",
        "application/x-tar",
        "application/zip",
    }
)
"""Media types that are never pages. Unknown ones pass: servers send pages as
``application/octet-stream`` too, and `load` looks at the bytes."""


def fetch(url: str, *, client: httpx.Client | None = None) -> Page:
    """Get a page. Redirects are followed; ``Page.url`` is the address at their end.

    Args:
        url: an ``http://`` or ``https://`` address.
        client: asks in place of the own client: with its proxies, headers, timeouts, transport.
            It stays open.

    Raises:
        FetchError: no answer, or one with an error status.
        UnsupportedContentError: the answer is an image, a PDF, an archive …
        TooLargeError: the answer is larger than `MAX_BYTES`.
    """
    import httpx

    _check_address(url)
    with (
        _clear_errors(url),
        nullcontext(client) if client else httpx.Client(**_settings()) as asking,
        asking.stream("GET", url, follow_redirects=True) as response,
    ):
        download = _Download(response)
        for chunk in response.iter_bytes():
            download.add(chunk)
        return download.page()


async def afetch(url: str, *, client: httpx.AsyncClient | None = None) -> Page:
    """Get a page as `fetch` does, without blocking the event loop."""
    import httpx

    _check_address(url)
    with _clear_errors(url):
        async with (
            nullcontext(client) if client else httpx.AsyncClient(**_settings()) as asking,
            asking.stream("GET", url, follow_redirects=True) as response,
        ):
            download = _Download(response)
            async for chunk in response.aiter_bytes():
                download.add(chunk)
            return download.page()


def user_agent() -> str:
    """Return what a fetch calls itself: the library's name, version and home.

    >>> user_agent().startswith("articlekit/")
    True
    """
    from articlekit import __version__

    return f"articlekit/{__version__} (+{_PROJECT})"


class _Settings(TypedDict):
    headers: dict[str, str]
    timeout: httpx.Timeout
    max_redirects: int


def _settings() -> _Settings:
    """Return how the own client is set up."""
    import httpx

    return {
        "headers": {"User-Agent": user_agent(), "Accept": _ACCEPT},
        "timeout": httpx.Timeout(CONNECT_SECONDS),
        "max_redirects": MAX_REDIRECTS,
    }


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 an impossible port raises here
    except ValueError as error:
        message = f"not an address: {url!r} ({error})"
        raise FetchError(message, url=url) from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        message = f"not an http:// or https:// address: {url!r}"
        raise FetchError(message, url=url)


@contextmanager
def _clear_errors(url: str) -> Iterator[None]:
    """Turn the client's errors into a `FetchError` that says in a sentence what happened."""
    import httpx

    try:
        yield
    except ArticleKitError:
        raise
    except (httpx.HTTPError, httpx.InvalidURL, *_UNTRANSLATED) as error:
        message = f"cannot fetch {url}: {_reason(error)}"
        raise FetchError(message, url=url) from error


def _reason(error: Exception) -> str:
    import httpx

    match error:
        case httpx.ConnectTimeout():
            return "no connection in time"
        case httpx.TimeoutException():
            return "no answer in time"
        case httpx.TooManyRedirects():
            return "too many redirects"
        case httpx.UnsupportedProtocol():
            return "it leads to an address that is not http:// or https://"
        case httpx.ConnectError():
            return f"no connection ({error})"
        case _:
            return str(error) or type(error).__name__


class _Download:
    """An answer as it arrives: refused where it is no page, cut off where a limit is passed."""

    def __init__(self, response: httpx.Response) -> None:
        self._url = str(response.url)
        self._status = response.status_code
        self._content_type = response.headers.get("content-type")
        self._until = time.monotonic() + TOTAL_SECONDS
        self._chunks: list[bytes] = []
        self._size = 0
        self._check_status(response.reason_phrase)
        self._check_type()

    def add(self, chunk: bytes) -> None:
        self._chunks.append(chunk)
        self._size += len(chunk)
        if self._size > MAX_BYTES:
            message = f"{self._url} is larger than {MAX_BYTES // 2**20} MiB"
            raise TooLargeError(message)
        if time.monotonic() > self._until:
            message = f"cannot fetch {self._url}: not complete after {TOTAL_SECONDS:.0f} s"
            raise FetchError(message, url=self._url, status=self._status)

    def page(self) -> Page:
        return Page(
            b"".join(self._chunks),
            url=self._url,
            charset=charset_of(self._content_type),
            content_type=_media_type(self._content_type),
            status=self._status,
        )

    def _check_status(self, phrase: str) -> None:
        if not 200 <= self._status < 300:  # noqa: PLR2004 the class of success
            message = f"{self._url} answered {self._status} {phrase}".rstrip()
            raise FetchError(message, url=self._url, status=self._status)

    def _check_type(self) -> None:
        kind = _media_type(self._content_type) or ""
        if kind in _NO_PAGE or kind.startswith(_NO_PAGES):
            message = f"{self._url} is not a page but {kind}"
            raise UnsupportedContentError(message)


def _media_type(content_type: str | None) -> str | None:
    """Return the media type of a Content-Type header.

    >>> _media_type("Text/HTML; charset=utf-8")
    'text/html'
    """
    return (content_type or "").partition(";")[0].strip().lower() or None
