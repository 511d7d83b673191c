"""Grafted pages are pages: nested, in order, with a target for each block."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from lxml import etree

from articlekit.blocks import segment
from articlekit.features import Context, measure
from articlekit.roles import ROLES
from benchmarks.corpus import Record, SavedPage
from training.dataset import Example
from training.graft import cut_grafts, with_grafts

STORY = """
<body><nav><a href="/">Front</a></nav>
<article><h1>Crates counted</h1>
<p>The first paragraph is about forty crates on the quay.</p>
<p>The second paragraph is about the rain that fell later.</p>
<aside class="newsletter"><h3>Morning letter</h3><p>Sign up for our newsletter.</p></aside>
<p>The third paragraph ends the story of the crates.</p></article></body>
"""
ROLE_OF = {"Front": "other", "Crates counted": "headline"}


def example() -> Example:
    layout = segment(etree.fromstring(STORY, etree.HTMLParser()))
    roles = [
        "promo" if "letter" in block.text else ROLE_OF.get(block.text, "body")
        for block in layout.blocks
    ]
    allowed = np.zeros((len(roles), len(ROLES)), np.float32)
    allowed[np.arange(len(roles)), [ROLES.index(role) for role in roles]] = 1
    page = SavedPage(Path("story"), None, (Record("own", "story", {}),))
    features = measure(layout, Context())
    return Example(page, "site", layout, features, allowed, Context(), hand_labelled=True)


def test_a_graft_is_a_whole_element() -> None:
    (graft,) = cut_grafts([example()])
    assert [block.text for block in graft.blocks] == [
        "Morning letter",
        "Sign up for our newsletter.",
    ]
    assert graft.nodes[0].words == "newsletter"
    assert graft.nodes[0].parent == -1


def test_a_grafted_page_keeps_its_story_and_its_nesting() -> None:
    page = example()
    grown = with_grafts(page, cut_grafts([page]), np.random.default_rng(1))
    assert grown is not None
    body = [
        block.text
        for block, row in zip(grown.layout.blocks, grown.allowed, strict=True)
        if row[ROLES.index("body")]
    ]
    assert body == [b.text for b in page.layout.blocks if "paragraph" in b.text]
    assert len(grown.layout.blocks) > len(page.layout.blocks)
    nodes = grown.layout.nodes
    for index, block in enumerate(grown.layout.blocks):
        assert nodes[block.node].start <= index < nodes[block.node].end
    for index, node in enumerate(nodes[1:], 1):
        parent = nodes[node.parent]
        assert node.parent < index
        assert parent.start <= node.start <= node.end <= parent.end


def test_links_of_a_graft_stay_within_the_site_that_it_is_moved_to() -> None:
    page = example()
    html = STORY.replace(
        "Sign up",
        '<a href="https://www.gazette.example/letters">Sign</a> '
        '<a href="https://post.example/letters">up</a>',
    )
    layout = segment(etree.fromstring(html, etree.HTMLParser()))
    (graft,) = cut_grafts([replace(page, site="gazette.example", layout=layout)])
    urls = [mark.url for block in graft.blocks for mark in block.marks]
    assert urls == ["/letters", "https://post.example/letters"]
