"""The report in colour, for a terminal, where rich is installed."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

from articlekit.article import Article
from articlekit.explanation import Explanation
from articlekit.report.text import (
    BLOCK_COLUMNS,
    FIELD_COLUMNS,
    block_rows,
    difference_lines,
    field_cells,
    summary,
    to_text,
)
from articlekit.roles import BODY_ROLES, Role

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

_STYLES: Final[dict[Role, str]] = {
    **dict.fromkeys(BODY_ROLES, "green"),
    "headline": "bold magenta",
    "kicker": "magenta",
    "dek": "magenta",
    "keypoint": "magenta",
    "byline": "cyan",
    "date": "cyan",
    "bio": "cyan",
    "caption": "yellow",
    "credit": "yellow",
    "related": "blue",
    "note": "blue",
    "tag": "blue",
}
_DROPPED: Final = "dim"
_SIGNS: Final = {"-": "red", "+": "green"}


def to_terminal(explanation: Explanation, expected: Article | None, stream: IO[str]) -> str:
    """Return the report as fits a stream: coloured and wrapped for a terminal, else plain.

    ``NO_COLOR`` is respected: there is a table then, without colours.

    Args:
        explanation: The explained page.
        expected: An article to compare with.
        stream: Where the text will be written to.
    """
    try:
        from rich.console import Console
    except ImportError:
        return to_text(explanation, expected)
    console = Console(file=stream)
    if not console.is_terminal:
        return to_text(explanation, expected)
    return _rendered(console, explanation, expected)


def _rendered(console: Console, explanation: Explanation, expected: Article | None) -> str:
    # Texts of the page are wrapped in Text, so that none of them is read as rich's markup.
    from rich.text import Text

    parts: list[RenderableType] = [
        Text(summary(explanation)),
        _block_table(explanation),
        _field_table(explanation),
    ]
    if expected is not None:
        parts += [_difference(line) for line in difference_lines(explanation.article, expected)]
    with console.capture() as captured:
        console.print(*parts, sep="\n")
    return captured.get()


def _block_table(explanation: Explanation) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 1), header_style="bold")
    for name in BLOCK_COLUMNS[:-1]:
        table.add_column(name, no_wrap=name in {"#", "role", "score"})
    table.add_column(BLOCK_COLUMNS[-1], ratio=1, min_width=20)
    for row in block_rows(explanation):
        style = _STYLES.get(row.block.role, _DROPPED) if row.block.kept else _DROPPED
        table.add_row(*(Text(cell, style) for cell in row.cells))
    return table


def _field_table(explanation: Explanation) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 1), header_style="bold")
    for name in FIELD_COLUMNS:
        table.add_column(name)
    for name, source, value in field_cells(explanation):
        table.add_row(Text(name, "bold"), Text(source, _DROPPED), Text(value))
    return table


def _difference(line: str) -> RenderableType:
    """Colour the changes of a line."""
    from rich.text import Text

    text = Text(line)
    for sign, style in _SIGNS.items():
        text.highlight_regex(rf"\[\{sign}[^\n]*?\{sign}\]", style)
    return text
