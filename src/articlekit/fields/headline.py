"""Headline, the other headline, and the kicker printed with them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from articlekit.blocks import Block
from articlekit.fields import Found
from articlekit.fields.evidence import Evidence
from articlekit.fields.titles import (
    EDGES,
    Titles,
    declared_headlines,
    read_titles,
    strip_site_name,
)
from articlekit.fields.urls import split_address
from articlekit.jsonld import squash, text_of
from articlekit.metadata import Metadata
from articlekit.roles import BODY_ROLES

_MARKS: Final = tuple("|–—·•»:-")
_OPENING: Final = "\"'“”„«»‘‚(¿¡「『"
"""Signs that begin a headline; before them a colon may stand."""
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4"})
_TRAIL_TAGS: Final = frozenset({"li", "dd", "dt", "p"})
"""Where a trail of breadcrumbs or a list repeats the title."""
_WHOLE: Final = 0.9  # of a text under one link
_DECLARED: Final = 4.0  # logits; a sure label outweighs it
_PART: Final = 2.0
_UNLIKELY: Final = 0.001  # a label is never surer, nor less sure, than a title can outweigh
_NEAR: Final = 3  # blocks between two headings: an eyebrow, a hidden colon


_Group: TypeAlias = list[int]
"""The blocks of one element that may be the headline, in page order."""


class _Shown(NamedTuple):
    """A headline as printed, and the eyebrow that its own element holds."""

    text: str
    kicker: str | None
    at: int
    """The block that it begins with."""


class Head(NamedTuple):
    """The headline and the eyebrow printed with it, each None where the page has none."""

    headline: Found[str] | None
    kicker: Found[str] | None


def find_head(evidence: Evidence, site_name: str | None) -> Head:
    """Return headline and eyebrow, which are read together.

    Args:
        evidence: The labelled page.
        site_name: The name of its site, which is no headline; None if it is not known.
    """
    shown = _shown(evidence, site_name)
    return Head(_headline(evidence, site_name, shown), _kicker(evidence, shown))


def _headline(evidence: Evidence, site_name: str | None, shown: _Shown | None) -> Found[str] | None:
    """Return the headline as shown to readers, else the best declared one.

    A shown headline wins, because the declared ones are often written for search engines.
    """
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


def _kicker(evidence: Evidence, shown: _Shown | None) -> Found[str] | None:
    """Return the eyebrow nearest to the headline, or the one inside its element."""
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

    Several elements may be labelled so: the site's name, a sticky bar, a copy in the share box, a
    heading for search engines. The label, the declared titles and the place decide together.
    """
    titles = read_titles(evidence.metadata, site_name)
    printed = [group for group in _groups(evidence) if not _is_front(evidence, group, titles)]
    if not evidence.is_ruled("headline"):
        printed += _declared_headings(evidence, titles, printed)
    best = max(printed, key=lambda group: _strength(evidence, group, titles), default=None)
    if best is None:
        return None
    best = _heading_below(evidence, printed, best, titles) or best
    return _read(evidence, best, titles, site_name)


def _groups(evidence: Evidence) -> list[_Group]:
    """Put together the labelled blocks of each element."""
    groups: dict[int, _Group] = {}
    for index in evidence.indices("headline"):
        groups.setdefault(evidence.block(index).node, []).append(index)
    return list(groups.values())


def _declared_headings(
    evidence: Evidence, titles: Titles, known: Sequence[_Group]
) -> Iterator[_Group]:
    """Yield headings that no label calls so, but that print what the page declares."""
    first = min((group[0] for group in known), default=len(evidence.layout.blocks))
    _, end = evidence.body_range()
    likely = titles.whole if known else titles.whole | titles.parts
    for index, block in enumerate(evidence.layout.blocks[: max(first, end)]):
        if block.tag in _HEADINGS and evidence.labels[index].role != "headline":
            found = squash(block.text) in likely
            if found and not _is_front(evidence, [index], titles):
                yield [index]


