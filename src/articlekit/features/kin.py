"""Columns that compare a block with others of its page: its kin, the paragraphs near it, repeats.

What a site calls its elements says nothing here, only whether two are called the same.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from articlekit.features.reading import FAR, Reading
from articlekit.features.tables import Ints, Numbers, integers


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


def said_elsewhere(page: Reading) -> Numbers:
    """Whether the middle of the text stands in a longer block before it, and in one after it."""
    lowered = list(map(str.lower, page.texts))
    sizes = integers(list(map(len, lowered)))
    ends = sizes.cumsum() + np.arange(1, len(lowered) + 1)
    whole = "\n".join(lowered)
    fitting = (page.counts.length >= _LEAST_SAID) & (page.counts.length <= _MOST_SAID)
    candidates = np.flatnonzero(fitting)[:_MOST_SAYINGS]
    starts = (ends - 1 - sizes + (sizes - _SAMPLE) // 2)[candidates]
    said = np.zeros((len(lowered), 2), bool)
    repeated = _perhaps_repeated(whole, starts)
    for row, start in zip(candidates[repeated].tolist(), starts[repeated].tolist(), strict=True):
        length, end = len(lowered[row]), int(ends[row])
        sample = whole[start : start + _SAMPLE]
        before = whole.find(sample, 0, min(end - length - 1, _MOST_SEARCHED))
        after = whole.find(sample, end, _MOST_SEARCHED)
        for column, at in enumerate((before, after)):
            other = int(np.searchsorted(ends, at, "right"))
            said[row, column] = at >= 0 and len(lowered[other]) > _LONGER * length
    return said


def _perhaps_repeated(whole: str, starts: Ints) -> NDArray[np.bool_]:
    """Tell which samples of a text, each of `_SAMPLE` characters, may stand in it twice.

    Looking for every sample would cost several times as much, and few are found. So the letters
    that follow each space of the text are read as one number, and those of a sample that begin
    behind its first two spaces must stand twice. The numbers may be equal by chance, which is why
    the text is searched in the end.
    """
    codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32)
    spaces = np.flatnonzero(codes[: 1 - _LETTERS] == ord(" "))
    numbers = np.zeros(len(spaces), np.uint64)
    for place in range(1, _LETTERS):
        numbers = numbers * _FACTOR + codes[spaces + place]
    order = numbers.argsort()
    follows = np.diff(numbers[order]) == 0
    twice = np.zeros(len(spaces) + 2, bool)
    twice[order[1:][follows]] = twice[order[:-1][follows]] = True
    first = np.searchsorted(spaces, starts)
    last = np.searchsorted(spaces, starts + _SAMPLE - _LETTERS, "right")
    return (twice[first] | (first >= last)) & (twice[first + 1] | (first + 1 >= last))


_LETTERS: Final = 8  # a space and what follows it
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)  # odd and large: spreads numbers over all bits
_LEAST_SAID: Final = 30
_MOST_SAID: Final = 400  # characters of a pull quote
_SAMPLE: Final = 24
_LONGER: Final = 1.15
_MOST_SEARCHED: Final = 200_000  # characters; bounds the cost of the longest pages
_MOST_SAYINGS: Final = 400
