"""Plain text to read on a terminal, 80 columns wide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from articlekit.article import (
    Article,
    Author,
    BodyBlock,
    Cell,
    Code,
    Embed,
    Figure,
    Heading,
    Link,
    List,
    Paragraph,
    Quote,
    Table,
    Update,
    Video,
)
from articlekit.render.inline import clean, clean_line
from articlekit.render.parts import (
    address,
    byline,
    lead_figure,
    moment,
    nested,
    other_figures,
    other_videos,
)
from articlekit.render.urls import safe_url, safe_web_url

WIDTH = 80

_WIDE_CLASS = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f"
    "\uff01-\uff60\uffe0-\uffe6\U0001f300-\U0001f64f\U0001f680-\U0001faff\U00020000-\U0003fffd"
)
_WIDE = re.compile(f"[{_WIDE_CLASS}]")
_NO_WIDTH = re.compile("[\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
# Chinese and Japanese break between any two characters, except that brackets and points stay with
# what they enclose or end.
_PIECE = re.compile(
    f"[「『（《〈【〔“‘]*(?:[{_WIDE_CLASS}]|[^{_WIDE_CLASS}]+)[、。，．！？：；」』）》〉】〕”’ー…]*"
)


def to_text(article: Article) -> str:
    """Return the article to read on a terminal.

    Paragraphs are wrapped at 80 columns (wide characters count two), one blank line stands
    between blocks, and the text ends with a newline. The text holds no control characters other
    than newlines, so a page cannot steer the terminal.
    """
    blocks = [block for block in _blocks(article) if block]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _blocks(article: Article) -> Iterator[str]:
    yield _wrapped(article.kicker)
    yield _underlined(article.headline, "=")
    yield _wrapped(article.dek)
    yield _stacked(_signature(article))
    yield _stacked(_wrapped(point, "• ", "  ") for point in article.key_points)
    lead = lead_figure(article)
    yield _figure(lead) if lead else ""
    yield from map(_block, article.body)
    for update in article.updates:
        yield from _update(update)
    yield from map(_figure, other_figures(article))
    yield from map(_video, other_videos(article))
    if article.truncated:
        yield "[The page holds only the start of this article.]"
    yield from _ending(article)


def _ending(article: Article) -> Iterator[str]:
    notes = [_wrapped(note) for note in article.notes]
    bios = [_bio(author) for author in article.authors if author.bio]
    ending = [block for block in (*notes, *bios) if block]
    if ending:
        yield "-" * 8
        yield from ending
    links = [block for block in map(_related, article.related_links) if block]
    if links:
        yield "Related\n" + "\n".join(links)


def _signature(article: Article) -> Iterator[str]:
    published = moment(article.published) if article.published else ""
    signed = " · ".join(part for part in (byline(article), published) if part)
    yield _wrapped(signed)
    source = (clean_line(article.site_name), safe_web_url(address(article)))
    yield " · ".join(part for part in source if part)


def _bio(author: Author) -> str:
    return _stacked((_wrapped(author.name), _wrapped(author.bio)))


def _update(update: Update) -> Iterator[str]:
    yield _underlined(update.title, "-")
    if update.published:
        yield moment(update.published)
    yield _wrapped(update.text)


def _video(video: Video) -> str:
    return _entry(video.title, safe_web_url(video.url), "▶ ")


def _related(link: Link) -> str:
    return _entry(link.title, safe_url(link.url), "- ")


def _entry(title: str | None, url: str | None, marker: str) -> str:
    """Return a title with its address on a line of its own."""
    lines = [line for line in (_wrapped(title, "", "  "), url) if line]
    return "\n".join((marker if not place else "  ") + line for place, line in enumerate(lines))


# Blocks


def _block(block: BodyBlock) -> str:  # noqa: PLR0911 - one line for each type of block
    match block:
        case Paragraph(text=text):
            return _wrapped(text)
        case Heading(text=text):
            return _underlined(text, "-")
        case Quote(text=text):
            return _wrapped(text, "│ ", "│ ")
        case List():
            return _list(block)
        case Table(rows=rows):
            return _table(rows)
        case Code(text=text):
            return _code(text)
        case Figure():
            return _figure(block)
        case Embed(url=url, title=title):
            return _entry(title, safe_url(url), "▶ ")


def _code(text: str) -> str:
    lines = clean(text).strip("\n").expandtabs(4).split("\n")
    return "\n".join(f"    {line}".rstrip() for line in lines).strip("\n")


def _underlined(text: str | None, line: str) -> str:
    heading = _wrapped(text)
    return f"{heading}\n{line * max(map(_width, heading.split(chr(10))))}" if heading else ""


def _list(block: List) -> str:
    lines: list[str] = []
    counts: list[int] = []
    for depth, item in nested(block):
        counts = [*counts[: depth + 1], *([0] * (depth + 1 - len(counts)))]
        counts[depth] += 1
        marker = f"{counts[depth]}. " if block.ordered else "- "
        indent = "   " * depth if block.ordered else "  " * depth
        lines.append(_wrapped(item.text, indent + marker, indent + " " * len(marker)))
    return _stacked(lines)


def _table(rows: Sequence[Sequence[Cell]]) -> str:
    """Return a table in columns, or where it is too wide its cells between bars."""
    lines = [[clean_line(cell.text) for cell in row] for row in rows if row]
    widths: list[int] = []
    for line in lines:
        widths.extend([0] * (len(line) - len(widths)))
        for column, cell in enumerate(line):
            widths[column] = max(widths[column], _width(cell))
    if sum(widths) + 2 * (len(widths) - 1) > WIDTH:
        return _stacked(_wrapped(" | ".join(line), "", "    ") for line in lines)
    written = [_row(line, widths) for line in lines]
    if rows and rows[0] and all(cell.header for cell in rows[0]):
        written.insert(1, "  ".join("-" * width for width in widths))
    return _stacked(written)


def _row(line: list[str], widths: list[int]) -> str:
    cells = (cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=False))
    return "  ".join(cells).rstrip()


def _figure(figure: Figure) -> str:
    alt = figure.image.alt if figure.image else None
    parts = (clean_line(figure.caption or alt), clean_line(figure.credit))
    told = " — ".join(part for part in parts if part)
    return _wrapped(f"[{told}]", "", " ") if told else ""


# Lines


def _stacked(parts: Iterable[str]) -> str:
    """Return the parts that are not empty, each on lines of its own."""
    return "\n".join(part for part in parts if part)


def _wrapped(text: str | None, first: str = "", rest: str = "") -> str:
    """Return text wrapped at `WIDTH`, with what its first and its other lines begin with.

    Line breaks within the text are kept.
    """
    lines: list[str] = []
    for line in clean(text or "").split("\n"):
        for words in _filled(line, WIDTH - _width(rest or first)):
            lines.append((rest if lines else first) + words)
    return "\n".join(lines)


def _filled(line: str, width: int) -> Iterator[str]:
    """Cut a line into lines no wider than ``width``; a word wider than that stands alone.

    >>> list(_filled("the ferry left at noon", 10))
    ['the ferry', 'left at', 'noon']
    >>> list(_filled("船は正午に出た。", 6))
    ['船は正', '午に出', 'た。']
    """
    filled: list[str] = []
    taken = 0
    for gap, piece in _pieces(line):
        needed = len(gap) + _width(piece)
        if filled and taken + needed > width:
            yield "".join(filled)
            filled, taken = [], 0
        filled.append(gap + piece if filled else piece)
        taken += needed if len(filled) > 1 else _width(piece)
    if filled:
        yield "".join(filled)


def _pieces(line: str) -> Iterator[tuple[str, str]]:
    """Give the unbreakable pieces of a line, each with the space before it."""
    for word in re.split("[ \t\u3000]+", line):
        gap = " "
        for piece in _PIECE.findall(word) if _WIDE.search(word) else filter(None, (word,)):
            yield gap, piece
            gap = ""


def _width(text: str) -> int:
    r"""Return the columns that a terminal gives to text.

    >>> _width("café"), _width("cafe\u0301"), _width("新聞")
    (4, 4, 4)
    """
    if text.isascii():
        return len(text)
    return len(text) + len(_WIDE.findall(text)) - len(_NO_WIDTH.findall(text))
