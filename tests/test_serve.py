"""The server's answers, whom it answers, and where it does not go."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from articlekit import Article, explain, extract
from articlekit.cli import main
from articlekit.errors import FetchError, LoadError
from articlekit.page import Page
from articlekit.serve import requests, run
from articlekit.serve.app import Fetch, PublicFetch, make_app
from articlekit.serve.openapi import document
from articlekit.serve.safety import (
    Address,
    AddressRefusedError,
    PublicTransport,
    Visitors,
    is_public,
    resolve,
)
from tests.render.payloads import PAYLOADS
from tests.test_cli import ADDRESS, PAGE, PARAGRAPHS

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
HEADLINE = "Ferry returns with two engines"
HOME = "http://127.0.0.1:8765"
HTML = {"Content-Type": "text/html; charset=utf-8"}


class Newsstand:
    """Gives the same page for every address, or fails."""

    def __init__(self, error: Exception | None = None) -> None:
        self.asked: list[str] = []
        self._error = error

    async def __call__(self, url: str) -> Page:
        self.asked.append(url)
        if self._error:
            raise self._error
        return Page(PAGE.encode(), url=url + "?final")


def ask(
    method: str,
    path: str,
    *,
    fetch: Fetch | None = None,
    **options: Any,  # noqa: ANN401 whatever httpx takes
) -> httpx.Response:
    """Send one request to the application, without a socket."""

    async def send() -> httpx.Response:
        app = make_app(fetch=fetch or Newsstand())
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=HOME) as client:
            return await client.request(method, path, **options)

    return asyncio.run(send())


def post(path: str, **options: Any) -> httpx.Response:  # noqa: ANN401 whatever httpx takes
    return ask("POST", path, **options)


# ------------------------------------------------------------------------------------ endpoints


def test_html_as_json_gives_the_article() -> None:
    answer = post("/extract", json={"html": PAGE, "url": ADDRESS})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert Article.from_dict(answer.json()) == extract(PAGE, ADDRESS)
    assert answer.json()["headline"] == HEADLINE


def test_an_address_is_fetched() -> None:
    newsstand = Newsstand()
    answer = post("/extract", json={"url": ADDRESS}, fetch=newsstand)
    assert newsstand.asked == [ADDRESS]
    assert answer.json()["url"] == ADDRESS + "?final"
    assert answer.json()["headline"] == HEADLINE


def test_html_with_its_address_is_not_fetched() -> None:
    newsstand = Newsstand()
    post("/extract", json={"html": PAGE, "url": ADDRESS}, fetch=newsstand)
    assert not newsstand.asked


def test_a_file_gives_the_article() -> None:
    page = PAGE.replace("utf-8", "windows-1252").encode("windows-1252")
    files = {"file": ("ferry.html", page, "text/html")}
    answer = post("/extract", files=files, data={"url": ADDRESS})
    assert answer.json()["url"] == ADDRESS
    assert PARAGRAPHS[1] in answer.json()["text"]


def test_a_page_as_it_is_gives_the_article() -> None:
    page = PAGE.replace('<meta charset="utf-8">', "").encode("utf-16-le")
    kind = {"Content-Type": "text/html; charset=utf-16le"}
    answer = post("/extract", content=page, headers=kind, params={"url": ADDRESS})
    assert answer.json()["headline"] == HEADLINE
    assert answer.json()["url"] == ADDRESS


def test_copied_text_gives_the_article() -> None:
    text = "\n\n".join((HEADLINE, *PARAGRAPHS))
    answer = post("/extract", content=text.encode(), headers={"Content-Type": "text/plain"})
    assert PARAGRAPHS[2] in answer.json()["text"]


def test_an_empty_page_gives_an_empty_article() -> None:
    answer = post("/extract", json={"html": ""})
    assert answer.status_code == 200
    assert answer.json()["is_article"] is False


def test_explaining_gives_all_that_the_page_shows() -> None:
    answer = post("/explain", json={"html": PAGE, "url": ADDRESS}).json()
    article = extract(PAGE, ADDRESS)
    assert Article.from_dict(answer["article"]) == article
    assert answer["markdown"] == article.to_markdown(front_matter=True)
    assert answer["html"] == article.to_html()
    assert PARAGRAPHS[0][:60] in answer["frames"]["article"]
    assert answer["explain"] == explain(PAGE, ADDRESS).to_html()
    assert PARAGRAPHS[0][:60] in answer["frames"]["explain"]


def test_no_markup_of_a_page_stands_in_an_answer() -> None:
    page = PAGE.replace("</article>", "\n".join(f"<p>{one}</p>" for one in PAYLOADS) + "</article>")
    for path in ("/extract", "/explain"):
        answer = post(path, content=page.encode("utf-8", "replace"), headers=HTML)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"
        assert "pwn(1)" in answer.text
        assert "<" not in answer.text


def test_health_is_told() -> None:
    assert ask("GET", "/health").json()["status"] == "ok"


def test_the_page_loads_its_own_files_only() -> None:
    answer = ask("GET", "/")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-")
    assert not {"unsafe-inline", "unsafe-eval", "http:", "https:", "data:", "*"} & set(
        policy.replace("'", "").replace(";", "").split()
    )
    addresses = [part.split('"')[0] for part in answer.text.split('src="')[1:]]
    addresses += [part.split('"')[0] for part in answer.text.split('href="')[1:]]
    for address in addresses:
        assert address.startswith(("/", "#"))
        assert address.startswith("#") or ask("GET", address).status_code == 200


@pytest.mark.parametrize("path", ["/", "/health", "/static/playground.js", "/nowhere"])
def test_answers_are_kept_to_themselves(path: str) -> None:
    headers = ask("GET", path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in headers


# ------------------------------------------------------------------------------------ errors


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b"[]",
        b'"<p>"',
        b"{}",
        b'{"html": null}',
        b'{"html": 5}',
        b'{"html": ["<p>"]}',
        b'{"url": ""}',
        b'{"url": "news.example"}',
        b'{"url": "file:///etc/passwd"}',
        b'{"url": "javascript:alert(1)"}',
        b'{"url": "https://news.example:99999/"}',
        b'{"url": "https://[::1"}',
        b'{"url": "https://"}',
        b'{"url": "https://news.example/\\ud800"}',
        b'{"url": "https://news.example/\\u0000"}',
        b'{"html": "<p>", "url": "file:///etc/passwd"}',
        b'{"html": "<p>", "model": "x"}',
    ],
)
def test_what_cannot_be_read_is_a_bad_request(body: bytes) -> None:
    newsstand = Newsstand()
    kind = {"Content-Type": "application/json"}
    answer = post("/extract", content=body, headers=kind, fetch=newsstand)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert not newsstand.asked


@pytest.mark.parametrize(
    "form",
    [
        {"files": {"file": ("a.html", b"<p>")}, "data": {"other": "x"}},
        {"files": {"page": ("a.html", b"<p>")}},
        {"files": [("file", ("a.html", b"<p>")), ("file", ("b.html", b"<p>"))]},
        {"files": {"file": ("a.html", b"<p>")}, "data": {"url": "file:///x"}},
        {"content": b"no parts", "headers": {"Content-Type": "multipart/form-data"}},
        {"content": b"--", "headers": {"Content-Type": "multipart/form-data; boundary=b"}},
    ],
)
def test_forms_that_are_no_upload_are_bad_requests(form: dict[str, Any]) -> None:
    answer = post("/extract", **form)
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.parametrize("kind", ["application/xml", "image/png", "text/css", "", "x"])
def test_unknown_types_of_content_are_refused(kind: str) -> None:
    answer = post("/extract", content=b"<p>", headers={"Content-Type": kind})
    assert answer.status_code == 415
    assert answer.json()["error"]


@pytest.mark.parametrize("content", [b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04\0\0"])
def test_what_is_no_page_is_refused(content: bytes) -> None:
    for options in ({"content": content, "headers": HTML}, {"files": {"file": ("x", content)}}):
        answer = post("/extract", **options)
        assert answer.status_code == 422
        assert "not a page" in answer.json()["error"]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (FetchError("it answered 404", url=ADDRESS, status=404), 502),
        (AddressRefusedError("private", url=ADDRESS), 403),
        (LoadError("an image"), 422),
    ],
)
def test_failed_fetches_are_told(error: Exception, status: int) -> None:
    answer = post("/extract", json={"url": ADDRESS}, fetch=Newsstand(error))
    assert answer.status_code == status
    assert answer.json() == {"error": str(error)}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("GET", "/extract", 405), ("GET", "/static/frame.css", 404)],
)
def test_wrong_paths_and_methods_are_told_as_json(method: str, path: str, status: int) -> None:
    answer = ask(method, path)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_a_fault_is_told_without_its_details() -> None:
    answer = post("/extract", json={"url": ADDRESS}, fetch=Newsstand(ZeroDivisionError("secret")))
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json()["error"]


@pytest.fixture
def small_limit(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(requests, "MAX_BODY_BYTES", 4096)
    return 4096


@pytest.mark.parametrize("kind", ["text/html", "application/json", "multipart/form-data"])
def test_what_is_too_large_is_refused_by_its_length(small_limit: int, kind: str) -> None:
    content = b" " * (small_limit + 1)
    answer = post("/extract", content=content, headers={"Content-Type": f"{kind}; boundary=b"})
    assert answer.status_code == 413
    assert answer.json()["error"]


@pytest.mark.parametrize("kind", ["text/html", "application/json", "multipart/form-data"])
def test_what_is_too_large_is_not_read_to_its_end(small_limit: int, kind: str) -> None:
    sent = 0
    opening = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        yield opening
        for _ in range(1000):
            sent += 1024
            yield b" " * 1024

    answer = post("/extract", content=endless(), headers={"Content-Type": f"{kind}; boundary=b"})
    assert answer.status_code == 413
    assert sent <= 2 * small_limit


def test_what_is_just_small_enough_is_read(small_limit: int) -> None:
    page = PAGE.encode()
    assert len(page) < small_limit
    assert post("/extract", content=page.ljust(small_limit), headers=HTML).status_code == 200


# ------------------------------------------------------------------------------------ visitors


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:3000"},
        {"Origin": "http://127.0.0.1:8765.evil.example"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": HOME, "Sec-Fetch-Site": "cross-site"},
    ],
)
@pytest.mark.parametrize("path", ["/extract", "/explain"])
def test_other_sites_may_not_post(path: str, headers: dict[str, str]) -> None:
    newsstand = Newsstand()
    for kind in ("application/json", "text/plain"):
        answer = post(
            path,
            content=json.dumps({"url": ADDRESS}),
            headers={"Content-Type": kind, **headers},
            fetch=newsstand,
        )
        assert answer.status_code == 403
    assert not newsstand.asked


def test_the_own_page_and_programs_may_post() -> None:
    own = {"Origin": HOME, "Sec-Fetch-Site": "same-origin"}
    assert post("/extract", json={"html": PAGE}, headers=own).status_code == 200
    assert post("/extract", json={"html": PAGE}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8765",
        "127.0.0.1.evil.example",
        "localhost.example",
        "10.0.0.1",
    ],
)
def test_names_that_were_pointed_here_are_refused(host: str) -> None:
    for method, path in (("GET", "/"), ("GET", "/health"), ("POST", "/extract")):
        answer = ask(method, path, headers={"Host": host, "Origin": f"http://{host}"})
        assert answer.status_code == 403
        assert answer.json()["error"]


@pytest.mark.parametrize("host", ["", "[", "[::1", "localhost:x]", "::1", "@", "%00", "2130706433"])
def test_strange_names_are_refused_without_a_fault(host: str) -> None:
    assert not Visitors().knows(host)


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8765", "127.0.0.1:1", "127.8.8.8", "[::1]:8765", "a.localhost"]
)
def test_loopback_names_are_known(host: str) -> None:
    assert Visitors().knows(host)


def test_a_server_for_others_knows_its_name_and_any_number() -> None:
    visitors = Visitors(frozenset({"newsroom"}), numbers=True)
    assert visitors.knows("newsroom:8765")
    assert visitors.knows("192.168.1.7:8765")
    assert visitors.knows("[fd00::7]:8765")
    assert not visitors.knows("evil.example:8765")


# ------------------------------------------------------------------------------------ addresses


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 nothing listens here
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:c0a8:1::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "93.184.215.14",
        "172.32.0.1",
        "192.169.0.1",
        "2606:4700:4700::1111",
        "2a00:1450:4001::200e",
        "::ffff:93.184.215.14",
        "64:ff9b::5db8:d70e",
    ],
)
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


PUBLIC = ipaddress.ip_address("93.184.215.14")
ALSO_PUBLIC = ipaddress.ip_address("2606:4700:4700::1111")
PRIVATE = ipaddress.ip_address("10.0.0.5")
NAMES: dict[str, Sequence[Address]] = {
    "news.example": (PUBLIC,),
    "xn--zitung-bva.example": (PUBLIC,),
    "both.example": (ALSO_PUBLIC, PUBLIC),
    "intranet.example": (PRIVATE,),
    "mixed.example": (PUBLIC, PRIVATE),
    "empty.example": (),
}


async def look_up(host: str, port: int) -> Sequence[Address]:
    """Know some names; read everything else as the system does, without asking a server."""
    if host in NAMES:
        return NAMES[host]
    if host.endswith("example"):
        raise socket.gaierror(-2, "Name or service not known")
    return await resolve(host, port)


Answer = Callable[[httpx.Request], httpx.Response]


class Wire:
    """Notes what would be sent, and answers it."""

    def __init__(self, answer: Answer) -> None:
        self.sent: list[httpx.Request] = []
        self._answer = answer

    def fetch(self) -> PublicFetch:
        return PublicFetch(
            lambda: PublicTransport(httpx.MockTransport(self._handle), resolve=look_up)
        )

    def _handle(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        return self._answer(request)


def page_answer(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, text=PAGE, headers=HTML)


@pytest.mark.parametrize(
    ("url", "host", "name"),
    [
        ("http://93.184.215.14/", "93.184.215.14", "93.184.215.14"),
        ("http://[2606:4700:4700::1111]:81/", str(ALSO_PUBLIC), "[2606:4700:4700::1111]:81"),
        ("https://zéitung.example/", str(PUBLIC), "xn--zitung-bva.example"),
        ("https://NEWS.example:444/", str(PUBLIC), "news.example:444"),
    ],
)
def test_public_addresses_are_fetched_however_written(url: str, host: str, name: str) -> None:
    wire = Wire(page_answer)
    answer = post("/extract", json={"url": url}, fetch=wire.fetch())
    assert answer.json()["headline"] == HEADLINE
    (request,) = wire.sent
    assert (request.url.host, request.headers["host"]) == (host, name)


def redirect_to(place: str) -> Answer:
    return lambda _: httpx.Response(302, headers={"Location": place})


def test_a_page_comes_from_the_address_that_was_checked() -> None:
    wire = Wire(page_answer)
    page = asyncio.run(wire.fetch()("https://news.example/story"))
    assert page.url == "https://news.example/story"
    (request,) = wire.sent
    assert request.url.host == str(PUBLIC)
    assert request.headers["host"] == "news.example"
    assert request.extensions["sni_hostname"] == "news.example"


DISGUISES = [
    "http://localhost/",
    "http://127.0.0.1/",
    "http://127.0.0.1:22/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://0/",
    "http://0.0.0.0/",
    "http://[::]/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:7f00:1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://news.example@127.0.0.1/",
    "http://news.example:80@127.0.0.1/",
    "http://127.0.0.1#@news.example/",
    "http://①②⑦.⓪.⓪.①/",  # digits too, to host names
    "http://127。0。0。1/",
    "https://intranet.example/",
    "https://mixed.example/",
    "https://INTRANET.example/",
]


@pytest.mark.parametrize("url", DISGUISES)
def test_private_addresses_are_not_fetched(url: str) -> None:
    wire = Wire(page_answer)
    with pytest.raises(FetchError):
        asyncio.run(wire.fetch()(url))
    assert not wire.sent


@pytest.mark.parametrize("url", DISGUISES)
def test_redirects_to_private_addresses_are_not_followed(url: str) -> None:
    wire = Wire(redirect_to(url))
    with pytest.raises(FetchError):
        asyncio.run(wire.fetch()("https://news.example/story"))
    assert [request.url.host for request in wire.sent] == [str(PUBLIC)]


def test_refused_addresses_are_told_apart_from_failures() -> None:
    wire = Wire(redirect_to("http://127.0.0.1/"))
    answer = post("/extract", json={"url": "https://news.example/"}, fetch=wire.fetch())
    assert answer.status_code == 403
    assert "not a public address" in answer.json()["error"]


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://news.example/", "//", "http://"])
def test_redirects_elsewhere_are_failures(place: str) -> None:
    wire = Wire(redirect_to(place))
    answer = post("/extract", json={"url": "https://news.example/"}, fetch=wire.fetch())
    assert answer.status_code in {403, 502}
    assert all(request.url.host == str(PUBLIC) for request in wire.sent)


@pytest.mark.parametrize("url", ["https://gone.example/", "https://empty.example/"])
def test_unknown_hosts_are_failures(url: str) -> None:
    answer = post("/extract", json={"url": url}, fetch=Wire(page_answer).fetch())
    assert answer.status_code == 502


def test_a_name_that_changes_its_address_gains_nothing() -> None:
    answers = iter([(PUBLIC,), (PRIVATE,)])

    async def rebind(_: str, __: int) -> Sequence[Address]:
        return next(answers)

    wire = Wire(redirect_to("https://news.example/again"))
    fetch = PublicFetch(lambda: PublicTransport(httpx.MockTransport(wire._handle), resolve=rebind))
    with pytest.raises(AddressRefusedError):
        asyncio.run(fetch("https://news.example/"))
    assert [request.url.host for request in wire.sent] == [str(PUBLIC)]


def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    def deaf_at_first(request: httpx.Request) -> httpx.Response:
        if request.url.host == str(ALSO_PUBLIC):
            message = "no route"
            raise httpx.ConnectError(message)
        return page_answer(request)

    wire = Wire(deaf_at_first)
    assert asyncio.run(wire.fetch()("http://both.example/")).status == 200
    assert [request.url.host for request in wire.sent] == [str(ALSO_PUBLIC), str(PUBLIC)]


def test_what_is_allowed_can_be_chosen() -> None:
    wire = Wire(page_answer)
    fetch = PublicFetch(
        lambda: PublicTransport(
            httpx.MockTransport(wire._handle),
            allow=lambda address: address == PRIVATE,
            resolve=look_up,
        )
    )
    assert asyncio.run(fetch("http://intranet.example/")).status == 200
    with pytest.raises(AddressRefusedError):
        asyncio.run(fetch("http://news.example/"))


def test_a_real_connection_to_this_machine_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        port = listening.getsockname()[1]
        with pytest.raises(AddressRefusedError):
            asyncio.run(PublicFetch()(f"http://localhost:{port}/"))
        with pytest.raises(BlockingIOError):  # nobody has come
            listening.accept()


class Site(BaseHTTPRequestHandler):
    """Answers with the name that it was called by."""

    def do_GET(self) -> None:
        page = f"<title>x</title><h1>{self.headers['Host']}</h1>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        pass


def test_a_real_site_is_called_by_its_name() -> None:
    async def here(_: str, __: int) -> Sequence[Address]:
        return (ipaddress.ip_address("127.0.0.1"),)

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        url = f"http://news.example:{site.server_port}/story"
        fetch = PublicFetch(
            lambda: PublicTransport(
                httpx.AsyncHTTPTransport(), allow=lambda address: address.is_loopback, resolve=here
            )
        )
        page = asyncio.run(fetch(url))
        site.shutdown()
    assert page.url == url
    assert f"<h1>news.example:{site.server_port}</h1>".encode() in bytes(page.content)  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------ description


def test_the_description_is_openapi() -> None:
    described = ask("GET", "/openapi.json").json()
    assert described == json.loads(json.dumps(document()))
    validate(described)
    assert described["openapi"].startswith("3.1")
    assert {"/extract", "/explain", "/health"} == set(described["paths"])


def validator(name: str) -> OAS31Validator:
    schema = {**document(), "$ref": f"#/components/schemas/{name}"}
    return OAS31Validator(schema)


@pytest.mark.parametrize(
    "path", sorted(FIXTURES.glob("*/expected.json")), ids=lambda p: p.parent.name
)
def test_articles_are_as_described(path: Path) -> None:
    article = Article.from_dict(json.loads(path.read_text("utf-8")))
    values = article.to_dict()
    validator("Article").validate(values)
    assert not validator("Article").is_valid({**values, "headline": 5})
    assert not validator("Article").is_valid({**values, "body": [{"type": "song", "text": "la"}]})


def test_other_answers_are_as_described() -> None:
    validator("Explained").validate(post("/explain", json={"html": PAGE}).json())
    validator("Health").validate(ask("GET", "/health").json())
    validator("Error").validate(post("/extract", json={}).json())


# ------------------------------------------------------------------------------------ command


@pytest.fixture
def served() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Return a running `articlekit serve` and the address that it printed."""
    command = [sys.executable, "-m", "articlekit", "serve", "--port", "0"]
    # Python would print at once where it is told to; whoever reads the address is not helped by it.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
        process.kill()


