"""What stands at the edges of the story and is none of it.

Newsrooms without a field for the author write the name as the first line or the last. A line that
ends in a colon announces what follows it: where that is links to other stories, it is their
heading. And what the labeller half takes for story far from all the rest, in another part of the
page, is the text of a box there.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from articlekit.blocks import HEADINGS
from articlekit.fields._byline_words import BY
from articlekit.fields._names import is_full_name, read_byline
from articlekit.roles import BODY_ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articlekit.blocks import Layout
    from articlekit.label import Label
    from articlekit.roles import Role

_LONGEST: Final = 100  # characters of a signature or a lead-in
_SURE: Final = 0.95  # likelihood of a paragraph that may well announce links
_SETTLED: Final = 0.9  # likelihood of a paragraph that needs no second look
_LINKS: Final = frozenset({"related", "recirc"})
_FEW: Final = 2  # links below a heading
_MANY: Final = 12  # of them need not be counted
_COLONS: Final = (":", "：")
_GAP: Final = 8  # blocks between two parts of a story, such as a gallery or a box
_MOST_OF: Final = 2 / 3  # of the characters: the part that is the story
_DOUBTED: Final = 0.8  # mean likelihood of what needs its place for a witness


def sort_edges(layout: Layout, labels: tuple[Label, ...]) -> Iterator[tuple[int, Role]]:
    """Yield the blocks at the story's edges that are none of it, with the role they have.

    Args:
        layout: The page's blocks.
        labels: One label a block.
    """
    story = [index for index, label in enumerate(labels) if label.role in BODY_ROLES]
    if not story:
        return
    yield from ((i, "other") for i in _at_the_foot(layout, labels, story))
    yield from ((i, "other") for i in _far_off(layout, labels, story))
    yield from ((i, "byline") for i in _signatures(layout, labels, story))


def lead_ins(layout: Layout, labels: tuple[Label, ...]) -> Iterator[tuple[int, Role]]:
    """Yield the lines and headings that announce links to other stories, and nothing else."""
    for index in range(len(labels) - 1):
        label = labels[index]
        if label.role == "body" and label.score < _SURE and labels[index + 1].role in _LINKS:
            text = layout.blocks[index].text
            if len(text) <= _LONGEST and text.endswith(_COLONS):
                yield index, "other"
        elif _is_doubted_heading(label) and _heads_links(layout, labels, index):
            yield index, "other"


def _is_doubted_heading(label: Label) -> bool:
    return label.role == "subhead" and label.score < _DOUBTED


def _heads_links(layout: Layout, labels: tuple[Label, ...], heading: int) -> bool:
    """Tell whether what stands below a heading, up to the next one, is links to other stories."""
    links = 0
    for index in range(heading + 1, len(labels)):
        if layout.blocks[index].tag in HEADINGS or links >= _MANY:
            break
        if labels[index].role in BODY_ROLES:
            return labels[index].role == "subhead" and links >= _FEW
        links += labels[index].role in _LINKS
    return links >= _FEW


def _signatures(layout: Layout, labels: tuple[Label, ...], story: Sequence[int]) -> Iterator[int]:
    """Yield the first line if it says who wrote, and either edge if it is a name alone."""
    for index in {story[0], story[-1]}:
        text = layout.blocks[index].text
        doubted = labels[index].role == "body" and labels[index].score < _SETTLED
        if not doubted or len(text) > _LONGEST:
            continue
        names = [signer.name for signer in read_byline(text)]
        says = index == story[0] and names and BY.match(text)
        if says or (names == [text] and is_full_name(text)):
            yield index


def _at_the_foot(layout: Layout, labels: tuple[Label, ...], story: Sequence[int]) -> Iterator[int]:
    """Yield doubtful texts of a footer, which holds what a site says on all its pages."""
    footers: set[int] = set()
    for number, node in enumerate(layout.nodes):
        if node.tag == "footer" or node.parent in footers:
            footers.add(number)
    for index in story:
        if labels[index].score < _DOUBTED and layout.blocks[index].node in footers:
            yield index


def _far_off(layout: Layout, labels: tuple[Label, ...], story: Sequence[int]) -> Iterator[int]:
    """Yield the blocks of small doubtful parts, far from the story and in no element of it.

    On a page of many parts, such as a ticker or a list of places, none of them is the story.
    """
    parts = list(_parts(story))
    if len(parts) == 1:
        return
    main = max(parts, key=lambda part: _size(layout, part))
    size = _size(layout, main)
    if size < _MOST_OF * _size(layout, story) or _mean_score(layout, labels, main) < _SETTLED:
        return
    frames = {frame for index in main for frame in _frames(layout, index)}
    kinds = {_kind(layout, index) for index in main}
    for part in parts:
        near = any(not frames.isdisjoint(_frames(layout, index)[:1]) for index in part)
        kin = [i for i in part if (kind := _kind(layout, i))[1] and kind in kinds]
        apart = part is not main and not near and 2 * _size(layout, kin) < _size(layout, part)
        if apart and _mean_score(layout, labels, part) < _DOUBTED:
            yield from part


def _kind(layout: Layout, index: int) -> tuple[str, str]:
    """Return tag and class names of a block's element."""
    node = layout.nodes[layout.blocks[index].node]
    return node.tag, node.words


def _parts(story: Sequence[int]) -> Iterator[list[int]]:
    """Cut the story where many other blocks stand between two of its own."""
    part: list[int] = []
    for index in story:
        if part and index - part[-1] > _GAP:
            yield part
            part = []
        part.append(index)
    yield part


def _frames(layout: Layout, index: int) -> list[int]:
    """Return the two elements around a block's own."""
    return list(islice(layout.ancestors(layout.blocks[index].node), 1, 3))


def _size(layout: Layout, part: Sequence[int]) -> int:
    return sum(len(layout.blocks[index].text) for index in part)


def _mean_score(layout: Layout, labels: tuple[Label, ...], part: Sequence[int]) -> float:
    """Return how likely a part is story, by characters."""
    total = sum(labels[index].score * len(layout.blocks[index].text) for index in part)
    return total / _size(layout, part)
