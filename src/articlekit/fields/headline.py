"""Headline, the other headline, and the kicker printed with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articlekit.features.likeness import squash, word_set
from articlekit.fields import Found
from articlekit.fields.evidence import Evidence
from articlekit.jsonld import text_of
from articlekit.metadata import Metadata

_SEPARATOR = re.compile(r"\s+[|–—·•»:-]\s+|\s*[|»]\s*")
_LEAST_TITLE_WORDS: Final = 3


def find_headline(evidence: Evidence, site_name: str | None) -> Found[str] | None:
    """Return the headline as shown to readers, else the best declared one.

    A shown headline wins, because the declared ones are often written for search engines. Where
    the page shows several blocks of that role (a sticky bar, a copy in the share box), the one
    that the labeller is surest of counts.
    """
    shown = max(
        evidence.indices("headline"), key=lambda i: evidence.labels[i].score, default=None
    )
    if shown is not None:
        return Found(evidence.block(shown).text, evidence.source(shown))
    return next(declared_headlines(evidence.metadata, site_name), None)


def find_alt_headline(
    metadata: Metadata, headline: str | None, site_name: str | None
) -> Found[str] | None:
    """Return a declared headline with other words than the shown one."""
    if headline is None:
        return None
    shown = squash(headline)
    for found in _alternatives(metadata, site_name):
        other = squash(found.value)
        if other and other != shown:
            return found
    return None


def _alternatives(metadata: Metadata, site_name: str | None) -> Iterator[Found[str]]:
    node = metadata.article or {}
    if text := text_of(node.get("alternativeHeadline")):
        yield Found(text, "json-ld:alternativeHeadline")
    yield from declared_headlines(metadata, site_name)


def declared_headlines(metadata: Metadata, site_name: str | None) -> Iterator[Found[str]]:
    """Yield what the page declares as its headline, the most trustworthy first."""
    for where, node in (("json-ld", metadata.article), ("microdata", metadata.microdata)):
        if text := text_of((node or {}).get("headline")):
            yield Found(strip_site_name(text, site_name), f"{where}:headline")
    for name in ("og:title", "twitter:title", "dc.title", "title"):
        if found := metadata.first_meta(name):
            yield Found(strip_site_name(found[1], site_name), f"meta:{name}")
    if metadata.title:
        yield Found(strip_site_name(metadata.title, site_name), "title")


def strip_site_name(title: str, site_name: str | None) -> str:
    """Cut a site or section name off a title.

    >>> strip_site_name("Ferry runs again | The Lowmouth Post", "Lowmouth Post")
    'Ferry runs again'
    >>> strip_site_name("Ferry runs again - after a year", None)
    'Ferry runs again - after a year'
    """
    parts = _SEPARATOR.split(title)
    site = word_set(site_name or "")
    while len(parts) > 1 and site:
        last, first = word_set(parts[-1]), word_set(parts[0])
        if last and last <= site | {"the"} or (site and site <= last and len(last) < len(site) + 4):
            title = title[: title.rfind(parts[-1])].rstrip(" |–—·•»:-")
        elif first and first <= site | {"the"}:
            title = title[len(parts[0]) :].lstrip(" |–—·•»:-")
        else:
            return _strip_bar(title)
        parts = _SEPARATOR.split(title)
    return _strip_bar(title)


def _strip_bar(title: str) -> str:
    """Cut short parts behind a bar, which is printed before names of sites and sections only."""
    head, bar, tail = title.rpartition(" | ")
    if bar and len(word_set(head)) >= _LEAST_TITLE_WORDS and len(word_set(tail)) <= 4:
        return _strip_bar(head)
    return title


def find_kicker(evidence: Evidence) -> Found[str] | None:
    """Return the eyebrow nearest to the headline."""
    headline = next(evidence.indices("headline"), None)
    indices = list(evidence.indices("kicker"))
    if not indices:
        return None
    nearest = min(indices, key=lambda i: abs(i - (headline if headline is not None else 0)))
    return Found(evidence.block(nearest).text, evidence.source(nearest))