def test_the_command_serves_on_this_machine_only(
    served: tuple[subprocess.Popen[str], str],
) -> None:
    process, address = served
    assert address.startswith("http://127.0.0.1:")
    # It listens already: the request waits until it answers.
    answer = httpx.post(address + "extract", json={"html": PAGE}, trust_env=False, timeout=30)
    assert answer.json()["headline"] == HEADLINE
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    assert process.stderr is not None
    assert not process.stderr.read()


def test_listening_for_others_is_warned_about(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Idle:
        def run(self, sockets: Sequence[socket.socket]) -> None:
            for one in sockets:
                one.close()

    monkeypatch.setattr(run, "server", lambda *_: Idle())
    assert main(["serve", "--host", "0.0.0.0", "--port", "0"]) == 0  # noqa: S104 the subject
    written = capsys.readouterr()
    assert "warning: listening on 0.0.0.0, which other machines can reach" in written.err
    assert written.out.startswith("http://localhost:")
    assert main(["serve", "--port", "0"]) == 0
    assert not capsys.readouterr().err


def test_a_server_for_others_answers_to_its_name() -> None:
    with run.listen("0.0.0.0", 0) as listening:  # noqa: S104 the subject
        visitors = run.visitors_of("0.0.0.0", listening)  # noqa: S104 the subject
    assert visitors.knows(socket.gethostname())
    assert visitors.knows("192.168.1.7:8765")
    assert not visitors.knows("evil.example")


def test_a_port_that_is_taken_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 1
    written = capsys.readouterr()
    assert written.err.startswith(f"articlekit: cannot listen on 127.0.0.1:{port}: ")
    assert written.err.count("\n") == 1


@pytest.mark.parametrize("host", ["gone.invalid", "a" * 70, "203.0.113.9", "."])
def test_a_host_that_is_not_here_is_told(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--host", host, "--port", "0"]) == 1
    written = capsys.readouterr()
    assert written.err.startswith(f"articlekit: cannot listen on {host}:0: ")
    assert written.err.count("\n") == 1


@pytest.mark.parametrize("port", ["65536", "-1", "http"])
def test_an_impossible_port_is_wrong_usage(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", port]) == 2
    assert capsys.readouterr().err.startswith("articlekit: ")


@pytest.mark.parametrize("library", ["starlette", "uvicorn", "python_multipart"])
def test_a_missing_library_says_what_to_install(
    library: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, library, None)  # as if it were not there
    assert main(["serve"]) == 1
    written = capsys.readouterr()
    assert "pip install 'articlekit[serve]'" in written.err
    assert library in written.err
