"""Checking rules: the examples hold, and a site that changes is noticed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from articlekit import RuleError
from articlekit.sites import Site, Sites
from articlekit.sites.check import check_site

EXAMPLES = Path(__file__).resolve().parent.parent / "docs" / "sites"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_the_rules_of_an_example_hold_and_are_needed(path: Path) -> None:
    (site,) = Sites.read(path)
    check = check_site(site)
    assert check.problems == ()
    assert [str(rule.rule) for rule in check.rules if not rule.changed] == []
    assert len(check.pages) == len(site.fixtures) > 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the examples to change."""
    return Path(shutil.copytree(EXAMPLES, tmp_path / "sites"))


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def read(path: Path) -> Site:
    (site,) = Sites.read(path)
    return site


def test_a_renamed_class_is_noticed(folder: Path) -> None:
    edit(folder / "valley-post.html", ('class="readers"', 'class="box"'))
    problems = check_site(read(folder / "valley-post.toml")).problems
    assert "div.content > div.readers → promo: matches nothing any more" in problems
    assert "valley-post.html: must not be there: Stories such as this one" in problems


def test_only_the_version_of_a_page_is_tried_on_it(folder: Path) -> None:
    edit(folder / "harbour-mail-2024.html", ("text-l", "lead"))
    rules = check_site(read(folder / "harbour-mail.toml")).rules
    assert [(str(rule.rule), bool(rule.problem)) for rule in rules] == [
        ("p.t1 → dek", False),
        ("#top → other", False),
        ("p.text-l → dek", True),
    ]


def test_another_article_is_noticed(folder: Path) -> None:
    edit(folder / "harbour-mail-2024.html", ("twice as often", "once a day"))
    (problem,) = check_site(read(folder / "harbour-mail.toml")).problems
    assert problem.startswith("harbour-mail-2024.html: dek differs\n- From Monday")
    edit(folder / "northern-lens.html", ("Aino Lehto", "Aino Saari"))
    (problem,) = check_site(read(folder / "northern-lens.toml")).problems
    assert "[-Lehto-][+Saari+]" in problem


def test_a_text_that_is_gone_is_noticed(folder: Path) -> None:
    edit(folder / "coast-live.html", ("A tree has come down", "Trees came down"))
    (problem,) = check_site(read(folder / "coast-live.toml")).problems
    assert problem.startswith("coast-live.html: missing from the text: A tree has come down")


def test_a_rule_that_is_needed_no_longer_is_told(folder: Path) -> None:
    edit(folder / "valley-post.toml", ("[roles]\n", '[roles]\nheadline = ["h1"]\n'))
    check = check_site(read(folder / "valley-post.toml"))
    headline = next(rule for rule in check.rules if rule.rule.role == "headline")
    assert (headline.found, headline.changed, headline.problem) == (1, 0, None)


def test_rules_without_a_page_cannot_be_checked() -> None:
    (site,) = Sites.parse('hosts = ["harbour.example"]\nroles = { dek = ["p"] }')
    assert check_site(site).problems == ("p → dek: no saved page to check it on: add [[fixtures]]",)


def test_a_page_that_the_rules_are_not_for(folder: Path) -> None:
    edit(folder / "harbour-mail.toml", ("2022-05-31", "2020-05-31"))
    assert any(
        "published on 2021-03-04, which no version covers" in problem
        for problem in check_site(read(folder / "harbour-mail.toml")).problems
    )
    edit(folder / "valley-post.toml", ('["valley-post.example"]', '["hill-post.example"]'))
    assert any(
        "its address is not one of hill-post.example: give its url" in problem
        for problem in check_site(read(folder / "valley-post.toml")).problems
    )


@pytest.mark.parametrize("content", ["{", "[]", '{"headline": 1}', '{"nonsense": 1}', "[" * 10**5])
def test_an_expectation_that_is_none(folder: Path, content: str) -> None:
    (folder / "northern-lens.json").write_text(content, encoding="utf-8")
    with pytest.raises(RuleError, match=r"northern-lens\.toml: fixtures: cannot read"):
        check_site(read(folder / "northern-lens.toml"))


def test_a_page_that_is_not_there(folder: Path) -> None:
    (folder / "tribune.html").unlink()
    with pytest.raises(RuleError, match=r"tribune\.toml: fixtures: cannot read .*tribune\.html"):
        check_site(read(folder / "tribune.toml"))
