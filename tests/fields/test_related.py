"""Links to other stories that belong to this one."""

from __future__ import annotations

from articlekit.article import Link
from articlekit.fields.related import find_related_links
from tests.fields.conftest import Labelled


def test_place_and_order_of_links(labelled: Labelled) -> None:
    page = labelled(
        "<p>Start.</p><p>Read more: <a href=/a>The pier is closed</a></p><p>Finish.</p>"
        "<ul><li><a href=/b>The lighthouse is dark</a></li><li><a href=/a>The pier</a></li>"
        "<li><a href=#top>The top of this page</a></li></ul>",
        {"Start": "body", "Finish": "body", "Read more": "related", "The": "related"},
    )
    found = find_related_links(page)
    assert found is not None
    assert found.value == (
        Link("The pier is closed", "https://news.example/a", "inline"),
        Link("The lighthouse is dark", "https://news.example/b", "end"),
    )


def test_section_and_author_of_another_story_are_no_related_links(labelled: Labelled) -> None:
    page = labelled(
        "<p>Text.</p><div><a href=/harbour>Harbour</a> <a href=/ferry>The ferry runs again after"
        " a long winter</a> <a href=/vall>Ines Vall</a></div>",
        {"Text": "body", "Harbour": "related"},
    )
    found = find_related_links(page)
    assert found is not None
    assert [link.url for link in found.value] == ["https://news.example/ferry"]


def test_accounts_and_shops_are_no_stories(labelled: Labelled) -> None:
    page = labelled(
        "<p>Text.</p><ul><li><a href=/login?next=/ferry>Sign in to read more about the ferry</a>"
        "<li><a href=/shop/ferry-mug>The mug of the ferry, in three colours</a>"
        "<li><a href=/shopping-by-ferry>Shopping by ferry costs twice as much</a></ul>",
        {"Text": "body", "Sign": "related", "The": "related", "Shopping": "related"},
    )
    found = find_related_links(page)
    assert found is not None
    assert [link.url for link in found.value] == ["https://news.example/shopping-by-ferry"]


def test_an_unsure_link_above_the_story_is_not_related(labelled: Labelled) -> None:
    page = labelled(
        "<p><a href=/a>The quay opens at last</a></p><p>Text.</p>",
        {"Text": "body", "The quay": "related"},
    )
    unsure = tuple(label._replace(score=0.5) for label in page.labels)
    assert find_related_links(page) is not None
    assert find_related_links(page.with_labels(unsure)) is None


def test_plain_text_gives_titles_without_addresses(labelled: Labelled) -> None:
    page = labelled(
        "The boat left at six.\n\nRead more: Fares to rise in May\n\nSee also: Map",
        {"The boat": "body", "Read more": "related", "See also": "related"},
    )
    found = find_related_links(page)
    assert found is not None
    assert found.value == (Link("Fares to rise in May", None, "end"),)


def test_a_link_to_the_page_itself_leads_to_no_other_story(labelled: Labelled) -> None:
    page = labelled(
        '<link rel=canonical href="https://harbour.example/ferry"><p>'
        '<a href="https://harbour.example/ferry#map">The ferry runs again on Monday</a></p>'
        "<p><a href=/quay>The quay is closed until the spring</a></p>",
        {"The ferry": "related", "The quay": "related"},
    )
    found = find_related_links(page)
    assert found is not None
    assert [link.title for link in found.value] == ["The quay is closed until the spring"]
