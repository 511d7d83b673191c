"""schema.org values."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from hypothesis import given

from articlekit.article import (
    Article,
    Author,
    Breadcrumb,
    Figure,
    Image,
    Link,
    Paragraph,
    Update,
    Video,
)

from .strategies import articles

# What schema.org defines for each type, of the properties that an article can fill.
ARTICLE = frozenset(
    "headline alternativeHeadline description articleSection author datePublished dateModified "
    "inLanguage url mainEntityOfPage publisher isAccessibleForFree keywords image video "
    "correction articleBody".split()
)
PROPERTIES = {
    "NewsArticle": ARTICLE,
    "LiveBlogPosting": ARTICLE | {"liveBlogUpdate"},
    "BlogPosting": frozenset(("headline", "datePublished", "articleBody")),
    "Person": frozenset(("name", "url", "description", "image", "jobTitle")),
    "Organization": frozenset(("name",)),
    "ImageObject": frozenset(("url", "width", "height", "caption", "creditText")),
    "VideoObject": frozenset(("name", "url", "thumbnailUrl")),
    "WebPage": frozenset(("@id", "breadcrumb", "relatedLink")),
    "BreadcrumbList": frozenset(("itemListElement",)),
    "ListItem": frozenset(("position", "name", "item")),
}


def check(value: Any) -> None:  # noqa: ANN401 - any JSON value
    """Assert that every object has a type and only that type's properties, none of them empty."""
    if isinstance(value, dict):
        assert value.keys() - {"@context", "@type"} <= PROPERTIES[value["@type"]]
        for inner in value.values():
            assert inner not in (None, "", [], {})
            check(inner)
    elif isinstance(value, list):
        for inner in value:
            check(inner)


@given(articles)
def test_every_object_holds_what_its_type_defines(article: Article) -> None:
    values = article.to_jsonld()
    check(values)
    assert values["@context"] == "https://schema.org"
    json.dumps(values, ensure_ascii=False, allow_nan=False).encode("utf-8")


def test_an_empty_article_is_a_type_and_nothing_else() -> None:
    assert Article().to_jsonld() == {"@context": "https://schema.org", "@type": "NewsArticle"}


def test_a_whole_article() -> None:
    lead = Image("https://harbour.example/lead.jpg", "A ferry", 1200, 675)
    article = Article(
        url="https://harbour.example/ferry?utm=1",
        canonical_url="https://harbour.example/ferry",
        site_name="Harbour News",
        language="en",
        section="Transport",
        breadcrumbs=(Breadcrumb("Home", "https://harbour.example/"), Breadcrumb("Sea")),
        headline="Ferry returns",
        alt_headline="Night ferry is back",
        dek="After two years.",
        authors=(
            Author(
                "Ann Lee",
                "https://harbour.example/ann",
                "Ann writes.",
                "https://harbour.example/ann.jpg",
                "Reporter",
            ),
        ),
        published=datetime(2024, 5, 3, 14, 30, tzinfo=UTC),
        modified=datetime(2024, 5, 4, 9, tzinfo=UTC),
        body=(Paragraph("It left at noon."), Paragraph("All waved.")),
        figures=(
            Figure(Image("https://harbour.example/b.jpg"), "Aboard."),
            Figure(lead, "At the quay.", "Bo Ek"),
        ),
        lead_image=lead,
        videos=(Video("https://video.example/1", "Dock", "https://video.example/1.jpg"),),
        related_links=(Link("Timetable", "https://harbour.example/t"), Link("On paper")),
        notes=("Correction: it was noon.", "Editing by Maj Holm"),
        tags=("Ferries",),
        free_access=False,
    )
    assert article.to_jsonld() == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Ferry returns",
        "alternativeHeadline": "Night ferry is back",
        "description": "After two years.",
        "articleSection": "Transport",
        "author": [
            {
                "@type": "Person",
                "name": "Ann Lee",
                "jobTitle": "Reporter",
                "url": "https://harbour.example/ann",
                "image": "https://harbour.example/ann.jpg",
                "description": "Ann writes.",
            }
        ],
        "datePublished": "2024-05-03T14:30:00+00:00",
        "dateModified": "2024-05-04T09:00:00+00:00",
        "inLanguage": "en",
        "url": "https://harbour.example/ferry",
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": "https://harbour.example/ferry",
            "breadcrumb": {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {
                        "@type": "ListItem",
                        "position": 1,
                        "name": "Home",
                        "item": "https://harbour.example/",
                    },
                    {"@type": "ListItem", "position": 2, "name": "Sea"},
                ],
            },
            "relatedLink": ["https://harbour.example/t"],
        },
        "publisher": {"@type": "Organization", "name": "Harbour News"},
        "isAccessibleForFree": False,
        "keywords": ["Ferries"],
        "image": [
            {
                "@type": "ImageObject",
                "url": "https://harbour.example/lead.jpg",
                "width": 1200,
                "height": 675,
                "caption": "At the quay.",
                "creditText": "Bo Ek",
            },
            {
                "@type": "ImageObject",
                "url": "https://harbour.example/b.jpg",
                "caption": "Aboard.",
            },
        ],
        "video": [
            {
                "@type": "VideoObject",
                "name": "Dock",
                "url": "https://video.example/1",
                "thumbnailUrl": "https://video.example/1.jpg",
            }
        ],
        "correction": ["Correction: it was noon."],
        "articleBody": "It left at noon.\n\nAll waved.",
    }


def test_the_declared_headline_stands_in_where_none_is_shown() -> None:
    values = Article(alt_headline="Night ferry is back").to_jsonld()
    assert values["headline"] == "Night ferry is back"
    assert "alternativeHeadline" not in values


def test_a_live_blog_is_a_posting_with_its_entries() -> None:
    article = Article(updates=(Update("It sailed.", "Noon", datetime(2024, 5, 3, 12, tzinfo=UTC)),))
    values = article.to_jsonld()
    assert values["@type"] == "LiveBlogPosting"
    assert values["liveBlogUpdate"] == [
        {
            "@type": "BlogPosting",
            "headline": "Noon",
            "datePublished": "2024-05-03T12:00:00+00:00",
            "articleBody": "It sailed.",
        }
    ]
