"""Columns tell of a block what their names promise."""

from __future__ import annotations

import numpy as np
import pytest
from lxml import etree

from articlekit.blocks import Layout, segment, segment_text
from articlekit.features import Context, column_groups, measure
from articlekit.features.columns import _TAG_COLUMN
from articlekit.features.lexicon import CLASS_LEXICONS, TEXT_LEXICONS
from articlekit.features.links import TARGETS

NO_CONTEXT = Context()


def cut(html: str) -> Layout:
    return segment(etree.fromstring(f"<body>{html}</body>", etree.HTMLParser()))


def column(name: str, layout: Layout, context: Context = NO_CONTEXT) -> list[list[float]]:
    """Return what one function says of each block."""
    (group,) = [group for group in column_groups() if group.name == name]
    rows: list[list[float]] = measure(layout, context).dense[:, group.columns].tolist()
    return rows


def told(names: tuple[str, ...], row: list[float]) -> set[str]:
    return {name for name, value in zip(names, row, strict=True) if value}


def test_every_number_is_finite_on_the_smallest_page() -> None:
    features = measure(segment_text("-"), NO_CONTEXT)
    assert np.isfinite(features.dense).all()
    assert features.dense.dtype == np.float32
    assert features.dense.shape == (1, column_groups()[-1].columns.stop)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Posted in 2019", [1, 0, 0]),
        ("Today, 14:05", [0, 1, 0]),
        ("3 hours ago", [0, 0, 1]),
        ("Room 12019 is free", [0, 0, 0]),
        ("The year " + "was very long and " * 8 + "2019", [0, 0, 0]),
    ],
)
def test_dates_are_seen_in_short_texts(text: str, expected: list[float]) -> None:
    assert column("date_likeness", segment_text(text)) == [expected]


def test_edges_tell_the_first_and_the_last_character() -> None:
    quoted, asked = column("edges", segment_text("“Yes”\nWhy?"))
    width = len(quoted) // 2
    assert quoted[:width] == quoted[width:]
    assert asked[:width] != asked[width:]


def test_own_tag_knows_headings_and_has_a_place_for_the_unknown() -> None:
    heading, article = column("own_tag", cut("<h2>Ferry</h2><center>Boat</center>"))
    assert heading.index(1) == _TAG_COLUMN["h2"]
    assert article.index(1) == len(article) - 1


def test_tags_around_reach_all_the_way_down() -> None:
    outside, inside = column("around_tags", cut("<p>a</p><aside><div><p>b</p></div></aside>"))
    assert sum(outside) == 0
    assert sum(inside) == 1


def test_nested_inline_elements_cover_no_more_than_the_text() -> None:
    ((link, bold, *_),) = column("inline_shares", cut("<p>1234<b><a><b>5678</b></a></b></p>"))
    assert link == pytest.approx(0.5)
    assert bold == 1


def test_links_at_the_ends() -> None:
    rows = column(
        "link_facts",
        cut("<p><a>Read</a> the rest</p><p>The rest <a>is here</a></p><p>No <b>link</b></p>"),
    )
    assert [row[1:] for row in rows] == [[1, 0], [0, 1], [0, 0]]
    assert rows[0][0] > rows[2][0] == 0


def test_the_heading_above_speaks_until_the_next_one() -> None:
    layout = cut("<p>x</p><h3>Most read</h3><p>Ferry</p><p>Boat</p><p><b>Tags</b></p><p>sea</p>")
    rows = [told(TEXT_LEXICONS, row) for row in column("heading_lexicon", layout)]
    assert [("recirc" in row, "tag" in row) for row in rows] == [
        (False, False), (False, False), (True, False), (True, False), (True, False), (False, True),
    ]  # fmt: skip


def test_class_names_are_told_apart_by_how_far_out_they_stand() -> None:
    html = (
        '<div class="sidebar"><div><div class="share"><div class="tags"><p class="date">x</p>'
        "</div></div></div></div>"
    )
    (row,) = column("class_lexicon", cut(html))
    width = len(CLASS_LEXICONS)
    own, parent, grandparent, outer = (
        told(CLASS_LEXICONS, row[start : start + width]) for start in range(0, 4 * width, width)
    )
    assert (own, parent, grandparent, outer) == ({"date"}, {"tag"}, {"share"}, {"recirc"})


