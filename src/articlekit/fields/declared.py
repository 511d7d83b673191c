"""The story where the page's elements do not hold it: JSON-LD or the data of a script.

Pages rendered by script and pages cut by a paywall often carry their whole text in
``articleBody`` or in a state blob.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from articlekit.article import Author, BodyBlock, Figure, Link, block_text
from articlekit.blocks import Block, Layout, segment, segment_text
from articlekit.fields import Found
from articlekit.fields._names import read_names
from articlekit.fields.body import find_body
from articlekit.fields.dates import parse_date
from articlekit.fields.evidence import Evidence
from articlekit.fields.figures import find_figures
from articlekit.fields.related import find_related_links
from articlekit.jsonld import clean_text, items_of
from articlekit.label import Label
from articlekit.metadata import Metadata
from articlekit.page import load
from articlekit.roles import Role
from articlekit.state import StateArticle, find_state_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEAST_STORY: Final = 400  # characters; a shorter declared text is a summary
_POOR_BODY: Final = 600  # characters; only under this are a page's scripts searched
_MUCH_LONGER: Final = 1.6  # a declared text this much longer than the shown one holds more story
_MAX_NAMES: Final = 50
_MARKDOWN_LINK: Final = re.compile(
    r"(!?)\[([^\[\]]{0,300})\]\((?:https?:|mailto:|/)[^()\s]{0,2000}\)(?:\{:[^{}\n]{0,200}\})?"
)
_MARKDOWN_MARKS: Final = re.compile(r"\*\*|^#{1,6} ", re.MULTILINE)
_ROLE_OF_TAG: Final[Mapping[str, Role]] = {
    "address": "credit", "figcaption": "caption", "aside": "related", "blockquote": "quote",
    "table": "table", "li": "list", "h1": "subhead", "h2": "subhead", "h3": "subhead",
    "h4": "subhead", "h5": "subhead", "h6": "subhead",
}  # fmt: skip

_HEADLINE_KEYS: Final = ("headlines", "headline", "title")
_DEK_KEYS: Final = (
    "subheadlines", "standfirst", "dek", "subheadline", "subtitle", "deck", "description",
    "summary", "excerpt", "lead",
)  # fmt: skip
_AUTHOR_KEYS: Final = ("credits", "authors", "author", "byline", "bylines", "contributors")
_TAG_KEYS: Final = ("taxonomy", "tags", "keywords", "topics")
_PUBLISHED_KEYS: Final = (
    "first_publish_date", "publishedAt", "published_at", "datePublished", "publishDate",
    "publicationDate", "publish_date", "display_date", "published",
)  # fmt: skip
_INNER_KEYS: Final = ("basic", "by", "tags", "rendered", "web", "default")
"""Where a record keeps the value of a part that is an object: ``headlines.basic``."""
_NAME_KEYS: Final = ("name", "text", "title", "label", "fullName", "displayName")


class Declared(NamedTuple):
    """A story that a page carries unseen."""

    body: Found[tuple[BodyBlock, ...]]
    answers: Mapping[str, Found[Any]]
    """Fields that come with it, for where the page shows and declares nothing else."""


def find_declared_story(
    root: _Element | None, metadata: Metadata, shown: tuple[BodyBlock, ...]
) -> Declared | None:
    """Return a fuller story than the shown one, if the page carries it.

    Args:
        root: The page's tree.
        metadata: What the page declares.
        shown: The body that the page's blocks gave.
    """
    length = _length(shown)
    text = (metadata.article or {}).get("articleBody")
    if isinstance(text, str) and _is_fuller(len(text), length):
        read = read_markup(_without_markdown(text), metadata)
        if _is_fuller(_length(find_body(read, ())), length):
            return _declared(read, "json-ld:articleBody")
    state = find_state_text(root) if root is not None and length < _POOR_BODY else None
    if state is None or not _is_fuller(sum(map(len, state.paragraphs)), length):
        return None
    story = _declared(read_markup(state.markup, metadata), f"state:{state.path}")
    return story._replace(answers={**_record_answers(state, metadata), **story.answers})


def _without_markdown(text: str) -> str:
    """Return a declared text without the marks of Markdown, which some newsrooms leave in it.

    Only a link tells it for sure; then what stands for emphasis and headings goes too.

    >>> _without_markdown("**Tides**: [the _pier_](/pier){: target=x} is full.")
    'Tides: the _pier_ is full.'
    >>> _without_markdown("Two ** stars [sic].")
    'Two ** stars [sic].'
    """
    if _MARKDOWN_LINK.search(text) is None:
        return text
    return _MARKDOWN_MARKS.sub("", _MARKDOWN_LINK.sub(_title_of, text)).replace("&nbsp;", " ")


def _title_of(link: re.Match[str]) -> str:
    """Return what a link of Markdown shows; an image shows none of its text."""
    return "" if link[1] else link[2]


def _length(body: tuple[BodyBlock, ...]) -> int:
    return sum(map(len, map(block_text, body)))


def _is_fuller(declared: int, shown: int) -> bool:
    return declared >= _LEAST_STORY and declared >= _MUCH_LONGER * shown


def read_paragraphs(text: str) -> tuple[BodyBlock, ...]:
    """Return the blocks of a declared text, plain or in HTML."""
    return find_body(read_markup(text, Metadata()), ())


def read_markup(text: str, metadata: Metadata) -> Evidence:
    """Cut a declared text into blocks that have the roles of their elements.

    Args:
        text: Plain text, each line a paragraph, or HTML.
        metadata: What the page declares, to resolve the text's addresses with.
    """
    document = load(text)
    if document.root is not None:
        layout = segment(document.root)
    else:
        layout = segment_text((document.text or "").replace("\n", "\n\n"))
    labels = tuple(Label(_role(layout, block), 1.0, "other", 0.0) for block in layout.blocks)
    return Evidence(metadata, layout, labels)


def _role(layout: Layout, block: Block) -> Role:
    """Return the role that the elements around a block give it, the innermost first."""
    tags = (layout.nodes[node].tag for node in layout.ancestors(block.node))
    return next((_ROLE_OF_TAG[tag] for tag in tags if tag in _ROLE_OF_TAG), "body")


def _declared(read: Evidence, source: str) -> Declared:
    found = find_figures(read)
    body = find_body(read, found.flow)
    figures = tuple(block for block in body if isinstance(block, Figure))
    links = find_related_links(read)
    answers: dict[str, Found[Any]] = {}
    if figures:
        answers["figures"] = Found(figures, source)
    if links:
        inline = tuple(Link(link.title, link.url, "inline") for link in links.value)
        answers["related_links"] = Found(inline, source)
    return Declared(Found(body, source), answers)


def _record_answers(state: StateArticle, metadata: Metadata) -> dict[str, Found[Any]]:
    """Return what a story's record in a script says beside its text."""
    record = state.record
    origin = "state"
    answers = {
        "headline": _first_text(record, _HEADLINE_KEYS),
        "dek": _first_text(record, _DEK_KEYS),
        "authors": _authors(record, metadata),
        "tags": _names(record, _TAG_KEYS),
        "published": _date(record),
    }
    return {
        name: Found(value, f"{origin}:{key}") for name, (value, key) in answers.items() if value
    }


