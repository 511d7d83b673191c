"""The author line as printed, without what a page prints into the same line."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final

from articlekit.fields import Found
from articlekit.fields._byline_words import BY
from articlekit.fields._dateparse import find_dates
from articlekit.fields.section import is_section_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from articlekit.article import Author
    from articlekit.blocks import Block, Mark
    from articlekit.fields.evidence import Evidence

_MAX_LINE: Final = 200
_MAX_CLEANED: Final = 2_000
"""A longer line is a list of names; to look for each of them in each part would take too long."""
_MAX_BEFORE: Final = 40
"""Characters before an author's name in which "By" is looked for."""
_NEAR: Final = 12
"""Blocks around the headline among which a line that names the author is its byline."""
_AUTHOR_WORDS: Final = re.compile(
    r"author|autor|auteur|by-?line|writer|(?:\b|_)name\b", re.IGNORECASE
)
_PARTS: Final = re.compile(r"\s*[|•·;⋅]\s+")
_EDGES: Final = " |•·⋅,;:–—-/"


def find_byline(evidence: Evidence, authors: Sequence[Author]) -> Found[str] | None:
    """Return the line that names the authors: labelled so, else one beside the headline.

    Dates, reading times and the like that share the line are cut off.
    """
    names = [author.name for author in authors]
    metadata = evidence.metadata
    labelled = [
        index
        for index in evidence.indices("byline")
        if not is_section_line(evidence.block(index).text, metadata)
    ]
    naming = (i for i in labelled if _names_one(evidence.block(i), names))
    near = (i for i in _near_lines(evidence) if _is_signature(evidence, i, names))
    index = next(chain(naming, near, labelled), None)
    if index is None:
        return None
    line = _cleaned(evidence.block(index), names)
    before = evidence.block(index - 1).text if index - 1 in labelled else ""
    if _only_announces(before) and BY.match(line) is None:
        line = f"{before} {line}"
    return None if not line or _only_announces(line) else Found(line, evidence.source(index))


def _only_announces(text: str) -> bool:
    """Tell whether a text is a "By" whose name stands elsewhere.

    >>> _only_announces("Written by"), _only_announces("By Maja Lund"), _only_announces("")
    (True, False, False)
    """
    match = BY.match(f"{text} X")
    return match is not None and match.end() == len(text) + 1


def _near_lines(evidence: Evidence) -> Iterator[int]:
    """Yield the lines around the headline that a label took for something else."""
    at = next(evidence.indices("headline"), None)
    if at is None:
        return
    roles = {"date", "other", "credit"}
    for index in range(max(at - _NEAR, 0), min(at + _NEAR, len(evidence.labels))):
        short = len(evidence.block(index).text) <= _MAX_LINE
        if short and evidence.labels[index].role in roles:
            yield index


def _names_one(block: Block, names: Sequence[str]) -> bool:
    return any(name in block.text for name in names)


def _is_signature(evidence: Evidence, index: int, names: Sequence[str]) -> bool:
    """Tell whether a line names an author first of all, after a "By", or as its class says."""
    block = evidence.block(index)
    if not _names_one(block, names):
        return False
    words = (evidence.layout.nodes[block.node].words, *(mark.words for mark in block.marks))
    first = block.text.startswith(tuple(names)) or BY.match(block.text) is not None
    return first or any(map(_AUTHOR_WORDS.search, words))


def _cleaned(block: Block, names: Sequence[str]) -> str:
    """Return a byline without the parts that name nobody.

    A line that holds nothing else is left as it is: "By Maja Lund, Political Editor".
    """
    if len(block.text) > _MAX_CLEANED:
        return block.text
    present = [name for name in names if name in block.text]
    stray = [mark for mark in block.marks if _is_stray(block, mark, present)]
    if not present or not (stray or _is_fused(block.text)):
        return block.text
    for mark in block.marks:
        text = block.text[mark.start : mark.end]
        author = mark.tag == "a" or _AUTHOR_WORDS.search(mark.words)
        if author and mark not in stray and all(name in text for name in present):
            return _announcement(block.text[: mark.start]) + text
    return _naming_parts(_without(block.text, stray), present)


def _is_stray(block: Block, mark: Mark, names: Sequence[str]) -> bool:
    """Tell whether an inline element is no part of the names: a time, a role, a reading time."""
    text = block.text[mark.start : mark.end]
    return bool(mark.tag == "time" or mark.words) and not any(name in text for name in names)


def _is_fused(text: str) -> bool:
    """Tell whether a date stands in the line."""
    return next(find_dates(text), None) is not None


def _announcement(text: str) -> str:
    """Return the "By " that a text ends with, else nothing.

    >>> _announcement("5 May · By "), _announcement("5 May ")
    ('By ', '')
    """
    tail = text[-_MAX_BEFORE:]
    match = BY.search(tail + "X")
    return tail[match.start() :] if match and match.end() == len(tail) else ""


def _without(text: str, marks: Sequence[Mark]) -> str:
    """Put separators in the place of inline elements."""
    for mark in sorted(marks, reverse=True):
        text = f"{text[: mark.start]} | {text[mark.end :]}"
    return text


def _naming_parts(text: str, names: Sequence[str]) -> str:
    """Return the parts of a line from the first that names an author to the last."""
    for hit in reversed(list(find_dates(text))):
        text = f"{text[: hit.start]} | {text[hit.end :]}"
    parts = [part.strip(_EDGES) for part in _PARTS.split(text)]
    return ", ".join(part for part in parts if any(name in part for name in names))
