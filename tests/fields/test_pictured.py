"""Texts that the image before them, or the want of one, tells apart."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from articlekit.blocks import segment
from articlekit.fields.pictured import sort_pictured
from articlekit.fields.proof import Proof
from articlekit.label import Label
from articlekit.page import load
from articlekit.roles import Role

BODY = Label("body", 0.99, "other", 0.01)
CREDIT = Label("credit", 0.7, "caption", 0.3)
CAPTION = Label("caption", 0.5, "other", 0.2)
STORY = "<p>The first boat left at six.</p><p>The second one followed.</p><p>So it went.</p>"


def told(markup: str, labels: Mapping[str, Label]) -> dict[str, Role]:
    """Return the new roles by text; a block without a label of its own is the story's."""
    root = load(markup, None).root
    assert root is not None
    layout = segment(root)
    proof = Proof.of(layout, tuple(labels.get(block.text, BODY) for block in layout.blocks))
    return {layout.blocks[index].text: role for index, role in sort_pictured(proof)}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Image 2: A plain harbour map", "caption"),
        ("Step 3: Open the gate", "caption"),
        ("Ines Vall for the Lowmouth Post", None),
        ("thomas hengel", None),
        ("Rendering of the quay / Northline", None),
        ("Provided by the harbour office via Reuters", None),
    ],
)
def test_a_text_of_words_without_a_sign_of_a_credit_is_a_caption(
    text: str, role: Role | None
) -> None:
    figure = f"<figure><img src=a.jpg><figcaption>{text}</figcaption></figure>"
    assert told(f"{STORY}{figure}{STORY}", {text: CREDIT}).get(text) == role


def test_a_credit_beside_its_caption_stays() -> None:
    text = "Seen from the old mill"
    figure = f"<figure><img src=a.jpg><div>{text}</div><div>The quay at noon</div></figure>"
    assert told(f"{STORY}{figure}", {text: CREDIT, "The quay at noon": CAPTION}) == {}


def test_a_doubted_caption_without_an_image_is_a_paragraph_like_its_siblings() -> None:
    text = "Nobody had expected the rain"
    assert told(f"{STORY}<p>{text}</p>{STORY}", {text: CAPTION}) == {text: "body"}
    assert told(f"{STORY}<img src=a.jpg><p>{text}</p>{STORY}", {text: CAPTION}) == {}
    assert told(f"{STORY}<p class=legend>{text}</p>{STORY}", {text: CAPTION}) == {}


def test_a_sure_caption_stays_without_an_image() -> None:
    text = "Nobody had expected the rain"
    assert told(f"{STORY}<p>{text}</p>{STORY}", {text: Label("caption", 0.9, "body", 0.1)}) == {}


LINES = ["Lowmouth harbour", "The old mill", "Ferry on the river"]


def test_lines_that_stand_below_images_only_are_captions() -> None:
    shown = "".join(f"{STORY}<p><img src={n}.jpg></p><p>{t}</p>" for n, t in enumerate(LINES))
    assert told(shown, {}) == dict.fromkeys(LINES, "caption")
    assert told(f"{shown}<p>Another line</p>", {}) == {}  # as are other lines of the page


@pytest.mark.parametrize(
    "text",
    [
        "View 3 Images",
        "Expand to full screen",
        "Mehr erfahren",
        "Load post",
        "Show caption",
        "By loading this map you accept the terms of Northline Maps.",
        "Mit dem Laden der Karte akzeptieren Sie die Regeln von Northline.",
    ],
)
def test_what_a_reader_clicks_is_no_caption(text: str) -> None:
    figure = f"<figure><img src=a.jpg><div>{text}</div></figure>"
    assert told(f"{STORY}{figure}", {text: CAPTION}) == {text: "other"}


def test_a_caption_may_begin_like_a_control() -> None:
    text = "View of the harbour from the mill"
    figure = f"<figure><img src=a.jpg><div>{text}</div></figure>"
    assert told(f"{STORY}{figure}", {text: CAPTION}) == {}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Fotos: Ines Vall", "credit"),
        ("Titelbild: Ines Vall on Unsplash", "credit"),
        ("Photo: The quay at six, when it was full.", None),
        ("Sources say that it will open in May.", None),
    ],
)
def test_a_line_of_the_story_that_only_names_a_maker_is_a_credit(
    text: str, role: Role | None
) -> None:
    assert told(f"{STORY}<p>{text}</p>", {}).get(text) == role
