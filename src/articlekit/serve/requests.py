"""What was sent, read into a source for `articlekit.extract`."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from articlekit.page import Page, charset_of

if TYPE_CHECKING:
    from starlette.types import Message

MAX_BODY_BYTES = 16 * 1024 * 1024
"""Size limit of a request: that of a fetched page."""
MAX_URL_LENGTH = 4096
PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
"""Media types of a body that is the page itself."""


@dataclass(frozen=True, slots=True)
class Given:
    """A page, or only its address."""

    page: Page | str | None = None
    url: str | None = None


async def read_request(request: Request) -> Given:
    """Read the page, or the address to fetch, out of a request.

    Raises:
        HTTPException: 400 for what cannot be read, 413 for what is too large, 415 for a type of
            content that is not known here.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in PAGE_TYPES:
        kind = "text/html"
    read = _READERS.get(kind)
    if read is None:
        known = ", ".join((*_READERS, *PAGE_TYPES[1:]))
        raise HTTPException(415, f"content of type {kind or 'unknown'!r}; known are {known}")
    return await read(limited(request))


def limited(request: Request) -> Request:
    """Return a request that stops arriving where it is too large."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > MAX_BODY_BYTES:
        raise _too_large()
    size = 0

    async def receive() -> Message:
        nonlocal size
        message = await request.receive()
        size += len(message.get("body", b""))
        if size > MAX_BODY_BYTES:
            raise _too_large()
        return message

    return Request(request.scope, receive)


def _too_large() -> HTTPException:
    return HTTPException(413, f"larger than {MAX_BODY_BYTES // 2**20} MiB")


async def _read_json(request: Request) -> Given:
    try:
        values = json.loads(await request.body())
    except (ValueError, RecursionError) as error:  # not JSON, not UTF-8, nested without end
        raise HTTPException(400, "the body is not JSON") from error
    if not isinstance(values, dict) or values.keys() - {"html", "url"}:
        raise HTTPException(400, 'the body must be an object with "html", "url" or both')
    html, url = _text(values, "html"), checked_url(_text(values, "url"))
    if html is None and url is None:
        raise HTTPException(400, 'neither "html" nor "url" is given')
    return Given(html, url)


def _text(values: Mapping[str, object], name: str) -> str | None:
    value = values.get(name)
    if value is None or isinstance(value, str):
        return value
    raise HTTPException(400, f'"{name}" must be text')


async def _read_form(request: Request) -> Given:
    await request.body()  # whole, or refused: a form that breaks off would leave files open
    async with request.form(max_files=1, max_fields=2) as form:
        if form.keys() - {"file", "url"}:
            raise HTTPException(400, 'the form may have the fields "file" and "url" only')
        file, url = form.get("file"), form.get("url")
        if not isinstance(file, UploadFile):
            raise HTTPException(400, 'the form has no file called "file"')
        content = await file.read()
        charset = charset_of(file.content_type)
    return Given(Page(content, charset=charset), checked_url(url if isinstance(url, str) else None))


async def _read_page(request: Request) -> Given:
    charset = charset_of(request.headers.get("content-type"))
    url = checked_url(request.query_params.get("url"))
    return Given(Page(await request.body(), charset=charset), url)


_READERS: Mapping[str, Callable[[Request], Awaitable[Given]]] = {
    "application/json": _read_json,
    "multipart/form-data": _read_form,
    "text/html": _read_page,
}


def checked_url(url: str | None) -> str | None:
    """Return an address, None for an empty one.

    Raises:
        HTTPException: 400 where it is not the address of a page.

    >>> checked_url(" https://news.example/story ")
    'https://news.example/story'
    """
    url = (url or "").strip()
    if not url:
        return None
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 an impossible port raises here
    except ValueError as error:
        raise HTTPException(400, "not an address") from error
    fits = parts.scheme in {"http", "https"} and parts.hostname and len(url) <= MAX_URL_LENGTH
    if not fits or not url.isprintable():
        raise HTTPException(400, "not an http:// or https:// address")
    return url
