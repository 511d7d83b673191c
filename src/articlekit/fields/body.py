"""The story itself: body blocks become paragraphs, subheads, quotes, lists, tables and code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from articlekit.article import (
    BodyBlock, Cell, Code, Heading, List, ListItem, Paragraph, Quote, Span, Table,
)  # fmt: skip
from articlekit.blocks import Mark
from articlekit.features.likeness import squash
from articlekit.fields.evidence import Evidence
from articlekit.roles import BODY_ROLES, Role

_SPAN_KINDS: Final = {
    "a": "link", "strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis",
    "cite": "emphasis", "code": "code",
}  # fmt: skip
_HEADING_LEVELS: Final = {f"h{level}": level for level in range(1, 7)}
_DEFAULT_LEVEL: Final = 2
_LEAST_REPEAT: Final = 40  # characters; shorter texts may well stand twice in a story


class Placed(NamedTuple):
    """Something of the body and the index of the block where it begins."""

    at: int
    content: BodyBlock


class _Part(NamedTuple):
    """One block on its way into the body."""

    index: int
    role: Role
    text: str
    spans: tuple[Span, ...]


def find_body(evidence: Evidence, flow: Sequence[Placed]) -> tuple[BodyBlock, ...]:
    """Return the body in page order.

    Args:
        evidence: The labelled page.
        flow: Figures and embeds that stand within the body.
    """
    parts = [_part(evidence, index) for index in _each_text_once(evidence)]
    texts = [
        Placed(group[0].index, content)
        for group in _groups(evidence, parts)
        for content in _assemble(evidence, group)
    ]
    return tuple(p.content for p in sorted((*texts, *flow), key=lambda placed: placed.at))


def _each_text_once(evidence: Evidence) -> Iterator[int]:
    """Yield the body's blocks, a long text that stands twice (for two screen sizes) only once."""
    seen: set[str] = set()
    for index in evidence.indices(*BODY_ROLES):
        text = evidence.block(index).text
        if len(text) >= _LEAST_REPEAT:
            key = squash(text)
            if key in seen:
                continue
            seen.add(key)
        yield index


def _part(evidence: Evidence, index: int) -> _Part:
    block = evidence.block(index)
    spans = sorted(_spans(evidence, block.marks))
    return _Part(index, evidence.labels[index].role, block.text, tuple(s for *_, s in spans))


def _spans(evidence: Evidence, marks: Iterable[Mark]) -> Iterator[tuple[int, int, str, Span]]:
    for mark in marks:
        kind = _SPAN_KINDS.get(mark.tag)
        if kind is None:
            continue
        url = evidence.absolute(mark.url) if kind == "link" else None
        if kind != "link" or url:
            span = Span(mark.start, mark.end, kind, url)  # type: ignore[arg-type]
            yield mark.start, -mark.end, kind, span


def _groups(evidence: Evidence, parts: Sequence[_Part]) -> Iterator[list[_Part]]:
    """Put together what belongs together: list items, cells of a table, lines of a paragraph."""
    group: list[_Part] = []
    for part in parts:
        if group and not _continues(evidence, group[-1], part):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _continues(evidence: Evidence, last: _Part, part: _Part) -> bool:
    if part.role != last.role:
        return False
    if part.role == "list":
        return _same_list(evidence, last, part)
    if part.role == "table":
        return _enclosing(evidence, last, "table") == _enclosing(evidence, part, "table")
    if part.role == "quote":
        quote = _enclosing(evidence, part, "blockquote")
        return quote is not None and quote == _enclosing(evidence, last, "blockquote")
    return _same_element(evidence, last, part) and evidence.block(part.index).breaks == 1


def _same_element(evidence: Evidence, last: _Part, part: _Part) -> bool:
    return (
        part.index == last.index + 1
        and evidence.block(part.index).node == evidence.block(last.index).node
    )


def _same_list(evidence: Evidence, last: _Part, part: _Part) -> bool:
    """Tell whether two items share an outermost list, or follow each other where there is none."""
    mine, other = (_outermost(evidence, p, ("ul", "ol", "dl")) for p in (part, last))
    if mine is None and other is None:
        return part.index == last.index + 1
    return mine == other


def _enclosing(evidence: Evidence, part: _Part, *tags: str) -> int | None:
    layout = evidence.layout
    node = evidence.block(part.index).node
    return next((n for n in layout.ancestors(node) if layout.nodes[n].tag in tags), None)


def _outermost(evidence: Evidence, part: _Part, tags: tuple[str, ...]) -> int | None:
    layout = evidence.layout
    chain = [n for n in layout.ancestors(evidence.block(part.index).node)]
    return next((n for n in reversed(chain) if layout.nodes[n].tag in tags), None)


def _assemble(evidence: Evidence, group: list[_Part]) -> Iterator[BodyBlock]:
    role = group[0].role
    if role == "list":
        yield _list(evidence, group)
    elif role == "table":
        yield _table(evidence, group)
    else:
        text, spans = _joined(group)
        tag = evidence.block(group[0].index).tag
        if tag in {"pre", "listing", "xmp"}:
            yield Code(text.strip("\n"))
        elif role == "subhead":
            yield Heading(text, _HEADING_LEVELS.get(tag, _DEFAULT_LEVEL), spans)
        elif role == "quote":
            yield Quote(text, spans)
        else:
            yield Paragraph(text, spans)


def _joined(group: Sequence[_Part]) -> tuple[str, tuple[Span, ...]]:
    """Join lines with a newline, moving the spans of the later ones along."""
    lines: list[str] = []
    spans: list[Span] = []
    offset = 0
    for part in group:
        lines.append(part.text)
        spans += (Span(s.start + offset, s.end + offset, s.kind, s.url) for s in part.spans)
        offset += len(part.text) + 1
    return "\n".join(lines), tuple(spans)


def _list(evidence: Evidence, group: Sequence[_Part]) -> List:
    items = []
    layout = evidence.layout
    for _, parts in groupby(group, key=lambda p: _enclosing(evidence, p, "li", "dd", "dt") or p):
        item = list(parts)
        text, spans = _joined(item)
        chain = layout.ancestors(evidence.block(item[0].index).node)
        depth = sum(layout.nodes[n].tag in {"ul", "ol", "dl"} for n in chain)
        items.append((ListItem(text, spans), depth))
    least = min(depth for _, depth in items)
    levelled = tuple(ListItem(i.text, i.spans, depth - least) for i, depth in items)
    outer = _outermost(evidence, group[0], ("ul", "ol", "dl"))
    return List(levelled, ordered=outer is not None and layout.nodes[outer].tag == "ol")


def _table(evidence: Evidence, group: Sequence[_Part]) -> Table:
    rows = []
    for _, parts in groupby(group, key=lambda p: _enclosing(evidence, p, "tr") or p):
        cells = []
        for cell, lines in groupby(parts, key=lambda p: _enclosing(evidence, p, "td", "th") or p):
            text, spans = _joined(list(lines))
            header = isinstance(cell, int) and evidence.layout.nodes[cell].tag == "th"
            cells.append(Cell(text, spans, header))
        rows.append(tuple(cells))
    return Table(tuple(rows))


