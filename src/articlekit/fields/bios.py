"""Bios: prose about authors, given to the people it speaks of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from articlekit.article import Author
from articlekit.fields._bio_words import introduced_name, opening_name, words_of
from articlekit.fields._names import is_full_name
from articlekit.fields.bio_owners import Matcher
from articlekit.fields.bio_texts import labelled_bios, mislabelled_bios
from articlekit.jsonld import squash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from articlekit.fields.evidence import Evidence


def attach_bios(
    evidence: Evidence, authors: Sequence[Author], house: Sequence[Author] = ()
) -> tuple[Author, ...]:
    """Give each author the bio that the page shows of them; it replaces a declared one.

    Where nobody signs, the one whom a bio names is the author: the owner of a blog, a columnist.
    Where somebody does, a bio of another person (a reviewer, a colleague in a teaser) is left out.

    Args:
        evidence: The labelled page.
        authors: The people who sign.
        house: The publisher or its desk, where it signs instead of people.
    """
    if not authors and house:
        people = attach_bios(evidence, ())
        if _is_one_writer(people):
            return people
        # Who says "I am a …" on a page that only its house signs is the house: a blog.
        return _attached(evidence, house, mislabelled_bios(evidence, ()))
    return _attached(evidence, authors, mislabelled_bios(evidence, authors))


def _attached(
    evidence: Evidence, authors: Sequence[Author], more: Iterable[int] = ()
) -> tuple[Author, ...]:
    """Give the labelled bios, and some more blocks, to the people they speak of."""
    matcher = Matcher(evidence, authors)
    bios: dict[str, list[str]] = {}
    named: set[str] = set()
    for index in sorted({*labelled_bios(evidence, authors), *more}):
        owner = matcher.owner(index)
        if owner is None or (owner.name in named and not owner.is_named):
            continue
        if owner.is_named and owner.name not in named:
            named.add(owner.name)
            bios[owner.name] = []  # what was given to them by their turn is of somebody else
        bios.setdefault(owner.name, []).append(evidence.block(index).text)
    known = {author.name for author in authors}
    people = (*authors, *(Author(name) for name in bios if name not in known))
    return tuple(
        replace(author, bio=_joined(bios[author.name])) if author.name in bios else author
        for author in people
    )


def _is_one_writer(people: Sequence[Author]) -> bool:
    """Tell whether the bios of a page that only its publisher signs are those of one person."""
    if len(people) != 1 or not is_full_name(people[0].name):
        return False
    name = opening_name(people[0].bio or "") or introduced_name(people[0].bio or "")
    return name is not None and words_of(name) <= words_of(people[0].name)


def bio_source(evidence: Evidence, author: Author) -> str:
    """Name the block that holds the start of an author's visible bio."""
    bio = author.bio or ""
    blocks = evidence.layout.blocks
    return evidence.source(next(i for i, block in enumerate(blocks) if bio.startswith(block.text)))


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
