"""The report's view of the article: its fields, what differs, what the page declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from articlekit.article import Article
from articlekit.explanation import ExplainedBlock, Explanation
from articlekit.jsonld import squash
from articlekit.report.declared import is_block
from articlekit.report.differences import COMPARED, Difference, Line, Piece, compare
from articlekit.report.fields import SEPARATOR, FieldRow, field_rows
from articlekit.report.markup import block_link, lang, long_text, share, spoken, text

_SHOWN_LINES: Final = 6  # of a field; the others are folded
_SHOWN_LINKS: Final = 12
_UNSAID: Final = frozenset(
    {"url", "is_article", "confidence"}
)  # they stand in the head of the report


def fields_section(explanation: Explanation) -> str:
    """Return the fields of the article, each with a link to where it came from."""
    anchors = _declared_anchors(explanation)
    rows = [row for row in field_rows(explanation) if row.name not in _UNSAID]
    filled = "\n".join(_field(row, anchors, explanation.article) for row in rows if row.lines)
    empty = ", ".join(spoken(row.name) for row in rows if not row.lines)
    left = f'<p class="empty">Empty: {empty}.</p>' if empty else ""
    return (
        '<section id="article" aria-labelledby="article-title">\n'
        f'<h2 id="article-title">Article</h2>\n<dl>\n{filled}\n</dl>\n{left}</section>'
    )


def _field(row: FieldRow, anchors: Mapping[str, str], article: Article) -> str:
    return (
        f'<div class="field" id="field-{row.name}"><dt>{spoken(row.name)}</dt>'
        f"<dd>{_value(row, article)}{_origin(row, anchors)}</dd></div>"
    )


def _value(row: FieldRow, article: Article) -> str:
    language = lang(article.language)
    lines = [f"<p{language}>{long_text(line)}</p>" for line in row.lines]
    if len(lines) <= _SHOWN_LINES:
        return "".join(lines)
    words = sum(len(line.split()) for line in row.lines)
    return (
        f"{lines[0]}<details><summary>{len(lines) - 1} more lines, {words:,} words in all</summary>"
        f"{''.join(lines[1:])}</details>"
    )


def _origin(row: FieldRow, anchors: Mapping[str, str]) -> str:
    links = []
    if row.source and not is_block(row.source):
        label = f"<code>{text(row.source)}</code>"
        links.append(f'<a class="source" href="#{anchors[row.source]}">{label}</a>')
    elif row.source and row.blocks and row.source != "blocks":
        links.append(block_link(row.blocks[0], text(_spoken_source(row.source))))
    named = row.blocks[1:] if links and row.source and is_block(row.source) else row.blocks
    links += [block_link(index, f"block {index}") for index in named[:_SHOWN_LINKS]]
    more = len(named) - _SHOWN_LINKS
    rest = f" and {more} more blocks" if more > 0 else ""
    return f'<p class="from"><span>from</span> {" ".join(links)}{rest}</p>' if links else ""


def _spoken_source(source: str) -> str:
    """Write the name of a block for people.

    >>> _spoken_source("block:17 h1.entry-title"), _spoken_source("blocks:3-20")
    ('block 17 h1.entry-title', 'blocks 3–20')
    """
    head, _, rest = source.partition(" ")
    return f"{head.replace(':', ' ').replace('-', '–')} {rest}".strip()


# --- what the page declares ---------------------------------------------------------------------


def _declared_anchors(explanation: Explanation) -> dict[str, str]:
    return {item.source: f"declared-{n}" for n, item in enumerate(explanation.declared)}


def declared_section(explanation: Explanation) -> str:
    """Return what the page says of itself, what the article used marked."""
    used = frozenset(explanation.article.sources.values())
    rows = "\n".join(
        f'<div id="declared-{n}" tabindex="-1"{_used(item.source in used)}>'
        f"<dt><code>{text(item.source)}</code></dt>"
        f"<dd>{_declared_value(item.value)}</dd></div>"
        for n, item in enumerate(explanation.declared)
    )
    if not rows:
        return ""
    count = len(explanation.declared)
    return (
        '<section id="declared" aria-labelledby="declared-title">\n'
        '<h2 id="declared-title">What the page declares</h2>\n'
        f"<details><summary>{count} values in its metadata</summary><dl>\n{rows}\n</dl></details>"
        "</section>"
    )


def _used(used: bool) -> str:  # noqa: FBT001 - it says one word or none
    return ' class="used"' if used else ""


def _declared_value(value: str) -> str:
    if not value:
        return '<span class="empty">see the field: its value is not repeated here</span>'
    return f'<span dir="auto">{text(value)}</span>'


# --- differences --------------------------------------------------------------------------------


def differences_section(explanation: Explanation, expected: Article | None) -> str:
    """Return what differs from the expected article; nothing where none is given."""
    if expected is None:
        return ""
    differences = compare(explanation.article, expected)
    places = {squash(block.text): block for block in reversed(explanation.blocks)}
    rows = "\n".join(_difference(d, places, explanation.article) for d in differences)
    return (
        '<section id="differences" aria-labelledby="differences-title">\n'
        '<h2 id="differences-title">Compared with the expected article</h2>\n'
        f'<p class="verdict">{_verdict(len(differences))}</p>\n{rows}</section>'
    )


def _verdict(count: int) -> str:
    """Say how many fields differ.

    >>> _verdict(0)
    'Every field is as expected.'
    """
    if not count:
        return "Every field is as expected."
    verb = "field differs" if count == 1 else "fields differ"
    return (
        f"{count} {verb}, {len(COMPARED) - count} are as expected. "
        "<del>Missing</del> is expected and not there, <ins>extra</ins> is there and not expected."
    )


_Places = Mapping[str, ExplainedBlock]


def _difference(difference: Difference, places: _Places, article: Article) -> str:
    lines = "".join(
        _unchanged(list(group)) if same else "".join(_line(x, places, article) for x in group)
        for same, group in groupby(difference.lines, key=lambda line: line.is_same)
    )
    if all(line.is_same for line in difference.lines):
        lines += '<p class="same">The text is the same: links, marks or sizes differ.</p>'
    return (
        f'<div class="difference"><h3><a href="#field-{difference.field}">'
        f"{spoken(difference.field)}</a></h3>{lines}</div>"
    )


def _unchanged(lines: Sequence[Line]) -> str:
    count = len(lines)
    return f'<p class="same">{count} line{"s" * (count != 1)} as expected</p>'


def _line(line: Line, places: _Places, article: Article) -> str:
    pieces = "".join(map(_piece, line.pieces))
    return f"<p{lang(article.language)}>{pieces}{_whereabouts(line, places)}</p>"


def _piece(piece: Piece) -> str:
    if piece.kind == "same":
        return text(piece.text)
    tag = "del" if piece.kind == "missing" else "ins"
    return f"<{tag}>{text(piece.text)}</{tag}>"


def _whereabouts(line: Line, places: _Places) -> str:
    """Link a whole line that is missing, or there too much, to the block with its text.

    Of a missing item with parts, such as an author with a bio, the longest that is found counts.
    """
    if len(line.pieces) != 1:
        return ""
    kind, whole = line.pieces[0]
    parts = whole.split(SEPARATOR) if kind == "missing" else []
    texts = (whole, *sorted(parts, key=len, reverse=True))
    block = next(filter(None, (places.get(squash(part)) for part in texts)), None)
    if block is None:
        return ""
    return " " + block_link(
        block.index, f"block {block.index}: {block.role} {text(share(block.score))}"
    )
