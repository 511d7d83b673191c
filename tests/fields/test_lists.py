"""Lists whose items were labelled one by one."""

from __future__ import annotations

from articlekit.blocks import segment
from articlekit.fields.lists import sort_lists
from articlekit.fields.proof import Proof
from articlekit.label import Label
from articlekit.page import load
from articlekit.roles import Role

STORY = Label("list", 0.6, "related", 0.3)
LINK = Label("related", 0.5, "list", 0.4)
SURE_LINK = Label("related", 0.95, "list", 0.05)


def read(*labels: Label) -> list[Role]:
    """Return the roles of the items of a list."""
    items = "".join(
        f"<li><a href=/{i}>The boat of {i} o'clock</a></li>" for i in range(len(labels))
    )
    root = load(f"<body><ul>{items}</ul></body>", None).root
    assert root is not None
    found = dict(sort_lists(Proof.of(segment(root), labels)))
    return [found.get(index, label.role) for index, label in enumerate(labels)]


def test_doubted_items_are_what_their_list_is() -> None:
    assert read(STORY, LINK, STORY, STORY) == ["list"] * 4
    assert read(LINK, LINK, STORY._replace(score=0.4), SURE_LINK) == ["related"] * 4


def test_an_item_without_doubt_stays() -> None:
    assert read(STORY, SURE_LINK, STORY, STORY, STORY) == ["list", "related", *["list"] * 3]


def test_a_list_with_a_third_kind_of_item_is_left() -> None:
    push = Label("promo", 0.6, "list", 0.3)
    assert read(STORY, LINK, STORY, push) == ["list", "related", "list", "promo"]
