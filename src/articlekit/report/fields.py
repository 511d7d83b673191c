"""The fields of an article as lines to read, each with the blocks it came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from articlekit.article import Article, Embed, Image, List, Span, Table, block_text
from articlekit.explanation import ExplainedBlock, Explanation
from articlekit.report.markup import share
from articlekit.roles import Role

_PAGE_FIELDS: Final = ("url", "canonical_url", "site_name", "language", "section", "breadcrumbs")
_DECLARED: Final = tuple(field.name for field in fields(Article) if field.name != "sources")
NAMES: Final = (*(name for name in _DECLARED if name not in _PAGE_FIELDS), *_PAGE_FIELDS)
"""The fields that are shown: those of the story before those of the page around it."""

SEPARATOR: Final = " · "
"""What stands between the parts of an item, such as a link's title and its address."""

_ROLES: Final[Mapping[str, tuple[Role, ...]]] = {
    "key_points": ("keypoint",),
    "authors": ("byline", "bio"),
    "figures": ("caption", "credit"),
    "related_links": ("related",),
    "notes": ("note",),
    "tags": ("tag",),
}
"""Fields that gather several blocks, of which the source names only the first."""
_SOURCE_BLOCKS = re.compile(r"blocks?:(\d{1,9})(?:-(\d{1,9}))?")


class FieldRow(NamedTuple):
    """A field of an article."""

    name: str
    lines: tuple[str, ...]
    """The value to read, a line an item; none where the article has none."""
    source: str | None
    """As in the article's ``sources``."""
    blocks: tuple[int, ...]
    """Indices of blocks that it was made of, as far as these are known."""


def field_rows(explanation: Explanation) -> tuple[FieldRow, ...]:
    """Return every field of the explained article, in the order of `NAMES`."""
    article = explanation.article
    return tuple(
        FieldRow(
            name,
            value_lines(getattr(article, name)),
            article.sources.get(name),
            tuple(_blocks(name, article.sources.get(name), explanation.blocks)),
        )
        for name in NAMES
    )


def _blocks(name: str, source: str | None, blocks: Sequence[ExplainedBlock]) -> Iterable[int]:
    if source is None:
        return ()
    first = first_block(source)
    named = [first] if first is not None and first < len(blocks) else []
    roles = _ROLES.get(name, ())
    return dict.fromkeys([*named, *(block.index for block in blocks if block.role in roles)])


def first_block(source: str) -> int | None:
    """Return the first block that a source names.

    >>> first_block("block:17 h1.entry-title"), first_block("blocks:3-20"), first_block("blocks")
    (17, 3, None)
    """
    found = _SOURCE_BLOCKS.match(source)
    return int(found[1]) if found else None


def value_lines(value: object) -> tuple[str, ...]:
    """Write the value of a field to be read, one line an item; falsehood is said, absence not.

    >>> value_lines(None), value_lines(False), value_lines(("rain", "tides"))
    ((), ('no',), ('rain', 'tides'))
    """
    if isinstance(value, tuple):
        return tuple(line for item in value for line in value_lines(item))
    text = _line(value)
    return tuple(line for line in text.split("\n") if line.strip())


def _line(value: object) -> str:
    """Write one value; its line ends are those of a list or a table."""
    write = _WRITERS.get(type(value))
    if write is not None:
        return write(value)
    if not is_dataclass(value):
        return str(value)
    parts = (getattr(value, field.name) for field in fields(value))
    return _joined(part for part in parts if _is_shown(part))


def _joined(parts: Iterable[object]) -> str:
    return SEPARATOR.join(filter(None, map(_line, parts)))


_WRITERS: Final[Mapping[type, Callable[[Any], str]]] = {
    type(None): lambda _: "",
    bool: lambda value: "yes" if value else "no",
    float: share,
    datetime: lambda value: value.isoformat(" "),
    Image: lambda value: _joined((value.url, value.alt)),
    Embed: lambda value: _joined((value.url, value.title)),
    List: block_text,
    Table: block_text,
}


def _is_shown(part: object) -> bool:
    """Tell whether a part of an object is worth a reader's time: marks and levels are not."""
    is_spans = isinstance(part, tuple) and (not part or isinstance(part[0], Span))
    return not is_spans and not isinstance(part, int)
