"""The standfirst, where the labeller took it for the first paragraph.

A first paragraph that the page sets apart, by the name or the place of its element, and declares
as its description is the standfirst.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from articlekit.jsonld import squash

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from articlekit.blocks import Layout, Node
    from articlekit.fields.proof import Proof
    from articlekit.roles import Role

_APART: Final = re.compile(
    r"(?<![a-z])(?:leads?(?![a-z]*ing)|summar(?:y|ies)|standfirst|intro|de(?:c)?k(?![a-z])|chap[oô]|"
    r"abstract|teaser|preamble|sub-?(?:title|line|head)|entradilla|vorspann|ingress|sapo|excerpt|"
    r"strapline|bajada|first-paragraph)|lead(?:text|in)(?![a-z])",
    re.IGNORECASE,
)
_MOST_NAMES: Final = 6  # class names of an element; where there are more, they tell of its looks
_MOST_PARTS: Final = 4  # blocks of the standfirst's own element
_SURE: Final = 0.45  # likelihood of a standfirst that needs no other sign
_SETTLED: Final = 0.8  # of one whose label needs no second look
_MISTAKEN: Final = frozenset({"caption", "other", "note", "promo", "subhead", "headline", "quote"})
"""What a standfirst is taken for that is not part of the story."""
_POSSIBLE: Final = 0.05  # of one that has others
_LEAST_WORTH: Final = 40  # characters that a description must have in common


def sort_standfirst(proof: Proof, declared: Container[str]) -> Iterator[tuple[int, Role]]:
    """Yield the blocks that are the standfirst, if no label says so.

    Args:
        proof: The page.
        declared: What it declares as its description, without white space.
    """
    yield from ((index, "dek") for index in _set_apart(proof, declared))


def _set_apart(proof: Proof, declared: Container[str]) -> list[int]:
    """Return the blocks at the start of the story that the page sets apart and declares."""
    layout, labels = proof.layout, proof.labels
    head = next(iter(proof.of_role("headline")), -1)
    story = proof.story[bisect_right(proof.story, head) :]
    if not story or any(
        label.role == "dek" and label.score >= _SETTLED for label in labels[head + 1 : story[0]]
    ):
        return []
    first = story[0]
    for index in range(head + 1, first):
        if labels[index].role in _MISTAKEN and _is_among(declared, layout.blocks[index].text):
            return [index]
    own = _own_element(layout, first)
    parts = [i for i in story if i < own.end] if own is not None else [first]
    texts = [layout.blocks[index].text for index in parts]
    label = labels[first]
    likely = label.runner_up_score if label.runner_up == "dek" else 0.0
    said = _is_among(declared, " ".join(texts)) or _is_among(declared, texts[0])
    apart = own is not None or not _has_siblings(layout, first, story)
    told = apart and (said or own is not None)
    sure = likely >= _SURE or (told and likely >= _POSSIBLE) or (own is not None and said)
    return parts if sure and 3 * len(parts) <= len(story) else []


def _has_siblings(layout: Layout, index: int, story: Iterable[int]) -> bool:
    """Tell whether other blocks of the story stand in the same element."""
    parent = layout.parent(index)
    return any(i != index and layout.parent(i) == parent for i in story)


def _own_element(layout: Layout, index: int) -> Node | None:
    """Return the small element around a block whose name says that it is a standfirst."""
    for node in layout.around(index, 2):
        small = node.end - node.start <= _MOST_PARTS and node.start == index
        if small and node.words.count(" ") < _MOST_NAMES and _APART.search(node.words):
            return node
    return None


def _is_among(declared: Container[str], text: str) -> bool:
    """Tell whether a text is what the page declares as its description."""
    return len(text) >= _LEAST_WORTH and squash(text) in declared
