"""Stories that a page carries unseen."""

from __future__ import annotations

import json
from dataclasses import replace

from lxml import html

from articlekit.article import Heading, Link, List, ListItem, Paragraph, Quote, Span, block_text
from articlekit.fields.declared import find_declared_story, read_paragraphs
from articlekit.metadata import Metadata

LONG = "The ferry came back to the island in spring, and the pier was full of people that day. " * 3
PAGE = Metadata(base_url="https://news.example/story")


def test_rich_text_of_a_script_becomes_typed_blocks() -> None:
    elements = [
        {"type": "text", "content": f'{LONG}<a href="/pier">The pier</a> was full.'},
        {"type": "header", "level": 3, "content": "Low tide"},
        {"type": "list", "items": [{"content": "A rope"}, {"content": "A bell and a horn"}]},
        {"type": "quote", "content_elements": [{"type": "text", "content": f"“{LONG.strip()}”"}]},
        {"type": "interstitial_link", "content": "Pier to be painted", "url": "/paint"},
        {"type": "paragraph", "children": [{"text": LONG}, {"text": "Again.", "bold": True}]},
    ]
    record = {
        "headlines": {"basic": "Ferry is back"},
        "subheadlines": {"basic": "After a year of repairs."},
        "credits": {"by": [{"name": "Maja Lund", "url": "/by/lund"}]},
        "taxonomy": {"tags": [{"text": "Harbour"}]},
        "first_publish_date": "2024-03-04T09:00:00Z",
        "content_elements": elements,
    }
    script = f"<script>Fusion.globalContent={json.dumps(record)};</script>"
    story = find_declared_story(html.document_fromstring(script), PAGE, ())
    assert story is not None
    text = LONG + "The pier was full."
    last = LONG + "Again."
    assert story.body.value == (
        Paragraph(text, (Span(len(LONG), len(LONG) + 8, "link", "https://news.example/pier"),)),
        Heading("Low tide", 3),
        List((ListItem("A rope"), ListItem("A bell and a horn"))),
        Quote(f"“{LONG.strip()}”"),
        Paragraph(last, (Span(len(LONG), len(last), "strong"),)),
    )
    answers = {name: found.value for name, found in story.answers.items()}
    assert answers["headline"] == "Ferry is back"
    assert answers["dek"] == "After a year of repairs."
    assert [(a.name, a.url) for a in answers["authors"]] == [
        ("Maja Lund", "https://news.example/by/lund")
    ]
    assert answers["tags"] == ("Harbour",)
    assert answers["published"].isoformat() == "2024-03-04T09:00:00+00:00"
    assert answers["related_links"] == (
        Link("Pier to be painted", "https://news.example/paint", "inline"),
    )


def test_a_declared_body_counts_only_where_it_is_fuller() -> None:
    metadata = Metadata(article={"articleBody": f"{LONG}\nAgain: {LONG}"})
    story = find_declared_story(None, metadata, (Paragraph(LONG[:100]),))
    assert story is not None
    assert story.body.source == "json-ld:articleBody"
    assert story.body.value == (Paragraph(LONG.strip()), Paragraph(f"Again: {LONG.strip()}"))
    assert find_declared_story(None, metadata, story.body.value) is None


def test_each_line_of_a_plain_text_is_a_paragraph() -> None:
    assert read_paragraphs("One.\nTwo.\n\nThree.") == tuple(
        map(Paragraph, ("One.", "Two.", "Three."))
    )


def test_the_marks_of_markdown_are_no_text_of_a_declared_story() -> None:
    link = "[The pier](https://news.example/pier){: target=_blank}"
    told = f"**Low tide** came. {link} fell.\n{LONG}{LONG}"
    story = find_declared_story(None, replace(PAGE, article={"articleBody": told}), ())
    assert story is not None
    assert block_text(story.body.value[0]) == "Low tide came. The pier fell."


def test_the_addresses_of_markdown_make_a_declared_story_no_longer() -> None:
    links = "[The pier](https://news.example/a/long/address/of/the/pier/in/the/north) fell. " * 20
    shown = read_paragraphs("The pier fell. " * 20)
    page = replace(PAGE, article={"articleBody": links})
    assert find_declared_story(None, page, shown) is None
