"""Words as numbers: class names and texts are hashed into buckets that a model has learned.

Hashing (crc32, the same in every process) needs no word list, so that nothing of the training
pages' vocabulary is stored; unknown words land in some bucket and weigh little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from zlib import crc32

BUCKETS: Final = 4096
"""Number of buckets for class words, and again for text words."""

_CLASS_WORD = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])")
_TEXT_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W_]+")
_USUAL_SIGNS: Final = "“”„‘’–—…•"  # of texts that are otherwise in Latin-1
_BETWEEN: Final = "\0"
"""Parts texts, of which none holds it."""
_WORDS_ONLY: Final = "".join(
    c if c.isalnum() or c in {_BETWEEN, "?"} else " " for c in map(chr, range(256))
).encode("latin-1")
MAX_CLASS_WORDS: Final = 12


def class_words(words: str) -> tuple[str, ...]:
    """Return the words that class names are made of, lower-cased, each once.

    >>> class_words("article-body__text ArticleBody")
    ('article', 'body', 'text')
    """
    found = dict.fromkeys(map(str.lower, _CLASS_WORD.findall(words)))
    return tuple(found)[:MAX_CLASS_WORDS]


def bucket(word: str) -> int:
    """Return the bucket of a word, the same in every process.

    >>> bucket("article") == bucket("article") != bucket("articles")
    True
    """
    return crc32(word.encode("utf-8", "surrogatepass")) % BUCKETS


def tokens(text: str) -> list[str]:
    """Return the words of a text, lower-cased; a character each in scripts without spaces.

    >>> tokens("Rain, again: 12 cm")
    ['rain', 'again', '12', 'cm']
    """
    (words,) = token_lists((text,))
    return words


def token_lists(texts: Iterable[str]) -> list[list[str]]:
    """Return the words of each text.

    Latin-1 is filtered as bytes, all texts at once and many times as fast as a pattern finds
    words. Other characters become "?", as no text has one by then, and tell whom that fails.

    >>> token_lists(["Rain?", "", "дождь"])
    [['rain'], [], ['дождь']]
    """
    texts = [text.replace(_BETWEEN, " ") for text in texts]
    whole = _BETWEEN.join(texts).lower().replace("?", " ")
    for sign in _USUAL_SIGNS:
        whole = whole.replace(sign, " ")
    octets = whole.encode("latin-1", "replace")
    rows = octets.translate(_WORDS_ONLY).decode("latin-1").split(_BETWEEN)
    return [
        _TEXT_WORD.findall(text.lower()) if "?" in row else row.split()
        for text, row in zip(texts, rows, strict=True)
    ]


@lru_cache(maxsize=16384)
def word_bucket(word: str) -> int:
    """Return the bucket of a word of a short text; a number counts by its length only.

    >>> word_bucket("2024") == word_bucket("1999") == bucket("#4")
    True
    """
    return bucket(_shape(word))


@lru_cache(maxsize=8192)
def first_word_bucket(word: str) -> int:
    """Return the bucket of a word that a long text begins with."""
    return bucket("^" + _shape(word))


@lru_cache(maxsize=8192)
def last_word_bucket(word: str) -> int:
    """Return the bucket of a word that a long text ends with."""
    return bucket(_shape(word) + "$")


def _shape(word: str) -> str:
    return f"#{len(word)}" if word.isdecimal() else word[:16]
