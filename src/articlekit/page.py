"""Any source, decoded and parsed: the first stage of an extraction."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Protocol, TypeAlias, TypeGuard

from lxml import etree

from articlekit.encoding import join_surrogates, read_twice, to_utf8
from articlekit.errors import LoadError, TooLargeError, UnsupportedContentError
from articlekit.repair import flatten, limit_attributes

if TYPE_CHECKING:
    from pathlib import Path

    import bs4
    import httpx
    from lxml.etree import _Element, _ElementTree

    Source: TypeAlias = (
        bytes
        | bytearray
        | memoryview
        | str
        | os.PathLike[str]
        | IO[bytes]
        | IO[str]
        | "Page"
        | httpx.Response
        | _Element
        | _ElementTree[Any]
        | bs4.Tag
    )
    """All that a page can be read from."""
else:
    Source: TypeAlias = object

MAX_BYTES = 64 * 1024 * 1024
"""Size limit of a page. The largest news pages met are live blogs of some 10 MiB; a tree takes
about ten times the size of its page, so that this limit keeps a process below 1 GiB."""

_ACCEPTED = (
    "bytes, str, a path (pathlib.Path), a file object, a Page, an httpx.Response,"
    " an lxml element or tree, a BeautifulSoup object"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was fetched or saved: its bytes and what is known about them."""

    content: bytes | str
    url: str | None = None
    """The final address, after redirects."""
    charset: str | None = None
    """The encoding that the HTTP header declares."""
    content_type: str | None = None
    """The media type that the HTTP header declares, such as ``"text/html"``."""
    status: int | None = None
    """The HTTP status."""


