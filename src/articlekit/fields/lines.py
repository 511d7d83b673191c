"""Lines that look like a byline or a date line, for pages where no block was labelled so.

The labels are the better witness. These rules stand in where they are silent: what the page's own
class names say, what announces an author, and what stands beside the headline.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from articlekit.fields._byline_words import AND, BY
from articlekit.fields._dateparse import find_dates, may_hold_date
from articlekit.fields._names import is_announced, is_full_name, read_byline
from articlekit.fields.section import is_section_line
from articlekit.roles import BODY_ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from articlekit.blocks import Block, Layout
    from articlekit.fields.evidence import Evidence

_BEFORE: Final = 10
_AFTER: Final = 25
"""Blocks before and after the headline among which its byline stands."""
_FAR: Final = 400
"""Blocks of a page that are looked at; what stands at the foot is left to the labels."""
_MAX_CHARS: Final = 200
_MAX_REST: Final = 90
"""Characters beside the date in a date line."""
_LEVELS: Final = 6
"""Containers around a line whose names count."""

# Patterns for texts in small letters: they are many times as fast as those that ignore case.
_BYLINE_WORDS: Final = re.compile(
    r"by-?line|author|autor|auteur|verfasser|writer|reporter|redact|contributor|creator|vcard|\bfn\b"
)
_DATE_WORDS: Final = re.compile(r"date|time|publish|posted|pubdate|meta\b|created|datum|fecha")
_AUTHOR_PAGE: Final = re.compile(
    r"/(?:authors?|autor(?:en|es|a|e)?|auteurs?|contributors?|people|staff|team|writers?|reporters?|"
    r"journalists?|profile?s?|bios?|experts?|columnists?|redaktion|by)/[^/?#]",
    re.IGNORECASE,
)
_PROSE_ROLES: Final = frozenset({"body", "subhead", "note", "other", "byline", "credit"})
_SAYS_PUBLISHED: Final = re.compile(
    r"\b(?:posted|published|written|verfasst|geschrieben|gepostet|veröffentlicht|erschienen|"
    r"eingestellt|publié|écrit|publicado|escrito|pubblicato|scritto|geplaatst|opublikowano|опубликовано)\b"
)
_MAX_DATELINE: Final = 60
"""Characters of a paragraph in which its dateline stands: "Nairobi, 5 March 2024 – "."""
_DATELINE_END: Final = re.compile(r"\s{0,2}[)\]]?\s{0,2}(?:[–—|/:-]|$)")
_OTHER_PLACES: Final = re.compile(
    r"comment|related|teaser|sidebar|footer|recommend|recirc|popular|latest|trending|promo|aside|"
    r"nav\b|breadcrumb|figure|caption|widget-area"
)
_OTHER_TAGS: Final = frozenset({"aside", "footer", "nav", "figure", "figcaption"})
_TITLE_TAGS: Final = frozenset({"h1", "h2"})
_NEAR: Final = 3
"""Those of them that are the line's own."""
_FRAME_TAGS: Final = frozenset({"html", "body", "main", "article"})
_MAX_NAMES: Final = 4
"""A container with more class names tells of the whole page: its tags, its template, its column."""


def likely_bylines(evidence: Evidence) -> Iterator[int]:
    """Yield the indices of blocks that look like bylines, the likeliest first."""
    layout, at = evidence.layout, _headline_index(evidence)
    boxes: dict[str, int] = {}
    for index, near in _lines(layout, at):
        block = layout.blocks[index]
        if not near and block.text.isalpha() and block.text.isascii():
            continue  # one word, as in a menu, which no byline is
        announced = BY.match(block.text) is not None
        named = _is_called(layout, block, _is_byline_place)
        dated = near and evidence.labels[index].role == "date"
        if not (announced or named or dated) or _is_elsewhere(layout, block, at):
            continue
        signed = announced and _SAYS_PUBLISHED.match(block.text.lower()) is not None
        if near + announced + named + signed > 1 or (dated and _names_somebody(block.text)):
            yield index
        elif named and _is_name_alone(block.text):
            boxes.setdefault(block.text, index)
    yield from _profile_links(evidence)
    if len(boxes) == 1:  # an author's box at the foot; several names are those of teasers
        yield from boxes.values()
    yield from _signatures(evidence)


def _profile_links(evidence: Evidence) -> Iterator[int]:
    """Yield the lines that are nothing but a name with a link to a page about authors.

    They stand beside the headline, or directly behind the story.
    """
    at, end = _headline_index(evidence), evidence.body_range()[1]
    for index in (*range(at, at + _AFTER), *range(max(at - _BEFORE, 0), at), end, end + 1):
        if index >= len(evidence.labels) or evidence.labels[index].role in BODY_ROLES:
            continue
        block = evidence.block(index)
        url = next((mark.url for mark in block.marks if mark.url), None)
        if url and _AUTHOR_PAGE.search(url) and _is_name_alone(block.text):
            yield index


def _signatures(evidence: Evidence) -> Iterator[int]:
    """Yield the paragraphs that are nothing but a name in emphasis, where a story starts or ends.

    Newsrooms without an author field write the name there, as on paper.
    """
    start, end = evidence.body_range()
    for index in (start, end - 1, end, start + 1):
        if not 0 <= index < len(evidence.labels) or evidence.labels[index].role not in _PROSE_ROLES:
            continue
        block = evidence.block(index)
        whole = any(mark.end - mark.start == len(block.text) for mark in block.marks)
        single = AND.search(block.text) is None and block.text.lower() != block.text.upper()
        if block.tag == "p" and whole and single and _is_name_alone(block.text):
            yield index


def _is_name_alone(text: str) -> bool:
    """Tell whether a line is somebody's name and nothing else."""
    return is_full_name(text) and [signer.name for signer in read_byline(text)] == [text]


