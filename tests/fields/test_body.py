"""How body blocks become paragraphs, lists, tables, quotes and code."""

from __future__ import annotations

from lxml import html

from articlekit.article import (
    BodyBlock,
    Cell,
    Code,
    Figure,
    Heading,
    Image,
    List,
    ListItem,
    Paragraph,
    Quote,
    Span,
    Table,
    block_text,
)
from articlekit.blocks import segment
from articlekit.fields.body import Placed, find_body
from articlekit.fields.evidence import Evidence
from articlekit.label import Label
from articlekit.metadata import Metadata
from articlekit.roles import Role
from tests.fields.conftest import Labelled


def body(page: str, *roles: Role, flow: tuple[Placed, ...] = ()) -> tuple[BodyBlock, ...]:
    """Return the body of a page with these roles for its blocks."""
    layout = segment(html.document_fromstring(page))
    assert len(layout.blocks) == len(roles), [block.text for block in layout.blocks]
    labels = tuple(Label(role, 1.0, "other", 0.0) for role in roles)
    return find_body(Evidence(Metadata(base_url="https://quay.example/"), layout, labels), flow)


def test_roles_decide_and_other_blocks_stay_out() -> None:
    page = "<h1>Head</h1><p>One</p><h3>Sub</h3><p>Buy</p><blockquote>Said</blockquote>"
    assert body(page, "headline", "body", "subhead", "promo", "quote") == (
        Paragraph("One"),
        Heading("Sub", 3),
        Quote("Said"),
    )


def test_subhead_without_heading_element_has_level_two() -> None:
    assert body("<p>Sub</p>", "subhead") == (Heading("Sub", 2),)


def test_one_line_break_stays_in_the_paragraph_and_two_part_it() -> None:
    assert body("<p>a<br>b<br><br>c</p>", "body", "body", "body") == (
        Paragraph("a\nb"),
        Paragraph("c"),
    )


def test_marks_move_with_their_line() -> None:
    page = '<p>First line<br><b>bold</b> and <a href="/x">link</a></p>'
    assert body(page, "body", "body") == (
        Paragraph(
            "First line\nbold and link",
            (Span(11, 15, "strong"), Span(20, 24, "link", "https://quay.example/x")),
        ),
    )


def test_links_that_lead_nowhere_are_no_links() -> None:
    assert body('<p><a href="javascript:x()">link</a></p>', "body") == (Paragraph("link"),)


def test_paragraphs_of_one_quotation_are_one_quote() -> None:
    page = "<blockquote><p>a</p><p>b</p></blockquote><blockquote><p>c</p></blockquote>"
    assert body(page, "quote", "quote", "quote") == (Quote("a\nb"), Quote("c"))


def test_nested_list_keeps_its_levels() -> None:
    page = "<ol><li>a<ul><li>b</li></ul></li><li>c<p>d</p></li></ol>"
    assert body(page, "list", "list", "list", "list") == (
        List((ListItem("a"), ListItem("b", level=1), ListItem("c\nd")), ordered=True),
    )


def test_lists_with_text_between_are_two() -> None:
    page = "<ul><li>a</li></ul><p>text</p><ul><li>b</li></ul>"
    assert body(page, "list", "body", "list") == (
        List((ListItem("a"),)),
        Paragraph("text"),
        List((ListItem("b"),)),
    )


def test_table_keeps_headers_and_empty_cells() -> None:
    page = (
        "<table><tr><th></th><th>Price</th></tr><tr><td>Kettle</td><td></td></tr>"
        "<tr><td>Pan</td><td><p>9</p><p>each</p></td></tr></table><table><tr><td>x</td></tr></table>"
    )
    assert body(page, *("table",) * 6) == (
        Table(
            (
                (Cell("", header=True), Cell("Price", header=True)),
                (Cell("Kettle"), Cell("")),
                (Cell("Pan"), Cell("9\neach")),
            )
        ),
        Table(((Cell("x"),),)),
    )


def test_table_without_rows_gives_a_row_for_each_line() -> None:
    assert body("<div><p>a</p><p>b</p></div>", "table", "table") == (
        Table(((Cell("a"),), (Cell("b"),))),
    )


def test_code_keeps_its_lines_and_language() -> None:
    page = '<pre><code class="hljs language-Python">if x:\n    y()\n</code></pre>'
    assert body(page, "body") == (Code("if x:\n    y()", "python"),)
    assert body('<div class="brush: css"><pre>a {}</pre></div>', "body") == (Code("a {}", "css"),)
    assert body("<pre>plain</pre>", "body") == (Code("plain"),)


def test_long_text_that_stands_twice_comes_once() -> None:
    text = "A sentence long enough to be no refrain of the story."
    page = f"<p>{text}</p><div class=phone><p>{text}</p></div><p>Yes.</p><p>Yes.</p>"
    assert body(page, *("body",) * 4) == (Paragraph(text), Paragraph("Yes."), Paragraph("Yes."))


def test_figure_stands_before_the_block_it_is_placed_at() -> None:
    figure = Figure(Image("https://quay.example/a.jpg"))
    page = "<p>a</p><p>b</p>"
    assert body(page, "body", "body", flow=(Placed(1, figure),)) == (
        Paragraph("a"),
        figure,
        Paragraph("b"),
    )


def test_page_without_story_has_no_body() -> None:
    assert body("<p>Menu</p>", "other") == ()


def test_a_text_repeated_side_by_side_stays(labelled: Labelled) -> None:
    chorus = "The tide comes in and the tide goes out, and the boats go with it."
    page = labelled(f"<div><p>{chorus}</p><p>{chorus}</p></div>", {"The tide": "body"})
    assert [block_text(block) for block in find_body(page, ())] == [chorus, chorus]


def test_a_copy_for_another_screen_size_goes(labelled: Labelled) -> None:
    text = "The tide comes in and the tide goes out, and the boats go with it."
    page = labelled(
        f"<div class=wide><p>{text}</p></div><div class=narrow><p>{text}</p></div>",
        {"The tide": "body"},
    )
    assert [block_text(block) for block in find_body(page, ())] == [text]


def test_a_line_break_after_a_paragraph_does_not_join_the_next_line_to_it() -> None:
    page = "<div><p>One</p><br>Two</div>"
    assert body(page, "body", "body") == (Paragraph("One"), Paragraph("Two"))


def test_two_lists_stay_two() -> None:
    lists = "<ul><li>Bread</li></ul><ul><li>Boats</li></ul>"
    assert body(lists, "list", "list") == (
        List((ListItem("Bread"),)),
        List((ListItem("Boats"),)),
    )
