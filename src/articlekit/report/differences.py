"""What differs between an article and the one that was expected, down to the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import Final, Literal, NamedTuple, TypeAlias

from articlekit.article import Article
from articlekit.report.fields import NAMES, value_lines

Kind: TypeAlias = Literal["same", "missing", "extra"]

COMPARED: Final = tuple(name for name in NAMES if name not in {"url", "confidence"})
"""An address is given, not found, and a confidence is not expected to the last digit."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+|\s+|[^\w\s]")
_MAX_WORDS: Final = 1500  # of a line compared word by word; the comparison's cost is quadratic
_ALIKE: Final = 0.5


class Piece(NamedTuple):
    """A stretch of text that is expected and there, expected only, or there only."""

    kind: Kind
    text: str


class Line(NamedTuple):
    """A line of a field."""

    pieces: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        """Whether the line is as expected."""
        return all(piece.kind == "same" for piece in self.pieces)


class Difference(NamedTuple):
    """A field that is not as expected."""

    field: str
    lines: tuple[Line, ...]
    """What was expected and what came, in order. All may be the same: then what differs is not in
    the text, such as a link."""


def compare(article: Article, expected: Article) -> tuple[Difference, ...]:
    """Return the fields that differ, in the order of `NAMES`."""
    return tuple(
        Difference(name, tuple(_lines(value_lines(want), value_lines(got))))
        for name in COMPARED
        for want, got in ((_comparable(expected, name), _comparable(article, name)),)
        if want != got
    )


def _comparable(article: Article, name: str) -> object:
    """Return a field's value; of the lead image its address, since its size is a detail."""
    if name == "lead_image":
        return article.lead_image and article.lead_image.url
    value: object = getattr(article, name)
    return value


def _lines(want: Sequence[str], got: Sequence[str]) -> Iterator[Line]:
    matcher = SequenceMatcher(None, want, got, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            yield from (Line((Piece("same", line),)) for line in want[start:end])
            continue
        for left, right in zip_longest(want[start:end], got[other_start:other_end]):
            yield from _changed(left, right)


def _changed(want: str | None, got: str | None) -> Iterator[Line]:
    """Compare two lines word by word where they are alike, else one after the other."""
    if want is not None and got is not None:
        pieces = _pieces(want, got)
        if pieces is not None:
            yield Line(pieces)
            return
    if want is not None:
        yield Line((Piece("missing", want),))
    if got is not None:
        yield Line((Piece("extra", got),))


def _pieces(want: str, got: str) -> tuple[Piece, ...] | None:
    """Return the changes from one line to another, None where they have too little in common."""
    left, right = _WORD.findall(want), _WORD.findall(got)
    if max(len(left), len(right)) > _MAX_WORDS:
        return None
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return None
    return _merged(_opcodes(matcher, left, right))


def _opcodes(
    matcher: SequenceMatcher[str], left: Sequence[str], right: Sequence[str]
) -> Iterator[Piece]:
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(left[start:end]))
            continue
        if end > start:
            yield Piece("missing", "".join(left[start:end]))
        if other_end > other_start:
            yield Piece("extra", "".join(right[other_start:other_end]))


def _merged(pieces: Iterator[Piece]) -> tuple[Piece, ...]:
    return tuple(
        Piece(kind, "".join(piece.text for piece in group))
        for kind, group in groupby(pieces, key=lambda piece: piece.kind)
    )
