"""Headline, eyebrow and the other headline."""

from __future__ import annotations

import pytest

from articlekit.fields.headline import find_alt_headline, find_head
from articlekit.metadata import Metadata
from articlekit.roles import Role
from tests.fields.conftest import Labelled

STORY_NODE = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry back"}</script>'
)
PARTS = "<h1><span class=a>Harbour</span><span class=b>Ferry is back</span></h1>"


def test_parts_that_the_page_declares_as_one_are_joined(labelled: Labelled) -> None:
    head = '<meta property="og:title" content="Harbour: Ferry is back | The Post">'
    page = labelled(head + PARTS, {"Harbour": "headline", "Ferry": "headline"})
    found = find_head(page, "The Post").headline
    assert found is not None
    assert found.value == "Harbour: Ferry is back"
    assert find_head(page, "The Post").kicker is None


def test_a_first_part_that_the_declared_title_lacks_is_the_eyebrow(labelled: Labelled) -> None:
    head = '<meta property="og:title" content="Ferry is back">'
    page = labelled(head + PARTS, {"Harbour": "headline", "Ferry": "headline"})
    headline, kicker = find_head(page, None)
    assert headline is not None
    assert kicker is not None
    assert (headline.value, kicker.value) == ("Ferry is back", "Harbour")


def test_a_date_inside_the_headline_is_cut_off(labelled: Labelled) -> None:
    page = labelled(
        '<meta property="og:title" content="Ferry is back">'
        "<h1><time datetime=2024-03-04>4 March</time> Ferry is back</h1><p>Text.</p>",
        {"4 March": "headline", "Text": "body"},
    )
    found = find_head(page, None).headline
    assert found is not None
    assert found.value == "Ferry is back"


@pytest.mark.parametrize(
    ("page", "headline"),
    [
        ("<title>News from the coast</title><p>Teaser.</p>", None),
        ('<meta property="og:type" content="article"><title>Ferry back</title>', "Ferry back"),
        (
            STORY_NODE,
            "Ferry back",
        ),
    ],
)
def test_a_title_is_a_headline_only_of_a_story(
    labelled: Labelled, page: str, headline: str | None
) -> None:
    found = find_head(labelled(page, {}), None).headline
    assert (found and found.value) == headline


@pytest.mark.parametrize(
    ("title", "other"),
    [("Ferry returns to island", "Ferry returns to island"), ("The Post: Ferry is back", None)],
)
def test_the_other_headline_has_other_words(title: str, other: str | None) -> None:
    found = find_alt_headline(Metadata(title=title), "Ferry is back", None)
    assert (found and found.value) == other


def test_the_name_of_the_site_is_no_headline(labelled: Labelled) -> None:
    page = labelled(
        "<title>Ferry is back - Tide Notes</title><h1><a href='/'>Tide Notes</a></h1>"
        "<h2>Ferry is back</h2><p>It sails at noon.</p>",
        {"Tide Notes": "headline", "It sails": "body"},
    )
    found = find_head(page, None).headline
    assert found is not None
    assert (found.value, found.source) == ("Ferry is back", "block:1 h2")


def test_a_heading_for_search_engines_gives_way_to_the_one_below_it(labelled: Labelled) -> None:
    page = labelled(
        '<meta property="og:title" content="The long wait is over"><title>Ferry to Lowmouth'
        " runs again</title><h1>Ferry to Lowmouth runs again</h1><span>Harbour</span>"
        "<h2>The long wait is over</h2><p>It sails at noon.</p>",
        {"Ferry": "headline", "The long": "headline", "It sails": "body"},
    )
    found = find_head(page, None).headline
    assert found is not None
    assert found.value == "The long wait is over"


def test_a_subhead_below_the_headline_is_not_taken_for_it(labelled: Labelled) -> None:
    page = labelled(
        "<title>Ferry is back</title><h1>Ferry is back</h1><h2>What islanders say</h2><p>Much.</p>",
        {"Ferry": "headline", "What": "headline", "Much": "body"},
    )
    found = find_head(page, None).headline
    assert found is not None
    assert found.value == "Ferry is back"


@pytest.mark.parametrize("rest", ["<span class=date>/ May 2031</span>", "– Tide Notes"])
def test_what_follows_the_declared_headline_is_cut_off(labelled: Labelled, rest: str) -> None:
    head = '<meta property="og:title" content="Ferry is back at last">'
    page = labelled(f"{head}<h1>Ferry is back at last {rest}</h1>", {"Ferry": "headline"})
    found = find_head(page, "Tide Notes").headline
    assert found is not None
    assert found.value == "Ferry is back at last"


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Ferry is back - Lowmouth Port Forum", "Ferry is back"),
        ("Ferry is back | news.example", "Ferry is back"),
        ("Ferry is back - but not for long", "Ferry is back - but not for long"),
    ],
)
def test_names_are_cut_off_a_title(labelled: Labelled, title: str, headline: str) -> None:
    page = labelled(f"<title>{title}</title><p>It sails at noon.</p>", {"It": "body"})
    found = find_head(page, None).headline
    assert found is not None
    assert found.value == headline


def test_a_source_and_a_number_behind_the_headline_are_cut_off(labelled: Labelled) -> None:
    page = labelled(
        '<meta property="og:title" content="Ferry is back"><h1><span><a href=/1>Ferry is back</a>'
        " <a href=https://quay.example>(quay.example)</a></span><br><a href=#c>87</a></h1>",
        {"Ferry": "headline", "87": "headline"},
    )
    found = find_head(page, None).headline
    assert found is not None
    assert found.value == "Ferry is back"


def test_a_kicker_beyond_other_parts_of_the_page_is_none(labelled: Labelled) -> None:
    roles: dict[str, Role] = {"Harbour": "kicker", "Quay opens": "headline", "The first": "body"}
    story = "<p>The first boat left at six.</p>"
    beside = labelled(f"<p>Harbour</p><h1>Quay opens</h1>{story}", roles)
    apart = labelled(f"<h1>Quay opens</h1>{story}<p>Harbour</p>", roles)
    assert find_head(beside, None).kicker is not None
    assert find_head(apart, None).kicker is None


def test_a_heading_that_leads_to_the_front_page_is_no_headline(labelled: Labelled) -> None:
    page = labelled(
        '<base href="https://post.example/news/"><h1><a href="/">The Morning Quay</a></h1>'
        "<h2>Ferry is back</h2><p>Text.</p>",
        {"The Morning": "headline", "Ferry": "headline", "Text": "body"},
    )
    found = find_head(page, None).headline
    assert found is not None
    assert found.value == "Ferry is back"


def test_a_headline_that_links_to_its_story_stays(labelled: Labelled) -> None:
    page = labelled(
        "<h1><a href=/ferry-back>Ferry is back</a></h1><p>Text.</p>",
        {"Ferry": "headline", "Text": "body"},
    )
    found = find_head(page, None).headline
    assert found is not None
    assert found.value == "Ferry is back"
