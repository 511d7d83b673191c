"""Whose bio a block is: told by the names in it, over it and below it, else by its turn."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from articlekit.blocks import HEADINGS
from articlekit.fields._bio_words import (
    LONGEST_HEADING,
    MOST_AUTHORS,
    introduced_name,
    opening_name,
    words_in_order,
    words_of,
)
from articlekit.fields._names import is_full_name, read_byline
from articlekit.roles import BODY_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from articlekit.article import Author
    from articlekit.blocks import Block
    from articlekit.fields.evidence import Evidence

_REACH: Final = 4
"""Blocks before a bio among which the name of its author stands: a role, a link, an address."""
_LEAST_FIRST_NAME: Final = 3
"""Letters of a name that is told apart from other words by itself."""
_LEVELS: Final = 3
"""Elements around two paragraphs of one bio, of which they share one."""
_ABOUT: Final = re.compile(
    r"^\W{0,4}(?:(?:about|meet|über|zur|sobre|à propos d[eu]|om|over|o)\b\s?)?"
    r"(?:(?:the|den|die|der|our|el|la|l['’]|o)\s?)?"
    r"(?:(?:authors?|autor(?:en|in|a|e)?|auteure?|writer|contributor|person|verfasser(?:in)?)\b)?"
    r"\s?:?\s?",
    re.IGNORECASE,
)
"""What heads an author's box: "About the author:", "Über"."""
_NAME_PLACE: Final = re.compile(
    r"author|autor|auteur|\bname|[-_]name|byline|bio\b|profile|contribut|vcard", re.IGNORECASE
)
"""An element named for a person; a button or a section in the same box may look like a name."""
_HEADINGS: Final = HEADINGS - {"h1"}  # which is the headline


class Owner(NamedTuple):
    """The person of whom a bio speaks."""

    name: str
    is_named: bool
    """The name stands in the bio, over it or below it; else the bio is theirs by turn."""


class Matcher:
    """Tells whose bio a block is; remembers the bios it has seen, for those that follow."""

    def __init__(self, evidence: Evidence, authors: Sequence[Author]) -> None:
        self._evidence = evidence
        self._names = [author.name for author in authors[:MOST_AUTHORS]]
        self._signed = bool(authors)
        self._served: set[str] = set()
        self._last: tuple[int, Owner | None] = (-1, None)

    def owner(self, index: int) -> Owner | None:
        """Return of whom a bio speaks; None where nothing on the page says it."""
        candidates = self._candidates(index)
        owner = next((Owner(name, named) for name, named in candidates if name), None)
        self._last = (index, owner)
        if owner is not None:
            self._served.add(owner.name)
            if len(self._names) < MOST_AUTHORS and owner.name not in self._names:
                self._names.append(owner.name)
        return owner

    def _candidates(self, index: int) -> Iterator[tuple[str | None, bool]]:
        """Yield who may be meant, the likeliest first, and whether a name says so."""
        text = self._evidence.block(index).text
        introduced = introduced_name(text)
        opening = introduced or opening_name(text)
        # A bio begins with the name of its subject.
        yield self._known(opening) if opening else None, True
        # A box is headed by the name, and the prose goes on with "She" or a nickname.
        heading = self._heading_name(index)
        yield self._known(heading) if heading else None, True
        strangers = [name for name in (opening, heading) if name and is_full_name(name)]
        if self._signed and strangers:
            return  # a reviewer, a colleague in a teaser
        # The owner of a blog that nobody signs.
        yield from ((name, True) for name in strangers)
        yield None if self._signed else heading or introduced, True
        # The next paragraph of the same bio.
        yield self._goes_on(index) or (None, False)
        # Named somewhere within, or by the line below the box: "More by Maja Lund".
        yield self._mentioned(text), True
        yield self._known_in(index + 1), True
        # By order: the first who has no bio yet.
        yield next((name for name in self._names if name not in self._served), None), False
        # Nobody signs, and a first name is all there is.
        yield None if self._signed else opening, False

    def _goes_on(self, index: int) -> Owner | None:
        """Return whose bio a block goes on with: it follows in the same small surroundings."""
        last, owner = self._last
        goes_on = last == index - 1 and self._share_element(last, index)
        return owner if goes_on else None

    def _share_element(self, one: int, other: int) -> bool:
        """Tell whether one of the nearest elements holds two blocks."""
        layout = self._evidence.layout
        around = islice(layout.ancestors(layout.blocks[one].node), _LEVELS)
        others = islice(layout.ancestors(layout.blocks[other].node), _LEVELS)
        return not set(around).isdisjoint(others)

    def _known(self, name: str) -> str | None:
        """Return the author whom a name means: "Maja", or "Maja Kirstine Lund", for "Maja Lund"."""
        words = words_of(name)
        matches = [known for known in self._names if words >= words_of(known)]
        matches += [known for known in self._names if words and words <= words_of(known)]
        return matches[0] if matches else None

    def _mentioned(self, text: str) -> str | None:
        """Return the first author named in a prose: in full, by surname, by first name."""
        said = words_of(text)
        split = [(name, words_in_order(name)) for name in self._names]
        whole = (name for name, words in split if words and said.issuperset(words))
        last = (name for name, words in split if words and words[-1] in said)
        first = (
            name for name, words in split
            if words and len(words[0]) >= _LEAST_FIRST_NAME and words[0] in said
        )  # fmt: skip
        return next(whole, None) or next(last, None) or next(first, None)

    def _known_in(self, index: int) -> str | None:
        """Return the author whose whole name a short line holds."""
        if index >= len(self._evidence.labels):
            return None
        text = self._evidence.block(index).text
        if len(text) > LONGEST_HEADING:
            return None
        said = words_of(text)
        return next((name for name in self._names if said >= words_of(name)), None)

    def _heading_name(self, index: int) -> str | None:
        """Return the name that stands over a bio."""
        for at in range(index - 1, max(index - 1 - _REACH, -1), -1):
            role = self._evidence.labels[at].role
            if role in BODY_ROLES or role in {"bio", "headline"}:
                return None
            if known := self._known_in(at):
                return known
            if role in {"byline", "other"} and (name := self._new_name(at)):
                return name
        return None

    def _new_name(self, index: int) -> str | None:
        """Return the name that a line of an author's box states."""
        block = self._evidence.block(index)
        if len(block.text) > LONGEST_HEADING or not self._is_name_place(block):
            return None
        text = _ABOUT.sub("", block.text, count=1)
        if introduced := introduced_name(text):
            return introduced
        signers = read_byline(text) if text else ()
        return signers[0].name if signers and is_full_name(signers[0].name) else None

    def _is_name_place(self, block: Block) -> bool:
        """Tell whether a line is a heading, or its element named for a person."""
        words = self._evidence.layout.nodes[block.node].words
        return block.tag in _HEADINGS or _NAME_PLACE.search(words) is not None
