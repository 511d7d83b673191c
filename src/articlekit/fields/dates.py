"""When a story was published and when it was last changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articlekit.fields import Found, SourcedText
from articlekit.fields._dateparse import find_dates, is_plausible, parse_date
from articlekit.fields._months import MONTHS
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
# Both are for texts in small letters, which is many times as fast as ignoring case.
_UPDATED = re.compile(
    r"updat|modif|revis|actuali[sz]|aktuali|geänder|änderung|überarbeit|mis à jour|mise à jour|"
    r"aggiornat|atualiz|last edited|last (?:changed|reviewed)|ultima modifica|laatst|"
    r"bijgewerkt|gewijzigd|обновлен|изменен|оновлен|güncel|diperbarui|uppdater|ändrad|opdater|"
    r"oppdater|päivitet|muokattu|frissít|ενημερ|تحديث|更新|수정|अपडेट|cập nhật"
)
_PUBLISHED = re.compile(
    r"publi|veröffentl|erschien|erstell|gepost|posted|pubbl|opublik|опубл|yayın|diterbit|postat|"
    r"publicerad|udgivet|julkaistu|megjelent|created|first|δημοσ|نشر|发布|發佈|公開|掲載|입력|등록"
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

_URL_NAMED_DATE = re.compile(r"/(20\d{2}|199\d)/([A-Za-z]{3,9})/(0?[1-9]|[12]\d|3[01])(?!\d)")


def find_published(
    metadata: Metadata,
    date_texts: Sequence[SourcedText] = (),
    language: str | None = None,
    likely_texts: Iterable[SourcedText] = (),
) -> Found[datetime] | None:
    """Return when the story was published, never when it was changed.

    Args:
        metadata: What the page declares.
        date_texts: The visible date lines, the nearest to the headline first.
        language: BCP 47 tag of the page, for dates such as 3/4/2024.
        likely_texts: Lines that only look like date lines, the likeliest first.
    """
    declared = next(_declared(metadata, language), None)
    printed = next(_from_texts(date_texts, language, updated=False), None)
    first = next(filter(_is_dated, date_texts), None)
    if declared and first:
        # Moving a site or publishing a story again rewrites the declared date, not the printed one.
        # Only the first date line is trusted so far; later ones may belong to other stories.
        trusted = printed if printed and printed.source == first.source else None
        changed = next(_modified(metadata, (), language), None) if trusted else None
        return trusted if trusted and _is_truer(trusted, declared, changed) else declared
    likely = next(_from_texts(likely_texts, language, updated=False), None)
    if declared:
        earlier = likely if likely and likely.value.date() < declared.value.date() else None
        changed = next(_modified(metadata, (), language), None) if earlier else None
        return earlier if earlier and _is_truer(earlier, declared, changed) else declared
    substitute = next(_substitutes(metadata, language), None)
    shown = printed or likely
    if shown and substitute and _is_turned(shown.value, substitute.value):
        return substitute  # 3/4/2024 on a page of 2024/04/03
    return shown or substitute


def _is_truer(
    printed: Found[datetime], declared: Found[datetime], changed: Found[datetime] | None
) -> bool:
    """Tell whether a printed date is another than the declared one, and not that of a change."""
    if changed and not _differ(printed.value, changed.value):
        return False  # printed without a word that says so
    return _differ(printed.value, declared.value) and not _is_turned(printed.value, declared.value)


def _is_turned(date: datetime, other: datetime) -> bool:
    """Tell whether two dates are one, its day and month read in the wrong order.

    >>> from datetime import datetime
    >>> _is_turned(datetime(2024, 10, 9), datetime(2024, 9, 10))
    True
    """
    return (date.year, date.month, date.day) == (other.year, other.day, other.month)


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


def _is_dated(text: SourcedText) -> bool:
    return bool(text.datetime_attr) or next(find_dates(text.text), None) is not None


def _differ(date: datetime, other: datetime) -> bool:
    """Tell whether two dates are further apart than zones can explain.

    >>> from datetime import datetime
    >>> (
    ...     _differ(datetime(2024, 3, 1), datetime(2024, 3, 2)),
    ...     _differ(datetime(2023, 3, 1), datetime(2024, 3, 2)),
    ... )
    (False, True)
    """
    return abs((date.date() - other.date()).days) > 1


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
    said = label.lower()
    return bool(_UPDATED.search(said)) and not _PUBLISHED.search(said)


def _from_url(url: str | None) -> Iterator[Found[datetime]]:
    """Yield the day in an address: ``/2024/03/05/``, ``/2024/mar/05/`` or ``-20240305``."""
    day = _day_in_url(url) if url else None
    date = parse_date(day) if day else None
    if date and is_plausible(date):
        yield Found(date, "url")


def _day_in_url(url: str) -> str | None:
    """Return the day in an address in the form of ISO 8601.

    >>> _day_in_url("https://news.example/2024/mar/5/storm"), _day_in_url("/2024/03/storm")
    ('2024-03-05', None)
    """
    if match := _URL_DATE.search(url):
        return f"{match[1]}-{int(match[3] or match[5]):02}-{int(match[4] or match[6]):02}"
    match = _URL_NAMED_DATE.search(url)
    month = MONTHS.get(match[2].lower()) if match else None
    return f"{match[1]}-{month:02}-{int(match[3]):02}" if match and month else None
