"""Lines at the edges of the story that are none of it."""

from __future__ import annotations

import pytest

from articlekit.blocks import segment
from articlekit.fields.edges import lead_ins, sort_edges
from articlekit.fields.proof import Proof
from articlekit.label import Label
from articlekit.page import load
from articlekit.roles import Role

STORY = "".join(
    f"<p class=text>The boat of {hour} o'clock left the quay with its deck full.</p>"
    for hour in range(6, 14)
)
LINKS = (
    "<ul><li><a href=/a>The quay opens at last</a></li>"
    "<li><a href=/b>Ferry fares to rise in May</a></li></ul>"
)
MENU = "".join(f"<div>Harbour {number}</div>" for number in range(9))


def read(markup: str, doubted: float = 0.6) -> dict[str, Role]:
    """Return the new roles by the start of the texts.

    Story are the paragraphs, of which those without a class are doubted, and the h2 and dt, also
    doubted; links are related, labels are promo; all else is of the page.
    """
    root = load(f"<body>{markup}</body>", None).root
    assert root is not None
    layout = segment(root)
    by_tag: dict[str, Role] = {
        "p": "body", "h2": "subhead", "dt": "subhead", "li": "related",
        "label": "promo", "figcaption": "caption",
    }  # fmt: skip
    labels = tuple(
        Label(
            by_tag.get(block.tag, "other"),
            0.95 if layout.nodes[block.node].words == "text" else doubted,
            "other",
            0.1,
        )
        for block in layout.blocks
    )
    found = dict(sort_edges(Proof.of(layout, labels))) | dict(lead_ins(Proof.of(layout, labels)))
    return {layout.blocks[index].text[:10]: role for index, role in found.items()}


# --- signatures -----------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["By Maja Lund", "Written by: Maja Lund", "Maja Lund"])
def test_a_first_line_that_names_the_writer_is_the_byline(line: str) -> None:
    assert read(f"<main><p>{line}</p>{STORY}</main>") == {line[:10]: "byline"}


def test_a_label_above_the_line_that_names_the_writer_does_not_hide_it() -> None:
    assert read(f"<main><h2>Local news</h2><p>By Maja Lund</p>{STORY}</main>") == {
        "By Maja Lu": "byline"
    }


@pytest.mark.parametrize(("tag", "roles"), [("dt", {"Maja Lund": "byline"}), ("h2", {})])
def test_a_name_set_as_a_line_is_no_subhead(tag: str, roles: dict[str, Role]) -> None:
    assert read(f"<main><{tag}>Maja Lund</{tag}>{STORY}</main>") == roles


def test_a_name_alone_may_end_the_story_too() -> None:
    assert read(f"<main>{STORY}<p>Maja Lund</p></main>") == {"Maja Lund": "byline"}


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>By noon the quay was empty again.</p>{STORY}",
        f"<p>The Boat No One Wants Now</p>{STORY}",
        f"<p class=text>Maja Lund</p>{STORY}",
        f"{STORY}<p>Maja Lund</p>{STORY}",
    ],
    ids=["a sentence", "a title", "surely story", "in the middle"],
)
def test_other_lines_sign_nothing(markup: str) -> None:
    assert read(f"<main>{markup}</main>") == {}


# --- what announces links -------------------------------------------------------------------------


def test_a_line_that_ends_in_a_colon_before_links_is_their_heading() -> None:
    found = read(f"<main>{STORY}<p>More on the harbour:</p>{LINKS}</main>")
    assert found == {"More on th": "other"}


@pytest.mark.parametrize(
    "markup",
    [
        f"{STORY}<p>So much for the harbour.</p>{LINKS}",
        f"{STORY}<p>Of the harbour she says:</p>{STORY}",
        f"{STORY}<p class=text>Two things are still to come:</p>{STORY}{LINKS}",
    ],
    ids=["a sentence", "before story", "elsewhere"],
)
def test_other_lines_announce_nothing(markup: str) -> None:
    assert read(f"<main>{markup}</main>") == {}


def test_a_doubted_heading_with_nothing_but_links_below_is_none_of_the_story() -> None:
    box = f"<h2>Stories of the quay</h2>{LINKS}"
    found = read(f"<main>{STORY}{box}<h2>The second boat</h2>{STORY}</main>")
    assert found == {"Stories of": "other"}


def test_a_heading_over_links_and_story_stays() -> None:
    assert read(f"<main>{STORY}<h2>The second boat</h2>{LINKS}{STORY}</main>") == {}


# --- other parts of the page ----------------------------------------------------------------------


def test_doubted_text_far_from_the_story_is_of_a_box() -> None:
    box = "<section><div><p>Every boat of the sound in one book.</p></div></section>"
    assert read(f"<main>{STORY}</main>{MENU}{box}") == {"Every boat": "other"}


@pytest.mark.parametrize(
    "markup",
    [
        f"<main>{STORY}{MENU}<p>That was the year of the boats.</p></main>",
        f"<main>{STORY}</main><section><div><p>That was the year of boats.</p></div></section>",
        f"<main>{STORY}</main>{MENU}<section><div>{STORY}</div></section>",
    ],
    ids=["in its element", "near it", "as long as it"],
)
def test_what_is_near_or_long_stays_story(markup: str) -> None:
    assert read(markup) == {}


def test_where_no_part_is_the_story_all_of_them_are() -> None:
    entries = "".join(
        f"<section><div><p>At {hour} the boat left.</p></div></section>{MENU}"
        for hour in range(6, 12)
    )
    assert read(entries) == {}


def test_doubted_text_of_a_footer_is_the_sites() -> None:
    imprint = "<footer><p>The Sound Courier is printed on the quay.</p></footer>"
    assert read(f"<main>{STORY}</main>{imprint}") == {"The Sound ": "other"}


# --- headings over a push -------------------------------------------------------------------------

PUSH = "<label>Have our letter in your inbox every Friday.</label>"


@pytest.mark.parametrize("after", [f"<h2>The fares</h2>{STORY}", ""])
def test_a_heading_over_nothing_but_a_push_belongs_to_it(after: str) -> None:
    found = read(f"{STORY}<h2>Our letter</h2>{PUSH}{after}")
    assert found == {"Our letter": "other"}


@pytest.mark.parametrize("between", [STORY, "<figcaption>The quay at six.</figcaption>"])
def test_a_heading_over_story_or_a_picture_before_the_push_stays(between: str) -> None:
    assert read(f"{STORY}<h2>The crews</h2>{between}{PUSH}") == {}


def test_a_push_below_a_heading_is_passed_over_where_its_chapter_follows() -> None:
    assert read(f"{STORY}<h2>The crews</h2>{PUSH}{STORY}") == {}
