"""The story itself: body blocks become paragraphs, subheads, quotes, lists, tables and code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from typing import Final, Literal, NamedTuple

from articlekit.article import (
    BodyBlock,
    Cell,
    Code,
    Heading,
    List,
    ListItem,
    Paragraph,
    Quote,
    Span,
    Table,
)
from articlekit.blocks import Block, Mark, Node
from articlekit.fields.evidence import Evidence, ListPlace
from articlekit.jsonld import squash
from articlekit.roles import BODY_ROLES, Role

_Kind = Literal["link", "strong", "emphasis", "code"]
_SPAN_KINDS: Final[Mapping[str, _Kind]] = {
    "a": "link", "strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis",
    "cite": "emphasis", "code": "code",
}  # fmt: skip
_HEADING_LEVELS: Final = {f"h{level}": level for level in range(1, 7)}
_DEFAULT_LEVEL: Final = 2
_CODE_TAGS: Final = frozenset({"pre", "listing", "xmp"})
_LANGUAGE = re.compile(
    r"(?:^|\s)(?:(?:language|lang|highlight-source|brush)[-:]\s?|sourceCode\s)([\w+#-]{1,20})",
    re.IGNORECASE,
)
_LEAST_REPEAT: Final = 40  # characters; shorter texts may well stand twice in a story


class Placed(NamedTuple):
    """Something of the body and the index of the block where it begins."""

    at: int
    content: BodyBlock


class _Part(NamedTuple):
    """One block on its way into the body."""

    at: int
    """Its place among the page's blocks."""
    role: Role
    block: Block
    spans: tuple[Span, ...]


def find_body(evidence: Evidence, flow: Sequence[Placed]) -> tuple[BodyBlock, ...]:
    """Return the body in page order.

    Args:
        evidence: The labelled page.
        flow: Figures and embeds that stand within the body.
    """
    parts = [_part(evidence, index) for index in _each_text_once(evidence)]
    texts = [Placed(group[0].at, _content(evidence, group)) for group in _groups(evidence, parts)]
    # What stands before a block comes first where both are placed at it.
    return tuple(placed.content for placed in sorted((*flow, *texts), key=attrgetter("at")))


def _each_text_once(evidence: Evidence) -> Iterator[int]:
    """Yield the body's blocks, a long text that stands twice (for two screen sizes) only once.

    What stands twice side by side in one element is repeated on purpose, as a chorus is.
    """
    seen: dict[str, int] = {}
    blocks = evidence.layout.blocks
    for index in evidence.indices(*BODY_ROLES):
        text = blocks[index].text
        if len(text) >= _LEAST_REPEAT:
            first = seen.setdefault(squash(text), index)
            if first != index and not _are_beside(evidence, first, index):
                continue
        yield index


def _are_beside(evidence: Evidence, index: int, other: int) -> bool:
    """Tell whether two blocks are in elements of one kind in one parent."""
    nodes = evidence.layout.nodes
    one, two = (nodes[evidence.block(i).node] for i in (index, other))
    same_kind = one.tag == two.tag and one.words == two.words
    return same_kind and one.parent == two.parent and not one.hidden


def _part(evidence: Evidence, index: int) -> _Part:
    block = evidence.layout.blocks[index]
    spans = _spans(evidence, block.marks) if block.marks else ()
    return _Part(index, evidence.labels[index].role, block, spans)


def _spans(evidence: Evidence, marks: Iterable[Mark]) -> tuple[Span, ...]:
    """Return the spans of a block in their order, an outer one before those within it."""
    spans = []
    for mark in marks:
        kind = _SPAN_KINDS.get(mark.tag)
        if kind is None:
            continue
        url = evidence.absolute(mark.url) if kind == "link" else None
        if kind != "link" or url:
            spans.append(Span(mark.start, mark.end, kind, url))
    if len(spans) > 1:
        spans.sort(key=_place)
    return tuple(spans)


def _place(span: Span) -> tuple[int, int, str]:
    return span.start, -span.end, span.kind


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
    return part.block.breaks == 1 and _same_element(last, part)


def _same_element(last: _Part, part: _Part) -> bool:
    return part.at == last.at + 1 and part.block.node == last.block.node


def _same_list(evidence: Evidence, last: _Part, part: _Part) -> bool:
    """Tell whether two items share an outermost list, or follow each other where there is none."""
    mine, other = _list_place(evidence, part).outermost, _list_place(evidence, last).outermost
    if mine is None and other is None:
        return part.at == last.at + 1
    return mine == other


