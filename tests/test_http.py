"""Pages are fetched from a real server on this machine, synchronously and not."""

from __future__ import annotations

import asyncio
import gzip
import pickle
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import httpx
import pytest

from articlekit import http
from articlekit.errors import ArticleKitError, FetchError, TooLargeError, UnsupportedContentError
from articlekit.http import afetch, fetch, user_agent
from articlekit.page import Page, load

STORY = "<html><body><p>Мост закрыт до весны.</p></body></html>"
HTML = "text/html; charset=utf-8"


class Newsroom(BaseHTTPRequestHandler):
    """Serves one kind of answer an address."""

    protocol_version = "HTTP/1.1"
    asked: ClassVar[list[dict[str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append(dict(self.headers))
        name, _, rest = self.path.strip("/").partition("/")
        answer: Callable[[str], None] = getattr(self, f"answer_{name.replace('-', '_')}")
        answer(rest)

    def answer_story(self, _: str) -> None:
        self.send(200, STORY.encode(), {"Content-Type": HTML})

    def answer_koi8(self, _: str) -> None:
        self.send(200, STORY.encode("koi8-r"), {"Content-Type": "text/html; charset=KOI8-R"})

    def answer_untyped(self, _: str) -> None:
        self.send(200, STORY.encode(), {})

    def answer_zipped(self, _: str) -> None:
        headers = {"Content-Type": HTML, "Content-Encoding": "gzip"}
        self.send(200, gzip.compress(STORY.encode()), headers)

    def answer_badly_zipped(self, _: str) -> None:
        self.send(200, b"not gzip", {"Content-Type": HTML, "Content-Encoding": "gzip"})

    def answer_status(self, code: str) -> None:
        self.send(int(code), b"<p>Gone</p>", {"Content-Type": HTML})

    def answer_type(self, media_type: str) -> None:
        self.send(200, b"%PDF-1.7", {"Content-Type": media_type})

    def answer_hop(self, count: str) -> None:
        place = f"/hop/{int(count) - 1}" if int(count) else "/story"
        self.send(302, b"", {"Location": place})

    def answer_out(self, _: str) -> None:
        self.send(302, b"", {"Location": "file:///etc/hostname"})

    def answer_nowhere(self, _: str) -> None:
        self.send(302, b"", {"Location": "http://[::1]:99999/"})

    def answer_large(self, _: str) -> None:
        self.start_chunks()
        while self.send_chunk(b"<p>word</p>" * 20_000):
            pass

    def answer_slow(self, _: str) -> None:
        self.start_chunks()
        while self.send_chunk(b"<p>word</p>"):
            time.sleep(0.02)

    def answer_silent(self, _: str) -> None:
        time.sleep(2)

    def answer_cut(self, _: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"<p>Only")
        self.close_connection = True

    def send(self, code: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def start_chunks(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", HTML)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def send_chunk(self, data: bytes) -> bool:
        try:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        except OSError:  # the reader has left
            self.close_connection = True
            return False
        return True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base's name
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Newsroom)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def afetch_now(url: str) -> Page:
    return asyncio.run(afetch(url))


Get = Callable[[str], Page]


@pytest.fixture(params=[fetch, afetch_now], ids=["fetch", "afetch"])
def get(request: pytest.FixtureRequest) -> Get:
    getter: Get = request.param
    return getter


def test_a_page_arrives_with_what_is_known_of_it(get: Get, site: str) -> None:
    assert get(f"{site}/story") == Page(
        STORY.encode(),
        url=f"{site}/story",
        charset="utf-8",
        content_type="text/html",
        status=200,
    )


def test_fetched_page_is_decoded_by_its_header(get: Get, site: str) -> None:
    page = get(f"{site}/koi8")
    root = load(page).root
    assert page.charset == "KOI8-R"
    assert root is not None
    assert root.findtext(".//p") == "Мост закрыт до весны."


def test_page_without_a_content_type_is_a_page(get: Get, site: str) -> None:
    page = get(f"{site}/untyped")
    assert (page.content, page.charset, page.content_type) == (STORY.encode(), None, None)


def test_compressed_answer_is_decompressed(get: Get, site: str) -> None:
    assert get(f"{site}/zipped").content == STORY.encode()


def test_redirects_are_followed_to_the_final_address(get: Get, site: str) -> None:
    assert get(f"{site}/hop/3").url == f"{site}/story"


def test_endless_redirects_end(get: Get, site: str) -> None:
    with pytest.raises(FetchError, match="too many redirects"):
        get(f"{site}/hop/{http.MAX_REDIRECTS + 1}")


def test_redirect_to_another_kind_of_address_is_refused(get: Get, site: str) -> None:
    with pytest.raises(FetchError, match="not http:// or https://"):
        get(f"{site}/out")


@pytest.mark.parametrize("code", [404, 403, 500, 503])
def test_error_status_is_a_fetch_error(get: Get, site: str, code: int) -> None:
    with pytest.raises(FetchError, match=str(code)) as caught:
        get(f"{site}/status/{code}")
    assert caught.value.status == code
    assert caught.value.url == f"{site}/status/{code}"


def test_fetch_error_survives_pickling(site: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(f"{site}/status/404")
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 our own bytes
    assert (str(copy), copy.url, copy.status) == (str(caught.value), caught.value.url, 404)


@pytest.mark.parametrize("media_type", ["application/pdf", "image/webp", "Video/MP4; x=y"])
def test_what_is_declared_to_be_no_page_is_refused(get: Get, site: str, media_type: str) -> None:
    with pytest.raises(UnsupportedContentError, match="not a page"):
        get(f"{site}/type/{media_type}")


def test_large_answer_is_cut_off(get: Get, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "MAX_BYTES", 2**20)
    with pytest.raises(TooLargeError, match="1 MiB"):
        get(f"{site}/large")


def test_slow_answer_is_cut_off(get: Get, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "TOTAL_SECONDS", 0.2)
    with pytest.raises(FetchError, match="not complete"):
        get(f"{site}/slow")


def test_silence_is_cut_off(get: Get, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "CONNECT_SECONDS", 0.2)
    with pytest.raises(FetchError, match="no answer in time"):
        get(f"{site}/silent")


@pytest.mark.parametrize("path", ["cut", "badly-zipped", "nowhere"])
def test_broken_answer_is_a_fetch_error(get: Get, site: str, path: str) -> None:
    with pytest.raises(FetchError, match="cannot fetch"):
        get(f"{site}/{path}")


def test_nobody_listening_is_a_fetch_error(get: Get) -> None:
    with pytest.raises(FetchError, match="no connection"):
        get("http://127.0.0.1:9/story")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "story.html",
        "//harbour.example/",
        "http:///story",
        "ftp://harbour.example/story",
        "file:///etc/hostname",
        "javascript:alert(1)",
        "http://[",
        "http://[::1]:99999/",
        "http://harbour.example:port/",
        "http://a\x00b.example/",
        "http://\uff0e\uff0e/",
        "http://" + "a" * 300 + ".example/",
    ],
)
def test_what_is_no_address_is_a_fetch_error(get: Get, url: str) -> None:
    with pytest.raises(FetchError) as caught:
        get(url)
    assert caught.value.url == url
    assert caught.value.status is None


def test_the_library_says_who_it_is(get: Get, site: str) -> None:
    Newsroom.asked.clear()
    get(f"{site}/story")
    assert Newsroom.asked[0]["User-Agent"] == user_agent()
    assert user_agent().startswith("articlekit/")


def test_client_of_the_caller_asks_and_stays_open(site: str) -> None:
    Newsroom.asked.clear()
    with httpx.Client(headers={"User-Agent": "Desk/1"}) as client:
        fetch(f"{site}/hop/1", client=client)
        fetch(f"{site}/story", client=client)
    assert {asked["User-Agent"] for asked in Newsroom.asked} == {"Desk/1"}


def test_async_client_of_the_caller_asks_and_stays_open(site: str) -> None:
    async def ask() -> list[Page]:
        async with httpx.AsyncClient() as client:
            return [await afetch(f"{site}/story", client=client) for _ in range(2)]

    assert [page.status for page in asyncio.run(ask())] == [200, 200]


def test_transport_of_the_caller_replaces_the_network() -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, html=STORY))
    with httpx.Client(transport=transport) as client:
        assert fetch("https://harbour.example/", client=client).content == STORY.encode()


def test_every_error_is_one_of_ours(get: Get, site: str) -> None:
    for path in ("status/404", "type/image/png", "cut", "out"):
        with pytest.raises(ArticleKitError):
            get(f"{site}/{path}")
