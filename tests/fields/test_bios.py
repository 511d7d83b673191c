"""Bios find the author they speak of, and none is lost."""

from __future__ import annotations

from articlekit.article import Author
from articlekit.fields.bios import attach_bios
from tests.fields.conftest import Labelled

MAJA, TOM = Author("Maja Lund"), Author("Tom Okafor", bio="old")


def test_each_bio_goes_to_the_author_it_names(labelled: Labelled) -> None:
    page = labelled(
        "<p>Okafor covers courts.</p><p>Maja Lund reports from the coast.</p>",
        {"Okafor": "bio", "Maja": "bio"},
    )
    maja, tom = attach_bios(page, (MAJA, TOM))
    assert maja.bio == "Maja Lund reports from the coast."
    assert tom.bio == "Okafor covers courts."


def test_the_name_over_a_bio_counts_before_its_words(labelled: Labelled) -> None:
    page = labelled(
        "<div><h4>About Tom Okafor</h4><p>She never met Maja before he joined.</p></div>",
        {"She": "bio"},
    )
    maja, tom = attach_bios(page, (MAJA, TOM))
    assert (maja.bio, tom.bio) == (None, "She never met Maja before he joined.")


def test_paragraphs_of_one_bio_stay_together(labelled: Labelled) -> None:
    page = labelled(
        "<div><p>Maja Lund is a reporter.</p><p>She lives by the harbour.</p></div>",
        {"Maja": "bio", "She": "bio"},
    )
    maja, tom = attach_bios(page, (MAJA, TOM))
    assert maja.bio == "Maja Lund is a reporter.\n\nShe lives by the harbour."
    assert tom.bio == "old"


def test_a_bio_shown_in_two_boxes_is_taken_once(labelled: Labelled) -> None:
    box = "<div><b>Maja Lund</b><p>Maja Lund is a reporter.</p></div>"
    page = labelled(box + "<p>A long story.</p>" + box, {"Maja Lund is": "bio"})
    (maja,) = attach_bios(page, (MAJA,))
    assert maja.bio == "Maja Lund is a reporter."


def test_a_bio_without_a_name_goes_to_the_one_who_has_none(labelled: Labelled) -> None:
    page = labelled("<p>Reports from the coast.</p>", {"Reports": "bio"})
    (maja,) = attach_bios(page, (MAJA,))
    assert maja.bio == "Reports from the coast."


def test_somebody_in_no_byline_becomes_an_author(labelled: Labelled) -> None:
    page = labelled(
        "<div class='author-box'><div class=author-name>Ida Falk</div><p>Tests kettles.</p></div>"
        "<p>Per Dahl is a guest of this paper.</p>",
        {"Tests": "bio", "Per": "bio"},
    )
    people = attach_bios(page, (MAJA,))
    assert [(a.name, a.bio) for a in people[1:]] == [
        ("Ida Falk", "Tests kettles."),
        ("Per Dahl", "Per Dahl is a guest of this paper."),
    ]


def test_the_publisher_has_the_bio_where_nobody_is_named(labelled: Labelled) -> None:
    page = labelled("<p>News from the coast since 1911.</p>", {"News": "bio"})
    assert attach_bios(page, (), "The Post") == (
        Author("The Post", bio="News from the coast since 1911."),
    )
