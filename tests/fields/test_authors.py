"""Who signs: names out of bylines, and whom to believe."""

from __future__ import annotations

import pytest

from articlekit.article import Author
from articlekit.fields import SourcedText, TextLink
from articlekit.fields._names import read_byline
from articlekit.fields.authors import find_authors, split_names
from articlekit.metadata import Metadata


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Maja Lund", ["Maja Lund"]),
        ("byMaja Lund", ["Maja Lund"]),
        ("Von Anna Berg, Lena Vogt und Jan Roth", ["Anna Berg", "Lena Vogt", "Jan Roth"]),
        ("Par Élodie Marchand et Luc Petit", ["Élodie Marchand", "Luc Petit"]),
        ("Por Inés Robles y Tomás Vega", ["Inés Robles", "Tomás Vega"]),
        ("di Carla Monti e Ugo Serra", ["Carla Monti", "Ugo Serra"]),
        ("Maja Lund & Tom Okafor", ["Maja Lund", "Tom Okafor"]),
        ("Maja Lund / Tom Okafor", ["Maja Lund", "Tom Okafor"]),
        ("By Maja Lund, Tom Okafor, and Eve Stone", ["Maja Lund", "Tom Okafor", "Eve Stone"]),
        ("By Maja Lund, Political Editor", ["Maja Lund"]),
        ("By Maja Lund March 2024", ["Maja Lund"]),
        ("By Maja LundPolitical Editor", ["Maja Lund"]),
        ("Maja Lund Redakteurin", ["Maja Lund"]),
        ("Political Editor Maja Lund", ["Maja Lund"]),
        ("By Maja Lund and Tom Okafor, Nairobi", ["Maja Lund", "Tom Okafor"]),
        ("By Maja Lund maja.lund@gazette.example", ["Maja Lund"]),
        ("By Maja Lund @majalund | 5 March 2024, 10:20", ["Maja Lund"]),
        ("Tue 05.03.24 | 14:07 | Von Maja Lund", ["Maja Lund"]),
        ("5 March 2024 by Maja Lund / Categories: Sea", ["Maja Lund"]),
        ("By Maja Lund - Associated Press - Friday, March 5, 2024", ["Maja Lund"]),
        ("By Maja Lund The Associated Press", ["Maja Lund"]),
        ("Reuters", ["Reuters"]),
        ("Sam Reed, Jr.", ["Sam Reed, Jr."]),
        ("By Ida Holm, MD, PhD", ["Ida Holm, MD, PhD"]),
        ("Ludwig van der Meer", ["Ludwig van der Meer"]),
        ("Edited by Max Frey", []),
        ("By Maja Lund. Reviewed by Max Frey", ["Maja Lund"]),
        ("Photo credit: Max Frey", []),
        ("By", []),
        ("5 min read", []),
        ("Need help choosing?", []),
        ("By Maja Lund View all posts", ["Maja Lund"]),
        (
            "By Maja Lund, who writes on science, software and Tom Okafor",
            ["Maja Lund", "Tom Okafor"],
        ),
        ("Recent Posts", []),
        ("Politik", []),
        ("Middle East", []),
        ("World news", []),
        ("By Machines Thinking Together”", []),
        ("Weiter", []),
        ("Contributors: Maja Lund", ["Maja Lund"]),
        ("投稿者 Maja Lund", ["Maja Lund"]),
        ("记者 王小明", ["王小明"]),
        ("山田太郎、鈴木花子", ["山田太郎", "鈴木花子"]),
        ("김하늘 기자", ["김하늘"]),
        ("Автор: Мария Орлова", ["Мария Орлова"]),
        ("By the Gazette Team", ["the Gazette Team"]),
        ("posted by seabird99", ["seabird99"]),
        ("Text and research: Maja Lund and Tom Okafor", ["Maja Lund", "Tom Okafor"]),
        ("Text und Fotos: Maja Lund", ["Maja Lund"]),
        ("Words, photos and video by Maja Lund", ["Maja Lund"]),
        ("Research & writing: Maja Lund", ["Maja Lund"]),
        ("Photos and video: Max Frey", []),
    ],
)
def test_takes_names_out_of_bylines(byline: str, names: list[str]) -> None:
    assert list(split_names(byline)) == names


