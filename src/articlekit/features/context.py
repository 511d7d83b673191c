"""What the page says of itself, reduced to what blocks are compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from articlekit.jsonld import items_of, text_of

if TYPE_CHECKING:
    from articlekit.metadata import Metadata


class Context(NamedTuple):
    """Declared texts of the page; an empty one gives features that say "unknown"."""

    titles: tuple[str, ...] = ()
    """``<title>``, og:title, JSON-LD headline and the like."""
    descriptions: tuple[str, ...] = ()
    article_body: str = ""
    """JSON-LD ``articleBody`` as plain text."""
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    """Declared topic tags and the section."""
    captions: tuple[str, ...] = ()
    """Captions that the metadata gives with its images."""
    url: str | None = None
    """The page's own address, see `Metadata.address`."""
    site_names: tuple[str, ...] = ()
    """Of the site, its application and the publisher."""


def read_context(metadata: Metadata) -> Context:
    """Gather from the metadata what blocks are compared with."""
    node = metadata.article or {}
    item = metadata.microdata or {}
    titles = (
        metadata.title,
        _first(metadata, "og:title"),
        _first(metadata, "twitter:title", "title", "dc.title", "headline"),
        text_of(node.get("headline")),
        text_of(node.get("alternativeHeadline")),
        text_of(item.get("headline")),
    )
    descriptions = (
        _first(metadata, "description"),
        _first(metadata, "og:description"),
        _first(metadata, "twitter:description", "dc.description"),
        text_of(node.get("description")),
    )
    return Context(
        titles=_each_once(titles),
        descriptions=_each_once(descriptions),
        article_body=text_of(node.get("articleBody")) or "",
        authors=_each_once(
            (*_names(node.get("author")), *_names(item.get("author")), _first(metadata, "author"))
        ),
        keywords=_each_once(
            (
                *_keywords(node.get("keywords")),
                *_keywords(_first(metadata, "keywords", "news_keywords")),
                *metadata.meta.get("article:tag", ()),
                *metadata.meta.get("article:section", ()),
                *_keywords(node.get("articleSection")),
            )
        ),
        captions=_each_once(_captions(node.get("image"))),
        url=metadata.address,
        site_names=_each_once(
            (
                _first(metadata, "og:site_name"),
                _first(metadata, "application-name", "apple-mobile-web-app-title"),
                text_of(node.get("publisher")),
                text_of(item.get("publisher")),
            )
        ),
    )


def _first(metadata: Metadata, *names: str) -> str | None:
    found = metadata.first_meta(*names)
    return found[1] if found else None


def _each_once(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _names(value: object) -> Iterator[str | None]:
    """Yield the names of JSON-LD persons, given as objects, strings or lists of them."""
    for person in items_of(value):
        yield text_of(person)


def _keywords(value: object) -> Iterator[str]:
    for entry in items_of(value):
        yield from (part.strip() for part in (text_of(entry) or "").split(","))


def _captions(value: object) -> Iterator[str | None]:
    for image in items_of(value):
        if isinstance(image, dict):
            yield text_of(image.get("caption"))
            yield text_of(image.get("description"))
