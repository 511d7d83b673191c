"""Words as numbers: class names and texts are hashed into buckets that a model has learned.

Hashing (crc32, the same in every process) needs no word list, so that nothing of the training
pages' vocabulary is stored; unknown words land in some bucket and weigh little.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from zlib import crc32

BUCKETS: Final = 4096
"""Number of buckets for class words, and again for text words."""

_CLASS_WORD = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])")
_TEXT_WORD = re.compile(r"[^\W\d_]+|\d+")
_MAX_CLASS_WORDS: Final = 12
_SHORT_TEXT: Final = 10
_EDGE_WORDS: Final = 3


@lru_cache(maxsize=8192)
def class_buckets(words: str) -> tuple[int, ...]:
    """Return the buckets of the words that class names are made of.

    >>> class_buckets("article-body__text") == class_buckets("ArticleBody text")
    True
    >>> class_buckets("css-1x2")
    (1525,)
    """
    found = dict.fromkeys(word.lower() for word in _CLASS_WORD.findall(words))
    return tuple(_bucket(word) for word in list(found)[:_MAX_CLASS_WORDS])


@lru_cache(maxsize=8192)
def _bucket(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass")) % BUCKETS


def text_buckets(text: str) -> tuple[int, ...]:
    """Return buckets for all words of a short text, or for the first and last ones of a long one.

    Numbers count by their length only. First words of long texts, last words and words of short
    texts are told apart.

    >>> len(text_buckets("Read more: 12 stories"))
    4
    """
    head = _words(text[:120])
    if len(text) <= 120 and len(head) <= _SHORT_TEXT:
        return tuple(_bucket(word) for word in head)
    first = ["^" + word for word in head[:_EDGE_WORDS]]
    last = [word + "$" for word in _words(text[-60:])[-_EDGE_WORDS:]]
    return tuple(_bucket(word) for word in first + last)


def _words(text: str) -> list[str]:
    return [
        f"#{len(word)}" if word[0].isdigit() else word[:16]
        for word in _TEXT_WORD.findall(text.lower())
    ]
