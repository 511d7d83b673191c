"""Links to other stories that belong to this one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from articlekit.article import Link
from articlekit.blocks import Block
from articlekit.fields import Found
from articlekit.fields.evidence import Evidence
from articlekit.fields.lead_ins import strip_lead_in
from articlekit.fields.urls import split_address

_LIKELY: Final = 0.35
_SURE: Final = 0.7
_LEAST_HEADLINE: Final = 20  # characters
_LONG_HEADLINE: Final = 40
_SERVICES: Final = frozenset(
    "login signin sign-in log-in signup sign-up register registration registrieren anmelden join "
    "subscribe subscription subscriptions account cart checkout basket warenkorb donate dp product "
    "products shop store".split()
)
"""Parts of addresses that no story has: of accounts, shops and appeals.

None of 796 related links that were marked by hand has one.
"""
_LEAST_TITLE: Final = 8  # characters; a shorter link text is "here" or a number


def find_related_links(evidence: Evidence) -> Found[tuple[Link, ...]] | None:
    """Return the related links in page order, each once."""
    plain = not any(node.parent >= 0 for node in evidence.layout.nodes)
    start, end = evidence.body_range()
    links: dict[str, Link] = {}
    first: int | None = None
    for index in evidence.indices("related"):
        # Menus and tickers stand above the story.
        if evidence.labels[index].score < (_LIKELY if index >= start else _SURE):
            continue
        block = evidence.block(index)
        place = "inline" if index < end else "end"
        found = _plain_link(block) if plain else _page_links(evidence, block)
        for title, url in found:
            if (url or title) not in links:
                links[url or title] = Link(title, url, place)  # type: ignore[arg-type]
                first = index if first is None else first
    if first is None:
        return None
    return Found(tuple(_without_sections(list(links.values()))), evidence.source(first))


def _without_sections(links: list[Link]) -> list[Link]:
    """Leave out the names of sections and authors that stand over the headlines of other stories.

    >>> long = "The ferry runs again after a winter of repairs"
    >>> links = [Link(long, "/a", "end"), Link("Harbour", "/b", "end"), Link("Quay", "/c", "end")]
    >>> [link.title for link in _without_sections(links)] == [long]
    True
    """
    longest = max(len(link.title or "") for link in links)
    if longest < _LONG_HEADLINE:
        return links
    return [link for link in links if not _is_short(link.title or "")]


def _is_short(title: str) -> bool:
    """Tell a name of few words; a script without capitals may say much in few characters."""
    return len(title) < _LEAST_HEADLINE and title.upper() != title.lower()


def _plain_link(block: Block) -> Iterator[tuple[str, str | None]]:
    title = strip_lead_in(block.text)
    if len(title) >= _LEAST_TITLE:
        yield title, None


def _page_links(evidence: Evidence, block: Block) -> Iterator[tuple[str, str | None]]:
    """Yield the links of a block; beside a headline, short ones lead to its section or author."""
    found = []
    for mark in block.marks:
        url = evidence.absolute(mark.url) if mark.tag == "a" else None
        title = strip_lead_in(block.text[mark.start : mark.end])
        if url and title and not evidence.is_own(url) and not _is_service(url):
            found.append((title, url))
    longest = max((len(title) for title, _ in found), default=0)
    if longest >= _LEAST_HEADLINE:
        found = [(title, url) for title, url in found if not _is_short(title)]
    yield from found


def _is_service(url: str) -> bool:
    """Tell the address of an account, a shop or an appeal from that of a story.

    >>> _is_service("https://a.example/login?next=/"), _is_service("https://a.example/login-woes")
    (True, False)
    """
    return not _SERVICES.isdisjoint(split_address(url).path.lower().split("/"))
