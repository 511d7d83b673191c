"""A readable HTML page, or its ``<article>`` element alone.

Every piece of text and every attribute is escaped, addresses pass `safe_url`, and the elements and
attributes are those written out in this module. Videos and embeds are links: an output loads
nothing but images. The page carries a content security policy that allows images and its own
style sheet, and nothing else.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from html import escape
from importlib import resources
from itertools import groupby

from articlekit.article import (
    Article,
    Author,
    BodyBlock,
    Cell,
    Code,
    Embed,
    Figure,
    Heading,
    Image,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Span,
    Table,
    Update,
    Video,
)
from articlekit.render.inline import Run, clean, clean_line, runs
from articlekit.render.parts import (
    address,
    byline,
    lead_figure,
    moment,
    nested,
    other_figures,
    other_videos,
)
from articlekit.render.urls import safe_url, safe_web_url

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,5}")
_CODE_LANGUAGE = re.compile(r"[A-Za-z0-9+#._-]{1,40}")
_RIGHT_TO_LEFT = frozenset(
    (
        "ar",
        "arc",
        "ckb",
        "dv",
        "fa",
        "he",
        "iw",
        "ks",
        "nqo",
        "pnb",
        "prs",
        "ps",
        "sd",
        "syr",
        "ug",
        "ur",
        "yi",
    )
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset(("adlm", "arab", "aran", "hebr", "nkoo", "syrc", "thaa"))
_LEFT_TO_RIGHT_SCRIPTS = frozenset(("cyrl", "deva", "latn"))
"""Scripts in which some language that is usually written from the right is also written."""


def to_html(article: Article, *, fragment: bool = False) -> str:
    """Return the article as HTML.

    Args:
        article: The article.
        fragment: Return only the ``<article>`` element, without style, for a page of your own.

    Returns:
        A whole document in UTF-8 that needs no other file and runs no script.
    """
    body = f"<article{_lang(article.language)}>\n{_article(article)}\n</article>\n"
    return body if fragment else _page(article, body)


def _page(article: Article, body: str) -> str:
    title = clean_line(article.headline or article.alt_headline or article.site_name)
    style = _style()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; img-src http: https:; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return f"""<!DOCTYPE html>
