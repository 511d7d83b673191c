"""Topic tags of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articlekit.fields import Found
from articlekit.fields.evidence import Evidence
from articlekit.jsonld import items_of, text_of
from articlekit.metadata import Metadata

_TAG_METAS: Final = ("article:tag", "news_keywords", "keywords")
_MAX_DECLARED: Final = 25
"""Declared tags; a longer list is written for search engines."""
_STATISTICS: Final = re.compile(r"[\w ]{1,20}: ?\S")
"""A keyword for the site's statistics: "page type: article"."""
_COMMA: Final = re.compile(r"[,，、;]")
_TAG_LABEL: Final = re.compile(
    r"(?:tags?|tagged(?: with)?|topics?|keywords?|filed under|themen|schlagw(?:orte|örter)|"
    r"stichw(?:orte|örter)|mots[- ]clés|thèmes|sujets|temas|etiquetas|palabras clave|assuntos|"
    r"palavras-chave|argomenti|parole chiave|onderwerpen|trefwoorden|ämnen|taggar|emner|emneord|"
    r"aiheet|avainsanat|tagi|tematy|słowa kluczowe|témata|štítky|címkék|etichete|etiketler|теги|"
    r"темы|ετικέτες|标签|タグ|태그)\s?(?:[:：]\s?|$)",
    re.IGNORECASE,
)
"""What is printed before tags: on their line, or on a line of its own."""


def find_tags(evidence: Evidence) -> Found[tuple[str, ...]] | None:
    """Return the topic tags: the shown ones, else the declared keywords."""
    indices = list(evidence.indices("tag"))
    shown = _each_once(tag for index in indices for tag in _tag_texts(evidence, index))
    if shown:
        return Found(shown, evidence.source(indices[0]))
    return next(_declared_tags(evidence.metadata), None)


def _declared_tags(metadata: Metadata) -> Iterator[Found[tuple[str, ...]]]:
    """Yield the declared lists: tags first, then keywords, which are often made for search."""
    lists = [(f"meta:{name}", metadata.meta.get(name, ())) for name in _TAG_METAS]
    keywords = items_of((metadata.article or {}).get("keywords"))
    lists.append(("json-ld:keywords", tuple(text_of(value) or "" for value in keywords)))
    for source, texts in lists:
        tags = _each_once(part for text in texts for part in _COMMA.split(text))
        topics = _without_statistics(tags)
        if topics and len(topics) <= _MAX_DECLARED:
            yield Found(topics, source)


def _without_statistics(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out keywords for the site's statistics, where most of a list are such.

    >>> _without_statistics(("page type: article", "day: Friday", "ferry"))
    ('ferry',)
    >>> _without_statistics(("Star Wars: Andor", "ferry"))
    ('Star Wars: Andor', 'ferry')
    """
    topics = tuple(tag for tag in tags if not _STATISTICS.match(tag))
    return topics if len(topics) < len(tags) / 2 else tags


def _tag_texts(evidence: Evidence, index: int) -> Iterator[str]:
    """Yield what the links of a line say, else its parts; a link to the page itself is no tag."""
    block = evidence.block(index)
    links = [mark for mark in block.marks if mark.tag == "a"]
    for link in links:
        if not evidence.is_own(evidence.absolute(link.url)):
            yield block.text[link.start : link.end]
    if not links:
        yield from _COMMA.split(_strip_label(block.text))


def _strip_label(text: str) -> str:
    """Return a line of tags without the word before them.

    >>> _strip_label("Tags: ferry, quay"), _strip_label("Temas"), _strip_label("Tags and labels")
    ('ferry, quay', '', 'Tags and labels')
    """
    label = _TAG_LABEL.match(text)
    return text[label.end() :] if label else text


def _each_once(values: Iterator[str]) -> tuple[str, ...]:
    stripped = (value.strip(" \t#,;:•·|/") for value in values)
    return tuple(dict.fromkeys(value for value in stripped if value))
