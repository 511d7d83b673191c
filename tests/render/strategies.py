"""Hypothesis strategies for articles, with text that is as awkward as text gets."""

from __future__ import annotations

from datetime import timedelta, timezone

from hypothesis import strategies as st

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

MARKUP = (
    r"* ** *** _ __ ` `` ``` ~ ~~ [ ] ( ) ![ ]( < > </b> <b> <!-- & &amp; &#42; | || \ \\ # ## ! "
    r"- -- --- + = === 1. 12) 1 > : :- :-- |-| $ { } ' \" \| [x] [a]: ]: snake_case "
    "word naïve 漢字 。 「 」 é” http://news.example/a_b <https://news.example> www.news.example"
).split()
SPACES = (" ", "  ", "    ", "\t", "\n", "\n\n", "\u00a0", "\u3000", "\u2028")
ODD = ("a", "b", "\x00", "\x1b", "\u200b", "\ud800", "e\u0301", "की", "😀")

words = st.lists(st.sampled_from((*MARKUP, *SPACES, *ODD)), max_size=12).map("".join)
texts = st.one_of(words, st.text(max_size=20))
urls = st.one_of(
    st.sampled_from(
        (
            "https://news.example/a_(b)*c*?x=1&copy;2|3#[d]",
            "http://news.example/`'\"<>",
            "https://zeitung.example/straße",
            "mailto:desk@news.example",
            "javascript:alert(1)",
            "/relative",
        )
    ),
    texts,
)
maybe_text = st.none() | texts
maybe_url = st.none() | urls
zones = st.none() | st.integers(-1439, 1439).map(lambda m: timezone(timedelta(minutes=m)))
moments = st.datetimes(timezones=zones)
maybe_moment = st.none() | moments
sizes = st.none() | st.integers(-1, 5000)


def tuples(of: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=most).map(tuple)


spans = st.builds(
    Span,
    start=st.integers(0, 14),
    end=st.integers(0, 16),
    kind=st.sampled_from(("link", "strong", "emphasis", "code")),
    url=maybe_url,
)
many_spans = tuples(spans, 5)
images = st.builds(Image, url=urls, alt=maybe_text, width=sizes, height=sizes)
figures = st.builds(Figure, image=st.none() | images, caption=maybe_text, credit=maybe_text)
paragraphs = st.builds(Paragraph, text=texts, spans=many_spans)
headings = st.builds(Heading, text=texts, level=st.integers(0, 8), spans=many_spans)
quotes = st.builds(Quote, text=texts, spans=many_spans)
items = st.builds(ListItem, text=texts, spans=many_spans, level=st.integers(-1, 9))
lists = st.builds(List, items=tuples(items, 6), ordered=st.booleans())
cells = st.builds(Cell, text=texts, spans=many_spans, header=st.booleans())
tables = st.builds(Table, rows=tuples(tuples(cells, 4), 4))
codes = st.builds(Code, text=texts, language=maybe_text)
embeds = st.builds(Embed, url=urls, title=maybe_text)
blocks = st.one_of(paragraphs, headings, quotes, lists, tables, figures, codes, embeds)
authors = st.builds(
    Author, name=texts, url=maybe_url, bio=maybe_text, image=maybe_url, title=maybe_text
)

articles = st.builds(
    Article,
    url=maybe_url,
    canonical_url=maybe_url,
    site_name=maybe_text,
    language=st.sampled_from((None, "en", "ar", "pt-BR", "not a tag")) | texts,
    section=maybe_text,
    breadcrumbs=tuples(st.builds(Breadcrumb, name=texts, url=maybe_url)),
    kicker=maybe_text,
    headline=maybe_text,
    alt_headline=maybe_text,
    dek=maybe_text,
    key_points=tuples(texts),
    byline=maybe_text,
    authors=tuples(authors, 2),
    published=maybe_moment,
    modified=maybe_moment,
    body=tuples(blocks, 6),
    figures=tuples(figures),
    lead_image=st.none() | images,
    videos=tuples(st.builds(Video, url=urls, title=maybe_text, thumbnail=maybe_url), 2),
    related_links=tuples(
        st.builds(Link, title=texts, url=maybe_url, place=st.sampled_from(("inline", "end")))
    ),
    notes=tuples(texts),
    tags=tuples(texts),
    updates=tuples(st.builds(Update, text=texts, title=maybe_text, published=maybe_moment), 2),
    is_article=st.booleans(),
    confidence=st.floats(0, 1),
    free_access=st.none() | st.booleans(),
    truncated=st.booleans(),
    sources=st.dictionaries(st.sampled_from(("headline", "body", "dek")), texts),
)
