"""Prose that outweighs all that the labeller takes for story, and of which it is not sure.

A text served as a slide show, one paragraph between every two adverts, looks like a column of
pushes. Nothing but a story is that long: where the doubted paragraphs of one kind hold several
times the text of the story that was found, they are the story.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from articlekit.fields.links import linked_share
from articlekit.roles import STORY_ROLES

if TYPE_CHECKING:
    from articlekit.fields.proof import Proof
    from articlekit.roles import Role

_DOUBTED: Final = 0.7  # likelihood of a label below which it may be wrong
_LEAST_PROSE: Final = 100  # characters of a paragraph
_LINKED: Final = 0.3  # of a paragraph's text, at the most
_LEAST: Final = 5  # paragraphs of one kind
_TIMES: Final = 3  # the text of the story that was found
_OWN: Final = STORY_ROLES | {"headline", "comment"}
"""Story already, or long in its own right."""


def sort_overlooked(proof: Proof) -> Iterator[tuple[int, Role]]:
    """Yield the paragraphs of every kind that must be the story, as there is so much of them."""
    doubted = [
        index
        for index, label in enumerate(proof.labels)
        if label.score < _DOUBTED and label.role not in _OWN
    ]
    if len(doubted) < _LEAST:
        return
    found = proof.layout.size(proof.story)
    for paragraphs in _kinds(proof, doubted):
        if len(paragraphs) >= _LEAST and proof.layout.size(paragraphs) > _TIMES * found > 0:
            yield from ((index, "body") for index in paragraphs)


def _kinds(proof: Proof, indices: Sequence[int]) -> Iterator[list[int]]:
    """Yield the paragraphs among some blocks, those in elements of the same names together."""
    layout = proof.layout
    kinds: dict[tuple[tuple[str, str], ...], list[int]] = defaultdict(list)
    for index in indices:
        block = layout.blocks[index]
        if len(block.text) >= _LEAST_PROSE and linked_share(block) < _LINKED:
            names = tuple((node.tag, node.words) for node in layout.around(index, 2))
            kinds[names].append(index)
    yield from kinds.values()
