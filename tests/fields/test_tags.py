"""Topic tags of the article."""

from __future__ import annotations

from articlekit.fields.tags import find_tags
from tests.fields.conftest import Labelled


def test_shown_tags_count_before_declared_ones(labelled: Labelled) -> None:
    head = '<meta name=keywords content="ferry, island">'
    shown = labelled(head + "<ul><li><a href=/t>#Harbour</a></li></ul>", {"#Harbour": "tag"})
    tags = [find_tags(page) for page in (shown, labelled(head, {}))]
    assert [found and found.value for found in tags] == [("Harbour",), ("ferry", "island")]
