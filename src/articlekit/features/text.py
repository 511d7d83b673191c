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


@cache
def _class_table() -> NDArray[np.uint8]:
    """Return the class of each code point of the basic plane; the others count as caseless."""
    table = np.full(_TABLE_SIZE, OTHER, np.uint8)
    by_category = {"Lu": UPPER, "Lt": UPPER, "Ll": LOWER, "Lo": CASELESS, "Lm": CASELESS}
    by_category |= {"Mn": CASELESS, "Mc": CASELESS, "Nd": DIGIT, "Zs": SPACE}
    category = unicodedata.category
    for code in range(_TABLE_SIZE):
        table[code] = by_category.get(category(chr(code)), OTHER)
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
    return _class_table()[np.minimum(codes, _TABLE_SIZE - 1)]


def count_text(texts: Sequence[str]) -> TextCounts:
    """Count the characters of each text by class."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    classes = character_classes("".join(texts))
    owners = np.repeat(np.arange(len(texts)), lengths)
    cells = np.bincount(owners * CLASSES + classes, minlength=len(texts) * CLASSES)
    counts = cells.reshape(len(texts), CLASSES).astype(np.float32)
    length = lengths.astype(np.float32)
    words = counts[:, SPACE] + 1 + counts[:, CASELESS] / 2
    shares = counts / np.maximum(length, 1)[:, None]
    return TextCounts(length, words.astype(np.float32), shares.astype(np.float32), counts)


def edge_classes(texts: Sequence[str]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the class of the first and of the last character of each text (none is empty)."""
    return (
        character_classes("".join(text[0] for text in texts)),
        character_classes("".join(text[-1] for text in texts)),
    )
