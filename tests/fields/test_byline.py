"""The author line as printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articlekit.article import Author
from articlekit.fields.byline import find_byline
from articlekit.fields.lines import byline_lines
from articlekit.roles import Role
from tests.fields.conftest import Labelled


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Maja Lund, Harbour Editor", "By Maja Lund, Harbour Editor"),
        ("By Maja Lund | Published: 4 March 2024 09:15", "By Maja Lund"),
        ("By <a href=/m>Maja Lund</a> <time datetime=2024-03-04>4 March</time>", "By Maja Lund"),
        ("<em class=x-author>Maja Lund</em><span class=read>3 min read</span>", "Maja Lund"),
        ("<span class=source>The Post</span> <b class=name>Maja Lund</b>", "Maja Lund"),
    ],
)
@pytest.mark.parametrize("role", ["byline", "date"])
def test_only_the_signature_is_kept(labelled: Labelled, line: str, byline: str, role: Role) -> None:
    page = labelled(f"<h1>Ferry back</h1><div class=meta>{line}</div>", {"Ferry": "headline"})
    index = 1
    labels = (page.labels[0], page.labels[index]._replace(role=role), *page.labels[2:])
    found = find_byline(replace(page, labels=labels), (Author("Maja Lund"),))
    assert found is not None
    assert found.value == byline


def test_a_name_in_a_block_of_its_own_keeps_its_by(labelled: Labelled) -> None:
    page = labelled("<div>By</div><div>Maja Lund</div>", {"By": "byline", "Maja": "byline"})
    found = find_byline(page, (Author("Maja Lund"),))
    assert found is not None
    assert found.value == "By Maja Lund"


def test_a_line_that_only_mentions_an_author_is_no_byline(labelled: Labelled) -> None:
    page = labelled(
        "<h1>Ferry back</h1><p>Write to the editor, Maja Lund, 2 Pier Road.</p>",
        {"Ferry": "headline"},
    )
    assert find_byline(page, (Author("Maja Lund"),)) is None


def test_a_byline_may_open_the_page(labelled: Labelled) -> None:
    page = labelled(
        "<p>By Maja Lund</p><h1>Ferry back</h1><p>Maja Lund</p>",
        {"By": "byline", "Ferry": "headline"},
    )
    found = find_byline(page, (Author("Maja Lund"),))
    assert found is not None
    assert found.value == "By Maja Lund"


@pytest.mark.parametrize("line", ["Harbour", "in Harbour, World news"])
def test_the_section_in_the_bylines_place_is_no_byline(labelled: Labelled, line: str) -> None:
    sections = "".join(
        f"<meta property=article:section content='{name}'>" for name in ("Harbour", "World news")
    )
    page = labelled(f"{sections}<h1>Ferry</h1><p>{line}</p><p>Text.</p>", {line: "byline"})
    assert find_byline(page, ()) is None
    assert list(byline_lines(page)) == []


def test_a_column_named_for_its_author_is_a_byline(labelled: Labelled) -> None:
    head = (
        "<meta property=article:section content='Maja Lund'><meta name=author content='Maja Lund'>"
    )
    page = labelled(f"{head}<h1>Ferry</h1><p>Maja Lund</p>", {"Maja": "byline"})
    found = find_byline(page, (Author("Maja Lund"),))
    assert found is not None
    assert found.value == "Maja Lund"
