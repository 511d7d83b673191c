"""What a text is by the image right before it: caption, credit, or a paragraph like its siblings.

A text that describes is no name, whatever stands in its place on other pages. A paragraph that has
no image before it and is set like its siblings is none of the captions among them. Lines without
a full stop that stand below images and nowhere else are captions, though nothing calls them so.
A line that says "Photos:" and who made them is a credit, wherever it stands. And what a reader
clicks, to enlarge an image or to agree to an embed, describes nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Final

from articlekit.fields._credit_words import AGENCY, BY, LABELS, LEADING, STOPS, WORD, share_of_names
from articlekit.fields.credits import split_credit
from articlekit.roles import BODY_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from articlekit.blocks import Layout
    from articlekit.fields.proof import Proof
    from articlekit.roles import Role

_Kind = tuple[str, str, str, str]

_DOUBTED: Final = 0.6  # likelihood of a caption
_TORN: Final = 0.2  # likelihood of a caption, for a text that describes
_LEAST: Final = 3  # words of a text that describes; two may be a name in small letters
_NAMELY: Final = 0.8  # share of names in a credit without any sign of one
_FEW: Final = 3  # siblings that tell how paragraphs are set
_MOST_LINE: Final = 100  # characters of a line below an image
_STRAY: Final = 0.25  # lines that stand below no image, of those that do
_NUMBERED: Final = re.compile(r"[^\W\d_]{2,14}\.? \d{1,3}[a-z]?\s?[.:|–—-]\s")
"""How a caption may begin: "Image 2: ..."."""
_CONTROL: Final = re.compile(
    r"(?:view|see|show|load) (?:\d{1,3} |this |the |all )?"
    r"(?:image|photo|picture|post|tweet|video|embed|content|gallery)s?(?: credits?| on \w{1,20})?|"
    r"(?:hide|show) captions?(?: (?:hide|show) captions?)?|"
    r"(?:expand|open|press enter or click|click|tap|view)\b.{0,20}\bfull ?-?(?:screen|size)|"
    r"learn more|mehr (?:erfahren|informationen)|"
    r"(?:beitrag|video|inhalt|karte) (?:laden|anzeigen|entsperren)|"
    r"(?:grafik|bild|download|save) (?:herunterladen|image|chart|photo)|"
    r"en savoir plus|(?:charger|afficher) (?:le contenu|la publication|la vidéo)|"
    r"(?:cargar|ver) (?:el )?(?:contenido|vídeo|publicación)|más información",
    re.IGNORECASE,
)
"""The whole text of what a reader clicks, to see more of an image or to agree to an embed."""
_CONSENT: Final = re.compile(
    r"by (?:loading|clicking|playing|viewing|watching)\b[^.]{0,80}\b(?:accept|agree|consent)|"
    r"(?:mit dem|beim|durch) (?:laden|klick|anzeigen|abspielen)\b[^.]{0,80}"
    r"\b(?:akzeptier|einverstanden|zu\b|stimm)|"
    r"en (?:chargeant|cliquant|affichant)\b[^.]{0,80}\baccept|"
    r"al (?:cargar|hacer clic|ver)\b[^.]{0,80}\bacepta",
    re.IGNORECASE,
)
"""How the text begins that stands for an embed until the reader agrees to it."""
_SIGNED: Final = re.compile(rf"[/©ⓒ@]|\([cC]\)|(?<!\w)(?:{LABELS}|{BY})(?!\w)", re.IGNORECASE)


def sort_pictured(proof: Proof) -> Iterator[tuple[int, Role]]:
    """Yield the blocks whose image, or want of one, says what they are, with that role."""
    places = {media.at for media in proof.layout.media if media.kind == "image"}
    yield from ((index, "other") for index in _controls(proof))
    yield from ((index, "caption") for index in _unsigned(proof, places))
    yield from _unpictured(proof)
    yield from ((index, "caption") for index in _lines(proof, places))
    yield from ((index, "credit") for index in proof.of_role("body") if _credits(proof, index))


def _kind(layout: Layout, index: int) -> _Kind:
    """Return tag and class names of a block's element and of the one around it."""
    node = layout.nodes[layout.blocks[index].node]
    outer = layout.nodes[max(node.parent, 0)]
    return node.tag, node.words, outer.tag, outer.words


def _controls(proof: Proof) -> Iterator[int]:
    """Yield the buttons over images and in the place of embeds, which describe nothing."""
    for index in chain(proof.of_role("caption"), proof.of_role("credit")):
        block = proof.layout.blocks[index]
        clicked = block.tag == "button" or _CONTROL.fullmatch(block.text.rstrip(" .›»→"))
        if clicked or _CONSENT.match(block.text):
            yield index


# --- captions that were taken for credits ---------------------------------------------------------


def _unsigned(proof: Proof, places: set[int]) -> Iterator[int]:
    """Yield the doubted credits at an image that bear no sign of one and describe."""
    for index in proof.of_role("credit"):
        text = proof.layout.blocks[index].text
        torn = index in places and _is_torn(proof, index, places)
        if torn and _describes(text) and not _is_signed(text):
            yield index


def _is_torn(proof: Proof, index: int, places: set[int]) -> bool:
    """Tell whether a credit might be a caption, and no other text of its image is one."""
    label = proof.labels[index]
    likely = label.runner_up == "caption" and label.runner_up_score >= _TORN
    after = index + 1
    alone = after in places or after >= len(proof.labels) or proof.labels[after].role != "caption"
    return likely and alone


def _credits(proof: Proof, index: int) -> bool:
    """Tell a line of the story that only says who made the images, such as "Fotos: Ines Vall"."""
    text = proof.layout.blocks[index].text
    if len(text) > _MOST_LINE or not LEADING.match(text):
        return False
    return split_credit(text).caption is None


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
    words = len(WORD.findall(text))
    return words >= _LEAST and share_of_names(_NUMBERED.sub("", text, count=1)) < _NAMELY


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
    """Tell whether a text follows a caption or credit in the same element, and goes on with it."""
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
