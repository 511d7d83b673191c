"""How like a block is to what the page declares: title, description, body, names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from articlekit.features.context import Context
from articlekit.features.text import Floats
from articlekit.features.vocabulary import tokens
from articlekit.jsonld import squash

_LONGEST: Final = 600  # characters; a longer text is not a headline, dek or description
_SAMPLE: Final = 60  # characters of a paragraph that are looked up in the declared body
_LEAST_SAMPLE: Final = 20


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, lower-cased; a character each in scripts without spaces.

    >>> sorted(word_set("Rain, again: rain"))
    ['again', 'rain']
    """
    return frozenset(tokens(text))


def overlap(texts: Sequence[Sequence[str]], targets: Sequence[str]) -> Floats:
    """Compare each text, given as words, with each target.

    Returns:
        (texts, 3): the share of words in common with the most similar target (of the longer of
        the two), how much of the text stands in that target, how much of the target in the text.
    """
    rows = np.zeros((len(texts), 3), np.float32)
    goals = [words for words in map(word_set, targets) if words]
    if not goals:
        return rows
    known = frozenset().union(*goals)
    longest = 3 * max(map(len, goals)) + 10
    for row, words in enumerate(texts):
        if len(words) <= longest and not known.isdisjoint(words):
            own = set(words)
            shared, size = max(
                ((len(own & goal), len(goal)) for goal in goals),
                key=lambda pair: pair[0] / max(len(own), pair[1]),
            )
            rows[row] = shared / max(len(own), size), shared / len(own), shared / size
    return rows


def contained(texts: Sequence[str], body: str) -> Floats:
    """Look each text's beginning up in the declared body.

    Returns:
        (texts, 2): whether it stands there, and whether there is a declared body at all.
    """
    rows = np.zeros((len(texts), 2), np.float32)
    whole = squash(body)
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
    authors = tuple(filter(None, (name.lower() for name in context.authors)))
    keywords = frozenset(word.lower() for word in context.keywords)
    captions = tuple(filter(None, map(squash, context.captions)))
    rows = np.zeros((len(texts), 4), np.float32)
    rows[:, 3] = bool(authors)
    for row, text in enumerate(texts):
        if len(text) > _LONGEST:
            continue
        lower = text.lower()
        rows[row, 0] = any(name in lower for name in authors)
        rows[row, 1] = lower in keywords
        if captions and len(text) >= _LEAST_SAMPLE:
            sample = squash(text)[:_SAMPLE]
            rows[row, 2] = any(sample in caption for caption in captions)
    return rows
