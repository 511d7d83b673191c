"""A page is cut into blocks as a reader sees them."""

from __future__ import annotations

import pytest
from lxml import etree

from articlekit.blocks import Layout, segment, segment_text


def cut(html: str) -> Layout:
    return segment(etree.fromstring(f"<body>{html}</body>", etree.HTMLParser()))


def texts(html: str) -> list[str]:
    return [block.text for block in cut(html).blocks]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>Two</p>", ["One", "Two"]),
        ("<div>lead <p>One</p> tail</div>", ["lead", "One", "tail"]),
        ("<p>One<br>Two<br><br>Three</p>", ["One", "Two", "Three"]),
        ("<p>a <b>bold</b>, <i>it</i>alic</p>", ["a bold, italic"]),
        ("<p>\n  much   white\n space </p>", ["much white space"]),
        ('<p><span class="drop">T</span>he <a href="/">end</a></p>', ["The end"]),
        ("<p><a href='/a'>Home</a><a href='/b'>News</a></p>", ["Home News"]),
        ("<p>soft\xadhyphen zero\u200bwidth</p>", ["softhyphen zerowidth"]),
        ("<script>var a</script><style>b{}</style><template>no</template><p>yes</p>", ["yes"]),
        ("<p>see <span hidden>nothing</span>this</p>", ["see this"]),
        ("<ruby>漢<rt>かん</rt></ruby>", ["漢"]),
        ("<button>Subscribe</button>to all", ["Subscribe", "to all"]),
        ("<pre>a\n  b</pre>", ["a\n  b"]),
        ("<p> &nbsp; </p><p></p>", []),
    ],
)
def test_texts(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


def test_kicker_and_headline_in_one_heading_are_two_blocks() -> None:
    html = '<h1><span class="kicker">Harbour</span><span class="title">Crates counted</span></h1>'
    blocks = cut(html).blocks
    assert [block.text for block in blocks] == ["Harbour", "Crates counted"]
    assert {block.tag for block in blocks} == {"h1"}


def test_breaks_say_how_lines_are_parted() -> None:
    assert [b.breaks for b in cut("<p>One<br>Two<br><br>Three</p><p>Four</p>").blocks] == [
        0,
        1,
        2,
        0,
    ]


def test_marks_cover_their_words() -> None:
    (block,) = cut('<p>He saw <a href="/x">the old ferry</a> <em>twice</em>.</p>').blocks
    marks = {block.text[m.start : m.end]: (m.tag, m.url) for m in block.marks}
    assert marks == {"the old ferry": ("a", "/x"), "twice": ("em", None)}


def test_a_link_around_blocks_marks_each_of_them() -> None:
    blocks = cut('<a href="/story"><h3>Title</h3><p>Teaser</p></a>').blocks
    assert [[mark.url for mark in block.marks] for block in blocks] == [["/story"], ["/story"]]


def test_hiding_is_inherited() -> None:
    layout = cut('<div style="display: none"><p>gone</p></div><p>here</p>')
    assert [layout.nodes[block.node].hidden for block in layout.blocks] == [True, False]


def test_nodes_enclose_their_blocks() -> None:
    layout = cut("<article><h1>A</h1><div><p>B</p><p>C</p></div></article><footer>D</footer>")
    for index, block in enumerate(layout.blocks):
        for node in layout.ancestors(block.node):
            assert layout.nodes[node].start <= index < layout.nodes[node].end


def test_media_stand_between_blocks() -> None:
    layout = cut('<p>One</p><picture><source srcset="b.webp"><img src="a.jpg"></picture><p>Two</p>')
    (image,) = layout.media
    assert (image.kind, image.at) == ("image", 1)
    assert ("source-srcset", "b.webp") in image.attributes


def test_an_image_for_readers_without_script_is_found() -> None:
    layout = cut('<noscript><img src="a.jpg"> Please enable scripts</noscript><p>One</p>')
    assert [media.kind for media in layout.media] == ["image"]
    assert [block.text for block in layout.blocks] == ["One"]


def test_omitted_head_and_body_tags_lose_nothing() -> None:
    html = "<title>T</title><nav><a href='/'>Front</a></nav><article><p>The story.</p></article>"
    layout = segment(etree.fromstring(html, etree.HTMLParser()))
    assert [block.text for block in layout.blocks] == ["Front", "The story."]


def test_comments_in_a_given_tree_part_no_text() -> None:
    root = etree.fromstring("<body><p>one <!-- no --> two</p></body>")
    assert [block.text for block in segment(root).blocks] == ["one two"]


def test_a_tree_is_read_and_not_written() -> None:
    root = etree.fromstring("<body><p>a<br/>b <b>c</b></p><!-- d --></body>")
    before = etree.tostring(root)
    segment(root)
    assert etree.tostring(root) == before


def test_plain_text_is_cut_at_lines() -> None:
    blocks = segment_text("Headline\n\nFirst  line\nsecond line\n \nLast").blocks
    assert [(b.text, b.breaks) for b in blocks] == [
        ("Headline", 0),
        ("First line", 0),
        ("second line", 1),
        ("Last", 0),
    ]
