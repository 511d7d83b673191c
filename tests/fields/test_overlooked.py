"""Prose that outweighs the story which the labeller found."""

from __future__ import annotations

from typing import Final

import pytest

from articlekit.blocks import segment
from articlekit.fields.overlooked import sort_overlooked
from articlekit.fields.proof import Proof
from articlekit.label import Label
from articlekit.page import load
from articlekit.roles import Role

SLIDE: Final = (
    "<section><div>Advertisement</div><p>When the boat of {} o'clock left the quay, the deck was "
    "full and forty crates stood in the rain, as they had the day before.</p></section>"
)
SLIDES: Final = "".join(map(SLIDE.format, range(6, 16)))
FOUND: Final = (
    "<h2>Crates counted</h2><article><p>The harbour counts its crates again.</p></article>"
)


def overlooked(markup: str, role: Role = "promo", score: float = 0.4) -> int:
    """Count the blocks made body, of paragraphs with the role beside a story in an article."""
    root = load(f"<body>{markup}</body>", None).root
    assert root is not None
    layout = segment(root)
    labels = []
    for index, block in enumerate(layout.blocks):
        if block.tag != "p":
            labels.append(Label("other", 0.9, "promo", 0.1))
        elif layout.is_in(index, {"article"}):
            labels.append(Label("body", 0.9, "promo", 0.1))
        else:
            labels.append(Label(role, score, "body", 0.2))
    found = dict(sort_overlooked(Proof.of(layout, tuple(labels))))
    assert set(found.values()) <= {"body"}
    return len(found)


def test_a_slide_show_of_text_is_the_story() -> None:
    assert overlooked(FOUND + SLIDES) == 10


@pytest.mark.parametrize(("role", "score"), [("promo", 0.8), ("comment", 0.4)])
def test_what_is_surely_none_and_what_readers_wrote_stays(role: Role, score: float) -> None:
    assert overlooked(FOUND + SLIDES, role, score) == 0


def test_teasers_stay_beside_a_story_of_their_size() -> None:
    story = "".join(map(SLIDE.format, range(6, 16)))
    assert overlooked(f"<article>{story}</article>{SLIDES}") == 0


def test_a_few_paragraphs_are_no_story() -> None:
    assert overlooked(FOUND + SLIDE.format(6) * 4) == 0


def test_a_column_of_links_is_no_story() -> None:
    assert (
        overlooked(FOUND + SLIDES.replace("<p>", "<p><a href=/x>").replace("</p>", "</a></p>")) == 0
    )


def test_without_any_story_another_judge_is_asked() -> None:
    assert overlooked(SLIDES) == 0
