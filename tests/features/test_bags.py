"""Hashed words: each block's own, those around it, those of its text and of the heading above."""

from __future__ import annotations

from lxml import etree

from articlekit.blocks import Layout, segment
from articlekit.features import CLASS_BAGS, TEXT_BAGS, Context, Features, measure
from articlekit.features.vocabulary import bucket


def features_of(html: str) -> Features:
    return measure(cut(html), Context())


def cut(html: str) -> Layout:
    return segment(etree.fromstring(f"<body>{html}</body>", etree.HTMLParser()))


def bags(features: Features, name: str) -> list[list[int]]:
    """Return the buckets of each block."""
    kinds = CLASS_BAGS if name in CLASS_BAGS else TEXT_BAGS
    of = features.classes if name in CLASS_BAGS else features.words
    buckets, sizes = of.of_blocks(kinds.index(name))
    ends = sizes.cumsum().tolist()
    starts = (sizes.cumsum() - sizes).tolist()
    return [buckets[start:end].tolist() for start, end in zip(starts, ends, strict=True)]


def hashed(*words: str) -> list[int]:
    return [bucket(word) for word in words]


def test_class_words_by_distance() -> None:
    features = features_of(
        '<div class="outer"><div class="far-out"><div class="grand"><div class="parentBox">'
        '<p class="own">x</p></div></div></div></div>'
    )
    assert bags(features, "own") == [hashed("own")]
    assert bags(features, "parent") == [hashed("parent", "box")]
    assert bags(features, "grandparent") == [hashed("grand")]
    assert bags(features, "far") == [hashed("far", "out", "outer")]


def test_only_the_nearest_of_the_far_words_are_kept() -> None:
    names = [f"{letter}{letter}x" for letter in "abcdefghijklmnopqrstuvwy"]
    html = "".join(f'<div class="{name}">' for name in names) + "<p>x</p>"
    (far,) = bags(features_of(html), "far")
    assert far == hashed(*names[-3:-19:-1])


def test_an_inline_element_around_the_whole_text_counts_as_the_block() -> None:
    html = '<p class="line"><a class="byline">Maja L</a></p><p class="line">By <a>Maja</a> L</p>'
    whole, part = bags(features_of(html), "own")
    assert whole == hashed("line", "byline", "inlinea")
    assert part == hashed("line")


def test_blocks_below_a_heading_have_its_words() -> None:
    html = "<p>Before</p><h3>Most read</h3><p>Ferry</p><p>See also:</p><p>Boat</p>"
    features = features_of(html)
    most_read, see_also = hashed("most", "read"), hashed("see", "also")
    assert bags(features, "text")[1] == most_read
    assert bags(features, "heading") == [[], [], most_read, most_read, see_also]


def test_a_kind_of_bag_can_be_emptied() -> None:
    features = features_of('<div class="box"><p class="own">x</p></div>')
    without = features._replace(classes=features.classes.without(CLASS_BAGS.index("own")))
    assert bags(without, "own") == [[]]
    assert bags(without, "parent") == hashed_rows("box")
    assert bags(features, "own") == hashed_rows("own")


def hashed_rows(*words: str) -> list[list[int]]:
    return [hashed(*words)]


def test_inline_elements_within_each_other_are_laid_out_once() -> None:
    sizes = []
    for depth in (20, 40):
        html = '<p class="own">' + "".join(f'<span class="c{"x" * n}">' for n in range(depth)) + "x"
        sizes.append(len(features_of(html).classes.buckets))
    assert sizes[1] <= 2 * sizes[0]
