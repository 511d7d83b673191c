"""Topic tags of the article."""

from __future__ import annotations

from articlekit.fields.tags import find_tags
from tests.fields.conftest import Labelled


def test_shown_tags_count_before_declared_ones(labelled: Labelled) -> None:
    head = '<meta name=keywords content="ferry, island">'
    shown = labelled(head + "<ul><li><a href=/t>#Harbour</a></li></ul>", {"#Harbour": "tag"})
    tags = [find_tags(page) for page in (shown, labelled(head, {}))]
    assert [found and found.value for found in tags] == [("Harbour",), ("ferry", "island")]


def test_the_label_of_the_tags_is_none_of_them(labelled: Labelled) -> None:
    page = labelled(
        "<b>Temas</b><p>Tags: ferry, quay</p>", {"Temas": "tag", "Tags: ferry, quay": "tag"}
    )
    found = find_tags(page)
    assert found
    assert found.value == ("ferry", "quay")


def test_a_link_to_the_page_itself_is_no_tag(labelled: Labelled) -> None:
    page = labelled(
        '<link rel=canonical href="https://harbour.example/a"><p><a href=/topic/ferry>Ferry</a> '
        '<a href="https://harbour.example/a">Full version</a></p>',
        {"Ferry Full version": "tag"},
    )
    found = find_tags(page)
    assert found
    assert found.value == ("Ferry",)
