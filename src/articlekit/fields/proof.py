"""A page with the roles that its blocks have so far, which is read for mistakes.

Each step of `restore` reads such a proof and says which roles it would correct. What several steps
ask for is found once: the blocks of each role, the story, the lines that may head a part of the
page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final

from articlekit.fields.links import leads_on
from articlekit.label import Label, places_of
from articlekit.roles import BODY_ROLES, Role

if TYPE_CHECKING:
    from articlekit.blocks import Layout, Node

LONGEST_LINE: Final = 60
"""Characters of what heads a list, a box or a section."""
_RIGHT: Final = 0.7
"""How often what the structure of a page tells is right, at the least."""


@dataclass(frozen=True)
class Proof:
    """A page's blocks, and the labels that they have so far."""

    layout: Layout
    labels: tuple[Label, ...]
    lines: Sequence[int]
    """The short texts that are no links to other pages, whatever their labels."""

    @classmethod
    def of(cls, layout: Layout, labels: tuple[Label, ...]) -> Proof:
        """Make the proof of a page."""
        lines = [
            index
            for index, block in enumerate(layout.blocks)
            if len(block.text) <= LONGEST_LINE and not (block.marks and leads_on(block))
        ]
        return cls(layout, labels, lines)

    def corrected(self, roles: Iterable[tuple[int, Role]]) -> Proof:
        """Return the proof with some blocks given other roles; of several, the last counts."""
        changes = dict(roles)
        if not changes:
            return self
        labels = list(self.labels)
        for index, role in changes.items():
            labels[index] = labels[index].corrected(role, least=_RIGHT)
        return Proof(self.layout, tuple(labels), self.lines)

    @cached_property
    def _places(self) -> dict[Role, list[int]]:
        return places_of(self.labels)

    def of_role(self, role: Role) -> Sequence[int]:
        """Return the blocks of a role, in page order."""
        return self._places.get(role, ())

    @cached_property
    def story(self) -> Sequence[int]:
        """The blocks of the story, in page order."""
        return sorted(chain.from_iterable(map(self.of_role, BODY_ROLES)))

    def mixed(self, roles: Iterable[Role], tags: Collection[str], most: int) -> list[Node]:
        """Return the elements in which a block of the story stands next to one of other roles.

        Args:
            roles: The other roles.
            tags: What elements are asked for.
            most: How many blocks they hold, at the most.
        """
        nodes, blocks = self.layout.nodes, self.layout.blocks
        found = {
            number
            for index in self._beside_story(roles)
            for number in self._small_around(blocks[index].node, most)
            if nodes[number].tag in tags
        }
        return [nodes[number] for number in sorted(found)]

    def _beside_story(self, roles: Iterable[Role]) -> Iterator[int]:
        story = frozenset(self.story)
        for index in chain.from_iterable(map(self.of_role, roles)):
            if index - 1 in story or index + 1 in story:
                yield index

    def _small_around(self, node: int, most: int) -> Iterator[int]:
        """Yield a node and those around it, as long as they hold few blocks."""
        for number in self.layout.ancestors(node):
            if self.layout.nodes[number].end - self.layout.nodes[number].start > most:
                return
            yield number