@dataclass(frozen=True, slots=True)
class Document:
    """A page as the later stages read it: a tree or plain text, neither for an empty page.

    A tree that was parsed here holds no comments, no processing instructions and no NULs, and
    is at most 2,048 elements deep. A tree of the caller's is his own object: it is read only,
    may be part of a larger tree and may hold anything. Any text may still hold control
    characters that the page wrote as ``&#7;``.
    """

    root: _Element | None
    text: str | None
    """Plain text, its lines ended by ``\\n``; None for a page with tags."""
    url: str | None
    """The address of the page, as given by the caller or the fetch."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return self.root is None and self.text is None


def load(source: Source, url: str | None = None) -> Document:
    """Decode and parse a source. Never touches the network, never changes a given tree.

    Args:
        source: bytes in any encoding, str (HTML or plain text), a path, a file object, a `Page`,
            an ``httpx.Response``, an lxml element or tree, or a BeautifulSoup object.
        url: the address of the page; by default the one that the source knows.

    Raises:
        UnsupportedContentError: the source is an image, a PDF, an archive or other binary data.
        TooLargeError: the source is larger than `MAX_BYTES`.
        LoadError: the source cannot be read, or is of a kind that is not accepted.

    >>> load("<p>Rain at noon</p>").root.findtext(".//p")
    'Rain at noon'
    >>> load("1 < 2").text
    '1 < 2'
    """
    opened = _open(source)
    if not isinstance(opened, Page):
        return Document(_plain_tree(opened), None, url)
    return _parse(_utf8_of(opened), url or opened.url)


def is_source(value: object) -> bool:
    """Tell whether this is one page, of any kind that `load` takes.

    Of file objects only those of Python's own kind: a reader of many pages has a ``read`` too.

    >>> is_source(b"<p>Rain</p>"), is_source([b"<p>Rain</p>"])
    (True, False)
    """
    kinds = (Page, bytes, bytearray, memoryview, str, os.PathLike, io.IOBase)
    if isinstance(value, kinds) or etree.iselement(value):
        return True
    return isinstance(value, etree._ElementTree) or _is_response(value) or _is_soup(value)  # noqa: SLF001 lxml has no public name for it


def address_of(source: object) -> str | None:
    """Return the address that a source carries.

    >>> address_of(Page(b"", url="https://harbour.example/rain")), address_of(b"<p>Rain</p>")
    ('https://harbour.example/rain', None)
    """
    if isinstance(source, Page):
        return source.url
    return _url_of(source) if _is_response(source) else None


def detach(source: Source) -> Page | Path:
    """Return a source as a value that another process can be sent: a path stays to be read.

    A tree becomes HTML, which gives the same article when it is parsed again.

    Raises:
        LoadError: the source cannot be read, or is of a kind that is not accepted.

    >>> detach(etree.fromstring("<p>Rain at <b>noon</b></p>")).content
    '<p>Rain at <b>noon</b></p>'
    """
    if isinstance(source, os.PathLike):
        from pathlib import Path

        return Path(os.fsdecode(source))
    opened = _open(source)
    if isinstance(opened, Page):
        return opened
    root = _plain_tree(opened)
    if root is None:
        return Page("")
    return Page(etree.tostring(root, encoding="unicode", method="html", with_tail=False))


_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:\-]{1,40})", re.IGNORECASE)


def charset_of(content_type: str | None) -> str | None:
    """Return the charset of a Content-Type header.

    >>> charset_of('text/html; charset="ISO-8859-1"')
    'ISO-8859-1'
    >>> charset_of("text/html") is None
    True
    """
    found = _CHARSET.search(content_type or "")
    return found[1] if found else None


# ------------------------------------------------------------------------------------ sources


def _open(source: object) -> Page | _Element | None:
    """Return what a source holds: a page, or the root of a tree (None: an empty tree)."""
    if isinstance(source, Page):
        return source
    if isinstance(source, (bytes, bytearray, memoryview)):
        return Page(bytes(source))
    if isinstance(source, str):
        return Page(_checked_text(source))
    if isinstance(source, os.PathLike):
        return Page(_read_path(source))
    if etree.iselement(source):
        return source
    return _open_object(source)


class _Response(Protocol):
    """What is read of a response."""

    status_code: int

    @property
    def content(self) -> bytes | None: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def url(self) -> object: ...


def _open_object(source: object) -> Page | _Element | None:
    """Open a source that is known by what it can do or by the library it comes from."""
    if isinstance(source, etree._ElementTree):  # noqa: SLF001 lxml has no public name for it
        root: _Element | None = source.getroot()
        return root
    if _is_response(source):
        return _page_of_response(source)
    if _is_soup(source):
        return Page(source.decode())
    if _is_file(source):
        return Page(_read_file(source))
    message = f"cannot read a page from {type(source).__name__}: pass {_ACCEPTED}"
    raise LoadError(message)


_LONGEST_ADDRESS = 8_192
"""Characters that are looked at; a page or a text has a space among so many."""


def _checked_text(text: str) -> str:
    """Refuse an address, which is what a user passes who expects it to be fetched."""
    start = text[:_LONGEST_ADDRESS].strip()
    if start[:8].lower().startswith(("http://", "https://")) and len(start.split()) == 1:
        message = "this is an address, not a page: pass articlekit.fetch(url)"
        raise LoadError(message)
    return text


def _read_path(path: os.PathLike[str]) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 any os.PathLike, not only pathlib's
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or error
        message = f"cannot read {os.fspath(path)}: {reason}"
        raise LoadError(message) from error


def _read_file(file: IO[bytes] | IO[str]) -> bytes | str:
    try:
        content: object = file.read(MAX_BYTES + 1)
    except UnicodeDecodeError as error:
        message = "the text file is not in the encoding it was opened with: open it in binary mode"
        raise LoadError(message) from error
    except (OSError, ValueError) as error:  # ValueError: the file is closed
        message = f"cannot read the file object: {error}"
        raise LoadError(message) from error
    if isinstance(content, (bytes, str)):
        return content
    message = f"read() of the file object gave {type(content).__name__}, not bytes or str"
    raise LoadError(message)


def _is_response(source: object) -> TypeGuard[_Response]:
    """Tell a response of httpx, or of a library modelled on it or on requests.

    The class is asked for its content: asking the response would read a stream.
    """
    return hasattr(source, "status_code") and hasattr(type(source), "content")


def _page_of_response(response: _Response) -> Page:
    try:
        content = response.content
    except RuntimeError as error:  # a stream that was not read, or read elsewhere
        message = f"the response has no content yet, read it first: {error}"
        raise LoadError(message) from error
    content_type = response.headers.get("content-type")
    return Page(
        content or b"",
        url=_url_of(response),
        charset=charset_of(content_type),
        content_type=content_type,
        status=response.status_code,
    )


def _url_of(response: _Response) -> str | None:
    try:
        return str(response.url)
    except RuntimeError:  # httpx: a response made without a request has no address
        return None


def _is_file(source: object) -> TypeGuard[IO[bytes] | IO[str]]:
    return hasattr(source, "read")


def _is_soup(source: object) -> TypeGuard[bs4.Tag]:
    """Tell a BeautifulSoup object or tag without importing the library."""
    module = sys.modules.get("bs4")
    return module is not None and isinstance(source, module.Tag)


_XHTML = "{http://www.w3.org/1999/xhtml}"


def _plain_tree(root: _Element | None) -> _Element | None:
    """Return a tree with HTML's plain tag names: the given one, or a copy of an XHTML tree."""
    if root is None or not isinstance(root.tag, str):
        return None
    if not root.tag.startswith(_XHTML):
        return root
    copy = deepcopy(root)
    copy.tail = None
    for element in copy.iter(f"{_XHTML}*"):
        element.tag = str(element.tag).removeprefix(_XHTML)
    return copy


