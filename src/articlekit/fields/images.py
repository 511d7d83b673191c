"""Images as the page means them: lazy loading, ``srcset`` and ``picture`` resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from os.path import commonprefix
from typing import Final
from urllib.parse import unquote, urlsplit

from articlekit.article import Image
from articlekit.blocks import Media
from articlekit.fields.evidence import absolute_url

_SUFFIXES: Final = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg")
_CANDIDATE = re.compile(r" ?([^ ,](?:\S*[^\s,])?)(?: ([\d.]+)([wx]))?[^,]*(?:,|$)")
# For names in small letters, which is many times as fast as ignoring case.
# Judged by the file's name alone: a folder may well be called "lazy" or "default".
_PLACEHOLDER = re.compile(
    r"(?:^|[-_.])(?:placeholder|spacer|transparent|1x1)(?:[-_.]|$)"
    r"|^(?:blank|loading|lazy|grey|gray|pixel|empty|dummy|trans)[-_]?(?:image|img|load(?:er|ing)?|gif)?"
    r"[-_]?\d{0,4}\."
)
_SCRIPT = re.compile(r"['\"<>{}]")  # some lazy loaders keep code where others keep an address
_DECORATION = re.compile(
    r"(?:^|[/_.-])(?:logo|icon|sprite|avatar|gravatar|emoji|smiley|spinner|favicon|captcha)s?"
    r"(?:[/_.-]|\d|$)"
)
_DEFAULT = re.compile(
    r"(?:^|[/_.-])(?:default|fallback|placeholder|logo|favicon|no[-_]?(?:image|photo|pic(?:ture)?))"
    r"(?:[/_.-]|\d|$)"
)
# A script fills ``src`` from these; what stands there before is a preview or a placeholder.
_LAZY_KEYS: Final = (
    "data-src", "data-lazy-src", "data-original", "data-lazy", "data-hi-res-src", "data-full-src",
    "data-large-file", "data-orig-file", "data-native-src", "data-echo", "data-defer-src",
    "data-src-large",
)  # fmt: skip
_SOURCE_KEYS: Final = (
    *_LAZY_KEYS, "src", "data-url", "data-image", "data-img-url", "data-pin-media",
)  # fmt: skip
_SRCSET_KEYS: Final = frozenset(
    "srcset data-srcset data-lazy-srcset data-original-set source-srcset source-data-srcset "
    "source-data-lazy-srcset".split()
)
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
    if url is None or _DECORATION.search(_path(url).lower()):
        return None
    return Image(url, attributes.get("alt", "").strip() or None, width, height)


def _best_address(media: Media, attributes: Mapping[str, str], base: str | None) -> str | None:
    """Choose by declared width among all candidates; the plain address where none is wider."""
    widest = _widest(media, base)
    written = filter(None, map(attributes.get, _SOURCE_KEYS))
    plain = (_real_address(address, base) for address in written)
    if widest is not None and widest[0] > 1:
        own = next(filter(None, plain), "")
        return own if _width_in(own) >= widest[0] else widest[1]
    url = next(filter(None, plain), widest[1] if widest else None)
    whole = absolute_url(media.link, base)  # a thumbnail often links to the whole image
    if url and whole and is_image_address(whole) and image_key(whole) == image_key(url):
        return whole
    return url


_WIDTH = re.compile(
    r"[?&](?:im)?w(?:idth)?=(\d{2,4})(?!\d)|[/,]w_(\d{2,4})(?!\d)|-(\d{3,4})x\d{2,4}\."
)


def _width_in(url: str) -> int:
    """Return the width that an address asks its image server for, 0 where it names none.

    >>> _width_in("https://a.example/w_2240,c_limit/map.jpg"), _width_in("/map.jpg?width=800")
    (2240, 800)
    >>> _width_in("/map-1024x768.jpg"), _width_in("/map-1024.jpg")
    (1024, 0)
    """
    match = _WIDTH.search(url)
    return int(match[1] or match[2] or match[3]) if match else 0


def _widest(media: Media, base: str | None) -> tuple[float, str] | None:
    """Return the candidate with the largest declared width, the first of several such."""
    candidates = [
        (width, written)
        for key, value in media.attributes
        if key in _SRCSET_KEYS
        for written, width in parse_srcset(value)
    ]
    # Widest first: most often one address is resolved, not all.
    candidates.sort(key=itemgetter(0), reverse=True)
    real = ((width, _real_address(written, base)) for width, written in candidates)
    return next(((width, url) for width, url in real if url), None)


def _real_address(written: str, base: str | None) -> str | None:
    """Resolve an address as written; None for what only holds an image's place."""
    if written.lstrip()[:5].lower() == "data:" or _SCRIPT.search(written):
        return None
    url = absolute_url(written, base)
    return None if url is None or _PLACEHOLDER.search(_file_name(url).lower()) else url


def parse_srcset(srcset: str) -> Iterator[tuple[str, float]]:
    """Yield the addresses of a ``srcset`` with their declared widths (or densities, or 0).

    >>> list(parse_srcset("a.jpg 320w, b.jpg?x=1,2 640w"))
    [('a.jpg', 320.0), ('b.jpg?x=1,2', 640.0)]
    """
    for match in _CANDIDATE.finditer(" ".join(srcset[:_MAX_SRCSET].split())):
        url, number, _ = match.groups()
        yield url, _number(number)


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:  # "1.2.3"
        return 0.0


_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$")


def _pixels(text: str | None) -> int | None:
    """Read a width or height attribute.

    >>> _pixels("640px"), _pixels("100%"), _pixels(None)
    (640, None, None)
    """
    match = _PIXELS.match(text) if text else None
    return int(match.group(1)) or None if match else None


