"""The text for a terminal."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given

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
    Table,
)
from articlekit.render.inline import clean
from articlekit.render.text import WIDTH

from .strategies import articles, texts


def text(*body: BodyBlock) -> str:
    return Article(body=body).to_text()


@given(texts)
def test_a_paragraph_keeps_its_words(words: str) -> None:
    assert "".join(text(Paragraph(words)).split()) == "".join(clean(words).split())


@given(articles)
def test_text_can_be_written_to_a_file_and_ends_in_one_newline(article: Article) -> None:
    written = article.to_text()
    written.encode("utf-8")
    assert written == "" or (written.endswith("\n") and not written.endswith("\n\n"))
    assert not written.startswith("\n")


def test_paragraphs_are_wrapped() -> None:
    lines = text(Paragraph("the ferry left at noon " * 20)).splitlines()
    assert len(lines) > 1
    assert max(map(len, lines)) <= WIDTH


def test_wide_characters_count_two_and_points_stay_with_their_word() -> None:
    lines = text(Paragraph("渡し船は正午に出た。" * 10)).splitlines()
    assert max(map(len, lines)) <= WIDTH // 2 + 1
    assert not any(line.startswith("。") for line in lines)


def test_an_address_is_never_broken() -> None:
    url = "https://harbour.example/" + "a" * 100
    assert url in Article(related_links=(Link("Timetable", url),)).to_text().splitlines()[-1]


def test_each_kind_of_block() -> None:
    table = Table(
        (
            (Cell("Day", header=True), Cell("Out", header=True)),
            (Cell("Sunday"), Cell("14:00")),
            (Cell("日曜"), Cell("2")),
        )
    )
    written = text(
        Heading("Aboard"),
        Quote("Smooth.\nQuiet."),
        List((ListItem("a"), ListItem("b", level=1), ListItem("c")), ordered=True),
        List((ListItem("d"), ListItem("e", level=1))),
        table,
        Code("if x:\n\tgo()"),
        Embed("https://video.example/1", "The crossing"),
        Figure(Image("https://harbour.example/f.jpg", "A ferry"), None, "Bo Ek"),
    )
    assert written == (
        """\
Aboard
------

│ Smooth.
│ Quiet.

1. a
   1. b
2. c

- d
  - e

Day     Out
------  -----
Sunday  14:00
日曜    2

    if x:
        go()

▶ The crossing
  https://video.example/1

[A ferry — Bo Ek]
"""
    )


def test_a_table_wider_than_the_terminal_is_told_in_rows() -> None:
    cells = tuple(Cell("a long cell of a wide table") for _ in range(4))
    assert text(Table((cells,))).startswith("a long cell of a wide table | a long cell of a wide")


def test_a_whole_article_in_reading_order() -> None:
    article = Article(
        url="https://harbour.example/ferry",
        site_name="Harbour News",
        kicker="Transport",
        headline="Ferry returns",
        dek="After two years.",
        key_points=("Daily at noon",),
        byline="By Ann Lee",
        authors=(Author("Ann Lee", bio="Ann Lee writes about ships."),),
        published=datetime(2024, 5, 3, 14, 30, tzinfo=UTC),
        body=(Paragraph("It left at noon.\nAll waved."),),
        related_links=(Link("Timetable", "https://harbour.example/t"), Link("On paper")),
        notes=("Correction: noon.",),
        truncated=True,
    )
    assert article.to_text() == (
        """\
Transport

Ferry returns
=============

After two years.

By Ann Lee · 2024-05-03 14:30 UTC
Harbour News · https://harbour.example/ferry

• Daily at noon

It left at noon.
All waved.

[The page holds only the start of this article.]

--------

Correction: noon.

Ann Lee
Ann Lee writes about ships.

Related
- Timetable
  https://harbour.example/t
- On paper
"""
    )


def test_an_empty_article_is_empty_text() -> None:
    assert Article().to_text() == ""
