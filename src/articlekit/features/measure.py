"""The columns that describe a block, and the bags and ranges beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from articlekit.blocks import Block, Layout, Mark, segment_text
from articlekit.features import containers, likeness
from articlekit.features.containers import Container, Ints, NodeTable
from articlekit.features.context import Context
from articlekit.features.lexicon import CLASS_LEXICONS, TEXT_LEXICONS, class_mask, text_mask
from articlekit.features.text import (
    BAR,
    CLASSES,
    COLON,
    COMMA,
    DIGIT,
    LOWER,
    QUOTE,
    SIGN,
    STOP,
    UPPER,
    Floats,
    TextCounts,
    count_text,
    edge_classes,
)  # fmt: skip
from articlekit.features.vocabulary import class_buckets, text_buckets, tokens

BAGS: Final = ("own", "parent", "grandparent", "far", "text", "heading")
"""Bags of hashed words: class words of the block's element, of its parent and grandparent and of
the nodes further out; words of its text; words of the heading above it."""

_MAX_FAR: Final = 16


class Features(NamedTuple):
    """A page as a model reads it."""

    dense: Floats
    """(blocks, columns)"""
    bags: tuple[tuple[tuple[int, ...], ...], ...]
    """For each of `BAGS`, a tuple of buckets for each block."""
    ranges: Ints
    """(blocks, LEVELS, 2): see `containers.growing_ranges`."""


class _Page(NamedTuple):
    """What the columns are computed from."""

    layout: Layout
    context: Context
    texts: tuple[str, ...]
    words: tuple[list[str], ...]
    """Of a long text only the first and the last ones."""
    titles: Floats
    """(blocks, 3): see `likeness.overlap`."""
    ranges: Ints
    counts: TextCounts
    own: Ints
    table: NodeTable
    link_share: Floats
    scores: Floats
    containers: tuple[Container, ...]


Column = Callable[[_Page], NDArray[np.generic]]


def measure(layout: Layout, context: Context) -> Features:
    """Describe every block of a layout (which has at least one) in numbers."""
    page = _prepare(layout, context)
    dense = np.concatenate([_as_columns(column(page)) for column in _COLUMNS], axis=1)
    return Features(dense, _bags(page), page.ranges)


def _prepare(layout: Layout, context: Context) -> _Page:
    texts = tuple(block.text for block in layout.blocks)
    words = tuple(map(_edge_words, texts))
    titles = likeness.overlap(words, context.titles)
    counts = count_text(texts)
    own = np.fromiter((block.node for block in layout.blocks), np.int64, len(texts))
    table = containers.node_table(layout)
    link_share = np.minimum(_covered(layout.blocks, "a") / counts.length, 1)  # links may nest
    scores = containers.paragraph_scores(counts, link_share)
    guesses = containers.story_containers(scores, own, table)
    ranges = containers.growing_ranges(own, table)
    return _Page(
        layout, context, texts, words, titles, ranges, counts, own, table, link_share, scores,
        guesses,
    )  # fmt: skip


_WHOLE: Final = 600  # characters up to which all words of a text are read
_EDGE: Final = 120


def _edge_words(text: str) -> list[str]:
    if len(text) <= _WHOLE:
        return tokens(text)
    return tokens(text[:_EDGE]) + _PADDING + tokens(text[-_EDGE:])


_PADDING: Final = [""] * 200  # keeps a long text from being taken for a short one


def _as_columns(values: NDArray[np.generic]) -> Floats:
    return values.reshape(len(values), -1).astype(np.float32)


def _covered(blocks: Sequence[Block], *tags: str) -> Floats:
    """Return how many characters of each block lie under inline elements of these tags."""
    return np.fromiter(
        (
            sum(mark.end - mark.start for mark in block.marks if mark.tag in tags)
            if block.marks
            else 0
            for block in blocks
        ),
        np.float32,
        len(blocks),
    )


# --- text ---------------------------------------------------------------------------------


def text_length(page: _Page) -> NDArray[np.generic]:
    """Length in characters and words, as logarithms."""
    return np.stack((np.log1p(page.counts.length) / 6, np.log1p(page.counts.words) / 5), 1)


def length_class(page: _Page) -> NDArray[np.generic]:
    """Whether the text has at most 1, 3, 6, 12, 25, 50 words."""
    short: NDArray[np.bool_] = page.counts.words[:, None] <= np.array([1, 3, 6, 12, 25, 50])
    return short


def character_shares(page: _Page) -> NDArray[np.generic]:
    """Share of each class of character."""
    return page.counts.shares


def letter_case(page: _Page) -> NDArray[np.generic]:
    """Share of capitals among cased letters, and share of words that begin with one."""
    cased = page.counts.counts[:, UPPER] + page.counts.counts[:, LOWER]
    upper = page.counts.counts[:, UPPER]
    return np.stack((upper / np.maximum(cased, 1), np.minimum(upper / page.counts.words, 1)), 1)


def punctuation(page: _Page) -> NDArray[np.generic]:
    """Sentence ends, commas, quotes, colons, digits, bars and signs a word."""
    counts = page.counts.counts[:, [STOP, COMMA, QUOTE, COLON, DIGIT, BAR, SIGN]]
    rates: Floats = counts / page.counts.words[:, None]
    return np.minimum(rates, 1)


def edges(page: _Page) -> NDArray[np.generic]:
    """The class of the first and of the last character, one column a class."""
    first, last = edge_classes(page.texts)
    eye = np.eye(CLASSES, dtype=np.float32)
    return np.concatenate((eye[first], eye[last]), axis=1)


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLOCK = re.compile(r"(?<!\d)[012]?\d[:.h][0-5]\d(?!\d)")
_AGE = re.compile(r"^\d{1,2} \w{1,10}(?: \w{1,10})?$")


def date_likeness(page: _Page) -> NDArray[np.generic]:
    """Whether a short text holds a year, a time of day, or is an age such as "3 hours ago"."""
    rows = [
        (bool(_YEAR.search(text)), bool(_CLOCK.search(text)), bool(_AGE.match(text)))
        if len(text) < _EDGE and not text.isalpha()
        else (False, False, False)
        for text in page.texts
    ]
    return np.array(rows, np.float32)


# --- markup -------------------------------------------------------------------------------

_TAG_GROUPS: Final = (
    "p", "div", "li", "h1", "h2", "h3", "h4 h5 h6", "td", "th", "figcaption caption", "button",
    "blockquote", "dt dd", "label legend", "pre", "section article main", "header hgroup",
    "footer", "nav", "aside", "address", "figure", "summary details",
)  # fmt: skip
_TAG_COLUMN: Final = {t: i for i, group in enumerate(_TAG_GROUPS) for t in group.split()}
_AROUND: Final = (
    "article", "main", "aside", "nav", "header", "footer", "figure", "form", "ul", "ol", "table",
    "blockquote", "section", "dialog", "button", "details", "address", "figcaption", "li", "dl",
    "h1", "h2", "h3",
)  # fmt: skip


def own_tag(page: _Page) -> NDArray[np.generic]:
    """The block's element, one column a group of tags."""
    others = len(_TAG_GROUPS)
    eye = np.eye(others + 1, dtype=np.float32)
    return eye[[_TAG_COLUMN.get(block.tag, others) for block in page.layout.blocks]]


