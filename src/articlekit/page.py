"""Any source, decoded and parsed: the first stage of an extraction."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree

from articlekit.errors import LoadError

Source: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was fetched or saved."""

    content: bytes | str
    url: str | None = None
    charset: str | None = None
    content_type: str | None = None
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A page as the later stages read it: a tree or plain text, or neither for an empty one."""

    root: etree._Element | None
    text: str | None
    url: str | None


def load(source: Source, url: str | None = None) -> Document:
    """Decode and parse a source."""
    if isinstance(source, os.PathLike):
        source = Path(source).read_bytes()
    if isinstance(source, Page):
        url = url or source.url
        source = source.content
    if hasattr(source, "getroot"):
        source = source.getroot()
    if isinstance(source, etree._Element):
        return Document(source, None, url)
    if hasattr(source, "read"):
        source = source.read()
    if isinstance(source, (bytes, bytearray, memoryview)):
        source = bytes(source).decode("utf-8", "replace")
    if not isinstance(source, str):
        raise LoadError(f"cannot read a page from {type(source).__name__}")
    text = source.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return Document(None, None, url)
    if "<" not in text:
        return Document(None, text, url)
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    return Document(root, None, url)