def _enclosing(evidence: Evidence, part: _Part, tag: str) -> int | None:
    """Return the nearest element of a tag around a block."""
    nodes, number = evidence.layout.nodes, part.block.node
    while number >= 0 and nodes[number].tag != tag:
        number = nodes[number].parent
    return number if number >= 0 else None


def _list_place(evidence: Evidence, part: _Part) -> ListPlace:
    return evidence.list_place(part.block.node)


def _content(evidence: Evidence, group: list[_Part]) -> BodyBlock:
    """Return what the blocks of one group are in the body."""
    role = group[0].role
    if role == "list":
        return _list(evidence, group)
    if role == "table":
        return _table(evidence, group)
    text, spans = _joined(group)
    tag = group[0].block.tag
    if tag in _CODE_TAGS:
        return Code(text.strip("\n"), _language(evidence, group[0]))
    if role == "subhead":
        return Heading(text, _HEADING_LEVELS.get(tag, _DEFAULT_LEVEL), spans)
    return Quote(text, spans) if role == "quote" else Paragraph(text, spans)


def _language(evidence: Evidence, part: _Part) -> str | None:
    """Return the language that a class of a listing or of an element around it names."""
    above = islice(evidence.layout.ancestors(part.block.node), 2)
    words = [mark.words for mark in part.block.marks]
    words += (evidence.layout.nodes[node].words for node in above)
    match = next(filter(None, map(_LANGUAGE.search, words)), None)
    return match[1].lower() if match else None


def _joined(group: Sequence[_Part]) -> tuple[str, tuple[Span, ...]]:
    """Join lines with a newline, moving the spans of the later ones along."""
    if len(group) == 1:
        return group[0].block.text, group[0].spans
    lines: list[str] = []
    spans: list[Span] = []
    offset = 0
    for part in group:
        lines.append(part.block.text)
        spans += (Span(s.start + offset, s.end + offset, s.kind, s.url) for s in part.spans)
        offset += len(part.block.text) + 1
    return "\n".join(lines), tuple(spans)


def _list(evidence: Evidence, group: Sequence[_Part]) -> List:
    by_item = groupby(group, key=lambda part: _list_place(evidence, part).item or part)
    items = [list(parts) for _, parts in by_item]
    depths = [_list_place(evidence, item[0]).depth for item in items]
    least = min(depths)
    levelled = (
        ListItem(*_joined(item), level=depth - least)
        for item, depth in zip(items, depths, strict=True)
    )
    outer = _list_place(evidence, group[0]).outermost
    ordered = outer is not None and evidence.layout.nodes[outer].tag == "ol"
    return List(tuple(levelled), ordered)


def _table(evidence: Evidence, group: Sequence[_Part]) -> Table:
    """Build a table from its rows' elements, so that an empty cell keeps its place."""
    table = _enclosing(evidence, group[0], "table")
    parts = {part.at: part for part in group}
    first = _enclosing(evidence, group[0], "tr")
    inside = table is not None and first is not None and table < first
    rows = list(_rows(evidence, first, parts)) if inside and first is not None else []
    # What stands in no row, such as the lines of a table without mark-up, is a row each.
    rows += [(part.at, (Cell(part.block.text, part.spans),)) for part in parts.values()]
    return Table(tuple(cells for _, cells in sorted(rows, key=itemgetter(0))))


def _rows(
    evidence: Evidence, first: int, parts: dict[int, _Part]
) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Yield the rows from one on that hold text, each with its first block; takes parts out."""
    nodes = evidence.layout.nodes
    last = max(parts)
    cells: dict[int, list[int]] = {}  # by row
    for number in range(first, len(nodes)):
        if nodes[number].start > last:
            break
        if nodes[number].tag in {"td", "th"}:
            cells.setdefault(nodes[number].parent, []).append(number)
    for row in cells.values():
        start = nodes[row[0]].start
        if any(i in parts for i in range(start, nodes[row[-1]].end)):
            yield start, tuple(_cell(nodes[number], parts) for number in row)


def _cell(node: Node, parts: dict[int, _Part]) -> Cell:
    lines = [part for i in range(node.start, node.end) if (part := parts.pop(i, None))]
    return Cell(*_joined(lines), header=node.tag == "th")
