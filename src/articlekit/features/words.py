"""The words of a page's texts in one row, so that they are looked up and counted all at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, repeat
from typing import Final, NamedTuple

import numpy as np

from articlekit.features.lexicon import TEXT_LEXICON
from articlekit.features.tables import Ints, integers
from articlekit.features.vocabulary import token_lists

EDGE: Final = 120
"""Characters at either end of a long text that are read as words."""

_WHOLE: Final = 600  # characters up to which all words of a text are read
_MOST_WORDS: Final = 30
_ENDS: Final = 8
_PADDING: Final = [""] * (_MOST_WORDS + 1)  # keeps the ends of a long text from being its whole
_LEFT_OUT: Final = 170  # words that a long text is taken to have beside them


class Words(NamedTuple):
    """The words of all texts of a page; those of a text follow each other."""

    lists: list[list[str]]
    """Of a long text only the first and the last ones, with enough empty ones between them."""
    row: list[str]
    """All of them."""
    text: Ints
    """(words,): the text of each."""
    place: Ints
    """(words,): how many words of its text stand before it."""
    sizes: Ints
    """(texts,): words that were read."""
    lengths: Ints
    """(texts,): words, at least; more than were read where a text is long."""


def read_words(texts: Sequence[str]) -> Words:
    """Read the words of texts, of long ones those at either end."""
    long = [index for index, text in enumerate(texts) if len(text) > _WHOLE]
    starts = list(texts)
    for index in long:
        starts[index] = texts[index][:EDGE]
    lists = token_lists([*starts, *(texts[index][-EDGE:] for index in long)])
    for index, end in zip(long, lists[len(texts) :], strict=True):
        lists[index] += _PADDING + end
    del lists[len(texts) :]
    sizes = integers(list(map(len, lists)))
    lengths = sizes.copy()
    lengths[long] += _LEFT_OUT - 1
    row = list(chain.from_iterable(lists))
    text = np.repeat(np.arange(len(texts)), sizes)
    place = np.arange(len(row)) - (sizes.cumsum() - sizes)[text]
    return Words(lists, row, text, place, sizes, lengths)


class Numbers(NamedTuple):
    """Words as numbers."""

    row: Ints
    """(words,): 0 for a word that is neither in the lexicon nor asked for."""
    of: dict[str, int]
    """The numbers of the others."""


def numbered_words(words: Words, wanted: Sequence[frozenset[str]]) -> Numbers:
    """Give the words of the lexicon, and those of each wanted set, their numbers."""
    of = _NUMBERS.copy()
    for word in chain.from_iterable(wanted):
        of.setdefault(word, len(of) + 1)
    return Numbers(np.fromiter(map(of.get, words.row, repeat(0)), np.int64, len(words.row)), of)


_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        sorted(TEXT_LEXICON.firsts.union(TEXT_LEXICON.seconds, TEXT_LEXICON.words)), 1
    )
}
_BITS: Final = integers([0, *(TEXT_LEXICON.words.get(word, 0) for word in _NUMBERS)])
_IS_FIRST: Final = np.array([False, *map(TEXT_LEXICON.firsts.__contains__, _NUMBERS)])
_IS_SECOND: Final = np.array([False, *map(TEXT_LEXICON.seconds.__contains__, _NUMBERS)])


def text_masks(words: Words, numbers: Numbers) -> Ints:
    """Return which of `lexicon.TEXT_LEXICONS` each text uses, one bit each.

    Texts of more than some words count by their ends.
    """
    masks = np.zeros(len(words.sizes), np.int64)
    size = words.sizes[words.text]
    near = (size <= _MOST_WORDS) | (words.place < _ENDS) | (words.place >= size - _ENDS)
    place = np.flatnonzero(near)
    text, number = words.text[place], numbers.row[place]
    number[number >= len(_BITS)] = 0  # asked for, but not in the lexicon
    np.bitwise_or.at(masks, text, _BITS[number])
    paired = _IS_FIRST[number[:-1]] & _IS_SECOND[number[1:]] & (text[:-1] == text[1:])
    for at in np.flatnonzero(paired).tolist():
        first, second = words.row[place[at]], words.row[place[at + 1]]
        masks[text[at]] |= TEXT_LEXICON.pairs.get(f"{first} {second}", 0)
    return masks
