"""The columns that describe a block: one small function for what each of them tells.

Each takes a page and returns (blocks, width) of any numeric type.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from articlekit.blocks import Media
from articlekit.features import likeness
from articlekit.features.containers import between
from articlekit.features.kin import kin_share, nearest_kin, place_among_siblings
from articlekit.features.lexicon import CLASS_LEXICONS, TEXT_LEXICONS, class_mask
from articlekit.features.links import TARGETS, link_mask, place_of
from articlekit.features.reading import FAR, Reading
from articlekit.features.tables import Ints, Numbers, integers, joined_outwards
from articlekit.features.text import (
    BAR,
    CLASSES,
    COLON,
    COMMA,
    DIGIT,
    QUOTE,
    SIGN,
    STOP,
    Floats,
)  # fmt: skip
from articlekit.features.words import EDGE

Column = Callable[[Reading], Numbers]


# --- text ---------------------------------------------------------------------------------


def text_length(page: Reading) -> Numbers:
    """Length in characters and words, as logarithms."""
    return np.stack((np.log1p(page.counts.length) / 6, np.log1p(page.counts.words) / 5), 1)


def length_class(page: Reading) -> Numbers:
    """Whether the text has at most 1, 3, 6, 12, 25, 50 words."""
    short: NDArray[np.bool_] = page.counts.words[:, None] <= np.array([1, 3, 6, 12, 25, 50])
    return short


def character_shares(page: Reading) -> Numbers:
    """Share of each class of character."""
    return page.counts.shares


_PUNCTUATION: Final = [STOP, COMMA, QUOTE, COLON, DIGIT, BAR, SIGN]


def punctuation(page: Reading) -> Numbers:
    """Sentence ends, commas, quotes, colons, digits, bars and signs a word."""
    rates: Floats = page.counts.counts[:, _PUNCTUATION] / page.counts.words[:, None]
    return np.minimum(rates, 1)


def edges(page: Reading) -> Numbers:
    """The class of the first and of the last character, one column a class."""
    return np.concatenate(
        (_one_hot(page.counts.first, CLASSES), _one_hot(page.counts.last, CLASSES)), 1
    )


def _one_hot(numbers: NDArray[np.integer[Any]], count: int) -> Numbers:
    chosen: NDArray[np.bool_] = numbers[:, None] == np.arange(count)
    return chosen


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLOCK = re.compile(r"(?<!\d)[012]?\d[:.h][0-5]\d(?!\d)")
_AGE = re.compile(r"^\d{1,2} \w{1,10}(?: \w{1,10})?$")


def date_likeness(page: Reading) -> Numbers:
    """Whether a short text holds a year, a time of day, or is an age such as "3 hours ago"."""
    rows = np.zeros((len(page.texts), 3), bool)
    numeric = (page.counts.counts[:, DIGIT] > 0) & (page.counts.length < EDGE)
    candidates = np.flatnonzero(numeric).tolist()
    for column, pattern in enumerate((_YEAR, _CLOCK, _AGE)):
        rows[candidates, column] = [pattern.search(page.texts[row]) for row in candidates]
    return rows


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
_AROUND_BIT: Final = {tag: 1 << i for i, tag in enumerate(_AROUND)}


def own_tag(page: Reading) -> Numbers:
    """The block's element, one column a group of tags, and one for all others."""
    others = len(_TAG_GROUPS)
    return _one_hot(integers([_TAG_COLUMN.get(tag, others) for tag in page.tags]), others + 1)


def around_tags(page: Reading) -> Numbers:
    """Which telling elements enclose the block."""
    bits = integers([_AROUND_BIT.get(tag, 0) for tag in page.nodes.tags])
    return _bits(joined_outwards(bits, page.nodes.parent)[page.own], len(_AROUND))


def hidden(page: Reading) -> Numbers:
    """Whether the page's own markup keeps the block out of sight."""
    return page.nodes.hidden[page.own, None]


def inline_shares(page: Reading) -> Numbers:
    """Share of the text under links, bold, italics, time and small print."""
    return page.covered


def link_facts(page: Reading) -> Numbers:
    """Number of links (log), and whether a link opens or closes the text."""
    marks, count = page.marks, len(page.own)
    links = np.array([tag == "a" for tag in marks.tags], bool)
    last = page.counts.length[marks.block] - 1
    facts = [
        np.bincount(marks.block[chosen], minlength=count)
        for chosen in (links, links & (marks.start <= 1), links & (marks.end >= last))
    ]
    return np.stack((np.log1p(facts[0]), facts[1] > 0, facts[2] > 0), 1)


def line_breaks(page: Reading) -> Numbers:
    """Whether one or two ``<br>`` part the block from the one before."""
    parted: NDArray[np.bool_] = page.breaks[:, None] == np.array([1, 2])
    return parted


# --- place --------------------------------------------------------------------------------


def position(page: Reading) -> Numbers:
    """Place in the page, by blocks and by characters, and the log of both distances to the ends."""
    count = len(page.own)
    index = np.arange(count)
    before = page.counts.length.cumsum() / page.counts.length.sum()
    return np.stack((index / count, before, np.log1p(index) / 6, np.log1p(count - index) / 6), 1)


