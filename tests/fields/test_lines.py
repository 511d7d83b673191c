"""Lines that look like bylines and dates, where no label says so."""

from __future__ import annotations

import pytest
from lxml import html

from articlekit.blocks import segment
from articlekit.fields.evidence import Evidence
from articlekit.fields.lines import (
    byline_lines,
    date_lines,
    likely_bylines,
    likely_date_lines,
)
from articlekit.label import Label
from articlekit.metadata import Metadata
from articlekit.roles import Role
from tests.fields.conftest import Labelled

PAGE = """<html><body><nav><a>By the sea</a></nav>
<article><h1>Ferry is back</h1>
<p>By Maja Lund</p>
<div class="entry-date">5 March 2024</div>
<p>The ferry that broke down on 2 January 2024 while it lay in the harbour with all of the island's
post aboard is sailing again, the owner said on Tuesday, and nobody was happier than the baker.</p>
</article>
<div class="related-list"><p>By Tom Okafor</p><p>6 March 2024</p></div>
<div class="comment"><p>By seabird</p><p>7 March 2024</p></div>
</body></html>"""


def evidence() -> Evidence:
    layout = segment(html.document_fromstring(PAGE))
    return Evidence(Metadata(), layout, (Label("other", 1.0, "body", 0.0),) * len(layout.blocks))


def test_the_byline_beside_the_headline_is_found_and_no_other() -> None:
    page = evidence()
    assert [page.block(index).text for index in likely_bylines(page)] == ["By Maja Lund"]


def test_the_date_line_is_found_and_no_date_of_prose_teaser_or_comment() -> None:
    page = evidence()
    assert [page.block(index).text for index in likely_date_lines(page)] == ["5 March 2024"]


def test_a_date_line_may_hold_the_name(labelled: Labelled) -> None:
    page = labelled(
        "<h1>Ferry back</h1><p>5 March 2024 - Maja Lund</p><p>6 March 2024</p>",
        {"Ferry": "headline", "5": "date", "6": "date"},
    )
    assert list(likely_bylines(page)) == [1]


@pytest.mark.parametrize(("boxes", "found"), [(["Maja Lund"], 1), (["Maja Lund", "Tom Okafor"], 0)])
def test_the_only_name_in_an_author_box_far_below(
    labelled: Labelled, boxes: list[str], found: int
) -> None:
    story = "<h1>Ferry back</h1>" + "<p>The ferry is back on the island, and so are we.</p>" * 40
    names = "".join(f"<div class=author-box><b>{name}</b></div>" for name in boxes)
    page = labelled(story + names, {"Ferry": "headline", "The ferry": "body"})
    assert len(list(likely_bylines(page))) == found


def test_the_date_line_nearest_to_the_headline_comes_first(labelled: Labelled) -> None:
    page = labelled(
        "<p>Concert on 9 May 2024</p><p>Tickets</p><p>Menu</p><h1>Ferry back</h1>"
        "<p>5 March 2024</p><p>The ferry is back.</p><p>7 March 2024</p>",
        {"Concert": "date", "Ferry": "headline", "5": "date", "The ferry": "body", "7": "date"},
    )
    assert date_lines(page) == [4, 0, 6]


@pytest.mark.parametrize(
    "markup",
    [
        "<h1><span class=date>5.3.2024</span> Ferry back</h1><p>It lay in harbour.</p>",
        "<h1>Ferry back</h1><p><b>5.3.2024</b> The ferry lay in harbour for all of January.</p>",
        "<h1>Ferry back</h1><p>Nairobi, 5 March 2024 – The ferry lay in harbour for weeks.</p>",
        "<h1>Ferry back</h1>" + "<p>It lay in harbour.</p>" * 40 + "<p>Posted by Maja on 5.3.2024",
    ],
)
def test_a_date_in_the_headline_before_the_text_or_at_its_foot(
    labelled: Labelled, markup: str
) -> None:
    roles: dict[str, Role] = {"5.3.2024 Ferry": "headline", "Ferry": "headline", "It": "body"}
    roles |= {"The": "body", "5.3.2024 The": "body", "Nairobi": "body"}
    page = labelled(markup, roles)
    texts = [page.block(index).text for index in likely_date_lines(page, "en")]
    assert any("2024" in text for text in texts)


def test_a_date_line_that_announces_a_name_is_a_byline_too(labelled: Labelled) -> None:
    page = labelled(
        "<h1>Ferry</h1><p>5 May 2024 by Maja Lund</p><p>6 May 2024</p><p>Tom Okafor</p>",
        {"5": "date", "6": "date", "Tom": "byline"},
    )
    assert list(byline_lines(page)) == [1, 3]


STORY = "<p>The ferry is back on the island, and so are we.</p>"


@pytest.mark.parametrize(
    "line",
    [
        "<li><a href='/authors/maja-lund/'>Maja Lund</a></li>",
        "<p>Written by <a href='https://maja.example'>Maja Lund</a></p>",
        "<p><b>Maja Lund</b></p>",
        "<p><em>MAJA LUND</em></p>",
    ],
)
def test_the_signature_behind_a_story(labelled: Labelled, line: str) -> None:
    page = labelled("<h1>Ferry</h1>" + STORY * 40 + line, {"Ferry": "headline", "The": "body"})
    assert [page.block(index).text for index in likely_bylines(page)] in (
        ["Maja Lund"], ["MAJA LUND"], ["Written by Maja Lund"],
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["<p><b>Related Topics</b></p>", "<p><b>Salt and Pepper</b></p>", "<p><b>更多消息</b></p>",
     "<p>Maja Lund</p>", "<p>Photo by Maja Lund</p>"],
)  # fmt: skip
def test_what_is_no_signature_behind_a_story(labelled: Labelled, line: str) -> None:
    page = labelled("<h1>Ferry</h1>" + STORY * 40 + line, {"Ferry": "headline", "The": "body"})
    assert list(likely_bylines(page)) == []


def test_a_time_element_needs_no_date_in_its_text(labelled: Labelled) -> None:
    page = labelled(
        "<h1>Ferry is back</h1><p><time datetime=2024-03-05>Last week</time></p>",
        {"Ferry": "headline"},
    )
    assert [page.block(index).text for index in likely_date_lines(page)] == ["Last week"]


def test_a_date_far_from_the_headline_counts_only_where_its_element_says_so(
    labelled: Labelled,
) -> None:
    story = "<p>The ferry is back, and so is the post.</p>" * 30
    page = labelled(
        f"<h1>Ferry is back</h1>{story}<p class=box>Market day: 5 May 2019</p>"
        "<p class=pubdate>5 March 2024</p>",
        {"Ferry": "headline", "The": "body"},
    )
    assert [page.block(index).text for index in likely_date_lines(page)] == ["5 March 2024"]


def test_the_day_of_the_page_in_its_header_is_no_date_line(labelled: Labelled) -> None:
    page = labelled(
        "<p>Friday</p>" + "<p>Menu</p>" * 30 + "<h1>Ferry back</h1><p>5 March 2024</p>"
        "<p>It is back.</p>",
        {"Friday": "date", "Ferry": "headline", "5": "date", "It": "body"},
    )
    assert date_lines(page) == [32, 0]
    doubted = tuple(label._replace(score=0.55) for label in page.labels)
    assert date_lines(page.with_labels(doubted)) == [32]
