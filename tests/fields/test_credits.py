"""Captions and credits that the page prints as one text, or marks apart."""

from __future__ import annotations

import pytest

from articlekit.blocks import Mark
from articlekit.fields._credit_words import clean_credit
from articlekit.fields.captions import read_caption, read_credit, read_credit_line
from articlekit.fields.credits import Caption, is_house_credit, split_credit


def mark(text: str, part: str, words: str = "", tag: str = "span") -> Mark:
    start = text.index(part)
    return Mark(start, start + len(part), tag, words, None, None)


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("The quay at dawn. Photo: Ada Brink", "The quay at dawn.", "Ada Brink"),
        ("The quay at dawn (foto Benassi)", "The quay at dawn", "Benassi"),
        ("Der Kai am Morgen. Foto: Ada Brink/dpa", "Der Kai am Morgen.", "Ada Brink/dpa"),
        ("Der Kai. (Archivbild) (Quelle: Nordbild)", "Der Kai. (Archivbild)", "Nordbild"),
        ("Le quai au matin. © Ada Brink", "Le quai au matin.", "Ada Brink"),
        ("The quay at dawn. Photo by Ada Brink for The Quay", "The quay at dawn.", None),
        ("The quay at dawn | Ada Brink/NORDPIX", "The quay at dawn", "Ada Brink/NORDPIX"),
        ("The quay at dawn. Ada Brink/Reuters", "The quay at dawn.", "Ada Brink/Reuters"),
        ("The mayor, Col. T. Ames. | Ada Brink/AP", "The mayor, Col. T. Ames.", "Ada Brink/AP"),
        ("The quay. (Courtesy of the Brink family)", "The quay.", "the Brink family"),
        ("El muelle al alba.Cedida por Ada Brink", "El muelle al alba.", "Ada Brink"),
        ("Bến tàu lúc bình minh. Ảnh: Bảo tàng thành phố", "Bến tàu lúc bình minh.", None),
        ("배가 항구에 들어오고 있다. /해오름일보 한소라 기자", "배가 항구에 들어오고 있다.", None),
        ("朝の港（湊川新報社提供）", "朝の港", "湊川新報社提供"),
        ("何春山带着徒弟试水。 苏敏 摄", "何春山带着徒弟试水。", "苏敏"),
    ],
)
def test_credit_at_the_end_leaves_the_caption(text: str, caption: str, credit: str | None) -> None:
    found = split_credit(text)
    assert found.caption == caption
    assert found.credit
    assert credit is None or found.credit == credit


@pytest.mark.parametrize(
    "text",
    [
        "In the picture: the new bridge, which opens for traffic in May.",
        "Im Bild: der Kai",
        "Kitchen design and source: the same studio",
        "The 2 Series (2022)",
        "Parade in the rain (archive)",
        "Mayor Ada Brink, left, told AP the quay would close.",
        "Bild: Eine Drohne näherte sich dem Schiff, das vor der Küste lag.",
    ],
)
def test_words_that_only_look_like_a_credit_stay_in_the_caption(text: str) -> None:
    assert split_credit(text) == Caption(text, None)


@pytest.mark.parametrize("text", ["Illustration by Noor Haddad", "Foto: Noor Haddad"])
def test_text_that_is_only_a_credit_is_no_caption(text: str) -> None:
    assert split_credit(text) == Caption(None, "Noor Haddad")


def test_marked_credit_needs_no_label() -> None:
    text = "The quay at dawn Nordbild"
    found = read_caption(text, (mark(text, "Nordbild", "fig__credit"),))
    assert found == Caption("The quay at dawn", "Nordbild")


def test_link_that_sells_the_photo_is_no_part_of_its_credit() -> None:
    text = "The quay at dawn. Ada Brink Buy this photo"
    marks = (
        mark(text, "Ada Brink Buy this photo", "photo-credit"),
        mark(text, "Buy this photo", tag="a"),
    )
    assert read_caption(text, marks) == Caption("The quay at dawn.", "Ada Brink")


def test_label_that_no_reader_sees_is_no_part_of_the_credit() -> None:
    text = "The quay at dawn. Credit...Ada Brink for The Quay"
    marks = (
        mark(text, "Credit...Ada Brink for The Quay", "css-1 photo-credit"),
        mark(text, "Credit", "visually-hidden"),
    )
    assert read_caption(text, marks) == Caption("The quay at dawn.", "Ada Brink for The Quay")


def test_credit_class_on_the_whole_caption_says_nothing() -> None:
    text = "The quay at dawn, before the market."
    assert read_caption(text, (mark(text, text, "caption-and-credit"),)) == Caption(text, None)


def test_small_print_after_the_sentence_is_the_credit() -> None:
    text = "The quay at dawn. Ada Brink"
    found = read_caption(text, (mark(text, "Ada Brink", tag="small"),))
    assert found == Caption("The quay at dawn.", "Ada Brink")


