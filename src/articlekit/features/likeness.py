"""How like a block is to what the page declares: title, description, body, names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np

from articlekit.features.context import Context
from articlekit.features.tables import Ints, integers
from articlekit.features.text import Floats
from articlekit.features.vocabulary import tokens
from articlekit.features.words import Numbers, Words
from articlekit.jsonld import squash

_LONGEST: Final = 600  # characters; a longer text is not a headline, dek or description
_SAMPLE: Final = 60  # characters of a paragraph that are looked up in the declared body
_LEAST_SAMPLE: Final = 20
_LONGEST_BODY: Final = 200_000  # characters that each text is looked up in
_MOST_AUTHORS: Final = 50  # that each text is searched for


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, lower-cased; a character each in scripts without spaces.

    >>> sorted(word_set("Rain, again: rain"))
    ['again', 'rain']
    """
    return frozenset(tokens(text))


class Goals(NamedTuple):
    """Texts that others are compared with, as their words; several groups of them."""

    words: list[frozenset[str]]
    groups: list[slice]
    """Which of them belong together."""


def goals_of(groups: Iterable[Iterable[str]]) -> Goals:
    """Read groups of texts; those without a word are left out."""
    words: list[frozenset[str]] = []
    slices: list[slice] = []
    for targets in groups:
        start = len(words)
        words += filter(None, map(word_set, targets))
        slices.append(slice(start, len(words)))
    return Goals(words, slices)


def overlaps(words: Words, numbers: Numbers, goals: Goals) -> list[Floats]:
    """Compare each text with the goals of each group.

    Args:
        words: Those of the texts.
        numbers: The same as numbers; the words of the goals have some too.
        goals: What to compare with.

    Returns:
        (texts, 3) for each group: the share of words in common with the most similar goal (of the
        longer of the two), how much of the text stands in that goal, how much of it in the text.
    """
    found = [np.zeros((len(words.lists), 3), np.float32) for _ in goals.groups]
    alike, shared = _shared(words, numbers, goals.words)
    sizes = integers([len(frozenset(words.lists[text])) for text in alike.tolist()])
    lengths = words.lengths[alike]
    goal_sizes = integers(list(map(len, goals.words)))
    for rows, group in zip(found, goals.groups, strict=True):
        if group.start < group.stop:
            common = shared[:, group]
            longest = 3 * goal_sizes[group].max() + 10
            at = np.flatnonzero(common.any(1) & (lengths <= longest))
            rows[alike[at]] = _best(common[at], sizes[at], goal_sizes[group])
    return found


def _shared(words: Words, numbers: Numbers, goals: Sequence[frozenset[str]]) -> tuple[Ints, Ints]:
    """Return the texts that have words in common with a goal: (some,), and how many: (some, goals).

    A word that a text repeats counts once.
    """
    holds = np.zeros((len(numbers.of) + 1, len(goals)), np.int64)
    sought = np.zeros(len(holds), bool)
    for goal, held in enumerate(goals):
        of_goal = [numbers.of[word] for word in held]
        holds[of_goal, goal] = 1
        sought[of_goal] = True
    place = np.flatnonzero(sought[numbers.row])
    pairs = words.text[place] * len(holds) + numbers.row[place]
    pairs.sort()
    text, number = np.divmod(pairs[np.flatnonzero(np.diff(pairs, prepend=-1))], len(holds))
    first = np.flatnonzero(np.diff(text, prepend=-1))
    return text[first], np.add.reduceat(holds[number], first) if len(first) else holds[:0]


def _best(shared: Ints, sizes: Ints, goal_sizes: Ints) -> Floats:
    """Return a group's part of `overlaps`, of the (texts, goals) numbers of words in common."""
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
