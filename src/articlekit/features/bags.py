"""Bags of hashed words: what a block's class names, its text and the heading above it say."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final, NamedTuple

import numpy as np

from articlekit.features.lexicon import class_facts
from articlekit.features.reading import Reading
from articlekit.features.tables import Ints, NodeTable, integers, numbered
from articlekit.features.vocabulary import (
    MAX_CLASS_WORDS,
    first_word_bucket,
    last_word_bucket,
    word_bucket,
)

CLASS_BAGS: Final = ("own", "parent", "grandparent", "far")
"""Class words of the block's element, of its parent and grandparent, of the nodes further out."""
TEXT_BAGS: Final = ("text", "heading")
"""Words of the block's text; words of the heading above it."""
BAGS: Final = (*CLASS_BAGS, *TEXT_BAGS)

_SHORT_TEXT: Final = 10
_EDGE_WORDS: Final = 3
_MAX_FAR: Final = 16
_MOST: Final = 0.8  # of a block's text: what is in such a mark counts as the block itself

Buckets = tuple[int, ...]


class Bags(NamedTuple):
    """Bags of several kinds, each distinct one laid out once. The first one is empty."""

    buckets: Ints
    """Those of all distinct bags, one bag after the other."""
    sizes: Ints
    """(bags,): how many buckets each has."""
    of: Ints
    """(kinds, blocks): the number of the bag of each kind that each block has."""

    def of_blocks(self, kind: int) -> tuple[Ints, Ints]:
        """Lay the bags of one kind out block by block.

        Returns:
            The buckets of all blocks, and how many of them each block has: (blocks,).

        >>> bags = Bags(np.array([7, 8, 9]), np.array([0, 1, 2]), np.array([[2, 0, 1, 2]]))
        >>> [column.tolist() for column in bags.of_blocks(0)]
        [[8, 9, 7, 8, 9], [2, 0, 1, 2]]
        """
        of = self.of[kind]
        sizes = self.sizes[of]
        first = (self.sizes.cumsum() - self.sizes)[of]
        place = np.arange(sizes.sum()) + np.repeat(first - (sizes.cumsum() - sizes), sizes)
        return self.buckets[place], sizes

    def without(self, kind: int) -> Bags:
        """Return the same with empty bags of one kind."""
        of = self.of.copy()
        of[kind] = 0
        return self._replace(of=of)


def _laid_out(bags: Sequence[Buckets], of: Sequence[Ints]) -> Bags:
    sizes = integers(list(map(len, bags)))
    buckets = np.fromiter(chain.from_iterable(bags), np.int64, int(sizes.sum()))
    return Bags(buckets, sizes, np.stack(of))


def text_bags(page: Reading) -> Bags:
    """Return the bags of `TEXT_BAGS`: all words of a short text, the outer ones of a long one."""
    words = page.words
    size = words.sizes[words.text]
    short = size <= _SHORT_TEXT
    first, last = words.place < _EDGE_WORDS, words.place >= size - _EDGE_WORDS
    buckets = np.zeros(len(words.row), np.int64)
    for chosen, bucket_of in (
        (short, word_bucket),
        (~short & first, first_word_bucket),
        (~short & last, last_word_bucket),
    ):
        places = np.flatnonzero(chosen)
        found = map(bucket_of, map(words.row.__getitem__, places.tolist()))
        buckets[places] = np.fromiter(found, np.int64, len(places))
    sizes = np.where(words.sizes <= _SHORT_TEXT, words.sizes, 2 * _EDGE_WORDS)
    of = np.stack((np.arange(1, len(sizes) + 1), page.headings))
    return Bags(buckets[short | first | last], np.concatenate(([0], sizes)), of)


def class_bags(page: Reading) -> Bags:
    """Return the bags of `CLASS_BAGS`."""
    own, parent, grandparent, outer = page.lineage()
    name = page.nodes.name
    bags = [facts.buckets for facts in page.facts]
    distinct, far = numbered(outer.tolist())
    upto = _outwards(page.nodes, bags)
    far += len(bags)
    bags += [upto[node] for node in distinct]
    wrapped = _with_marks(page, name[own], bags)
    return _laid_out(bags, (wrapped, name[parent], name[grandparent], far))


def _outwards(nodes: NodeTable, bags: Sequence[Buckets]) -> list[Buckets]:
    """Return for each node its class words and those of the nodes around it, the nearest ones.

    One more bag, an empty one, is for what is beyond the root.
    """
    joined: list[Buckets] = []
    for parent, name in zip(nodes.parent.tolist(), nodes.name.tolist(), strict=False):
        around = joined[parent] if parent >= 0 else ()
        own = bags[name]
        joined.append((own + around)[:_MAX_FAR] if own else around)
    return [*joined, ()]


def _with_marks(page: Reading, own: Ints, bags: list[Buckets]) -> Ints:
    """Add to the blocks' own bags the class words of the inline elements that hold most of them.

    Args:
        page: The page.
        own: The number of each block's bag.
        bags: All bags; the new ones are put at the end.

    Returns:
        The new numbers.
    """
    marks = page.marks
    wraps = np.flatnonzero(marks.share >= _MOST)
    inside: dict[int, list[tuple[str, str]]] = {}
    for block, mark in zip(marks.block[wraps].tolist(), wraps.tolist(), strict=True):
        inside.setdefault(block, []).append((marks.names[mark], marks.tags[mark]))
    numbers: dict[tuple[int, tuple[tuple[str, str], ...]], int] = {}
    changed = own.tolist()
    for block, inner in inside.items():
        key = (changed[block], tuple(inner))
        if key not in numbers:
            numbers[key] = len(bags)
            words = [_of_mark(names, tag) for names, tag in inner]
            bags.append((*bags[changed[block]], *chain.from_iterable(words)))
        changed[block] = numbers[key]
    return integers(changed)


def _of_mark(names: str, tag: str) -> Buckets:
    """Return the buckets of an inline element's class names and of its tag.

    >>> _of_mark("by-line", "a") == class_facts("by-line inlinea").buckets
    True
    """
    told, kind = class_facts(names), class_facts(f"inline{tag}")
    if not told.words:
        return kind.buckets
    of_kind = zip(kind.words, kind.buckets, strict=True)
    more = (number for word, number in of_kind if word not in told.words)
    return (*told.buckets, *more)[:MAX_CLASS_WORDS]
