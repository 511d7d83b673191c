"""The canonical address of a story and the name of its site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

from articlekit.fields import Found
from articlekit.fields.evidence import join_plainly
from articlekit.jsonld import text_of, types_of

if TYPE_CHECKING:
    from articlekit.metadata import Metadata

_SEPARATOR = re.compile(r"\s+[|·•»«–—-]\s+|\s*[|»]\s*")
_WORD = re.compile(r"\w+")
_MAX_NAME_CHARS = 80


def find_canonical_url(metadata: Metadata) -> Found[str] | None:
    """Return the address that the page calls its own, absolute."""
    return next(_canonicals(metadata), None)


def _canonicals(metadata: Metadata) -> Iterator[Found[str]]:
    rungs = (
        # Made for search engines; a wrong one costs the publisher readers.
        ("link:canonical", metadata.links.get("canonical")),
        # Made for sharing; campaigns sometimes leave their parameters in it.
        ("meta:og:url", next(iter(metadata.meta.get("og:url", ())), None)),
        ("json-ld:mainEntityOfPage", _node_address(metadata, "mainEntityOfPage")),
        ("json-ld:url", _node_address(metadata, "url")),
    )
    for source, address in rungs:
        absolute = absolute_address(address, metadata.base_url)
        if absolute and not _is_front_page(absolute, metadata.url):
            yield Found(absolute, source)


def _node_address(metadata: Metadata, key: str) -> str | None:
    return text_of((metadata.article or {}).get(key), "@id", "url")


def absolute_address(address: str | None, base_url: str | None) -> str | None:
    """Return an absolute http address without a fragment, None for anything else.

    >>> absolute_address("/a#top", "https://example.org/b"), absolute_address("none", None)
    ('https://example.org/a', None)
    """
    if not address or address.split() != [address]:
        return None
    if plain := join_plainly(address, base_url):
        return plain.partition("#")[0]
    try:
        absolute = urljoin(base_url or "", address).partition("#")[0]
        parts = urlsplit(absolute)
    except ValueError:  # an address such as "http://[" cannot be parsed
        return None
    return absolute if parts.scheme in {"http", "https"} and parts.netloc else None


def split_address(url: str | None) -> SplitResult:
    """Take an address apart; an address that cannot be parsed has no parts.

    >>> split_address("https://www.example.org/a").hostname, split_address("http://[").path
    ('www.example.org', '')
    """
    try:
        return urlsplit(url or "")
    except ValueError:
        return urlsplit("")


@lru_cache(maxsize=64)  # several fields ask for the page's own
def host_of(url: str | None) -> str:
    """Return the host of an address without ``www.``.

    >>> host_of("https://www.example.org:80/a"), host_of(None)
    ('example.org', '')
    """
    return (split_address(url).hostname or "").removeprefix("www.")


def _is_front_page(address: str, url: str | None) -> bool:
    """Tell whether a story claims the front page as its address, as careless templates do."""
    parts, own = split_address(address), split_address(url)
    return parts.path in {"", "/"} and not parts.query and own.path not in {"", "/"}


def find_site_name(metadata: Metadata) -> Found[str] | None:
    """Return the name under which the site publishes."""
    return next(_site_names(metadata), None)


def _site_names(metadata: Metadata) -> Iterator[Found[str]]:
    # The name in full, made for exactly this purpose.
    yield from _filled("meta:og:site_name", metadata.first_meta("og:site_name"))
    # The publisher of the story; a company's name on some sites.
    for origin, node in (("json-ld", metadata.article), ("microdata", metadata.microdata)):
        yield from _named(f"{origin}:publisher", text_of((node or {}).get("publisher")))
    for kind in ("WebSite", "NewsMediaOrganization"):
        nodes = (node for node in metadata.jsonld if kind in types_of(node))
        for node in nodes:
            yield from _named(f"json-ld:{kind}.name", text_of(node.get("name")))
    names = ("application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher")
    yield from _filled("meta", metadata.first_meta(*names))
    # The last part of the title, where it is the host's name: "Ferry back - Harbour Gazette".
    yield from _from_title(metadata)


def _filled(source: str, found: tuple[str, str] | None) -> Iterator[Found[str]]:
    if found:
        name, content = found
        yield from _named(source if ":" in source else f"{source}:{name}", content)


def _named(source: str, name: str | None) -> Iterator[Found[str]]:
    """Yield a name unless it is an address, a handle or a sentence."""
    if name and len(name) <= _MAX_NAME_CHARS and "://" not in name and not name.startswith("@"):
        yield Found(name, source)


def _from_title(metadata: Metadata) -> Iterator[Found[str]]:
    parts = _SEPARATOR.split(metadata.title or "")
    host = host_of(metadata.url)
    bare_host = "".join(_WORD.findall(host.rpartition(".")[0].lower()))
    for part in parts[:0:-1]:
        words = [word.lower() for word in _WORD.findall(part)]
        if bare_host and words and "".join(words) in {bare_host, "the" + bare_host}:
            yield Found(part, "title")
