"""Checking: do the rules of a site still match its saved pages, and give the article expected?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from articlekit.article import Article, block_text
from articlekit.assemble import assemble
from articlekit.errors import FormatError, LoadError, RuleError
from articlekit.page import load
from articlekit.pipeline import gather
from articlekit.render.inline import clean_line
from articlekit.sites.apply import (
    SILENCING,
    Decisions,
    Match,
    decide,
    find_matches,
    published_day,
    site_of,
)
from articlekit.sites.model import Rule, RuleVersion, Site, SiteFixture, Sites

if TYPE_CHECKING:
    from articlekit.blocks import Layout
    from articlekit.fields.evidence import Evidence

__all__ = ["CheckedPage", "CheckedRule", "SiteCheck", "check_site"]

_SHOWN: Final = 70  # characters of a value that differs
_NAMES: Final = ("name", "title", "caption", "text", "url")
"""What tells an item of a list, the first that it has."""


class CheckedRule(NamedTuple):
    """A rule, and what it found on the saved pages of its version."""

    version: RuleVersion
    rule: Rule
    found: int
    """How many blocks and pictures it matches."""
    changed: int
    """How many of them have another role, or are gone, thanks to it."""
    problem: str | None = None


class CheckedPage(NamedTuple):
    """A saved page, and in what its article is not the expected one."""

    page: Path
    problems: tuple[str, ...] = ()


class SiteCheck(NamedTuple):
    """What came of checking a site."""

    site: Site
    rules: tuple[CheckedRule, ...]
    pages: tuple[CheckedPage, ...]

    @property
    def problems(self) -> tuple[str, ...]:
        """All that is wrong, in words; empty where the rules still hold."""
        rules = (f"{each.rule}: {each.problem}" for each in self.rules if each.problem)
        pages = (f"{each.page.name}: {problem}" for each in self.pages for problem in each.problems)
        return (*rules, *pages)


class _Trial(NamedTuple):
    """A saved page with the rules of its version and without any."""

    page: CheckedPage
    version: RuleVersion | None
    found: Mapping[Rule, int]
    changed: Mapping[Rule, int]


def check_site(site: Site) -> SiteCheck:
    """Try the rules of a site on its saved pages.

    Raises:
        RuleError: A saved page or an expectation cannot be read, or a selector fails.
    """
    trials = [_try(site, fixture) for fixture in site.fixtures]
    rules = tuple(
        _checked(version, rule, [trial for trial in trials if trial.version is version])
        for version in site.versions
        for rule in version.rules
    )
    return SiteCheck(site, rules, tuple(trial.page for trial in trials))


def _checked(version: RuleVersion, rule: Rule, trials: Sequence[_Trial]) -> CheckedRule:
    found = sum(trial.found[rule] for trial in trials)
    changed = sum(trial.changed[rule] for trial in trials)
    if not trials:
        return CheckedRule(version, rule, 0, 0, "no saved page to check it on: add [[fixtures]]")
    problem = None if found else "matches nothing any more"
    return CheckedRule(version, rule, found, changed, problem)


def _try(site: Site, fixture: SiteFixture) -> _Trial:
    """Extract a saved page as a user of the rules would."""
    try:
        document = load(fixture.page, fixture.url)
    except LoadError as error:
        raise RuleError(str(error), path=site.path, key="fixtures") from error
    sites = Sites((site,))
    plain, ruled = gather(document), gather(document, sites=sites)
    problems = _problems(assemble(document, ruled), fixture, site)
    if site_of(sites, plain) is None:
        why = f"its address is not one of {', '.join(site.hosts)}: give its url"
        return _Trial(CheckedPage(fixture.page, (why,)), None, {}, {})
    version = site.version_for(published_day(plain))
    if version is None or document.root is None:
        day = published_day(plain)
        why = f"published on {day}, which no version covers" if day else "not a page with elements"
        return _Trial(CheckedPage(fixture.page, (why, *problems)), None, {}, {})
    matches = find_matches(document.root, version)
    return _Trial(
        CheckedPage(fixture.page, tuple(problems)),
        version,
        _found(matches, plain.layout),
        _changed(decide(plain.layout, matches), plain, ruled),
    )


def _found(matches: Iterable[Match], layout: Layout) -> Counter[Rule]:
    found: Counter[Rule] = Counter()
    for match in matches:
        silences = match.rule.role in SILENCING
        blocks = {index for place in match.places for index in place.blocks(layout)}
        media = {index for place in match.places for index in place.media if silences}
        found[match.rule] += len(blocks) + len(media)
    return found


def _changed(decisions: Decisions, plain: Evidence, ruled: Evidence) -> Counter[Rule]:
    changed = Counter(decisions.media.values())
    for index, rule in decisions.blocks.items():
        changed[rule] += plain.labels[index].role != ruled.labels[index].role
    return changed


# --- the article ----------------------------------------------------------------------------------


def _problems(article: Article, fixture: SiteFixture, site: Site) -> Iterator[str]:
    """Yield in what the article is not the expected one, a line or more each."""
    if fixture.expected:
        yield from _differences(article, fixture.expected, site)
    for name, wanted in fixture.fields.items():
        got = field_texts(article, name)
        if _squeezed(got) != _squeezed(wanted):
            yield f"{name} differs\n- {_line(wanted)}\n+ {_line(got)}"
    text = _squeezed(article.text)
    for part in fixture.present:
        if _squeezed(part) not in text:
            yield f"missing from the text: {_line(part)}"
    everything = [_squeezed(text) for text in _strings(article.to_dict())]
    for part in fixture.absent:
        if any(_squeezed(part) in text for text in everything):
            yield f"must not be there: {_line(part)}"


def _differences(article: Article, path: Path, site: Site) -> Iterator[str]:
    """Compare the fields that a JSON file has."""
    from articlekit.report.text import difference_lines

    try:
        values = json.loads(path.read_bytes())
        wanted = Article.from_dict(values)
    except (OSError, ValueError, RecursionError, FormatError) as error:
        message = f"cannot read {path.name}: {getattr(error, 'strerror', None) or error}"
        raise RuleError(message, path=site.path, key="fixtures") from error
    unknown = set(values).difference(wanted.to_dict())
    if unknown:
        message = f"cannot read {path.name}: an article has no field {min(unknown)!r}"
        raise RuleError(message, path=site.path, key="fixtures")
    names = [field.name for field in fields(Article) if field.name in values]
    expected = replace(article, **{name: getattr(wanted, name) for name in names})
    if expected != article:
        lines = [line.strip() for line in difference_lines(article, expected)]
        yield "\n".join(lines)


def field_texts(article: Article, name: str) -> str | tuple[str, ...]:
    """Return a field as texts: of an author the name, of a link the title, of a figure the caption.

    >>> from articlekit import Author
    >>> field_texts(Article(authors=(Author("Ada Quell"),)), "authors")
    ('Ada Quell',)
    """
    if name == "body":
        return tuple(map(block_text, article.body))
    value: Any = article.to_dict().get(name, getattr(article, name))
    return tuple(map(_text, value)) if isinstance(value, (list, tuple)) else _text(value)


def _text(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    if value is None:
        return ""
    if isinstance(value, dict):
        return next((_text(value[key]) for key in _NAMES if value.get(key)), "")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _squeezed(value: str | tuple[str, ...]) -> str:
    return " ".join("\n".join((value,) if isinstance(value, str) else value).split())


def _line(value: str | tuple[str, ...]) -> str:
    """Write a value on one line that is not too long, what a terminal must not get left out."""
    texts = (value,) if isinstance(value, str) else value
    line = " · ".join(clean_line(text) or "" for text in texts)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever JSON can hold
    """Yield all texts in a value, those of ``sources`` apart: they name rules."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "sources":
                yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
