"""Which element holds the story, and where each block stands to it.

Blocks of a node form a contiguous range, so that any sum over a node is a difference of two
running totals.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from articlekit.features.tables import Ints, NodeTable
from articlekit.features.text import COMMA, STOP, Floats, TextCounts

LEVELS: Final = 4
"""How many growing surroundings of a block a model pools over."""

_FULL_PARAGRAPH_WORDS: Final = 50.0
_LEAST_PARAGRAPH_WORDS: Final = 8.0
_COVERAGES: Final = (0.5, 0.8)


class Container(NamedTuple):
    """An element that may hold the story, as a range of blocks."""

    start: int
    end: int
    depth: int


def range_sums(values: Floats, table: NodeTable) -> Floats:
    """Sum block values over the range of every node: (blocks, …) → (nodes, …)."""
    return between(values, table.start, table.end)


def between(values: Floats, start: Ints, end: Ints) -> Floats:
    """Sum block values over ranges of blocks: (blocks, …) → (ranges, …).

    >>> between(np.float32([1, 2, 4]), np.array([0, 1]), np.array([3, 2])).tolist()
    [7.0, 2.0]
    """
    totals = np.zeros((len(values) + 1, *values.shape[1:]))
    values.cumsum(0, np.float64, out=totals[1:])
    sums: Floats = (totals[end] - totals[start]).astype(np.float32)
    return sums


def paragraph_scores(counts: TextCounts, link_share: Floats) -> Floats:
    """Score each block as story text: long, punctuated and not made of links.

    The idea is Readability's (text length and commas, scaled by link density), per block.
    """
    words = np.clip(counts.words - _LEAST_PARAGRAPH_WORDS, 0, _FULL_PARAGRAPH_WORDS)
    marks = np.minimum(counts.counts[:, COMMA] + counts.counts[:, STOP], 10)
    scores: Floats = words / _FULL_PARAGRAPH_WORDS * (1 + marks / 5) * (1 - link_share)
    return scores.astype(np.float32)


def story_containers(scores: Floats, own: Ints, table: NodeTable) -> tuple[Container, ...]:
    """Return three guesses at the container of the story.

    Two are the smallest nodes that hold half and four fifths of all paragraph scores; the third
    is the node whose own paragraphs score most, their score given to their parent and half of it
    to the grandparent, as Readability does.
    """
    sums = range_sums(scores, table)
    total = max(float(scores.sum()), 1e-6)
    sizes = table.end - table.start
    guesses = []
    for coverage in _COVERAGES:
        holds = sums >= coverage * total
        cost = np.where(holds, sizes * 1000 - table.depth, np.iinfo(np.int64).max)
        guesses.append(int(cost.argmin()))
    parents = np.maximum(table.parent[own], 0)
    grandparents = np.maximum(table.parent[parents], 0)
    points = np.bincount(parents, scores, len(sizes))
    points += np.bincount(grandparents, scores / 2, len(sizes))
    guesses.append(int(points.argmax()))
    return tuple(
        Container(int(table.start[g]), int(table.end[g]), int(table.depth[g])) for g in guesses
    )


def growing_ranges(own: Ints, table: NodeTable) -> Ints:
    """Return for each block the ranges of its ever larger surroundings.

    Shape (blocks, LEVELS, 2): the first is the smallest enclosing node with more than one block,
    each next one an ancestor that holds at least half as many blocks again. Wrappers that add
    nothing are passed over, so that the depth of nesting does not matter.
    """
    sizes = table.end - table.start
    wider = _next_wider(sizes, table)
    first = np.where(sizes > 1, np.arange(len(sizes)), wider)
    ranges = np.empty((len(own), LEVELS, 2), np.int64)
    node = first[own]
    for level in range(LEVELS):
        ranges[:, level, 0] = table.start[node]
        ranges[:, level, 1] = table.end[node]
        node = wider[node]
    return ranges


def _next_wider(sizes: Ints, table: NodeTable) -> Ints:
    """Return for each node an ancestor that holds half as many blocks again, the root if none.

    It is the parent where that is wide enough, else what is wider than the parent: one step a
    node, however deep the page.
    """
    size = sizes.tolist()
    wider: list[int] = []
    for index, parent in enumerate(table.parent.tolist()):
        if parent < 0:
            wider.append(index)
        elif 2 * size[parent] >= 3 * size[index]:
            wider.append(parent)
        else:
            wider.append(wider[parent])
    return np.asarray(wider, np.int64)
