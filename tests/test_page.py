"""Every kind of source is read, and what is no page is refused."""

from __future__ import annotations

import io
from pathlib import Path

import bs4
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from articlekit.errors import ArticleKitError, LoadError, TooLargeError, UnsupportedContentError
from articlekit.page import MAX_BYTES, Page, Source, charset_of, load

HTML = "<html><head><title>Fog</title></head><body><p>Fog at nine — ferry at ten.</p></body></html>"
TEXT = "Fog at nine — ferry at ten."
ADDRESS = "https://harbour.example/fog"


def paragraph(source: Source) -> str:
    root = load(source).root
    assert root is not None
    return root.findtext(".//p") or ""


class Saved:
    """A path that is none of pathlib's."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __fspath__(self) -> str:
        return str(self._path)


# ------------------------------------------------------------------------------------ sources


@pytest.mark.parametrize(
    "source",
    [
        HTML,
        HTML.encode(),
        bytearray(HTML.encode()),
        memoryview(HTML.encode()),
        io.StringIO(HTML),
        io.BytesIO(HTML.encode("utf-16")),
        Page(HTML),
        Page(HTML.encode("cp1252"), charset="iso-8859-1"),
        httpx.Response(200, html=HTML),
        etree.fromstring(HTML, etree.HTMLParser()),
        etree.ElementTree(etree.fromstring(HTML, etree.HTMLParser())),
        bs4.BeautifulSoup(HTML, "html.parser"),
        bs4.BeautifulSoup(HTML, "html.parser").body,
    ],
    ids=lambda source: type(source).__name__,
)
def test_every_kind_of_source(source: Source) -> None:
    assert paragraph(source) == TEXT


def test_paths(tmp_path: Path) -> None:
    path = tmp_path / "fog.html"
    path.write_text(HTML, encoding="cp1252")
    assert paragraph(path) == TEXT
    assert paragraph(Saved(path)) == TEXT


def test_open_files(tmp_path: Path) -> None:
    path = tmp_path / "fog.html"
    path.write_text(HTML, encoding="utf-8")
    with path.open("rb") as binary, path.open(encoding="utf-8") as text:
        assert paragraph(binary) == TEXT
        assert paragraph(text) == TEXT


def test_tree_is_used_as_it_is() -> None:
    root = lxml_html.fromstring("<div><!-- kept --><section><p>Fog</p></section></div>")
    before = etree.tostring(root)
    part = root.find("section")
    assert part is not None
    assert load(root).root is root
    assert load(part).root is part
    assert etree.tostring(root) == before


def test_xhtml_tree_is_copied_with_plain_names() -> None:
    root = etree.fromstring('<html xmlns="http://www.w3.org/1999/xhtml"><p>Fog</p></html>')
    before = etree.tostring(root)
    assert paragraph(root) == "Fog"
    assert etree.tostring(root) == before


def test_soup_is_not_changed() -> None:
    soup = bs4.BeautifulSoup(HTML, "html.parser")
    load(soup)
    assert str(soup) == HTML


def test_address_comes_from_the_caller_then_from_the_source() -> None:
    response = httpx.Response(200, html=HTML, request=httpx.Request("GET", ADDRESS))
    assert load(HTML).url is None
    assert load(Page(HTML, url=ADDRESS)).url == ADDRESS
    assert load(response).url == ADDRESS
    assert load(response, "https://other.example/").url == "https://other.example/"


def test_charset_of_a_response_is_used() -> None:
    raw = "<p>Мост закрыт</p>".encode("koi8-r")
    headers = {"Content-Type": 'text/html; charset="koi8-r"'}
    assert paragraph(httpx.Response(200, content=raw, headers=headers)) == "Мост закрыт"


def test_unread_stream_is_refused_with_advice() -> None:
    response = httpx.Response(200, stream=httpx.ByteStream(b"<p>x"))
    with pytest.raises(LoadError, match="read it first"):
        load(response)


@pytest.mark.parametrize("source", [None, 3, ["<p>x</p>"], {"html": "x"}, object()])
def test_other_types_are_refused_with_what_is_accepted(source: object) -> None:
    with pytest.raises(LoadError, match=r"pass bytes, str, a path"):
        load(source)  # type: ignore[arg-type]


def test_file_object_that_gives_something_else_is_refused() -> None:
    class Odd:
        def read(self, _size: int = -1) -> list[str]:
            return []

    with pytest.raises(LoadError, match="gave list"):
        load(Odd())  # type: ignore[arg-type]


def test_missing_file_folder_and_bad_name_are_load_errors(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="No such file"):
        load(tmp_path / "none.html")
    with pytest.raises(LoadError, match="cannot read"):
        load(tmp_path)
    with pytest.raises(LoadError, match="cannot read"):
        load(Path("a\0b"))


def test_closed_file_and_wrongly_opened_text_are_load_errors(tmp_path: Path) -> None:
    path = tmp_path / "fog.html"
    path.write_bytes(b"<p>caf\xe9</p>")
    with path.open("rb") as closed:
        pass
    with pytest.raises(LoadError, match="closed file"):
        load(closed)
    with path.open(encoding="utf-8") as text, pytest.raises(LoadError, match="binary mode"):
        load(text)


@pytest.mark.parametrize("address", [ADDRESS, f"  {ADDRESS}\n", "HTTP://harbour.example"])
def test_address_in_place_of_a_page_is_refused_with_advice(address: str) -> None:
    with pytest.raises(LoadError, match=r"articlekit\.fetch\(url\)"):
        load(address)


def test_text_that_begins_with_an_address_is_text() -> None:
    text = f"{ADDRESS}\nFog at nine."
    assert load(text).text == text


# ------------------------------------------------------------------------------------ content


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" \t\r\n\f",
        b"\0\0\0",
        b"\xef\xbb\xbf",
        b"<!DOCTYPE html>",
        b"<!-- nothing -->",
        b"<?xml version='1.0'?>",
        b"</p></div>",
    ],
)
def test_nothing_gives_an_empty_document(raw: bytes) -> None:
    document = load(raw, ADDRESS)
    assert document.is_empty
    assert document.url == ADDRESS


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"GIF89a\x01\0\x01\0",
        b"RIFF\x24\0\0\0WEBPVP8 ",
        b"%PDF-1.7\n%\xe2\xe3",
        b"PK\x03\x04\x14\0\0\0",
        b"\x1f\x8b\x08\0\0\0\0\0",
        b"x\x9c\xcb\x48",
        b"\x28\xb5\x2f\xfd\x04",
        b"wOF2\0\x01\0\0",
        b"\0\0\0\x20ftypisom",
        bytes(range(256)) * 8,
    ],
)
def test_what_is_no_page_is_refused(raw: bytes) -> None:
    with pytest.raises(UnsupportedContentError, match="not a page but"):
        load(raw)


def test_compressed_pages_are_refused_with_advice() -> None:
    with pytest.raises(UnsupportedContentError, match="decompress"):
        load(b"\x1f\x8b\x08\0")


def test_too_large_sources_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(TooLargeError, match="64 MiB"):
        load(path)


@pytest.mark.parametrize(
    "text",
    [
        "Rain, then 3 < 4 and 5 > 4.",
        "Write to Ada Quell <ada@harbour.example> <-- today",
        "if a <b and c> d",
        "# Markdown\n\nwith *marks*",
        '{"headline": "Fog"}',
        "<3 <> </ >",
        ".a > .b { color: red }",
    ],
)
def test_text_with_stray_signs_is_plain_text(text: str) -> None:
    assert load(text).text == text


@pytest.mark.parametrize(
    "html",
    [
        "A line<br>and another",
        "<P CLASS=x>Upper",
        "  <news-app><news-text>Fog</news-text></news-app>\n",
        "<a href='/x'>only a link</a>",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>Fog",
    ],
)
def test_anything_with_tags_is_a_page(html: str) -> None:
    assert load(html).root is not None


def test_line_ends_of_plain_text_are_one_kind() -> None:
    assert load("one\r\ntwo\rthree\n").text == "one\ntwo\nthree\n"


def test_declared_encoding_does_not_matter_once_decoded() -> None:
    declared = '<?xml version="1.0" encoding="utf-16"?><meta charset="koi8-r"><p>Größe</p>'
    assert paragraph(declared) == "Größe"
    assert paragraph(declared.encode()) == "Größe"


def test_control_characters_are_removed_before_parsing() -> None:
    assert paragraph("<p\0>Fo\0g\x07 at\x0bni\x1bne\x7f</p>") == "Fog at nine"


def test_lone_surrogates_do_not_reach_the_tree() -> None:
    assert paragraph("<p>\ud83d\ude00 \ud800</p>") == "😀 \ufffd"


def test_comments_and_instructions_do_not_split_the_text() -> None:
    assert paragraph("<p>Fog<!-- x --> at<?php y ?> nine</p>") == "Fog at nine"


def test_entities_of_a_document_type_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret", encoding="utf-8")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    html = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e0 "ha"><!ENTITY leak SYSTEM "{secret}">'
        f"{bomb}]><html><body><p>&e11;&leak;</p></body></html>"
    )
    root = load(html).root
    assert root is not None
    text = "".join(root.itertext())
    assert "the secret" not in text
    assert len(text) < 2 * len(html)


def test_feeds_are_read_as_far_as_they_go() -> None:
    root = load('<?xml version="1.0"?><rss><channel><title>Fog</title></channel></rss>').root
    assert root is not None
    assert "Fog" in "".join(root.itertext())


@pytest.mark.parametrize(
    ("header", "charset"),
    [
        ("text/html; charset=utf-8", "utf-8"),
        ('text/html;Charset = "Shift_JIS"', "Shift_JIS"),
        ("text/html", None),
        ("", None),
        (None, None),
    ],
)
def test_charset_of_a_header(header: str | None, charset: str | None) -> None:
    assert charset_of(header) == charset


@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        document = load(raw)
    except ArticleKitError:
        return
    assert document.root is None or document.text is None


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_is_read(text: str) -> None:
    document = load("<p>" + text)
    assert document.text is None
