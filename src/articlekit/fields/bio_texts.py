"""Which blocks of a page are prose about its authors, labelled as bios or not."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from articlekit.fields._bio_words import (
    LONGEST_GREETING,
    LONGEST_HEADING,
    MOST_AUTHORS,
    introduced_name,
    is_first_person,
    is_portrait,
    is_told,
    opening_name,
    words_of,
)
from articlekit.fields._byline_words import OTHER_HANDS
from articlekit.fields._names import is_full_name
from articlekit.fields.links import linked_share
from articlekit.jsonld import squash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from articlekit.article import Author
    from articlekit.fields.evidence import Evidence

_LIKELY: Final = 0.5
"""A label less likely than this needs a second sign; a text with more of it linked is a link."""
_ENDS: Final = '.!?…"”»)'


def labelled_bios(evidence: Evidence, authors: Sequence[Author]) -> Iterator[int]:
    """Yield the blocks that are labelled as bios, without names, roles and links alone.

    A label that is less likely than not has to be borne out: by a name, by the bio before, or by
    an element that is named for bios.
    """
    words = {word for author in authors for word in words_of(author.name)}
    sure = -2  # no block yet
    for index in evidence.indices("bio"):
        text = evidence.block(index).text
        placed = _is_bio_place(evidence, index)
        if not placed and not _is_prose(text):
            continue
        likely = placed or evidence.labels[index].score >= _LIKELY or sure == index - 1
        speaks = is_first_person(text) or opening_name(text)
        if likely or speaks or not words.isdisjoint(words_of(text)):
            sure = index
            yield index


_BIO_PLACE: Final = re.compile(
    r"(?:author|autor|auteur|writer|contributor)\w*[\s_-]{0,2}(?:\w*[_-])?"
    r"(?:bio|desc|about|intro|long|info|text)",
    re.IGNORECASE,
)
"""An element named for what it holds of an author, however short: a role, a former employer."""


def _is_bio_place(evidence: Evidence, index: int) -> bool:
    """Tell whether a text stands in the part of an author's box that is named for the bio."""
    block = evidence.block(index)
    named = any(_BIO_PLACE.search(node.words) for node in evidence.layout.around(index, 2))
    return named and block.text.count(" ") > 1 and linked_share(block) < _LIKELY


_LEAST_SPACES: Final = 4
"""Spaces of a text without a full stop that says something; fewer are a name or a role."""
_INITIAL: Final = re.compile(r"\b\w\.$")
"""A stop that ends no sentence: "Maja L."."""
_LABELLED: Final = re.compile(
    r"(?:author|autor|title|position|role|name|expertise|specialt(?:y|ies)|topics|location)\s?:",
    re.IGNORECASE,
)
"""How a line of an author's box begins that is an entry of a form."""


def _is_prose(text: str) -> bool:
    """Tell whether a text says something, and is not only a name, a role or the label of a link.

    >>> _is_prose("Tests kettles."), _is_prose("Maja Lund"), _is_prose("Title: Head of the desk")
    (True, False, False)
    """
    cased = text.lower() != text.upper()  # Chinese, Japanese and others part no words
    ended = text[-1] in _ENDS and not _INITIAL.search(text)
    short = cased and text.count(" ") < _LEAST_SPACES and not ended
    return not short and not _LABELLED.match(text) and OTHER_HANDS.match(text) is None


_CUT: Final = ".… "
"""What stands where a declared bio was cut short."""


class _People(NamedTuple):
    """What is known of the authors, read once for all blocks."""

    names: tuple[str, ...]
    """Full names only: a first name stands at the start of many texts."""
    words: tuple[frozenset[str], ...]
    """The words of every name."""
    any_word: frozenset[str]
    """Those of all names."""
    declared: tuple[str, ...]
    """The bios that the page declares, without white space."""

    @classmethod
    def of(cls, authors: Iterable[Author]) -> _People:
        """Read the authors; a page has more than a few only by mistake."""
        few = list(islice(authors, MOST_AUTHORS))
        words = tuple(words_of(author.name) for author in few)
        return cls(
            tuple(author.name for author in few if is_full_name(author.name)),
            words,
            frozenset().union(*words),
            tuple(squash(author.bio).rstrip(_CUT) for author in few if author.bio),
        )


