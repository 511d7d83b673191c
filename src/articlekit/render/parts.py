"""What every readable format shares: which parts an article is read in, and in what order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from articlekit.article import Article, Embed, Figure, List, ListItem, Video
from articlekit.render.inline import clean_line

DEEPEST_LIST = 6
"""How many levels a list keeps. Deeper items join the last one: parsers of Markdown give up
beyond ten, and readers long before."""


def byline(article: Article) -> str:
    """Return the author line as printed, or else the names; empty where there are neither."""
    return clean_line(article.byline or ", ".join(author.name for author in article.authors))


def moment(value: datetime) -> str:
    """Return a time to read, in its own zone; the date alone where the page gave only a date.

    >>> from datetime import timedelta, timezone
    >>> moment(datetime(2024, 5, 3, 14, 30, tzinfo=timezone(timedelta(hours=2))))
    '2024-05-03 14:30 UTC+02:00'
    >>> moment(datetime(2024, 5, 3))
    '2024-05-03'
    """
    if value.tzinfo is None and value.time() == time():
        return value.date().isoformat()
    zone = clean_line(value.tzname())
    return f"{value.replace(tzinfo=None).isoformat(' ', 'minutes')} {zone}".rstrip()


def address(article: Article) -> str | None:
    """Return the address to cite, safe or not: the canonical one where there is one."""
    return article.canonical_url or article.url


def lead_figure(article: Article) -> Figure | None:
    """Return the figure to show above the body: the lead image's, unless the body shows it."""
    image = article.lead_image
    if image is None or image.url in {f.image.url for f in _body_figures(article) if f.image}:
        return None
    for figure in article.figures:
        if figure.image is not None and figure.image.url == image.url:
            return figure
    return Figure(image)


def other_figures(article: Article) -> tuple[Figure, ...]:
    """Return the figures that neither the body nor `lead_figure` shows, each once."""
    lead = lead_figure(article)
    shown = {*_body_figures(article), lead}
    images = {figure.image.url for figure in shown if figure and figure.image}
    return tuple(
        figure
        for figure in dict.fromkeys(article.figures)
        if figure not in shown and not (figure.image and figure.image.url in images)
    )


def other_videos(article: Article) -> tuple[Video, ...]:
    """Return the videos that the body does not embed."""
    embedded = {block.url for block in article.body if isinstance(block, Embed)}
    return tuple(video for video in article.videos if video.url not in embedded)


def nested(block: List) -> Iterator[tuple[int, ListItem]]:
    """Give the items that hold text with their depth: from 0, at most one deeper than the last.

    >>> items = (ListItem("a", level=1), ListItem(" "), ListItem("b", level=4), ListItem("c"))
    >>> [(depth, item.text) for depth, item in nested(List(items))]
    [(0, 'a'), (1, 'b'), (0, 'c')]
    """
    last = -1
    for item in block.items:
        if clean_line(item.text):
            last = max(0, min(item.level, last + 1, DEEPEST_LIST - 1))
            yield last, item


def _body_figures(article: Article) -> set[Figure]:
    return {block for block in article.body if isinstance(block, Figure)}
