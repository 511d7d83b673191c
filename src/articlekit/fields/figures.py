"""The article's figures: which images belong to the story, with captions and credits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from articlekit.article import Embed, Figure, Image, Video
from articlekit.blocks import Layout, Media
from articlekit.fields import Found
from articlekit.fields.body import Placed
from articlekit.fields.credits import clean_credit, split_credit
from articlekit.fields.evidence import Evidence, absolute_url
from articlekit.fields.images import resolve_image
from articlekit.jsonld import items_of, text_of
from articlekit.metadata import Metadata
from articlekit.roles import BODY_ROLES, Role

_HEAD_ROLES: Final[tuple[Role, ...]] = ("headline", "kicker", "dek", "byline", "date")
_ARTICLE_ROLES: Final = frozenset({*BODY_ROLES, *_HEAD_ROLES, "caption", "credit", "keypoint", "note"})
_REACH: Final = 4  # blocks between an image and its caption: counters, buttons, a credit


class FoundFigures(NamedTuple):
    """What of the page's media belongs to the story."""

    figures: tuple[Figure, ...]
    flow: tuple[Placed, ...]
    """Those that stand within the body, and embeds."""
    videos: tuple[Video, ...]


class _Draft(NamedTuple):
    """A figure being put together."""

    at: int
    image: Image | None
    captions: tuple[str, ...]
    credits: tuple[str, ...]


def find_figures(evidence: Evidence) -> FoundFigures:
    """Return the figures, each image once, in page order."""
    media = [m for m in evidence.layout.media if m.kind == "image"]
    images = {
        index: image
        for index, item in enumerate(media)
        if (image := resolve_image(item, evidence.metadata.base_url))
    }
    texts = _caption_texts(evidence, media, images)
    chosen = [i for i in images if i in texts or _in_story(evidence, media[i])]
    drafts = [
        _Draft(media[i].at, images[i], *_split_roles(texts.get(i, ()))) for i in chosen
    ]
    loose = [(at, role, text) for at, role, text in texts.get(None, ())]
    drafts += [_Draft(at, None, (text,), ()) for at, role, text in loose if role == "caption"]
    drafts.sort(key=lambda draft: draft.at)
    unique = list(_each_image_once(drafts))
    start, end = evidence.body_range()
    flow = [Placed(d.at, _figure(d)) for d in unique if start < d.at < end and d.image]
    return FoundFigures(
        tuple(map(_figure, unique)),
        tuple(flow + list(_embeds(evidence, start, end))),
        tuple(_videos(evidence)),
    )


_Text = tuple[int, Role, str]


def _caption_texts(
    evidence: Evidence, media: list[Media], images: dict[int, Image]
) -> dict[int | None, list[_Text]]:
    """Give each caption and credit block to its image; those without one stand under None."""
    texts: dict[int | None, list[_Text]] = {}
    last: tuple[int, int | None] = (-9, None)
    for index in evidence.indices("caption", "credit"):
        owner = _image_of(evidence.layout, index, media, images)
        if owner is None and index - last[0] <= 1:
            owner = last[1]
        role, text = evidence.labels[index].role, evidence.block(index).text
        texts.setdefault(owner, []).append((index, role, text))
        last = (index, owner)
    return texts


def _image_of(
    layout: Layout, index: int, media: list[Media], images: dict[int, Image]
) -> int | None:
    """Return the image that a caption speaks of: near it, and in the closest common element."""
    depth = {node: d for d, node in enumerate(layout.ancestors(layout.blocks[index].node))}
    best: tuple[int, int, int] | None = None
    for number in images:
        gap = index - media[number].at
        if not -2 <= gap <= _REACH:
            continue
        common = next((depth[n] for n in layout.ancestors(media[number].node) if n in depth), 99)
        rank = (common, abs(gap) * 2 + (gap < 0), number)
        best = min(best or rank, rank)
    return best[2] if best else None


