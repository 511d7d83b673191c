"""The HTML page."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given

from articlekit.article import (
    Article,
    Author,
    BodyBlock,
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
from articlekit.render.inline import clean

from .strategies import articles, blocks


def words(text: str) -> str:
    return " ".join(clean(text).split())


def read(html: str) -> Element:
    tree: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return tree


def shown(html: str) -> str:
    return words(" ".join(read(html).itertext()))


def body(*parts: BodyBlock) -> str:
    html = Article(body=parts, language="en").to_html(fragment=True)
    return html.removeprefix('<article lang="en" dir="ltr">\n').removesuffix("\n</article>\n")


def block_words(block: BodyBlock) -> Iterator[str]:
    match block:
        case List(items=items):
            yield from (item.text for item in items)
        case Table(rows=rows):
            yield from (cell.text for row in rows for cell in row)
        case Figure(caption=caption, credit=credit):
            yield from (caption or "", credit or "")
        case Embed(title=title):
            yield title or ""
        case _:
            yield block.text


@given(blocks)
def test_a_block_keeps_its_words(block: BodyBlock) -> None:
    expected = "".join("".join(map(words, block_words(block))).split())
    found = "".join(shown(body(block)).split())
    if isinstance(block, Embed):
        assert found == expected or not expected
    else:
        assert found == expected


@given(articles)
def test_a_page_parses_without_a_complaint(article: Article) -> None:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(article.to_html())
    assert parser.errors == []


@given(articles)
def test_the_fragment_is_the_article_of_the_page(article: Article) -> None:
    assert article.to_html(fragment=True) in article.to_html()


def test_the_policy_allows_its_own_style_and_nothing_else() -> None:
    html = Article(headline="Ferry").to_html()
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert style is not None
    assert policy is not None
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert policy[1].split("; ") == [
        "default-src 'none'",
        "img-src http: https:",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]


@pytest.mark.parametrize(
    ("language", "attributes"),
    [
        (None, 'dir="auto"'),
        ("en", 'lang="en" dir="ltr"'),
        ("ar-EG", 'lang="ar-EG" dir="rtl"'),
        ("uz-Arab", 'lang="uz-Arab" dir="rtl"'),
        ("ks-Deva", 'lang="ks-Deva" dir="ltr"'),
        ('en" onload="x', 'dir="auto"'),
    ],
)
def test_language_and_direction(language: str | None, attributes: str) -> None:
    html = Article(language=language).to_html()
    assert f"<html {attributes}>" in html
    assert f"<article {attributes}>" in html


def test_title_falls_back_from_headline_to_site() -> None:
    def title(article: Article) -> str | None:
        return read(article.to_html()).findtext("head/title")

    assert title(Article(headline="A & B <i>")) == "A & B <i>"
    assert title(Article(site_name="Harbour News")) == "Harbour News"
    assert title(Article()) == "Untitled"


def test_marks() -> None:
    block = Paragraph(
        "The new ferry left\nOld Quay.",
        (
            Span(4, 13, "link", "https://quay.example/?a=1&b=2"),
            Span(8, 13, "strong"),
            Span(8, 13, "emphasis"),
            Span(19, 22, "code"),
            Span(0, 3, "link", "javascript:alert(1)"),
        ),
    )
    assert body(block) == (
        '<p>The <a href="https://quay.example/?a=1&amp;b=2" rel="noopener noreferrer">new '
        "<strong><em>ferry</em></strong></a> left<br>\n<code>Old</code> Quay.</p>"
    )


def test_lists_nest_inside_their_items() -> None:
    items = (ListItem("a"), ListItem("b", level=1), ListItem("c", level=2), ListItem("d"))
    html = body(List(items, ordered=True))
    assert html.replace("\n", "") == (
        "<ol><li>a<ol><li>b<ol><li>c</li></ol></li></ol></li><li>d</li></ol>"
    )


def test_a_table_has_a_head_of_its_header_rows() -> None:
    head = (Cell("Day", header=True), Cell("Out", header=True))
    row = (Cell("Sunday", header=True), Cell("14:00"))
    table = read(body(Table((head, row)))).find(".//table")
    assert table is not None
    assert [cell.get("scope") for cell in table.iterfind("thead/tr/th")] == ["col", "col"]
    assert [cell.get("scope") for cell in table.iterfind("tbody/tr/th")] == ["row"]
    assert [cell.text for cell in table.iterfind("tbody/tr/td")] == ["14:00"]


def test_code_keeps_its_lines() -> None:
    html = body(Code("if a < b:\n    go()\n", "python"))
    assert html == (
        '<pre tabindex="0"><code class="language-python">if a &lt; b:\n    go()</code></pre>'
    )


def test_headings_stay_below_the_headline() -> None:
    assert body(Heading("One", 1), Heading("Nine", 9)) == "<h2>One</h2>\n<h6>Nine</h6>"


def test_figures_carry_caption_and_credit() -> None:
    image = Image("https://harbour.example/f.jpg", 'A "white" ferry', 800, 0)
    assert body(Figure(image, "At the quay.", "Bo Ek")) == (
        '<figure><img src="https://harbour.example/f.jpg" alt="A &quot;white&quot; ferry" '
        'width="800" loading="lazy" referrerpolicy="no-referrer">\n'
        '<figcaption><span class="caption">At the quay.</span> '
        '<span class="credit">Bo Ek</span></figcaption></figure>'
    )


def test_embeds_are_links_and_never_frames() -> None:
    assert body(Embed("https://video.example/1")) == (
        '<p class="embed"><a href="https://video.example/1" rel="noopener noreferrer">'
        "https://video.example/1</a></p>"
    )
    assert body(Embed("javascript:alert(1)")) == ""


def test_each_figure_and_video_is_shown_once() -> None:
    lead = Image("https://harbour.example/lead.jpg")
    figures = tuple(
        Figure(Image(f"https://harbour.example/{name}.jpg"), name) for name in ("lead", "b", "c")
    )
    article = Article(
        body=(figures[1], Embed("https://video.example/1")),
        figures=(*figures, figures[1]),
        lead_image=lead,
        videos=(Video("https://video.example/1"), Video("https://video.example/2")),
    )
    tree = read(article.to_html(fragment=True))
    assert [element.text for element in tree.iterfind(".//figcaption/span")] == ["lead", "b", "c"]
    assert [link.get("href") for link in tree.iterfind(".//a")] == [
        "https://video.example/1",
        "https://video.example/2",
    ]


def test_a_lead_image_without_figure_is_shown() -> None:
    tree = read(Article(lead_image=Image("https://harbour.example/lead.jpg")).to_html())
    assert [image.get("src") for image in tree.iterfind(".//img")] == [
        "https://harbour.example/lead.jpg"
    ]


def test_the_header_in_reading_order() -> None:
    article = Article(
        url="https://harbour.example/ferry",
        site_name="Harbour News",
        breadcrumbs=(Breadcrumb("Home", "https://harbour.example/"), Breadcrumb("Sea")),
        kicker="Transport",
        headline="Ferry returns",
        dek="After two years.",
        authors=(Author("Ann Lee", "https://harbour.example/ann"), Author("Bo Ek")),
        published=datetime(2024, 5, 3, 14, 30, tzinfo=timezone(timedelta(hours=2))),
        modified=datetime(2024, 5, 4, tzinfo=UTC),
    )
    header = read(article.to_html()).find(".//header")
    assert header is not None
    assert words(" ".join(header.itertext())) == (
        "Home Sea Transport Ferry returns After two years. Ann Lee , Bo Ek "
        "2024-05-03 14:30 UTC+02:00 · Updated 2024-05-04 00:00 UTC Harbour News"
    )
    times = [time.get("datetime") for time in header.iterfind(".//time")]
    assert times == ["2024-05-03T14:30:00+02:00", "2024-05-04T00:00:00+00:00"]


def test_what_stands_around_the_story() -> None:
    article = Article(
        headline="Ferry returns",
        authors=(Author("Ann Lee", bio="Ann writes.\n\nShe sails.", title="Reporter"),),
        related_links=(Link("Timetable", "https://harbour.example/t"), Link("On paper")),
        notes=("Correction: noon.",),
        tags=("Ferries",),
        updates=(Update("It sailed.\n\nAll waved.", "Noon", datetime(2024, 5, 3, 12)),),  # noqa: DTZ001
        truncated=True,
    )
    tree = read(article.to_html(fragment=True))

    def told(path: str) -> list[str]:
        return [words(" ".join(element.itertext())) for element in tree.iterfind(path)]

    assert told(".//aside/ul/li") == ["Timetable", "On paper"]
    assert told(".//footer/p") == ["Correction: noon."]
    assert told(".//section[@class='bio']//p") == ["Ann Lee Reporter", "Ann writes.", "She sails."]
    assert told(".//ul[@class='tags']/li") == ["Ferries"]
    assert told(".//section[@class='update']/*") == [
        "Noon",
        "2024-05-03 12:00",
        "It sailed.",
        "All waved.",
    ]
    assert told(".//p[@class='truncated']") == ["The page holds only the start of this article."]


def test_quotes_are_block_quotations() -> None:
    assert body(Quote("Smooth.")) == "<blockquote><p>Smooth.</p></blockquote>"
