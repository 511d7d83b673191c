"""Reading a corpus folder into pages that a model can be trained on and judged by."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from articlekit.blocks import Layout, segment, segment_text
from articlekit.features import Context, Features, measure, read_context
from articlekit.metadata import read_metadata
from articlekit.page import load
from training import align
from training.align import Allowed

HAND_LABELLED = "roles"


@dataclass(slots=True)
class Example:
    """One page, measured, with what is known of its blocks' roles."""

    id: str
    site: str
    corpus: str
    layout: Layout
    context: Context
    features: Features
    allowed: Allowed
    hand_labelled: bool


def read_corpus(folder: Path) -> list[Example]:
    """Read every page of a corpus once, hand-labelled roles before partial answers."""
    answers: dict[str, dict[str, Any]] = {}
    for listing in sorted(folder.glob("*.jsonl")):
        for record in map(json.loads, listing.read_text("utf-8").rstrip("\n").split("\n")):
            entry = answers.setdefault(record["html"], {"url": record["url"], "id": record["id"]})
            entry[listing.stem] = record
    examples = []
    for path, entry in sorted(answers.items()):
        example = _example(folder / path, entry)
        if example is not None:
            examples.append(example)
    return examples


def _example(path: Path, entry: dict[str, Any]) -> Example | None:
    document = load(gzip.decompress(path.read_bytes()), entry["url"])
    if document.root is None:
        return None
    layout = segment(document.root)
    if not layout.blocks:
        return None
    context = read_context(read_metadata(document.root, document.url))
    texts = [block.text for block in layout.blocks]
    hand = HAND_LABELLED in entry
    corpus = path.parent.name
    return Example(
        id=entry["id"],
        site=site_of(entry["url"] or "", entry["id"]),
        corpus=corpus,
        layout=layout,
        context=context,
        features=measure(layout, context),
        allowed=_targets(texts, entry, corpus),
        hand_labelled=hand,
    )


def _targets(texts: list[str], entry: dict[str, Any], corpus: str) -> Allowed:
    if HAND_LABELLED in entry:
        blocks = [(role, text) for role, text in entry[HAND_LABELLED]["blocks"]]
        return align.from_labels(texts, blocks)
    gold = entry[corpus]["gold"]
    if "body" not in gold:
        return align.from_snippets(texts, gold)
    allowed = align.from_body(texts, gold["body"], [gold.get("dek") or ""])
    for key, role in (("captions", "caption"), ("credits", "credit"), ("tags", "tag")):
        answers = gold.get(key) or ()
        align.mark_texts(allowed, texts, [a for a in answers if isinstance(a, str)], role)
    return allowed


def site_of(url: str, fallback: str) -> str:
    """Return what groups pages of one site: the host's last labels, or the page's own id.

    >>> site_of("https://news.example.co.uk/a", "x"), site_of("", "x")
    ('example.co.uk', 'x')
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    if len(labels) < 2:
        return fallback
    short = len(labels[-2]) <= 3 and len(labels) > 2
    return ".".join(labels[-3:] if short else labels[-2:])
