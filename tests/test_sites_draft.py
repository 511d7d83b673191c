"""Drafting rules: what is written can be read, holds, and changes nothing by itself."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from articlekit import RuleError, extract
from articlekit.sites import Sites
from articlekit.sites.check import check_site
from articlekit.sites.draft import draft_rules

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
PAGES = [
    path
    for path in sorted(FIXTURES.glob("*/page.html"))
    if json.loads((path.parent / "expected.json").read_bytes())["is_article"]
]
ADDRESS = "https://www.harbour.example/2024/ferry"


def drafted(page: str) -> dict[str, tuple[str, ...]]:
    (site,) = Sites.parse(draft_rules(page, ADDRESS))
    (version,) = site.versions
    roles = dict.fromkeys(rule.role for rule in version.rules)
    return {role: tuple(r.selector for r in version.rules if r.role == role) for role in roles}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_a_draft_holds_and_changes_nothing(path: Path, tmp_path: Path) -> None:
    page = path.read_bytes()
    try:
        toml = draft_rules(page, ADDRESS)
        sites = Sites.parse(toml)
    except RuleError as error:
        assert "no rule" in str(error) or "no elements" in str(error)  # noqa: PT017 some have no story
        return
    plain, ruled = extract(page, ADDRESS), extract(page, ADDRESS, sites=sites)
    assert replace(ruled, sources={}, confidence=0) == replace(plain, sources={}, confidence=0)
    (tmp_path / "page.html").write_bytes(page)
    (tmp_path / "site.toml").write_text(toml, encoding="utf-8")
    (site,) = Sites.read(tmp_path / "site.toml")
    assert check_site(site).problems == ()


STORY = "<p>The ferry will sail every half hour from Monday, the harbour board said.</p>" * 4
PAGE = f"""<html><head><title>Ferry returns</title></head><body><article>
<h1 class="css-1x2y3z headline">Ferry returns with two engines</h1>
<p class="Byline_root__3kTQx">By Tomas Reed</p>
<div class="mt-4 story-text">{STORY}</div></article></body></html>"""


def test_names_that_change_with_every_build_are_not_used() -> None:
    roles = drafted(PAGE)
    assert roles["headline"] == ("h1.headline",)
    assert roles["byline"] == ('p[class*="Byline_root__"]',)
    assert roles["body"] == ("div.story-text",)


def test_a_part_of_a_name_that_stands_in_others_is_not_used() -> None:
    page = PAGE.replace("<article>", '<p class="x-Byline_root__y">Weather</p><article>')
    assert drafted(page).get("byline") != ('p[class*="Byline_root__"]',)


def test_a_comment_says_what_is_matched() -> None:
    toml = draft_rules(PAGE, ADDRESS, page="ferry.html")
    assert '"h1.headline",  # 1 block: Ferry returns with two engines' in toml
    assert 'page = "ferry.html"' in toml
    assert 'hosts = ["harbour.example"]' in toml


def test_a_page_cannot_write_into_the_rules() -> None:
    title = 'Ferry "returns" \\ with \u007f two\u2028engines\' # ]'
    page = PAGE.replace("Ferry returns with two engines", title)
    page = page.replace('class="mt-4 story-text"', 'class="x&quot;]" id="a\']b" itemprop="\\">"')
    (site,) = Sites.parse(draft_rules(page, ADDRESS))
    assert {rule.role for rule in site.versions[0].rules} >= {"headline", "byline"}


def test_a_page_without_an_address_or_elements() -> None:
    with pytest.raises(RuleError, match="give its url"):
        draft_rules(PAGE)
    with pytest.raises(RuleError, match="no elements"):
        draft_rules("Rain at noon\n\nIt will rain.", ADDRESS)
    with pytest.raises(RuleError, match="no elements"):
        draft_rules("", ADDRESS)
