"""A layout as columns: what is said of each node, and of each inline mark, in one array a fact."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from articlekit.blocks import Block, Node

Ints = NDArray[np.int64]
Numbers = NDArray[Any]
"""Of any numeric type."""
Value = TypeVar("Value", bound=Hashable)

NOWHERE: Final = -1
"""The index of what stands beyond the root; `NodeTable.outwards` leads there."""


class NodeTable(NamedTuple):
    """The nodes of a layout, each column of shape (nodes,)."""

    parent: Ints
    start: Ints
    end: Ints
    depth: Ints
    hidden: NDArray[np.bool_]
    tags: tuple[str, ...]
    names: tuple[str, ...]
    """The distinct class names of nodes that hold blocks, the empty one first."""
    name: Ints
    """Which of `names` each node has; one more entry, of no name, for what is beyond the root."""
    outwards: Ints
    """`parent` with one more entry: from beyond the root one gets nowhere else."""


class MarkTable(NamedTuple):
    """The inline marks of all blocks, each column of shape (marks,)."""

    block: Ints
    start: Ints
    end: Ints
    tags: tuple[str, ...]
    names: tuple[str, ...]
    """Class names, as written."""
    urls: tuple[str, ...]
    """The distinct addresses of links, as written; the empty one first, for what leads nowhere."""
    url: Ints
    """Which of `urls` each mark leads to."""
    share: NDArray[np.float64]
    """How much of its block's text it covers, 0 to 1."""


def node_table(nodes: Sequence[Node]) -> NodeTable:
    """Turn nodes into columns."""
    parents, tags, words, hidden, starts, ends = zip(*nodes, strict=True)
    depths: list[int] = []
    for parent in parents:
        depths.append(depths[parent] + 1 if parent >= 0 else 0)
    start, end = integers(starts), integers(ends)
    empty = (start == end).tolist()  # no block will ask for their class names
    names, name = numbered(
        ["", *["" if void else name for void, name in zip(empty, words, strict=True)]]
    )
    outwards = integers((*parents, NOWHERE))
    return NodeTable(
        parent=outwards[:-1],
        start=start,
        end=end,
        depth=integers(depths),
        hidden=np.array(hidden, bool),
        tags=tags,
        names=names,
        name=np.concatenate((name[1:], name[:1])),
        outwards=outwards,
    )


def mark_table(blocks: Sequence[Block], lengths: Ints) -> MarkTable:
    """Turn the marks of blocks with texts of these lengths into columns."""
    of_blocks = [block.marks for block in blocks]
    marks = tuple(chain.from_iterable(of_blocks))
    if not marks:
        nothing = integers(())
        return MarkTable(nothing, nothing, nothing, (), (), ("",), nothing, np.zeros(0))
    starts, ends, tags, names, targets, _ = zip(*marks, strict=True)
    start, end = integers(starts), integers(ends)
    block = np.repeat(np.arange(len(blocks)), integers(list(map(len, of_blocks))))
    urls, url = numbered(["", *[target or "" for target in targets]])
    share = (end - start) / lengths[block]
    return MarkTable(block, start, end, tags, names, urls, url[1:], share)


def integers(values: Sequence[int]) -> Ints:
    """Return numbers as an array."""
    return np.fromiter(values, np.int64, len(values))


def numbered(values: Sequence[Value]) -> tuple[tuple[Value, ...], Ints]:
    """Return the distinct values, in order of appearance, and the number of each value.

    >>> distinct, number = numbered("abba")
    >>> distinct, number.tolist()
    (('a', 'b'), [0, 1, 1, 0])
    """
    distinct = tuple(dict.fromkeys(values))
    numbers = dict(zip(distinct, range(len(distinct)), strict=True))
    return distinct, np.fromiter(map(numbers.__getitem__, values), np.int64, len(values))


def joined_outwards(bits: Ints, parents: Ints) -> Ints:
    """Join each node's bits with those of all nodes around it; none beyond the root.

    >>> joined_outwards(np.array([1, 4, 2]), np.array([-1, 0, 0])).tolist()
    [1, 5, 3, 0]
    """
    joined: list[int] = []
    for own, parent in zip(bits.tolist(), parents.tolist(), strict=True):
        joined.append(own | joined[parent] if parent >= 0 else own)
    return integers([*joined, 0])
