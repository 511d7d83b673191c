"""The entries of a live blog."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from articlekit.article import Update, block_text
from articlekit.fields import Found
from articlekit.fields.dates import parse_date
from articlekit.fields.declared import read_paragraphs
from articlekit.fields.evidence import Evidence
from articlekit.jsonld import clean_text, items_of, text_of
from articlekit.roles import BODY_ROLES

_LEAST_ENTRIES: Final = 3
_LEAST_SHARE: Final = 0.5  # of the story's blocks; a story that merely shows a few times has less
_TITLE_TAGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})


def find_updates(evidence: Evidence) -> Found[tuple[Update, ...]] | None:
    """Return the entries that the page declares, in its order, else the timed ones it shows."""
    node = evidence.metadata.article or {}
    declared = tuple(_declared(node.get("liveBlogUpdate")))
    if declared:
        return Found(declared, "json-ld:liveBlogUpdate")
    entries = _entries(evidence)
    shown = tuple(_shown(evidence, entry) for entry in entries)
    return Found(shown, evidence.source(evidence.layout.nodes[entries[0]].start)) if shown else None


def _declared(value: object) -> Iterator[Update]:
    for entry in items_of(value):
        if not isinstance(entry, dict):
            continue
        text = _whole_text(entry.get("articleBody")) or _whole_text(entry.get("text"))
        title = text_of(entry.get("headline")) or text_of(entry.get("name"))
        stamp = text_of(entry.get("datePublished"))
        if text or title:
            yield Update(text, title, parse_date(stamp) if stamp else None)


def _whole_text(value: object) -> str:
    """Return a declared text, plain or in HTML, its paragraphs parted by a blank line."""
    if not isinstance(value, str):
        return text_of(value) or ""
    texts = (clean_text(block_text(block)) for block in read_paragraphs(value))
    return "\n\n".join(filter(None, texts))


def _entries(evidence: Evidence) -> list[int]:
    """Return the nodes of the timed entries that a live blog is made of.

    Entries are neighbours in one container, each with one time and some of the story.
    """
    layout = evidence.layout
    stamped = [i for i, b in enumerate(layout.blocks) for mark in b.marks if mark.datetime]
    timed = list(dict.fromkeys(stamped))
    if len(timed) < _LEAST_ENTRIES:
        return []
    nodes = dict.fromkeys(
        node for before, at, after in _with_neighbours(timed)
        if (node := _widest(evidence, at, before, after)) is not None
    )  # fmt: skip
    told = [node for node in nodes if _story_blocks(evidence, node)]
    parents = Counter(layout.nodes[node].parent for node in told)
    parent, count = max(parents.items(), key=lambda item: item[1], default=(-1, 0))
    entries = [node for node in told if layout.nodes[node].parent == parent]
    inside = sum(len(_story_blocks(evidence, node)) for node in entries)
    total = sum(label.role in BODY_ROLES for label in evidence.labels)
    return entries if count >= _LEAST_ENTRIES and inside >= _LEAST_SHARE * total else []


def _with_neighbours(timed: list[int]) -> Iterator[tuple[int, int, int]]:
    """Yield each index with those of the times before and after it."""
    ends = [-1, *timed, 1 << 30]
    for (before, at), (_, after) in zip(pairwise(ends[:-1]), pairwise(ends[1:]), strict=True):
        yield before, at, after


def _widest(evidence: Evidence, at: int, before: int, after: int) -> int | None:
    """Return the largest container around a time that holds no other time."""
    widest = None
    for node in evidence.layout.ancestors(evidence.block(at).node):
        start, end = evidence.layout.nodes[node].start, evidence.layout.nodes[node].end
        if start <= before or end > after:
            return widest
        widest = node
    return None  # the page's only time


def _story_blocks(evidence: Evidence, node: int) -> list[int]:
    start, end = evidence.layout.nodes[node].start, evidence.layout.nodes[node].end
    return [i for i in range(start, end) if evidence.labels[i].role in BODY_ROLES]


def _shown(evidence: Evidence, node: int) -> Update:
    indices = _story_blocks(evidence, node)
    start, end = evidence.layout.nodes[node].start, evidence.layout.nodes[node].end
    stamps = (m.datetime for b in evidence.layout.blocks[start:end] for m in b.marks if m.datetime)
    titled = evidence.block(indices[0]).tag in _TITLE_TAGS and len(indices) > 1
    title = evidence.block(indices[0]).text if titled else None
    texts = [evidence.block(i).text for i in indices[1 if titled else 0 :]]
    return Update("\n\n".join(texts), title, parse_date(next(stamps)))
