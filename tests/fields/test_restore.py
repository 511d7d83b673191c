"""Text of the story that is told by its place."""

from __future__ import annotations

import pytest

from articlekit.blocks import segment
from articlekit.fields.restore import restore
from articlekit.label import Label
from articlekit.page import load
from articlekit.roles import Role


def roles_of(
    markup: str, given: dict[str, Label], descriptions: tuple[str, ...] = ()
) -> dict[str, Role]:
    """Label a page, ``other`` where nothing is given, and return the role of each text."""
    root = load(markup, None).root
    assert root is not None
    layout = segment(root)
    unknown = Label("other", 0.9, "recirc", 0.05)
    labels = tuple(given.get(block.text, unknown) for block in layout.blocks)
    restored = restore(layout, labels, descriptions)
    return {block.text: label.role for block, label in zip(layout.blocks, restored, strict=True)}


STORY = Label("body", 0.9, "note", 0.1)


def test_a_page_without_chrome_is_all_text() -> None:
    page = "<h1>Tides</h1><h2>At noon</h2><p>High.</p><p>Low.</p>"
    given = {"Tides": Label("headline", 0.9, "subhead", 0.1), "High.": STORY}
    assert roles_of(page, given) == {
        "Tides": "headline",
        "At noon": "subhead",
        "High.": "body",
        "Low.": "body",
    }


@pytest.mark.parametrize(
    "chrome",
    ["<nav>Weather</nav>", "<form>Weather</form>", "<p><a href='/weather'>Weather</a></p>"],
)
def test_a_page_with_chrome_is_left_as_labelled(chrome: str) -> None:
    roles = roles_of(f"{chrome}<p>High.</p><p>Low.</p>", {"High.": STORY})
    assert (roles["Weather"], roles["Low."]) == ("other", "other")


@pytest.mark.parametrize(
    ("label", "role"),
    [
        (Label("note", 0.5, "body", 0.4), "body"),
        (Label("promo", 0.5, "list", 0.3), "list"),
        (Label("note", 0.9, "body", 0.05), "note"),
        (Label("note", 0.5, "promo", 0.4), "note"),
        (Label("related", 0.5, "body", 0.4), "related"),
    ],
)
def test_a_torn_paragraph_between_those_of_the_story_is_its_own(label: Label, role: Role) -> None:
    page = "<nav>Menu</nav><div><p>High.</p><p>The tables are printed yearly.</p><p>Low.</p></div>"
    given = {"High.": STORY, "Low.": STORY, "The tables are printed yearly.": label}
    assert roles_of(page, given)["The tables are printed yearly."] == role


def test_a_torn_paragraph_in_an_element_of_its_own_stays() -> None:
    page = "<nav>Menu</nav><div><p>High.</p><aside><p>Subscribe.</p></aside><p>Low.</p></div>"
    given = {"High.": STORY, "Low.": STORY, "Subscribe.": Label("promo", 0.5, "body", 0.4)}
    assert roles_of(page, given)["Subscribe."] == "promo"


@pytest.mark.parametrize(
    "label", [Label("note", 0.9, "promo", 0.1), Label("other", 0.9, "tag", 0.0)]
)
def test_lines_of_code_amid_the_story_are_its_own(label: Label) -> None:
    page = "<nav>Home</nav><main><p>One.</p><pre>x = 1</pre><p>Two.</p></main><pre>y = 2</pre>"
    given = {"One.": STORY, "Two.": STORY, "x = 1": label, "y = 2": label}
    roles = roles_of(page, given)
    assert (roles["x = 1"], roles["y = 2"]) == ("body", label.role)


def test_a_torn_push_with_a_link_stays_one() -> None:
    push = "<p><a href='/join'>Join us today.</a></p>"
    page = f"<nav>Menu</nav><div><p>High.</p>{push}<p>Low.</p></div>"
    given = {"High.": STORY, "Low.": STORY, "Join us today.": Label("promo", 0.5, "body", 0.4)}
    assert roles_of(page, given)["Join us today."] == "promo"


def test_a_link_that_leads_nowhere_is_no_chrome() -> None:
    page = "<p>High.</p><p><a href='#low'>Low.</a></p>"
    assert roles_of(page, {"High.": STORY})["Low."] == "body"


LEAD = "The harbour board opens the quay again, after a winter of repairs."
BELOW = "The first boat left at six."
TORN = Label("body", 0.8, "dek", 0.15)
HEAD = {"Quay opens": Label("headline", 0.9, "subhead", 0.1), BELOW: STORY, "It was full.": STORY}


@pytest.mark.parametrize(
    ("page", "descriptions", "role"),
    [
        # Its element's name says what it is.
        (f"<p class=article-summary>{LEAD}</p><p>{BELOW}</p><p>It was full.</p>", (), "dek"),
        # It has an element of its own, and is declared.
        (f"<div><p>{LEAD}</p></div><p>{BELOW}</p><p>It was full.</p>", (LEAD,), "dek"),
        # Most descriptions are copies of the first paragraph.
        (f"<div><p>{LEAD}</p><p>{BELOW}</p><p>It was full.</p></div>", (LEAD,), "body"),
        (f"<div><p>{LEAD}</p></div><p>{BELOW}</p><p>It was full.</p>", (), "body"),
        # A line height is no lead.
        (f"<div><p class=leading-5>{LEAD}</p><p>{BELOW}</p><p>It was full.</p></div>", (), "body"),
    ],
)
def test_a_first_paragraph_set_apart_is_the_standfirst(
    page: str, descriptions: tuple[str, ...], role: Role
) -> None:
    markup = f"<nav>Menu</nav><h1>Quay opens</h1><section>{page}</section>"
    assert roles_of(markup, HEAD | {LEAD: TORN}, descriptions)[LEAD] == role


def test_a_declared_text_between_headline_and_story_is_the_standfirst() -> None:
    markup = f"<nav>Menu</nav><h1>Quay opens</h1><p>{LEAD}</p><p>{BELOW}</p><p>It was full.</p>"
    given = HEAD | {LEAD: Label("caption", 0.8, "body", 0.1)}
    assert roles_of(markup, given, (LEAD,))[LEAD] == "dek"
    assert roles_of(markup, given)[LEAD] == "caption"


@pytest.mark.parametrize(
    ("tag", "score", "role"),
    [("h1", 0.6, "subhead"), ("h2", 0.6, "headline"), ("h1", 0.95, "headline")],
)
def test_a_second_top_heading_amid_the_story_heads_a_chapter(
    tag: str, score: float, role: Role
) -> None:
    page = f"<nav>Weather</nav><h1>Tides</h1><p>High.</p><{tag}>At noon</{tag}><p>Low.</p>"
    given = {"High.": STORY, "Low.": STORY}
    given["Tides"] = Label("headline", 0.9, "subhead", 0.1)
    given["At noon"] = Label("headline", score, "subhead", 0.05)
    assert roles_of(page, given)["At noon"] == role


def test_the_label_of_an_advert_amid_the_story_stays_one() -> None:
    page = "<nav>Menu</nav><div><p>High.</p><div>Anzeige</div><p>Low.</p></div>"
    given = {"High.": STORY, "Low.": STORY, "Anzeige": Label("promo", 0.5, "subhead", 0.4)}
    assert roles_of(page, given)["Anzeige"] == "promo"
