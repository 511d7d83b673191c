"""The values of `to_dict`, and what `from_dict` says of values that are no article."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import datetime, timedelta, timezone

import pytest

from articlekit.article import (
    Article,
    Author,
    Cell,
    Code,
    Embed,
    Figure,
    Heading,
    Image,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Span,
    Table,
    Update,
)
from articlekit.errors import FormatError

ARTICLE = Article(
    url="https://harbour.example/ferry",
    headline="Ferry returns",
    authors=(
        Author("Ann Lee", bio="Ann Lee writes about ships."),
        Author("Bo Ek", bio="Bo Ek takes pictures."),
    ),
    published=datetime(2024, 5, 3, 14, 30, tzinfo=timezone(timedelta(hours=2))),
    modified=datetime(2024, 5, 4, 9, 0),  # noqa: DTZ001 - a page may give no zone
    body=(
        Paragraph("It left at noon.", (Span(3, 7, "link", "https://harbour.example/noon"),)),
        Heading("Aboard", 3),
        Quote("“Smooth.”"),
        List((ListItem("rope"), ListItem("hemp", level=1)), ordered=True),
        Table(((Cell("Deck", header=True),), (Cell("Upper"),))),
        Figure(Image("https://harbour.example/f.jpg", width=800), "The ferry"),
        Code("print()", "python"),
        Embed("https://video.example/1"),
    ),
    figures=(Figure(Image("https://harbour.example/f.jpg", width=800), "The ferry"),),
    related_links=(Link("Timetable", place="inline"),),
    updates=(Update("Under way."),),
    is_article=True,
    confidence=0.5,
    sources={"headline": "block:3 h1"},
)


def test_every_field_is_present_and_derived_values_stand_beside() -> None:
    names = {field.name for field in fields(Article)}
    assert set(Article().to_dict()) == names | {"text", "captions", "author_bio"}


def test_an_empty_article_is_none_and_empty_lists() -> None:
    values = Article().to_dict()
    assert values["headline"] is None
    assert values["body"] == []
    assert values["text"] == ""
    assert values["author_bio"] is None
    assert values["sources"] == {}


def test_blocks_are_tagged_and_leave_out_what_is_empty() -> None:
    assert ARTICLE.to_dict()["body"] == [
        {
            "type": "paragraph",
            "text": "It left at noon.",
            "spans": [
                {"start": 3, "end": 7, "kind": "link", "url": "https://harbour.example/noon"}
            ],
        },
        {"type": "heading", "text": "Aboard", "level": 3},
        {"type": "quote", "text": "“Smooth.”"},
        {
            "type": "list",
            "items": [{"text": "rope"}, {"text": "hemp", "level": 1}],
            "ordered": True,
        },
        {"type": "table", "rows": [[{"text": "Deck", "header": True}], [{"text": "Upper"}]]},
        {
            "type": "figure",
            "image": {"url": "https://harbour.example/f.jpg", "width": 800},
            "caption": "The ferry",
        },
        {"type": "code", "text": "print()", "language": "python"},
        {"type": "embed", "url": "https://video.example/1"},
    ]


def test_times_and_derived_values() -> None:
    values = ARTICLE.to_dict()
    assert values["published"] == "2024-05-03T14:30:00+02:00"
    assert values["modified"] == "2024-05-04T09:00:00"
    assert values["captions"] == ["The ferry"]
    assert values["author_bio"] == "Ann Lee writes about ships.\n\nBo Ek takes pictures."
    assert str(values["text"]).startswith("It left at noon.\n\nAboard")


def test_zones_survive() -> None:
    again = Article.from_dict(json.loads(ARTICLE.to_json()))
    assert again == ARTICLE
    assert again.published is not None
    assert again.published.utcoffset() == timedelta(hours=2)
    assert again.modified is not None
    assert again.modified.tzinfo is None


def test_missing_keys_are_defaults_and_unknown_keys_are_ignored() -> None:
    values = {"headline": "Ferry", "text": 3, "mood": "calm", "body": [{"type": "figure"}]}
    assert Article.from_dict(values) == Article(headline="Ferry", body=(Figure(),))


def test_a_whole_number_is_a_confidence() -> None:
    assert Article.from_dict({"confidence": 1}).confidence == 1.0


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (["headline"], "article: expected an object, got a list"),
        ({"headline": 3}, "headline: expected text, got a number"),
        ({"headline": b"Ferry"}, "headline: expected text, got bytes"),
        ({"body": "text"}, "body: expected a list, got text"),
        ({"body": {}}, "body: expected a list, got an object"),
        (
            {"body": [{"type": "figure"}, {"type": "poem"}]},
            (
                "body[1].type: expected one of paragraph, heading, quote, list, table, figure, "
                "code, embed, got 'poem'"
            ),
        ),
        ({"body": [{"type": ["poem"]}]}, "body[0].type: expected one of"),
        ({"body": [{"text": "Untyped."}]}, "body[0].type: expected one of"),
        ({"body": [3]}, "body[0]: expected an object, got a number"),
        ({"body": [{"type": "paragraph"}]}, "body[0].text: is missing"),
        (
            {"body": [{"type": "list", "items": [{"text": "a"}, {"text": 1}]}]},
            "body[0].items[1].text: expected text, got a number",
        ),
        (
            {"body": [{"type": "table", "rows": [[], [{"text": "a", "header": "yes"}]]}]},
            "body[0].rows[1][0].header: expected a boolean, got text",
        ),
        (
            {"body": [{"type": "quote", "text": "a", "spans": [{"start": 0, "end": 1}]}]},
            "body[0].spans[0].kind: is missing",
        ),
        (
            {
                "body": [
                    {
                        "type": "quote",
                        "text": "a",
                        "spans": [{"start": 0, "end": True, "kind": "strong"}],
                    }
                ]
            },
            "body[0].spans[0].end: expected a whole number, got a boolean",
        ),
        (
            {
                "body": [
                    {
                        "type": "quote",
                        "text": "a",
                        "spans": [{"start": 0, "end": 1, "kind": "blink"}],
                    }
                ]
            },
            "body[0].spans[0].kind: expected one of link, strong, emphasis, code, got 'blink'",
        ),
        ({"figures": [{"image": {"alt": "a"}}]}, "figures[0].image.url: is missing"),
        ({"related_links": [{"title": "a", "place": "top"}]}, "related_links[0].place: expected"),
        ({"published": "yesterday"}, "published: expected an ISO 8601 time, got 'yesterday'"),
        ({"published": 1714739400}, "published: expected text, got a number"),
        ({"updates": [{"text": "a", "published": "1"}]}, "updates[0].published: expected an ISO"),
        ({"confidence": 1.5}, "confidence: expected a number from 0 to 1"),
        ({"confidence": float("nan")}, "confidence: expected a number from 0 to 1"),
        ({"confidence": 10**400}, "confidence: expected a number from 0 to 1"),
        ({"is_article": 1}, "is_article: expected a boolean, got a number"),
        ({"sources": {"headline": 3}}, "sources.headline: expected text, got a number"),
        ({"sources": {3: "block"}}, "sources.3: expected text, got a number"),
        ({"tags": ["a", None]}, "tags[1]: expected text, got null"),
    ],
)
def test_what_is_no_article_is_named_with_its_place(values: object, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        Article.from_dict(values)  # type: ignore[arg-type]  # wrong types are the point
    assert str(caught.value).startswith(message)
