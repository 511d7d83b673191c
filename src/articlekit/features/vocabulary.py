"""The words that class names and texts are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_CLASS_WORD = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])")
_TEXT_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W_]+")
_USUAL_SIGNS: Final = "“”„‘’–—…•"  # of texts that are otherwise in Latin-1
_BETWEEN: Final = "\0"
"""Parts texts, of which none holds it."""
_WORDS_ONLY: Final = "".join(
    c if c.isalnum() or c in {_BETWEEN, "?"} else " " for c in map(chr, range(256))
).encode("latin-1")
_MOST_CLASS_WORDS: Final = 12


def class_words(words: str) -> tuple[str, ...]:
    """Return the words that class names are made of, lower-cased, each once.

    >>> class_words("article-body__text ArticleBody")
    ('article', 'body', 'text')
    """
    found = dict.fromkeys(map(str.lower, _CLASS_WORD.findall(words)))
    return tuple(found)[:_MOST_CLASS_WORDS]


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
