"""Parts of the story that the labeller hesitated over, told by where they stand.

A page without menus, boxes and links to elsewhere holds nothing but its text. A paragraph between
paragraphs of the story, in the same element, that is torn between "story" and "note" is most often
story: what is none has an element of its own. A heading tells what stands below it. And a first
paragraph that the page sets apart, by the name or the place of its element, and declares as its
description is the standfirst.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING, Final

from articlekit.blocks import HEADINGS
from articlekit.fields.boxes import sort_boxes
from articlekit.fields.edges import lead_ins, sort_edges
from articlekit.fields.legends import sort_legends
from articlekit.fields.lists import sort_lists
from articlekit.fields.quotes import sort_quotes
from articlekit.fields.sections import sort_sections
from articlekit.jsonld import squash
from articlekit.roles import BODY_ROLES

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from articlekit.blocks import Block, Layout
    from articlekit.label import Label
    from articlekit.roles import Role

_RIGHT: Final = 0.7  # how often the structure is right, at the least
_CHROME: Final = frozenset(
    "nav header footer aside form button label fieldset menu dialog legend details".split()
)
_STORY: Final = frozenset(BODY_ROLES)
_MOST_BLOCKS: Final = 60  # of a page without chrome
_UNSURE: Final = frozenset({"other", "note", "promo", "credit", "tag", "table"})
_HESITANT: Final = frozenset({"note", "promo"})
_LIKELY: Final = 0.2  # of the second choice
_LINKED: Final = 0.6  # of a text that is a link


def restore(
    layout: Layout, labels: tuple[Label, ...], descriptions: Iterable[str] = ()
) -> tuple[Label, ...]:
    """Return the labels with those replaced that the structure of the page speaks against.

    Args:
        layout: The page's blocks.
        labels: One label a block.
        descriptions: What the page declares as its description.
    """
    labels = _replaced(labels, dict(sort_legends(layout, labels)))
    labels = _replaced(labels, dict(sort_sections(layout, labels)))
    labels = _replaced(labels, dict(sort_edges(layout, labels)))
    story = [index for index, label in enumerate(labels) if label.role in _STORY]
    declared = frozenset(map(squash, descriptions))
    found = dict(_torn(layout, labels, story))
    found |= sort_boxes(layout, labels)
    found |= dict.fromkeys(_standfirst(layout, labels, story, declared), "dek")
    if len(labels) <= _MOST_BLOCKS and _is_bare(layout, story):
        found |= dict(_left_over(layout, labels))
    labels = _replaced(labels, found)
    # A paragraph may have been torn from a quote, and links from another box.
    labels = _replaced(labels, dict(sort_quotes(layout, labels)))
    labels = _replaced(labels, dict(sort_lists(layout, labels)))
    return _replaced(labels, dict(lead_ins(layout, labels)))


def _replaced(labels: tuple[Label, ...], found: dict[int, Role]) -> tuple[Label, ...]:
    if not found:
        return labels
    return tuple(
        _changed(label, found[index]) if index in found else label
        for index, label in enumerate(labels)
    )


def _changed(label: Label, role: Role) -> Label:
    score = max(label.score, _RIGHT)
    return label._replace(role=role, score=score, runner_up=label.role, runner_up_score=label.score)


def _torn(
    layout: Layout, labels: tuple[Label, ...], story: Sequence[int]
) -> Iterator[tuple[int, Role]]:
    """Yield blocks that stand between the story's and might be its own, with that role."""
    inside = range(story[0], story[-1]) if story else range(0)
    torn = [index for index in inside if _is_torn(labels[index])]
    if not torn:
        return
    parents = [_parent(layout, index) for index in story]
    last = dict(zip(parents, story, strict=True))  # block of the story in each of its elements
    first = dict(zip(reversed(parents), reversed(story), strict=True))
    for index in torn:
        label, parent = labels[index], _parent(layout, index)
        between = parent in first and first[parent] < index < last[parent]
        if between and not (label.role == "promo" and _has_link(layout.blocks[index])):
            yield index, label.runner_up


def _is_torn(label: Label) -> bool:
    return (
        label.role in _HESITANT and label.runner_up in _STORY and label.runner_up_score >= _LIKELY
    )


# --- the standfirst -------------------------------------------------------------------------------