def test_a_role_becomes_the_title_of_the_name_before_it() -> None:
    (maja, tom) = read_byline("By Maja Lund, Political Editor, and Tom Okafor, Reporter")
    assert (maja.title, tom.title) == ("Political Editor", "Reporter")


def test_a_hostile_byline_is_read_in_reasonable_time() -> None:
    tasks = "photos, words and " * 100_000
    for text in (
        tasks,
        "By " * 100_000,
        "a/" * 100_000,
        "A b, " * 100_000,
        "@" * 100_000,
        "(" * 100_000,
    ):
        split_names(text)


def line(text: str, at: int = 5, links: tuple[TextLink, ...] = ()) -> SourcedText:
    return SourcedText(text, f"block:{at} p.byline", None, links)


def names(metadata: Metadata, *lines: SourcedText, site: str | None = None) -> list[str]:
    found = find_authors(metadata, lines, site)
    return [author.name for author in found.value] if found else []


def test_a_declared_author_comes_with_details() -> None:
    person = {
        "@type": "Person",
        "name": "Maja Lund",
        "url": "/people/lund",
        "image": {"url": "https://gazette.example/lund.jpg"},
        "jobTitle": "Sea reporter",
        "description": "Maja Lund reports from the coast.",
    }
    metadata = Metadata(base_url="https://gazette.example/a", article={"author": [person]})
    found = find_authors(metadata, [line("By Maja Lund")])
    assert found is not None
    assert found.source == "json-ld:author"
    assert found.value == (
        Author(
            "Maja Lund",
            url="https://gazette.example/people/lund",
            bio="Maja Lund reports from the coast.",
            image="https://gazette.example/lund.jpg",
            title="Sea reporter",
        ),
    )


def test_the_byline_adds_what_the_declaration_lacks() -> None:
    metadata = Metadata(base_url="https://gazette.example/a", article={"author": "Maja Lund"})
    byline = line("By Maja Lund, Sea Editor", links=(TextLink("Maja Lund", "/people/lund"),))
    found = find_authors(metadata, [byline])
    assert found is not None
    assert found.value[0].url == "https://gazette.example/people/lund"
    assert found.value[0].title == "Sea Editor"


def test_given_and_family_name_make_a_name() -> None:
    person = {"@type": "Person", "givenName": "Maja", "familyName": "Lund"}
    assert names(Metadata(article={"author": person})) == ["Maja Lund"]


def test_several_names_in_one_declared_string() -> None:
    metadata = Metadata(article={"author": {"name": "Maja Lund, Tom Okafor and Eve Stone"}})
    assert names(metadata) == ["Maja Lund", "Tom Okafor", "Eve Stone"]


def test_an_organisation_with_and_in_its_name_stays_whole() -> None:
    office = {"@type": "Organization", "name": "Office for Ports and Coasts"}
    assert names(Metadata(article={"author": office})) == ["Office for Ports and Coasts"]


def test_the_person_of_the_byline_comes_before_the_publisher() -> None:
    metadata = Metadata(
        article={"author": {"name": "Harbour Gazette"}, "publisher": {"name": "Harbour Gazette"}}
    )
    assert names(metadata, line("By Maja Lund")) == ["Maja Lund"]
    assert names(metadata, line("mlu")) == ["Harbour Gazette"]
    assert names(metadata) == ["Harbour Gazette"]


def test_the_publisher_is_left_out_beside_a_person() -> None:
    metadata = Metadata(article={"author": [{"name": "Harbour Gazette"}, {"name": "Maja Lund"}]})
    assert names(metadata, site="Harbour Gazette") == ["Maja Lund"]


def test_a_person_shown_to_readers_replaces_the_account_that_uploaded() -> None:
    metadata = Metadata(article={"author": {"name": "Ben Clerk"}})
    assert names(metadata, line("By Maja Lund")) == ["Maja Lund"]


