"""Markup that the parser gives up on, made parsable: nesting without end, tags without end.

libxml2 stops reading at 2,048 open elements and loses all that follows; thousands of unclosed
``<font>`` or ``<div>`` tags are met in real pages. It also needs time that grows with the square
of the number of attributes on one tag. Both repairs read the page once, from start to end.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

_MARKUP = re.compile(
    rb"<!--(?:-?>|.*?--!?>|.*\Z)"
    rb"|<(/?)([a-zA-Z][^\s/>]*)"
    rb"((?:[^>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))?+)*+)(?:>|\Z)",
    re.DOTALL,
)
"""A comment or a tag. Each alternative ends at the end of the page at the latest, so that a match
never fails after a long way and no byte is read twice."""

_VOID = frozenset(
    b"area base basefont bgsound br col embed frame hr img input keygen link meta param source"
    b" track wbr".split()
)
_RAW = frozenset(
    b"script style title textarea xmp iframe noembed noframes plaintext noscript".split()
)
"""Elements whose content is not markup (or, for ``noscript``, is copied as it stands)."""
_OUTERMOST = frozenset(b"html head body".split())
_INLINE = frozenset(
    b"abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr q"
    b" rp rt ruby s samp small span strike strong sub sup time tt u var".split()
)
_SIBLINGS = frozenset(b"p li dd dt td th tr option".split())
"""Elements that a start tag of the same name closes."""
_LOOK_BACK = 256
"""Open elements among which the one that an end tag closes is looked for."""

_WINDOW = 8_192
_MAX_ATTRIBUTES = 500


def flatten(html: bytes, depth: int) -> bytes:
    """Return the page with its elements nested at most about ``depth`` deep.

    The text keeps its order and its division into blocks: what was nested deeper stands side by
    side. Inline marks and empty elements down there are dropped, links are kept.

    >>> flatten(b"<div><div><div>one<div>two</div></div></div></div>", 1)
    b'<div><div>one</div><div>two</div></div>'
    """
    flat = _Flattener(depth)
    place = 0
    while found := _MARKUP.search(html, place):
        if found.start() > place:
            flat.text(html[place : found.start()])
        place = found.end()
        slash, name, rest = found.groups()
        if name is None:
            continue
        name = name.lower()
        if slash:
            flat.end(name)
        elif name in _RAW:
            place = _end_of_raw(html, name, place)
            flat.copy(html[found.start() : place])
        elif name in _VOID or rest.endswith(b"/") or name in _OUTERMOST:
            flat.copy(found.group())
        else:
            flat.start(name, found.group())
    flat.text(html[place:])
    return b"".join(flat.out)


def _end_of_raw(html: bytes, name: bytes, place: int) -> int:
    """Return where the element whose content is not markup ends."""
    close = re.compile(rb"</" + name + rb"\b[^>]*>?", re.IGNORECASE).search(html, place)
    return close.end() if close else len(html)


class _Flattener:
    """Writes tags and text anew; elements below ``depth`` take turns in one slot."""

    def __init__(self, depth: int) -> None:
        self.out: list[bytes] = []
        self._depth = depth
        self._open: list[bytes] = []
        self._counts: Counter[bytes] = Counter()
        self._waiting: tuple[bytes, bytes] | None = None  # name and tag, until it has content
        self._slot: bytes | None = None
        self._in_link = False

    def text(self, text: bytes) -> None:
        if self._waiting and not text.isspace():
            self._fill_slot()
        self.out.append(text)

    def copy(self, markup: bytes) -> None:
        """Take over an element that has no markup inside."""
        self._fill_slot()
        self.out.append(markup)

    def start(self, name: bytes, tag: bytes) -> None:
        if name in _SIBLINGS and self._open and self._open[-1] == name:
            self._pop()
        if len(self._open) < self._depth:
            self.out.append(tag)
        elif name == b"a":
            self._start_link(tag)
            return
        elif name not in _INLINE:
            self._waiting = name, tag
        self._open.append(name)
        self._counts[name] += 1

    def end(self, name: bytes) -> None:
        if name == b"a" and self._in_link:
            self._end_link()
        elif self._counts[name]:
            for _ in range(self._distance(name)):
                self._pop()

    def _distance(self, name: bytes) -> int:
        """Return how many elements an end tag closes: none where a stronger one is in between."""
        strength = _strength(name)
        for steps, other in enumerate(reversed(self._open[-_LOOK_BACK:]), 1):
            if other == name:
                return steps
            if _strength(other) > strength:
                return 0
        return 0

    def _pop(self) -> None:
        name = self._open.pop()
        self._counts[name] -= 1
        if len(self._open) < self._depth:
            self._end_link()
            self.out.append(b"</" + name + b">")
        elif name not in _INLINE:
            self._waiting = None
            self._empty_slot()

    def _fill_slot(self) -> None:
        if self._waiting:
            self._empty_slot()
            self._slot, tag = self._waiting
            self._waiting = None
            self.out.append(tag)

    def _empty_slot(self) -> None:
        self._end_link()
        if self._slot:
            self.out.append(b"</" + self._slot + b">")
            self._slot = None

    def _start_link(self, tag: bytes) -> None:
        self._fill_slot()
        self._end_link()
        self.out.append(tag)
        self._in_link = True

    def _end_link(self) -> None:
        if self._in_link:
            self.out.append(b"</a>")
            self._in_link = False


def _strength(name: bytes) -> int:
    """Rank elements as the parser does: an end tag closes no element of a higher rank."""
    if name in _INLINE or name == b"a":
        return 1
    return 0 if name == b"p" else 2


def limit_attributes(html: bytes) -> bytes:
    """Return the page without the attributes beyond the first 500 of a tag.

    A tag with more is long, so that stretches of the page hold no ``<`` or no ``>``: only there is
    it looked for, and a usual page is passed at next to no cost.
    """
    kept: list[bytes] = []
    place = seen = done = 0
    while place < len(html):
        if not _lacks_tags(html, place):
            place += _WINDOW
            continue
        start, found = _markup_at(html, seen, place)
        if start < 0:
            break
        place = seen = found.end() if found else start + 1
        short = _shortened(found) if found and place - start > _WINDOW else None
        if short is not None:
            kept += (html[done:start], short)
            done = place
    return b"".join((*kept, html[done:])) if kept else html


def _lacks_tags(html: bytes, place: int) -> bool:
    end = place + _WINDOW
    return html.find(b">", place, end) < 0 or html.find(b"<", place, end) < 0


def _markup_at(html: bytes, seen: int, place: int) -> tuple[int, re.Match[bytes] | None]:
    """Return the markup around ``place``, else the next after it; start -1 where there is none."""
    start = html.rfind(b"<", seen, place + 1)
    found = _MARKUP.match(html, start) if start >= 0 else None
    if found is None or found.end() <= place:
        start = html.find(b"<", place)
        found = _MARKUP.match(html, start) if start >= 0 else None
    return start, found


_ATTRIBUTE = re.compile(rb"[^\s=>/]++(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+))?+", re.DOTALL)


def _shortened(tag: re.Match[bytes]) -> bytes | None:
    """Return a tag with its first attributes; None where it has no more (or is a comment)."""
    attributes: bytes = tag[3] or b""
    last = next(islice(_ATTRIBUTE.finditer(attributes), _MAX_ATTRIBUTES - 1, None), None)
    if last is None:
        return None
    return b"<" + tag[2] + attributes[: last.end()] + b">"
