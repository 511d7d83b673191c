"""What the page says of itself, listed under the names that an article's ``sources`` use."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final

from articlekit.article import Article
from articlekit.explanation import Declared
from articlekit.metadata import Metadata
from articlekit.render.inline import clean

_MAX_VALUE: Final = 600  # characters; enough to recognise a text by
_MAX_VALUES: Final = 400
_MAX_DEPTH: Final = 6
_MAX_ITEMS: Final = 20


def declared_values(metadata: Metadata, article: Article) -> tuple[Declared, ...]:
    """List what a page declares, each source once, those that the article used always included.

    Args:
        metadata: What was read from the page.
        article: What came of it.
    """
    values: dict[str, str] = {}
    for source, value in _values(metadata):
        if len(values) < _MAX_VALUES or source in article.sources.values():
            values.setdefault(source, _short(value))
    for source in article.sources.values():
        if not is_block(source):
            values.setdefault(source, "")
    return tuple(Declared(source, value) for source, value in values.items())


def is_block(source: str) -> bool:
    """Tell whether a source names blocks of the page.

    >>> is_block("block:17 h1.entry-title"), is_block("blocks"), is_block("meta:og:title")
    (True, True, False)
    """
    return source.partition(":")[0] in {"block", "blocks"}


def _values(metadata: Metadata) -> Iterator[tuple[str, str]]:
    if metadata.language:
        yield "html:lang", metadata.language
    if metadata.title:
        yield "title", metadata.title
    for rel, href in metadata.links.items():
        yield f"link:{rel}", href
    for name, contents in metadata.meta.items():
        yield f"meta:{name}", " · ".join(contents)
    yield from _node_values("json-ld", metadata.article)
    yield from _node_values("microdata", metadata.microdata)
    for node in metadata.jsonld:
        yield f"json-ld:{_first_type(node)}", json.dumps(_plain(node), ensure_ascii=False)


def _node_values(where: str, node: Mapping[str, object] | None) -> Iterator[tuple[str, str]]:
    for key, value in (node or {}).items():
        text = value if isinstance(value, str) else json.dumps(_plain(value), ensure_ascii=False)
        yield f"{where}:{key}", text


def _first_type(node: Mapping[str, object]) -> str:
    kind = node.get("@type")
    first = kind[0] if isinstance(kind, (list, tuple)) and kind else kind
    return first if isinstance(first, str) else "node"


def _plain(value: object, depth: int = 0) -> object:
    """Return a JSON-LD value without its depths: joined references may run in circles."""
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value[:_MAX_VALUE] if isinstance(value, str) else value
    if depth == _MAX_DEPTH:
        return "…"
    if isinstance(value, Mapping):
        items = list(value.items())[:_MAX_ITEMS]
        return {str(key): _plain(inner, depth + 1) for key, inner in items}
    if isinstance(value, (list, tuple)):
        return [_plain(inner, depth + 1) for inner in value[:_MAX_ITEMS]]
    return str(value)[:_MAX_VALUE]


def _short(value: str) -> str:
    text = clean(value)
    return text if len(text) <= _MAX_VALUE else text[: _MAX_VALUE - 1].rstrip() + "…"
