"""What stands beside an author's name on the page."""

from __future__ import annotations

import pytest

from articlekit.article import Author
from articlekit.fields.author_cards import add_cards
from tests.fields.conftest import Labelled

CARD = """<div class=author-box><img src="/p/lund.jpg" alt="Maja Lund"><h4><a href="/by/lund">Maja
Lund</a></h4><p class=role>Harbour correspondent</p><p>Maja Lund is a reporter.</p></div>"""


def test_page_portrait_and_role(labelled: Labelled) -> None:
    page = labelled(CARD, {"Maja Lund is": "bio"})
    assert add_cards(page, (Author("Maja Lund"),)) == (
        Author(
            "Maja Lund",
            url="https://news.example/by/lund",
            image="https://news.example/p/lund.jpg",
            title="Harbour correspondent",
        ),
    )


def test_what_is_known_stays(labelled: Labelled) -> None:
    known = Author("Maja Lund", title="Editor", image="https://news.example/x.jpg")
    (author,) = add_cards(labelled(CARD, {}), (known,))
    assert (author.title, author.image) == (known.title, known.image)


def test_nothing_is_taken_from_a_card_of_several(labelled: Labelled) -> None:
    page = labelled(f"<div>{CARD}<span class=author>Tom Okafor</span></div>", {})
    maja, tom = add_cards(page, (Author("Maja Lund"), Author("Tom Okafor")))
    assert maja.image is not None
    assert tom.image is None


@pytest.mark.parametrize(
    "line",
    ["More news for you", "View all posts by the editor.", "12 April 2024", "Updated by Editor 2"],
)
def test_other_lines_are_no_roles(labelled: Labelled, line: str) -> None:
    page = labelled(f"<div><p>Maja Lund</p><p>{line}</p></div>", {"Maja": "byline"})
    (author,) = add_cards(page, (Author("Maja Lund"),))
    assert author.title is None


def test_a_link_below_the_name_is_no_role(labelled: Labelled) -> None:
    page = labelled(
        "<div><h4>Maja Lund</h4><p><a href=/desk>Meet the political editor</a></p></div>", {}
    )
    (author,) = add_cards(page, (Author("Maja Lund"),))
    assert author.title is None
