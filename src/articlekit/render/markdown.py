"""CommonMark with the tables of GitHub's Markdown.

Whatever the article's text holds comes out as text: a parser of Markdown gives back the same
words. Where Markdown has no way to write a mark (emphasis between a letter and a punctuation
mark, two marks side by side within a word), the mark is dropped and the text kept.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest

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
    ListItem,
    Paragraph,
    Quote,
    Table,
    Update,
    Video,
)
from articlekit.render.inline import Run, clean, clean_line, runs
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

_ENTITY = r"&(?=#?[0-9A-Za-z]{1,40};)"
# An underscore between letters or digits opens and closes nothing, and looks better bare.
_OUTER_UNDERSCORE = r"(?<![^\W_])_|_(?![^\W_])"
_SPECIAL = re.compile(rf"[\\`*\[\]<~]|{_ENTITY}|{_OUTER_UNDERSCORE}")
# Text that goes on may complete at its end what begins an entity here.
_SPECIAL_UNENDED = re.compile(rf"{_SPECIAL.pattern}|&(?=#?[0-9A-Za-z]{{0,40}}\Z)")
_LINE_START = re.compile(r"[-+#>=|]|:(?=-)|(?P<number>[0-9]{1,9})(?=[.)](?:\s|$))")
_BACKTICKS = re.compile(r"`+")
_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_LANGUAGE = re.compile(r"[A-Za-z0-9+#._-]{1,40}")


def to_markdown(article: Article, *, front_matter: bool = False) -> str:
    """Return the article as Markdown, one blank line between blocks, a newline at the end.

    Args:
        article: The article.
        front_matter: Put the metadata before the text, as YAML between two lines of dashes.
    """
    blocks = [block for block in _blocks(article) if block]
    if front_matter:
        blocks.insert(0, _front_matter(article))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _blocks(article: Article) -> Iterator[str]:
    yield _line(article.kicker)
    yield _heading(article.headline, 1)
    yield _line(article.dek)
    yield " · ".join(part for part in _signature(article) if part)
    lead = lead_figure(article)
    points = List(tuple(map(ListItem, article.key_points)))
    yield from _body((points, *([lead] if lead else []), *article.body))
    for update in article.updates:
        yield from _update(update)
    yield from map(_figure, other_figures(article))
    yield from map(_video, other_videos(article))
    yield from _ending(article)


def _ending(article: Article) -> Iterator[str]:
    notes = [_paragraph(runs(note)) for note in article.notes]
    bios = [_bio(author) for author in article.authors if author.bio]
    ending = [block for block in (*notes, *bios) if block]
    if ending:
        yield "---"
        yield from ending
    links = [f"- {line}" for link in article.related_links if (line := _related(link))]
    if links:
        yield "## Related"
        yield "\n".join(links)


def _signature(article: Article) -> Iterator[str]:
    yield _line(byline(article))
    if article.published:
        yield moment(article.published)
    yield _linked(article.site_name, safe_web_url(address(article)))


def _bio(author: Author) -> str:
    name = clean_line(author.name)
    marked = [Run(name, link=safe_web_url(author.url), strong=True)] if name else []
    return _paragraph((*marked, *runs(f"\n{author.bio}")))


def _update(update: Update) -> Iterator[str]:
    yield _heading(update.title, 2)
    if update.published:
        yield moment(update.published)
    for part in clean(update.text).split("\n\n"):
        yield _paragraph(runs(part))


def _video(video: Video) -> str:
    return _linked(video.title, safe_web_url(video.url))


def _related(link: Link) -> str:
    url = safe_url(link.url)
    return _linked(link.title or url, url)


def _line(text: str | None) -> str:
    return _paragraph((Run(line),)) if (line := clean_line(text)) else ""


def _linked(text: str | None, url: str | None) -> str:
    """Return text linked to an address that is safe already; the address itself lacking text."""
    line = clean_line(text) or url
    return _paragraph((Run(line, link=url),)) if line else ""


# Blocks


def _body(body: Sequence[BodyBlock]) -> Iterator[str]:
    """Give the Markdown of each block; lists that follow each other alternate their markers."""
    after_list = alternate = False
    for block in body:
        other = after_list and not alternate
        text = _list(block, alternate=other) if isinstance(block, List) else _block(block)
        if text:
            after_list, alternate = isinstance(block, List), other
            yield text


def _block(block: BodyBlock) -> str:  # noqa: PLR0911 - one line for each type of block
    match block:
        case Paragraph(text, spans):
            return _paragraph(runs(text, spans))
        case Heading(text, level, spans):
            return _heading_runs(runs(text, spans), min(max(level, 2), 6))
        case Quote(text, spans):
            return _prefixed(_paragraph(runs(text, spans)), "> ", "> ")
        case Table(rows):
            return _table(rows)
        case Code():
            return _code_block(block)
        case Figure():
            return _figure(block)
        case Embed(url, title):
            return _linked(title, safe_url(url))
    return ""  # a List is written by _body, which knows its neighbours


def _lines(inline: str) -> list[str]:
    return [line for raw in inline.split("\n") if (line := raw.strip())]


def _paragraph(marked: Iterable[Run]) -> str:
    """Return a paragraph in which every newline is a hard break."""
    return "\\\n".join(_escape_start(line) for line in _lines(_inline(tuple(marked))))


def _escape_start(line: str) -> str:
    r"""Escape what would make a line of text the start of another kind of block.

    >>> _escape_start("1984. A year"), _escape_start("- a dash"), _escape_start("3.5 percent")
    ('1984\\. A year', '\\- a dash', '3.5 percent')
    """
    found = _LINE_START.match(line)
    if found is None:
        return line
    place = found.end() if found["number"] else 0
    return f"{line[:place]}\\{line[place:]}"


def _heading(text: str | None, level: int) -> str:
    return _heading_runs((Run(line),), level) if (line := clean_line(text)) else ""


def _heading_runs(marked: tuple[Run, ...], level: int) -> str:
    line = " ".join(_lines(_inline(marked)))
    text = line.rstrip("#")  # hashes at the end would close the heading and vanish
    line = text + "\\#" * (len(line) - len(text))
    return f"{'#' * level} {line}" if line else ""


def _prefixed(text: str, first: str, rest: str) -> str:
    if not text:
        return ""
    head, *tail = text.split("\n")
    return "\n".join((first + head, *(rest + line for line in tail)))


def _list(block: List, *, alternate: bool) -> str:
    """Return a list; the other marker makes it a list of its own after a list."""
    lines: list[str] = []
    counts: list[int] = []
    indents = [0]
    for depth, item in nested(block):
        text = _paragraph(runs(item.text, item.spans))
        if not text:
            continue
        counts = [*counts[: depth + 1], *([0] * (depth + 1 - len(counts)))]
        counts[depth] += 1
        marker = _marker(counts[depth], ordered=block.ordered, alternate=alternate)
        indents = [*indents[: depth + 1], indents[depth] + len(marker)]
        lines.append(_prefixed(text, " " * indents[depth] + marker, " " * indents[depth + 1]))
    return "\n".join(lines)


def _marker(number: int, *, ordered: bool, alternate: bool) -> str:
    if ordered:
        return f"{number}{')' if alternate else '.'} "
    return "* " if alternate else "- "


def _table(rows: Sequence[Sequence[Cell]]) -> str:
    """Return a table; one whose first row is no header gets an empty one, as GFM demands one."""
    filled = [row for row in rows if row]
    if not filled:
        return ""
    width = max(map(len, filled))
    headed = all(cell.header for cell in filled[0])
    head, body = (filled[0], filled[1:]) if headed else ((), filled)
    padded = [_cell(cell) if cell else "" for cell, _ in zip_longest(head, range(width))]
    lines = [padded, ["---"] * width, *([_cell(cell) for cell in row] for row in body)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(cell: Cell) -> str:
    line = " ".join(_lines(_inline(runs(cell.text, cell.spans))))
    return line.replace("|", "\\|")


def _code_block(block: Code) -> str:
    text = clean(block.text).strip("\n")
    if not text:
        return ""
    longest = max((len(ticks) for ticks in _BACKTICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    language = block.language if _LANGUAGE.fullmatch(block.language or "") else ""
    return f"{fence}{language}\n{text}\n{fence}"


def _figure(figure: Figure) -> str:
    return "\n\n".join(part for part in (_picture(figure), _figure_text(figure)) if part)


def _picture(figure: Figure) -> str:
    image = figure.image
    url = safe_web_url(image.url) if image else None
    if image is None or url is None:
        return ""
    alt = clean_line(image.alt)
    return f"![{_escape(alt)}]({_destination(url)})"


def _figure_text(figure: Figure) -> str:
    caption, credit = clean_line(figure.caption), clean_line(figure.credit)
    marked = [Run(caption, emphasis=True)] if caption else []
    if caption and credit:
        marked.append(Run(" — "))
    return _paragraph((*marked, Run(credit)) if credit else marked)


# Inline


def _inline(marked: Sequence[Run]) -> str:
    groups = [(link, tuple(members)) for link, members in groupby(marked, lambda run: run.link)]
    pieces: list[str] = []
    for place, (link, members) in enumerate(groups):
        if link and any(run.text.strip() for run in members):
            pieces.append(f"[{_stretch(members, '[', ']')}]({_destination(link)})")
            continue
        before = ")" if place else ""
        after = "[" if place + 1 < len(groups) else ""
        pieces.append(_stretch(members, before, after))
    return "".join(pieces)


def _destination(url: str) -> str:
    r"""Return a safe address as a link's destination.

    >>> _destination("https://news.example/a_(b)?x&copy;")
    'https://news.example/a_\\(b\\)?x\\&copy;'
    """
    return re.sub(rf"[()]|{_ENTITY}", lambda found: f"\\{found.group()}", url)


def _stretch(members: Sequence[Run], before: str, after: str) -> str:
    """Return runs under one link (or none) that stand between two characters of the output."""
    texts = [before, *(run.text for run in members), after]
    pieces: list[str] = []
    for place, run in enumerate(members):
        written = pieces[-1][-1] if pieces else ""
        pieces.append(_marked(run, written, (texts[place][-1:], texts[place + 2][:1])))
    return "".join(pieces)


def _marked(run: Run, written: str, sides: tuple[str, str]) -> str:
    """Return one run in its marks.

    Args:
        run: The run.
        written: The character written before it under the same link; empty at the start.
        sides: The character of the text before the run and the one after it; empty at an end.
    """
    text = run.text
    core = text.strip()
    if not core:
        return text
    lead, trail = text[: text.index(core[0])], text[len(text.rstrip()) :]
    left, right = lead[-1:] or sides[0], trail[:1] or sides[1]
    stars = "*" * (2 * run.strong + run.emphasis)
    if not lead and written in ("*", "`"):
        # Delimiters that touch would be read as one.
        return _plain(text, right)
    if run.code:
        stars = stars if _outside_word(left) and _outside_word(right) else ""
        return f"{lead}{stars}{_code_span(core)}{stars}{trail}"
    if not stars:
        return _plain(text, right)
    start, end = _emphasised(core, left, right)
    if start >= end:
        return _plain(text, right)
    inner = f"{stars}{_plain(core[start:end], '*')}{stars}"
    return f"{lead}{_plain(core[:start], '*')}{inner}{_plain(core[end:], right)}{trail}"


def _emphasised(core: str, left: str, right: str) -> tuple[int, int]:
    """Return the part of ``core`` that stars can stand around.

    Stars open only before a letter, or after a space or punctuation mark; they close likewise.
    """
    start, end = 0, len(core)
    if not _outside_word(left):
        while start < end and not _in_word(core[start]):
            start += 1
    if not _outside_word(right):
        while end > start and not _in_word(core[end - 1]):
            end -= 1
    return start, end


def _outside_word(character: str) -> bool:
    return not character or character.isspace() or character in _ASCII_PUNCTUATION


def _in_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


def _plain(text: str, after: str) -> str:
    """Escape text that is followed by the character ``after`` (a "[" makes of "!" an image)."""
    escaped = _escape(text, _SPECIAL_UNENDED if after else _SPECIAL)
    return f"{escaped[:-1]}\\!" if after == "[" and escaped.endswith("!") else escaped


def _escape(text: str, special: re.Pattern[str] = _SPECIAL) -> str:
    r"""Escape what Markdown would read as markup within a line.

    >>> _escape("snake_case *stars* <b> AT&T &amp; [x] _y_")
    'snake_case \\*stars\\* \\<b> AT&T \\&amp; \\[x\\] \\_y\\_'
    """
    return special.sub(lambda found: f"\\{found.group()}", text.replace("\t", " "))


def _code_span(text: str) -> str:
    """Return a code span; its fence is longer than every run of backticks within.

    >>> _code_span("ls `pwd`")
    '`` ls `pwd` ``'
    """
    line = " ".join(text.split())
    lengths = {len(ticks) for ticks in _BACKTICKS.findall(line)}
    fence = "`" * next(length for length in range(1, len(lengths) + 2) if length not in lengths)
    padding = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{padding}{line}{padding}{fence}"


# Front matter


def _front_matter(article: Article) -> str:
    """Return YAML between dashes, under the names that site generators and note tools read.

    Every text is a JSON string, which is a double-quoted string of YAML too.
    """
    values: dict[str, object] = {
        "title": article.headline,
        "description": article.dek,
        "kicker": article.kicker,
        "authors": [author.name for author in article.authors],
        "date": article.published.isoformat() if article.published else None,
        "modified": article.modified.isoformat() if article.modified else None,
        "language": article.language,
        "section": article.section,
        "tags": article.tags,
        "site_name": article.site_name,
        "url": safe_web_url(address(article)),
        "image": safe_web_url(article.lead_image.url) if article.lead_image else None,
        "free_access": article.free_access,
        "truncated": article.truncated or None,
    }
    given = ((key, value) for key, value in values.items() if value not in (None, [], ()))
    lines = (f"{key}: {_yaml(value)}" for key, value in given)
    return "\n".join(("---", *lines, "---"))


def _yaml(value: object) -> str:
    r"""Return a value as YAML on one line.

    >>> _yaml(["a: b", '"c" \U0001f600']), _yaml(True)
    ('["a: b", "\\"c\\" 😀"]', 'true')
    """
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_yaml, value))}]"
    text = clean(value) if isinstance(value, str) else value
    return json.dumps(text, ensure_ascii=False)
