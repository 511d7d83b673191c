"""Where selected elements stand in a page's blocks.

Blocks hold no elements. The walk that cuts a page into blocks is repeated, and notes where it
enters and leaves the elements that are asked for. Only pages with rules pay for that.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from articlekit.blocks import Layout, Walk

if TYPE_CHECKING:
    from lxml.etree import _Element

_Opener: TypeAlias = "Callable[[_Element, str], bool]"
_Closer: TypeAlias = Callable[[str], None]
_MOST: Final = 0.5  # of a block's text


class Place(NamedTuple):
    """The stretch of a page that an element covers."""

    first: int
    """Index of the block in which it begins."""
    offset: int
    """The character of that block at which it begins."""
    last: int
    """Index of the block in which it ends."""
    end_offset: int
    """The character of that block before which it ends."""
    media: range
    """Indices of the media inside."""
    depth: int
    """How many elements stand around it."""

    def blocks(self, layout: Layout) -> range:
        """Return the blocks inside, and those at the edges of which most of the text is inside."""
        start = self.first if self._has_most_of(self.first, layout) else self.first + 1
        end = self.last + 1 if self._has_most_of(self.last, layout) else self.last
        return range(start, end)

    def _has_most_of(self, index: int, layout: Layout) -> bool:
        if index >= len(layout.blocks):
            return False
        length = len(layout.blocks[index].text)
        start = self.offset if index == self.first else 0
        end = min(self.end_offset, length) if index == self.last else length
        return end - start > _MOST * length


def find_places(root: _Element, elements: Collection[_Element]) -> dict[_Element, Place]:
    """Return where each element stands; those that are not read as text are left out.

    Args:
        root: The page's tree, which is read only.
        elements: Some of its elements.
    """
    tracing = _Tracing(elements)
    tracing.over(root)
    return tracing.places


class _Tracing(Walk):
    """A walk that notes where it enters and leaves elements."""

    __slots__ = ("_entered", "_wanted", "places")

    def __init__(self, elements: Collection[_Element]) -> None:
        super().__init__()
        self._wanted = frozenset(elements)
        self._entered: list[tuple[_Element, int, int, int] | None] = []
        self.places: dict[_Element, Place] = {}

    @property
    def openers(self) -> tuple[_Opener, ...]:
        return tuple(map(self._noting_start, super().openers))

    @property
    def closers(self) -> tuple[_Closer, ...]:
        return tuple(map(self._noting_end, super().closers))

    def _noting_start(self, opener: _Opener) -> _Opener:
        def opened(element: _Element, tag: str) -> bool:
            if element not in self._wanted:
                self._entered.append(None)
                return opener(element, tag)
            media, inline = len(self._media), len(self._inline_starts)
            goes_on = opener(element, tag)
            # Opening a block-level element has ended the run before; an inline one stands in it.
            offset = self._inline_starts[-1] if len(self._inline_starts) > inline else 0
            self._entered.append((element, len(self._blocks), offset, media))
            return goes_on

        return opened

    def _noting_end(self, closer: _Closer) -> _Closer:
        def closed(tag: str) -> None:
            closer(tag)
            entered = self._entered.pop()
            if entered is not None:
                element, first, offset, media = entered
                self.places[element] = Place(
                    first, offset, len(self._blocks), self._length,
                    range(media, len(self._media)), len(self._entered),
                )  # fmt: skip

        return closed