# ------------------------------------------------------------------------------------ content


_MAGIC = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF87a": "a GIF image",
    b"GIF89a": "a GIF image",
    b"RIFF": "an image, a sound or a video (RIFF)",
    b"II*\0": "a TIFF image",
    b"MM\0*": "a TIFF image",
    b"\0\0\1\0": "an icon",
    b"%PDF-": "a PDF",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "an Office document",
    b"PK\3\4": "a ZIP archive or an Office document",
    b"PK\5\6": "an empty ZIP archive",
    b"\x1f\x8b": "gzip data: decompress it first",
    b"\x28\xb5\x2f\xfd": "zstd data: decompress it first",
    b"x\1": "zlib data: decompress it first",
    b"x\x9c": "zlib data: decompress it first",
    b"x\xda": "zlib data: decompress it first",
    b"BZh": "bzip2 data: decompress it first",
    b"\xfd7zXZ": "xz data: decompress it first",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!\x1a": "a RAR archive",
    b"wOFF": "a font",
    b"wOF2": "a font",
    b"OTTO": "a font",
    b"\0\1\0\0": "a font",
    b"OggS": "a sound or a video (Ogg)",
    b"ID3": "a sound (MP3)",
    b"\x1aE\xdf\xa3": "a video (Matroska)",
    b"\0asm": "a WebAssembly program",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
"""How files begin that people take for pages. Brotli has no such mark: it falls to `_is_binary`."""

_SNIFFED = 8_192
_BINARY_SHARE = 0.03
"""Share of control characters that marks binary data. Random bytes have 0.11, pages in legacy
encodings below 0.001."""

_CONTROLS = bytes(sign for sign in (*range(32), 127) if sign not in b"\t\n\r")
_SPACED = bytes.maketrans(b"\v\f", b"  ")
_DELETED = bytes(sign for sign in _CONTROLS if sign not in b"\v\f")


def _utf8_of(page: Page) -> bytes:
    """Return the content of a page as UTF-8 without control characters."""
    content = page.content
    if len(content) > MAX_BYTES:
        message = f"the page is larger than {MAX_BYTES // 2**20} MiB"
        raise TooLargeError(message)
    if isinstance(content, str):
        text = join_surrogates(content).lstrip("\ufeff")
        return _without_controls(read_twice(text.encode()))
    _refuse_binary(content)
    return _without_controls(read_twice(to_utf8(content, page.charset)))


