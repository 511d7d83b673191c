"""The report as plain text: the blocks as a table, then the fields, then what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from articlekit.article import Article
from articlekit.explanation import ExplainedBlock, Explanation, Reason
from articlekit.render.inline import clean_line
from articlekit.report.differences import Line, compare
from articlekit.report.fields import FieldRow, field_rows
from articlekit.report.markup import share, spoken

BLOCK_COLUMNS: Final = ("#", "role", "score", "runner-up", "for", "against", "text")
FIELD_COLUMNS: Final = ("field", "from", "value")

_TEXT: Final = 70  # characters of a text that are shown
_VALUE: Final = 110
_SIGNS: Final = {"same": "", "missing": "-", "extra": "+"}


class BlockRow(NamedTuple):
    """A block as the cells of a table."""

    block: ExplainedBlock
    cells: tuple[str, ...]
    """One for each of `BLOCK_COLUMNS`."""


def to_text(explanation: Explanation, expected: Article | None = None) -> str:
    """Return the report as plain text, lines as long as they need to be.

    Args:
        explanation: The explained page.
        expected: An article to compare with.
    """
    parts = [
        summary(explanation),
        _table(BLOCK_COLUMNS, [row.cells for row in block_rows(explanation)]),
        _table(FIELD_COLUMNS, field_cells(explanation)),
    ]
    if expected is not None:
        parts.append("\n".join(difference_lines(explanation.article, expected)))
    return "\n\n".join(parts) + "\n"


def summary(explanation: Explanation) -> str:
    """Say in a few lines what came out."""
    article, blocks = explanation.article, explanation.blocks
    kept = sum(block.kept for block in blocks)
    doubts = sum(block.uncertain for block in blocks)
    verdict = "An article" if article.is_article else "Not an article"
    counts = f"{kept} kept, {len(blocks) - kept} dropped, {doubts} uncertain (marked ?)"
    lines = (
        clean_line(article.headline) or "Untitled",
        clean_line(article.url),
        f"{verdict}, confidence {share(article.confidence)}. {len(blocks)} blocks: {counts}.",
    )
    return "\n".join(filter(None, lines))


def block_rows(explanation: Explanation) -> Iterator[BlockRow]:
    """Yield every block as the cells of a table, those that were dropped too."""
    for block in explanation.blocks:
        cells = (
            str(block.index),
            block.role if block.kept else f"({block.role})",
            f"{share(block.score)}{'?' if block.uncertain else ''}",
            f"{block.runner_up} {share(block.runner_up_score)}",
            block.rule or _reasons(block.reasons_for),
            _reasons(block.reasons_against),
            _cut(block.text, _TEXT),
        )
        yield BlockRow(block, cells)


def _reasons(reasons: Iterable[Reason]) -> str:
    """Name the strongest reason.

    >>> _reasons([Reason("own_tag", "The block's element.", 1.25, "<h1>")])
    'own tag +1.2'
    """
    return next((f"{spoken(r.group)} {r.weight:+.1f}" for r in reasons), "")


def field_cells(explanation: Explanation) -> list[tuple[str, ...]]:
    """Return every filled field as the cells of a table."""
    return [_field_cells(row) for row in field_rows(explanation) if row.lines]


def _field_cells(row: FieldRow) -> tuple[str, ...]:
    more = len(row.lines) - 1
    value = _cut(row.lines[0], _VALUE) + (f" (and {more} more)" if more else "")
    return spoken(row.name), clean_line(row.source), value


def difference_lines(article: Article, expected: Article) -> Iterator[str]:
    """Yield what differs, field by field: ``-`` is expected and missing, ``+`` is extra."""
    differences = compare(article, expected)
    if not differences:
        yield "Every field is as expected."
    for difference in differences:
        yield f"{spoken(difference.field)} differs:"
        changed = [line for line in difference.lines if not line.is_same]
        yield from (f"  {_marked(line)}" for line in changed)
        if not changed:
            yield "  the text is the same: links, marks or sizes differ"


def _marked(line: Line) -> str:
    """Write a changed line, its changes in brackets.

    >>> from articlekit.report.differences import Piece
    >>> _marked(Line((Piece("same", "Rain at "), Piece("missing", "noon"), Piece("extra", "ten"))))
    'Rain at [-noon-][+ten+]'
    """
    return clean_line(
        "".join(
            f"[{sign}{piece.text}{sign}]" if (sign := _SIGNS[piece.kind]) else piece.text
            for piece in line.pieces
        )
    )


def _cut(text: str, length: int) -> str:
    line = clean_line(text[: 4 * length])
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Align the cells of all columns but the last.

    >>> print(_table(("a", "b"), [("one", "two")]))
    a    b
    one  two
    """
    everything = [columns, *rows]
    widths = [max(len(row[n]) for row in everything) for n in range(len(columns) - 1)]
    return "\n".join(
        "  ".join((*map(str.ljust, row[:-1], widths), row[-1])).rstrip() for row in everything
    )
