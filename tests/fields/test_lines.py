"""Lines that look like bylines and dates, where no label says so."""

from __future__ import annotations

import pytest
from lxml import html

from articlekit.blocks import segment
from articlekit.fields.evidence import Evidence
from articlekit.fields.lines import likely_bylines, likely_date_lines
from articlekit.label import Label
from articlekit.metadata import Metadata
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
