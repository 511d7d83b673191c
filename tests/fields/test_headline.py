"""Headline, eyebrow and the other headline."""

from __future__ import annotations

import pytest

from articlekit.fields.headline import find_alt_headline, find_headline, find_kicker
from articlekit.metadata import Metadata
from tests.fields.conftest import Labelled

STORY_NODE = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry back"}</script>'
)
PARTS = "<h1><span class=a>Harbour</span><span class=b>Ferry is back</span></h1>"


def test_parts_that_the_page_declares_as_one_are_joined(labelled: Labelled) -> None:
    head = '<meta property="og:title" content="Harbour: Ferry is back | The Post">'
    page = labelled(head + PARTS, {"Harbour": "headline", "Ferry": "headline"})
    found = find_headline(page, "The Post")
    assert found is not None
    assert found.value == "Harbour: Ferry is back"
    assert find_kicker(page, "The Post") is None


def test_a_first_part_that_the_declared_title_lacks_is_the_eyebrow(labelled: Labelled) -> None:
    head = '<meta property="og:title" content="Ferry is back">'
    page = labelled(head + PARTS, {"Harbour": "headline", "Ferry": "headline"})
    headline, kicker = find_headline(page, None), find_kicker(page, None)
    assert headline is not None
    assert kicker is not None
    assert (headline.value, kicker.value) == ("Ferry is back", "Harbour")


def test_a_date_inside_the_headline_is_cut_off(labelled: Labelled) -> None:
    page = labelled(
        '<meta property="og:title" content="Ferry is back">'
        "<h1><time datetime=2024-03-04>4 March</time> Ferry is back</h1><p>Text.</p>",
        {"4 March": "headline", "Text": "body"},
    )
    found = find_headline(page, None)
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
    found = find_headline(labelled(page, {}), None)
    assert (found and found.value) == headline


@pytest.mark.parametrize(
    ("title", "other"),
    [("Ferry returns to island", "Ferry returns to island"), ("The Post: Ferry is back", None)],
)
def test_the_other_headline_has_other_words(title: str, other: str | None) -> None:
    found = find_alt_headline(Metadata(title=title), "Ferry is back", None)
    assert (found and found.value) == other
