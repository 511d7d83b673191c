"""Bios find the author they speak of, and none is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articlekit.article import Author
from articlekit.fields.bios import attach_bios
from articlekit.roles import Role
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


def test_a_bio_of_somebody_who_does_not_sign_is_left_out(labelled: Labelled) -> None:
    page = labelled(
        "<div class='author-box'><div class=author-name>Ida Falk</div><p>Tests kettles.</p></div>"
        "<p>Per Dahl is a guest of this paper.</p>",
        {"Tests": "bio", "Per": "bio"},
    )
    assert attach_bios(page, (MAJA,)) == (MAJA,)


def test_the_one_whom_a_bio_names_signs_where_nobody_or_only_the_house_does(
    labelled: Labelled,
) -> None:
    page = labelled("<p>Per Dahl is a guest of this paper.</p>", {"Per": "bio"})
    writer = (Author("Per Dahl", bio="Per Dahl is a guest of this paper."),)
    assert attach_bios(page, ()) == attach_bios(page, (), (Author("The Post"),)) == writer


def test_the_house_keeps_its_signature_beside_a_bio_without_a_name(labelled: Labelled) -> None:
    page = labelled("<p>News from the coast since 1911.</p>", {"News": "bio"})
    assert attach_bios(page, ()) == ()
    (house,) = attach_bios(page, (), (Author("The Post"),))
    assert (house.name, house.bio) == ("The Post", "News from the coast since 1911.")


@pytest.mark.parametrize(
    "text",
    ["Maja Lund", "Senior reporter", "Title: Head of the desk", "Photos by Ida Falk", "M. L."],
)
def test_a_name_or_a_role_alone_is_no_bio(labelled: Labelled, text: str) -> None:
    page = labelled(f"<p>{text}</p>", {text: "bio"})
    assert attach_bios(page, (MAJA,)) == (MAJA,)


def test_a_likely_slip_of_the_label_needs_a_name_or_the_first_person(labelled: Labelled) -> None:
    page = labelled(
        "<p>Call us for details of this offer.</p><p>I write about the coast.</p>",
        {"Call": "bio", "I": "bio"},
    )
    unsure = tuple(label._replace(score=0.3) for label in page.labels)
    (maja,) = attach_bios(replace(page, labels=unsure), (MAJA,))
    assert maja.bio == "I write about the coast."


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Maja Lund is a reporter on the coast.", "body"),
        ("(Maja Lund covers the coast.)", "note"),
        ("Hi, I’m Maja, who writes this blog.", "promo"),
        ("Ich bin eine Reporterin an der Küste.", "other"),
    ],
)
def test_a_bio_at_the_foot_that_has_another_label(
    labelled: Labelled, text: str, role: Role
) -> None:
    story = "<p>The ferry is back, and so is the post.</p>" * 5
    page = labelled(f"<h1>Ferry</h1>{story}<p>{text}</p>", {"The ferry": "body", text: role})
    (maja,) = attach_bios(page, (MAJA,))
    assert maja.bio == text


def test_prose_about_the_author_within_the_story_stays_there(labelled: Labelled) -> None:
    story = "<p>The ferry is back, and so is the post.</p>" * 5
    page = labelled(
        f"<h1>Ferry</h1><p>Maja Lund is on board as we leave.</p>{story}",
        {"The ferry": "body", "Maja": "body"},
    )
    assert attach_bios(page, (MAJA,)) == (MAJA,)
