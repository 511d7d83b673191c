"""Captions that their place tells, and texts under images that are none."""

from __future__ import annotations

import pytest

from articlekit.blocks import segment
from articlekit.fields.legends import sort_legends
from articlekit.fields.proof import Proof
from articlekit.label import Label
from articlekit.page import load
from articlekit.roles import Role

STORY = "<p>The first boat left at six.</p>" + "<p>All the rest of the long story.</p>" * 3
TEXT = "The quay at noon, seen from the mill"


def told(markup: str, label: Label) -> dict[str, Role]:
    """Return the new roles by text; all but the story has one label."""
    root = load(markup, None).root
    assert root is not None
    layout = segment(root)
    body = Label("body", 0.99, "other", 0.01)
    labels = tuple(
        body if block.text.startswith(("The first", "All the")) else label
        for block in layout.blocks
    )
    return {
        layout.blocks[index].text: role for index, role in sort_legends(Proof.of(layout, labels))
    }


BODY = Label("body", 0.6, "other", 0.1)
TORN = Label("body", 0.6, "caption", 0.2)
CAPTION = Label("caption", 0.8, "other", 0.1)


@pytest.mark.parametrize(
    ("box", "label"),
    [
        ("<figure><img src=a.jpg><figcaption>{}</figcaption></figure>", BODY),
        ("<div><img src=a.jpg><div class=bildunterschrift><p>{}</p></div></div>", BODY),
        ("<div class=photo-box><img src=a.jpg><p>{}</p></div>", TORN),
    ],
)
def test_the_text_in_an_images_box_is_its_caption(box: str, label: Label) -> None:
    assert told(f"{STORY}{box.format(TEXT)}{STORY}", label) == {TEXT: "caption"}


@pytest.mark.parametrize(
    ("box", "label"),
    [
        ("<div><img src=a.jpg><p>{}</p></div>", TORN),  # nothing is named for an image
        ("<div class=photo-box><img src=a.jpg><p>{}</p></div>", BODY),  # nor likely a caption
        ("<div class=photo-box><img src=a.jpg><p>{}</p><p>And more</p></div>", TORN),
    ],
)
def test_paragraphs_beside_an_image_stay(box: str, label: Label) -> None:
    assert told(f"{STORY}{box.format(TEXT)}{STORY}", label) == {}


@pytest.mark.parametrize(
    "text", ["Above: the quay at noon.", "Im Bild: der Kai am Mittag.", "图为中午的码头。"]
)
def test_a_paragraph_may_say_that_it_describes_the_image_beside_it(text: str) -> None:
    assert told(f"{STORY}<p><img src=a.jpg></p><p>{text}</p>{STORY}", BODY) == {text: "caption"}
    assert told(f"{STORY}<p>{text}</p>{STORY}", BODY) == {}


def test_a_page_laid_out_in_such_boxes_keeps_its_story() -> None:
    box = "<figure><img src=a.jpg><figcaption>{}</figcaption></figure>"
    boxes = "".join(box.format(f"{TEXT} on day {day}, when it rained again") for day in range(20))
    assert told(f"{STORY}{boxes}{STORY}", BODY) == {}


def test_the_title_of_a_video_comes_after_its_length() -> None:
    box = "<div class=video-box><img src=a.jpg><div>2:34 Ferry back in service</div></div>"
    label = Label("subhead", 0.5, "other", 0.2)
    assert told(f"{STORY}{box}{STORY}", label) == {"2:34 Ferry back in service": "caption"}


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Old mill of Lowmouth", "https://quay.example/2024/old-mill-of-lowmouth/"),
        ("Grüne Mühle", "/kultur/die-gruene-muehle-123.html"),
        ("Ferry fares to rise in May, says owner", "/news/ferry-fares-rise-may-says-31"),
    ],
)
def test_a_text_that_repeats_where_its_image_leads_is_a_teaser(text: str, link: str) -> None:
    box = f"<figure><a href={link}><img src=a.jpg></a><figcaption>{text}</figcaption></figure>"
    assert told(f"{STORY}{box}{STORY}", CAPTION) == {text: "related"}


@pytest.mark.parametrize("link", ["/photos/old-mill-lowmouth.jpg", "/shop/kettles", "/gallery/7"])
def test_an_image_may_lead_anywhere_else(link: str) -> None:
    box = f"<figure><a href={link}><img src=a.jpg></a><figcaption>Old mill</figcaption></figure>"
    assert told(f"{STORY}{box}{STORY}", CAPTION) == {}


def test_a_teaser_and_its_image_share_a_box() -> None:
    image = "<div><div><a href=/news/old-mill-lowmouth><img src=a.jpg></a></div></div>"
    caption = "<section><div><figcaption>Old mill, Lowmouth</figcaption></div></section>"
    assert told(f"{STORY}{image}{caption}{STORY}", CAPTION) == {}


def test_what_stands_in_a_menu_is_no_caption() -> None:
    menu = f"<nav><figure><img src=a.jpg><figcaption>{TEXT}</figcaption></figure></nav>"
    assert told(f"{menu}{STORY}", CAPTION) == {TEXT: "other"}
