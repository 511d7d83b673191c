"""When a story was published: forms of dates, and whom to believe."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from articlekit.fields import SourcedText
from articlekit.fields.dates import find_modified, find_published, parse_date
from articlekit.metadata import Metadata


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("2024-03-05", None, "2024-03-05T00:00:00"),
        ("2024-03-05T10:20:30Z", None, "2024-03-05T10:20:30+00:00"),
        ("2024-03-05T10:20:30.123+0100", None, "2024-03-05T10:20:30.123000+01:00"),
        ("2024-3-5 22:17", None, "2024-03-05T22:17:00"),
        ("20240305T102030", None, "2024-03-05T10:20:30"),
        ("2024/03/05", None, "2024-03-05T00:00:00"),
        ("Tue, 05 Mar 2024 10:20:30 +0100", None, "2024-03-05T10:20:30+01:00"),
        ("Tue, 05 Mar 2024 10:20:30 GMT", None, "2024-03-05T10:20:30+00:00"),
        ("1709634030", None, "2024-03-05T10:20:30+00:00"),
        ("1709634030123", None, "2024-03-05T10:20:30+00:00"),
        ("March 5, 2024 at 3:05 p.m. EST", "en-US", "2024-03-05T15:05:00-05:00"),
        ("Mar. 5th, 2024 12:05 AM", "en", "2024-03-05T00:05:00"),
        ("5 Mar 24", "en-GB", "2024-03-05T00:00:00"),
        ("10:20, 5 March 2024", "en-GB", "2024-03-05T10:20:00"),
        ("05.03.2024 um 10.20 Uhr", "de", "2024-03-05T10:20:00"),
        ("Dienstag, 5. März 2024, 10:20 Uhr", "de", "2024-03-05T10:20:00"),
        ("Publié le 1er août 2023 à 09h15", "fr", "2023-08-01T09:15:00"),
        ("5 de marzo de 2024", "es", "2024-03-05T00:00:00"),
        ("5 marzo 2024", "it", "2024-03-05T00:00:00"),
        ("5 de março de 2024 às 10h20", "pt-BR", "2024-03-05T10:20:00"),
        ("5 maart 2024", "nl", "2024-03-05T00:00:00"),
        ("5 marca 2024", "pl", "2024-03-05T00:00:00"),
        ("5. března 2024", "cs", "2024-03-05T00:00:00"),
        ("5 марта 2024, 10:20", "ru", "2024-03-05T10:20:00"),
        ("5 березня 2024", "uk", "2024-03-05T00:00:00"),
        ("5 Mart 2024", "tr", "2024-03-05T00:00:00"),
        ("5 Maret 2024", "id", "2024-03-05T00:00:00"),
        ("5. maaliskuuta 2024", "fi", "2024-03-05T00:00:00"),
        ("2024. március 5.", "hu", "2024-03-05T00:00:00"),
        ("5 martie 2024", "ro", "2024-03-05T00:00:00"),
        ("5 Μαρτίου 2024", "el", "2024-03-05T00:00:00"),
        ("5 مارس 2024", "ar", "2024-03-05T00:00:00"),
        ("5 मार्च 2024", "hi", "2024-03-05T00:00:00"),
        ("2024年3月5日 10:20", "ja", "2024-03-05T10:20:00"),
        ("2024년 3월 5일", "ko", "2024-03-05T00:00:00"),
        ("입력 2024.03.05 10:20", "ko", "2024-03-05T10:20:00"),
        ("5 tháng 3, 2024", "vi", "2024-03-05T00:00:00"),
        ("5 มีนาคม 2567", "th", "2024-03-05T00:00:00"),
        ("3/4/2024", "en-US", "2024-03-04T00:00:00"),
        ("3/4/2024", "en-GB", "2024-04-03T00:00:00"),
        ("3/4/2024", "fr", "2024-04-03T00:00:00"),
        ("3/25/2024", "fr", "2024-03-25T00:00:00"),
        ("3.4.2024", "en-US", "2024-04-03T00:00:00"),
        ("5 mars 20245 mars 2024", "fr", "2024-03-05T00:00:00"),
    ],
)
def test_reads_dates_as_pages_write_them(text: str, language: str | None, expected: str) -> None:
    found = parse_date(text, language)
    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize(
    "text",
    ["", "3 hours ago", "yesterday", "5 March", "March 2024", "0000-00-00", "1970-01-01T00:00:00Z",
     "0001-01-01", "2024-13-45", "31 February 2024", "9999-12-31T00:00:00Z", "8 января, 17:46",
     "call 555-0199-2024-77", "{{ date }}", "99999999999999999999",
     "99999999999999999999 March 2024"],
)  # fmt: skip
def test_refuses_what_is_no_date_of_a_page(text: str) -> None:
    assert parse_date(text) is None


def test_a_page_cannot_be_from_the_future() -> None:
    now = datetime.now(UTC)
    assert parse_date((now + timedelta(days=3)).isoformat()) is None
    assert parse_date((now + timedelta(hours=20)).isoformat()) is not None


def test_a_hostile_text_is_read_in_reasonable_time() -> None:
    for text in ("1/" * 200_000, "mar " * 200_000, "2024-" * 200_000, " " * 200_000, "1" * 200_000):
        assert parse_date(text) is None


def meta(**values: str) -> Metadata:
    return Metadata(meta={name.replace("__", ":"): (value,) for name, value in values.items()})


def line(text: str, attribute: str | None = None, at: int = 3) -> SourcedText:
    return SourcedText(text, f"block:{at} p.date", attribute)


def test_the_story_node_comes_before_everything_else() -> None:
    metadata = Metadata(
        article={"datePublished": "2024-03-05T10:00:00+01:00"},
        microdata={"datePublished": ["2024-03-04"]},
        meta={"date": ("2024-03-03",)},
    )
    found = find_published(metadata, [line("6 March 2024")])
    assert found is not None
    assert found.value.isoformat() == "2024-03-05T10:00:00+01:00"
    assert found.source == "json-ld:datePublished"


def test_a_refused_date_gives_way_to_the_next_rung() -> None:
    metadata = Metadata(
        article={"datePublished": "0000-00-00T00:00:00"},
        meta={"article:published_time": ("2024-03-05",)},
    )
    found = find_published(metadata)
    assert found is not None
    assert found.source == "meta:article:published_time"


def test_published_never_falls_back_to_modified() -> None:
    metadata = Metadata(
        article={"dateModified": "2024-03-05"},
        meta={"article:modified_time": ("2024-03-05",), "last-modified": ("2024-03-05",)},
    )
    assert find_published(metadata, [line("Last updated: 5 March 2024")]) is None
    found = find_modified(metadata)
    assert found is not None
    assert found.source == "json-ld:dateModified"


def test_a_line_with_both_dates_gives_each_its_own() -> None:
    both = [line("Published 5 March 2024, 10:20 | Updated 7 March 2024, 11:30")]
    published, modified = find_published(Metadata(), both), find_modified(Metadata(), both)
    assert published is not None
    assert modified is not None
    assert published.value.isoformat() == "2024-03-05T10:20:00"
    assert modified.value.isoformat() == "2024-03-07T11:30:00"


@pytest.mark.parametrize(
    "label",
    ["Updated", "Zuletzt aktualisiert:", "Mis à jour le", "Actualizado:", "Обновлено", "更新日："],
)
def test_an_update_is_told_in_many_languages(label: str) -> None:
    assert find_published(Metadata(), [line(f"{label} 05.03.2024")]) is None
    assert find_modified(Metadata(), [line(f"{label} 05.03.2024")]) is not None


def test_the_time_element_is_more_exact_than_its_text() -> None:
    found = find_published(Metadata(), [line("Tuesday", "2024-03-05T08:00:00+02:00")])
    assert found is not None
    assert found.value.isoformat() == "2024-03-05T08:00:00+02:00"
    assert found.source == "block:3 p.date"


@pytest.mark.parametrize(
    ("printed", "year"),
    [
        ("5 March 2019", 2019),  # the story was published again
        ("5 August 2024", 2024),  # it was prepared long before
        ("7 September 2025", 2023),  # the day of the change, printed without a word
        ("5/6/2023", 2023),  # the same day, read in the order of another country
    ],
)
def test_a_printed_date_and_another_declared_one(printed: str, year: int) -> None:
    declared = Metadata(
        meta={
            "article:published_time": ("2023-06-05",),
            "article:modified_time": ("2025-09-07",),
        }
    )
    found = find_published(declared, [line(printed)], "en-US")
    assert found is not None
    assert (found.value.year, found.value.month != 5) == (year, True)


def test_a_later_date_line_does_not_move_the_publication() -> None:
    declared = meta(article__published_time="2024-03-05")
    lines = [line("5 March 2024"), line("12 June 2011", at=40)]
    found = find_published(declared, lines)
    assert found is not None
    assert found.value.year == 2024


@pytest.mark.parametrize(("likely", "year"), [("5 March 2019", 2019), ("5 March 2025", 2024)])
def test_a_line_that_only_looks_like_a_date_overrules_by_an_earlier_day(
    likely: str, year: int
) -> None:
    declared = meta(article__published_time="2024-03-05")
    found = find_published(declared, (), None, [line(likely)])
    assert found is not None
    assert found.value.year == year
    alone = find_published(Metadata(), (), None, [line(likely)])
    assert alone is not None
    assert alone.source.startswith("block:")


def test_the_address_tells_the_order_of_day_and_month() -> None:
    page = Metadata(url="https://news.example/2024/03/04/ferry")
    found = find_published(page, [line("4/3/2024")], "en")
    assert found is not None
    assert found.value.month == 3


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/2024/03/05/ferry", "2024-03-05"),
        ("https://news.example/ferry-2024-03-05.html", "2024-03-05"),
        ("https://news.example/20240305-ferry", "2024-03-05"),
        ("https://news.example/2024/march/05/ferry", "2024-03-05"),
    ],
)
def test_the_address_answers_last(url: str, expected: str) -> None:
    found = find_published(Metadata(url=url))
    assert found is not None
    assert (found.value.date().isoformat(), found.source) == (expected, "url")


@pytest.mark.parametrize(
    "url", ["https://news.example/2024/03/", "https://news.example/id/20241399"]
)
def test_an_incomplete_address_gives_no_date(url: str) -> None:
    assert find_published(Metadata(url=url)) is None


def test_an_unlisted_meta_that_says_what_it_is() -> None:
    found = find_published(Metadata(meta={"w-published-date": ("2024-03-05",)}))
    assert found is not None
    assert found.source == "meta:w-published-date"


def test_a_byline_without_a_date_leaves_the_word_to_the_date_line() -> None:
    declared = meta(article__published_time="2024-03-05")
    found = find_published(declared, [line("By Maja Lund"), line("5 March 2019", at=4)])
    assert found is not None
    assert found.value.year == 2019
