"""Columns that compare a block with others of its page: its kin and the paragraphs near it.

What a site calls its elements says nothing here, only whether two are called the same.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from articlekit.features.reading import FAR, Reading
from articlekit.features.tables import Ints, Numbers


def kin_share(page: Reading) -> Numbers:
    """Story-like text in blocks of the same name, kind, parent and grandparent.

    Shares of the page's for each, and per block, against the page's mean, for name and kind.
    """
    _, parent, grandparent, _ = page.lineage()
    total = max(float(page.scores.sum()), 1e-6)
    sums = [_sum_of_group(page.scores, g) for g in (page.names, page.kinds, parent, grandparent)]
    mean = total / max(int((page.scores > 0).sum()), 1)
    ones = np.ones(len(page.own))
    rates = [
        total_of_kin / _sum_of_group(ones, group) / mean / 2
        for total_of_kin, group in zip(sums[:2], (page.names, page.kinds), strict=True)
    ]
    return np.stack((*(s / total for s in sums), *rates), 1)


def _sum_of_group(values: Numbers, group: Ints) -> Numbers:
    """Return for each block the sum of the values in its group.

    >>> _sum_of_group(np.array([1.0, 2.0, 4.0]), np.array([0, 1, 0])).tolist()
    [5.0, 2.0, 5.0]
    """
    sums: Numbers = np.bincount(group + 1, values)[group + 1]
    return sums


def nearest_kin(page: Reading) -> Numbers:
    """Whether the blocks before and after, and the nearest paragraphs, are kin.

    For each of the four: same parent, same name, none there; then both distances to a paragraph
    (log).
    """
    count = len(page.own)
    index = np.arange(count)
    paragraph = _paragraphs(page)
    upto = np.maximum.accumulate(np.where(paragraph, index, -1))
    coming = np.minimum.accumulate(np.where(paragraph, index, count)[::-1])[::-1]
    before = np.concatenate(([-1], upto[:-1]))
    after = np.concatenate((coming[1:], [count]))
    others = np.stack((index - 1, index + 1, before, after), 1)
    there = (others >= 0) & (others < count)
    others = np.clip(others, 0, count - 1)
    parent = page.nodes.parent[page.own]
    facts = (
        there & (parent[others] == parent[:, None]),
        there & (page.names[others] == page.names[:, None]),
        ~there,
    )
    gaps = np.abs(np.stack((before, after), 1) - index[:, None])
    distances = np.log1p(np.where(there[:, 2:], gaps, FAR)) / 6
    return np.concatenate((np.stack(facts, 2).reshape(count, -1), distances), 1)


def _paragraphs(page: Reading) -> NDArray[np.bool_]:
    """Tell which blocks are long enough for a paragraph and not made of links."""
    chosen: NDArray[np.bool_] = page.counts.words >= _PARAGRAPH_WORDS
    return chosen & (page.link_share < _LINKS)


_PARAGRAPH_WORDS: Final = 12
_LINKS: Final = 0.5  # of a text; more of it is a list of links or a button


def place_among_siblings(page: Reading) -> Numbers:
    """How many paragraphs stand before and after the block under the same parent (log)."""
    parent = page.nodes.parent[page.own] + 1
    paragraph = _paragraphs(page)
    order = np.argsort(parent, kind="stable")
    running = paragraph[order].cumsum()
    first = np.searchsorted(parent[order], parent)
    last = np.searchsorted(parent[order], parent, "right") - 1
    upto: Numbers = np.empty(len(parent))
    upto[order] = running
    before = upto - paragraph - (running[first] - paragraph[order][first])
    counts: Numbers = np.stack((before, running[last] - upto), 1)
    return np.log1p(counts) / 4
