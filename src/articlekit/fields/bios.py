"""Bios: prose about authors, given to the people it speaks of."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from articlekit.article import Author
from articlekit.fields._names import is_full_name, read_byline
from articlekit.jsonld import squash
from articlekit.roles import BODY_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from articlekit.blocks import Block
    from articlekit.fields.evidence import Evidence

_REACH: Final = 4
"""Blocks before a bio among which the name of its author stands: a role, a link, an address."""
_MAX_HEADING: Final = 100
"""Characters of a line that holds a name; a longer one is prose."""
_LEAST_FIRST_NAME: Final = 3
"""Letters of a name that is told apart from other words by itself."""
_MAX_AUTHORS: Final = 50
_CAPITAL: Final = r"[^\W\d_a-zß-ÿ][\w.'’-]{0,30}"
_NAME: Final = rf"((?-i:{_CAPITAL}(?:\s(?:[a-z]{{1,3}}\s)?{_CAPITAL}){{0,4}}))"
_OPENING: Final = re.compile(
    rf"\W{{0,3}}(?:(?:dr|prof|mr|mrs|ms)\.?\s)?{_NAME}"
    r"(?:\s?\([^()]{1,40}\)|,[^,]{1,40},)?,?\s"
    r"(?:is|was|are|has|covers|writes|reports|lives|works|joined|teaches|leads|ist|war|hat|lehrt|"
    r"schreibt|arbeitet|lebt|studiert|leitet|wurde|est|écrit|travaille|es|fue|escribe|cubre|"
    r"trabaja|è|scrive|é|escreve|schrijft|werkt|är|skriver|er|jest|pisze)\b",
    re.IGNORECASE,
)
"""How prose about somebody begins: "Maja Lund is …"."""
_INTRODUCTION: Final = re.compile(
    r"(?:\bI(?:['’]m|\sam)|\bmy name is|\bwe are|\bich bin|\bmein name ist|\bje suis|"
    r"\bje m['’]appelle|"
    rf"\bsoy|\bme llamo|\bsono|\bsou|\bik ben|\bjag är|\bjeg er)\s{_NAME}",
    re.IGNORECASE,
)
"""How somebody begins who speaks of themselves: "Hi, I'm Maja, …"."""
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
_HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6", "strong"})
_NO_PERSON: Final = re.compile(r"(?:the|der|die|das|our|we|he|she|it|er|sie|i)\b", re.IGNORECASE)
_WORD: Final = re.compile(r"\w+")


def attach_bios(
    evidence: Evidence, authors: Sequence[Author], publisher: str | None = None
) -> tuple[Author, ...]:
    """Give each author the visible bio that speaks of them; it replaces a declared one.

    A bio of somebody who is in no byline makes an author of them, after the others: readers see
    that they had a hand in the story.

    Args:
        evidence: The labelled page.
        authors: Who signs.
        publisher: Who a bio is given to when the page names nobody at all.
    """
    matcher = _Matcher(evidence, authors)
    bios: dict[str, list[str]] = {}
    for index in evidence.indices("bio"):
        name = matcher.owner(index) or publisher
        if name:
            bios.setdefault(name, []).append(evidence.block(index).text)
    known = {author.name for author in authors}
    people = (*authors, *(Author(name) for name in bios if name not in known))
    return tuple(
        replace(author, bio=_joined(bios[author.name])) if author.name in bios else author
        for author in people
    )


def _joined(texts: list[str]) -> str:
    """Join the parts of one bio; what stands in several boxes of the page is taken once."""
    kept: list[str] = []
    seen = ""
    for text in texts:
        key = squash(text)
        if key and key not in seen:
            kept.append(text)
            seen += f" {key}"
    return "\n\n".join(kept)


class _Matcher:
    """Tells whose bio a block is; remembers the bios it has seen, for those that follow."""

    def __init__(self, evidence: Evidence, authors: Sequence[Author]) -> None:
        self._evidence = evidence
        self._names = [author.name for author in authors[:_MAX_AUTHORS]]
        self._signed = bool(authors)
        self._served: set[str] = set()
        self._last: tuple[int, str | None] = (-1, None)

    def owner(self, index: int) -> str | None:
        """Return the name of whom a bio speaks of; None where nothing on the page says it."""
        name = next(filter(None, self._candidates(index)), None)
        self._last = (index, name)
        if name and name not in self._names:
            self._names.append(name)
        self._served.add(name or "")
        return name

    def _candidates(self, index: int) -> Iterator[str | None]:
        text = self._evidence.block(index).text
        introduced = _introduced_name(text)
        opening = introduced or _opening_name(text)
        # A bio begins with the name of its subject.
        yield self._known(opening) if opening else None
        # A box is headed by the name, and the prose goes on with "She" or a nickname.
        yield self._heading_name(index)
        # Somebody who signs nowhere: a tester, an editor; the owner of a blog that nobody signs.
        yield opening if opening and is_full_name(opening) else None
        yield None if self._signed else introduced
        # The next paragraph of the same bio.
        yield self._last[1] if self._last[0] == index - 1 else None
        # Named somewhere within, or by the line below the box: "More by Maja Lund".
        yield self._mentioned(text)
        yield self._known_in(index + 1)
        # By order: the first who has no bio yet, else the first of all.
        unserved = (name for name in self._names if name not in self._served)
        yield next(unserved, self._names[0] if self._names else None)
        # Nobody signs, and a first name is all there is.
        yield opening

    def _known(self, name: str) -> str | None:
        """Return the author whom a name means: "Maja", or "Maja Kirstine Lund", for "Maja Lund"."""
        words = _words(name)
        matches = [known for known in self._names if words >= _words(known)]
        matches += [known for known in self._names if words and words <= _words(known)]
        return matches[0] if matches else None

    def _mentioned(self, text: str) -> str | None:
        """Return the first author named in a prose: in full, by surname, by first name."""
        said = _words(text)
        split = [(name, _WORD.findall(name.lower())) for name in self._names]
        whole = (name for name, words in split if words and said.issuperset(words))
        last = (name for name, words in split if words and words[-1] in said)
        first = (
            name for name, words in split
            if words and len(words[0]) >= _LEAST_FIRST_NAME and words[0] in said
        )  # fmt: skip
        return next(whole, None) or next(last, None) or next(first, None)

    def _known_in(self, index: int) -> str | None:
        if index >= len(self._evidence.labels):
            return None
        text = self._evidence.block(index).text
        if len(text) > _MAX_HEADING:
            return None
        said = _words(text)
        return next((name for name in self._names if said >= _words(name)), None)

    def _heading_name(self, index: int) -> str | None:
        """Return the name that stands over a bio."""
        for at in range(index - 1, max(index - 1 - _REACH, -1), -1):
            role = self._evidence.labels[at].role
            if role in BODY_ROLES or role in {"bio", "headline"}:
                return None
            if known := self._known_in(at):
                return known
            if role in {"byline", "other"} and (name := self._new_name(at)):
                return self._known(name) or name
        return None

    def _new_name(self, index: int) -> str | None:
        """Return the name that a line of an author's box states."""
        block = self._evidence.block(index)
        if len(block.text) > _MAX_HEADING or not self._is_name_place(block):
            return None
        text = _ABOUT.sub("", block.text, count=1)
        if introduced := _INTRODUCTION.search(text):
            return introduced[1]
        signers = read_byline(text) if text else ()
        return signers[0].name if signers and is_full_name(signers[0].name) else None

    def _is_name_place(self, block: Block) -> bool:
        words = self._evidence.layout.nodes[block.node].words
        return block.tag in _HEADINGS or _NAME_PLACE.search(words) is not None


def _opening_name(text: str) -> str | None:
    """Return the name that a bio begins with.

    >>> _opening_name("Maja Lund (she/her) is a reporter.")
    'Maja Lund'
    >>> _opening_name("She has been on the coast for years.") is None
    True
    """
    match = _OPENING.match(text[:200])
    name = match[1].rstrip(".") if match else ""
    return name if name and not _NO_PERSON.match(name) else None


def _introduced_name(text: str) -> str | None:
    """Return the name by which the writer of a text introduces themselves.

    >>> _introduced_name("Hi, I'm Tom Okafor!"), _introduced_name("I am a reporter.")
    ('Tom Okafor', None)
    """
    match = _INTRODUCTION.search(text[:120])
    return match[1].rstrip(".") if match else None


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))
