"""Reading a corpus into pages that a model can be trained on and judged by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from articlekit.blocks import Block, Layout, Node
from articlekit.features import Context, Features, measure, read_context
from articlekit.metadata import read_metadata
from articlekit.page import load
from articlekit.pipeline import cut
from articlekit.roles import ROLES
from benchmarks.corpus import Record, SavedPage, read_listings
from training import align
from training.align import Allowed

HAND_LABELLED = "roles"


@dataclass(slots=True)
class Example:
    """One page, measured, with what is known of its blocks' roles."""

    page: SavedPage
    site: str
    layout: Layout
    features: Features
    allowed: Allowed
    context: Context
    hand_labelled: bool

    @property
    def name(self) -> str:
        """The page's identifier, to report and to group by."""
        return self.page.records[0].id


def read_corpus(folder: Path) -> list[Example]:
    """Read every page of a corpus once, hand-labelled roles before partial answers."""
    examples = (_example(page) for page in read_listings(folder))
    return [example for example in examples if example is not None]


def _example(page: SavedPage) -> Example | None:
    document = load(page.read(), page.url)
    layout = cut(document)
    if not layout.blocks:
        return None
    context = read_context(read_metadata(document.root, document.url))
    records = {record.corpus: record for record in page.records}
    hand = records.pop(HAND_LABELLED, None)
    return Example(
        page=page,
        site=site_of(page.url or "", page.records[0].id),
        layout=layout,
        features=measure(layout, context),
        allowed=_targets(layout, hand, list(records.values())),
        context=context,
        hand_labelled=hand is not None,
    )


def _targets(layout: Layout, hand: Record | None, partial: Sequence[Record]) -> Allowed:
    texts = [block.text for block in layout.blocks]
    if hand is not None:
        return align.from_labels(texts, hand.blocks)
    gold = partial[0].gold
    if "body" not in gold:
        return align.from_snippets(texts, gold)
    allowed = align.from_body(texts, gold["body"], [gold.get("dek") or ""])
    for key, role in (("captions", "caption"), ("credits", "credit"), ("tags", "tag")):
        answers = gold.get(key) or ()
        align.mark_texts(allowed, texts, [a for a in answers if isinstance(a, str)], role)
    return allowed


_CHROME = 25
"""Blocks before and after the story that a copied page keeps at most."""
_COPIES = 1
"""Copies made of a page. Four of each taught more of plain text and cost the pages more."""
_SPACED_TAGS = frozenset("p h1 h2 h3 h4 h5 h6 figcaption blockquote figure div article".split())


def as_copied_text(example: Example, generator: np.random.Generator) -> Example | None:
    """Return a hand-labelled page as plain text, as a reader would copy it from a browser.

    Markup, metadata and the far ends of the page are gone; a random part of what stood around the
    story is left. None where that shows nothing.
    """
    told = example.allowed.argmax(1)
    story = np.flatnonzero(np.isin(told, [ROLES.index(r) for r in ("headline", "body", "subhead")]))
    first, last = (int(story[0]), int(story[-1])) if len(story) else (0, len(told) - 1)
    before, after = generator.integers(0, _CHROME, 2)
    rows = np.arange(max(0, first - int(before)), min(len(told), last + 1 + int(after)))
    nodes, all_blocks = example.layout.nodes, example.layout.blocks
    visible = [i for i in rows.tolist() if not nodes[all_blocks[i].node].hidden]
    if not visible:
        return None
    blocks = tuple(_copied(all_blocks[i]) for i in visible)
    root = Node(-1, "body", "", hidden=False, start=0, end=len(blocks))
    layout = Layout(blocks, (root,), ())
    return Example(
        example.page, example.site, layout, measure(layout, Context()),
        example.allowed[visible], Context(), hand_labelled=True,
    )  # fmt: skip


def _copied(block: Block) -> Block:
    bullet = "• " if block.tag == "li" and len(block.text) > 60 else ""
    return Block(bullet + block.text, "p", 0, 0 if block.tag in _SPACED_TAGS else 1, ())


def copied_texts(examples: Sequence[Example], seed: int) -> Iterator[Example]:
    """Yield the hand-labelled pages as copied text, each several times, cut off elsewhere."""
    generator = np.random.default_rng(seed)
    hand = [example for example in examples if example.hand_labelled]
    for example in hand * _COPIES:
        copy = as_copied_text(example, generator)
        if copy is not None:
            yield copy


def site_of(url: str, fallback: str) -> str:
    """Return what groups pages of one site: the host's last labels, or the page's own id.

    >>> site_of("https://news.example.co.uk/a", "x"), site_of("", "x")
    ('example.co.uk', 'x')
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    if len(labels) < 2:  # a placeholder such as "localhost"
        return fallback
    short = len(labels[-2]) <= 3 and len(labels) > 2
    return ".".join(labels[-3:] if short else labels[-2:])
