"""schema.org values: a NewsArticle, or a LiveBlogPosting where the page is a live blog."""

from __future__ import annotations

import re
from collections.abc import Iterable

from articlekit.article import Article, Author, Figure, Image, Update, Video
from articlekit.render.inline import clean
from articlekit.render.parts import address
from articlekit.render.urls import safe_web_url

_CORRECTION = re.compile(
    r"\s*(?:corrections?|correcci[oó]n|corre[cç][aã]o|rectificatif|korrektur|rettifica|correctie)\b",
    re.IGNORECASE,
)


def to_jsonld(article: Article) -> dict[str, object]:
    """Return the article as a schema.org NewsArticle, or LiveBlogPosting where it has updates.

    Breadcrumbs and related links describe the page rather than the article, so they stand in
    ``mainEntityOfPage``, a WebPage. Addresses other than http and https are left out, as is
    everything that the article has no value for.
    """
    story = _node(
        "LiveBlogPosting" if article.updates else "NewsArticle",
        headline=_text(article.headline or article.alt_headline),
        alternativeHeadline=_text(article.alt_headline) if article.headline else None,
        description=_text(article.dek),
        articleSection=_text(article.section),
        author=_present(_person(author) for author in article.authors),
        datePublished=article.published and article.published.isoformat(),
        dateModified=article.modified and article.modified.isoformat(),
        inLanguage=_text(article.language),
        url=safe_web_url(address(article)),
        mainEntityOfPage=_page(article),
        publisher=_publisher(article.site_name),
        isAccessibleForFree=article.free_access,
        keywords=_texts(article.tags),
        image=_images(article),
        video=_present(_video(video) for video in article.videos),
        correction=_texts(note for note in article.notes if _CORRECTION.match(note)),
        articleBody=_text(article.text),
        liveBlogUpdate=_present(_posting(update) for update in article.updates),
    )
    return {"@context": "https://schema.org", **story}


def _node(kind: str, **properties: object) -> dict[str, object]:
    """Return a schema.org object without its empty properties.

    >>> _node("Person", name="Ann Lee", url=None, award=[])
    {'@type': 'Person', 'name': 'Ann Lee'}
    """
    given = {key: value for key, value in properties.items() if value or value is False}
    return {"@type": kind, **given}


def _text(value: str | None) -> str | None:
    return (clean(value).strip() or None) if value else None


def _texts(values: Iterable[str]) -> list[str]:
    return [text for text in map(_text, values) if text]


def _present(nodes: Iterable[dict[str, object] | None]) -> list[dict[str, object]]:
    """Return the objects that hold more than their type."""
    return [node for node in nodes if node and len(node) > 1]


def _person(author: Author) -> dict[str, object]:
    return _node(
        "Person",
        name=_text(author.name),
        jobTitle=_text(author.title),
        url=safe_web_url(author.url),
        image=safe_web_url(author.image),
        description=_text(author.bio),
    )


def _publisher(name: str | None) -> dict[str, object] | None:
    text = _text(name)
    return _node("Organization", name=text) if text else None


def _page(article: Article) -> dict[str, object] | None:
    steps = [step for step in article.breadcrumbs if _text(step.name)]
    trail = [
        _node("ListItem", position=place, name=_text(step.name), item=safe_web_url(step.url))
        for place, step in enumerate(steps, start=1)
    ]
    page = _node(
        "WebPage",
        **{"@id": safe_web_url(address(article))},
        breadcrumb=trail and _node("BreadcrumbList", itemListElement=trail),
        relatedLink=[
            url for url in (safe_web_url(link.url) for link in article.related_links) if url
        ],
    )
    return page if len(page) > 1 else None


def _images(article: Article) -> list[dict[str, object]]:
    """Return the lead image and the figures' images, each address once, with its caption."""
    figures = [figure for figure in article.figures if figure.image is not None]
    lead = article.lead_image
    leading = [f for f in figures if lead and f.image and f.image.url == lead.url]
    ordered = (*(leading or ([Figure(lead)] if lead else [])), *figures)
    found: dict[str, dict[str, object]] = {}
    for figure in ordered:
        url = safe_web_url(figure.image.url) if figure.image else None
        if url and figure.image and url not in found:
            found[url] = _image(url, figure.image, figure)
    return list(found.values())


def _image(url: str, image: Image, figure: Figure) -> dict[str, object]:
    return _node(
        "ImageObject",
        url=url,
        width=image.width,
        height=image.height,
        caption=_text(figure.caption),
        creditText=_text(figure.credit),
    )


def _video(video: Video) -> dict[str, object] | None:
    url = safe_web_url(video.url)
    if url is None:
        return None
    return _node(
        "VideoObject",
        name=_text(video.title),
        url=url,
        thumbnailUrl=safe_web_url(video.thumbnail),
    )


def _posting(update: Update) -> dict[str, object]:
    return _node(
        "BlogPosting",
        headline=_text(update.title),
        datePublished=update.published and update.published.isoformat(),
        articleBody=_text(update.text),
    )
