"""Headline, the other headline, and the kicker printed with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from articlekit.blocks import Block
from articlekit.features.likeness import word_set
from articlekit.fields import Found
from articlekit.fields.evidence import Evidence
from articlekit.jsonld import squash, text_of
from articlekit.metadata import Metadata
from articlekit.roles import BODY_ROLES

_SEPARATOR = re.compile(r"\s+[|–—·•»:-]\s+|\s*[|»]\s*")
_LEAST_TITLE_WORDS: Final = 3
_MAX_BAR_WORDS: Final = 4
_EDGES: Final = " |–—·•»:-"
_MARKS: Final = tuple("|–—·•»:-")
_OPENING: Final = "\"'“”„«»‘‚(¿¡「『"
"""Signs that begin a headline; before them a colon may stand."""


class _Shown(NamedTuple):
    """A headline as printed, and the eyebrow that its own element holds."""

    text: str
    kicker: str | None
    at: int
    """The block that it begins with."""


def find_headline(evidence: Evidence, site_name: str | None) -> Found[str] | None:
    """Return the headline as shown to readers, else the best declared one.

    A shown headline wins, because the declared ones are often written for search engines.
    """
    shown = _shown(evidence, site_name)
    if shown is not None:
        return Found(shown.text, evidence.source(shown.at))
    declared = declared_headlines(evidence.metadata, site_name)
    if not _has_story(evidence):
        # The title of a section front or a search page is no headline; that of a story's node is.
        declared = (found for found in declared if ":headline" in found.source)
    return next(declared, None)


def _has_story(evidence: Evidence) -> bool:
    """Tell whether the page shows the text of a story, or says that it is one."""
    kind = evidence.metadata.first_meta("og:type")
    declared = kind is not None and kind[1].lower() == "article"
    return declared or any(True for _ in evidence.indices(*BODY_ROLES))


_HEAD_ROLES: Final = frozenset({"headline", "kicker", "dek", "byline", "date", "caption", "credit"})


def find_kicker(evidence: Evidence, site_name: str | None) -> Found[str] | None:
    """Return the eyebrow nearest to the headline, or the one inside its element."""
    shown = _shown(evidence, site_name)
    if shown and shown.kicker:
        return Found(shown.kicker, evidence.source(shown.at))
    indices = [i for i in evidence.indices("kicker") if _is_beside(evidence, i, shown)]
    if not indices:
        return None
    nearest = min(indices, key=lambda i: abs(i - (shown.at if shown else 0)))
    return Found(evidence.block(nearest).text, evidence.source(nearest))


def _is_beside(evidence: Evidence, index: int, shown: _Shown | None) -> bool:
    """Tell whether a kicker is printed with the headline: only parts of the head in between."""
    if shown is None:
        return True
    low, high = sorted((index, shown.at))
    return all(label.role in _HEAD_ROLES for label in evidence.labels[low + 1 : high])


def _shown(evidence: Evidence, site_name: str | None) -> _Shown | None:
    """Return the printed headline, its parts put together or parted as the page declares it.

    Where several elements hold it (a sticky bar, a copy in the share box), the one that the
    labeller is surest of counts. The parts of one element, which a style sheet sets apart, are
    eyebrow and headline if the page calls the second part its title, else one headline.
    """
    surest = max(evidence.indices("headline"), key=lambda i: evidence.labels[i].score, default=None)
    if surest is None:
        return None
    node = evidence.block(surest).node
    indices = [i for i in evidence.indices("headline") if evidence.block(i).node == node]
    texts = [evidence.block(i).text for i in indices]
    lead = _lead(evidence.block(indices[0])) if len(texts) == 1 else texts[0]
    whole = _joined(texts)
    bare = _strip_bar(whole)
    if not lead and bare == whole:
        return _Shown(whole, None, indices[0])
    declared = {squash(found.value) for found in declared_headlines(evidence.metadata, site_name)}
    rest = whole[len(lead) :].lstrip(_EDGES)
    if lead and squash(rest) in declared:
        return _Shown(rest, lead.rstrip(_EDGES), indices[0])
    return _Shown(bare if squash(bare) in declared else whole, None, indices[0])


def _lead(block: Block) -> str:
    """Return the first part of a headline that has an element of its own: an eyebrow, a date."""
    ends = (m.end for m in block.marks if m.start == 0 and m.end < len(block.text))
    return block.text[: max(ends, default=0)]


def _joined(texts: list[str]) -> str:
    """Join the parts of a headline with a colon, unless a sign already stands between them.

    >>> _joined(["Harbour", "Ferry back"]), _joined(["Ferry back!", "At last"])
    ('Harbour: Ferry back', 'Ferry back! At last')
    """
    whole = texts[0]
    for text in texts[1:]:
        parted = not whole[-1].isalnum() or not (text[0].isalnum() or text[0] in _OPENING)
        whole += f" {text}" if parted else f": {text}"
    return whole


def find_alt_headline(
    metadata: Metadata, headline: str | None, site_name: str | None
) -> Found[str] | None:
    """Return a declared headline with other words than the shown one."""
    if headline is None:
        return None
    others = _alternatives(metadata, site_name)
    return next((found for found in others if _is_other(found.value, headline)), None)


def _is_other(title: str, headline: str) -> bool:
    """Tell whether a title has other words than the headline with a site's name or an eyebrow.

    >>> _is_other("The Post: Ferry back", "Ferry back"), _is_other("Ferry returns", "Ferry back")
    (False, True)
    """
    other, shown = squash(title), squash(headline)
    if not other or other == shown:
        return False
    low, end = title.lower(), headline.lower()
    before = low.removesuffix(end) if low.endswith(end) else ""
    after = low.removeprefix(end) if low.startswith(end) else ""
    return not (before.rstrip(" ")[-1:] in _MARKS or after.lstrip(" ")[:1] in _MARKS)


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


@lru_cache(maxsize=64)  # several fields ask for the few titles of a page
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
        if _is_site(last, site) or (site <= last and len(last) < len(site) + _MAX_BAR_WORDS):
            title = title[: title.rfind(parts[-1])].rstrip(_EDGES)
        elif _is_site(first, site):
            title = title[len(parts[0]) :].lstrip(_EDGES)
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
