"""What stands at the edges of the story and is none of it.

Newsrooms without a field for the author write the name as the first line or the last. A line that
ends in a colon announces what follows it: where that is links to other stories, it is their
heading. And what the labeller half takes for story far from all the rest, in another part of the
page, is the text of a box there.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from articlekit.blocks import HEADINGS
from articlekit.fields._byline_words import BY
from articlekit.fields._names import is_full_name, read_byline
from articlekit.roles import BODY_ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articlekit.fields.proof import Proof
    from articlekit.roles import Role

_LONGEST: Final = 100  # characters of a signature or a lead-in
_MOST_NAMES: Final = 4  # words of one person's name; a longer line of capitals is a title
_SURE: Final = 0.95  # likelihood of a paragraph that may well announce links
_SETTLED: Final = 0.9  # likelihood of a paragraph that needs no second look
_LINKS: Final[frozenset[Role]] = frozenset({"related", "recirc"})
_PICTURES: Final[frozenset[Role]] = frozenset({"caption", "credit"})
_FEW: Final = 2  # links below a heading
_MANY: Final = 12  # of them need not be counted
_COLONS: Final = (":", "：")
_GAP: Final = 8  # blocks between two parts of a story, such as a gallery or a box
_MOST_OF: Final = 2 / 3  # of the characters: the part that is the story
_DOUBTED: Final = 0.8  # mean likelihood of what needs its place for a witness


def sort_edges(proof: Proof) -> Iterator[tuple[int, Role]]:
    """Yield the blocks at the story's edges that are none of it, with the role they have."""
    if proof.story:
        yield from ((i, "other") for i in _at_the_foot(proof))
        yield from ((i, "other") for i in _far_off(proof))
        yield from ((i, "byline") for i in _signatures(proof))


def lead_ins(proof: Proof) -> Iterator[tuple[int, Role]]:
    """Yield the lines and headings that announce links or a push, and nothing of the story."""
    for role in _LINKS:
        for index in proof.of_role(role):
            if index and _is_lead_in(proof, index - 1):
                yield index - 1, "other"
    for index in proof.of_role("subhead"):
        if proof.labels[index].score < _DOUBTED and _heads_others(proof, index):
            yield index, "other"


def _is_lead_in(proof: Proof, index: int) -> bool:
    """Tell whether a paragraph announces what follows it."""
    label, text = proof.labels[index], proof.layout.blocks[index].text
    doubted = label.role == "body" and label.score < _SURE
    return doubted and len(text) <= _LONGEST and text.endswith(_COLONS)


def _heads_others(proof: Proof, heading: int) -> bool:
    """Tell whether what stands below a heading, up to the next one, is links or a push."""
    labels, links, pushes = proof.labels, 0, 0
    for index in range(heading + 1, len(labels)):
        role = labels[index].role
        if proof.layout.blocks[index].tag in HEADINGS or links >= _MANY or role in _PICTURES:
            break
        if role in BODY_ROLES and role != "subhead":
            return False
        links += role in _LINKS
        pushes += role == "promo"
    return links >= _FEW or pushes > 0


def _signatures(proof: Proof) -> Iterator[int]:
    """Yield the first line if it says who wrote, and either edge if it is a name alone."""
    prose = proof.of_role("body")
    first = {proof.story[0], *prose[:1]}  # a label may stand above the line
    for index in first | {proof.story[-1]}:
        label, (text, tag, *_) = proof.labels[index], proof.layout.blocks[index]
        line = label.role == "body" or (label.role == "subhead" and tag not in HEADINGS)
        if not line or label.score >= _SETTLED or len(text) > _LONGEST:
            continue
        names = [signer.name for signer in read_byline(text)]
        says = index in first and names and BY.match(text)
        if says or (names == [text] and text.count(" ") < _MOST_NAMES and is_full_name(text)):
            yield index


def _at_the_foot(proof: Proof) -> Iterator[int]:
    """Yield doubtful texts of a footer, which holds what a site says on all its pages."""
    doubted = [index for index in proof.story if proof.labels[index].score < _DOUBTED]
    if not doubted:
        return
    footers: set[int] = set()  # and all elements in them
    for number, node in enumerate(proof.layout.nodes):
        if node.tag == "footer" or node.parent in footers:
            footers.add(number)
    yield from (index for index in doubted if proof.layout.blocks[index].node in footers)


def _far_off(proof: Proof) -> Iterator[int]:
    """Yield the blocks of small doubtful parts, far from the story and in no element of it.

    On a page of many parts, such as a ticker or a list of places, none of them is the story.
    """
    if all(after - before <= _GAP for before, after in pairwise(proof.story)):
        return
    size = proof.layout.size
    parts = list(_parts(proof.story))
    main = max(parts, key=size)
    if size(main) < _MOST_OF * size(proof.story) or _mean_score(proof, main) < _SETTLED:
        return
    doubted = [part for part in parts if part is not main and _mean_score(proof, part) < _DOUBTED]
    if not doubted:
        return
    frames = {frame for index in main for frame in _frames(proof, index)}
    kinds = {_kind(proof, index) for index in main}
    for part in doubted:
        near = any(not frames.isdisjoint(_frames(proof, index)[:1]) for index in part)
        kin = [i for i in part if (kind := _kind(proof, i))[1] and kind in kinds]
        if not near and 2 * size(kin) < size(part):
            yield from part


def _kind(proof: Proof, index: int) -> tuple[str, str]:
    """Return tag and class names of a block's element."""
    node = proof.layout.nodes[proof.layout.blocks[index].node]
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


def _frames(proof: Proof, index: int) -> list[int]:
    """Return the two elements around a block's own."""
    return list(islice(proof.layout.ancestors(proof.layout.blocks[index].node), 1, 3))


def _mean_score(proof: Proof, part: Sequence[int]) -> float:
    """Return how likely a part is story, by characters."""
    blocks = proof.layout.blocks
    total = sum(proof.labels[index].score * len(blocks[index].text) for index in part)
    return total / proof.layout.size(part)
