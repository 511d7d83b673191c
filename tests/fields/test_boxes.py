"""Links below a heading that says whether they belong to the story."""

from __future__ import annotations

import pytest

from articlekit.blocks import segment
from articlekit.fields.boxes import sort_boxes
from articlekit.fields.proof import Proof
from articlekit.label import Label
from articlekit.page import load
from articlekit.roles import Role

STORY = "<div><p>The first boat left at six.</p></div>"
LINKS = (
    "<ul><li><a href=/a>The quay opens at last</a></li>"
    "<li><a href=/b>Ferry fares to rise in May</a></li></ul>"
)


def told(markup: str, role: Role) -> list[Role]:
    """Return the new roles of the links, which have one label, below a story."""
    root = load(markup, None).root
    assert root is not None
    layout = segment(root)
    labels = tuple(
        Label("body" if block.text.startswith("The first") else role, 0.6, "other", 0.1)
        for block in layout.blocks
    )
    return [new for _, new in sort_boxes(Proof.of(layout, labels))]


@pytest.mark.parametrize(
    "heading",
    ["Related stories", "You may also like", "Mehr zum Thema", "Sur le même sujet", "関連記事"],
)
def test_links_below_a_heading_that_says_related_are_so(heading: str) -> None:
    page = f"{STORY}<section><header><h3>{heading}</h3></header>{LINKS}</section>"
    assert told(page, "recirc") == ["related", "related"]


@pytest.mark.parametrize(
    "heading", ["Most read", "Trending now", "Meistgelesen", "Últimas noticias"]
)
def test_links_below_a_heading_of_a_generic_list_are_none(heading: str) -> None:
    page = f"{STORY}<section><h3>{heading}</h3>{LINKS}</section>"
    assert told(page, "related") == ["recirc", "recirc"]


@pytest.mark.parametrize("heading", ["Ferry news", "Related topics", "Mehr zum Themenpark"])
def test_other_headings_leave_the_labels(heading: str) -> None:
    assert told(f"{STORY}<section><h3>{heading}</h3>{LINKS}</section>", "recirc") == []


def test_of_two_tabs_the_first_tells_what_is_shown() -> None:
    tabs = (
        "<div><h4><a href=#r>Related articles</a></h4>"
        "<h4><a href=#m>More from author</a></h4></div>"
    )
    assert told(f"{STORY}<section>{tabs}{LINKS}</section>", "recirc") == ["related", "related"]


def test_a_heading_speaks_up_to_the_next_one() -> None:
    page = f"{STORY}<section><h3>Read also</h3>{LINKS}<h3>Elsewhere</h3>{LINKS}</section>"
    assert told(page, "recirc") == ["related", "related"]


def test_links_in_the_story_are_not_moved() -> None:
    page = f"<section><h3>Related stories</h3>{STORY}{LINKS}</section>"
    assert told(page, "recirc") == []
