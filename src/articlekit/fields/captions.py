"""Caption and credit of a block, by its markup and then by its words.

A span whose class says credit is one; what no reader sees, what counts and what sells is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from articlekit.blocks import Mark
from articlekit.fields._credit_words import (
    AGENCY,
    FEW,
    LEADING,
    MARGIN,
    NAMELY,
    STOPS,
    TOLD,
    clean_credit,
    is_bare_label,
    share_of_names,
)
from articlekit.fields.credits import Caption, split_credit

_Range = tuple[int, int]

_LEAST_TOLD: Final = 2  # words of a caption
_CREDIT_WORDS = re.compile(
    r"credit|copyright|photographer|fotograf|bildautor|bildquelle|courtesy|byline|attribution|"
    r"(?:^|[\s_-])(?:source|author|autor|auteur|agency|quelle|rights)s?(?:$|[\s_-])",
    re.IGNORECASE,
)
_ASIDE_WORDS = re.compile(
    r"visually-?hidden|screen-?reader|(?:^|[\s_-])sr-?only|assistive|duration|counter|"
    r"image-?(?:count|number|index)",
    re.IGNORECASE,
)
_MAX_ASIDE: Final = 60  # characters; more is text, whatever its class says
_ASIDE_LINK = re.compile(
    r"licen[sc](?:ing|e this)|purchase|\bbuy\b|enlarge|zoom|full ?screen|\bmore\b|"
    r"view (?:image|gallery|photos)|vergrößer|agrandir|ampliar|ingrandisci",
    re.IGNORECASE,
)
_SIGNING: Final = frozenset({"span", "small", "em", "i", "cite"})
_COUNTER = re.compile(
    r"^(?:"
    r"(?i:image|photo|picture|bild|foto|slide|imagen?)\s"
    r"\d{1,3}\s?(?:/|of|von|de|di|sur|av|из)\s?\d{1,3}(?:[\s.:|–—-]{1,4}|$)"
    r"|\d{1,3}\s?/\s?\d{1,3}(?:\s?[.:|–—-]\s?|\s(?=[^\Wa-z\d_])|$)"  # "1/5 of the crew" is text
    r"|\d{1,3}\s(?:of|von|de|di|sur|av|из)\s\d{1,3}(?:\s?[.:|–—-]\s|$)"
    r")|\s?[(|–—]\s?\d{1,3}\s?/\s?\d{1,3}\)?$"
)


def read_caption(text: str, marks: Sequence[Mark]) -> Caption:
    """Tell caption and credit of one block apart, by its markup and then by its words.

    Args:
        text: The block's text.
        marks: Its inline elements.
    """
    credits_, asides = _marked(text, marks)
    credits_ = credits_ or _signature(text, marks, asides)
    caption = _without(text, [*credits_, *asides])
    names = [clean_credit(_without(text[a:b], _shifted(asides, a, b))) for a, b in credits_]
    credit = ", ".join(dict.fromkeys(filter(None, names)))
    caption = _COUNTER.sub("", caption.strip()).strip()
    if not TOLD.search(caption) or is_bare_label(caption):
        return Caption(None, credit or None)
    if credit:
        return Caption(caption.rstrip(MARGIN) or None, credit)
    return split_credit(caption)


def _signature(text: str, marks: Iterable[Mark], asides: Sequence[_Range]) -> list[_Range]:
    """Find ``A full sentence. <small>Ines Vall</small>``: an element of names after the text."""
    end = len(_without(text, asides))
    for mark in marks:
        name = text[mark.start : mark.end]
        if (
            mark.tag in _SIGNING
            and mark.end >= end
            and text[: mark.start].rstrip().endswith(STOPS)
            and len(name.split()) <= FEW
            and share_of_names(name) == 1
        ):
            return [(mark.start, mark.end)]
    return []


def read_credit(text: str, marks: Iterable[Mark]) -> str | None:
    """Return the name in a block that is a credit and nothing else."""
    _, asides = _marked(text, marks)
    return clean_credit(_without(text, asides)) or clean_credit(text)


def read_credit_line(text: str, marks: Sequence[Mark], least: int = FEW) -> Caption:
    """Read a block that was taken for a credit, and may hold the caption as well.

    Args:
        text: The block's text.
        marks: Its inline elements.
        least: From more words than these on, a text that is no sentence may be a caption alone.

    >>> read_credit_line("Ines Vall/Reuters", ())
    Caption(caption=None, credit='Ines Vall/Reuters')
    >>> read_credit_line("The ferry at noon. Photo: Ines Vall", ())
    Caption(caption='The ferry at noon.', credit='Ines Vall')
    >>> read_credit_line("Mayor Ines Vall, here in her office.", ()).credit is None
    True
    """
    found = read_caption(text, marks)
    if found.caption and _tells_something(found.caption, least if found.credit is None else 0):
        return found
    return Caption(None, read_credit(text, marks))


def _tells_something(text: str, least: int) -> bool:
    """Tell a caption from a part of a credit: it is a sentence, or words that are no names.

    It has more than the least number of words, 0 where a credit was found beside it.
    """
    count = len(text.split())
    if count < _LEAST_TOLD or LEADING.match(text) or "/" in text or AGENCY.search(text):
        return False
    share = share_of_names(text)
    if text.endswith(STOPS):
        return not least or count > _LEAST_TOLD or share < 1
    return count > least and share < NAMELY


def _marked(text: str, marks: Iterable[Mark]) -> tuple[list[_Range], list[_Range]]:
    """Return the outermost ranges that the markup calls a credit, and those it hides or counts.

    One that covers the whole text says nothing of its parts.
    """
    whole = len(text.strip())
    found: tuple[list[_Range], list[_Range]] = [], []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        length = mark.end - mark.start
        aside = length <= _MAX_ASIDE and _is_aside(mark, text[mark.start : mark.end])
        if length >= whole or not (aside or _CREDIT_WORDS.search(mark.words)):
            continue
        ranges = found[aside]
        if not ranges or mark.start >= ranges[-1][1]:
            ranges.append((mark.start, mark.end))
    return found


def _is_aside(mark: Mark, text: str) -> bool:
    """Tell what no reader sees, what counts, and a link that sells or enlarges the image."""
    if mark.tag == "a":
        return _ASIDE_LINK.search(text) is not None
    return _ASIDE_WORDS.search(mark.words) is not None


def _shifted(ranges: Iterable[_Range], start: int, end: int) -> list[_Range]:
    return [(a - start, b - start) for a, b in ranges if start <= a and b <= end]


def _without(text: str, ranges: Iterable[_Range]) -> str:
    """Return a text without some of its ranges, which may overlap.

    >>> _without("Noon. Photo: Ines Vall", [(6, 22)])
    'Noon.'
    """
    kept: list[str] = []
    at = 0
    for start, end in sorted(ranges):
        kept.append(text[at : max(start, at)])
        at = max(at, end)
    kept.append(text[at:])
    return " ".join(" ".join(kept).split())