def test_an_inline_element_around_half_the_text_lends_its_class() -> None:
    rows = column(
        "class_lexicon",
        cut(
            '<p><span class="byline">Maja L</span> wrote</p><p>So <i class="byline">M</i> wrote</p>'
        ),
    )
    byline = CLASS_LEXICONS.index("byline")
    assert [row[byline] for row in rows] == [1, 0]


def test_repeated_texts_and_like_siblings_are_counted() -> None:
    layout = cut("<ul><li>More</li><li>More</li><li>Sea</li></ul><p>Alone</p>")
    more, _, sea, alone = column("repetition", layout)
    assert more[0] > sea[0] == alone[0] == 0
    assert more[1] == sea[1] > alone[1] == 0


def test_declared_titles_names_and_bodies_are_found_again() -> None:
    layout = segment_text(
        "Ferry runs again\n\nBy Maja Lund\n\nharbour\n\n" + "The sea is calm. " * 4
    )
    context = Context(
        titles=("Other words", "Ferry runs again"),
        descriptions=("The sea is calm.",),
        article_body="First. " + "The sea is calm. " * 9,
        authors=("Maja Lund",),
        keywords=("Harbour",),
    )
    assert [row[0] for row in column("title_likeness", layout, context)] == [1, 0, 0, 0]
    assert [row[0] for row in column("description_likeness", layout, context)] == [0, 0, 0, 1]
    assert [row[0] for row in column("declared_body", layout, context)] == [0, 0, 0, 1]
    names = column("declared_names", layout, context)
    assert [row[:3] for row in names] == [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 0]]


def test_a_declared_caption_is_found_by_its_beginning() -> None:
    layout = segment_text("The ferry leaves the old harbour on Monday. Photo: M. Lund")
    context = Context(
        captions=("Ferry", "The ferry leaves the old harbour on Monday. Photo: M. Lund")
    )
    assert column("declared_names", layout, context)[0][2] == 1


def test_the_container_of_the_story_is_found() -> None:
    story = "".join(f"<p>{'The ferry runs, as the town said. ' * 5}{n}</p>" for n in range(6))
    layout = cut(f"<ul><li>Home</li></ul><main>{story}</main><footer>Contact</footer>")
    inside = [row[0] for row in column("container_place", layout)]
    assert inside[0] == inside[-1] == 0
    assert sum(inside) >= 4


def link_rows(
    html: str, url: str = "https://example.org/news/a"
) -> list[tuple[set[str], set[str]]]:
    """Return what is said of the links that are most of each block, and of the others in it."""
    rows = column("link_targets", cut(html), Context(url=url))
    width = len(TARGETS)
    return [(told(TARGETS, row[:width]), told(TARGETS, row[width:])) for row in rows]


def test_links_tell_where_they_lead() -> None:
    whole, within = link_rows(
        '<p><a href="/tag/harbour">Harbour</a></p>'
        "<p>The whole story of <a href='https://example.net/the-ferry-is-back'>it</a> all</p>"
    )
    assert whole == ({"topic", "plain"}, set())
    assert within == (set(), {"away", "story"})


def test_words_of_a_headline_say_nothing_of_where_a_link_leads() -> None:
    ((most, _),) = link_rows('<p><a href="/2024/05/how-the-author-lost-a-podcast/">Ferry</a></p>')
    assert most == {"story"}


@pytest.mark.parametrize("url", ["https://www.example.org/b", "//news.example.org/b", "/b"])
def test_a_site_has_several_hosts(url: str) -> None:
    ((most, _),) = link_rows(f'<p><a href="{url}">More</a></p>')
    assert most == {"plain"}


def test_without_an_address_of_its_own_no_link_leads_away() -> None:
    page = cut('<p><a href="https://example.net/b">More</a></p>')
    (row,) = column("link_targets", page)
    assert told(TARGETS, row[: len(TARGETS)]) == {"plain"}