def _text(evidence: Evidence, group: _Group) -> str:
    return _joined([evidence.block(index).text for index in group])


def _is_front(evidence: Evidence, group: _Group, titles: Titles) -> bool:
    """Tell whether a headline is the name of the site: it says so, or leads to the front page."""
    key = squash(_text(evidence, group))
    if key in titles.names:
        return True
    block = evidence.block(group[0])
    links = (m for m in block.marks if m.tag == "a" and m.end - m.start >= _WHOLE * len(block.text))
    return any(_is_front_page(evidence.absolute(mark.url)) for mark in links)


def _is_front_page(url: str | None) -> bool:
    parts = split_address(url)
    return bool(parts.netloc) and parts.path in {"", "/"} and not (parts.query or parts.fragment)


def _strength(evidence: Evidence, group: _Group, titles: Titles) -> float:
    """Weigh how likely an element is the headline, as a logit."""
    score = max(_score(evidence, index) for index in group)
    weight = math.log(score / (1 - score))
    block = evidence.block(group[0])
    if block.tag not in _TRAIL_TAGS:
        key = squash(_text(evidence, group))
        weight += _DECLARED if key in titles.whole else _PART if key in titles.parts else 0.0
    return weight


def _score(evidence: Evidence, index: int) -> float:
    label = evidence.labels[index]
    if label.role == "headline":
        score = label.score
    else:
        score = label.runner_up_score if label.runner_up == "headline" else 0.0
    return min(max(score, _UNLIKELY), 1 - _UNLIKELY)


def _heading_below(
    evidence: Evidence, groups: Sequence[_Group], best: _Group, titles: Titles
) -> _Group | None:
    """Return the headline below a heading of the first level that is written for search engines.

    Newsrooms that set the headline as a heading of the second level put another before it that
    few readers see, and declare both.
    """
    if evidence.block(best[0]).tag != "h1":
        return None
    for group in groups:
        near = 0 < group[0] - best[-1] <= _NEAR
        if near and evidence.block(group[0]).tag == "h2":
            last = squash(evidence.block(group[-1]).text)
            return group if {last, squash(_text(evidence, group))} & titles.whole else None
    return None


def _read(evidence: Evidence, group: _Group, titles: Titles, site_name: str | None) -> _Shown:
    """Part the eyebrow or what follows from the headline where the page declares it without.

    The parts of one element, which a style sheet sets apart, are eyebrow and headline if the page
    calls the second part its title, else one headline.
    """
    texts = [evidence.block(i).text for i in group]
    block = evidence.block(group[0])
    whole = _joined(texts)
    lead = _lead(block) if len(texts) == 1 else texts[0]
    rest = whole[len(lead) :].lstrip(EDGES)
    likely = titles.whole if squash(whole) in titles.whole else titles.whole | titles.parts
    if lead and squash(rest) in likely - titles.names:
        return _Shown(rest, lead.rstrip(EDGES), group[0])
    if (linked := _linked_lead(block)) and squash(linked) in titles.whole:
        return _Shown(linked, None, group[0])  # a source, a number of comments behind it
    starts = [m.start for m in block.marks if m.start > 0 and m.end == len(whole)]
    heads = [whole[:start].rstrip(EDGES) for start in starts] if len(texts) == 1 else []
    for bare in (*heads, strip_site_name(whole, site_name)):
        if bare and squash(bare) in titles.whole:
            return _Shown(bare, None, group[0])
    return _Shown(whole, None, group[0])


def _lead(block: Block) -> str:
    """Return the first part of a headline that has an element of its own: an eyebrow, a date."""
    ends = (m.end for m in block.marks if m.start == 0 and m.end < len(block.text))
    return block.text[: max(ends, default=0)]


def _linked_lead(block: Block) -> str:
    """Return the link with which a headline begins, where something follows."""
    ends = (m.end for m in block.marks if m.tag == "a" and m.start == 0 < m.end < len(block.text))
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
