"""Assembling: labelled blocks and metadata become an `Article`, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from articlekit.article import Article, BodyBlock, block_text
from articlekit.fields import Found, SourcedText
from articlekit.fields.access import find_free_access
from articlekit.fields.author_cards import add_cards
from articlekit.fields.authors import find_authors, parted, with_details
from articlekit.fields.bios import attach_bios, bio_source
from articlekit.fields.body import find_body
from articlekit.fields.byline import find_byline
from articlekit.fields.dates import find_modified, find_published
from articlekit.fields.declared import Declared, find_declared_story
from articlekit.fields.dek import find_dek, find_key_points
from articlekit.fields.evidence import Evidence
from articlekit.fields.figures import find_figures
from articlekit.fields.headline import find_alt_headline, find_head
from articlekit.fields.language import find_language
from articlekit.fields.lead_image import find_lead_image
from articlekit.fields.lines import byline_lines, date_lines, likely_bylines, likely_date_lines
from articlekit.fields.notes import find_notes
from articlekit.fields.related import find_related_links
from articlekit.fields.section import find_breadcrumbs, find_section
from articlekit.fields.tags import find_tags
from articlekit.fields.updates import find_updates
from articlekit.fields.urls import find_canonical_url, find_site_name
from articlekit.fields.verdict import find_confidence, is_truncated
from articlekit.page import Document

_LIKELY: Final = 0.5
_LIKELY_LINES: Final = 5


def assemble(document: Document, evidence: Evidence) -> Article:
    """Fill every field that the page has."""
    metadata = evidence.metadata
    figures = find_figures(evidence)
    shown = find_body(evidence, figures.flow)
    declared = find_declared_story(document.root, metadata, shown)
    body = declared.body if declared else _shown_body(evidence, shown)
    site_name = find_site_name(metadata)
    language = find_language(metadata, _sample(body))
    headline, kicker = find_head(evidence, _value(site_name))
    breadcrumbs = find_breadcrumbs(evidence)
    authors = _find_authors(evidence, _value(site_name), declared)
    free_access = find_free_access(metadata)
    date_texts = list(map(evidence.sourced, date_lines(evidence)))
    likely_dates = _sourced(evidence, likely_date_lines(evidence, _value(language)))
    answers: dict[str, Found[Any] | None] = {
        "canonical_url": find_canonical_url(metadata),
        "site_name": site_name,
        "language": language,
        "section": find_section(metadata, _value(breadcrumbs) or (), _value(headline)),
        "breadcrumbs": breadcrumbs,
        "kicker": kicker,
        "headline": headline,
        "alt_headline": find_alt_headline(metadata, _value(headline), _value(site_name)),
        "dek": find_dek(evidence),
        "key_points": find_key_points(evidence),
        "byline": find_byline(evidence, _value(authors) or ()),
        "authors": authors,
        "published": find_published(metadata, date_texts, _value(language), likely_dates),
        "modified": find_modified(metadata, date_texts, _value(language)),
        "body": body,
        "figures": Found(figures.figures, "blocks") if figures.figures else None,
        "lead_image": find_lead_image(metadata, figures.figures),
        "videos": Found(figures.videos, "media") if figures.videos else None,
        "related_links": find_related_links(evidence),
        "notes": find_notes(evidence, _value(authors) or ()),
        "tags": find_tags(evidence),
        "updates": find_updates(evidence),
        "free_access": free_access,
    }
    filled = _filled(answers, declared)
    text = _value(body) or ()
    confidence = find_confidence(evidence, text, _value(headline))
    return Article(
        url=document.url,
        is_article=confidence >= _LIKELY,
        confidence=confidence,
        truncated=is_truncated(evidence, text, free_access=_value(free_access)),
        sources={name: found.source for name, found in filled.items()},
        **{name: found.value for name, found in filled.items()},
    )


def _value(found: Found[Any] | None) -> Any:  # noqa: ANN401 - whatever the field's type is
    return None if found is None else found.value


def _shown_body(
    evidence: Evidence, shown: tuple[BodyBlock, ...]
) -> Found[tuple[BodyBlock, ...]] | None:
    return Found(shown, evidence.body_source()) if shown else None


def _filled(
    answers: dict[str, Found[Any] | None], declared: Declared | None
) -> dict[str, Found[Any]]:
    """Leave out what the page has not, unless it comes with the story that it carries unseen."""
    rest = declared.answers if declared else {}
    found = {name: answer or rest.get(name) for name, answer in answers.items()}
    return {name: answer for name, answer in found.items() if answer is not None}


def _sample(body: Found[tuple[BodyBlock, ...]] | None) -> str:
    """Return the start of the story, to tell its language by."""
    return "\n".join(map(block_text, body.value[:8]))[:2000] if body else ""


def _sourced(evidence: Evidence, indices: Iterable[int]) -> Iterator[SourcedText]:
    """Yield the first few of the blocks that rules take for what no label found.

    They are looked for only when a field gets that far down its ladder.
    """
    return (evidence.sourced(index) for index in islice(indices, _LIKELY_LINES))


def _find_authors(
    evidence: Evidence, site_name: str | None, declared: Declared | None
) -> Found[Any] | None:
    """Return the authors with their bios and what their cards say."""
    bylines = list(map(evidence.sourced, byline_lines(evidence)))
    likely = _sourced(evidence, likely_bylines(evidence))
    found = find_authors(evidence.metadata, bylines, site_name, likely)
    people, desks = parted(_value(found) or (), evidence.metadata, site_name)
    signers = attach_bios(evidence, people, desks)
    if not signers:
        return None
    carried = _value(declared.answers.get("authors")) if declared else None
    authors = with_details(add_cards(evidence, signers), carried or ())
    return Found(authors, found.source if found else bio_source(evidence, signers[0]))