<html{_lang(article.language)}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{escape(title or "Untitled")}</title>
<style>{style}</style>
</head>
<body>
<main>
{body}</main>
</body>
</html>
"""


def _lang(language: str | None) -> str:
    """Return the attributes that say in which language and direction to read.

    >>> _lang("fa-IR"), _lang(None)
    (' lang="fa-IR" dir="rtl"', ' dir="auto"')
    """
    if language is None or not _LANGUAGE.fullmatch(language):
        return ' dir="auto"'
    return f' lang="{language}" dir="{_direction(language)}"'


def _direction(language: str) -> str:
    """Return the direction of a language, by its script where the tag names one.

    >>> _direction("he"), _direction("pa-Arab"), _direction("ks-Deva")
    ('rtl', 'rtl', 'ltr')
    """
    first, *others = language.lower().split("-")
    if _RIGHT_TO_LEFT_SCRIPTS.intersection(others):
        return "rtl"
    written_from_left = _LEFT_TO_RIGHT_SCRIPTS.intersection(others)
    return "rtl" if first in _RIGHT_TO_LEFT and not written_from_left else "ltr"


def _article(article: Article) -> str:
    lead = lead_figure(article)
    parts = (
        _header(article),
        _key_points(article.key_points),
        _figure(lead) if lead else "",
        *map(_block, article.body),
        *map(_update, article.updates),
        *map(_figure, other_figures(article)),
        *map(_video, other_videos(article)),
        _truncated(article),
        _related(article.related_links),
        _footer(article),
    )
    return _joined(parts)


def _joined(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)


# Elements


def _element(name: str, content: str, **attributes: str | None) -> str:
    """Return an element, or nothing where it would be empty.

    Args:
        name: The element's name.
        content: What stands in it, as HTML.
        attributes: Values to escape; ``class_`` stands for ``class``, other underscores for
            hyphens, None for no attribute.
    """
    return f"<{name}{_attributes(attributes)}>{content}</{name}>" if content else ""


def _attributes(attributes: dict[str, str | None]) -> str:
    """Return attributes ready to stand in a tag.

    >>> _attributes({"class_": "dek", "title": 'a "b"', "lang": None})
    ' class="dek" title="a &quot;b&quot;"'
    """
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(clean(value))}"'
        for name, value in attributes.items()
        if value is not None
    )


def _text(text: str | None) -> str:
    """Return text on one line, escaped."""
    return escape(clean_line(text))


def _prose(text: str) -> str:
    """Return text of one or more paragraphs, split at its blank lines."""
    return _joined(_element("p", _inline(part)) for part in clean(text).split("\n\n"))


def _anchor(content: str, url: str | None) -> str:
    """Return content linked to an address that is safe already; unlinked without one."""
    return _element("a", content, href=url, rel="noopener noreferrer") if url else content


def _time(value: datetime | None) -> str:
    """Return a time; it reads from the left in every language, as it is digits and a zone."""
    if value is None:
        return ""
    return _element("time", escape(moment(value)), datetime=value.isoformat(), dir="ltr")


def _inline(text: str, spans: Sequence[Span] = ()) -> str:
    """Return text with its marks; a newline is a line break."""
    marked = runs(text.strip(), spans) if not spans else runs(text, spans)
    return "".join(
        _anchor("".join(map(_marked, members)), link)
        for link, members in groupby(marked, lambda run: run.link)
    )


def _marked(run: Run) -> str:
    html = escape(run.text, quote=False).replace("\n", "<br>\n")
    if run.code:
        html = f"<code>{html}</code>"
    if run.emphasis:
        html = f"<em>{html}</em>"
    if run.strong:
        html = f"<strong>{html}</strong>"
    return html


# Header


def _header(article: Article) -> str:
    parts = (
        _breadcrumbs(article),
        _element("p", _text(article.kicker), class_="kicker"),
        _element("h1", _text(article.headline)),
        _element("p", _text(article.dek), class_="dek"),
        _element("p", _byline(article), class_="byline"),
        _element("p", _dates(article), class_="dates"),
        _element(
            "p",
            _anchor(_text(article.site_name), safe_web_url(address(article))),
            class_="source",
        ),
    )
    content = _joined(parts)
    return f"<header>\n{content}\n</header>" if content else ""


def _breadcrumbs(article: Article) -> str:
    steps = (
        _element("li", _anchor(_text(step.name), safe_web_url(step.url)))
        for step in article.breadcrumbs
    )
    trail = _element("ol", "".join(steps))
    return _element("nav", trail, class_="breadcrumbs", aria_label="Breadcrumb")


def _byline(article: Article) -> str:
    if article.byline:
        return _text(byline(article))
    return ", ".join(_name(author) for author in article.authors if clean_line(author.name))


def _name(author: Author) -> str:
    return _anchor(_text(author.name), safe_web_url(author.url))


def _dates(article: Article) -> str:
    published, modified = article.published, article.modified
    updated = _time(modified) if modified != published else ""
    parts = (_time(published), f'<span lang="en">Updated</span> {updated}' if updated else "")
    return " · ".join(part for part in parts if part)


def _key_points(points: Sequence[str]) -> str:
    items = _joined(_element("li", _text(point)) for point in points)
    return _element("ul", items, class_="key-points")


# Body


def _block(block: BodyBlock) -> str:  # noqa: PLR0911 - one line for each type of block
    match block:
        case Paragraph(text, spans):
            return _element("p", _inline(text, spans))
        case Heading(text, level, spans):
            return _element(f"h{min(max(level, 2), 6)}", _inline(text, spans))
        case Quote(text, spans):
            content = _element("p", _inline(text, spans))
            return _element("blockquote", content)
        case List():
            return _list(block)
        case Table(rows):
            return _table(rows)
        case Code():
            return _code(block)
        case Figure():
            return _figure(block)
        case Embed(url, title):
            return _outside(title, safe_url(url))


def _list(block: List) -> str:
    name = "ol" if block.ordered else "ul"
    html: list[str] = []
    deepest = -1
    for depth, item in nested(block):
        html.append(_list_step(name, deepest, depth) + _item(item))
        deepest = depth
    closing = f"</li>\n</{name}>" * (deepest + 1)
    return "".join(html) + closing


def _list_step(name: str, last: int, depth: int) -> str:
    """Return the tags between an item and the next, which opens or closes lists."""
    if depth > last:
        return f"{'' if last < 0 else chr(10)}<{name}>\n"
    return "</li>\n" + f"</{name}></li>\n" * (last - depth)


def _item(item: ListItem) -> str:
    return f"<li>{_inline(item.text, item.spans)}"


def _table(rows: Sequence[Sequence[Cell]]) -> str:
    filled = [row for row in rows if row]
    heads = 0
    while heads < len(filled) and all(cell.header for cell in filled[heads]):
        heads += 1
    head = _joined(_row(row, "col") for row in filled[:heads])
    body = _joined(_row(row, "row") for row in filled[heads:])
    parts = (_element("thead", head), _element("tbody", body))
    table = _element("table", _joined(parts))
    return _element("div", table, class_="table", role="group", aria_label="Table", tabindex="0")


def _row(row: Sequence[Cell], scope: str) -> str:
    return f"<tr>{''.join(_cell(cell, scope) for cell in row)}</tr>"


def _cell(cell: Cell, scope: str) -> str:
    content = _inline(cell.text, cell.spans)
    return f'<th scope="{scope}">{content}</th>' if cell.header else f"<td>{content}</td>"


def _code(block: Code) -> str:
    text = escape(clean(block.text).strip("\n"), quote=False)
    known = _CODE_LANGUAGE.fullmatch(block.language or "")
    code = _element("code", text, class_=f"language-{known.group()}" if known else None)
    return _element("pre", code, tabindex="0")


def _figure(figure: Figure) -> str:
    parts = (
        _element("span", _text(figure.caption), class_="caption"),
        _element("span", _text(figure.credit), class_="credit"),
    )
    told = _element("figcaption", " ".join(part for part in parts if part))
    return _element("figure", _joined((_picture(figure.image), told)))


def _picture(image: Image | None) -> str:
    url = safe_web_url(image.url) if image else None
    if image is None or url is None:
        return ""
    attributes = {
        "src": url,
        "alt": clean_line(image.alt),
        "width": _pixels(image.width),
        "height": _pixels(image.height),
        "loading": "lazy",
        "referrerpolicy": "no-referrer",
    }
    return f"<img{_attributes(attributes)}>"


def _pixels(size: int | None) -> str | None:
    return str(size) if size is not None and size > 0 else None


def _video(video: Video) -> str:
    return _outside(video.title, safe_web_url(video.url))


def _outside(title: str | None, url: str | None) -> str:
    """Return a link to something shown from elsewhere, in place of the thing itself."""
    label = _text(title) or escape(url or "")
    return _element("p", _anchor(label, url), class_="embed")


def _update(update: Update) -> str:
    parts = (
        _element("h2", _text(update.title)),
        _element("p", _time(update.published), class_="dates"),
        _prose(update.text),
    )
    content = _joined(parts)
    return f'<section class="update">\n{content}\n</section>' if content else ""


# Ending


def _truncated(article: Article) -> str:
    if not article.truncated:
        return ""
    return '<p class="truncated" lang="en">The page holds only the start of this article.</p>'


def _related(links: Sequence[Link]) -> str:
    items = _joined(
        _element("li", _anchor(_text(link.title) or escape(url or ""), url))
        for link in links
        for url in (safe_url(link.url),)
    )
    if not items:
        return ""
    return f'<aside class="related">\n<h2 lang="en">Related</h2>\n<ul>\n{items}\n</ul>\n</aside>'


def _footer(article: Article) -> str:
    tags = _joined(_element("li", _text(tag)) for tag in article.tags)
    parts = (
        *(_element("p", _inline(note), class_="note") for note in article.notes),
        *map(_bio, article.authors),
        _element("ul", tags, class_="tags"),
    )
    content = _joined(parts)
    return f"<footer>\n{content}\n</footer>" if content else ""


def _bio(author: Author) -> str:
    if not author.bio:
        return ""
    portrait = _picture(Image(author.image, "")) if author.image else ""
    name = _joined((_element("b", _name(author)), _element("i", _text(author.title))))
    text = _joined((_element("p", name, class_="name"), _prose(author.bio)))
    return f'<section class="bio">\n{_joined((portrait, _element("div", text)))}\n</section>'


@lru_cache(maxsize=1)
def _style() -> str:
    return resources.files("articlekit.render").joinpath("page.css").read_text(encoding="utf-8")
