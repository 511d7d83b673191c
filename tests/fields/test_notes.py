"""Corrections, agency and editing credits."""

from __future__ import annotations

from articlekit.article import Author
from articlekit.fields.notes import find_notes
from tests.fields.conftest import Labelled


def test_notes_lose_their_brackets(labelled: Labelled) -> None:
    page = labelled("<p>(Editing by Ida Falk)</p>", {"(Editing": "note"})
    found = find_notes(page)
    assert found is not None
    assert found.value == ("Editing by Ida Falk",)


def test_the_bio_of_an_author_is_no_note(labelled: Labelled) -> None:
    bio = "Ida Falk writes about boats."
    page = labelled(f"<p>{bio}</p><p>Editing by Jo Dahl</p>", {bio: "note", "Editing": "note"})
    found = find_notes(page, [Author("Ida Falk", bio=bio)])
    assert found is not None
    assert found.value == ("Editing by Jo Dahl",)
