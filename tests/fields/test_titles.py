"""Titles without the names of site and section."""

from __future__ import annotations

import pytest

from articlekit.fields.titles import strip_site_name


@pytest.mark.parametrize(
    "title",
    ["Ferry is back | The Quay Post", "The Quay Post | Ferry is back", "Ferry is back - Quay"],
)
def test_the_name_of_the_site_is_cut_off_either_end(title: str) -> None:
    assert strip_site_name(title, "Quay Post") == "Ferry is back"


@pytest.mark.parametrize("title", ["Ferry is back - for good", "Harbour: Ferry is back"])
def test_words_that_are_not_the_sites_name_stay(title: str) -> None:
    assert strip_site_name(title, "Quay Post") == title
