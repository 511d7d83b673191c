"""What the metadata stage reads, and what it refuses to be confused by."""

from __future__ import annotations

import json

import pytest
from lxml import etree, html

from articlekit.jsonld import read_json, read_jsonld
from articlekit.metadata import Metadata, read_metadata

URL = "https://www.harbourgazette.example/2024/03/ferry"


def read(head: str, body: str = "", url: str | None = URL) -> Metadata:
    markup = f"<html lang='en-GB'><head>{head}</head><body>{body}</body></html>"
    return read_metadata(html.document_fromstring(markup), url)


def ld(*values: object) -> str:
    return "".join(
        f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values
    )


def test_reads_the_head_in_one_go() -> None:
    found = read(
        "<title> Ferry back &amp; running </title><base href='/static/'>"
        "<meta property='og:title' content='Ferry is back'><meta name='Author' content='M. Lund'>"
        "<link rel='canonical' href='/ferry'><link rel='canonical' href='/other'>"
    )
    assert found.title == "Ferry back & running"
    assert found.meta["og:title"] == ("Ferry is back",)
    assert found.meta["author"] == ("M. Lund",)
    assert found.links["canonical"] == "/ferry"
    assert found.base_url == "https://www.harbourgazette.example/static/"
    assert found.language == "en-GB"


def test_a_page_without_address_is_resolved_against_the_one_it_declares() -> None:
    canonical = "<link rel=canonical href='https://quay.example/news/ferry'>"
    shared = "<meta property=og:url content='https://www.quay.example/news/ferry'>"
    copied = "<meta property=og:url content='https://copy.example/ferry'>"
    relative = "<link rel=canonical href='/news/ferry'>"
    heads = (canonical, relative + shared, canonical + shared, canonical + copied, relative)
    assert [base_of(head) for head in heads] == [
        "https://quay.example/news/ferry",
        "https://www.quay.example/news/ferry",
        "https://quay.example/news/ferry",
        None,
        None,
    ]
    assert base_of(f"<base href='/up/'>{canonical}") == "https://quay.example/up/"


def base_of(head: str) -> str | None:
    found = read_metadata(html.document_fromstring(f"<head>{head}</head><p>text</p>"), None)
    assert found.url is None
    return found.base_url


def test_the_title_of_an_icon_is_not_the_page_title() -> None:
    assert read("", "<svg><title>Search</title></svg>").title is None


def test_no_markup_gives_no_metadata() -> None:
    assert read_metadata(None, URL) == Metadata(url=URL, base_url=URL)


def test_the_tree_stays_as_it_was() -> None:
    root = html.document_fromstring(
        f"<head>{ld({'@type': 'Article'})}</head><div itemscope itemtype='http://schema.org/Article'>"
        "<b itemprop='headline'>x</b></div>"
    )
    before = etree.tostring(root)
    read_metadata(root, URL)
    assert etree.tostring(root) == before


def test_finds_the_article_inside_a_graph_and_joins_its_author() -> None:
    graph = {
        "@graph": [
            {"@type": "WebPage", "@id": URL, "datePublished": "2024-03-01"},
            {"@type": "NewsArticle", "headline": "Ferry", "author": {"@id": "#lund"}},
            {"@type": "Person", "@id": "#lund", "name": "Maja Lund", "image": {"@id": "#pic"}},
            {"@type": "ImageObject", "@id": "#pic", "url": "/lund.jpg"},
        ]
    }
    found = read(ld(graph))
    assert found.article is not None
    assert found.article["author"] == {
        "@type": "Person",
        "@id": "#lund",
        "name": "Maja Lund",
        "image": {"@type": "ImageObject", "@id": "#pic", "url": "/lund.jpg"},
    }
    assert found.page is not None
    assert found.page["datePublished"] == "2024-03-01"


def test_references_in_a_circle_end() -> None:
    nodes = read_jsonld(
        [
            '{"@id": "#a", "x": 1, "about": {"@id": "#b"}}',
            '{"@id": "#b", "x": 2, "about": {"@id": "#a"}}',
        ]
    )
    assert nodes[0]["x"] == 1
    assert len(json.dumps(nodes)) < 1000


