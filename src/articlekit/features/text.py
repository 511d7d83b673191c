"""What the characters of a text say, counted for all blocks at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

(
    OTHER, UPPER, LOWER, CASELESS, DIGIT, SPACE, STOP, COMMA, QUOTE, BAR, COLON, SIGN,
) = range(12)  # fmt: skip
CLASSES: Final = 12

_STOPS: Final = ".!?…。！？｡؟।॥։"
_COMMAS: Final = ",;、，؛،"
_QUOTES: Final = "\"'“”„«»‘’‹›「」『』"
_BARS: Final = "|/\\•·>‹›»→▶►-–—*"
_COLONS: Final = ":："
_SIGNS: Final = "©®@#$€£%&+=_"
_TABLE_SIZE: Final = 0x10000


class TextCounts(NamedTuple):
    """Counts over the blocks of a page, each of shape (blocks,)."""

    length: Floats
    """Characters."""
    words: Floats
    """Words; in scripts that write without spaces, two characters count as one."""
    shares: Floats
    """(blocks, CLASSES): share of each character class."""
    counts: Floats
    """(blocks, CLASSES): number of characters of each class."""
    first: NDArray[np.uint8]
    """The class of the first character."""
    last: NDArray[np.uint8]
    """The class of the last character."""


_UNIFORM: Final = (
    (0x3400, 0x4DC0, CASELESS), (0x4E00, 0xA000, CASELESS), (0xAC00, 0xD7A4, CASELESS),
    (0xD800, 0xF900, OTHER),
)  # fmt: skip
"""Ideographs, Hangul, surrogates and private use: most of the plane, and of one class each."""


@cache
def _class_table() -> NDArray[np.uint8]:
    """Return the class of each code point of the basic plane; the others count as the last one."""
    table = np.full(_TABLE_SIZE, OTHER, np.uint8)
    by_category = {"Lu": UPPER, "Lt": UPPER, "Ll": LOWER, "Lo": CASELESS, "Lm": CASELESS}
    by_category |= {"Mn": CASELESS, "Mc": CASELESS, "Nd": DIGIT, "Zs": SPACE}
    begin = 0
    for start, end, klass in (*_UNIFORM, (_TABLE_SIZE, _TABLE_SIZE, OTHER)):
        categories = map(unicodedata.category, map(chr, range(begin, start)))
        table[begin:start] = [by_category.get(category, OTHER) for category in categories]
        table[start:end] = klass
        begin = end
    for klass, characters in (
        (BAR, _BARS), (STOP, _STOPS), (COMMA, _COMMAS), (QUOTE, _QUOTES),
        (COLON, _COLONS), (SIGN, _SIGNS), (SPACE, "\n\t"),
    ):  # fmt: skip
        table[[ord(c) for c in characters]] = klass
    return table


def character_classes(text: str) -> NDArray[np.uint8]:
    """Return the class of each character.

    >>> character_classes("Ab 1.").tolist() == [UPPER, LOWER, SPACE, DIGIT, STOP]
    True
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return _class_table().take(codes, mode="clip")


def count_text(texts: Sequence[str]) -> TextCounts:
    """Count the characters of each text (none is empty) by class."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    classes = character_classes("".join(texts))
    cells = np.repeat(np.arange(0, len(texts) * CLASSES, CLASSES), lengths)
    cells += classes
    filled = np.bincount(cells, minlength=len(texts) * CLASSES)
    counts: Floats = filled.reshape(-1, CLASSES).astype(np.float32)
    length = lengths.astype(np.float32)
    words = counts[:, SPACE] + 1 + counts[:, CASELESS] / 2
    ends = lengths.cumsum()
    return TextCounts(
        length,
        words=words.astype(np.float32),
        shares=counts / length[:, None],
        counts=counts,
        first=classes[ends - lengths],
        last=classes[ends - 1],
    )
