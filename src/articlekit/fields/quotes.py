"""Pull quotes, which say again what the story says, and the parts of one quotation.

A newsroom lifts a sentence out of the story and prints it large. Such a quote looks like any other
to the labeller; that its words stand in a paragraph too is what tells it. A quotation is one thing:
the name below it, or the last line of an embedded post, goes where its text goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from articlekit.blocks import HEADINGS
from articlekit.jsonld import squash
from articlekit.roles import BODY_ROLES

if TYPE_CHECKING:
    from articlekit.blocks import Layout, Node
    from articlekit.fields.proof import Proof
    from articlekit.roles import Role

_FRAMES: Final = frozenset({"blockquote", "aside", "figure"})
_LEVELS: Final = 3  # elements around a quote among which its frame is
_MOST_PARTS: Final = 8  # blocks of one quotation
_MOST_QUOTES: Final = 60  # looked up in the story; each costs a search through it
_LEAST: Final = 20  # characters without spaces; fewer words may well be said twice
_MARKS: Final = "“”„‟\"'‘’‚«»‹›…—–-"


def sort_quotes(proof: Proof) -> Iterator[tuple[int, Role]]:
    """Yield the blocks of quotations whose place tells another role than their label."""
    lifted: set[Node] = set()
    for frame in _lifted(proof):
        lifted.add(frame)
        for index in range(frame.start, frame.end):
            if proof.labels[index].role in BODY_ROLES:
                yield index, "promo"
    for node in proof.mixed({"promo"}, {"blockquote"}, _MOST_PARTS):
        if node not in lifted:
            yield from _agreed(proof, node)


def _lifted(proof: Proof) -> Iterator[Node]:
    """Yield the frames of quotes whose words stand in a paragraph of the story."""
    blocks = proof.layout.blocks
    quotes = [(index, frame) for index in _quotes(proof) if (frame := _frame(proof, index))]
    if not quotes:
        return
    story = "\n".join(squash(blocks[i].text) for i in proof.of_role("body"))
    for index, frame in islice(quotes, _MOST_QUOTES):
        words = squash(blocks[index].text).strip(_MARKS)
        own = proof.labels[index].role == "body"  # then it stands in the story itself, once
        if len(words) >= _LEAST and story.count(words) > own:
            yield frame


def _quotes(proof: Proof) -> list[int]:
    """Return the quotes, and what is set as large as a heading, or apart, but is none."""
    layout = proof.layout
    large = (i for i in proof.of_role("subhead") if layout.blocks[i].tag not in HEADINGS)
    apart = (i for i in proof.of_role("body") if _is_apart(layout, i))
    return sorted(chain(proof.of_role("quote"), large, apart))


def _is_apart(layout: Layout, index: int) -> bool:
    """Tell whether a block is all that its frame holds."""
    nodes, block = layout.nodes, layout.blocks[index]
    own, around = nodes[block.node], nodes[max(layout.parent(index), 0)]
    return any(node.tag in _FRAMES and node.end - node.start == 1 for node in (own, around))


def _frame(proof: Proof, index: int) -> Node | None:
    """Return the small element around a block that sets it apart."""
    around = proof.layout.around(index, _LEVELS)
    frame = next((node for node in around if node.tag in _FRAMES), None)
    return frame if frame and frame.end - frame.start <= _MOST_PARTS else None


def _agreed(proof: Proof, node: Node) -> Iterator[tuple[int, Role]]:
    """Yield the lesser part of a quotation that is half promo, with the role of the other."""
    inside, labels = range(node.start, node.end), proof.labels
    ours = [i for i in inside if labels[i].role in BODY_ROLES]
    pushed = [i for i in inside if labels[i].role == "promo"]
    if not ours or not pushed or len(ours) + len(pushed) < len(inside):
        return
    if proof.layout.size(ours) > proof.layout.size(pushed):
        yield from ((i, "quote") for i in pushed)
    else:
        yield from ((i, "promo") for i in ours)
