"""Drafting: rules for a site from one of its pages, to be corrected by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from articlekit.article import Article
from articlekit.assemble import assemble
from articlekit.errors import RuleError
from articlekit.fields.evidence import Evidence
from articlekit.page import Document, Source, load
from articlekit.pipeline import gather
from articlekit.render.inline import clean_line
from articlekit.roles import BODY_ROLES, Role
from articlekit.sites.apply import Match, decide, overrule
from articlekit.sites.check import field_texts
from articlekit.sites.model import Rule
from articlekit.sites.names import selectors_of
from articlekit.sites.places import Place, find_places
from articlekit.sites.selectors import compile_selector, select

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["draft_rules"]

_DRAFTED: Final[tuple[Role, ...]] = (
    "headline", "kicker", "dek", "keypoint", "byline", "date", "caption", "credit", "bio",
    "related", "note", "tag", "promo", "body",
)  # fmt: skip
"""The body comes last: what other rules take out of its container is not held against it."""
_SINGLE: Final = frozenset({"headline", "kicker", "byline"})
"""Roles whose field is taken from one element, which its source names."""
_SOURCE: Final = re.compile(r"block:(\d{1,9})")
_MOST_SELECTORS: Final = 3
_DEEPEST: Final = 100  # elements around one that is named; more stand there by accident only
_WORDS: Final = 50  # characters of a block shown in a comment
_PART: Final = 80  # characters of a paragraph by which it is known again
_FIELDS: Final = ("headline", "kicker", "dek", "byline", "authors", "published", "captions")

_HEADER: Final = """\
# Drafted from one page: see that it is right, and keep only what articlekit gets wrong without it.
# `articlekit rules check` tells which rules change nothing.
"""


class _Candidate(NamedTuple):
    """A selector and what it covers."""

    selector: str
    order: int
    """Its place among the selectors of its first element: names that stay come first."""
    elements: Sequence[_Element]
    places: Sequence[Place]
    blocks: Sequence[int]

    def is_exact(self, root: _Element) -> bool:
        """Tell whether the selector selects these elements and no others.

        A part of a class name may stand in other names, too.
        """
        found = select(compile_selector(self.selector), root, self.selector)
        return set(found) == set(self.elements)


def draft_rules(source: Source, url: str | None = None, *, page: str = "page.html") -> str:
    """Write a TOML file with the most telling selector for each role that a page has.

    Args:
        source: Whatever `extract` takes; a page with elements.
        url: The address of the page; by default the one that the source or the page itself names.
        page: Where the page is saved, relative to the file, to check the rules on.

    Returns:
        The text of the file, which `Sites.parse` reads. Its rules change nothing on this page.

    Raises:
        LoadError: The source is not a page.
        RuleError: It has no elements or no text, or nobody knows its address.
    """
    document = load(source, url)
    evidence = gather(document)
    if document.root is None or not evidence.layout.blocks:
        message = "the page has no elements with text: rules cannot select anything"
        raise RuleError(message)
    article = assemble(document, evidence)
    address = article.url or article.canonical_url
    host = urlsplit(address or "").hostname
    if not address or not host:
        message = "the page does not say what site it is from: give its url"
        raise RuleError(message)
    candidates = _candidates(document.root, evidence)
    drafted = _drafted(document, evidence, article, candidates)
    return "\n".join(
        (
            _HEADER + f"hosts = [{_quoted(host.removeprefix('www.'))}]\n",
            *_roles(evidence, _wanted(evidence, article), drafted, candidates),
            *_fixture(evidence, article, address, page),
        )
    )


# --- selectors ------------------------------------------------------------------------------------


def _candidates(root: _Element, evidence: Evidence) -> list[_Candidate]:
    """Return every selector that names elements of the page, with the blocks that it covers."""
    named: dict[str, tuple[int, list[_Element]]] = {}
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.isascii() and element.tag.isalnum():
            for order, selector in enumerate(dict.fromkeys(selectors_of(element))):
                named.setdefault(selector, (order, []))[1].append(element)
    places = find_places(root, {e for _, elements in named.values() for e in elements})
    reached = {element: place for element, place in places.items() if place.depth <= _DEEPEST}
    placed = (
        (selector, order, elements, [reached[e] for e in elements if e in reached])
        for selector, (order, elements) in named.items()
    )
    covered = (_Candidate(*each, _covered(each[-1], evidence)) for each in placed)
    return [candidate for candidate in covered if candidate.blocks]


def _covered(places: Iterable[Place], evidence: Evidence) -> list[int]:
    """Return the blocks of elements in document order; one inside another adds none."""
    blocks: list[int] = []
    for place in places:
        inside = place.blocks(evidence.layout)
        start = max(inside.start, blocks[-1] + 1) if blocks else inside.start
        blocks.extend(range(start, inside.stop))
    return blocks


def _choose(
    root: _Element, candidates: Sequence[_Candidate], wanted: set[int], allowed: set[int]
) -> Iterator[_Candidate]:
    """Yield selectors that cover the wanted blocks, and none that are not allowed."""
    fitting = [each for each in candidates if (wanted | allowed).issuperset(each.blocks)]
    left = set(wanted)
    for _ in range(_MOST_SELECTORS):
        ranked = sorted(fitting, key=lambda each: _rank(each, left), reverse=True)
        useful = takewhile(lambda each: not left.isdisjoint(each.blocks), ranked)
        best = next((each for each in useful if each.is_exact(root)), None)
        if best is None:
            return
        yield best
        left.difference_update(best.blocks)


def _drafted(
    document: Document, evidence: Evidence, article: Article, candidates: Sequence[_Candidate]
) -> dict[Role, list[_Candidate]]:
    """Choose selectors for every role, such that they change nothing on this page.

    The body stands first: of rules for the same element the later one counts.
    """
    drafted: dict[Role, list[_Candidate]] = {}
    taken: set[int] = set()
    if document.root is None:
        return drafted
    for role, wanted in _wanted(evidence, article).items():
        allowed = taken if role == "body" else set()
        chosen = list(_choose(document.root, candidates, wanted, allowed))
        trial = {role: chosen, **drafted} if role == "body" else {**drafted, role: chosen}
        ruled = assemble(document, _ruled(evidence, trial))
        if chosen and _values(ruled) == _values(article):
            drafted = trial
            taken.update(*(each.blocks for each in chosen))
    return drafted


def _ruled(evidence: Evidence, drafted: Mapping[Role, Sequence[_Candidate]]) -> Evidence:
    matches = (
        Match(Rule(role, each.selector), tuple(each.places))
        for role, chosen in drafted.items()
        for each in chosen
    )
    return overrule(evidence, decide(evidence.layout, matches), "draft")


def _values(article: Article) -> Article:
    """Return an article without what rules change by their very presence."""
    return replace(article, sources={}, confidence=0.0, is_article=True)


def _rank(candidate: _Candidate, left: set[int]) -> tuple[int, int, int, int]:
    """Rank by what is covered; then by nothing else covered, by lasting names, by shortness."""
    covered = len(left.intersection(candidate.blocks))
    return covered, covered - len(candidate.blocks), -candidate.order, -len(candidate.selector)


def _wanted(evidence: Evidence, article: Article) -> dict[Role, set[int]]:
    """Return the blocks of each role, of those that stand once the one that the article has."""
    wanted: dict[Role, set[int]] = {}
    for role in _DRAFTED:
        blocks = set(evidence.indices(*(BODY_ROLES if role == "body" else (role,))))
        used = _SOURCE.match(article.sources.get(role, "")) if role in _SINGLE else None
        if used and int(used[1]) in blocks:
            node = evidence.block(int(used[1])).node
            blocks = {block for block in blocks if evidence.block(block).node == node}
        if blocks:
            wanted[role] = blocks
    return wanted


def _roles(
    evidence: Evidence,
    wanted: Mapping[Role, set[int]],
    drafted: Mapping[Role, Sequence[_Candidate]],
    candidates: Sequence[_Candidate],
) -> Iterator[str]:
    yield "[roles]"
    for role in dict.fromkeys((*drafted, *wanted)):
        if role not in drafted:
            yield f"# {role}: {_near_miss(evidence, candidates, wanted[role])}"
            continue
        yield f"{role} = ["
        yield from (
            f"    {_quoted(each.selector)},  # {_said(evidence, each.blocks)}"
            for each in drafted[role]
        )
        yield "]"
    yield ""


def _near_miss(evidence: Evidence, candidates: Sequence[_Candidate], wanted: set[int]) -> str:
    """Say which selector is the best of those that cover other blocks, too."""
    best = max(candidates, key=lambda each: _likeness(each.blocks, wanted), default=None)
    extra = [block for block in best.blocks if block not in wanted] if best else []
    if best is None or not wanted.intersection(best.blocks) or not extra:
        return f"no name that tells it: {_words(evidence, min(wanted))}"
    count = f"{len(best.blocks) - len(extra)} of {len(wanted)} blocks"
    others = f"{len(extra)} other{'s' * (len(extra) != 1)}"
    return f"{_quoted(best.selector)} covers {count}, but {others}: {_words(evidence, extra[0])}"


def _likeness(blocks: Sequence[int], wanted: set[int]) -> float:
    """Return the share of the blocks that both have in those of either (Jaccard)."""
    shared = len(wanted.intersection(blocks))
    return shared / (len(blocks) + len(wanted) - shared)


def _said(evidence: Evidence, blocks: Sequence[int]) -> str:
    count = f"{len(blocks)} block{'s' * (len(blocks) != 1)}"
    return f"{count}: {_words(evidence, blocks[0])}"


def _words(evidence: Evidence, index: int) -> str:
    return _start(evidence.block(index).text, _WORDS)


# --- what the page should give --------------------------------------------------------------------


def _fixture(evidence: Evidence, article: Article, url: str, page: str) -> Iterator[str]:
    yield "[[fixtures]]"
    yield f"page = {_quoted(page)}"
    yield f"url = {_quoted(url)}"
    paragraphs = [text for text in map(clean_line, article.text.split("\n\n")) if text]
    ends = dict.fromkeys((*paragraphs[:1], *paragraphs[-1:]))
    if ends:
        yield f"present = {_list(map(_opening, ends))}"
    promos = [evidence.block(index).text for index in evidence.indices("promo")]
    everything = article.to_json()
    silent = [text for text in map(_opening, promos) if text not in everything]
    if silent:
        yield f"absent = {_list(silent[:_MOST_SELECTORS])}"
    texts = {name: field_texts(article, name) for name in _FIELDS}
    filled = {name: value for name, value in texts.items() if value}
    if filled:
        yield "\n[fixtures.fields]"
    for name, value in filled.items():
        yield f"{name} = {_quoted(value) if isinstance(value, str) else _list(value)}"
    yield ""


def _opening(text: str) -> str:
    """Return the first words of a text, none of them cut."""
    line = clean_line(text)
    return line if len(line) <= _PART else line[:_PART].rpartition(" ")[0] or line[:_PART]


def _start(text: str, length: int) -> str:
    line = clean_line(text)
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"


def _quoted(text: str) -> str:
    """Write a text as TOML does: with quotes inside as it stands, else as JSON does.

    >>> print(_quoted("Rain at noon"))
    "Rain at noon"
    >>> print(_quoted('p[class*="lead"]'))
    'p[class*="lead"]'
    """
    line = clean_line(text)
    if '"' in line and "'" not in line and "\\" not in line:
        return f"'{line}'"
    return json.dumps(line, ensure_ascii=False)
