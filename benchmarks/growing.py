"""Invented pages that grow in one dimension, to see how cost grows with them.

Each function of `DIMENSIONS` takes a size and returns a page of which only that one thing is as
large. The rest is a short article, so that every stage has something to do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Final

from articlekit.blocks import Block, Layout
from articlekit.label import Label
from articlekit.roles import Role

_WHO: Final = "pilot baker miller teacher warden joiner sailor".split()
_DID: Final = "counted carried mended sold painted weighed found lent moved washed signed".split()
_WHAT: Final = "crates lanterns ropes ledgers windows barrels stamps bridges maps".split()
_WHERE: Final = ("at the quay", "near the mill", "behind the school", "on the upper road", "here")
_NAMES: Final = "Anna Bert Clara David Edith Frank Greta Henry Irene Jonas".split()
_FAMILIES: Final = "Aldern Brisk Coldwell Dunmore Eskil Farrow Grantley Holm Ivers".split()
_BYLINE: Final = '<p class="byline">By <a rel="author" href="/a">Anna Aldern</a></p>'


def sentence(number: int) -> str:
    """Return an invented sentence.

    >>> sentence(3)
    'The teacher weighed 14 crates on the upper road, said witness 3.'
    """
    who, did, what = _WHO[number % 7], _DID[number * 9 % 11], _WHAT[number * 3 % 9 + number % 2 - 1]
    return f"The {who} {did} {number + 11} {what} {_WHERE[number % 5]}, said witness {number}."


def name(number: int) -> str:
    """Return an invented name; it takes two thousand before one comes again.

    >>> name(3), name(93)
    ('David A. Dunmore', 'David B. Dunmore')
    """
    initial = chr(ord("A") + number // 90 % 26)
    return f"{_NAMES[number % 10]} {initial}. {_FAMILIES[number % 9]}"


def paragraph(number: int) -> str:
    """Return an invented paragraph of two sentences in its element."""
    return f"<p>{sentence(number)} {sentence(number + 5)}</p>"


def page(
    *, head: str = "", top: str = "", story: str = "", below: str = "", byline: str = _BYLINE
) -> str:
    """Return a short article with markup added in its head, above, within and below the story."""
    usual = "".join(map(paragraph, range(6)))
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>Quay crates counted before rain - Example Gazette</title>{head}</head>"
        '<body><nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul></nav>'
        f'{top}<main><article class="story"><h1>Quay crates counted before rain</h1>{byline}'
        '<time datetime="2024-05-03T08:00:00Z">3 May 2024</time>'
        f'<div class="story-body">{usual}{story}</div></article></main>{below}'
        "<footer><p>Copyright Example Gazette</p></footer></body></html>"
    )


def _ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def _article(**properties: object) -> dict[str, object]:
    usual = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Quay crates"}
    return {**usual, "datePublished": "2024-05-03", **properties}


def _each(size: int, template: str) -> str:
    """Fill ``{i}``, ``{s}`` (a sentence) and ``{n}`` (a name) for every number below ``size``."""
    return "".join(template.format(i=i, s=sentence(i), n=name(i)) for i in range(size))


def _paragraphs(size: int) -> str:
    return page(story="".join(map(paragraph, range(size))))


def _long_paragraph(size: int) -> str:
    return page(story=f"<p>{' '.join(map(sentence, range(size)))}</p>")


def _long_word(size: int) -> str:
    return page(story=f"<p>{'quay' * 5 * size} end.</p>")


def _spaces(size: int) -> str:
    return page(story=f"<p>One{' ' * 20 * size}two.</p>", top=f"<p>{chr(160) * 20 * size}x</p>")


def _links_in_paragraph(size: int) -> str:
    return page(story=f"<p>{_each(size, 'word <a href=/s/{i}>{n} of {i}</a> ')}</p>")


def _marks(size: int) -> str:
    return page(story=f"<p>{_each(size, 'word <b>bold {i}</b> <i class=x{i}>soft</i> ')}</p>")


def _nested_marks(size: int) -> str:
    return page(story=f"<p>{'<b>word ' * size}{'</b>' * size}</p>")


def _empty_spans(size: int) -> str:
    return page(story=f"<p>word {'<span></span>' * size} end</p>")


def _breaks(size: int) -> str:
    return page(story=f"<p>{_each(size, '{s}<br>')}</p>")


def _depth(size: int) -> str:
    return page(story=f"{_each(size, '<div class=c{i}>{s}')}{'</div>' * size}")


_MORE_THAN_PARSED: Final = 2_100
"""Open elements beyond what the parser takes."""


def _too_deep(size: int) -> str:
    return page(story="<div>" * _MORE_THAN_PARSED + _each(6 * size, "<div>{i}"))


def _sections(size: int) -> str:
    return page(below=_each(size, "<section class=box><h2>{s}</h2><p>{s}</p></section>"))


def _teasers(size: int) -> str:
    item = "<li class=teaser><a href=/story/{i}>{s}</a></li>"
    return page(below=f"<aside><h2>Most read</h2><ul>{_each(size, item)}</ul></aside>")


def _related(size: int) -> str:
    return page(story=_each(size, "<p>Read more: <a href=/story/{i}>{s}</a></p>{s}"))


def _headings(size: int) -> str:
    return page(story=_each(size, "<h2>{s}</h2>"))


def _list_items(size: int) -> str:
    return page(story=f"<ul>{_each(size, '<li>{s}')}</ul>")


def _nested_lists(size: int) -> str:
    return page(story=_each(size, "<ul><li>{s}") + "</li></ul>" * size)


def _table_rows(size: int) -> str:
    return page(story=f"<table>{_each(size, '<tr><td>{i}<td>{n}<td>{s}')}</table>")


def _table_columns(size: int) -> str:
    row = _each(size, "<td>{i}")
    return page(story=f"<table><tr>{row}<tr>{row}</table>")


def _quotes(size: int) -> str:
    return page(story=_each(size, "<blockquote><p>{s}</p><cite>{n}</cite></blockquote>"))


def _figures(size: int) -> str:
    caption = "<figcaption>{s} Photo: {n}</figcaption>"
    return page(
        story=_each(size, f"<figure><img src=/i/quay{{i}}seen.jpg alt='{{s}}'>{caption}</figure>")
    )


def _bare_images(size: int) -> str:
    return page(story=_each(size, "<img src=/i/quay{i}seen.jpg width=600 height=400>"))


def _sources(size: int) -> str:
    inner = _each(size, "<source srcset='/i/{i}.webp {i}w' media='(min-width: {i}px)'>")
    return page(story=f"<picture>{inner}<img src=/i.jpg></picture>")


def _srcset(size: int) -> str:
    candidates = ", ".join(f"/i/quay{i}seen.jpg {i + 1}w" for i in range(size))
    return page(story=f'<figure><img src="/i.jpg" srcset="{candidates}"></figure>')


def _videos(size: int) -> str:
    return page(story=_each(size, "<iframe src='https://video.example/embed/{i}'></iframe>"))


def _attributes(size: int) -> str:
    return page(story=f"<p {_each(4 * size, 'data-a{i}=v{i} ')}>{sentence(1)}</p>")


def _attributed_tags(size: int) -> str:
    attributes = _each(40, "data-a{i}=v{i} ")
    return page(story=f"<p {attributes}>{sentence(1)}</p>" * size)


def _attribute_length(size: int) -> str:
    value = "part " * 10 * size
    return page(story=f'<p title="{value}" class="{value}" style="{value}">{sentence(1)}</p>')


def _class_names(size: int) -> str:
    return page(story=f"<div class='{_each(size, 'block-{i}__part ')}'><p>{sentence(1)}</p></div>")


def _meta_tags(size: int) -> str:
    tags = '<meta property="og:x{i}" content="{s}"><link rel=a{i} href=/{i}>'
    return page(head=_each(size, tags))


def _same_meta_tags(size: int) -> str:
    tags = '<meta property="article:tag" content="{n} {i}"><meta name="author" content="{n}">'
    return page(head=_each(size, tags))


_LONG_META: Final = ("description", "author", "keywords", "og:title")


def _meta_length(size: int) -> str:
    text = " ".join(map(sentence, range(size)))
    return page(head="".join(f'<meta name="{key}" content="{text}">' for key in _LONG_META))


def _title_length(size: int) -> str:
    return page(head=f"<title>{' - '.join(map(sentence, range(size)))}</title>")


def _jsonld_nodes(size: int) -> str:
    nodes = [_article(**{"@id": f"#{i}", "author": {"@id": f"#{i + 1}"}}) for i in range(size)]
    return page(head=_ld({"@graph": nodes}))


def _jsonld_text(size: int) -> str:
    return page(head=_ld(_article(articleBody=" ".join(map(sentence, range(size))))))


def _jsonld_authors(size: int) -> str:
    authors = [{"@type": "Person", "name": name(i), "url": f"/a/{i}"} for i in range(size)]
    return page(head=_ld(_article(author=authors)))


def _jsonld_depth(size: int) -> str:
    value: object = "x"
    for _ in range(min(size, 400)):  # Python's own limit is near
        value = {"@type": "Thing", "mainEntity": value}
    return page(head=_ld(value))


def _broken_jsonld(size: int) -> str:
    lines = _each(size, '"k{i}": "{s} "so" he said", // note\n')
    return page(head=f'<script type="application/ld+json">{{{lines}}}</script>')


def _scripts(size: int) -> str:
    return page(head=_ld(_article()) * size)


def _state(size: int) -> str:
    parts = [{"type": "paragraph", "content": sentence(i) * 2} for i in range(size)]
    state = json.dumps({"story": {"headline": "Quay crates", "elements": parts}})
    return f"<html><title>Quay crates</title><body><script>window.S = {state};</script></body>"


def _microdata(size: int) -> str:
    scope = "itemscope itemtype='https://schema.org/NewsArticle'"
    items = _each(size, "<span itemprop=author itemscope><i itemprop=name>{n}</i></span>")
    return page(top=f"<div {scope}><b itemprop=headline>Quay crates</b>{items}</div>")


def _nested_microdata(size: int) -> str:
    tag = "<div itemprop=author itemscope itemtype='https://schema.org/NewsArticle'>"
    return page(story=tag * size + sentence(1) + "</div>" * size)


def _authors_in_byline(size: int) -> str:
    names = ", ".join(map(name, range(size)))
    return page(byline=f'<p class="byline">By {names} and Clara Brisk</p>')


def _linked_authors(size: int) -> str:
    names = _each(3 * size, "<a rel=author href=/a/{i}>{n}</a>, ")
    return page(byline=f'<div class="byline">By {names}</div>')


def _bylines(size: int) -> str:
    return page(byline=_each(size, '<p class="byline">By {n}</p>'))


def _byline_length(size: int) -> str:
    return page(byline=f'<p class="byline">By {"Anna van " * 4 * size}Holm</p>')


def _bylines_that_go_on(size: int) -> str:
    return page(byline=_each(size, '<p class="byline">{n}</p>'))


def _bios(size: int) -> str:
    bio = '<div class="author-bio"><h4>{n}</h4><p>{n} is a reporter and covers {i}. {s}</p></div>'
    return page(below=_each(size, bio))


def _tags(size: int) -> str:
    return page(below=f'<ul class="tags">{_each(size, "<li><a rel=tag href=/t/{i}>{n}</a>")}</ul>')


def _comments(size: int) -> str:
    comment = '<li class="comment"><b>{n}</b><time>3 May 2024</time><p>{s}</p></li>'
    return page(below=f'<ol class="comments">{_each(size, comment)}</ol>')


def _dates(size: int) -> str:
    stamp = '<time datetime="2024-05-03">today</time>'
    line = f'<p class="date">Published 3 May 2024, 10:{{i:02}} - {stamp}</p>'
    return page(top=_each(size, line))


def _posts(size: int) -> str:
    stamp = '<time datetime="2024-05-03T08:{i:02}:00Z">8:{i}</time>'
    post = f'<article class="post">{stamp}<p>{{s}}</p></article>'
    head = _ld(_article(**{"@type": "LiveBlogPosting"}))
    return page(head=head, story=_each(size, post))


def _notes(size: int) -> str:
    return page(story=_each(size, "<p><em>Correction: {s}</em></p>"))


def _code(size: int) -> str:
    lines = "\n".join(f"line {i} = [{i}](x) `a` * _b_" for i in range(size))
    return page(story=f"<pre>{lines}</pre>")


def _signs(size: int) -> str:
    return page(story=f"<p>{'*[_`](<!&gt;#|~^ ' * 2 * size}</p>")


def _openings(size: int) -> str:
    return page(story=f"<p>{'([{' * 10 * size} end</p>")


def _entities(size: int) -> str:
    return page(story=f"<p>{'&amp;lt;b&amp;gt; &quot; &#8217; ' * size}</p>")


def _unclosed(size: int) -> str:
    return page(story=_each(size, "<font color=x><div><b>{s}"))


def _stray_ends(size: int) -> str:
    return page(story=_each(size, "</div></b></p></font>{s}"))


def _scripts_inside(size: int) -> str:
    return page(story=_each(size, "<script>var a{i} = 1;</script><svg><path d=M0></svg>"))


def _noscripts(size: int) -> str:
    return page(story=_each(size, "<noscript><img src=/n/{i}.jpg></noscript>"))


def _hidden(size: int) -> str:
    return page(story=_each(size, "<div style='display: none'><p>{s}</p></div>"))


def _lines(size: int) -> str:
    lines = "\n".join(map(sentence, range(size)))
    return f"Quay crates counted\n\nBy Anna Aldern\n3 May 2024\n\n{lines}\n"


DIMENSIONS: Final[Mapping[str, Callable[[int], str]]] = MappingProxyType(
    {
        function.__name__.strip("_").replace("_", " "): function
        for function in (
            _paragraphs, _long_paragraph, _long_word, _spaces, _links_in_paragraph, _marks,
            _nested_marks, _empty_spans, _breaks, _depth, _too_deep, _sections, _teasers, _related,
            _headings, _list_items, _nested_lists, _table_rows, _table_columns, _quotes, _figures,
            _bare_images, _sources, _srcset, _videos, _attributes, _attributed_tags,
            _attribute_length, _class_names, _meta_tags, _same_meta_tags, _meta_length,
            _title_length, _jsonld_nodes, _jsonld_text, _jsonld_authors, _jsonld_depth,
            _broken_jsonld, _scripts, _state, _microdata, _nested_microdata, _authors_in_byline,
            _linked_authors, _bylines, _bylines_that_go_on, _byline_length, _bios, _tags, _comments,
            _dates, _posts, _notes, _code, _signs, _openings, _entities, _unclosed, _stray_ends,
            _scripts_inside, _noscripts, _hidden, _lines,
        )
    }
)  # fmt: skip
"""What grows to the function that makes a page of it."""

_ROLES: Final[dict[str, Role]] = {
    "h1": "headline", "h2": "subhead", "h4": "bio", "li": "list", "td": "table", "cite": "quote",
    "blockquote": "quote", "figcaption": "caption", "footer": "other", "nav": "other",
    "aside": "recirc", "byline": "byline", "date": "date", "author-bio": "bio", "tags": "tag",
    "comments": "comment",
}  # fmt: skip
"""Roles by tag or class, the block's own before those around it."""


def labels_of(layout: Layout) -> tuple[Label, ...]:
    """Label the blocks of these pages by their markup.

    A trained labeller may change its mind as a page grows, so that a stage after it gets another
    task rather than a larger one. None of the labels is sure: every later stage has to look twice.
    """
    return tuple(_label(layout, block) for block in layout.blocks)


def _label(layout: Layout, block: Block) -> Label:
    role: Role = "related" if block.text.startswith("Read more") else "body"
    for index in islice(layout.ancestors(block.node), 4):
        node = layout.nodes[index]
        names = (name for name in (node.words, node.tag) if name in _ROLES)
        found = next(names, None)
        if found:
            role = _ROLES[found]
            break
    return Label(role, 0.5, "other" if role == "body" else "body", 0.3)
