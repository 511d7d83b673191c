"""Sections that their heading announces, and what stands below such a heading by chance."""

from __future__ import annotations

from typing import Final

import pytest

from articlekit.blocks import segment
from articlekit.fields.proof import Proof
from articlekit.fields.restore import restore
from articlekit.fields.sections import sort_sections
from articlekit.label import Label
from articlekit.page import load
from articlekit.roles import Role

STORY: Final = "".join(
    f"<p>The boat of {hour} o'clock left the quay with its deck full.</p>" for hour in range(6, 14)
)
POINTS: Final = (
    "<ul><li>Fares rise by a tenth from spring.</li><li>Two boats are to be sold.</li></ul>"
)
SOURCES: Final = (
    "<ol><li>Lund, M. (2019): Boats of the sound.</li><li>www.harbour.example/fares</li></ol>"
)
BIO: Final = "<p>Maja Lund has written about boats and their crews for twenty years.</p>"


def read(markup: str, roles: dict[str, Role] | None = None) -> dict[str, Role]:
    """Return the new roles by the start of the texts; by tag, what is no story is a list, or so."""
    root = load(f"<body><main>{markup}</main></body>", None).root
    assert root is not None
    layout = segment(root)
    by_tag: dict[str, Role] = {"li": "list", "h2": "subhead", "h1": "headline", "div": "other"}
    labels = tuple(
        Label((roles or {}).get(block.tag) or by_tag.get(block.tag, "body"), 0.6, "other", 0.1)
        for block in layout.blocks
    )
    return {layout.blocks[i].text[:10]: role for i, role in sort_sections(Proof.of(layout, labels))}


# --- key points -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "Key points", "AT A GLANCE:", "⚡ TL;DR – Key Takeaways", "Das Wichtigste in Kürze",
        "Darum geht’s", "L’essentiel", "Lo esencial", "In breve", "Главное", "要点",
    ],
)  # fmt: skip
def test_a_list_that_sums_the_story_up_before_it_is_key_points(heading: str) -> None:
    found = read(f"<h2>{heading}</h2>{POINTS}{STORY}")
    assert found == {heading[:10]: "other", "Fares rise": "keypoint", "Two boats ": "keypoint"}


def test_key_points_may_be_lines_with_bullets() -> None:
    lines = "<p>• Fares rise.</p><p>• Two boats are to be sold.</p>"
    found = read(f"<div><h2>In brief</h2>{lines}</div>{STORY}")
    assert found == {"In brief": "other", "• Fares ri": "keypoint", "• Two boat": "keypoint"}


@pytest.mark.parametrize(
    "markup",
    [
        f"{STORY}<h2>Key points</h2>{POINTS}<p>That was the year of the boats.</p>",
        f"<h2>The first boat</h2><p>It is white.</p><h2>Highlights</h2>{POINTS}{STORY}",
        f"<h2>Summary</h2><p>Fares rise, says the harbour.</p>{STORY}",
        f"<h2>Points of the key</h2>{POINTS}{STORY}",
    ],
    ids=["at the end", "in a chapter", "a paragraph", "other words"],
)
def test_what_sums_up_elsewhere_or_in_prose_stays_story(markup: str) -> None:
    assert read(markup) == {}


# --- references -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading", ["References", "Sources:", "Notes", "Einzelnachweise", "Fuentes", "参考文献"]
)
def test_entries_behind_the_story_are_notes(heading: str) -> None:
    found = read(f"{STORY}<h2>{heading}</h2>{SOURCES}")
    assert found == {heading[:10]: "other", "Lund, M. (": "note", "www.harbou": "note"}


def test_a_sentence_that_introduces_the_entries_is_a_note_too() -> None:
    found = read(f"{STORY}<h2>References</h2><div><h3>Those of interest:</h3>{SOURCES}</div>")
    assert found["Those of i"] == found["Lund, M. ("] == found["www.harbou"] == "note"


def test_notes_that_cite_nothing_stay_story() -> None:
    notes = "<ul><li>The soup keeps for a week.</li><li>Serve it with bread.</li></ul>"
    assert read(f"{STORY}<h2>Notes</h2>{notes}") == {}


def test_a_chapter_named_sources_within_the_story_stays() -> None:
    assert read(f"<h2>Sources</h2>{SOURCES}{STORY}") == {}


# --- contents -------------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["Table of contents", "Inhalt", "In this article", "Sommaire"])
def test_links_below_a_heading_of_contents_are_no_story(heading: str) -> None:
    links = "<ul><li><a href=/p1>The old fares</a></li><li><a href=/p2>The new ones</a></li></ul>"
    found = read(f"<h2>{heading}</h2><button>Show</button>{links}{STORY}")
    assert found == {heading[:10]: "other", "The old fa": "other", "The new on": "other"}


def test_contents_without_links_are_told_by_the_headings_to_come() -> None:
    texts = "<ul><li>The old fares</li><li>The new fares</li></ul>"
    chapters = f"<h2>The old fares</h2>{STORY}<h2>The new fares</h2>{STORY}"
    found = read(f"<h2>Contents</h2>{texts}{chapters}")
    assert found == {"Contents": "other", "The old fa": "other", "The new fa": "other"}


def test_headings_of_sections_that_are_empty_head_nothing() -> None:
    headings = "<p>Contents</p><p>Table of contents</p><p>References</p><p>About the author</p>"
    assert read(f"{STORY}{headings}") == {}


def test_a_list_of_what_a_story_holds_stays() -> None:
    texts = "<ul><li>Why fares rise by a tenth</li><li>Who is to pay for it</li></ul>"
    assert read(f"<p>In this article:</p>{texts}{STORY}") == {}


def test_items_that_only_lead_down_the_page_are_contents_without_a_heading() -> None:
    links = "<ul><li><a href=#old>Old fares</a></li><li><a href=#>Unfold</a></li></ul>"
    assert read(f"{links}<h2><a href=#old>Old fares</a></h2>{STORY}") == {"Old fares": "other"}


# --- authors --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading", ["About the author", "Über die Autorin", "À propos de l'auteur", "Written by:"]
)
def test_prose_in_an_authors_box_is_a_bio(heading: str) -> None:
    box = f"<aside><h2>{heading}</h2><div>Maja Lund</div>{BIO}</aside>"
    assert read(f"{box}{STORY}") == {heading[:10]: "other", "Maja Lund ": "bio"}


LONG: Final = "".join(
    f"<p>The boat of {hour} o'clock left the quay with its deck full and flags flying.</p>"
    for hour in range(20)
)


def test_a_signature_over_the_story_makes_it_no_bio() -> None:
    assert read(f"<h2>Written by</h2>{LONG}") == {}
    assert read(f"<h2>Written by</h2>{LONG}<ul><li>None was late.</li></ul>{LONG}") == {}


def test_entries_end_where_paragraphs_of_another_element_begin() -> None:
    entries = "<p>1. Lund, Boats of the sound.</p><p>2. Okafor, Fares of the coast.</p>"
    other = "<div><p>Print this page.</p></div>"
    found = read(f"{STORY}<section><h2>Sources</h2>{entries}{other}</section>")
    assert found == {"Sources": "other", "1. Lund, B": "note", "2. Okafor,": "note"}


def test_a_heading_of_comments_makes_them_no_bios() -> None:
    below = f"<section><h2>Author</h2>{BIO}</section>"
    assert "bio" not in read(f"<div>{below}</div>", {"p": "comment"}).values()


# --- newsletters, and headings of nothing ---------------------------------------------------------


@pytest.mark.parametrize("heading", ["Our newsletter", "Sign up for the tides", "Nyhetsbrev"])
def test_a_small_box_that_offers_a_newsletter_is_promo(heading: str) -> None:
    box = f"<section><h2>{heading}</h2><p>Every Friday, free.</p><div>E-mail</div></section>"
    found = read(f"{STORY}{box}{STORY}")
    assert found == {heading[:10]: "promo", "Every Frid": "promo", "E-mail": "promo"}


def test_a_chapter_about_newsletters_stays() -> None:
    chapter = "<section><h2>Write a newsletter</h2><p>Begin with the tides.</p></section>"
    assert read(f"{STORY}{chapter}{STORY}") == {}


def test_a_heading_behind_the_story_heads_nothing() -> None:
    assert read(f"<h2>Fares</h2>{STORY}<h2>Join us</h2><div>Log in</div>") == {"Join us": "other"}


@pytest.mark.parametrize("role", ["caption", "promo"])
def test_the_last_heading_of_a_gallery_or_a_cut_story_stays(role: Role) -> None:
    below = "<figcaption>The white boat at the quay.</figcaption>"
    assert read(f"{STORY}<h2>The last boat</h2>{below}", {"figcaption": role}) == {}


def test_restored_labels_follow_the_headings() -> None:
    root = load(f"<body><nav>Menu</nav><h2>Key points</h2>{POINTS}{STORY}</body>", None).root
    assert root is not None
    layout = segment(root)
    labels = tuple(
        Label("list" if b.tag == "li" else "body", 0.6, "other", 0) for b in layout.blocks
    )
    roles = [label.role for label in restore(layout, labels)]
    assert roles[1:4] == ["other", "keypoint", "keypoint"]


# --- for screen readers ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["visually-hidden", "sr-only", "c-screen-reader-text"])
def test_what_only_a_screen_reader_says_is_no_subhead(name: str) -> None:
    assert read(f"<h2 class={name}>The article</h2>{STORY}") == {"The articl": "other"}


def test_a_link_that_reads_like_a_heading_announces_nothing() -> None:
    assert read(f"<h2>Key points</h2>{POINTS}{STORY}")
    assert not read(f'<h2><a href="/short">Key points</a></h2>{POINTS}{STORY}')