def test_one_name_printed_over_two_lines() -> None:
    lines = (line("Maja Lund,", 5), line("Tom Okafor", 6))
    assert names(Metadata(), *lines) == ["Maja Lund", "Tom Okafor"]


def test_the_byline_of_another_story_is_not_added() -> None:
    lines = (line("By Maja Lund", 5), line("By Tom Okafor", 60))
    assert names(Metadata(), *lines) == ["Maja Lund"]


def test_links_part_names_that_nothing_else_parts() -> None:
    links = (TextLink("Maja Lund", "/author/lund"), TextLink("Tom Okafor", "/author/okafor"))
    assert names(Metadata(), line("Maja Lund Tom Okafor", links=links)) == [
        "Maja Lund",
        "Tom Okafor",
    ]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("author", "desk@gazette.example", []),
        ("article:author", "https://social.example/gazette", []),
        ("author", "No Author", []),
        ("author", "{{ page.author }}", []),
        ("author", "105092", []),
        ("author", "seabird99", ["seabird99"]),
        ("citation_author", "Lund, Maja K.", ["Maja K. Lund"]),
        ("parsely-author", "Maja Lund", ["Maja Lund"]),
    ],
)
def test_author_metas(name: str, content: str, expected: list[str]) -> None:
    assert names(Metadata(meta={name: (content,)})) == expected


def test_a_card_line_is_an_author_only_where_its_label_says_so() -> None:
    metas = {"twitter:label1": ("Written by",), "twitter:data1": ("Maja Lund",)}
    assert names(Metadata(meta=metas)) == ["Maja Lund"]
    assert names(Metadata(meta={**metas, "twitter:label1": ("Reading time",)})) == []


def test_a_line_that_only_looks_like_a_byline_answers_last() -> None:
    likely = [line("By Tom Okafor")]
    declared = Metadata(article={"author": "Maja Lund"})
    found = find_authors(declared, (), None, likely)
    assert found is not None
    assert [author.name for author in found.value] == ["Maja Lund"]
    alone = find_authors(Metadata(), (), None, likely)
    assert alone is not None
    assert [author.name for author in alone.value] == ["Tom Okafor"]


def test_a_byline_that_says_so_comes_before_a_line_that_does_not() -> None:
    lines = [line("Harbour Business", 4), line("Written by Maja Lund", 6)]
    found = find_authors(Metadata(), lines)
    assert found is not None
    assert [author.name for author in found.value] == ["Maja Lund"]


def test_the_house_that_says_it_signs_comes_before_a_line_that_does_not() -> None:
    lines = [line("Harbour Business", 4), line("Written by Maja Lund", 6)]
    found = find_authors(Metadata(), lines, "Maja Lund")
    assert found is not None
    assert [author.name for author in found.value] == ["Maja Lund"]


@pytest.mark.parametrize(
    ("printed", "name"),
    [("By Tom Okafor", "Tom Okafor"), ("Harbour Business", "Maja Lund"), ("By Ida", "Ida")],
)
def test_only_a_line_that_says_so_overrules_a_declared_full_name(printed: str, name: str) -> None:
    metadata = Metadata(article={"author": {"name": "Maja Lund"}})
    found = find_authors(metadata, [line(printed)])
    assert found is not None
    assert [author.name for author in found.value] == [name]


def test_a_name_in_print_replaces_an_account() -> None:
    assert names(Metadata(meta={"author": ("mlund",)}), line("Maja Lund")) == ["Maja Lund"]


def test_a_link_to_a_page_about_somebody_signs_and_any_other_does_not() -> None:
    declared = Metadata(meta={"author": ("Ida Falk",)})
    of_author, of_topic = (
        line("Maja Lund", links=(TextLink("Maja Lund", url),))
        for url in ("/people/lund", "/topic/lund")
    )
    assert names(declared, of_author) == ["Maja Lund"]
    assert names(declared, of_topic) == ["Ida Falk"]
