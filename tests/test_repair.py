"""Markup beyond the parser's limits keeps its text and stays parsable."""

from __future__ import annotations

import pytest
from lxml import etree

from articlekit.page import load
from articlekit.repair import flatten, limit_attributes

STORY = "<p>The ferry was late.</p><p>Nobody minded.</p>"


def texts(html: str, tag: str) -> list[str]:
    root = load(html).root
    assert root is not None
    return ["".join(element.itertext()) for element in root.iter(tag)]


@pytest.mark.parametrize("tag", ["div", "span", "font", "table", "ul", "section", "x-y", "svg"])
@pytest.mark.parametrize("closed", [True, False])
def test_text_below_thousands_of_open_elements_is_kept(tag: str, *, closed: bool) -> None:
    end = f"</{tag}>" * 5000 if closed else ""
    html = f"<html><body>{f'<{tag}>' * 5000}{STORY}{end}<p>After.</p></body></html>"
    assert texts(html, "p") == ["The ferry was late.", "Nobody minded.", "After."]


def test_blocks_below_the_limit_stay_apart_and_in_order() -> None:
    html = "<div>" * 3 + "one<div>two</div>three" + "</div>" * 3 + "four"
    assert flatten(html.encode(), 2) == (
        b"<div><div><div>one</div><div>two</div>three</div></div>four"
    )


def test_links_below_the_limit_are_kept() -> None:
    flat = flatten(b"<div><div><p>see <a href='/x'>this</a> now</p></div></div>", 0)
    assert flat == b"<p>see <a href='/x'>this</a> now</p>"


def test_scripts_and_comments_are_not_read_as_markup() -> None:
    html = b"<script>if (a<b) '<div><div>'</script><!-- <div> --><div>x</div>"
    assert flatten(html, 1) == b"<script>if (a<b) '<div><div>'</script><div>x</div>"


def test_end_tag_does_not_close_beyond_a_block() -> None:
    html = "<div>" * 2500 + "<b><div></b><p>in</p></div>out"
    assert texts(html, "p") == ["in"]


def test_flattened_pages_are_never_deep() -> None:
    hard = "<p><a href=x><b><div></b></p>" * 4000
    for depth in (400, 0):
        tree = etree.fromstring(flatten(hard.encode(), depth), etree.HTMLParser(huge_tree=True))
        deepest = max(sum(1 for _ in element.iterancestors()) for element in tree.iter("a"))
        assert deepest < 500


def test_attributes_beyond_reason_are_dropped_and_the_text_kept() -> None:
    many = " ".join(f"a{number}=1" for number in range(20_000))
    html = f"<html><body><p class=lead {many}>The ferry was late.</p>{STORY}</body></html>"
    root = load(html).root
    assert root is not None
    first = root.find(".//p")
    assert first is not None
    assert first.get("class") == "lead"
    assert len(first.attrib) == 500
    assert first.text == "The ferry was late."


def test_attributes_with_angle_brackets_in_them_are_counted_too() -> None:
    many = " ".join(f"a{number}='>'" for number in range(5_000))
    limited = limit_attributes(f"<p>x</p><p {many}>y</p>".encode())
    assert limited.count(b"='>'") == 500
    assert limited.endswith(b">y</p>")


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "word " * 20_000 + "</p><p>x</p>",
        "<script>" + "a < b; " * 20_000 + "</script><p>x</p>",
        "<style>" + ".a > .b {} " * 20_000 + "</style><p>x</p>",
        "<img src='data:image/png;base64," + "QUJD" * 20_000 + "'><p>x</p>",
        "<" * 20_000,
        "<!-- " + "x " * 20_000,
    ],
)
def test_long_stretches_without_tags_are_left_alone(html: str) -> None:
    assert limit_attributes(html.encode()) == html.encode()
