"""Captions told by where they stand, whatever the labeller took them for.

A box that holds an image and a text or two, and is named for images, holds no paragraph of the
story: its text is the caption. A text that repeats where its image leads is that of a teaser, and
what stands in a menu describes nothing of the story.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from articlekit.roles import BODY_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from articlekit.blocks import Block, Layout, Media, Node
    from articlekit.fields.proof import Proof
    from articlekit.roles import Role

_MOST_BOX: Final = 3
"""Blocks of an image's box: a button, the caption, a credit."""
_MOST_TEXT: Final = 500  # characters of a caption
_MOST_SHARE: Final = 0.5
"""Of the story's text; a page that prints more in such boxes is laid out in them."""
_IMAGE_BOX: Final = re.compile(
    r"(?<![a-z])(?:im(?:age|g)|photo|foto|picture|figure|bild|slide|video)", re.IGNORECASE
)
_LEGEND: Final = re.compile(
    r"caption|legend(?!a)|l[eé]gende|(?:bild)?unterschrift|cutline|leyenda|didascalia|pie-?de-?foto|"
    r"bijschrift|(?:bilde?|billed|kuva)te[kx]st",
    re.IGNORECASE,
)
_TIMED: Final = re.compile(r"\d{1,2}:\d{2}(?:\s|$)")
"""How long a video is, before its title."""
_SHOWS: Final = re.compile(
    r"\(?(?:(?:(?:pictured |photo |image )?(?:above|below|left|right|top|bottom)|pictured|im bild|"
    r"(?:header|cover|featured|top) (?:image|photo)|auf dem (?:foto|bild)|en la (?:foto|imagen)|"
    r"na (?:foto|imagem)|sur la photo|nella foto|op de foto|på bilden|på bildet|na zdjęciu|на фото)"
    r"\s?:|图为|圖為|写真は|사진은)",
    re.IGNORECASE,
)
"""How a text begins that tells what is to be seen."""
_IMAGE_TAGS: Final = frozenset({"figure", "figcaption"})
_MISTAKEN: Final = frozenset({"body", "dek", "subhead"})
_SUBHEADS: Final = frozenset({"h2", "h3", "h4"})  # a headline's level is met in captions
_CHROME: Final = frozenset({"nav", "menu"})
_SLUG: Final = 5
"""Words of an address that name a page, where a caption goes on behind them."""
_SHORT: Final = 3  # letters; a shorter word says nothing of a page
_WORD: Final = re.compile(r"[^\W_]+")
_IMAGE_END: Final = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)$")
_SPELT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "a", "ø": "o"})


def sort_legends(proof: Proof) -> Iterator[tuple[int, Role]]:
    """Yield the blocks whose place says that they are captions, or none, with their role."""
    layout, labels = proof.layout, proof.labels
    boxed = set(_boxed(proof))
    size = layout.size(i for i in boxed if labels[i].role in BODY_ROLES)
    if boxed and size <= _MOST_SHARE * layout.size(proof.story):
        yield from ((index, "caption") for index in boxed)
    yield from ((index, "caption") for index in _announced(proof))
    for index in proof.of_role("caption"):
        if layout.is_in(index, _CHROME):
            yield index, "other"
        elif any(_is_teaser(layout, index, image) for image in _faces(layout, index)):
            yield index, "related"


def _announced(proof: Proof) -> Iterator[int]:
    """Yield the paragraphs beside an image that say themselves that they describe it."""
    places = {media.at for media in proof.layout.media if media.kind == "image"}
    for index in places | {place - 1 for place in places}:
        if 0 <= index < len(proof.labels) and proof.labels[index].role in _MISTAKEN:
            text = proof.layout.blocks[index].text
            if len(text) <= _MOST_TEXT and _SHOWS.match(text):
                yield index


def _boxed(proof: Proof) -> Iterator[int]:
    """Yield the texts within the story that share a small box with an image."""
    layout, story = proof.layout, proof.story
    if not story:
        return
    first, last = story[0] - _MOST_BOX, story[-1] + _MOST_BOX  # what a box can reach
    for media in layout.media:
        box = _box(layout, media) if first <= media.at <= last else None
        if box is None or box.end <= story[0] or box.start > story[-1]:
            continue
        inside = range(box.start, box.end)
        texts = [index for index in inside if proof.labels[index].role in _MISTAKEN]
        if len(texts) == 1 and _is_legend(proof, texts[0], box):
            yield texts[0]


def _box(layout: Layout, media: Media) -> Node | None:
    """Return the largest element around an image that holds little else."""
    box = None
    for number in layout.ancestors(media.node):
        node = layout.nodes[number]
        if node.end - node.start > _MOST_BOX:
            break
        box = node
    return box


def _is_legend(proof: Proof, index: int, box: Node) -> bool:
    """Tell whether a text in a box with an image is called its caption, or might be one."""
    block, label = proof.layout.blocks[index], proof.labels[index]
    if len(block.text) > _MOST_TEXT or block.tag in _SUBHEADS:
        return False
    around = list(_between(proof.layout, index, box))
    if any(node.tag == "figcaption" or _LEGEND.search(node.words) for node in around):
        return label.role != "subhead"
    likely = label.runner_up == "caption" or _TIMED.match(block.text)
    return bool(likely) and any(
        node.tag in _IMAGE_TAGS or _IMAGE_BOX.search(node.words) for node in around
    )


def _between(layout: Layout, index: int, box: Node) -> Iterator[Node]:
    """Yield the elements around a block, up to its box."""
    for node in layout.around(index):
        yield node
        if node is box:
            break


def _faces(layout: Layout, index: int) -> Iterator[Media]:
    """Yield the images right before a block that are links."""
    media = layout.media  # in page order
    for number in range(bisect_left(media, index, key=attrgetter("at")), len(media)):
        if media[number].at > index:
            break
        if media[number].kind == "image" and media[number].link:
            yield media[number]


def _is_teaser(layout: Layout, index: int, image: Media) -> bool:
    """Tell whether a text repeats the name of the page to which its image leads."""
    block = layout.blocks[index]
    if not _is_one_box(layout, block, image):
        return False
    words = _words(block.text)
    slug = _slug(image.link or "")
    named = len(words) > 1 and words <= slug
    return named or (len(slug) >= _SLUG and slug <= words)


def _is_one_box(layout: Layout, block: Block, image: Media) -> bool:
    """Tell whether a text and an image stand in one element, or in two of one."""
    around = {block.node, layout.nodes[block.node].parent}
    return image.node in around or layout.nodes[image.node].parent in around


def _words(text: str) -> set[str]:
    """Return the words of a text as addresses spell them, without numbers and short ones.

    >>> sorted(_words("Die Mühle am Fluß, 2024"))
    ['die', 'fluss', 'muehle']
    """
    spelt = unicodedata.normalize("NFKD", text.lower().translate(_SPELT))
    bare = "".join(sign for sign in spelt if not unicodedata.combining(sign))
    return {word for word in _WORD.findall(bare) if len(word) >= _SHORT and not word.isdigit()}


def _slug(url: str) -> set[str]:
    """Return the words of the last part of an address that is none of an image.

    >>> sorted(_slug("https://example.org/2024/the-old-mill-31/")), _slug("/photos/old-mill.jpg")
    (['mill', 'old', 'the'], set())
    """
    path = unquote(re.split(r"[?#]", url, maxsplit=1)[0]).lower().rstrip("/")
    return set() if _IMAGE_END.search(path) else _words(path.rpartition("/")[2])
