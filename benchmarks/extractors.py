"""The libraries that are compared, each as one function from a page to whatever it makes of it.

A library is imported when its extractor is made, so that its import can be measured and a missing
one left out. Each is called as its own documentation does for text and metadata of a saved page.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final

Extract = Callable[[bytes, str], object]
"""From a page's bytes and address to a result that nobody looks at."""


@dataclass(frozen=True, slots=True)
class Extractor:
    """A library under measurement."""

    name: str
    module: str
    """What a user imports first."""
    make: Callable[[], Extract]

    @property
    def is_installed(self) -> bool:
        """Whether the library can be imported here."""
        return find_spec(self.module.partition(".")[0]) is not None


def _lxml_parse() -> Extract:
    from lxml import etree

    def parse(content: bytes, _url: str) -> object:
        return etree.fromstring(content, etree.HTMLParser(encoding="utf-8", huge_tree=True))

    return parse


def _articlekit() -> Extract:
    import articlekit

    return articlekit.extract


def _trafilatura() -> Extract:
    import trafilatura

    def extract(content: bytes, url: str) -> object:
        return trafilatura.bare_extraction(content, url=url, with_metadata=True)

    return extract


def _trafilatura_fast() -> Extract:
    import trafilatura

    def extract(content: bytes, url: str) -> object:
        return trafilatura.bare_extraction(content, url=url, with_metadata=True, fast=True)

    return extract


def _readability() -> Extract:
    from readability import Document

    def extract(content: bytes, url: str) -> object:
        document = Document(content.decode("utf-8", "replace"), url=url)
        return document.title(), document.summary()

    return extract


def _newspaper() -> Extract:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that nltk, which is not needed here, is not installed
        from newspaper import Article

    def extract(content: bytes, url: str) -> object:
        article = Article(url, fetch_images=False)  # by default it goes to the network for them
        article.download(input_html=content.decode("utf-8", "replace"))
        article.parse()
        return article

    return extract


def _goose() -> Extract:
    from goose3 import Goose

    goose = Goose({"enable_image_fetching": False})

    def extract(content: bytes, _url: str) -> object:
        return goose.extract(raw_html=content.decode("utf-8", "replace"))

    return extract


def _resiliparse() -> Extract:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    def extract(content: bytes, _url: str) -> object:
        html = bytes_to_str(content, detect_encoding(content))
        return extract_plain_text(html, main_content=True)

    return extract


def _turbohtml() -> Extract:
    import turbohtml

    def extract(content: bytes, _url: str) -> object:
        return turbohtml.parse(content, positions=False).article()

    return extract


PARSE: Final = Extractor("lxml parse", "lxml.etree", _lxml_parse)
"""Not an extractor but the measure for all: parsing the page, and nothing else."""
ARTICLEKIT: Final = Extractor("articlekit", "articlekit", _articlekit)
PEERS: Final = (
    Extractor("trafilatura", "trafilatura", _trafilatura),
    Extractor("trafilatura fast", "trafilatura", _trafilatura_fast),
    Extractor("readability-lxml", "readability", _readability),
    Extractor("newspaper4k", "newspaper", _newspaper),
    Extractor("goose3", "goose3", _goose),
    Extractor("resiliparse", "resiliparse", _resiliparse),
    Extractor("turbohtml", "turbohtml", _turbohtml),
)


def by_name(name: str) -> Extractor:
    """Return the extractor of a name.

    >>> by_name("articlekit").module
    'articlekit'
    """
    return next(each for each in (PARSE, ARTICLEKIT, *PEERS) if each.name == name)
