"""An attacker who writes every text of an article gets nothing but text into an output."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
import yaml
from markdown_it import MarkdownIt

from articlekit.article import (
    Article,
    Author,
    Breadcrumb,
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
    Video,
)

from .payloads import PAYLOADS

FRAGMENT_ELEMENTS = frozenset(
    "article header nav ol ul li p h1 h2 h3 h4 h5 h6 a strong em b i code pre br blockquote "
    "figure figcaption img span time div table thead tbody tr th td section aside footer".split()
)
PAGE_ELEMENTS = FRAGMENT_ELEMENTS | frozenset("html head meta title style body main".split())
MARKDOWN_ELEMENTS = FRAGMENT_ELEMENTS | frozenset(("html", "head", "body", "hr", "s"))
ATTRIBUTES = frozenset(
    "lang dir class href rel src alt width height loading referrerpolicy datetime scope tabindex "
    "role aria-label charset http-equiv content name start".split()
)
SCHEMES = {"href": ("http", "https", "mailto"), "src": ("http", "https")}
META = {
    "charset": {"utf-8"},
    "http-equiv": {"Content-Security-Policy"},
    "name": {"viewport", "color-scheme", "referrer"},
}
CLASSES = re.compile(r"[a-z-]+|language-[A-Za-z0-9+#._-]{1,40}")

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def hostile_article(payload: str) -> Article:
    """Return an article that holds ``payload`` in every text and address."""
    moment = datetime(2024, 5, 3, tzinfo=UTC)
    text = f"{payload} and {payload}"
    size = len(text)
    spans = (
        Span(0, size, "link", payload),
        Span(0, len(payload), "strong"),
        Span(1, size, "emphasis"),
        Span(size // 2, size, "code"),
    )
    image = Image(payload, payload, 1, 1)
    named = Image(f"https://news.example/{payload}", payload)
    figure = Figure(image, payload, payload)
    cell = Cell(text, spans)
    return Article(
        url=payload,
        canonical_url=payload,
        site_name=payload,
        language=payload,
        section=payload,
        breadcrumbs=(Breadcrumb(payload, payload),),
        kicker=payload,
        headline=payload,
        alt_headline=payload,
        dek=payload,
        key_points=(payload,),
        byline=payload,
        authors=(Author(payload, payload, payload, payload, payload),),
        published=moment,
        modified=moment,
        body=(
            Paragraph(payload),
            Paragraph(text, spans),
            Paragraph(text, (Span(0, size, "link", f"https://news.example/{payload}"),)),
            Heading(text, 2, spans),
            Quote(text, spans),
            List((ListItem(payload), ListItem(text, spans, 1)), ordered=True),
            Table(((Cell(payload, header=True), cell), (cell, Cell(payload)))),
            Code(payload, payload),
            Embed(payload, payload),
            Embed(f"mailto:{payload}"),
            figure,
        ),
        figures=(figure, Figure(named, payload), Figure(None, payload, payload)),
        lead_image=named,
        videos=(Video(payload, payload, payload), Video(f"https://video.example/?{payload}")),
        related_links=(Link(payload, payload, "inline"), Link(payload)),
        notes=(payload,),
        tags=(payload,),
        updates=(Update(payload, payload, moment),),
        truncated=True,
        sources={payload: payload},
    )


def elements(html: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Give every element of a parsed page: its name, attributes and text."""
    tree: Element = html5lib.parse(html, namespaceHTMLElements=False)
    for element in tree.iter():
        # The tag of a comment is a function, whose name no list of elements holds.
        yield str(element.tag), dict(element.attrib), element.text or ""


def faults(html: str, allowed: frozenset[str]) -> Iterator[str]:
    """Give everything in a page that is not what a renderer itself writes."""
    for name, attributes, text in elements(html):
        if name not in allowed:
            yield f"element {name}"
        if name == "style" and text != page_style():
            yield "a style sheet of its own"
        for key, value in attributes.items():
            yield from attribute_faults(name, key, value)


