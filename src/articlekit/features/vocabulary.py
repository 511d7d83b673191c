"""Words as numbers: class names and texts are hashed into buckets that a model has learned.

Hashing (crc32, the same in every process) needs no word list, so that nothing of the training
pages' vocabulary is stored; unknown words land in some bucket and weigh little.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from zlib import crc32

BUCKETS: Final = 4096
"""Number of buckets for class words, and again for text words."""

_CLASS_WORD = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])")
_TEXT_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W_]+")
_USUAL_SIGNS: Final = "“”„‘’–—…•"  # of texts that are otherwise in Latin-1
_WORDS_ONLY: Final = "".join(c if c.isalnum() else " " for c in map(chr, range(256))).encode(
    "latin-1"
)
_MAX_CLASS_WORDS: Final = 12
_SHORT_TEXT: Final = 10
_EDGE_WORDS: Final = 3


def class_words(words: str) -> tuple[str, ...]:
    """Return the words that class names are made of, lower-cased, each once.

    >>> class_words("article-body__text ArticleBody")
    ('article', 'body', 'text')
    """
    found = dict.fromkeys(map(str.lower, _CLASS_WORD.findall(words)))
    return tuple(found)[:_MAX_CLASS_WORDS]


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
    text = text.lower()
    if not text.isascii():
        for sign in _USUAL_SIGNS:
            text = text.replace(sign, " ")
    try:  # bytes are filtered many times as fast as characters
        return text.encode("latin-1").translate(_WORDS_ONLY).decode("latin-1").split()
    except UnicodeEncodeError:
        return _TEXT_WORD.findall(text)


def text_buckets(words: Sequence[str]) -> tuple[int, ...]:
    """Return buckets for all words of a short text, or for the first and last ones of a long one.

    Numbers count by their length only. First words of long texts, last words and words of short
    texts are told apart.

    >>> len(text_buckets(["read", "more", "12", "stories"]))
    4
    """
    if len(words) <= _SHORT_TEXT:
        return tuple(map(_word_bucket, words))
    first = map(_first_word_bucket, words[:_EDGE_WORDS])
    last = map(_last_word_bucket, words[-_EDGE_WORDS:])
    return (*first, *last)


@lru_cache(maxsize=16384)
def _word_bucket(word: str) -> int:
    return bucket(_shape(word))


@lru_cache(maxsize=8192)
def _first_word_bucket(word: str) -> int:
    return bucket("^" + _shape(word))


@lru_cache(maxsize=8192)
def _last_word_bucket(word: str) -> int:
    return bucket(_shape(word) + "$")


def _shape(word: str) -> str:
    return f"#{len(word)}" if word.isdecimal() else word[:16]