@pytest.mark.parametrize(
    ("node", "why"),
    [
        ({"url": URL + "/?utm_source=feed"}, "address"),
        ({"mainEntityOfPage": {"@id": URL}}, "main entity"),
        ({"headline": "Ferry back in service"}, "title"),
    ],
)
def test_takes_the_article_of_this_page_among_several(node: dict[str, object], why: str) -> None:
    teaser = {"@type": "NewsArticle", "headline": "Bakery wins prize", "author": "A", "image": "b"}
    story = {"@type": "NewsArticle", "alternateName": why, **node}
    found = read("<title>Ferry back in service - Harbour Gazette</title>" + ld(teaser, story))
    assert found.article is not None
    assert found.article.get("alternateName") == why


def test_teasers_in_a_list_are_not_the_article() -> None:
    teaser = {"@type": "NewsArticle", "headline": "Bakery wins prize"}
    listing = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": teaser}]}
    assert read(ld(listing)).article is None


@pytest.mark.parametrize(
    "text",
    [
        '{"headline": "Ferry"}',
        '\ufeff{"headline": "Ferry"};',
        '//<![CDATA[\n{"headline": "Ferry"}\n//]]>',
        '<!-- {"headline": "Ferry"} -->',
        '{"headline": "Ferry", }',
        '{"headline": "Ferry",, "tags": ["a", "b",],}',
        '{"headline": "Ferry", // shown\n "url": "https://a.example/b"}',
        '{/* shown */ "headline": "Ferry"}',
        '{"headline": "Ferry", "author": Maja Lund, "age": 7}',
        '{"headline": "Ferry", "age": undefined}',
        "{&quot;headline&quot;: &quot;Ferry&quot;}",
        '{"headline": "Ferry", "text": "the <a href="/x">boat</a> is back"}',
        '{"headline": "Ferry", "text": "two\nlines\tand a tab"}',
        '{"headline": "Ferry"} {"broken": ',
    ],
)
def test_repairs_what_templates_break(text: str) -> None:
    (value,) = read_json(text)
    assert isinstance(value, dict)
    assert value["headline"] == "Ferry"


def test_a_repair_leaves_strings_alone() -> None:
    (value,) = read_json('{"a": "1,} // not a comment, /* nor this */ : bare", }')
    assert value == {"a": "1,} // not a comment, /* nor this */ : bare"}


@pytest.mark.parametrize(
    "text",
    ["", "{", "[" * 100_000, '{"a":' * 100_000, '"' * 100_001, '\\"' * 50_000, '{"' + "," * 100_000,
     '{"a": 1' + "0" * 5000 + "}", "{" + "/*" * 50_000, '{"a" ' + " " * 100_000 + '"'],
)  # fmt: skip
def test_hopeless_scripts_are_ignored(text: str) -> None:
    assert [value for value in read_json(text) if value and isinstance(value, dict)] == []


def test_lone_surrogates_do_not_come_through() -> None:
    found = read("<meta name='author' content='Maja&#xD800; Lund&#0;'>")
    "".join(found.meta["author"]).encode()


def test_microdata_becomes_a_node_with_its_author() -> None:
    found = read(
        "",
        """<article itemscope itemtype="https://schema.org/NewsArticle">
        <h1 itemprop="headline">Ferry <i>back</i></h1>
        <span itemprop="author" itemscope itemtype="https://schema.org/Person">
          <a itemprop="url" href="/lund"><span itemprop="name">Maja Lund</span></a></span>
        <time itemprop="datePublished" datetime="2024-03-01T08:00+01:00">today</time>
        <div itemprop="articleBody">A long story.</div>
        <div itemprop="comment" itemscope itemtype="https://schema.org/Comment">
          <b itemprop="author">Troll</b><meta itemprop="datePublished" content="2024-03-09"></div>
        </article>""",
    )
    assert found.microdata is not None
    assert found.microdata["headline"] == ["Ferry back"]
    assert found.microdata["datePublished"] == ["2024-03-01T08:00+01:00"]
    assert found.microdata["author"] == [
        {"@type": ["https://schema.org/Person"], "url": ["/lund"], "name": ["Maja Lund"]}
    ]
    assert "articleBody" not in found.microdata


def test_itemprop_metas_of_the_head_are_metas() -> None:
    assert read("<meta itemprop='datePublished' content='2024-03-01'>").meta == {
        "datepublished": ("2024-03-01",)
    }