def _refuse_binary(content: bytes) -> None:
    kind = _kind_of(content)
    if kind:
        message = f"not a page but {kind}"
        raise UnsupportedContentError(message)


def _kind_of(content: bytes) -> str | None:
    """Name the kind of content that is no page, None for a page or text."""
    start = content[:16]
    if start[4:8] == b"ftyp":
        return "a video or an image (MP4)"
    for magic, kind in _MAGIC.items():
        if start.startswith(magic):
            return kind
    return "binary data" if _is_binary(content[:_SNIFFED]) else None


def _is_binary(sample: bytes) -> bool:
    """Tell data from text: it is not ASCII, not UTF-8 or UTF-16, and full of control characters.

    NULs are not counted: UTF-16 and UTF-32 are half NULs.
    """
    if sample.isascii():
        return False
    controls = len(sample) - len(sample.translate(None, _DELETED[1:]))
    return controls > _BINARY_SHARE * len(sample)


def _without_controls(html: bytes) -> bytes:
    """Return UTF-8 without the control characters that neither XML nor a terminal can show."""
    if any(sign in html for sign in _CONTROLS):
        return html.translate(_SPACED, _DELETED)
    return html


# ------------------------------------------------------------------------------------ parsing

_TAG = re.compile(
    rb"<(?:!doctype|!--|\?xml|/?(?:a|abbr|address|amp-[a-z\-]{1,30}|article|aside|b|blockquote|body|br"
    rb"|button|caption|center|cite|code|dd|div|dl|dt|em|embed|fieldset|figcaption|figure|font"
    rb"|footer|form|frameset|h[1-6]|head|header|hgroup|hr|html|i|iframe|img|input|label|legend|li"
    rb"|link|main|meta|nav|noscript|object|ol|option|p|picture|pre|s|script|section|select|small"
    rb"|source|span|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th"
    rb"|thead|time|title|tr|u|ul|video)(?:\s{0,9}/?>|\s{1,9}[a-z@:_][^<>\s=]{0,40}\s{0,9}[=>]))",
    re.IGNORECASE,
)
"""A tag of a page. A text may hold ``<`` as a sign, in ``<name@host>`` or as an arrow."""

_DEPTHS = (400, 0)
"""Nesting that too deep a page is flattened to; 0 cannot fail."""


def _parse(html: bytes, url: str | None) -> Document:
    if not html or html.isspace():
        return Document(None, None, url)
    if _is_html(html):
        return Document(_parse_html(limit_attributes(html)), None, url)
    text = html.decode().replace("\r\n", "\n").replace("\r", "\n")
    return Document(None, text, url)


def _is_html(html: bytes) -> bool:
    """Tell a page from plain text: it has a known tag, or begins and ends as one of others.

    >>> _is_html(b"<news-text>Rain</news-text>"), _is_html(b"Write to <anna@example.com>.")
    (True, False)
    """
    if _TAG.search(html):
        return True
    start = html[:200].lstrip()[:2]
    return start[:1] == b"<" and start[1:].isalpha() and html[-200:].rstrip().endswith(b">")


def _parse_html(html: bytes) -> _Element | None:
    """Parse a page, its nesting flattened where it is too deep for the parser."""
    root, is_whole = _parse_once(html)
    for depth in _DEPTHS:
        if is_whole:
            break
        root, is_whole = _parse_once(flatten(html, depth))
    return root


def _parse_once(html: bytes) -> tuple[_Element | None, bool]:
    """Return the tree and whether the parser read the page to its end.

    A parser is made for each page: that costs 10 microseconds, and a shared one would be locked
    by the thread that uses it.
    """
    parser = etree.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        no_network=True,
        huge_tree=True,
        collect_ids=False,  # a table for XPath's id(), at 3 % of the time
    )
    try:
        root = etree.fromstring(html, parser)
    except etree.XMLSyntaxError:  # a page of nothing but comments or stray end tags
        root = None
    return root, not _hit_limit(parser)


def _hit_limit(parser: etree.HTMLParser[Any]) -> bool:
    last = parser.error_log.last_error
    return last is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT
