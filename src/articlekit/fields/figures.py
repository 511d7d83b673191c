"""The article's figures: which images belong to the story, with captions and credits."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from articlekit.article import Figure, Image, Video
from articlekit.blocks import Media
from articlekit.fields._credit_words import clean_credit
from articlekit.fields.body import Placed
from articlekit.fields.captions import read_caption, read_credit_line
from articlekit.fields.credits import is_house_credit, is_makers_name
from articlekit.fields.evidence import Evidence
from articlekit.fields.images import (
    image_key,
    image_likeness,
    is_image_address,
    resolve_image,
)
from articlekit.fields.urls import find_site_name
from articlekit.fields.videos import attribute, find_embeds, find_videos
from articlekit.jsonld import squash
from articlekit.roles import BODY_ROLES, Role

_HEAD_ROLES: Final[tuple[Role, ...]] = ("headline", "kicker", "dek", "byline", "date")
_ARTICLE_ROLES: Final = frozenset(
    {*BODY_ROLES, *_HEAD_ROLES, "caption", "credit", "keypoint", "note"}
)
_BEFORE: Final = 4  # blocks between an image and its caption: counters, buttons, a credit
_AFTER: Final = 2  # blocks between a caption and its image, where the caption stands first
_LIKELY: Final = 0.35  # a caption that is less likely is a push or a button
_SURE: Final = 0.5
_TORN: Final = 0.75
"""Likelihood of a caption, of that of a credit, from which a text is read as either."""
_LEAST: Final = 3  # words of a caption that might as well be a credit
_INSTEAD: Final = re.compile(
    r"javascript|datenschutz(?:erklärung|bestimmung)|privacy (?:policy|notice)|"
    r"politique de confidentialité|(?:política|politica) de privaci|informativa sulla privacy|"
    r"privacy(?:beleid|verklaring)|^(?:pin(?: it)?|save|share|enlarge|zoom|expand|play|close)$",
    re.IGNORECASE,
)
"""What stands where something would be shown, had the reader agreed; and buttons over images."""
_MAX_TEXTS: Final = 20  # captions or credits of one figure; each is compared with the others
_APART: Final = 1_000  # rank of an image that shares no element with a caption


class FoundFigures(NamedTuple):
    """What of the page's media belongs to the story."""

    figures: tuple[Figure, ...]
    flow: tuple[Placed, ...]
    """Those that stand within the body, and embeds."""
    videos: tuple[Video, ...]


class _Picture(NamedTuple):
    """An image of the page that is neither an icon nor a placeholder."""

    at: int
    media: Media
    image: Image
    in_story: bool
    """It stands among the story's blocks."""


class _Draft(NamedTuple):
    """A figure being put together."""

    at: int
    image: Image | None
    captions: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()


def find_figures(evidence: Evidence) -> FoundFigures:
    """Return the figures, each image once, in page order."""
    start, end = evidence.body_range()
    head = next(evidence.indices("headline"), start)
    pictures = _pictures(evidence, range(head + 1, end))
    legends = _legends(evidence, pictures)
    drafts = [
        legends.pop(number, _Draft(picture.at, picture.image))
        for number, picture in enumerate(pictures)
        if number in legends or picture.in_story
    ]
    drafts += (draft for draft in legends.values() if draft.captions)
    unique = _each_image_once(sorted(drafts, key=attrgetter("at")))
    flow = [Placed(d.at, _figure(d)) for d in unique if d.image and start < d.at < end]
    embeds = find_embeds(evidence, start, end)
    return FoundFigures(
        tuple(map(_figure, unique)), (*flow, *embeds), tuple(find_videos(evidence, head, end))
    )


def _pictures(evidence: Evidence, story: range) -> list[_Picture]:
    """Return the images near a caption or within the story; most of a page's are neither."""
    base = evidence.metadata.base_url
    legends = evidence.indices("caption", "credit")
    near = {at for i in legends for at in range(i - _BEFORE, i + _AFTER + 1)}
    pictures = []
    for media in evidence.layout.media:
        if media.kind != "image" or not (media.at in near or media.at in story):
            continue
        in_story = media.at in story and _in_story(evidence, media)
        if (in_story or media.at in near) and (image := resolve_image(media, base)):
            pictures.append(_Picture(media.at, media, image, in_story))
    return pictures


# --- captions to their images ---------------------------------------------------------------------


def _legends(evidence: Evidence, pictures: Sequence[_Picture]) -> dict[int, _Draft]:
    """Draft the figures that have a caption or credit, by the number of their picture.

    Those whose image is not among the pictures have a negative number.
    """
    drafts: dict[int, _Draft] = {}
    places = [picture.at for picture in pictures]
    last, number = -2, 0
    for index in _trusted(evidence):
        owner = _owner(evidence, index, pictures, places)
        if owner is not None:
            number = owner
        elif index > last + 1 or not _belongs(evidence, index, last):
            number = -1 - index
        at, image = (places[number], pictures[number].image) if number >= 0 else (index, None)
        draft = drafts.get(number, _Draft(at, image))
        drafts[number] = _with_text(evidence, draft, index)
        last = index
    return drafts


def _trusted(evidence: Evidence) -> Iterator[int]:
    """Yield the blocks with captions and credits whose labels are likely enough.

    What stands after the story describes teasers and goods more often than before.
    """
    _, end = evidence.body_range()
    for index in evidence.indices("caption", "credit"):
        likely = evidence.labels[index].score >= (_LIKELY if index < end else _SURE)
        if likely and not _INSTEAD.search(evidence.block(index).text):
            yield index


def _owner(
    evidence: Evidence, index: int, pictures: Sequence[_Picture], places: Sequence[int]
) -> int | None:
    """Return the picture that a caption speaks of: near it, in the closest common element.

    No text of the story stands between the two.
    """
    layout = evidence.layout
    depths = {node: d for d, node in enumerate(layout.ancestors(layout.blocks[index].node))}
    best: tuple[int, int, int] | None = None
    first, end = (
        bisect_left(places, index - _BEFORE),
        bisect_right(places, index + _AFTER),
    )
    for number in range(first, end):
        at = places[number]
        between = range(at, index) if at <= index else range(index + 1, at)
        if any(_is_body(evidence, i) for i in between):
            continue
        nodes = layout.ancestors(pictures[number].media.node)
        common = next((depths[node] for node in nodes if node in depths), _APART)
        rank = (common, 2 * abs(index - at) + (at > index), number)
        best = min(best or rank, rank)
    return best[2] if best else None


def _is_body(evidence: Evidence, index: int) -> bool:
    return evidence.labels[index].role in BODY_ROLES


def _belongs(evidence: Evidence, index: int, last: int) -> bool:
    """Tell whether a text without image of its own goes on with the one before it."""
    same_element = evidence.block(index).node == evidence.block(last).node
    return same_element or evidence.labels[index].role == "credit"


def _with_text(evidence: Evidence, draft: _Draft, index: int) -> _Draft:
    """Add a caption or credit block to a draft, unless it repeats what is there."""
    block, label = evidence.block(index), evidence.labels[index]
    if label.role == "caption":
        caption, credit = read_caption(block.text, block.marks)
    elif label.runner_up == "caption" and label.runner_up_score >= _TORN * label.score:
        caption, credit = read_credit_line(block.text, block.marks, _LEAST)
    else:
        caption, credit = read_credit_line(block.text, block.marks)
    house = find_site_name(evidence.metadata)
    alt = draft.image.alt if draft.image else None
    if caption and (
        (house and is_house_credit(caption, house.value)) or is_makers_name(caption, alt)
    ):
        credit = credit or clean_credit(caption)
        caption = None
    return draft._replace(
        captions=_added(draft.captions, caption), credits=_added(draft.credits, credit)
    )


