"""Videos, and what the story shows from elsewhere: players, posts, frames."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from operator import attrgetter
from typing import Final

from articlekit.article import Embed, Video
from articlekit.blocks import Media
from articlekit.fields.body import Placed
from articlekit.fields.evidence import Evidence, absolute_url
from articlekit.jsonld import items_of, text_of
from articlekit.metadata import Metadata
from articlekit.roles import BODY_ROLES

_ADDRESS_KEYS: Final = ("src", "data-src", "source-src", "data", "data-lazy-src", "data-url")
# Frames that show nothing to a reader.
_UNSEEN = re.compile(
    r"googletagmanager|doubleclick|googlesyndication|recaptcha|/ads?[./]|plugins/like|about:blank",
    re.IGNORECASE,
)
_PLAYER = re.compile(
    r"(?:^|[./-])(?:youtube(?:-nocookie)?|vimeo|dailymotion|brightcove|jwplayer|kaltura|twitch|"
    r"streamable|rumble|wistia)\.|/(?:video|player)s?[/.-]",
    re.IGNORECASE,
)
_UNSEEN_SIDES: Final = frozenset({"0", "1", "0px", "1px"})  # such frames count visits


_POST = re.compile(r"\w-(?:tweet|media|embed|post|video)s?\b", re.IGNORECASE)


def _embedded_posts(evidence: Evidence, start: int, end: int) -> Iterator[Placed]:
    """Yield the posts of other sites that a script draws over a block quotation.

    Such a quotation is named for its widget and ends with a link to the post. Where its words are
    labelled as the story's they stand there as a quote, link and all.
    """
    nodes = evidence.layout.nodes  # in page order
    for node in islice(nodes, bisect_right(nodes, start, key=attrgetter("start")), None):
        if node.start >= end:
            break
        if node.tag != "blockquote":
            continue
        inside = range(node.start, node.end)
        if not _POST.search(node.words) or any(
            evidence.labels[i].role in BODY_ROLES for i in inside
        ):
            continue
        marks = chain.from_iterable(evidence.block(i).marks for i in inside)
        links = [url for mark in marks if (url := evidence.absolute(mark.url))]
        if links:
            yield Placed(node.start, Embed(links[-1]))


def find_embeds(evidence: Evidence, start: int, end: int) -> Iterator[Placed]:
    """Yield what the body shows from elsewhere, save what stands in a push for something."""
    yield from _embedded_posts(evidence, start, end)
    for item in evidence.layout.media:
        if item.kind == "embed" and start < item.at < end:
            url = _shown_address(evidence, item)
            around = (evidence.labels[item.at - 1].role, evidence.labels[item.at].role)
            if url and "promo" not in around:
                yield Placed(item.at, Embed(url, attribute(item, "title")))


def _shown_address(evidence: Evidence, item: Media) -> str | None:
    """Return where a frame or player leads; None if no reader sees it."""
    sides = (attribute(item, "width"), attribute(item, "height"))
    if any(side in _UNSEEN_SIDES for side in sides):
        return None
    if evidence.layout.nodes[item.node].hidden:
        return None
    url = _media_address(item, evidence.metadata.base_url)
    return None if url is None or _UNSEEN.search(url) else url


def attribute(item: Media, name: str) -> str | None:
    """Return an attribute of an image, a video or an embed; None where it is empty."""
    return next((value for key, value in item.attributes if key == name), None) or None


def _media_address(item: Media, base: str | None) -> str | None:
    for key in _ADDRESS_KEYS:
        url = absolute_url(attribute(item, key), base)
        if url:
            return url
    video = attribute(item, "data-videoid")
    return f"https://www.youtube.com/watch?v={video}" if video else None


def find_videos(evidence: Evidence, start: int, end: int) -> Iterator[Video]:
    """Yield the videos that the metadata declares, then the players within the story."""
    shown = (
        video
        for item in evidence.layout.media
        if start <= item.at <= end and (video := _video(evidence, item))
    )
    seen: set[str] = set()
    for video in (*_declared_videos(evidence.metadata), *shown):
        if video.url not in seen:
            seen.add(video.url)
            yield video


def _declared_videos(metadata: Metadata) -> Iterator[Video]:
    base = metadata.base_url
    for value in items_of((metadata.article or {}).get("video")):
        url = absolute_url(text_of(value, "contentUrl", "embedUrl", "url"), base)
        if url:
            still = text_of(value.get("thumbnailUrl")) if isinstance(value, Mapping) else None
            title = text_of(value) if isinstance(value, Mapping) else None
            yield Video(url, title, absolute_url(still, base))


def _video(evidence: Evidence, item: Media) -> Video | None:
    if item.kind not in {"video", "embed"}:
        return None
    url = _shown_address(evidence, item)
    if url is None or (item.kind == "embed" and not _PLAYER.search(url)):
        return None
    still = absolute_url(attribute(item, "poster"), evidence.metadata.base_url)
    return Video(url, attribute(item, "title"), still)
