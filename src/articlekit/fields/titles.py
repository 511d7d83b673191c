"""What a page declares as its headline, freed from the names of site and section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from articlekit.features.likeness import word_set
from articlekit.fields import Found
from articlekit.fields.urls import host_of
from articlekit.jsonld import squash, text_of

if TYPE_CHECKING:
    from articlekit.metadata import Metadata

_SEPARATOR = re.compile(r"\s+[|–—·•»›:-]\s+|\s*[|»›ㅣ]\s*|\s+::\s+")
_CHAIN = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff」』！？])\s?(?:_|--)(?=[\u3400-\u9fff])")
"""Chinese sites chain headline, section and name with low lines or pairs of hyphens."""
_DASH = re.compile(r"\s+[–—-]\s+")
_LEAST_TITLE_WORDS: Final = 3
_MAX_BAR_WORDS: Final = 5
EDGES: Final = " |–—·•»›:-"
_LEAST_NAME: Final = 3


class Titles(NamedTuple):
    """The declared headlines, as texts that are compared: letters and digits only."""

    whole: frozenset[str]
    """Declared headlines, site names cut off."""
    parts: frozenset[str]
    """What the titles hold between separators: one of the parts is often the headline."""
    names: frozenset[str]
    """The name of the site."""


def read_titles(metadata: Metadata, site_name: str | None) -> Titles:
    """Gather what headlines of the page are compared with.

    Args:
        metadata: What the page declares.
        site_name: The name of its site, None if it is not known.
    """
    whole = frozenset(squash(f.value) for f in declared_headlines(metadata, site_name)) - {""}
    raw = filter(None, (metadata.title, *metadata.meta.get("og:title", ())))
    parts = frozenset(squash(part) for title in raw for part in _SEPARATOR.split(title)) - {""}
    return Titles(whole, parts, _names(metadata.url, site_name))


@lru_cache(maxsize=64)  # several fields ask for those of a page
def _names(url: str | None, site_name: str | None) -> frozenset[str]:
    """Return what a site is called, with and without the article, as `squash` leaves it."""
    host = host_of(url)
    domain = ".".join(host.split(".")[-2:])
    names = (site_name or "", host, domain, *(n.rpartition(".")[0] for n in (host, domain)))
    keys = [key for key in map(squash, names) if len(key) >= _LEAST_NAME]
    return frozenset(name for k in keys for name in (k, "the" + k, k.removeprefix("the")))


def declared_headlines(metadata: Metadata, site_name: str | None) -> Iterator[Found[str]]:
    """Yield what the page declares as its headline, the most trustworthy first.

    Args:
        metadata: What the page declares.
        site_name: The name of its site, which is cut off; None if it is not known.
    """
    names = _names(metadata.url, site_name)
    for where, node in (("json-ld", metadata.article), ("microdata", metadata.microdata)):
        if text := text_of((node or {}).get("headline")):
            yield Found(_bare(text, site_name, names), f"{where}:headline")
    for name in ("og:title", "twitter:title", "dc.title", "title"):
        if found := metadata.first_meta(name):
            yield Found(_bare(found[1], site_name, names), f"meta:{name}")
    if metadata.title:
        title = _bare(metadata.title, site_name, names)
        # What no editor wrote for sharing ends with the names of site and section most often.
        yield Found(_strip_names(title), "title")


@lru_cache(maxsize=64)  # the few titles of a page are much alike, and several fields ask
def _bare(title: str, site_name: str | None, names: frozenset[str]) -> str:
    """Cut off the site's name, as declared or as it stands in the address."""
    title = strip_site_name(title, site_name)
    parts = _SEPARATOR.split(title)
    if len(parts) > 1 and squash(parts[-1]) in names:
        return title[: title.rfind(parts[-1])].rstrip(EDGES)
    return title


def _strip_names(title: str) -> str:
    """Cut a last part off that is short and written as names are.

    >>> _strip_names("Ferry runs to the island - Lowmouth Port Forum")
    'Ferry runs to the island'
    >>> _strip_names("Ferry runs again - after a year"), _strip_names("Storm - Ferry Back")
    ('Ferry runs again - after a year', 'Storm - Ferry Back')
    """
    head, dash, tail = _DASH.sub("\0", title).rpartition("\0")
    if not dash or len(head.split()) < _LEAST_TITLE_WORDS:
        return title
    words = tail.split()
    named = len(words) <= _MAX_BAR_WORDS and all(word[0].isupper() for word in words)
    return title[: len(title) - len(tail)].rstrip(EDGES) if named else title


@lru_cache(maxsize=64)
def strip_site_name(title: str, site_name: str | None) -> str:
    """Cut a site or section name off a title.

    >>> strip_site_name("Ferry runs again | The Lowmouth Post", "Lowmouth Post")
    'Ferry runs again'
    >>> strip_site_name("Ferry runs again - after a year", None)
    'Ferry runs again - after a year'
    >>> strip_site_name("渡船恢复通航_社会_海湾新闻", None)
    '渡船恢复通航'
    """
    title = _CHAIN.split(title, maxsplit=1)[0]
    parts = _SEPARATOR.split(title)
    site = word_set(site_name or "")
    while len(parts) > 1 and site:
        last, first = word_set(parts[-1]), word_set(parts[0])
        if _is_site(last, site) or (site <= last and len(last) < len(site) + _MAX_BAR_WORDS):
            title = title[: title.rfind(parts[-1])].rstrip(EDGES + "ㅣ")
        elif _is_site(first, site):
            title = title[len(parts[0]) :].lstrip(EDGES)
        else:
            return _strip_bar(title)
        parts = _SEPARATOR.split(title)
    return _strip_bar(title)


def _is_site(words: frozenset[str], site: frozenset[str]) -> bool:
    return bool(words) and words <= site | {"the"}


def _strip_bar(title: str) -> str:
    """Cut short parts behind a bar, which is printed before names of sites and sections only."""
    head, bar, tail = title.rpartition(" | ")
    if bar and len(word_set(head)) >= _LEAST_TITLE_WORDS and len(word_set(tail)) <= _MAX_BAR_WORDS:
        return _strip_bar(head)
    return title
