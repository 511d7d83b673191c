"""Quotes lifted out of the story, and the parts of one quotation."""

from __future__ import annotations

from typing import Final

import pytest

from articlekit.blocks import segment
from articlekit.fields.proof import Proof
from articlekit.fields.quotes import sort_quotes
from articlekit.label import Label
from articlekit.page import load
from articlekit.roles import Role

SAID: Final = "Nobody had asked the crews before the quay was sold"
STORY: Final = f"<p>“{SAID},” says Maja Lund, who has run the ferry for ten years.</p>"


def read(markup: str, *roles: Role) -> list[Role]:
    """Return the roles of the blocks, given those that they were labelled with."""
    root = load(f"<body>{markup}</body>", None).root
    assert root is not None
    layout = segment(root)
    assert len(roles) == len(layout.blocks)
    labels = tuple(Label(role, 0.6, "other", 0.1) for role in roles)
    found = dict(sort_quotes(Proof.of(layout, labels)))
    return [found.get(index, role) for index, role in enumerate(roles)]


@pytest.mark.parametrize("tag", ["blockquote", "aside", "figure"])
def test_a_quote_that_a_paragraph_says_too_is_lifted_with_its_name(tag: str) -> None:
    pull = f"<{tag}><div>„{SAID}.“</div><div>Maja Lund</div></{tag}>"
    found = read(f"{STORY}{pull}{STORY}", "body", "quote", "quote", "body")
    assert found == ["body", "promo", "promo", "body"]


@pytest.mark.parametrize(("said", "role"), [(SAID, "promo"), (f"{SAID} to them", "body")])
def test_a_paragraph_set_apart_is_lifted_where_another_says_it_too(said: str, role: Role) -> None:
    pull = f"<aside><p>{said}.</p></aside>"
    assert read(f"{STORY}{pull}{STORY}", "body", "body", "body") == ["body", role, "body"]


def test_what_is_set_as_large_as_a_heading_may_be_lifted_too() -> None:
    pull = f"<aside>{SAID}</aside>"
    assert read(f"{STORY}{pull}", "body", "subhead") == ["body", "promo"]


@pytest.mark.parametrize(
    ("markup", "role"),
    [
        ("<blockquote>The quay was sold before anybody asked us.</blockquote>", "quote"),
        ("<blockquote>Nobody.</blockquote>", "quote"),
        (f"<p>{SAID}</p>", "quote"),
        (f"<aside><h2>{SAID}</h2></aside>", "subhead"),
    ],
    ids=["other words", "a word", "no frame", "a heading"],
)
def test_what_only_looks_like_a_lifted_quote_stays(markup: str, role: Role) -> None:
    assert read(STORY + markup, "body", role) == ["body", role]


def test_the_name_below_a_quotation_goes_where_its_text_goes() -> None:
    post = "<blockquote><p>The quay is open again, at last!</p>— Harbour, 5 May</blockquote>"
    assert read(STORY + post, "body", "quote", "promo") == ["body", "quote", "quote"]
    assert read(STORY + post, "body", "promo", "quote") == ["body", "promo", "promo"]


def test_a_quotation_with_a_third_thing_in_it_is_left() -> None:
    post = "<blockquote><p>The quay is open!</p><p>A boat</p><p>Share</p></blockquote>"
    given: tuple[Role, ...] = ("body", "quote", "caption", "promo")
    assert read(STORY + post, *given) == list(given)