def _split_roles(texts: Iterable[_Text]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    rows = list(texts)
    return (
        tuple(dict.fromkeys(text for _, role, text in rows if role == "caption")),
        tuple(dict.fromkeys(text for _, role, text in rows if role == "credit")),
    )


def _figure(draft: _Draft) -> Figure:
    caption, fused = None, None
    if draft.captions:
        caption, fused = split_credit(" ".join(draft.captions))
    credit = ", ".join(filter(None, map(clean_credit, draft.credits))) or None
    return Figure(draft.image, caption, credit or fused)


def _in_story(evidence: Evidence, item: Media) -> bool:
    """Tell whether an image without caption stands among the story's blocks.

    Both the block before and the one after must be the story's, and it must not be the face of a
    link to another page.
    """
    if item.link is not None and not _is_image_address(item.link):
        return False
    labels = evidence.labels
    start = next(iter(evidence.indices("headline")), evidence.body_range()[0])
    if not start < item.at < evidence.body_range()[1]:
        return False
    before, after = labels[item.at - 1], labels[item.at]
    node = evidence.layout.nodes[item.node]
    return (
        not node.hidden and before.role in _ARTICLE_ROLES and after.role in _ARTICLE_ROLES
    )


def _is_image_address(url: str) -> bool:
    path = url.partition("?")[0].partition("#")[0].lower()
    return path.endswith((".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")) or not path


def _each_image_once(drafts: Iterable[_Draft]) -> Iterator[_Draft]:
    """Join drafts of one image (a ``noscript`` twin, two sizes) and of one caption."""
    kept: dict[str, _Draft] = {}
    for number, draft in enumerate(drafts):
        caption = " ".join(draft.captions)
        name = image_name(draft.image.url) if draft.image else None
        key = name or caption or str(number)
        twin = kept.get(key)
        if twin is None:
            kept[key] = draft
        else:
            kept[key] = twin._replace(
                image=twin.image or draft.image,
                captions=twin.captions or draft.captions,
                credits=twin.credits or draft.credits,
            )
    yield from kept.values()


def image_name(url: str) -> str:
    """Return what the addresses of one image at several sizes have in common.

    >>> image_name("https://cdn.example/a/storm-800x600.jpg?w=800")
    'storm'
    """
    import re

    name = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2].lower()
    return re.sub(r"([-_]\d{2,4}x\d{2,4}|\.\w{2,5})+$", "", name) or url


def _embeds(evidence: Evidence, start: int, end: int) -> Iterator[Placed]:
    for item in evidence.layout.media:
        if item.kind == "embed" and start < item.at < end:
            url = _media_address(item, evidence.metadata.base_url)
            if url and not _around(evidence, item.at, "promo"):
                title = dict(item.attributes).get("title") or None
                yield Placed(item.at, Embed(url, title))


def _around(evidence: Evidence, at: int, role: Role) -> bool:
    return any(evidence.labels[i].role == role for i in (at - 1, at) if 0 <= i < len(evidence.labels))


def _media_address(item: Media, base: str | None) -> str | None:
    attributes = dict(reversed(item.attributes))
    for key in ("src", "data-src", "source-src", "data", "data-lazy-src", "data-url"):
        url = absolute_url(attributes.get(key), base)
        if url:
            return url
    video = attributes.get("data-videoid")
    return f"https://www.youtube.com/watch?v={video}" if video else None


def _videos(evidence: Evidence) -> Iterator[Video]:
    """Yield the videos that the metadata declares, then the players within the story."""
    seen: set[str] = set()
    node = evidence.metadata.article or {}
    base = evidence.metadata.base_url
    for value in items_of(node.get("video")):
        url = absolute_url(text_of(value, "contentUrl", "embedUrl", "url"), base)
        if url and url not in seen:
            seen.add(url)
            thumbnail = text_of(value.get("thumbnailUrl")) if isinstance(value, dict) else None
            yield Video(url, text_of(value, "name"), absolute_url(thumbnail, base))
    start = next(iter(evidence.indices("headline")), evidence.body_range()[0])
    for item in evidence.layout.media:
        if item.kind == "video" and start <= item.at <= evidence.body_range()[1]:
            url = _media_address(item, base)
            if url and url not in seen:
                seen.add(url)
                attributes = dict(item.attributes)
                yield Video(url, attributes.get("title"), absolute_url(attributes.get("poster"), base))


def find_lead_image(
    metadata: Metadata, figures: tuple[Figure, ...]
) -> Found[Image] | None:
    """Return the article's main image.

    The page's own figure where it is the declared one (it is the larger, and has its text);
    the declared one where the page shows another; the first figure where none is declared.
    """
    declared = list(_declared_images(metadata))
    shown = [figure.image for figure in figures if figure.image]
    for source, image in declared:
        for own in shown:
            if image_name(own.url) == image_name(image.url):
                return Found(own, source)
    if declared:
        return Found(declared[0][1], declared[0][0])
    return Found(shown[0], "figure:0") if shown else None


def _declared_images(metadata: Metadata) -> Iterator[tuple[str, Image]]:
    base = metadata.base_url
    for name in ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"):
        found = metadata.first_meta(name)
        if found and (url := absolute_url(found[1], base)):
            yield f"meta:{name}", Image(url)
    for where, node in (("json-ld", metadata.article), ("microdata", metadata.microdata)):
        for key in ("image", "thumbnailUrl"):
            for value in items_of((node or {}).get(key)):
                if url := absolute_url(text_of(value, "url", "contentUrl", "@id"), base):
                    yield f"{where}:{key}", Image(url)
    if url := absolute_url(metadata.links.get("image_src"), base):
        yield "link:image_src", Image(url)
