"""What is printed before the title of another story."""

from __future__ import annotations

import pytest

from articlekit.fields.lead_ins import strip_lead_in


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Also on C&C: Ferry runs again", "Ferry runs again"),
        ("► Lesen Sie auch: Die Fähre fährt", "Die Fähre fährt"),
        (">> Weiterlesen: Die Fähre fährt", "Die Fähre fährt"),
        ("Read more about the ferry", "Read more about the ferry"),
        ("Opinion: the ferry must run", "the ferry must run"),
    ],
)
def test_lead_ins_are_no_part_of_a_title(text: str, title: str) -> None:
    assert strip_lead_in(text) == title
