"""Entries of live blogs."""

from __future__ import annotations

import json

import pytest

from articlekit.fields.updates import find_updates
from tests.fields.conftest import Labelled

ENTRY = """<section><time datetime="2024-03-04T0{n}:00:00Z">0{n}:00</time><h3>Hour {n}</h3>
<p>The tide rose in hour {n}.</p><p>It fell again after {n}.</p></section>"""


@pytest.mark.parametrize(
    "text",
    ["<p>The tide rose.</p><p>It fell &amp; rose.</p>", "The tide rose.\n\nIt fell & rose."],
)
def test_declared_entries_keep_their_paragraphs(labelled: Labelled, text: str) -> None:
    node = {
        "@type": "LiveBlogPosting",
        "liveBlogUpdate": [
            {"headline": "Tide", "articleBody": text, "datePublished": "2024-03-04T08:00:00Z"}
        ],
    }
    page = labelled(f'<script type="application/ld+json">{json.dumps(node)}</script>', {})
    found = find_updates(page)
    assert found is not None
    (update,) = found.value
    assert (update.title, update.text) == ("Tide", "The tide rose.\n\nIt fell & rose.")
    assert update.published is not None
    assert update.published.isoformat() == "2024-03-04T08:00:00+00:00"


def test_timed_entries_as_shown(labelled: Labelled) -> None:
    entries = "".join(ENTRY.format(n=n) for n in (3, 2, 1))
    page = labelled(
        f"<h1>Storm</h1><time datetime=2024-03-04>4 March</time><div>{entries}</div>",
        {"Hour": "subhead", "The tide": "body", "It fell": "body"},
    )
    found = find_updates(page)
    assert found is not None
    assert [update.title for update in found.value] == ["Hour 3", "Hour 2", "Hour 1"]
    assert found.value[0].text == "The tide rose in hour 3.\n\nIt fell again after 3."
    assert found.value[0].published is not None
    assert found.value[0].published.hour == 3


def test_teasers_with_times_are_no_entries(labelled: Labelled) -> None:
    teasers = "".join(
        f"<li><time datetime=2024-03-0{n}>{n} March</time><p>Teaser {n}</p></li>" for n in (1, 2, 3)
    )
    page = labelled(
        f"<p>A long story.</p><ul>{teasers}</ul>", {"A long": "body", "Teaser": "recirc"}
    )
    assert find_updates(page) is None
