"""The entries of a live blog."""

from __future__ import annotations

from collections.abc import Iterator

from articlekit.article import Update
from articlekit.fields import Found
from articlekit.fields.dates import parse_date
from articlekit.jsonld import items_of, text_of
from articlekit.metadata import Metadata


def find_updates(metadata: Metadata) -> Found[tuple[Update, ...]] | None:
    """Return the entries that the page declares, in its order."""
    node = metadata.article or {}
    updates = tuple(_updates(node.get("liveBlogUpdate")))
    return Found(updates, "json-ld:liveBlogUpdate") if updates else None


def _updates(value: object) -> Iterator[Update]:
    for entry in items_of(value):
        if not isinstance(entry, dict):
            continue
        text = text_of(entry.get("articleBody")) or text_of(entry.get("text")) or ""
        title = text_of(entry.get("headline")) or text_of(entry.get("name"))
        stamp = text_of(entry.get("datePublished"))
        if text or title:
            yield Update(text, title, parse_date(stamp) if stamp else None)