def is_image_address(url: str) -> bool:
    """Tell whether an address is that of an image file.

    >>> is_image_address("https://cdn.example/storm.JPG?w=800"), is_image_address("/story")
    (True, False)
    """
    return url.partition("?")[0].partition("#")[0].lower().endswith(_SUFFIXES)


def is_site_default(url: str) -> bool:
    """Tell whether a declared image is what a site shows where a story has none.

    >>> is_site_default("https://a.example/static/og-default.png")
    True
    >>> is_site_default("https://a.example/default/storm.jpg")
    False
    """
    return _DEFAULT.search(_file_name(url).lower()) is not None


_INNER = re.compile(r"https?(?:%3A%2F%2F|://?)", re.IGNORECASE)
_SIZE = re.compile(
    r"(?:[-_@=~.](?:\d{1,4}x\d{0,4}|\d{2,4}[wh]|[whm][_=]?\d{2,4}(?:x\d{2,4})?|scaled|"
    r"large|medium|small|thumb(?:nail)?|(?:super)?jumbo|original))+$"
)
_TRANSFORM = re.compile(
    r"\d{2,4}x\d{2,4}|\d{1,2}[x:_]\d{1,2}|(?!19\d\d$|20[0-3]\d$)\d{3,4}|jpe?g|png|webp|fit-in|"
    r"[a-z]{1,10}[_=:][^/,]{1,20}(?:,[a-z]{1,10}[_=:][^/,]{1,20}){0,8}"
)
_SUFFIX = re.compile(r"\.[a-z]{2,5}$")
_ID = re.compile(r"[a-z\d]{6,}")
_DATE_OR_SIZE = re.compile(r"(?:19|20)\d{6}|\d+x\d+")
_LEAST_DIGITS: Final = 3
_LONGEST_SIZE: Final = 60  # characters at the end of a file's name that may say its size
_LEAST_SLUG: Final = 16  # characters that two file names begin with alike


@lru_cache(maxsize=256)  # each image of a page is compared with several
def image_key(url: str) -> str:
    """Return what the addresses of one image at several sizes have in common.

    >>> image_key("https://cdn.example/a/storm-800x600.jpg?w=800")
    'a/storm'
    >>> image_key(
    ...     "https://app.example/_next/image?url=https%3A%2F%2Fcdn.example%2Fa%2Fstorm.png&w=9"
    ... )
    'a/storm'
    """
    path = _inner_path(url)
    folders, _, name = path.rpartition("/")
    parts = [part for part in folders.split("/") if part and not _TRANSFORM.fullmatch(part)]
    stem = _stem(name)
    if stem and not _TRANSFORM.fullmatch(stem):
        parts.append(stem)
    return "/".join(parts) or url


def image_likeness(url: str, other: str, page_url: str | None = None) -> int:
    """Tell how surely two addresses are of one image, cut or sized differently; 0 is not at all.

    The same key counts most, then the same file name; an identifier that both paths hold and a
    file name that begins alike count by their length. An identifier in the page's own address is
    the story's, which all of its images may bear.

    >>> image_likeness("https://a.example/storm-9x9.jpg", "https://b.example/x/storm.jpg")
    500
    >>> image_likeness("https://a.example/13862217_W99.jpg", "https://a.example/13862217/b.jpg")
    8
    >>> image_likeness("https://a.example/storm.jpg", "https://a.example/calm.jpg")
    0
    """
    if image_key(url) == image_key(other):
        return 1000
    paths = _inner_path(url), _inner_path(other)
    names = [_stem(path.rpartition("/")[2]) for path in paths]
    if names[0] == names[1] != "" and not _TRANSFORM.fullmatch(names[0]):
        return 500
    shared = _ids(paths[0]) & _ids(paths[1]) - _ids((page_url or "").lower())
    slug = len(commonprefix(names))  # noqa: RUF071 - names are compared by character, not paths
    return max(max(map(len, shared), default=0), slug if slug >= _LEAST_SLUG else 0)


@lru_cache(maxsize=256)
def _ids(path: str) -> frozenset[str]:
    """Return the parts of a path that look like an asset's number or hash."""
    return frozenset(
        part
        for part in _ID.findall(path)
        if sum(map(str.isdigit, part)) >= _LEAST_DIGITS and not _DATE_OR_SIZE.fullmatch(part)
    )


@lru_cache(maxsize=256)
def _inner_path(url: str) -> str:
    """Return the path of an address, or of the one that an image server carries within it."""
    match = _INNER.search(url, 8)
    if match:
        inner = url[match.start() :]
        url = unquote(inner.partition("&")[0]) if "%" in match[0] else inner
    try:
        return unquote(urlsplit(url).path).lower().strip("/")
    except ValueError:  # an inner address such as "http://[" cannot be parsed
        return url


def _path(url: str) -> str:
    """Return the path of a whole address, many times as fast as `urlsplit`.

    >>> _path("https://a.example/b/c.jpg?d/e#f"), _path("https://a.example?b")
    ('/b/c.jpg', '')
    """
    front = url.partition("#")[0].partition("?")[0]
    start = front.find("/", front.find("//") + 2)
    return front[start:] if start >= 0 else ""


def _file_name(url: str) -> str:
    return _path(url).rpartition("/")[2]


def _stem(name: str) -> str:
    """Return a file name without suffix and size.

    >>> _stem("storm-1024x768.jpg"), _stem("storm@2x.webp"), _stem("storm_w250")
    ('storm', 'storm', 'storm')
    """
    bare = _SUFFIX.sub("", name)
    return bare[:-_LONGEST_SIZE] + _SIZE.sub("", bare[-_LONGEST_SIZE:])