def test_link_that_sells_the_image_is_dropped() -> None:
    text = "The quay at dawn. Ada Brink/AP Purchase Licensing Rights"
    found = read_caption(text, (mark(text, "Purchase Licensing Rights", tag="a"),))
    assert found == Caption("The quay at dawn.", "Ada Brink/AP")


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("3/12 The quay at dawn", "The quay at dawn"),
        ("Image 3 of 12: The quay at dawn", "The quay at dawn"),
        ("The quay at dawn (3/12)", "The quay at dawn"),
        ("1/5 of the quay is closed", "1/5 of the quay is closed"),
        ("2 of 5 boats came back", "2 of 5 boats came back"),
    ],
)
def test_gallery_counter_is_no_caption(text: str, caption: str) -> None:
    assert read_caption(text, ()).caption == caption


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Foto: Bild: Nordbild/Ada Brink", "Nordbild/Ada Brink"),
        ("© Foto: Ada Brink", "Ada Brink"),
        ("(Fotos: Ada Brink (bearbeitet))", "Ada Brink (bearbeitet)"),
        ("Nordbild)", "Nordbild"),
        ("CreditAda Brink", "Ada Brink"),
        ("Image source, Nordbild", "Nordbild"),
        ("Copyright Ada Brink. All rights reserved", "Ada Brink"),
        ("Photo Archive Lowmouth", "Photo Archive Lowmouth"),
        ("Ada Brink, Inc.", "Ada Brink, Inc."),
        ("Photo Credit", None),
        ("©", None),
    ],
)
def test_credit_is_the_bare_name(text: str, name: str | None) -> None:
    assert clean_credit(text) == name


def test_credit_block_drops_what_is_hidden() -> None:
    text = "Image source, Nordbild"
    assert read_credit(text, (mark(text, "Image source,", "visually-hidden"),)) == "Nordbild"


def test_hostile_captions_cost_no_more_than_their_length() -> None:
    # Each of these made a naive pattern try every way to part it.
    for piece in ("Photo: ", "(", "a/", "|| ", "© ", "1/2 ", ". A", "credit"):
        found = read_caption(piece * 20_000, ())
        assert bool(found.caption or found.credit) == any(map(str.isalnum, piece))


@pytest.mark.parametrize(
    "text",
    [
        "Photo credit: tidenotes.example",
        "Foto und Styling: Maja Brandt",
        "Maja Brandt / Tide Notes",
        "© Foto: Maja Brandt",
    ],
)
def test_a_line_that_is_all_credit_is_no_caption(text: str) -> None:
    found = read_caption(text, ())
    assert found.caption is None
    assert found.credit is not None


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("The quay in May. Photo: Maja Brandt", "The quay in May.", "Maja Brandt"),
        ("Premier Ines Vall in her office.", "Premier Ines Vall in her office.", None),
        ("Maja Brandt | Tide Notes", None, "Maja Brandt | Tide Notes"),
        ("Northport Police / SWNS)", None, "Northport Police / SWNS"),
        ("IMG-quay-2031-scaled.jpg", None, "IMG-quay-2031-scaled.jpg"),
    ],
)
def test_a_block_taken_for_a_credit_may_hold_the_caption(
    text: str, caption: str | None, credit: str | None
) -> None:
    assert read_credit_line(text, ()) == (caption, credit)


@pytest.mark.parametrize("text", ["Getty Images", "Reuters/AFP", "quay-pictures.example", "Adobe"])
def test_a_caption_of_agencies_alone_is_a_credit(text: str) -> None:
    assert split_credit(text) == Caption(None, text)


def test_a_slash_before_a_label_parts_caption_and_credit() -> None:
    assert split_credit("Pylons / Photo by Ada Brink") == Caption("Pylons", "Ada Brink")


@pytest.mark.parametrize(
    "text", ["Tide Notes", "ADA BRINK FOR TIDE NOTES", "Ada Brink for Tide Notes"]
)
def test_a_caption_that_only_names_the_site_is_a_credit(text: str) -> None:
    assert is_house_credit(text, "Tide Notes")


@pytest.mark.parametrize(
    "text", ["The office of Tide Notes", "Tide Notes in print", "Waiting for Tide Notes"]
)
def test_a_caption_may_speak_of_the_site(text: str) -> None:
    assert not is_house_credit(text, "Tide Notes")


def test_few_words_torn_between_caption_and_credit_are_read_as_either() -> None:
    assert read_credit_line("Step two: a simple key", (), 3).caption == "Step two: a simple key"
    assert read_credit_line("Step two: a simple key", ()).caption is None
    assert read_credit_line("Ada Brink/Nordbild", (), 3).credit == "Ada Brink/Nordbild"


@pytest.mark.parametrize(
    "text", ["The quay at noon. Ada Brink", "The quay at noon. | The old mill of Lowmouth"]
)
def test_words_at_the_end_that_no_agency_or_bar_tells_sign_nothing(text: str) -> None:
    assert split_credit(text) == Caption(text, None)


def test_a_name_behind_a_bar_signs() -> None:
    assert split_credit("The quay at noon. | Ada Brink") == Caption(
        "The quay at noon.", "Ada Brink"
    )