_MISTAKEN: Final = frozenset(
    {"body", "quote", "note", "other", "promo", "related", "credit", "byline"}
)
"""What a bio is taken for."""
_FOOT: Final = 3
"""The story's last blocks, among which its author may be described."""
_OPENERS: Final = "([*•–—- "
"""What a newsroom sets before a bio."""


def mislabelled_bios(evidence: Evidence, authors: Sequence[Author]) -> Iterator[int]:
    """Yield the blocks that speak of the author whatever their label, each with what follows it.

    What follows in the same element, behind a line break, belongs to it.
    """
    blocks = evidence.layout.blocks
    people = _People.of(authors)
    story = range(*evidence.body_range())
    found = -2
    for index, label in enumerate(evidence.labels):
        if label.role not in _MISTAKEN:
            continue
        goes_on = found == index - 1 and blocks[index].node == blocks[found].node
        if goes_on or _speaks_of(evidence, index, people, story):
            found = index
            yield index


_TORN: Final = 0.3
"""Likelihood of a second choice that the name of its element bears out."""
_LEAST_SAID: Final = 9
"""Characters of a text that speaks of somebody: "I'm Maja."; most lines of a menu have fewer."""


def _speaks_of(evidence: Evidence, index: int, people: _People, story: range) -> bool:
    """Tell whether a text speaks of an author, by its words and its place.

    It is what the page declares of them; at the foot of the story or beside it, it begins with
    "Maja Lund is …"; beside the story with "I am a …" or "I'm Maja", or it stands in a box under
    the name, or where the labeller half takes it for a bio and its element is named for one.
    """
    text = evidence.block(index).text
    if len(text) < _LEAST_SAID:
        return False
    if people.declared and _is_declared(text, people):
        return True
    if people.names and (index not in story or index >= story.stop - _FOOT):
        bare = text.lstrip(_OPENERS)
        if bare.startswith(people.names) and is_told(bare, people.names):
            return True
    if index in story:
        return False
    if evidence.labels[index].runner_up == "bio" and _is_bio_place(evidence, index):
        return evidence.labels[index].runner_up_score >= _TORN
    ended = text[-1] in _ENDS or text.endswith("]")  # "[Read more]"
    portrait = ended and is_portrait(text)
    return portrait or _introduces(text, people) or _is_under_name(evidence, index, people)


_LEAST_SHOWN: Final = 40
"""Characters of a declared bio by which it is found on the page."""


def _is_declared(text: str, people: _People) -> bool:
    """Tell whether a text is a declared bio, or the start of it, or goes on where it ends."""
    if len(text) < _LEAST_SHOWN:  # as most texts are
        return False
    shown = squash(text).rstrip(_CUT)
    return len(shown) >= _LEAST_SHOWN and any(
        len(bio) >= _LEAST_SHOWN and (bio.startswith(shown) or shown.startswith(bio))
        for bio in people.declared
    )


def _introduces(text: str, people: _People) -> bool:
    """Tell whether the writer of a text gives a name that is an author's."""
    start = text[:LONGEST_GREETING].lower()
    if not any(map(start.__contains__, people.any_word)):  # as in nearly all texts
        return False
    name = words_of(introduced_name(text) or "")
    return bool(name) and any(name <= words or words <= name for words in people.words)


_LEAST_TOLD: Final = 8
"""Spaces of prose below the author's name; a line with fewer is a role or a place."""
_SMALL_BOX: Final = 3
"""Blocks of the box that holds both."""


def _is_under_name(evidence: Evidence, index: int, people: _People) -> bool:
    """Tell whether a text is prose that shares a small box with the name above it."""
    if index == 0 or not people.names:
        return False
    block = evidence.block(index)
    if block.text.count(" ") < _LEAST_TOLD or ". " not in block.text:
        return False
    above = evidence.block(index - 1)
    *_, box = evidence.layout.around(index, 2)
    boxed = box.start <= index - 1 and box.end - box.start <= _SMALL_BOX
    named = len(above.text) <= LONGEST_HEADING and any(name in above.text for name in people.names)
    return boxed and named and linked_share(block) < _LIKELY