def around_tags(page: _Page) -> NDArray[np.generic]:
    """Which telling elements enclose the block."""
    bits: list[int] = []
    for node in page.layout.nodes:
        inherited = bits[node.parent] if node.parent >= 0 else 0
        bits.append(inherited | _AROUND_BIT.get(node.tag, 0))
    masks = np.asarray(bits, np.int64)[page.own]
    return (masks[:, None] >> np.arange(len(_AROUND))) & 1


_AROUND_BIT: Final = {tag: 1 << i for i, tag in enumerate(_AROUND)}


def hidden(page: _Page) -> NDArray[np.generic]:
    """Whether the page's own markup keeps the block out of sight."""
    nodes = page.layout.nodes
    return np.fromiter((nodes[n].hidden for n in page.own), np.float32, len(page.own))


def inline_shares(page: _Page) -> NDArray[np.generic]:
    """Share of the text under links, bold, italics, time and small print."""
    blocks, length = page.layout.blocks, page.counts.length
    shares = (
        page.link_share,
        _covered(blocks, "b", "strong") / length,
        _covered(blocks, "i", "em", "cite") / length,
        _covered(blocks, "time") / length,
        _covered(blocks, "small") / length,
    )
    return np.minimum(np.stack(shares, 1), 1)


def link_facts(page: _Page) -> NDArray[np.generic]:
    """Number of links (log), and whether a link opens or closes the text."""

    def facts(block: Block) -> tuple[int, bool, bool]:
        links = [mark for mark in block.marks if mark.tag == "a"]
        ends = len(block.text) - 1
        return (
            len(links),
            any(mark.start <= 1 for mark in links),
            any(mark.end >= ends for mark in links),
        )

    rows = np.array([facts(b) if b.marks else (0, False, False) for b in page.layout.blocks])
    return np.stack((np.log1p(rows[:, 0].astype(np.float32)), rows[:, 1], rows[:, 2]), 1)


