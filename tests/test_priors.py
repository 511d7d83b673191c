"""Habits of print that hold whatever the labeller says."""

from __future__ import annotations

import pytest
from lxml import etree

from articlekit.blocks import Layout, segment, segment_text
from articlekit.label import Label
from articlekit.priors import settle
from articlekit.roles import Role

STORY = "The ferry runs again after a year in the dock, the harbour office said on Monday."


def settled(layout: Layout, *roles: Role) -> list[Role]:
    labels = tuple(Label(role, 0.9, "other", 0.1) for role in roles)
    return [label.role for label in settle(layout, labels)]


def test_a_lead_in_with_a_linked_headline_is_a_related_link() -> None:
    html = f"<p>{STORY}</p><p>Also on LP: <a href='/x'>Bridge closed for the winter</a></p>"
    layout = segment(etree.fromstring(html, etree.HTMLParser()))
    assert settled(layout, "body", "body") == ["body", "related"]


def test_a_paragraph_that_only_begins_like_one_stays_body() -> None:
    html = f"<p>{STORY}</p><p>Read more: the library lends without a card on Sunday mornings.</p>"
    layout = segment(etree.fromstring(html, etree.HTMLParser()))
    assert settled(layout, "body", "body") == ["body", "body"]


def test_the_crew_after_the_story_is_a_note() -> None:
    layout = segment_text(f"{STORY}\n\n• Agency with additional editing by Ines Vall")
    assert settled(layout, "body", "credit") == ["body", "note"]


def test_a_paragraph_under_the_name_it_begins_with_is_a_bio() -> None:
    bio = "Ines Vall is harbour editor of this paper and has covered the coast for twelve years."
    layout = segment_text(f"{STORY}\n\nInes Vall\n\n{bio}")
    assert settled(layout, "body", "related", "body") == ["body", "other", "bio"]


def test_what_stands_alone_under_a_plain_headline_is_the_dek() -> None:
    head = "Ferry runs again\n\nA year in the dock had cost the town its visitors"
    layout = segment_text(f"{head}\n\nThe ferry. Photo: LP\n\n{STORY}")
    assert settled(layout, "headline", "body", "caption", "body")[1] == "dek"


def test_a_first_paragraph_is_no_dek() -> None:
    layout = segment_text(f"Ferry runs again\n\n{STORY}\n\nThe ferry. Photo: LP\n\n{STORY}")
    assert settled(layout, "headline", "body", "caption", "body")[1] == "body"


def test_a_newsletter_box_within_the_story_is_a_push() -> None:
    box = "<aside class='c-newsletter'><h3>The morning letter</h3><p>Daily at six.</p></aside>"
    layout = segment(etree.fromstring(f"<p>{STORY}</p>{box}<p>{STORY}</p>", etree.HTMLParser()))
    assert settled(layout, "body", "subhead", "body", "body") == ["body", "promo", "promo", "body"]


def test_the_label_of_an_advert_is_no_subhead() -> None:
    layout = segment_text(f"{STORY}\n\nADVERTISEMENT\n\n{STORY}")
    assert settled(layout, "body", "subhead", "body") == ["body", "promo", "body"]


def test_what_an_element_calls_a_caption_is_one_unless_it_is_surely_story() -> None:
    html = f"<p>{STORY}</p><div class='photo-caption'><p>The ferry, back in the sound.</p></div>"
    layout = segment(etree.fromstring(html, etree.HTMLParser()))
    labels = (Label("body", 0.99, "note", 0.1), Label("body", 0.6, "caption", 0.2))
    assert [label.role for label in settle(layout, labels)] == ["body", "caption"]
    sure = (labels[0], Label("body", 0.99, "caption", 0.01))
    assert [label.role for label in settle(layout, sure)] == ["body", "body"]


def test_what_stands_in_no_element_for_captions_is_none_though_it_be_doubted() -> None:
    html = f"<p>{STORY}</p><div class='photo-captions-off'><p>The ferry is back.</p></div>"
    layout = segment(etree.fromstring(html, etree.HTMLParser()))
    labels = (Label("body", 0.99, "note", 0.1), Label("body", 0.6, "caption", 0.2))
    assert [label.role for label in settle(layout, labels)] == ["body", "body"]


def test_a_class_name_of_the_whole_story_says_nothing_of_its_paragraphs() -> None:
    story = "".join(f"<p>{STORY}</p>" for _ in range(9))
    html = f"<div class='newsletter-edition has-caption'>{story}</div>"
    layout = segment(etree.fromstring(html, etree.HTMLParser()))
    labels = tuple(Label("body", 0.6, "caption", 0.2) for _ in layout.blocks)
    assert {label.role for label in settle(layout, labels)} == {"body"}


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Gefällt mir:", "other"),
        ("Article continues below", "promo"),
        ("A year in dock", "subhead"),
    ],
)
def test_a_label_that_sites_print_between_paragraphs_is_none_of_the_story(
    line: str, role: Role
) -> None:
    html = f"<p>{STORY}</p><h3>{line}</h3><p>{STORY}</p>"
    layout = segment(etree.fromstring(html, etree.HTMLParser()))
    assert settled(layout, "body", "subhead", "body") == ["body", role, "body"]


@pytest.mark.parametrize(
    "line",
    [
        "This conversation has been lightly edited and condensed.",
        "First published in The Quay, May 2019.",
        "Dieser Artikel erschien zuerst im Hafenboten.",
    ],
)
def test_what_is_said_of_the_story_behind_it_is_a_note(line: str) -> None:
    layout = segment_text(f"{STORY}\n\n{line}")
    assert settled(layout, "body", "body") == ["body", "note"]


def test_what_is_said_of_a_text_within_the_story_stays() -> None:
    layout = segment_text(f"{STORY}\n\nThis letter was first published in 1911.\n\n{STORY}")
    assert settled(layout, "body", "body", "body") == ["body", "body", "body"]


def test_a_product_under_its_name_is_nobodys_bio() -> None:
    offer = "Harbour Deck Jacket with a lining of wool, in stock again from Monday: compare now"
    layout = segment_text(f"{STORY}\n\nHarbour Deck Jacket\n\n{offer}")
    assert settled(layout, "body", "promo", "promo") == ["body", "promo", "promo"]


def test_a_column_named_share_is_part_of_its_table() -> None:
    html = f"<p>{STORY}</p><table><tr><th>Party</th><th>Share</th></tr></table><p>{STORY}</p>"
    layout = segment(etree.fromstring(html, etree.HTMLParser()))
    roles: tuple[Role, ...] = ("body", "table", "table", "body")
    assert settled(layout, *roles) == list(roles)
