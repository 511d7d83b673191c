"""What the columns and bags of a page are computed from, read off its layout once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from articlekit.blocks import HEADINGS, Layout
from articlekit.features import containers, likeness
from articlekit.features.containers import Container
from articlekit.features.context import Context
from articlekit.features.lexicon import class_mask
from articlekit.features.tables import (
    NOWHERE,
    Ints,
    MarkTable,
    NodeTable,
    integers,
    mark_table,
    node_table,
    numbered,
)
from articlekit.features.text import COLON, Floats, TextCounts, count_text
from articlekit.features.words import Words, numbered_words, read_words, text_masks

FAR: Final = 500
"""Blocks; a distance to what is not there."""
_LONGEST_HEADING: Final = 60


class Reading(NamedTuple):
    """A page as columns; those of blocks have the shape (blocks,) where nothing else is said."""

    layout: Layout
    context: Context
    texts: tuple[str, ...]
    tags: tuple[str, ...]
    own: Ints
    """The node of each block."""
    breaks: Ints
    words: Words
    masks: Ints
    """See `words.text_masks`."""
    counts: TextCounts
    titles: Floats
    """(blocks, 3): see `likeness.overlaps`."""
    descriptions: Floats
    """The same for the declared descriptions."""
    site_names: Floats
    """The same for the names of the site."""
    headings: Ints
    """The number, counted from 1, of the block that heads this one; 0 if there is none."""
    nodes: NodeTable
    class_masks: Ints
    """Of each of ``nodes.names``: see `lexicon.class_mask`."""
    marks: MarkTable
    covered: Floats
    """(blocks, len(INLINE)): share of the text under inline elements of each kind."""
    ranges: Ints
    """(blocks, LEVELS, 2): see `containers.growing_ranges`."""
    names: Ints
    """Equal for blocks whose elements have the same tag and class names."""
    kinds: Ints
    """Equal for blocks of the same name whose parents have the same name, numbered from 0."""
    scores: Floats
    containers: tuple[Container, ...]

    @property
    def link_share(self) -> Floats:
        """Share of each text that is a link."""
        share: Floats = self.covered[:, 0]
        return share

    def lineage(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Return each block's node, its parent, its grandparent and the node above that."""
        outwards = self.nodes.outwards
        parent = outwards[self.own]
        grandparent = outwards[parent]
        return self.own, parent, grandparent, outwards[grandparent]


def read_layout(layout: Layout, context: Context) -> Reading:
    """Read a layout that has at least one block."""
    texts, tags, own_nodes, breaks, _ = zip(*layout.blocks, strict=True)
    words = read_words(texts)
    goals = likeness.goals_of((context.titles, context.descriptions, context.site_names))
    numbers = numbered_words(words, goals.words)
    titles, descriptions, site_names = likeness.overlaps(words, numbers, goals)
    counts = count_text(texts)
    own = integers(own_nodes)
    nodes = node_table(layout.nodes)
    marks = mark_table(layout.blocks, counts.length.astype(np.int64))
    covered = _covered(marks, counts.length)
    scores = containers.paragraph_scores(counts, covered[:, 0])
    names, kinds = _kin(own, nodes)
    return Reading(
        layout=layout,
        context=context,
        texts=texts,
        tags=tags,
        own=own,
        breaks=integers(breaks),
        words=words,
        masks=text_masks(words, numbers),
        counts=counts,
        titles=titles,
        descriptions=descriptions,
        site_names=site_names,
        headings=_headings(tags, counts, marks),
        nodes=nodes,
        class_masks=integers(list(map(class_mask, nodes.names))),
        marks=marks,
        covered=covered,
        ranges=containers.growing_ranges(own, nodes),
        names=names,
        kinds=kinds,
        scores=scores,
        containers=containers.story_containers(scores, own, nodes),
    )


def _kin(own: Ints, nodes: NodeTable) -> tuple[Ints, Ints]:
    """Number blocks by the tag and class names of their element, and by those of its parent too."""
    distinct, tag = numbered(nodes.tags)
    name = np.concatenate((nodes.name[:-1] * len(distinct) + tag, [NOWHERE])) - NOWHERE
    count = int(name.max()) + 1
    kinds, kind = np.unique(name[own] * count + name[nodes.outwards[own]], return_inverse=True)
    new_name = np.diff(kinds // count, prepend=NOWHERE) != 0
    return (new_name.cumsum() - 1)[kind], kind


INLINE: Final = ("a", "b strong", "i em cite", "time", "small")
_INLINE_COLUMN: Final = {tag: i for i, tags in enumerate(INLINE) for tag in tags.split()}


def _covered(marks: MarkTable, length: Floats) -> Floats:
    """Return the share of each text under each kind of inline element: (blocks, len(INLINE))."""
    width = len(INLINE) + 1  # one more for all others
    kind = integers([_INLINE_COLUMN.get(tag, len(INLINE)) for tag in marks.tags])
    cells = marks.block * width + kind
    covered = np.bincount(cells, marks.end - marks.start, len(length) * width)
    shares: Floats = covered.reshape(-1, width)[:, :-1].astype(np.float32) / length[:, None]
    return np.minimum(shares, 1, out=shares)  # links may nest


def _headings(tags: Sequence[str], counts: TextCounts, marks: MarkTable) -> Ints:
    """Number for each block the last heading, bold line or line with a colon before it."""
    heads = np.array([tag in HEADINGS for tag in tags])
    heads |= counts.last == COLON
    bold = np.array([tag in {"b", "strong"} for tag in marks.tags], bool)
    heads[marks.block[bold & (marks.share == 1)]] = True
    heads &= counts.length <= _LONGEST_HEADING
    numbers = np.zeros(len(tags) + 1, np.int64)
    np.multiply(heads, np.arange(1, len(tags) + 1), out=numbers[1:])
    return np.maximum.accumulate(numbers)[:-1]
