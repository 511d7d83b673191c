"""What a text is by the image right before it: caption, credit, or a paragraph like its siblings.

A text that describes is no name, whatever stands in its place on other pages. A paragraph that has
no image before it and is set like its siblings is none of the captions among them. Lines without
a full stop that stand below images and nowhere else are captions, though nothing calls them so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Final

from articlekit.fields._credit_words import AGENCY, BY, LABELS, LEADING, STOPS, share_of_names
from articlekit.roles import BODY_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from articlekit.blocks import Layout
    from articlekit.fields.proof import Proof
    from articlekit.roles import Role

_Kind = tuple[str, str, str, str]

_DOUBTED: Final = 0.6  # likelihood of a caption
_VAGUE: Final = 0.5  # likelihood of a role that fits a caption's element badly
_TORN: Final = 0.2  # likelihood of a caption, for a text that describes
_KIN: Final = 0.1  # and for one whose kin are captions
_NAMELY: Final = 0.8  # share of names in a credit without any sign of one
_FEW: Final = 3  # siblings that tell how paragraphs are set
_MOST_LINE: Final = 100  # characters of a line below an image
_MOST_BOX: Final = 3  # blocks of a caption's element
_STRAY: Final = 0.25  # lines that stand below no image, of those that do
_MISFITS: Final = frozenset({"other", "byline", "kicker", "dek", "note", "promo"})
_NUMBERED: Final = re.compile(r"[^\W\d_]{2,14}\.? \d{1,3}[a-z]?\s?[.:|–—-]\s")
"""How a caption may begin: "Image 2: ..."."""
_SIGNED: Final = re.compile(rf"[/©ⓒ@]|\([cC]\)|(?<!\w)(?:{LABELS}|{BY})(?!\w)", re.IGNORECASE)
_FILE: Final = re.compile(r"\S{1,200}\.(?:jpe?g|png|webp|gif|avif|tiff?)", re.IGNORECASE)
_CAPTION: Final = re.compile(r"caption(?![a-z])|bildunterschrift|cutline", re.IGNORECASE)


def sort_pictured(proof: Proof) -> Iterator[tuple[int, Role]]:
    """Yield the blocks whose image, or want of one, says what they are, with that role."""
    places = {media.at for media in proof.layout.media if media.kind == "image"}
    for index in chain(proof.of_role("caption"), proof.of_role("credit")):
        if _FILE.fullmatch(proof.layout.blocks[index].text):
            yield index, "other"
    yield from ((index, "caption") for index in _unsigned(proof, places))
    yield from _unpictured(proof)
    yield from ((index, "caption") for index in _lines(proof, places))
    yield from ((index, "caption") for index in _misfits(proof, places))


def _kind(layout: Layout, index: int) -> _Kind:
    """Return tag and class names of a block's element and of the one around it."""
    node = layout.nodes[layout.blocks[index].node]
    outer = layout.nodes[max(node.parent, 0)]
    return node.tag, node.words, outer.tag, outer.words


# --- captions that were taken for credits ---------------------------------------------------------


def _unsigned(proof: Proof, places: set[int]) -> Iterator[int]:
    """Yield credits that bear no sign of one, and describe or have captions for kin."""
    layout = proof.layout
    torn = [i for i in proof.of_role("credit") if i in places and _is_torn(proof, i, places)]
    if not torn:
        return
    described = {_kind(layout, index) for index in proof.of_role("caption")}
    signed = {_kind(layout, i) for i in proof.of_role("credit") if _is_signed(layout.blocks[i].text)}
    for index in torn:
        text = layout.blocks[index].text
        if _is_signed(text):
            continue
        kind = _kind(layout, index)
        describes = proof.labels[index].runner_up_score >= _TORN and _describes(text)
        if describes or (kind in described and kind not in signed):
            yield index


def _is_torn(proof: Proof, index: int, places: set[int]) -> bool:
    """Tell whether a credit might be a caption, and no other text of its image is one."""
    label = proof.labels[index]
    likely = label.runner_up == "caption" and label.runner_up_score >= _KIN
    after = index + 1
    alone = after in places or after >= len(proof.labels) or proof.labels[after].role != "caption"
    return likely and alone


def _is_signed(text: str) -> bool:
    """Tell whether a text bears a sign of a credit: a label, an agency, a slash.

    >>> _is_signed("Ines Vall/Northline"), _is_signed("Image 2: The quay"), _is_signed("Ines Vall")
    (True, False, False)
    """
    bare = _NUMBERED.sub("", text, count=1)
    return any(map(bool, (LEADING.match(bare), AGENCY.search(bare), _SIGNED.search(bare))))


def _describes(text: str) -> bool:
    """Tell a text with words of its own from names.

    >>> _describes("Step 3: Open the gate"), _describes("Ines Vall for the Lowmouth Post")
    (True, False)
    """
    return share_of_names(_NUMBERED.sub("", text, count=1)) < _NAMELY


# --- paragraphs that were taken for captions ------------------------------------------------------


def _unpictured(proof: Proof) -> Iterator[tuple[int, Role]]:
    """Yield doubted captions without anything to describe, set like the story's paragraphs."""
    layout = proof.layout
    shown = {media.at for media in layout.media}
    doubted = [
        i for i in proof.of_role("caption") if proof.labels[i].score < _DOUBTED and i not in shown
    ]
    if not doubted:
        return
    siblings: dict[tuple[int, _Kind], list[int]] = defaultdict(list)
    for index in proof.of_role("body"):
        siblings[layout.parent(index), _kind(layout, index)].append(index)
    for index in doubted:
        kin = siblings.get((layout.parent(index), _kind(layout, index)), ())
        if len(kin) >= _FEW and kin[0] < index < kin[-1] and not _goes_on(proof, index):
            runner_up = proof.labels[index].runner_up
            yield index, runner_up if runner_up in BODY_ROLES else "body"


def _goes_on(proof: Proof, index: int) -> bool:
    """Tell whether a text follows a caption or credit in the same element, and may be more of it."""
    before = index - 1
    return (
        proof.labels[before].role in {"caption", "credit"}
        and proof.labels[before].score >= _DOUBTED
        and proof.layout.parent(before) == proof.layout.parent(index)
    )


# --- captions that nothing calls so ---------------------------------------------------------------


def _lines(proof: Proof, places: set[int]) -> Iterator[int]:
    """Yield the lines below images, of several that stand nowhere else in their element."""
    layout = proof.layout
    lines: dict[int, list[int]] = defaultdict(list)
    for index in proof.of_role("body"):
        block = layout.blocks[index]
        if block.tag == "p" and len(block.text) <= _MOST_LINE and not _ends(block.text):
            lines[layout.parent(index)].append(index)
    for found in lines.values():
        below = [index for index in found if index in places]
        if len(below) >= _FEW and len(found) - len(below) <= _STRAY * len(below):
            yield from below


def _ends(text: str) -> bool:
    return text.endswith((*STOPS, ":", ";", ",", ")", "’"))


def _misfits(proof: Proof, places: set[int]) -> Iterator[int]:
    """Yield the texts of unclear role in a small element of class "caption" at an image."""
    layout, end = proof.layout, proof.story[-1] if proof.story else 0
    for index in chain.from_iterable(map(proof.of_role, _MISFITS)):
        if proof.labels[index].score >= _VAGUE or index > end:
            continue
        near = index in places or index + 1 in places
        if near and any(
            node.end - node.start <= _MOST_BOX and _CAPTION.search(node.words)
            for node in layout.around(index, 2)
        ):
            yield index
