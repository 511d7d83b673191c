"""Applying: the rules for a page's site overrule the labels of its blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from articlekit.fields.dates import find_published
from articlekit.fields.evidence import Evidence
from articlekit.fields.urls import find_canonical_url
from articlekit.roles import BODY_ROLES, Role
from articlekit.sites.model import Rule, RuleVersion, Site, Sites
from articlekit.sites.places import Place, find_places
from articlekit.sites.selectors import compile_selector, select

if TYPE_CHECKING:
    from lxml.etree import _Element

    from articlekit.blocks import Layout
    from articlekit.label import Label
    from articlekit.page import Document

T = TypeVar("T")

ONCE: Final[frozenset[Role]] = frozenset({"headline", "kicker", "dek", "byline", "date"})
"""Roles that a page has in one place: a rule that finds it takes the role from all others."""
SILENCING: Final[frozenset[Role]] = frozenset({"other", "promo", "recirc", "comment"})
"""Roles that take the pictures of an element out of the article, too."""
_KINDS: Final[Mapping[str, Role]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "subhead"),
    **dict.fromkeys(("li", "dt", "dd"), "list"),
    **dict.fromkeys(("td", "th", "caption"), "table"),
    "blockquote": "quote",
}
"""What a block of the body is by its element, where the labeller did not take it for body."""


class Match(NamedTuple):
    """A rule with the places of the elements that it selects."""

    rule: Rule
    places: tuple[Place, ...]


def apply_rules(document: Document, evidence: Evidence, sites: Sites) -> Evidence:
    """Return the evidence with the roles that the rules for the page's site give.

    Args:
        document: The page, which is read only.
        evidence: What is known of it without rules.
        sites: The rules of all sites.

    Raises:
        RuleError: A selector fails on this page.
    """
    site = site_of(sites, evidence)
    version = site.version_for(published_day(evidence)) if site else None
    if site is None or version is None or document.root is None:
        return evidence
    decisions = decide(evidence.layout, find_matches(document.root, version))
    return overrule(evidence, decisions, site.hosts[0])


def site_of(sites: Sites, evidence: Evidence) -> Site | None:
    """Return the page's site: by its address, for a saved page by the one that it declares."""
    metadata = evidence.metadata
    if metadata.url:
        return sites.for_url(metadata.url)
    canonical = find_canonical_url(metadata)
    return sites.for_url(canonical.value) if canonical else None


def published_day(evidence: Evidence) -> date | None:
    """Return the day on which the page says it was published."""
    lines = [evidence.sourced(index) for index in evidence.indices("date", "byline")]
    published = find_published(evidence.metadata, lines, evidence.metadata.language)
    return published.value.date() if published else None


def find_matches(root: _Element, version: RuleVersion) -> tuple[Match, ...]:
    """Look up every rule of a version, in its order."""
    selected = [
        (rule, select(compile_selector(rule.selector), root, rule.selector))
        for rule in version.rules
    ]
    everything = {element for _, elements in selected for element in elements}
    places = find_places(root, everything)
    return tuple(
        Match(rule, tuple(places[element] for element in elements if element in places))
        for rule, elements in selected
    )


class Decisions(NamedTuple):
    """The rule that counts for each block and each picture or player, by their indices."""

    blocks: Mapping[int, Rule]
    media: Mapping[int, Rule]
    """Only rules that take it out of the article."""


def decide(layout: Layout, matches: Iterable[Match]) -> Decisions:
    """Choose among the rules that match the same block: that of the innermost element counts."""
    ranked = sorted(_placed_rules(matches), key=attrgetter("rank"), reverse=True)
    media = paint((placed.place.media, placed.rule) for placed in ranked)
    return Decisions(
        paint((placed.place.blocks(layout), placed.rule) for placed in ranked),
        {index: rule for index, rule in media.items() if rule.role in SILENCING},
    )


def overrule(evidence: Evidence, decisions: Decisions, host: str) -> Evidence:
    """Give the blocks the roles of their rules."""
    rules = decisions.blocks
    taken = ONCE & {rule.role for rule in rules.values()}
    labels = tuple(
        overruled(label, rules[index], evidence.block(index).tag)
        if index in rules
        else _without(label, taken)
        for index, label in enumerate(evidence.labels)
    )
    media = enumerate(evidence.layout.media)
    kept = tuple(each for index, each in media if index not in decisions.media)
    return replace(
        evidence,
        layout=evidence.layout._replace(media=kept),
        labels=labels,
        rules={index: f"site rule {host}: {rule}" for index, rule in rules.items()},
    )


class _PlacedRule(NamedTuple):
    """A rule at one of its places."""

    rank: tuple[int, int]
    """The innermost element counts, of rules for the same element the later one."""
    place: Place
    rule: Rule


def _placed_rules(matches: Iterable[Match]) -> Iterator[_PlacedRule]:
    for number, match in enumerate(matches):
        for place in match.places:
            yield _PlacedRule((place.depth, number), place, match.rule)


def paint(layers: Iterable[tuple[range, T]]) -> dict[int, T]:
    """Give each index what the first range has that it is in.

    Every index is looked at once, however many ranges it is in.

    >>> paint([(range(1, 2), "dek"), (range(0, 3), "body")])
    {1: 'dek', 0: 'body', 2: 'body'}
    """
    painted: dict[int, T] = {}
    ends: dict[int, int] = {}  # where the painted run that begins at an index may end
    for indices, value in layers:
        index = indices.start
        while index < indices.stop:
            if index in painted:
                index = _end_of_run(ends, index)
                continue
            painted[index] = value
            ends[index] = index + 1
            index += 1
    return painted


def _end_of_run(ends: dict[int, int], index: int) -> int:
    """Return the first index after a painted run, and shorten the way there for the next time."""
    passed = []
    while index in ends:
        passed.append(index)
        index = ends[index]
    for each in passed:
        ends[each] = index
    return index


def overruled(label: Label, rule: Rule, tag: str) -> Label:
    """Return the label of a block with this element under a rule."""
    role = _kind_of_body(label, tag) if rule.role == "body" else rule.role
    if label.role == role:
        return label._replace(score=1.0)
    return label._replace(
        role=role, score=1.0, runner_up=label.role, runner_up_score=min(label.score, 1.0)
    )


def _kind_of_body(label: Label, tag: str) -> Role:
    """Keep a subhead, a list or a quote what it is: "body" is the story with all its parts."""
    return label.role if label.role in BODY_ROLES else _KINDS.get(tag, "body")


def _without(label: Label, taken: frozenset[Role]) -> Label:
    """Take a role away that a rule has found elsewhere; the next likely one counts."""
    if label.role not in taken:
        return label
    role: Role = "other" if label.runner_up in taken else label.runner_up
    return label._replace(
        role=role, score=label.runner_up_score, runner_up=label.role, runner_up_score=label.score
    )
