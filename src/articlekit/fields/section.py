"""Where in the paper the story stands: section and breadcrumbs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Final

from articlekit.article import Breadcrumb
from articlekit.blocks import Node as LayoutNode
from articlekit.fields import Found
from articlekit.fields.evidence import Evidence, absolute_url
from articlekit.jsonld import Node, items_of, squash, text_of, types_of
from articlekit.metadata import Metadata

_MAX_STEPS: Final = 12
_TRAIL_WORDS: Final = re.compile(r"crumb|\bpath\b|\bpathway\b", re.IGNORECASE)
_HOMES: Final = frozenset(
    "home homepage start startseite accueil inicio início página inicial главная головна hem "
    "forside etusivu ホーム トップ 首页 首頁 홈 الرئيسية".split()
)
_SECTION_METAS: Final = ("article:section", "section", "cxenseparse:category")
_LIST: Final = re.compile(r"\s?[,|/]\s?")
_IN: Final = re.compile(r"^in:?\s+")


def is_section_line(text: str, metadata: Metadata) -> bool:
    """Tell a line that holds nothing but declared sections: "in Harbour, World news".

    >>> is_section_line("in Harbour", Metadata(meta={"article:section": ("Harbour",)}))
    True
    """
    parts = [squash(part) for part in _LIST.split(_IN.sub("", text, count=1))]
    return any(parts) and set(filter(None, parts)) <= _declared_sections(metadata)


def _declared_sections(metadata: Metadata) -> frozenset[str]:
    """Return the declared sections; a column may bear the name of its author or of its site."""
    nodes = [node for node in (metadata.article, metadata.microdata) if node]
    trails = (node for node in metadata.jsonld if "BreadcrumbList" in types_of(node))
    sections = chain(
        (text_of(item) for node in nodes for item in items_of(node.get("articleSection"))),
        (content for name in _SECTION_METAS for content in metadata.meta.get(name, ())),
        (step.name for trail in trails for step in _steps(trail, None)),
    )
    signing = chain(
        (text_of(item) for node in nodes for item in items_of(node.get("author"))),
        (text_of(node.get("publisher")) for node in nodes),
        metadata.meta.get("author", ()),
        metadata.meta.get("og:site_name", ()),
    )
    return frozenset(map(squash, filter(None, sections))) - set(map(squash, filter(None, signing)))


def find_breadcrumbs(evidence: Evidence) -> Found[tuple[Breadcrumb, ...]] | None:
    """Return the path from the front page to the story: declared, else as shown."""
    metadata = evidence.metadata
    for node in metadata.jsonld:
        if "BreadcrumbList" in types_of(node):
            steps = tuple(_steps(node, metadata.base_url))
            if steps:
                return Found(steps, "json-ld:BreadcrumbList")
    return _shown_breadcrumbs(evidence)


def _shown_breadcrumbs(evidence: Evidence) -> Found[tuple[Breadcrumb, ...]] | None:
    """Return the linked steps of the first container that calls itself breadcrumbs."""
    names = "\n".join([node.words for node in evidence.layout.nodes]).lower()
    if "crumb" not in names and "path" not in names:  # many times as fast as the pattern
        return None
    for node in evidence.layout.nodes:
        if not (node.words and _is_trail(node.words)):
            continue
        if node.end - node.start <= _MAX_STEPS:
            steps = tuple(_linked_steps(evidence, node))
            if steps:
                return Found(steps, evidence.source(node.start))
    return None


@lru_cache(maxsize=1024)  # many containers have the same names
def _is_trail(words: str) -> bool:
    return _TRAIL_WORDS.search(words) is not None


def _linked_steps(evidence: Evidence, node: LayoutNode) -> Iterator[Breadcrumb]:
    for block in evidence.layout.blocks[node.start : node.end]:
        for mark in block.marks:
            url = evidence.absolute(mark.url) if mark.tag == "a" else None
            if url:
                yield Breadcrumb(block.text[mark.start : mark.end], url)


def _steps(node: Node, base: str | None) -> Iterator[Breadcrumb]:
    elements = [e for e in items_of(node.get("itemListElement")) if isinstance(e, dict)]
    for element in sorted(elements, key=_position):
        item = element.get("item")
        name = text_of(element.get("name")) or (text_of(item) if isinstance(item, dict) else None)
        url = text_of(item, "@id", "url") if isinstance(item, dict) else text_of(item)
        if name:
            yield Breadcrumb(name, absolute_url(url, base))


def _position(element: Node) -> int:
    position = text_of(element.get("position")) or ""
    return int(position) if position.isdecimal() else 0


def find_section(
    metadata: Metadata, breadcrumbs: tuple[Breadcrumb, ...], headline: str | None
) -> Found[str] | None:
    """Return the section: declared for the article, else the last breadcrumb before the story."""
    for origin, node in (("json-ld", metadata.article), ("microdata", metadata.microdata)):
        if section := text_of((node or {}).get("articleSection")):
            return Found(section, f"{origin}:articleSection")
    if found := metadata.first_meta(*_SECTION_METAS):
        return Found(found[1], f"meta:{found[0]}")
    names = [step.name for step in breadcrumbs if step.name != headline]
    inner = [name for name in names if name.lower() not in _HOMES]
    return Found(inner[0], "breadcrumbs") if inner else None