def _names_somebody(text: str) -> bool:
    """Tell whether a date line holds a name too: "5 March 2024 - Maja Lund"."""
    return any(is_full_name(signer.name) for signer in read_byline(text))


def byline_lines(evidence: Evidence) -> Iterator[int]:
    """Yield the indices of the labelled bylines, and of the date lines that announce a name.

    The name of the section, which many pages print in the byline's place, is none.
    """
    for index in evidence.indices("byline", "date"):
        text = evidence.block(index).text
        byline = evidence.labels[index].role == "byline"
        if (byline and not is_section_line(text, evidence.metadata)) or is_announced(text):
            yield index


_FAR_BEFORE: Final = 20  # blocks
_SURE: Final = 0.6  # likelihood of a date line there


def date_lines(evidence: Evidence) -> list[int]:
    """Return the indices of the labelled date lines and bylines, the nearest to the headline first.

    Further off, and above all behind the story, stand the dates of events and of other stories. A
    doubted one far before the headline is the day on which the page was sent, as headers show it.
    """
    at = _headline_index(evidence)
    end = max(evidence.body_range()[1], at + 1)
    lines = [
        index
        for index in evidence.indices("date", "byline")
        if at - index < _FAR_BEFORE or evidence.labels[index].score >= _SURE
    ]
    return sorted(lines, key=lambda index: (index >= end, abs(index - at), index < at))


def likely_date_lines(evidence: Evidence, language: str | None = None) -> Iterator[int]:
    """Yield the indices of blocks that look like date lines, the likeliest first."""
    layout, at = evidence.layout, _headline_index(evidence)
    for index, near in _lines(layout, at):
        block = layout.blocks[index]
        if not _may_be_date_line(block):
            continue
        dated = near or _is_called(layout, block, _is_date_place)
        dated = dated or _SAYS_PUBLISHED.search(block.text.lower()) is not None
        if dated and not _is_elsewhere(layout, block, at) and _is_date_line(block, language):
            yield index
    yield from _date_in_headline(evidence)
    yield from _datelines(evidence, language)


def _date_in_headline(evidence: Evidence) -> Iterator[int]:
    """Yield the headline where its element holds the date too: "5 May 2024 | Ferry back"."""
    for index in islice(evidence.indices("headline"), 3):
        marks = evidence.block(index).marks
        if any(mark.datetime or _is_date_place(mark.words) for mark in marks):
            yield index


def _datelines(evidence: Evidence, language: str | None) -> Iterator[int]:
    """Yield the first paragraph where a day opens it, as in a press release: "5.3.2024 – The …"."""
    for index in islice(evidence.indices("dek", "body"), 2):
        text = evidence.block(index).text
        hit = next(find_dates(text[:_MAX_DATELINE], language), None)
        if hit and (hit.start <= 1 or _DATELINE_END.match(text, hit.end)):
            yield index


def _may_be_date_line(block: Block) -> bool:
    """Tell what might be a date line from what has no date at all, as most lines have none."""
    return may_hold_date(block.text) or _is_stamped(block)


def _is_stamped(block: Block) -> bool:
    return any(mark.datetime for mark in block.marks)


def _is_date_line(block: Block, language: str | None) -> bool:
    if _is_stamped(block):
        return True
    hit = next(find_dates(block.text, language), None)
    return hit is not None and len(block.text) - (hit.end - hit.start) < _MAX_REST


def _lines(layout: Layout, at: int) -> Iterator[tuple[int, bool]]:
    """Yield the short lines below the headline, above it and further on; whether they are near."""
    count = len(layout.blocks)
    low, high = max(0, at - _BEFORE), min(at + _AFTER, count)
    for index in (*range(at, high), *range(at - 1, low - 1, -1), *range(high, min(count, _FAR))):
        if len(layout.blocks[index].text) <= _MAX_CHARS:
            yield index, low <= index < high


def _headline_index(evidence: Evidence) -> int:
    labelled = next(evidence.indices("headline"), None)
    if labelled is not None:
        return labelled
    blocks = evidence.layout.blocks
    return next((i for i, block in enumerate(blocks) if block.tag == "h1"), 0)


def _is_elsewhere(layout: Layout, block: Block, headline: int) -> bool:
    """Tell whether a container that does not hold the headline too is another part of the page."""
    for number in islice(layout.ancestors(block.node), _LEVELS):
        node = layout.nodes[number]
        if node.start <= headline < node.end:
            return node.tag in _TITLE_TAGS
        if node.tag in _OTHER_TAGS or node.tag in _TITLE_TAGS:
            return True
        if node.words and node.tag not in _FRAME_TAGS and _is_other_place(node.words):
            return True
    return False


# The blocks of a page share their containers, and these the names of their kind.


@lru_cache(maxsize=1024)
def _is_other_place(words: str) -> bool:
    return words.count(" ") < _MAX_NAMES and _OTHER_PLACES.search(words.lower()) is not None


@lru_cache(maxsize=1024)
def _is_byline_place(words: str) -> bool:
    return _BYLINE_WORDS.search(words.lower()) is not None


@lru_cache(maxsize=1024)
def _is_date_place(words: str) -> bool:
    return _DATE_WORDS.search(words.lower()) is not None


def _is_called(layout: Layout, block: Block, tells: Callable[[str], bool]) -> bool:
    """Tell whether class names of a line say something, or its near containers' or its parts'."""
    number = block.node
    for _ in range(_NEAR):
        if number < 0:
            break
        node = layout.nodes[number]
        if node.words and tells(node.words):
            return True
        number = node.parent
    return bool(block.marks) and any(tells(mark.words) for mark in block.marks)
