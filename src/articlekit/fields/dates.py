"""When a story was published and when it was last changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articlekit.fields import Found, SourcedText
from articlekit.fields._dateparse import find_dates, is_plausible, parse_date
from articlekit.jsonld import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from articlekit.metadata import Metadata

__all__ = ["find_modified", "find_published", "parse_date"]

_PUBLISHED_METAS = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "rnews:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "bt:pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "dc.date.publication",
    "dc.date",
    "dc:date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publication-date",
    "publicationdate",
    "published",
    "published_date",
    "published_at",
    "article_date_original",
    "originalpublicationdate",
    "article.published",
    "article.created",
    "og:pubdate",
    "og:publish_date",
    "shareaholic:article_published_time",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "release_date",
    "date",
    "date.created",
    "datecreated",
    "ptime",
    "timestamp",
)
_MODIFIED_METAS = (
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "article:modified",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "dc.modified",
    "article.updated",
    "cxenseparse:recs:modifiedtime",
    "bt:moddate",
    "lastmod",
    "last-modified",
    "revised",
    "modified",
    "utime",
)
_UPDATED = re.compile(
    r"updat|modif|revis|actuali[sz]|aktuali|geänder|mis à jour|mise à jour|aggiornat|atualiz|"
    r"bijgewerkt|gewijzigd|обновлен|изменен|оновлен|güncel|diperbarui|uppdater|ändrad|opdater|"
    r"oppdater|päivitet|muokattu|frissít|ενημερ|تحديث|更新|수정|अपडेट|cập nhật|last edited",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"publi|veröffentl|erschien|erstell|gepost|posted|pubbl|opublik|опубл|yayın|diterbit|postat|"
    r"publicerad|udgivet|julkaistu|megjelent|created|first|δημοσ|نشر|发布|發佈|公開|掲載|입력|등록",
    re.IGNORECASE,
)
_PUBLISHED_NAME = re.compile(
    r"pub(?:lish(?:ed|ing)?|lication)?[-_.: ]?(?:date|time|at|on)(?![a-z])|"
    r"(?:date|time)[-_.: ]?(?:pub(?:lished|lication)?|issued|posted)(?![a-z])|"
    r"(?:posted|release|issue)[-_.]?(?:date|time|at|on)(?![a-z])"
)
_URL_DATE = re.compile(
    r"[/_\-.=](20\d{2}|199\d)(?:([/\-_.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])|"
    r"(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?!\d)"
)


def find_published(
    metadata: Metadata,
    date_texts: Sequence[SourcedText] = (),
    language: str | None = None,
    likely_texts: Iterable[SourcedText] = (),
) -> Found[datetime] | None:
    """Return when the story was published, never when it was changed.

    Args:
        metadata: What the page declares.
        date_texts: The visible date lines, in page order.
        language: BCP 47 tag of the page, for dates such as 3/4/2024.
        likely_texts: Lines that only look like date lines, the likeliest first.
    """
    declared = next(_declared(metadata, language), None)
    printed = next(_from_texts(date_texts, language, updated=False), None)
    dated = (text.source for text in date_texts if text.datetime_attr or _has_date(text.text))
    if declared and printed and printed.source == next(dated, None):
        # Moving a site or publishing a story again rewrites the declared date, not the printed one.
        # Only the first date line is trusted so far; later ones may belong to other stories.
        return printed if _precedes(printed.value, declared.value) else declared
    likely = _from_texts(likely_texts, language, updated=False)
    return declared or printed or next(likely, None) or next(_substitutes(metadata, language), None)


def _declared(metadata: Metadata, language: str | None) -> Iterator[Found[datetime]]:
    # The story's own node is written by the CMS from its database, with time and zone.
    yield from _from_nodes(metadata, ("datePublished",), language)
    # The same database through older vocabularies; the better known a name, the surer its meaning.
    yield from _from_metas(metadata, _PUBLISHED_METAS, language)
    # A web page's node is made when the page is, mostly with the story.
    yield from _from_page(metadata, "datePublished", language)
    # A name that nobody has listed, but that says what it is.
    named = sorted(name for name in metadata.meta if _PUBLISHED_NAME.search(name))
    yield from _from_metas(metadata, named, language)


def _substitutes(metadata: Metadata, language: str | None) -> Iterator[Found[datetime]]:
    # Made, uploaded: close to the publication, but not it.
    yield from _from_nodes(metadata, ("dateCreated", "uploadDate"), language)
    # A path with year, month and day is set at the first publication.
    yield from _from_url(metadata.url)
    yield from _from_url(metadata.links.get("canonical"))


def _has_date(text: str) -> bool:
    return next(find_dates(text), None) is not None


def _precedes(printed: datetime, declared: datetime) -> bool:
    """Tell whether a date is earlier by more than zones can explain.

    >>> from datetime import datetime
    >>> (
    ...     _precedes(datetime(2024, 3, 1), datetime(2024, 3, 2)),
    ...     _precedes(datetime(2023, 3, 1), datetime(2024, 3, 2)),
    ... )
    (False, True)
    """
    return (declared.date() - printed.date()).days > 1


def find_modified(
    metadata: Metadata,
    date_texts: Sequence[SourcedText] = (),
    language: str | None = None,
) -> Found[datetime] | None:
    """Return when the story was last changed, as the page says; arguments as `find_published`."""
    return next(_modified(metadata, date_texts, language), None)


def _modified(
    metadata: Metadata, date_texts: Sequence[SourcedText], language: str | None
) -> Iterator[Found[datetime]]:
    # As for the publication: database first, then what is printed.
    yield from _from_nodes(metadata, ("dateModified",), language)
    yield from _from_metas(metadata, _MODIFIED_METAS, language)
    yield from _from_page(metadata, "dateModified", language)
    yield from _from_texts(date_texts, language, updated=True)


def _from_nodes(
    metadata: Metadata, keys: tuple[str, ...], language: str | None
) -> Iterator[Found[datetime]]:
    for origin, node in (("json-ld", metadata.article), ("microdata", metadata.microdata)):
        for key in keys if node else ():
            date = parse_date(text_of((node or {}).get(key)) or "", language)
            if date:
                yield Found(date, f"{origin}:{key}")


def _from_page(metadata: Metadata, key: str, language: str | None) -> Iterator[Found[datetime]]:
    date = parse_date(text_of((metadata.page or {}).get(key)) or "", language)
    if date:
        yield Found(date, f"json-ld:WebPage.{key}")


def _from_metas(
    metadata: Metadata, names: Sequence[str], language: str | None
) -> Iterator[Found[datetime]]:
    for name in names:
        for content in metadata.meta.get(name, ()):
            date = parse_date(content, language)
            if date:
                yield Found(date, f"meta:{name}")


def _from_texts(
    texts: Iterable[SourcedText], language: str | None, *, updated: bool
) -> Iterator[Found[datetime]]:
    """Yield the dates of visible texts that are said to be of the wanted kind."""
    for text in texts:
        end = 0
        hits = list(find_dates(text.text, language))
        exact = parse_date(text.datetime_attr, language) if text.datetime_attr else None
        if exact and len(hits) <= 1 and _is_update(text.text) is updated:
            yield Found(exact, text.source)
            continue
        for hit in hits:
            label = text.text[end : hit.start]
            end = hit.end
            # A machine's time stamp beside a printed date is hidden from readers by a style sheet.
            hidden = len(hits) > 1 and "T" in text.text[hit.start : hit.end + 1]
            if not hidden and _is_update(label) is updated:
                yield Found(hit.value, text.source)


def _is_update(label: str) -> bool:
    """Tell whether the words before a date call it a change, not the publication.

    >>> _is_update("Last updated on"), _is_update("Published and updated"), _is_update("")
    (True, False, False)
    """
    return bool(_UPDATED.search(label)) and not _PUBLISHED.search(label)


def _from_url(url: str | None) -> Iterator[Found[datetime]]:
    """Yield the day in an address such as ``/2024/03/05/`` or ``-20240305``."""
    match = _URL_DATE.search(url) if url else None
    if match:
        month, day = match[3] or match[5], match[4] or match[6]
        date = parse_date(f"{match[1]}-{int(month):02}-{int(day):02}")
        if date and is_plausible(date):
            yield Found(date, "url")