def line_breaks(page: _Page) -> NDArray[np.generic]:
    """Whether one or two ``<br>`` part the block from the one before."""
    breaks = np.fromiter((b.breaks for b in page.layout.blocks), np.int64, len(page.own))
    parted: NDArray[np.bool_] = breaks[:, None] == np.array([1, 2])
    return parted


def depth(page: _Page) -> NDArray[np.generic]:
    """Depth of nesting among block-level elements."""
    return np.log1p(page.table.depth[page.own].astype(np.float32)) / 3


# --- place --------------------------------------------------------------------------------


def position(page: _Page) -> NDArray[np.generic]:
    """Place in the page, by blocks and by characters, and the log of both distances to the ends."""
    count = len(page.own)
    index = np.arange(count, dtype=np.float32)
    before = page.counts.length.cumsum() / page.counts.length.sum()
    return np.stack((index / count, before, np.log1p(index) / 6, np.log1p(count - index) / 6), 1)


def page_size(page: _Page) -> NDArray[np.generic]:
    """Blocks and story-like text of the whole page, the same for each block."""
    values = (np.log1p(len(page.own)) / 6, np.log1p(float(page.scores.sum())) / 4)
    return np.tile(np.array(values, np.float32), (len(page.own), 1))


def plain_text(page: _Page) -> NDArray[np.generic]:
    """Whether the page is plain text: it has no markup to tell of."""
    return np.full(len(page.own), len(page.layout.nodes) == 1, np.float32)


def heading_distance(page: _Page) -> NDArray[np.generic]:
    """Blocks since the last h1 and since the last heading of any kind (log; far if none)."""
    h1 = [block.tag == "h1" for block in page.layout.blocks]
    headings = [block.tag in _HEADINGS for block in page.layout.blocks]
    return np.stack((_since(h1), _since(headings)), 1)


_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FAR: Final = 500


def _since(flags: Iterable[bool] | NDArray[np.generic]) -> Floats:
    """Return the log distance back to the last block with the flag.

    >>> np.expm1(_since([False, True, False]) * 6).round().tolist()
    [500.0, 0.0, 1.0]
    """
    flagged = np.asarray(list(flags), bool)
    index = np.arange(len(flagged))
    last = np.maximum.accumulate(np.where(flagged, index, -_FAR))
    gap = np.where(last < 0, _FAR, index - last)
    return (np.log1p(gap) / 6).astype(np.float32)


_SAME_TITLE: Final = 0.8  # of the words; a section label or a quotation mark may differ


def title_distance(page: _Page) -> NDArray[np.generic]:
    """How far behind and before the block the best match of the declared title stands (log)."""
    match = page.titles[:, 0] >= _SAME_TITLE
    return np.stack((_since(match), _since(match[::-1])[::-1]), 1)


def repetition(page: _Page) -> NDArray[np.generic]:
    """How often the same text stands on the page, and how many siblings share tag and class."""
    texts = Counter(page.texts)
    nodes = page.layout.nodes
    kinds = [(nodes[n].parent, nodes[n].tag, nodes[n].words) for n in page.own.tolist()]
    shapes = [(kind[1:], nodes[kind[0]].words if kind[0] >= 0 else "") for kind in kinds]
    siblings, alike = Counter(kinds), Counter(shapes)
    rows = [
        (texts[text] - 1, siblings[kind] - 1, alike[shape] - 1)
        for text, kind, shape in zip(page.texts, kinds, shapes, strict=True)
    ]
    return np.log1p(np.array(rows, np.float32)) / 4


# --- containers ---------------------------------------------------------------------------


def container_place(page: _Page) -> NDArray[np.generic]:
    """For each guess at the story's container: inside it, before or after, how far, how deep."""
    index = np.arange(len(page.own))
    columns = []
    for box in page.containers:
        to_start, to_end = index - box.start, box.end - 1 - index
        columns += [
            (to_start >= 0) & (to_end >= 0),
            to_start < 0,
            to_end < 0,
            np.log1p(np.abs(to_start)) / 6,
            np.log1p(np.abs(to_end)) / 6,
            np.clip(page.table.depth[page.own] - box.depth, -4, 8) / 4,
        ]
    return np.stack([np.asarray(c, np.float32) for c in columns], 1)


