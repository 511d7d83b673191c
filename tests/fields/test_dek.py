"""The standfirst, and what only looks like one."""

from __future__ import annotations

from articlekit.fields.dek import find_dek
from articlekit.label import Label
from tests.fields.conftest import Labelled

HEAD = "<h1>Quay opens</h1>"
LEAD = "The harbour board opens the quay again, after a winter of repairs."


def test_a_linked_story_below_the_standfirst_is_no_part_of_it(labelled: Labelled) -> None:
    page = labelled(
        f"{HEAD}<h2>{LEAD}</h2><h2><a href=/ferry>The ferry waits for spring</a></h2><p>Text.</p>",
        {"Quay": "headline", "The": "dek", "Text": "body"},
    )
    found = find_dek(page)
    assert found is not None
    assert found.value == LEAD


def test_of_several_the_declared_one_is_the_standfirst(labelled: Labelled) -> None:
    page = labelled(
        f'<meta name=description content="{LEAD}">{HEAD}<p>In partnership with the Tide Fund</p>'
        f"<p>1</p><p>2</p><p>3</p><p>{LEAD}</p><p>Text.</p>",
        {"Quay": "headline", "In partnership": "dek", "The harbour": "dek", "Text": "body"},
    )
    found = find_dek(page)
    assert found is not None
    assert found.value == LEAD


def test_an_unsure_label_within_the_story_is_no_standfirst(labelled: Labelled) -> None:
    page = labelled(
        f"{HEAD}<p>Text.</p><p>{LEAD}</p>", {"Quay": "headline", "Text": "body", LEAD: "dek"}
    )
    unsure = tuple(
        Label("dek", 0.4, "body", 0.3) if label.role == "dek" else label for label in page.labels
    )
    assert find_dek(page) is not None
    assert find_dek(type(page)(page.metadata, page.layout, unsure)) is None