_APART: Final = re.compile(
    r"(?<![a-z])(?:leads?(?![a-z]*ing)|summar(?:y|ies)|standfirst|intro|de(?:c)?k(?![a-z])|chap[oô]|"
    r"abstract|teaser|preamble|sub-?(?:title|line|head)|entradilla|vorspann|ingress|sapo|excerpt|"
    r"strapline|bajada|first-paragraph)|lead(?:text|in)(?![a-z])",
    re.IGNORECASE,
)
_MOST_NAMES: Final = 6  # of an element; more tell of its looks
_MOST_PARTS: Final = 4  # blocks of the standfirst's own element
_SURE: Final = 0.45  # likelihood of a standfirst that needs no other sign
_SETTLED: Final = 0.8  # of one whose label needs no second look
_MISTAKEN: Final = frozenset({"caption", "other", "note", "promo", "subhead", "headline", "quote"})
_POSSIBLE: Final = 0.05  # of one that has others
_LEAST_WORTH: Final = 40  # characters that a description must have in common


def _standfirst(
    layout: Layout, labels: tuple[Label, ...], story: Sequence[int], declared: Container[str]
) -> list[int]:
    """Return the blocks at the start of the story that are its standfirst, if no label says so."""
    head = next((i for i, label in enumerate(labels) if label.role == "headline"), -1)
    story = story[bisect_right(story, head) :]
    if not story or any(
        label.role == "dek" and label.score >= _SETTLED for label in labels[head + 1 : story[0]]
    ):
        return []
    first = story[0]
    for index in range(head + 1, first):
        if labels[index].role in _MISTAKEN and _is_among(declared, layout.blocks[index].text):
            return [index]
    own = _own_element(layout, first)
    parts = [i for i in story if i < layout.nodes[own].end] if own is not None else [first]
    texts = [layout.blocks[index].text for index in parts]
    label = labels[first]
    likely = label.runner_up_score if label.runner_up == "dek" else 0.0
    said = _is_among(declared, " ".join(texts)) or _is_among(declared, texts[0])
    apart = own is not None or not _has_siblings(layout, first, story)
    told = apart and (said or own is not None)
    sure = likely >= _SURE or (told and likely >= _POSSIBLE) or (own is not None and said)
    return parts if sure and 3 * len(parts) <= len(story) else []


def _has_siblings(layout: Layout, index: int, story: Iterable[int]) -> bool:
    """Tell whether other blocks of the story stand in the same element."""
    parent = _parent(layout, index)
    return any(i != index and _parent(layout, i) == parent for i in story)


def _own_element(layout: Layout, index: int) -> int | None:
    """Return the small element around a block whose name says that it is a standfirst."""
    for number in islice(layout.ancestors(layout.blocks[index].node), 2):
        node = layout.nodes[number]
        small = node.end - node.start <= _MOST_PARTS and node.start == index
        if small and node.words.count(" ") < _MOST_NAMES and _APART.search(node.words):
            return number
    return None


def _is_among(declared: Container[str], text: str) -> bool:
    """Tell whether a text is what the page declares as its description."""
    return len(text) >= _LEAST_WORTH and squash(text) in declared


# --- paragraphs between those of the story --------------------------------------------------------


def _has_link(block: Block) -> bool:
    """Tell a push, which has a link to where it leads, from what only reads like one."""
    return any(mark.tag == "a" for mark in block.marks)


def _parent(layout: Layout, index: int) -> int:
    return layout.nodes[layout.blocks[index].node].parent


def _is_bare(layout: Layout, story: Sequence[int]) -> bool:
    """Tell whether a page has no chrome: no menus or forms, and no links to elsewhere."""
    if len(layout.nodes) == 1 or len(layout.blocks) == 1:  # plain text, or one message
        return False
    if any(node.tag in _CHROME for node in layout.nodes):
        return False
    inside = range(story[0], story[-1]) if story else ()
    return not any(
        index not in inside and _is_link(block) for index, block in enumerate(layout.blocks)
    )


def _is_link(block: Block) -> bool:
    """Tell whether a text is a link that leads somewhere."""
    linked = sum(m.end - m.start for m in block.marks if m.url and not _leads_nowhere(m.url))
    return linked > _LINKED * len(block.text)


def _leads_nowhere(url: str) -> bool:
    return url.strip().startswith(("#", "javascript:"))


def _left_over(layout: Layout, labels: tuple[Label, ...]) -> Iterator[tuple[int, Role]]:
    """Yield what no role fits on a page without chrome, as text of the story."""
    for index, (block, label) in enumerate(zip(layout.blocks, labels, strict=True)):
        if label.role in _UNSURE:
            yield index, "subhead" if block.tag in HEADINGS else "body"
