"""Corrections, agency and editing credits."""

from __future__ import annotations

from articlekit.fields.notes import find_notes
from tests.fields.conftest import Labelled


def test_notes_lose_their_brackets(labelled: Labelled) -> None:
    page = labelled("<p>(Editing by Ida Falk)</p>", {"(Editing": "note"})
    found = find_notes(page)
    assert found is not None
    assert found.value == ("Editing by Ida Falk",)
