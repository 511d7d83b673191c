"""The server's answers.

Every answer to a failed request is ``{"error": "..."}``. The page may load its own files and ask
its own endpoints, and nothing else; the two frames in it inherit that policy, so that the style
sheets and the script of what they show are allowed by their hashes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib import resources
from typing import TYPE_CHECKING, Protocol, TypeVar

import anyio
import httpx
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from articlekit import __version__
from articlekit.errors import ArticleKitError, FetchError, LoadError
from articlekit.explanation import Explanation, explain
from articlekit.http import CONNECT_SECONDS, MAX_REDIRECTS, TOTAL_SECONDS, afetch, user_agent
from articlekit.page import Page
from articlekit.pipeline import extract
from articlekit.render.json import json_text
from articlekit.serve.frame import article_frame, hashes, report_frame
from articlekit.serve.openapi import document
from articlekit.serve.requests import Given, read_request
from articlekit.serve.safety import AddressRefusedError, PublicTransport, Visitors

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

WORKERS = 2
"""Pages that are worked on at a time: parsing runs beside Python, the rest does not."""

_T = TypeVar("_T")
_FILES = {
    "playground.css": "text/css",
    "playground.js": "text/javascript",
    "icon.svg": "image/svg+xml",
    "sample.html": "text/plain",  # something to read, not a page of this server
}
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cache-control", b"no-store"),
)


class Fetch(Protocol):
    """Gets a page from an address."""

    async def __call__(self, url: str) -> Page:
        """Return the page.

        Raises:
            FetchError: There is none.
            LoadError: It is not a page.
        """


def public_transport() -> httpx.AsyncBaseTransport:
    """Return a transport that connects to public addresses only."""
    return PublicTransport(httpx.AsyncHTTPTransport(trust_env=False))


@dataclass(frozen=True)
class PublicFetch:
    """Fetches from public addresses only."""

    transport: Callable[[], httpx.AsyncBaseTransport] = public_transport
    """Makes what sends the requests of one fetch."""

    async def __call__(self, url: str) -> Page:
        """Return the page at an address."""
        client = httpx.AsyncClient(
            transport=self.transport(),
            headers={"User-Agent": user_agent(), "Accept": "text/html,*/*;q=0.5"},
            max_redirects=MAX_REDIRECTS,
            timeout=CONNECT_SECONDS,
            trust_env=False,  # a proxy would resolve names itself, and unchecked
        )
        async with client:
            try:
                with anyio.fail_after(TOTAL_SECONDS):
                    return await afetch(url, client=client)
            except TimeoutError as error:
                message = f"cannot fetch {url}: not complete after {TOTAL_SECONDS:.0f} s"
                raise FetchError(message, url=url) from error


def make_app(visitors: Visitors | None = None, fetch: Fetch | None = None) -> ASGIApp:
    """Return the server as an ASGI application.

    Args:
        visitors: Who may ask; by default those who call it by a loopback name.
        fetch: Gets pages; by default from public addresses only.
    """
    endpoints = _Endpoints(fetch or PublicFetch(), anyio.Semaphore(WORKERS))
    app = Starlette(
        routes=[
            Route("/", _home),
            Route("/static/{name}", _static),
            Route("/health", _health),
            Route("/openapi.json", _openapi),
            Route("/extract", endpoints.extract, methods=["POST"]),
            Route("/explain", endpoints.explain, methods=["POST"]),
        ],
        exception_handlers={
            HTTPException: _http_error,
            ArticleKitError: _articlekit_error,
            ClientDisconnect: _gone,
            500: _bug,
        },
    )
    return _Door(app, visitors or Visitors())


class _Door:
    """Lets in who may ask, and sends every answer with headers that keep it to itself."""

    def __init__(self, app: ASGIApp, visitors: Visitors) -> None:
        self._app = app
        self._visitors = visitors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *_HEADERS]}
            await send(message)

        request = Request(scope)
        refusal = self._visitors.refusal(request.method, request.headers)
        answer = self._app if refusal is None else _error(403, refusal)
        await answer(scope, receive, send_guarded)


# ------------------------------------------------------------------------------------ endpoints


@dataclass(frozen=True)
class _Endpoints:
    """What takes a page."""

    fetch: Fetch
    turns: anyio.Semaphore

    async def extract(self, request: Request) -> Response:
        page, url = await self._source(await read_request(request))
        article = await self._work(partial(extract, page, url))
        return _json(article.to_dict())

    async def explain(self, request: Request) -> Response:
        page, url = await self._source(await read_request(request))
        return _json(await self._work(lambda: _explained(explain(page, url))))

    async def _source(self, given: Given) -> tuple[Page | str, str | None]:
        if given.page is not None:
            return given.page, given.url
        page = await self.fetch(given.url or "")
        return page, page.url

    async def _work(self, task: Callable[[], _T]) -> _T:
        async with self.turns:
            return await anyio.to_thread.run_sync(task)


def _explained(explanation: Explanation) -> dict[str, object]:
    """Return all that the page shows of an article."""
    article = explanation.article
    return {
        "article": article.to_dict(),
        "markdown": article.to_markdown(front_matter=True),
        "html": article.to_html(),
        "explain": explanation.to_html(),
        "frames": {"article": article_frame(article), "explain": report_frame(explanation)},
        "blocks": len(explanation.blocks),
    }


async def _home(_: Request) -> Response:
    headers = {"Content-Security-Policy": page_policy()}
    return Response(_file("playground.html"), media_type="text/html", headers=headers)


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _FILES:
        raise HTTPException(404)
    return Response(_file(name), media_type=_FILES[name])


async def _health(_: Request) -> Response:
    return _json({"status": "ok", "version": __version__})


async def _openapi(_: Request) -> Response:
    return _json(document())


@lru_cache(maxsize=8)
def _file(name: str) -> bytes:
    return resources.files("articlekit.serve").joinpath("pages").joinpath(name).read_bytes()


@lru_cache(maxsize=1)
def page_policy() -> str:
    """Return the content policy of the page, with what the documents in its frames need."""
    return (
        f"default-src 'none'; script-src 'self' {hashes('script-src')}; "
        f"style-src 'self' {hashes('style-src')}; connect-src 'self'; img-src 'self'; "
        "frame-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


# ------------------------------------------------------------------------------------ answers


def _json(values: Mapping[str, object]) -> Response:
    return Response(json_text(values), media_type="application/json")


def _error(status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse({"error": message}, status, headers=headers)


async def _http_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 registered for it
    return _error(error.status_code, error.detail, error.headers)


async def _articlekit_error(_: Request, error: Exception) -> Response:
    statuses = ((AddressRefusedError, 403), (FetchError, 502), (LoadError, 422))
    status = next((code for kind, code in statuses if isinstance(error, kind)), 500)
    return _error(status, str(error))


async def _gone(_: Request, __: Exception) -> Response:
    return _error(400, "the request broke off")


async def _bug(_: Request, __: Exception) -> Response:
    return _error(500, "a fault of articlekit; the server's log tells more")