def score_share(page: _Page) -> NDArray[np.generic]:
    """Own paragraph score, and the shares before and after the block of all scores."""
    total = max(float(page.scores.sum()), 1e-6)
    upto = page.scores.cumsum() / total
    return np.stack((page.scores, upto, 1 - upto), 1)


def surroundings(page: _Page) -> NDArray[np.generic]:
    """Share of links, words a block and paragraph score of the nodes around the block."""
    ranges = page.ranges
    words, linked = page.counts.words, page.link_share * page.counts.length
    columns = []
    for level in range(3):
        start, end = ranges[:, level, 0], ranges[:, level, 1]
        size = np.maximum(end - start, 1)
        length = _between(page.counts.length, start, end)
        columns += [
            _between(linked, start, end) / np.maximum(length, 1),
            np.log1p(_between(words, start, end) / size) / 4,
            _between(page.scores, start, end) / size,
            np.log1p(size) / 6,
        ]
    return np.stack(columns, 1)


def _between(values: Floats, start: Ints, end: Ints) -> Floats:
    totals = np.concatenate(([0.0], values.cumsum(dtype=np.float64)))
    return (totals[end] - totals[start]).astype(np.float32)


def text_lexicon(page: _Page) -> NDArray[np.generic]:
    """Which role-announcing words the text holds."""
    return _bits([text_mask(words) for words in page.words], len(TEXT_LEXICONS))


def heading_lexicon(page: _Page) -> NDArray[np.generic]:
    """Which role-announcing words the heading above holds."""
    masks: list[int] = []
    heading = 0
    for block, words in zip(page.layout.blocks, page.words, strict=True):
        masks.append(heading)
        if _is_heading(block):
            heading = text_mask(words)
    return _bits(masks, len(TEXT_LEXICONS))


def class_lexicon(page: _Page) -> NDArray[np.generic]:
    """Which role-announcing class names the block and the nodes around it have."""
    chains: list[tuple[int, int, int, int]] = []
    for node in page.layout.nodes:
        own, parent, grandparent, outer = chains[node.parent] if node.parent >= 0 else (0, 0, 0, 0)
        chains.append((class_mask(node.words), own, parent, grandparent | outer))
    rows = [
        (chains[b.node][0] | _mark_mask(b.marks, len(b.text)), *chains[b.node][1:])
        for b in page.layout.blocks
    ]
    columns = zip(*rows, strict=True)
    return np.concatenate([_bits(column, len(CLASS_LEXICONS)) for column in columns], axis=1)


def _mark_mask(marks: tuple[Mark, ...], length: int) -> int:
    mask = 0
    for mark in marks:
        if mark.words and 2 * (mark.end - mark.start) >= length:
            mask |= class_mask(mark.words)
    return mask


def _bits(masks: Sequence[int], count: int) -> NDArray[np.generic]:
    """Spread masks over columns: (blocks, count) of 0 and 1."""
    values = np.asarray(masks, np.int64)
    bits: NDArray[np.generic] = (values[:, None] >> np.arange(count)) & 1
    return bits


def media_distance(page: _Page) -> NDArray[np.generic]:
    """Blocks since the last image and to the next one (log), and whether one is close by."""
    count = len(page.own)
    standing = np.zeros(count + 1, np.float32)
    for item in page.layout.media:
        if item.kind != "embed":
            standing[min(item.at, count)] += 1
    before = _since(standing[:count] > 0)
    after = _since(standing[1:][::-1] > 0)[::-1]
    totals = np.concatenate(([0.0], standing.cumsum()))
    start, end = page.ranges[:, :2, 0], page.ranges[:, :2, 1]
    shared = (totals[end] - totals[start] > 0) & (end - start <= _SMALL)
    return np.concatenate((before[:, None], after[:, None], shared), axis=1)


_SMALL: Final = 8


def media_near(page: _Page) -> NDArray[np.generic]:
    """Whether an image, and a video or embed, stands just before the block or just after it."""
    count = len(page.own)
    flags = np.zeros((count + 2, 2), np.float32)
    for item in page.layout.media:
        flags[min(item.at, count), int(item.kind != "image")] = 1
    return np.concatenate((flags[:count], flags[1 : count + 1]), 1)


# --- metadata -----------------------------------------------------------------------------


def title_likeness(page: _Page) -> NDArray[np.generic]:
    """Likeness to the declared titles: equal words, and how much of the text is in the title."""
    return page.titles