def _inner(value: object) -> object:
    """Return what a part of a record holds: ``{"basic": "Ferry back"}`` is ``"Ferry back"``."""
    if isinstance(value, dict):
        return next((value[key] for key in _INNER_KEYS if value.get(key)), value)
    return value


def _first_text(record: Mapping[str, object], keys: tuple[str, ...]) -> tuple[str, str]:
    """Return the first text among the parts of a record, with the part's name."""
    for key in keys:
        value = _inner(record.get(key))
        if isinstance(value, str) and (text := clean_text(value)):
            return text, key
    return "", ""


def _names(record: Mapping[str, object], keys: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return the names that the first filled part of a record lists, with the part's name."""
    for key in keys:
        names = tuple(dict.fromkeys(name for name, _ in _named(_inner(record.get(key)))))
        if names:
            return names, key
    return (), ""


def _named(value: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the names in a list of texts or objects, each with its object."""
    for item in items_of(value)[:_MAX_NAMES]:
        fields = item if isinstance(item, dict) else {}
        name = item if isinstance(item, str) else _first_text(fields, _NAME_KEYS)[0]
        if name and (clean := clean_text(name)):
            yield clean, fields


def _authors(record: Mapping[str, object], metadata: Metadata) -> tuple[tuple[Author, ...], str]:
    read = Evidence(metadata, Layout((), (), ()), ())
    for key in _AUTHOR_KEYS:
        authors = tuple(
            Author(signer.name, url=read.absolute(_first_text(fields, ("url", "link", "href"))[0]))
            for name, fields in _named(_inner(record.get(key)))
            for signer in read_names(name)
        )
        if authors:
            return authors, key
    return (), ""


def _date(record: Mapping[str, object]) -> tuple[Any, str]:
    text, key = _first_text(record, _PUBLISHED_KEYS)
    return (parse_date(text) if text else None), key
