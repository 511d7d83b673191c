"""Text with inline marks, cut into runs that each carry one set of marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TypeAlias

from articlekit.article import Span
from articlekit.render.urls import safe_url

# The last two code points of each plane are no characters.
_NONCHARACTERS = "".join(chr(end - 1) + chr(end) for end in range(0xFFFF, 0x110000, 0x10000))
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef"
_UNPRINTABLE = re.compile(f"\r\n?|[{_CONTROLS}{_NONCHARACTERS}]")
_SPACING = frozenset("\x0b\x0c\x1c\x1d\x1e\x1f\x85")
_BREAKS = frozenset(("\r", "\r\n", "\u2028", "\u2029"))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, all of it marked alike. ``link`` is an address that may be linked to."""

    text: str
    link: str | None = None
    strong: bool = False
    emphasis: bool = False
    code: bool = False


def clean(text: str) -> str:
    r"""Drop what no output may hold: control characters, lone surrogates, noncharacters.

    Every kind of line end becomes a newline.

    >>> clean("a\x1b[31mred\x00\r\nb\u2028c\x0bd")
    'a[31mred\nb\nc d'
    """
    return _UNPRINTABLE.sub(_printable, text)


def clean_line(text: str | None) -> str:
    r"""Return cleaned text on one line, with single spaces; empty where there is none.

    >>> clean_line("  A \n headline ")
    'A headline'
    """
    return " ".join(clean(text).split()) if text else ""


def _printable(found: re.Match[str]) -> str:
    character = found.group()
    if character in _BREAKS:
        return "\n"
    return " " if character in _SPACING else ""


def runs(text: str, spans: Sequence[Span] = ()) -> tuple[Run, ...]:
    """Cut ``text`` at the ends of its spans.

    Spans may overlap and may reach beyond the text. Where links overlap the earlier one holds; a
    link whose address is not safe marks nothing.

    Returns:
        Runs whose texts, joined, are the cleaned text. No run is empty, and neighbours differ in
        their marks.

    >>> runs("a bold link", [Span(2, 6, "strong"), Span(2, 11, "link", "https://news.example/")])
    ... # doctest: +NORMALIZE_WHITESPACE
    (Run(text='a ', link=None, strong=False, emphasis=False, code=False),
     Run(text='bold', link='https://news.example/', strong=True, emphasis=False, code=False),
     Run(text=' link', link='https://news.example/', strong=False, emphasis=False, code=False))
    """
    if not spans:
        cleaned = clean(text)
        return (Run(cleaned),) if cleaned else ()
    pieces = groupby(_cut(text, spans), key=itemgetter(0))
    return tuple(Run("".join(part for _, part in group), *marks) for marks, group in pieces)


_Marks: TypeAlias = tuple[str | None, bool, bool, bool]
"""The marks of a run in the order of its fields."""
_Stretch: TypeAlias = tuple[int, int, str | None]
"""Start, end and, of a link, its address."""


def _cut(text: str, spans: Sequence[Span]) -> Iterator[tuple[_Marks, str]]:
    """Yield the pieces between the ends of spans, cleaned, those that are left empty left out."""
    links = _Track(spans, "link", len(text))
    strong = _Track(spans, "strong", len(text))
    emphasis = _Track(spans, "emphasis", len(text))
    code = _Track(spans, "code", len(text))
    ends = {0, len(text)}
    for track in (links, strong, emphasis, code):
        ends.update(track.ends())
    for start, end in pairwise(sorted(ends)):
        piece = clean(text[start:end])
        if piece:
            link = links.at(start)
            marks = (
                link[2] if link else None,
                strong.at(start) is not None,
                emphasis.at(start) is not None,
                code.at(start) is not None,
            )
            yield marks, piece


class _Track:
    """The spans of one kind, made disjoint, read from left to right."""

    def __init__(self, spans: Sequence[Span], kind: str, length: int) -> None:
        self._stretches = list(_disjoint(spans, kind, length))
        self._next = 0

    def ends(self) -> Iterator[int]:
        for start, end, _ in self._stretches:
            yield start
            yield end

    def at(self, place: int) -> _Stretch | None:
        """Return the stretch over ``place``, which must not lie before the place last asked for."""
        while self._next < len(self._stretches) and self._stretches[self._next][1] <= place:
            self._next += 1
        if self._next == len(self._stretches):
            return None
        stretch = self._stretches[self._next]
        return stretch if stretch[0] <= place else None


def _disjoint(spans: Sequence[Span], kind: str, length: int) -> Iterator[_Stretch]:
    taken = 0
    for span in sorted((s for s in spans if s.kind == kind), key=lambda s: s.start):
        url = safe_url(span.url) if kind == "link" else None
        start, end = max(span.start, taken), min(span.end, length)
        if start < end and (url or kind != "link"):
            yield start, end, url
            taken = end