def _added(texts: tuple[str, ...], text: str | None) -> tuple[str, ...]:
    """Append a text to others, save where one of the two holds the other: the longer stays.

    >>> _added(("Boats at noon.",), "Boats at noon"), _added(("Boats",), "A mill")
    (('Boats at noon.',), ('Boats', 'A mill'))
    """
    bare = squash(text or "")
    if not text or len(texts) >= _MAX_TEXTS or any(bare in squash(other) for other in texts):
        return texts
    return (*(other for other in texts if squash(other) not in bare), text)


def _figure(draft: _Draft) -> Figure:
    return Figure(draft.image, " ".join(draft.captions) or None, ", ".join(draft.credits) or None)


def _each_image_once(drafts: Iterable[_Draft]) -> list[_Draft]:
    """Join drafts of one image (a ``noscript`` twin, two sizes) and of one caption.

    An image that stands twice with different captions is two figures.
    """
    kept: list[_Draft] = []
    by_key: dict[str, int] = {}
    for draft in drafts:
        caption = squash(" ".join(draft.captions))
        keys = [f"image {image_key(draft.image.url)}"] if draft.image else []
        keys += [f"text {caption}"] if caption else []
        twin = next((by_key[key] for key in keys if key in by_key), None)
        if twin is None or not _are_one(kept[twin], draft):
            twin = len(kept)
            kept.append(draft)
        else:
            kept[twin] = _joined(kept[twin], draft)
        by_key |= dict.fromkeys(keys, twin)
    return kept


def _are_one(draft: _Draft, other: _Draft) -> bool:
    """Tell whether two drafts that share an image or a caption are of one figure."""
    if draft.captions and other.captions:
        if squash(" ".join(draft.captions)) != squash(" ".join(other.captions)):
            return False
        return not (draft.image and other.image) or _is_one_image(draft.image, other.image)
    return True


def _is_one_image(image: Image, other: Image) -> bool:
    return image_likeness(image.url, other.url) > 0


def _joined(draft: _Draft, other: _Draft) -> _Draft:
    return draft._replace(
        image=draft.image or other.image,
        captions=draft.captions or other.captions,
        credits=draft.credits or other.credits,
    )


# --- images without caption -----------------------------------------------------------------------

_PORTRAIT_WORDS = re.compile(
    r"author|byline|avatar|portrait|headshot|columnist|contributor|profile|autor|auteur",
    re.IGNORECASE,
)
_LEVELS: Final = 3  # elements above an image whose names are read


def _in_story(evidence: Evidence, media: Media) -> bool:
    """Tell whether an image without caption stands among the story's blocks.

    Both the block before and the one after must be the story's, and it must be neither the face
    of a link to another page nor that of an author.
    """
    labels = evidence.labels
    if media.link is not None and not _leads_to_image(media.link):
        return False
    if evidence.layout.nodes[media.node].hidden:
        return False
    around = {labels[media.at - 1].role, labels[media.at].role}
    return around <= _ARTICLE_ROLES and not ("byline" in around and _is_portrait(evidence, media))


def _leads_to_image(link: str) -> bool:
    """Tell a link to the whole image, or to nowhere, from one to another page."""
    return is_image_address(link) or link.startswith("#") or not link.strip()


def _is_portrait(evidence: Evidence, media: Media) -> bool:
    """Tell the face of an author: its markup says so, or its text is a name in the byline."""
    nodes = evidence.layout.nodes
    above = list(evidence.layout.ancestors(media.node))[:_LEVELS]
    own = (value for key, value in media.attributes if key in {"class", "id", "alt"})
    if any(map(_PORTRAIT_WORDS.search, (*own, *(nodes[node].words for node in above)))):
        return True
    alt = squash(attribute(media, "alt") or "")
    around = (evidence.block(media.at - 1).text, evidence.block(media.at).text)
    return bool(alt) and any(alt in squash(text) for text in around)
