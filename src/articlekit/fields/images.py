"""Images as the page means them: lazy loading, ``srcset`` and ``picture`` resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articlekit.article import Image
from articlekit.blocks import Media
from articlekit.fields.evidence import absolute_url

_CANDIDATE = re.compile(r"\s*([^\s,](?:\S*[^\s,])?)(?:\s+([\d.]+)([wx]))?[^,]*(?:,|$)")
_PLACEHOLDER = re.compile(
    r"^data:|blank\.|placeholder|spacer|transparent|1x1|pixel\.|loading\.|lazy[-_.]|grey\.gif", re.I
)
_JUNK = re.compile(
    r"(?:^|[/_.-])(?:logo|icon|sprite|avatar|gravatar|badge|button|emoji|pixel|tracker|spinner|"
    r"favicon|captcha)s?(?:[/_.-]|\d|$)",
    re.I,
)
_SOURCE_KEYS: Final = (
    "src", "data-src", "data-lazy-src", "data-original", "data-lazy", "data-url", "data-hi-res-src",
    "data-full-src", "data-large-file", "data-orig-file", "data-image", "data-img-url",
    "data-native-src", "data-echo", "data-defer-src", "data-src-large", "data-pin-media",
)  # fmt: skip
_SRCSET_KEYS: Final = (
    "srcset", "data-srcset", "data-lazy-srcset", "data-original-set", "source-srcset",
    "source-data-srcset",
)  # fmt: skip
_LEAST_SIDE: Final = 60  # pixels; smaller ones are icons, portraits of a byline, counters
_MAX_SRCSET: Final = 20_000


def resolve_image(media: Media, base: str | None) -> Image | None:
    """Return an image at its largest real address, None for icons, trackers and placeholders.

    Args:
        media: An image of the page, with the attributes of its element.
        base: What relative addresses are resolved against.
    """
    attributes = dict(reversed(media.attributes))
    width, height = _pixels(attributes.get("width")), _pixels(attributes.get("height"))
    if any(side is not None and side < _LEAST_SIDE for side in (width, height)):
        return None
    url = _best_address(media, attributes, base)
    if url is None or _JUNK.search(url.partition("?")[0].rpartition("://")[2].partition("/")[2]):
        return None
    return Image(url, attributes.get("alt", "").strip() or None, width, height)


def _best_address(media: Media, attributes: dict[str, str], base: str | None) -> str | None:
    """Choose by declared width among all candidates; the plain ``src`` where none is declared."""
    candidates = [
        (width, absolute_url(url, base))
        for key, value in media.attributes
        if key in _SRCSET_KEYS
        for url, width in parse_srcset(value)
    ]
    real = [(width, url) for width, url in candidates if url and not _PLACEHOLDER.search(url)]
    if real and max(real)[0] > 1:
        return max(real, key=lambda candidate: candidate[0])[1]
    for key in _SOURCE_KEYS:
        url = attributes.get(key)
        if url and not _PLACEHOLDER.search(url) and (whole := absolute_url(url, base)):
            return whole
    return real[0][1] if real else None


def parse_srcset(srcset: str) -> Iterator[tuple[str, float]]:
    """Yield the addresses of a ``srcset`` with their declared widths (or densities, or 0).

    >>> list(parse_srcset("a.jpg 320w, b.jpg?x=1,2 640w"))
    [('a.jpg', 320.0), ('b.jpg?x=1,2', 640.0)]
    """
    for match in _CANDIDATE.finditer(srcset[:_MAX_SRCSET]):
        url, number, _ = match.groups()
        yield url, _number(number)


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:  # "1.2.3"
        return 0.0


def _pixels(text: str | None) -> int | None:
    """Read a width or height attribute.

    >>> _pixels("640px"), _pixels("100%"), _pixels(None)
    (640, None, None)
    """
    match = re.match(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$", text or "")
    return int(match.group(1)) or None if match else None