def description_likeness(page: _Page) -> NDArray[np.generic]:
    """Likeness to the declared descriptions."""
    return likeness.overlap(page.words, page.context.descriptions)


def declared_body(page: _Page) -> NDArray[np.generic]:
    """Whether the text stands in JSON-LD ``articleBody``, and whether there is one."""
    return likeness.contained(page.texts, page.context.article_body)


def declared_names(page: _Page) -> NDArray[np.generic]:
    """Whether a short text holds a declared author, is a declared keyword or a declared caption."""
    return likeness.names(page.texts, page.context)


_COLUMNS: Final[tuple[Column, ...]] = (
    text_length, length_class, character_shares, letter_case, punctuation, edges, date_likeness,
    own_tag, around_tags, hidden, inline_shares, link_facts, line_breaks, depth,
    position, page_size, plain_text, heading_distance, title_distance, repetition,
    container_place, score_share, surroundings, media_near, media_distance,
    title_likeness, description_likeness, declared_body, declared_names,
    text_lexicon, heading_lexicon, class_lexicon,
)  # fmt: skip


class ColumnGroup(NamedTuple):
    """What one function contributes to `Features.dense`."""

    name: str
    description: str
    """The first line of the function's docstring."""
    columns: slice


@cache
def column_groups() -> tuple[ColumnGroup, ...]:
    """Name the columns of `Features.dense`, in their order.

    >>> [(group.name, group.columns) for group in column_groups()[:2]]
    [('text_length', slice(0, 2, None)), ('length_class', slice(2, 8, None))]
    """
    page = _prepare(segment_text("any"), Context())  # widths are the same for every page
    groups: list[ColumnGroup] = []
    start = 0
    for column in _COLUMNS:
        end = start + _as_columns(column(page)).shape[1]
        description = (column.__doc__ or column.__name__).partition("\n")[0]
        groups.append(ColumnGroup(column.__name__, description, slice(start, end)))
        start = end
    return tuple(groups)


# --- bags ---------------------------------------------------------------------------------


def _bags(page: _Page) -> tuple[tuple[Buckets, ...], ...]:
    """Return the buckets of every bag for every block."""
    chains = _class_chains(page.layout)
    blocks = page.layout.blocks
    own = tuple(
        chains[block.node][0] + _mark_buckets(block.marks, len(block.text)) for block in blocks
    )
    parent, grandparent, far = (
        tuple(chains[block.node][column] for block in blocks) for column in (1, 2, 3)
    )
    texts = tuple(map(text_buckets, page.words))
    return own, parent, grandparent, far, texts, tuple(_heading_bags(blocks, texts))


Buckets = tuple[int, ...]


def _class_chains(layout: Layout) -> list[tuple[Buckets, Buckets, Buckets, Buckets]]:
    """Return for each node its class words, its parent's, its grandparent's, and those above."""
    chains: list[tuple[Buckets, Buckets, Buckets, Buckets]] = []
    nothing: tuple[Buckets, Buckets, Buckets, Buckets] = ((), (), (), ())
    for node in layout.nodes:
        own, parent, grandparent, far = chains[node.parent] if node.parent >= 0 else nothing
        chains.append((class_buckets(node.words), own, parent, (grandparent + far)[:_MAX_FAR]))
    return chains


@lru_cache(maxsize=8192)
def _mark_words(tag: str, words: str) -> Buckets:
    return class_buckets(words + " inline" + tag)


def _mark_buckets(marks: tuple[Mark, ...], length: int) -> Buckets:
    """Return class words of the inline elements that hold most of the block's text."""
    if not marks:
        return ()
    found: Buckets = ()
    for mark in marks:
        if mark.end - mark.start >= 0.8 * length:
            found += _mark_words(mark.tag, mark.words)
    return found


_MAX_HEADING: Final = 60


def _heading_bags(blocks: Sequence[Block], texts: Sequence[Buckets]) -> Iterable[Buckets]:
    """Yield for each block the words of the last heading-like block before it."""
    heading: Buckets = ()
    for block, words in zip(blocks, texts, strict=True):
        yield heading
        if _is_heading(block):
            heading = words


def _is_heading(block: Block) -> bool:
    """Tell whether a short block heads what follows: a heading, bold, or ended by a colon."""
    if len(block.text) > _MAX_HEADING:
        return False
    if block.tag in _HEADINGS or block.text.endswith((":", "：")):
        return True
    return any(
        mark.tag in {"b", "strong"} and mark.end - mark.start == len(block.text)
        for mark in block.marks
    )
