"""Pages with parts of other pages grafted into their story.

Sites differ most in what they print between two paragraphs: newsletter boxes, adverts, links to
other stories, picture captions. A hand-labelled run of such blocks, moved with its own containers
into the story of another page, is one more layout that a site might have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from articlekit.blocks import Block, Layout, Media, Node
from articlekit.features import measure
from articlekit.roles import BODY_ROLES, ROLES
from training.align import Allowed
from training.dataset import Example

GRAFTED = frozenset(ROLES.index(r) for r in ("promo", "related", "recirc", "tag", "bio", "note"))
_BODY = frozenset(ROLES.index(r) for r in BODY_ROLES)
_LONGEST = 12
"""Blocks of a graft; longer ones are lists that do not stand within a story."""
_MOST_GRAFTS = 4


class Graft(NamedTuple):
    """A run of blocks that share an element, cut out of its page."""

    blocks: tuple[Block, ...]
    """With node indices into `nodes`."""
    nodes: tuple[Node, ...]
    """In document order, the first one the element around the run; its parent is -1."""
    allowed: Allowed


def cut_grafts(examples: Sequence[Example]) -> list[Graft]:
    """Cut out of hand-labelled pages every element that holds a few blocks of such roles."""
    return [graft for e in examples if e.hand_labelled for graft in _grafts_of(e)]


def _grafts_of(example: Example) -> Iterator[Graft]:
    nodes = example.layout.nodes
    known = example.allowed.sum(1) == 1
    roles = np.where(known, example.allowed.argmax(1), -1)
    used = np.zeros(len(roles), bool)
    for index, node in enumerate(nodes):
        size = node.end - node.start
        if not 1 <= size <= _LONGEST or used[node.start : node.end].any() or node.hidden:
            continue
        told = set(roles[node.start : node.end].tolist())
        if told & GRAFTED and not told & _BODY and -1 not in told:
            used[node.start : node.end] = True
            yield _cut(example, index)


def _cut(example: Example, top: int) -> Graft:
    """Cut one element out: its nodes and blocks, numbered anew."""
    layout = example.layout
    start, end = layout.nodes[top].start, layout.nodes[top].end
    numbers: dict[int, int] = {}
    nodes: list[Node] = []
    for index in range(top, len(layout.nodes)):
        node = layout.nodes[index]
        if index != top and node.parent not in numbers:
            break
        numbers[index] = len(nodes)
        parent = numbers.get(node.parent, -1) if index != top else -1
        nodes.append(node._replace(parent=parent, start=node.start - start, end=node.end - start))
    blocks = tuple(_moved(b, numbers[b.node], example.site) for b in layout.blocks[start:end])
    return Graft(blocks, tuple(nodes), example.allowed[start:end])


def _moved(block: Block, node: int, site: str) -> Block:
    """Return a block for another site's page: links within its own site stay within the site."""
    marks = tuple(m._replace(url=_without_site(m.url, site)) for m in block.marks)
    return block._replace(node=node, marks=marks)


def _without_site(url: str | None, site: str) -> str | None:
    found = _HOST.match(url or "")
    return url[found.end() :] if url and found and site in found[0] else url


_HOST = re.compile(r"^(?:https?:)?//[^/]*", re.IGNORECASE)


def with_grafts(
    example: Example, grafts: Sequence[Graft], generator: np.random.Generator
) -> Example | None:
    """Return a page with a few grafts between its paragraphs, None if it has no place for one."""
    places = _places(example)
    if not places:
        return None
    count = min(len(places), int(generator.integers(1, _MOST_GRAFTS + 1)))
    chosen = sorted(generator.choice(places, count, replace=False).tolist(), reverse=True)
    layout, allowed = example.layout, example.allowed
    for at in chosen:
        graft = grafts[int(generator.integers(len(grafts)))]
        layout = _insert(layout, graft, at)
        allowed = np.concatenate((allowed[:at], graft.allowed, allowed[at:]))
    return Example(
        example.page, example.site, layout, measure(layout, example.context),
        allowed, example.context, hand_labelled=example.hand_labelled,
    )  # fmt: skip


def _places(example: Example) -> list[int]:
    """Return the blocks of the story that begin a paragraph with a sibling before it."""
    layout = example.layout
    body = example.allowed[:, ROLES.index("body")] == 1
    body &= example.allowed[:, ROLES.index("other")] < 1
    return [
        at
        for at in range(1, len(layout.blocks))
        if body[at]
        and body[at - 1]
        and layout.nodes[layout.blocks[at].node].start == at
        and layout.nodes[layout.blocks[at].node].parent
        == layout.nodes[layout.blocks[at - 1].node].parent
    ]


def _insert(layout: Layout, graft: Graft, at: int) -> Layout:
    """Put a graft before a block, as a sibling of the block's element."""
    size, added = len(graft.blocks), len(graft.nodes)
    sibling = layout.blocks[at].node
    parent = layout.nodes[sibling].parent

    def renumbered(index: int) -> int:
        return index + added if index >= sibling else index

    nodes = [
        node._replace(
            parent=renumbered(node.parent) if node.parent >= 0 else -1,
            start=node.start + size if node.start >= at and index >= sibling else node.start,
            end=node.end + size if node.end > at else node.end,
        )
        for index, node in enumerate(layout.nodes)
    ]
    moved = [
        node._replace(
            parent=sibling + node.parent if node.parent >= 0 else parent,
            start=node.start + at,
            end=node.end + at,
        )
        for node in graft.nodes
    ]
    before = list(layout.blocks[:at])
    inside = [b._replace(node=b.node + sibling) for b in graft.blocks]
    after = [b._replace(node=renumbered(b.node)) for b in layout.blocks[at:]]
    before = [b._replace(node=renumbered(b.node)) for b in before]
    return Layout(
        (*before, *inside, *after),
        (*nodes[:sibling], *moved, *nodes[sibling:]),
        tuple(_shifted(m, at, size, renumbered(m.node)) for m in layout.media),
    )


def _shifted(media: Media, at: int, size: int, node: int) -> Media:
    return media._replace(at=media.at + size if media.at >= at else media.at, node=node)


def grafted_pages(examples: Sequence[Example], seed: int) -> Iterator[Example]:
    """Yield each page whose story is known once more, with grafts."""
    grafts = cut_grafts(examples)
    generator = np.random.default_rng(seed)
    for example in examples:
        page = with_grafts(example, grafts, generator)
        if page is not None:
            yield page