def attribute_faults(name: str, key: str, value: str) -> Iterator[str]:
    if key not in ATTRIBUTES:
        yield f"attribute {key}"
    if key in SCHEMES and urlsplit(value).scheme not in SCHEMES[key]:
        yield f"address {value}"
    if key in SCHEMES and re.search(r"[\x00-\x20\\<>\"`]", value):
        yield f"address with unsafe characters {value}"
    if name == "meta" and key in META and value not in META[key]:
        yield f"meta {value}"
    if key == "class" and not CLASSES.fullmatch(value):
        yield f"class {value}"


@lru_cache(maxsize=1)
def page_style() -> str:
    found = [text for name, _, text in elements(Article().to_html()) if name == "style"]
    return found[0]


def shape(html: str) -> list[str]:
    return [name for name, _, _ in elements(html)]


def strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


@pytest.fixture(params=PAYLOADS, ids=lambda payload: ascii(payload)[1:60])
def article(request: pytest.FixtureRequest) -> Article:
    return hostile_article(request.param)


def test_there_are_many_payloads_and_each_is_its_own() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 150


def test_page(article: Article) -> None:
    assert list(faults(article.to_html(), PAGE_ELEMENTS)) == []


def test_fragment(article: Article) -> None:
    html = article.to_html(fragment=True)
    assert list(faults(html, FRAGMENT_ELEMENTS | {"html", "head", "body"})) == []
    assert html.startswith("<article")
    assert shape(html).count("article") == 1


def test_page_keeps_its_policy(article: Article) -> None:
    policies = [
        attributes["content"]
        for name, attributes, _ in elements(article.to_html())
        if name == "meta" and "http-equiv" in attributes
    ]
    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none'; img-src http: https:; style-src 'sha256-")


def test_markdown_rendered_with_html_allowed(article: Article) -> None:
    markdown = article.to_markdown()
    types = {
        token.type
        for outer in MARKDOWN.parse(markdown)
        for token in (outer, *(outer.children or ()))
    }
    assert not types & {"html_block", "html_inline"}
    assert list(faults(MARKDOWN.render(markdown), MARKDOWN_ELEMENTS)) == []


def test_front_matter(article: Article) -> None:
    matter = article.to_markdown(front_matter=True).split("\n---\n", 1)[0]
    values = yaml.safe_load(matter)
    assert set(values) >= {"title", "description", "authors", "tags"}
    assert isinstance(values["title"], str)


def test_text_holds_nothing_that_steers_a_terminal(article: Article) -> None:
    steering = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
    assert not steering.search(article.to_text())


def test_json_stands_in_a_script_element(article: Article) -> None:
    page = f"<script type=application/json>{article.to_json()}</script><p>after"
    assert shape(page) == ["html", "head", "script", "body", "p"]
    assert Article.from_dict(json.loads(article.to_json())) == article


def test_schema_org_addresses(article: Article) -> None:
    values = article.to_jsonld()
    page: Any = values.get("mainEntityOfPage", {})
    people: Any = values["author"]
    addresses = [values.get("url"), page.get("@id"), *page.get("relatedLink", ())]
    for node in [*people, *page["breadcrumb"]["itemListElement"]]:
        addresses.extend((node.get("url"), node.get("image"), node.get("item")))
    for node in (*values.get("image", ()), *values.get("video", ())):  # type: ignore[misc]
        addresses.extend((node["url"], node.get("thumbnailUrl")))
    given = [address for address in addresses if address]
    assert all(urlsplit(address).scheme in ("http", "https") for address in given)
    assert not any(re.search(r"[\x00-\x1f\ud800-\udfff]", text) for text in strings_of(values))


def strings_of(values: dict[str, object]) -> Iterator[str]:
    """Give the strings of the values but for newlines and tabs of running text."""
    for text in strings(values):
        yield text.replace("\n", "").replace("\t", "")