def test_teasers_are_known_by_two_links_to_one_story() -> None:
    page = cut(
        '<a href="/a"><img src="a.jpg"></a><h3><a href="/a">Ferry</a></h3>'
        '<p><a href="/a">It runs.</a></p><p><a href="/b">Boats</a></p><p>No link</p><p>None</p>'
    )
    rows = column("link_twins", page)
    assert rows == [[0, 1, 1], [1, 0, 1], [0, 0, 0], [0, 0, 0], [0, 0, 0]]


def test_a_caption_is_known_by_what_the_image_is_said_to_show() -> None:
    page = cut(
        '<img src="a.jpg" alt="The ferry  leaves the old harbour"><p>The ferry leaves the old '
        "harbour on Monday. Photo: M. Lund</p><p>The town waited for it a whole winter.</p>"
        "<p>a</p><p>b</p><p>Nobody knows why the ferry leaves.</p>"
    )
    rows = column("alt_likeness", page)
    assert [rows[0], rows[1], rows[4]] == [[1, 1], [0, 1], [0, 0]]


def test_the_name_of_the_site_is_known() -> None:
    page = segment_text("Read the Harbour Gazette every day\n\nThe ferry runs again")
    named, other = column("site_likeness", page, Context(site_names=("Harbour Gazette",)))
    assert named[2] == 1
    assert other == [0, 0, 0]


def test_plain_text_says_so() -> None:
    assert column("plain_text", segment_text("a\nb")) == [[1], [1]]
    assert column("plain_text", cut("<div><p>a</p></div>")) == [[0]]


STORY = "The ferry runs again, and the town that waited for it a whole winter is glad of it now."
LEAD = "Ten months without a boat have changed the island and all who live there for good."


def test_a_story_knows_its_kin_whatever_its_classes_are_called() -> None:
    page = cut(
        f'<div><p class="q7">{LEAD}</p><p class="zz">{STORY}</p><p class="zz">{STORY} Yes.</p>'
        f'<p class="q7x">Newsletter</p></div><ul><li class="zz">Menu</li></ul>'
    )
    lead, first, _, box, menu = column("kin_share", page)
    same_name, same_kind, same_parent = 0, 1, 2
    assert first[same_name] > lead[same_name] > box[same_name] == 0
    assert first[same_kind] > 0.5
    assert lead[same_parent] == first[same_parent] == pytest.approx(1)
    assert menu[same_name] == menu[same_parent] == 0


def test_the_nearest_paragraphs_are_told_apart_by_parent_and_name() -> None:
    page = cut(
        f'<div><p class="a">{STORY}</p><p class="b">More</p><p class="a">{STORY}</p></div>'
        f"<p>{STORY}</p>"
    )
    _, inside, _, outside = column("nearest_kin", page)
    same_parent, same_name, none_there = slice(0, 12, 3), slice(1, 12, 3), slice(2, 12, 3)
    assert inside[same_parent] == [1, 1, 1, 1]
    assert inside[same_name] == [0, 0, 0, 0]
    assert outside[same_parent] == [0, 0, 0, 0]
    assert outside[none_there] == [0, 1, 0, 1]


def test_paragraphs_are_counted_among_siblings() -> None:
    page = cut(f"<div><p>{LEAD}</p><h2>Boat</h2><p>{STORY}</p><p>{STORY}</p></div><p>{STORY}</p>")
    rows = [np.expm1(np.array(row) * 4).round() for row in column("place_among_siblings", page)]
    assert [row.tolist() for row in rows] == [[0, 2], [1, 2], [1, 1], [2, 0], [0, 0]]


def test_blocks_of_a_kind_have_equal_numbers() -> None:
    page = cut(
        '<div class="a"><p>1</p><p>2</p><p class="x">3</p></div><div class="a"><p>4</p></div>'
        '<div class="b"><p>5</p></div>'
    )
    kinds = measure(page, NO_CONTEXT).kinds.tolist()
    assert kinds[0] == kinds[1] == kinds[3]
    assert len({kinds[0], kinds[2], kinds[4]}) == 3
