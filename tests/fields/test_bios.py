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


@pytest.mark.parametrize("words", ["author__intro", "box"])
@pytest.mark.parametrize(("role", "runner_up"), [("bio", "other"), ("other", "bio")])
def test_what_may_be_a_bio_is_one_where_the_element_says_so(
    labelled: Labelled, words: str, role: Role, runner_up: Role
) -> None:
    page = labelled(
        f'<div><b>Maja Lund</b><div class="{words}">Wrote of boats until last year.</div></div>',
        {"Wrote": role},
    )
    torn = tuple(
        label._replace(score=0.4, runner_up=runner_up, runner_up_score=0.4) for label in page.labels
    )
    (maja,) = attach_bios(replace(page, labels=torn), (MAJA,))
    assert (maja.bio is not None) == (words == "author__intro")


def test_this_or_that_is_nobodys_name(labelled: Labelled) -> None:
    page = labelled("<p>This Guide is the work of a class in Sund.</p>", {"This": "bio"})
    assert not attach_bios(page, ())


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


def test_a_bio_above_the_story_that_has_another_label(labelled: Labelled) -> None:
    text = "Maja Lund is a freelance reporter on the coast."
    page = labelled(
        f"<h1>Ferry</h1><p>{text}</p><p>It is back.</p>", {"It": "body", text: "byline"}
    )
    (maja,) = attach_bios(page, (MAJA,))
    assert maja.bio == text


def test_prose_about_the_author_within_the_story_stays_there(labelled: Labelled) -> None:
    story = "<p>The ferry is back, and so is the post.</p>" * 5
    page = labelled(
        f"<h1>Ferry</h1><p>Maja Lund is on board as we leave.</p>{story}",
        {"The ferry": "body", "Maja": "body"},
    )
    assert attach_bios(page, (MAJA,)) == (MAJA,)


def test_what_the_page_declares_of_an_author_is_found_in_print(labelled: Labelled) -> None:
    page = labelled(
        "<article><p>A long story.</p></article><footer><p>Gathers news from eleven small ports"
        " of the north coast.<br>Write to her: maja@quay.example</p></footer>",
        {"A long": "body"},
    )
    declared = Author("Maja Lund", bio="Gathers news from eleven small ports of the north …")
    (maja,) = attach_bios(page, (declared,))
    assert maja.bio == (
        "Gathers news from eleven small ports of the north coast."
        "\n\nWrite to her: maja@quay.example"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Maja Lund, a reporter for twenty years.",
        "Maja Lund is a reporter.",
        "Maja Lund covers fish.",
    ],
)
def test_the_last_lines_of_a_story_may_speak_of_its_author(labelled: Labelled, text: str) -> None:
    page = labelled(f"<p>A long story.</p><p>{text}</p>", {"A long": "body", "Maja": "body"})
    (maja,) = attach_bios(page, (MAJA,))
    assert maja.bio == text


def test_what_the_author_said_is_no_bio(labelled: Labelled) -> None:
    page = labelled(
        "<p>A long story.</p><p>Maja Lund, said the mayor, had asked.</p>",
        {"A long": "body", "Maja": "body"},
    )
    (maja,) = attach_bios(page, (MAJA,))
    assert maja.bio is None


def test_prose_in_a_small_box_under_the_name_is_a_bio(labelled: Labelled) -> None:
    page = labelled(
        "<main><p>A long story.</p></main><div><h3>Written by Maja Lund</h3><p>Prize-winning"
        " author of guides to harbours. Founded the Quay Review at sixteen</p></div>",
        {"A long": "body"},
    )
    (maja,) = attach_bios(page, (MAJA,))
    assert maja.bio == (
        "Prize-winning author of guides to harbours. Founded the Quay Review at sixteen"
    )


def test_the_writers_of_a_blog_give_their_names(labelled: Labelled) -> None:
    page = labelled(
        "<main><p>A long story.</p></main><aside><p>Welcome, we are Maja and Tom and we"
        " cook</p></aside>",
        {"A long": "body"},
    )
    (maja,) = attach_bios(page, (Author("Maja"),))
    assert maja.bio == "Welcome, we are Maja and Tom and we cook"


def test_a_bio_that_names_its_author_outweighs_one_that_is_theirs_by_turn(
    labelled: Labelled,
) -> None:
    bio = f"Maja Lund is a reporter on the coast, {'where she was born, ' * 4}and still is."
    page = labelled(
        "<div><div><p>Our contributors come from many trades.</p></div></div>"
        f"<div><div><p>{bio}</p></div></div>",
        {"Our": "bio", "Maja": "bio"},
    )
    (maja,) = attach_bios(page, (MAJA,))
    assert maja.bio == bio


def test_a_bio_does_not_go_on_in_another_box(labelled: Labelled) -> None:
    page = labelled(
        "<div><div><div><p>Maja Lund is a reporter.</p></div></div></div>"
        "<div><div><div><p>Was this story of any help to you?</p></div></div></div>",
        {"Maja": "bio", "Was": "bio"},
    )
    (maja,) = attach_bios(page, (MAJA,))
    assert maja.bio == "Maja Lund is a reporter."


def test_a_few_words_are_a_bio_where_the_element_says_so(labelled: Labelled) -> None:
    box = '<div><h4>Maja Lund</h4><div class="{}"><p>Former harbour pilot</p></div></div>'
    shown: dict[str, Role] = {"Former": "bio"}
    (maja,) = attach_bios(labelled(box.format("author-box__bio"), shown), (MAJA,))
    assert maja.bio == "Former harbour pilot"
    (maja,) = attach_bios(labelled(box.format("text"), shown), (MAJA,))
    assert maja.bio is None


def test_who_speaks_of_themselves_on_a_blog_is_the_blog(labelled: Labelled) -> None:
    page = labelled(
        "<main><p>A long story.</p></main><aside><h4>About</h4><p>I'm a pilot by day and draw"
        " charts by night. [Read more]</p></aside>",
        {"A long": "body"},
    )
    (maja,) = attach_bios(page, (), (MAJA,))
    assert maja.bio == "I'm a pilot by day and draw charts by night. [Read more]"


def test_a_bio_goes_to_the_author_named_within_it(labelled: Labelled) -> None:
    page = labelled(
        "<p>On the coast since 2004, Okafor covers courts.</p>", {"On the coast": "bio"}
    )
    maja, tom = attach_bios(page, (MAJA, TOM))
    assert (maja.bio, tom.bio) == (None, "On the coast since 2004, Okafor covers courts.")


def test_a_bio_goes_to_the_author_of_the_line_below_it(labelled: Labelled) -> None:
    page = labelled("<p>Covers courts.</p><p>More by Tom Okafor</p>", {"Covers": "bio"})
    maja, tom = attach_bios(page, (MAJA, TOM))
    assert (maja.bio, tom.bio) == (None, "Covers courts.")


def test_a_label_in_the_box_of_a_bio_is_nobodys_name(labelled: Labelled) -> None:
    page = labelled(
        "<div><span class=label>Lowmouth Ferries</span><p>Reports from the coast.</p></div>",
        {"Reports": "bio"},
    )
    (maja,) = attach_bios(page, (MAJA,))
    assert maja.bio == "Reports from the coast."
