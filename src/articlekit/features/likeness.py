"""How like a block is to what the page declares: title, description, body, names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from articlekit.features.context import Context
from articlekit.features.text import Floats

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W_]+")
_LONGEST: Final = 600  # characters; a longer text is not a headline, dek or description
_SAMPLE: Final = 60  # characters of a paragraph that are looked up in the declared body
_LEAST_SAMPLE: Final = 20


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, lower-cased; a character each in scripts without spaces.

    >>> sorted(word_set("Rain, again: rain"))
    ['again', 'rain']
    """
    return frozenset(_WORD.findall(text.lower()))


def title_likeness(texts: Sequence[str], titles: Sequence[str]) -> Floats:
    """Compare each text with each title.

    Returns:
        (texts, 3): the share of words in common with the most similar title (of the longer of
        the two), how much of the text stands in a title, how much of a title in the text.
    """
    rows = np.zeros((len(texts), 3), np.float32)
    targets = [words for words in map(word_set, titles) if words]
    if not targets:
        return rows
    for row, text in enumerate(texts):
        if len(text) <= _LONGEST and (words := word_set(text)):
            best = max((len(words & t) / max(len(words), len(t)), len(words & t), len(t)) for t in targets)
            rows[row] = best[0], best[1] / len(words), best[1] / best[2]
    return rows


def squash(text: str) -> str:
    """Keep letters and digits only, lower-cased.

    >>> squash("The “end”, he said.")
    'theendhesaid'
    """
    return "".join(filter(str.isalnum, text.lower()))


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
