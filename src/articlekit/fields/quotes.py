"""Pull quotes, which say again what the story says, and the parts of one quotation.

A newsroom lifts a sentence out of the story and prints it large. Such a quote looks like any other
to the labeller; that its words stand in a paragraph too is what tells it. A quotation is one thing:
the name below it, or the last line of an embedded post, goes where its text goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from articlekit.blocks import HEADINGS
from articlekit.jsonld import squash
from articlekit.roles import BODY_ROLES

if TYPE_CHECKING:
    from articlekit.blocks import Block, Layout, Node
    from articlekit.label import Label
    from articlekit.roles import Role

_FRAMES: Final = frozenset({"blockquote", "aside", "figure"})
_LEVELS: Final = 3  # elements around a quote among which its frame is
_MOST_PARTS: Final = 8  # blocks of one quotation
_MOST_QUOTES: Final = 60  # looked up in the story; each costs a search through it
_LEAST: Final = 20  # characters without spaces; fewer words may well be said twice
_MARKS: Final = "“”„‟\"'‘’‚«»‹›…—–-"


def sort_quotes(layout: Layout, labels: tuple[Label, ...]) -> Iterator[tuple[int, Role]]:
    """Yield the blocks of quotations whose place tells another role than their label.

    Args:
        layout: The page's blocks.
        labels: One label a block.
    """
    lifted: set[Node] = set()
    for frame in _lifted(layout, labels):
        lifted.add(frame)
        for index in range(frame.start, frame.end):
            if labels[index].role in BODY_ROLES:
                yield index, "promo"
    for node in layout.nodes:
        several = node.tag == "blockquote" and 1 < node.end - node.start <= _MOST_PARTS
        if several and node not in lifted:
            yield from _agreed(layout, labels, node)


def _lifted(layout: Layout, labels: tuple[Label, ...]) -> Iterator[Node]:
    """Yield the frames of quotes whose words stand in a paragraph of the story."""
    quotes = [
        (index, frame)
        for index, label in enumerate(labels)
        if _may_be_lifted(layout.blocks[index], label) and (frame := _frame(layout, index))
    ]
    if not quotes:
        return
    paragraphs = (i for i, label in enumerate(labels) if label.role == "body")
    story = "\n".join(squash(layout.blocks[i].text) for i in paragraphs)
    for index, frame in islice(quotes, _MOST_QUOTES):
        words = squash(layout.blocks[index].text).strip(_MARKS)
        if len(words) >= _LEAST and words in story:
            yield frame


def _may_be_lifted(block: Block, label: Label) -> bool:
    """Tell a quote, or what is set as large as a heading, from a real heading."""
    return label.role == "quote" or (label.role == "subhead" and block.tag not in HEADINGS)


def _frame(layout: Layout, index: int) -> Node | None:
    """Return the small element around a block that sets it apart."""
    around = islice(layout.ancestors(layout.blocks[index].node), _LEVELS)
    nodes = map(layout.nodes.__getitem__, around)
    frame = next((node for node in nodes if node.tag in _FRAMES), None)
    return frame if frame and frame.end - frame.start <= _MOST_PARTS else None


def _agreed(layout: Layout, labels: tuple[Label, ...], node: Node) -> Iterator[tuple[int, Role]]:
    """Yield the lesser part of a quotation that is half promo, with the role of the other."""
    inside = range(node.start, node.end)
    ours = [i for i in inside if labels[i].role in BODY_ROLES]
    pushed = [i for i in inside if labels[i].role == "promo"]
    if not ours or not pushed or len(ours) + len(pushed) < len(inside):
        return
    if _size(layout, ours) > _size(layout, pushed):
        yield from ((i, "quote") for i in pushed)
    else:
        yield from ((i, "promo") for i in ours)


def _size(layout: Layout, indices: list[int]) -> int:
    return sum(len(layout.blocks[i].text) for i in indices)