def page_size(page: Reading) -> Numbers:
    """Blocks and story-like text of the whole page, the same for each block."""
    values = (np.log1p(len(page.own)) / 6, np.log1p(float(page.scores.sum())) / 4)
    return np.broadcast_to(values, (len(page.own), 2))


def plain_text(page: Reading) -> Numbers:
    """Whether the page is plain text: it has no markup to tell of."""
    return np.full((len(page.own), 1), len(page.nodes.tags) == 1)


def _since(flags: NDArray[np.bool_]) -> Numbers:
    """Return the log distance back to the last block with each flag: (blocks, flags).

    >>> np.expm1(_since(np.array([[False], [True], [False]])) * 6).round().ravel().tolist()
    [500.0, 0.0, 1.0]
    """
    index = np.arange(len(flags))[:, None]
    last = np.maximum.accumulate(np.where(flags, index, -FAR))
    gap = np.where(last < 0, FAR, index - last)
    return np.log1p(gap) / 6


def _since_and_until(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> Numbers:
    """Return the log distances back to the last flag before and on to the next one after."""
    distances = _since(np.stack((before, after[::-1]), 1))
    return np.stack((distances[:, 0], distances[::-1, 1]), 1)


def repetition(page: Reading) -> Numbers:
    """How often the same text stands on the page, and how many siblings share tag and class."""
    _, parent, _, _ = page.lineage()
    siblings = page.names * len(page.nodes.outwards) + parent
    alike = page.names * (len(page.nodes.names) + 1) + page.nodes.name[parent]
    columns = (_repeats(page.texts), _repeats(siblings.tolist()), _repeats(alike.tolist()))
    repeats: Numbers = np.log1p(np.stack(columns, 1))
    return repeats / 4


def _repeats(values: Sequence[Hashable]) -> Ints:
    """Count for each value how many others are equal.

    >>> _repeats("abba").tolist(), _repeats("abc").tolist()
    ([1, 1, 1, 1], [0, 0, 0])
    """
    counts = Counter(values)
    return integers(list(map(counts.__getitem__, values))) - 1


# --- containers ---------------------------------------------------------------------------


def container_place(page: Reading) -> Numbers:
    """For each guess at the story's container: inside it, before or after, how far, how deep."""
    start, end, box_depth = np.array(page.containers).T
    index = np.arange(len(page.own))[:, None]
    to_start, to_end = index - start, end - 1 - index
    before, after = to_start < 0, to_end < 0
    facts = (
        ~(before | after),
        before,
        after,
        np.log1p(np.abs(to_start)) / 6,
        np.log1p(np.abs(to_end)) / 6,
        np.clip(page.nodes.depth[page.own, None] - box_depth, -4, 8) / 4,
    )
    return np.stack(facts, 2).reshape(len(page.own), -1)


def score_share(page: Reading) -> Numbers:
    """Own paragraph score, and the shares before and after the block of all scores."""
    total = max(float(page.scores.sum()), 1e-6)
    upto = page.scores.cumsum() / total
    return np.stack((page.scores, upto, 1 - upto), 1)


def surroundings(page: Reading) -> Numbers:
    """Share of links, words a block and paragraph score of the nodes around the block."""
    start, end = page.ranges[:, :_AROUND_LEVELS, 0], page.ranges[:, :_AROUND_LEVELS, 1]
    length = page.counts.length
    values = np.stack((length, page.link_share * length, page.counts.words, page.scores), 1)
    sums = between(values, start, end)
    size = np.maximum(end - start, 1)
    facts = (
        sums[..., 1] / np.maximum(sums[..., 0], 1),
        np.log1p(sums[..., 2] / size) / 4,
        sums[..., 3] / size,
        np.log1p(size) / 6,
    )
    return np.stack(facts, 2).reshape(len(page.own), -1)


_AROUND_LEVELS: Final = 3


# --- words that announce a role -----------------------------------------------------------


def text_lexicon(page: Reading) -> Numbers:
    """Which role-announcing words the text holds."""
    return _bits(page.masks, len(TEXT_LEXICONS))


def heading_lexicon(page: Reading) -> Numbers:
    """Which role-announcing words the heading above holds."""
    masks = np.concatenate(([0], page.masks))
    return _bits(masks[page.headings], len(TEXT_LEXICONS))


def class_lexicon(page: Reading) -> Numbers:
    """Which role-announcing class names the block and the nodes around it have."""
    nodes = page.nodes
    masks = page.class_masks[nodes.name]
    own, parent, grandparent, outer = page.lineage()
    around = joined_outwards(masks[:-1], nodes.parent)
    columns = (masks[own] | _mark_masks(page), masks[parent], masks[grandparent], around[outer])
    return np.concatenate([_bits(column, len(CLASS_LEXICONS)) for column in columns], axis=1)


def _mark_masks(page: Reading) -> Ints:
    """Return what the class names of inline elements say that hold half of a block or more."""
    masks = [0] * len(page.own)
    marks = page.marks
    chosen = np.flatnonzero(marks.share >= _HALF)
    for block, mark in zip(marks.block[chosen].tolist(), chosen.tolist(), strict=True):
        masks[block] |= class_mask(marks.names[mark])
    return integers(masks)


_HALF: Final = 0.5


def _bits(masks: Ints, count: int) -> Numbers:
    """Spread masks over columns: (blocks, count) of 0 and 1.

    >>> _bits(np.array([1, 6]), 3).tolist()
    [[1, 0, 0], [0, 1, 1]]
    """
    octets = masks.astype("<i8").view(np.uint8).reshape(-1, 8)
    return np.unpackbits(octets, axis=1, count=count, bitorder="little")


def media_distance(page: Reading) -> Numbers:
    """Blocks since the last image and to the next one (log), and whether one is close by."""
    count = len(page.own)
    standing = np.zeros(count + 1, np.float32)
    for item in page.layout.media:
        if item.kind != "embed":
            standing[min(item.at, count)] += 1
    start, end = page.ranges[:, :2, 0], page.ranges[:, :2, 1]
    shared = (between(standing, start, end) > 0) & (end - start <= _SMALL)
    distances = _since_and_until(standing[:count] > 0, standing[1:] > 0)
    return np.concatenate((distances, shared), axis=1)


_SMALL: Final = 8


# --- links --------------------------------------------------------------------------------


def link_targets(page: Reading) -> Numbers:
    """Where links lead that are most of the block, and where other links in it lead."""
    marks = page.marks
    here = place_of(page.context.url)
    told = integers([0, *(link_mask(url, here) for url in marks.urls[1:])])[marks.url]
    masks = np.zeros((2, len(page.own)), np.int64)
    inside = (marks.share < _HALF).astype(np.int64)
    np.bitwise_or.at(masks, (inside, marks.block), told)
    most, some = masks
    return np.concatenate((_bits(most, len(TARGETS)), _bits(some & ~most, len(TARGETS))), 1)


def link_twins(page: Reading) -> Numbers:
    """Whether the block before, the one after, and an image lead where most of the block leads."""
    marks = page.marks
    most = np.flatnonzero((marks.share >= _HALF) & (marks.url > 0))
    url = np.zeros(len(page.own) + 2, np.int64)
    url[marks.block[most] + 1] = marks.url[most]
    own = url[1:-1]
    of_images = {item.link for item in page.layout.media if item.link}
    shown = np.array([url in of_images for url in marks.urls])
    twins = np.stack((own == url[:-2], own == url[2:], shown[own]), 1)
    return twins & (own > 0)[:, None]


# --- metadata -----------------------------------------------------------------------------


def title_likeness(page: Reading) -> Numbers:
    """Likeness to the declared titles: equal words, and how much of the text is in the title."""
    return page.titles


def description_likeness(page: Reading) -> Numbers:
    """Likeness to the declared descriptions."""
    return page.descriptions


def declared_body(page: Reading) -> Numbers:
    """Whether the text stands in JSON-LD ``articleBody``, and whether there is one."""
    return likeness.contained(page.texts, page.context.article_body)


def declared_names(page: Reading) -> Numbers:
    """Whether a short text holds a declared author, is a declared keyword or a declared caption."""
    return likeness.names(page.texts, page.context)


def site_likeness(page: Reading) -> Numbers:
    """Likeness to the names of the site."""
    return page.site_names


_LEAST_ALT: Final = 15  # characters; a shorter one is a name or a word such as "photo"
_LONGEST_CAPTION: Final = 1000
_ALT_SAMPLE: Final = 50


def alt_likeness(page: Reading) -> Numbers:
    """Whether the text shares its beginning with what an image near it is said to show.

    Also whether there is such an image.
    """
    count = len(page.own)
    rows = np.zeros((count, 2), bool)
    for item in page.layout.media:
        alt = _alt(item)
        if len(alt) >= _LEAST_ALT:
            for at in range(max(0, item.at - 2), min(count, item.at + 4)):
                text = page.texts[at]
                if _LEAST_ALT <= len(text) <= _LONGEST_CAPTION:
                    rows[at] |= _begin_alike(text.lower(), alt), True
    return rows


def _alt(item: Media) -> str:
    if item.kind != "image":
        return ""
    return " ".join(dict(item.attributes).get("alt", "").split()).lower()


def _begin_alike(text: str, alt: str) -> bool:
    return alt[:_ALT_SAMPLE] in text or text[:_ALT_SAMPLE] in alt


COLUMNS: Final[tuple[Column, ...]] = (
    text_length, length_class, character_shares, punctuation, edges, date_likeness,
    own_tag, around_tags, hidden, plain_text, line_breaks, inline_shares, link_facts,
    link_targets, link_twins,
    position, page_size, repetition,
    container_place, score_share, surroundings, media_distance,
    title_likeness, description_likeness, declared_body, declared_names,
    site_likeness, alt_likeness,
    text_lexicon, heading_lexicon, class_lexicon,
    kin_share, nearest_kin, place_among_siblings,
)  # fmt: skip
