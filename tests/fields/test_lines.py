"""Lines that look like bylines and dates, where no label says so."""

from __future__ import annotations

from lxml import html

from articlekit.blocks import segment
from articlekit.fields.evidence import Evidence
from articlekit.fields.lines import likely_bylines, likely_date_lines
from articlekit.label import Label
from articlekit.metadata import Metadata

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
