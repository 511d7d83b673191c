"""The fields of an article, one small module each: a ladder of evidence, strongest rung first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A field's value and the rung of its ladder that gave it."""

    value: T
    source: str
    """Such as ``"json-ld:datePublished"``, ``"url"`` or ``"block:12 p.byline"``."""


class TextLink(NamedTuple):
    """A link inside a visible text."""

    text: str
    url: str | None = None


class SourcedText(NamedTuple):
    """A visible text that may answer for a field, such as a byline."""

    text: str
    source: str
    """Where it stands in the page, as it will appear in the article's ``sources``."""
    datetime_attr: str | None = None
    """The ``datetime`` of a ``<time>`` in it."""
    links: tuple[TextLink, ...] = ()
