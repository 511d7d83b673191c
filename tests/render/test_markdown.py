"""Markdown, read back by a parser."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from articlekit.article import (
    Article,
    Author,
    BodyBlock,
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

from .strategies import articles, cells, codes, headings, lists, paragraphs, quotes, texts

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def parsed(*body: BodyBlock) -> list[Token]:
    return PARSER.parse(Article(body=body).to_markdown())


def inline_text(token: Token) -> str:
    """Return the words of an inline token or an image, as a reader sees them."""
    return "".join(map(part_text, token.children or ()))


def part_text(part: Token) -> str:
    if part.type == "image":
        return inline_text(part)
    return " " if part.type in ("softbreak", "hardbreak") else part.content


def texts_of(tokens: Iterable[Token]) -> list[str]:
    return [words(inline_text(token)) for token in tokens if token.type == "inline"]


def words(text: str) -> str:
    return " ".join(clean(text).split())


def visible(found: Iterable[str]) -> list[str]:
    return [text for text in map(words, found) if text]


def kinds(tokens: Sequence[Token]) -> list[str]:
    return [token.type for token in tokens]


# What comes out is what went in, whatever it is


@given(paragraphs)
def test_a_paragraph_is_one_paragraph_of_the_same_words(block: Paragraph) -> None:
    tokens = parsed(block)
    assert texts_of(tokens) == visible([block.text])
    assert kinds(tokens) in ([], ["paragraph_open", "inline", "paragraph_close"])


@given(quotes)
def test_a_quote_is_one_quote_of_the_same_words(block: Quote) -> None:
    tokens = parsed(block)
    assert texts_of(tokens) == visible([block.text])
    assert kinds(tokens).count("blockquote_open") == len(visible([block.text]))


@given(headings)
def test_a_heading_keeps_its_words_and_level(block: Heading) -> None:
    tokens = parsed(block)
    assert texts_of(tokens) == visible([block.text])
    level = min(max(block.level, 2), 6)
    assert [token.tag for token in tokens if token.type == "heading_open"] in ([], [f"h{level}"])


@given(lists)
def test_a_list_keeps_its_items(block: List) -> None:
    tokens = parsed(block)
    assert texts_of(tokens) == visible(item.text for item in block.items)
    assert kinds(tokens).count("list_item_open") == len(texts_of(tokens))
    opening = "ordered_list_open" if block.ordered else "bullet_list_open"
    other = "bullet_list_open" if block.ordered else "ordered_list_open"
    assert other not in kinds(tokens)
    assert (opening in kinds(tokens)) == bool(texts_of(tokens))


@given(st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1, max_size=4))
def test_a_table_keeps_its_cells(rows: list[list[Cell]]) -> None:
    tokens = parsed(Table(tuple(map(tuple, rows))))
    expected = [words(cell.text) for row in rows for cell in row]
    headed = all(cell.header for cell in rows[0])
    assert texts_of(tokens) == ([] if headed else ["", ""]) + expected
    assert kinds(tokens).count("tr_open") == len(rows) + (not headed)


@given(codes)
def test_code_keeps_every_character(block: Code) -> None:
    text = clean(block.text).strip("\n")
    fences = [token.content for token in parsed(block) if token.type == "fence"]
    assert fences == ([text + "\n"] if text else [])


@given(st.lists(st.one_of(paragraphs, headings, quotes, lists, codes), max_size=5))
def test_blocks_stay_apart(body: list[BodyBlock]) -> None:
    """The blocks of an article parse to what each of them parses to alone."""
    alone = [token.type for block in body for token in parsed(block)]
    assert kinds(parsed(*body)) == alone


@given(texts, texts, texts, texts)
def test_captions_credits_and_alternatives_keep_their_words(
    caption: str, credit: str, alt: str, url: str
) -> None:
    image = Image(f"https://news.example/{url}", alt)
    tokens = parsed(Figure(image, caption, credit))
    told = visible([" — ".join(visible([caption, credit]))])
    pictures = [t for token in tokens for t in token.children or () if t.type == "image"]
    assert texts_of(tokens) == [words(alt)] * len(pictures) + told


@given(articles)
def test_no_raw_html_comes_of_any_article(article: Article) -> None:
    tokens = PARSER.parse(article.to_markdown())
    inner = [child.type for token in tokens for child in token.children or ()]
    assert not {"html_block", "html_inline", "code_block"}.intersection((*kinds(tokens), *inner))


@given(articles)
def test_front_matter_is_yaml_that_holds_the_same_values(article: Article) -> None:
    text = article.to_markdown(front_matter=True)
    start, matter, body = text.split("---\n", 2)
    values = yaml.safe_load(matter) or {}
    assert start == ""
    assert values.get("title") == (
        clean(article.headline) if article.headline else article.headline
    )
    assert values.get("authors", []) == [clean(author.name) for author in article.authors]
    assert values.get("tags", []) == [clean(tag) for tag in article.tags]
    assert body.lstrip("\n") == article.to_markdown()


# What it looks like


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("5 * 3 and *this*", r"5 \* 3 and \*this\*"),
        ("snake_case and _this_", r"snake_case and \_this\_"),
        ("1984. A year", r"1984\. A year"),
        ("3.5 percent", "3.5 percent"),
        ("- a dash", r"\- a dash"),
        ("# one", r"\# one"),
        ("> more", r"\> more"),
        ("a | b", "a | b"),
        ("AT&T &amp; co", r"AT&T \&amp; co"),
        ("<b>bold</b>", r"\<b>bold\</b>"),
        ("see [1]", r"see \[1\]"),
        ("first\nsecond", "first\\\nsecond"),
        ("title\n===", "title\\\n\\==="),
        ("a | b\n|--|--|", "a | b\\\n\\|--|--|"),
        ("`code`", r"\`code\`"),
        ("C:\\new", r"C:\\new"),
        ("    indented", "indented"),
        ("~~gone~~", r"\~\~gone\~\~"),
    ],
)
def test_text_is_escaped_only_where_it_must_be(text: str, markdown: str) -> None:
    assert Article(body=(Paragraph(text),)).to_markdown() == f"{markdown}\n"


def rendered(text: str, *spans: Span) -> str:
    html: str = PARSER.render(Article(body=(Paragraph(text, spans),)).to_markdown())
    return html.strip().removeprefix("<p>").removesuffix("</p>")


def test_marks_come_back_as_marks() -> None:
    text = "The new ferry left Old Quay at noon, says make run."
    html = rendered(
        text,
        Span(4, 13, "strong"),
        Span(8, 13, "emphasis"),
        Span(19, 27, "link", "https://quay.example/a_(b)"),
        Span(42, 50, "code"),
    )
    assert html == (
        "The <strong>new</strong> <em><strong>ferry</strong></em> left "
        '<a href="https://quay.example/a_(b)">Old Quay</a> at noon, says <code>make run</code>.'
    )


def test_one_link_with_a_bold_part_stays_one_link() -> None:
    html = rendered(
        "Read the whole story!",
        Span(5, 20, "link", "https://news.example/1"),
        Span(9, 14, "strong"),
    )
    assert html == ('Read <a href="https://news.example/1">the <strong>whole</strong> story</a>!')


def test_spaces_at_the_edges_of_a_mark_move_out_of_it() -> None:
    assert rendered("a bold word", Span(1, 7, "strong")) == "a <strong>bold</strong> word"


def test_punctuation_moves_out_of_a_mark_that_ends_within_a_word() -> None:
    assert rendered("「船」は", Span(0, 3, "strong")) == "<strong>「船</strong>」は"


def test_an_exclamation_before_a_link_makes_no_image() -> None:
    html = rendered("Go!here", Span(3, 7, "link", "https://news.example/"))
    assert html == 'Go!<a href="https://news.example/">here</a>'


def test_a_link_elsewhere_than_the_web_is_text() -> None:
    assert rendered("Run it", Span(0, 3, "link", "javascript:alert(1)")) == "Run it"


def test_lists_nest_and_neighbours_stay_apart() -> None:
    first = List((ListItem("a"), ListItem("b", level=1), ListItem("c")), ordered=True)
    second = List((ListItem("d\ne"),), ordered=True)
    assert Article(body=(first, second)).to_markdown() == ("1. a\n   1. b\n2. c\n\n1) d\\\n   e\n")


def test_a_table_without_header_gets_an_empty_one() -> None:
    rows = ((Cell("Reds"), Cell("3|4")), (Cell("Blues"), Cell("2")))
    assert Article(body=(Table(rows),)).to_markdown() == (
        "|  |  |\n| --- | --- |\n| Reds | 3\\|4 |\n| Blues | 2 |\n"
    )


def test_a_whole_article_in_reading_order() -> None:
    image = Image("https://harbour.example/ferry.jpg", "A white ferry")
    article = Article(
        url="https://harbour.example/news/ferry?utm=1",
        canonical_url="https://harbour.example/news/ferry",
        site_name="Harbour News",
        kicker="Transport",
        headline="Ferry #7 returns",
        dek="After two years ashore.",
        key_points=("Daily at noon", "Tickets from *5*"),
        byline="By Ann Lee",
        authors=(Author("Ann Lee", "https://harbour.example/ann", "Ann Lee writes about ships."),),
        published=datetime(2024, 5, 3, 14, 30, tzinfo=UTC),
        body=(
            Paragraph("It left at noon."),
            Heading("Aboard", 3),
            Quote("Smooth."),
            Code("x = 1", "python"),
            Embed("https://video.example/1", "The crossing"),
        ),
        figures=(Figure(image, "The ferry at the quay.", "Bo Ek"),),
        lead_image=image,
        videos=(Video("https://video.example/1"), Video("https://video.example/2", "Dock")),
        related_links=(Link("Timetable", "https://harbour.example/times"), Link("On paper")),
        notes=("Correction: it was noon.",),
        updates=(Update("It sailed.", "12:00", datetime(2024, 5, 3, 12, tzinfo=UTC)),),
    )
    assert article.to_markdown() == (
        """\
Transport

# Ferry #7 returns

After two years ashore.

By Ann Lee · 2024-05-03 14:30 UTC · [Harbour News](https://harbour.example/news/ferry)

- Daily at noon
- Tickets from \\*5\\*

![A white ferry](https://harbour.example/ferry.jpg)

*The ferry at the quay.* — Bo Ek

It left at noon.

### Aboard

> Smooth.

```python
x = 1
```

[The crossing](https://video.example/1)

## 12:00

2024-05-03 12:00 UTC

It sailed.

[Dock](https://video.example/2)

---

Correction: it was noon.

[**Ann Lee**](https://harbour.example/ann)\\
Ann Lee writes about ships.

## Related

- [Timetable](https://harbour.example/times)
- On paper
"""
    )


def test_an_empty_article_is_empty_text() -> None:
    assert Article().to_markdown() == ""


def test_deep_lists_stay_readable_to_parsers() -> None:
    block = List(tuple(ListItem(f"item {level}", level=level) for level in range(60)))
    assert texts_of(parsed(block)) == [f"item {level}" for level in range(60)]
