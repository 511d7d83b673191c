"""A list is of one kind: its items are all part of the story, or all links to other stories.

A list of places or works whose names are links looks now like the one, now like the other, item by
item. What the items say together is worth more than what each says.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Final

from articlekit.roles import STORY_ROLES

if TYPE_CHECKING:
    from collections.abc import Collection

    from articlekit.fields.proof import Proof
    from articlekit.label import Label
    from articlekit.roles import Role

_LISTS: Final = frozenset({"ul", "ol"})
_LINKS: Final[frozenset[Role]] = frozenset({"related", "recirc"})
_LEAST: Final = 3  # blocks of a list
_MOST: Final = 60
_DOUBTED: Final = 0.8  # likelihood of an item that may be told by the others


def sort_lists(proof: Proof) -> Iterator[tuple[int, Role]]:
    """Yield the doubted items that are labelled otherwise than their list, with its role."""
    labels = proof.labels
    for node in proof.mixed(_LINKS, _LISTS, _MOST):
        inside = range(node.start, node.end)
        ours = [index for index in inside if labels[index].role in STORY_ROLES]
        links = [index for index in inside if labels[index].role in _LINKS]
        if ours and links and len(ours) + len(links) == len(inside) >= _LEAST:
            yield from _outvoted(labels, ours, links)


def _outvoted(
    labels: tuple[Label, ...], ours: list[int], links: list[int]
) -> Iterator[tuple[int, Role]]:
    """Yield the doubted items of the less likely kind."""
    items = [labels[index] for index in chain(ours, links)]
    if _likelihood(items, STORY_ROLES) > _likelihood(items, _LINKS):
        yield from ((i, "list") for i in links if labels[i].score < _DOUBTED)
    else:
        role = labels[links[0]].role
        yield from ((i, role) for i in ours if labels[i].score < _DOUBTED)


def _likelihood(items: Collection[Label], roles: Collection[Role]) -> float:
    """Sum up how likely items have one of some roles."""
    first = sum(label.score for label in items if label.role in roles)
    return first + sum(label.runner_up_score for label in items if label.runner_up in roles)
