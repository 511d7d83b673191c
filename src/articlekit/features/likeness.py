"""How like a block is to what the page declares: title, description, body, names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from articlekit.features.context import Context
from articlekit.features.tables import Ints
from articlekit.features.text import Floats
from articlekit.features.vocabulary import tokens
from articlekit.jsonld import squash

_LONGEST: Final = 600  # characters; a longer text is not a headline, dek or description
_SAMPLE: Final = 60  # characters of a paragraph that are looked up in the declared body
_LEAST_SAMPLE: Final = 20
_LONGEST_BODY: Final = 200_000  # characters that each text is looked up in
_MOST_AUTHORS: Final = 50  # that each text is searched for


class Words(NamedTuple):
    """The words of all texts of a page."""

    lists: list[list[str]]
    """Of a long text only the first and the last ones, with enough empty ones between them."""
    sets: list[frozenset[str]]


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, lower-cased; a character each in scripts without spaces.

    >>> sorted(word_set("Rain, again: rain"))
    ['again', 'rain']
    """
    return frozenset(tokens(text))


def overlap(texts: Words, targets: Sequence[str]) -> Floats:
    """Compare each text with each target.

    Returns:
        (texts, 3): the share of words in common with the most similar target (of the longer of
        the two), how much of the text stands in that target, how much of the target in the text.
    """
    rows = np.zeros((len(texts.sets), 3), np.float32)
    goals = [words for words in map(word_set, targets) if words]
    if not goals:
        return rows
    known = frozenset().union(*goals)
    longest = 3 * max(map(len, goals)) + 10
    alike = [
        row
        for row, words in enumerate(texts.lists)
        if len(words) <= longest and not known.isdisjoint(texts.sets[row])
    ]
    if alike:
        own = [texts.sets[row] for row in alike]
        shared = np.array([[len(words & goal) for goal in goals] for words in own])
        rows[alike] = _best(shared, np.array([*map(len, own)]), np.array([*map(len, goals)]))
    return rows


def _best(shared: Ints, sizes: Ints, goal_sizes: Ints) -> Floats:
    """Return what `overlap` does, of the (texts, goals) numbers of words in common."""
    best = (shared / np.maximum(sizes[:, None], goal_sizes)).argmax(1)
    common, goal_size = shared[np.arange(len(best)), best], goal_sizes[best]
    longer = np.maximum(sizes, goal_size)
    return np.stack((common / longer, common / sizes, common / goal_size), 1)


def contained(texts: Sequence[str], body: str) -> Floats:
    """Look each text's beginning up in the declared body.

    Returns:
        (texts, 2): whether it stands there, and whether there is a declared body at all.
    """
    rows = np.zeros((len(texts), 2), np.float32)
    whole = squash(body[:_LONGEST_BODY])
    if len(whole) < _LEAST_SAMPLE:
        return rows
    rows[:, 1] = 1
    for row, text in enumerate(texts):
        sample = squash(text[: 2 * _SAMPLE])[:_SAMPLE]
        rows[row, 0] = len(sample) >= _LEAST_SAMPLE and sample in whole
    return rows


def names(texts: Sequence[str], context: Context) -> Floats:
    """Compare short texts with declared names.

    Returns:
        (texts, 4): holds an author's name, is a keyword, is a caption, and authors are declared.
    """
    authors = tuple(filter(None, map(str.lower, context.authors)))[:_MOST_AUTHORS]
    keywords = frozenset(map(str.lower, context.keywords))
    captions = "\n".join(filter(None, map(squash, context.captions)))[:_LONGEST_BODY]
    rows = np.zeros((len(texts), 4), bool)
    rows[:, 3] = bool(authors)
    lowers = [text.lower() if len(text) <= _LONGEST else "" for text in texts]
    for name in authors:
        rows[:, 0] |= [name in lower for lower in lowers]
    rows[:, 1] = [lower in keywords for lower in lowers]
    if captions:
        rows[:, 2] = [
            len(lower) >= _LEAST_SAMPLE and squash(lower)[:_SAMPLE] in captions for lower in lowers
        ]
    return rows
