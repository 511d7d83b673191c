"""What the fields are answered from: labelled blocks and the page's metadata, together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import chain
from typing import Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from articlekit.blocks import Block, Layout
from articlekit.fields import SourcedText, TextLink
from articlekit.label import Label, places_of
from articlekit.metadata import Metadata
from articlekit.roles import BODY_ROLES, Role


class ListPlace(NamedTuple):
    """Where a node stands among the page's lists; it counts as inside itself."""

    outermost: int | None = None
    """The node of the outermost list around it."""
    depth: int = 0
    """How many lists stand around it."""
    item: int | None = None
    """The node of the nearest list item around it."""


_LIST_TAGS: Final = frozenset({"ul", "ol", "dl", "menu"})
_ITEM_TAGS: Final = frozenset({"li", "dd", "dt"})


@dataclass(frozen=True)
class Evidence:
    """All that is known of a page once its blocks have roles."""

    metadata: Metadata
    layout: Layout
    labels: tuple[Label, ...]
    rules: Mapping[int, str] = field(default_factory=dict)
    """The site rule that gave a block its role, by the block's index."""

    @cached_property
    def _places(self) -> dict[Role, list[int]]:
        """The indices of the blocks of each role: every field asks for some of them."""
        return places_of(self.labels)

    @cached_property
    def _merged(self) -> dict[tuple[Role, ...], list[int]]:
        """What `indices` has answered: several fields ask for the same roles."""
        return {}

    @cached_property
    def _list_places(self) -> dict[int, ListPlace]:
        """The places of the nodes that were asked for, and of those around them."""
        return {-1: ListPlace()}

    def list_place(self, node: int) -> ListPlace:
        """Return the place of a node among the page's lists."""
        nodes, places = self.layout.nodes, self._list_places
        inner = []  # from the node outwards, as far as nothing is known
        while node not in places:
            inner.append(node)
            node = nodes[node].parent
        place = places[node]
        for number in reversed(inner):
            if nodes[number].tag in _ITEM_TAGS:
                place = ListPlace(place.outermost, place.depth, number)
            elif nodes[number].tag in _LIST_TAGS:
                outermost = number if place.outermost is None else place.outermost
                place = ListPlace(outermost, place.depth + 1, place.item)
            places[number] = place
        return place

    def indices(self, *roles: Role) -> Iterator[int]:
        """Yield the indices of the blocks with one of these roles, in page order."""
        if len(roles) == 1:
            return iter(self._places.get(roles[0], ()))
        if roles not in self._merged:
            found = [self._places[role] for role in roles if role in self._places]
            self._merged[roles] = sorted(chain.from_iterable(found))
        return iter(self._merged[roles])

    def with_labels(self, labels: tuple[Label, ...]) -> Evidence:
        """Return the evidence with other labels, except where a site rule has spoken."""
        if labels is self.labels:
            return self
        kept = list(labels)
        for index in self.rules:
            kept[index] = self.labels[index]
        return replace(self, labels=tuple(kept))

    def is_ruled(self, role: Role) -> bool:
        """Tell whether a site rule says where this role stands: nothing else may stand in then."""
        return any(self.labels[index].role == role for index in self.rules)

    def block(self, index: int) -> Block:
        """Return a block by its index."""
        return self.layout.blocks[index]

    def source(self, index: int) -> str:
        """Name a block as an article's ``sources`` do: ``"block:17 h1.entry-title"``.

        A site rule that gave it its role is named behind it, in parentheses.
        """
        block = self.layout.blocks[index]
        words = self.layout.nodes[block.node].words.split() if self.layout.nodes else []
        first = f".{words[0][:40]}" if words else ""
        return f"block:{index} {block.tag}{first}{self._naming_rules((index,))}"

    def body_source(self) -> str:
        """Name the blocks of the body: ``"blocks:3-20"``, and the site rules that made some so."""
        start, end = self.body_range()
        return f"blocks:{start}-{end - 1}{self._naming_rules(self.indices(*BODY_ROLES))}"

    def _naming_rules(self, indices: Iterable[int]) -> str:
        if not self.rules:
            return ""
        rules = dict.fromkeys(self.rules[index] for index in indices if index in self.rules)
        return f" ({'; '.join(rules)})" if rules else ""

    def sourced(self, index: int) -> SourcedText:
        """Return a block's text with its source, ``datetime``, and the names marked in it.

        These are links, and inline elements whose class says author.
        """
        block = self.layout.blocks[index]
        stamp = next((mark.datetime for mark in block.marks if mark.datetime), None)
        links = tuple(
            TextLink(block.text[mark.start : mark.end], self.absolute(mark.url))
            for mark in block.marks
            if (mark.tag == "a" and mark.url) or "author" in mark.words.lower()
        )
        return SourcedText(block.text, self.source(index), stamp, links)

    def absolute(self, url: str | None) -> str | None:
        """Resolve an address as written in the page; None if it leads nowhere on the web."""
        return absolute_url(url, self.metadata.base_url)

    def is_own(self, url: str | None) -> bool:
        """Tell whether an absolute address leads to this very page, or to a place in it."""
        return url is not None and url.partition("#")[0] in self._own_addresses

    @cached_property
    def _own_addresses(self) -> frozenset[str]:
        """Where the page is and where it says it is, which differ on AMP and printed pages."""
        canonical = self.absolute(self.metadata.links.get("canonical"))
        addresses = filter(None, (self.metadata.address, canonical))
        return frozenset(address.partition("#")[0] for address in addresses)

    def body_range(self) -> tuple[int, int]:
        """Return the first body block's index and the one after the last; (0, 0) if none."""
        return self._body_range

    @cached_property
    def _body_range(self) -> tuple[int, int]:
        indices = list(self.indices(*BODY_ROLES))
        return (indices[0], indices[-1] + 1) if indices else (0, 0)


# An address whose joining to a base changes nothing: no part of it is empty or has a parameter.
_HOST: Final = r"//[A-Za-z0-9.-]+(?::[0-9]{1,5})?"
_REST: Final = r"(?:\?[^#]+)?(?:#.+)?"
_WHOLE: Final = re.compile(rf"https?:{_HOST}(?:/[^;?#]*)?{_REST}", re.DOTALL)
_ROOTED: Final = re.compile(rf"/(?!/)[^;?#]*{_REST}", re.DOTALL)
_ORIGIN: Final = re.compile(rf"https?:{_HOST}(?=[/?#]|\Z)")


_SAVED: Final = re.compile(
    r"(?:\./)?[^/?#:]{1,255}(?:_files|_fichiers|_archivos|_arquivos|_bestanden|-Dateien|-filer)/"
)
"""The folder in which a browser puts what belongs to a page that a reader saves."""


def absolute_url(url: str | None, base: str | None) -> str | None:
    """Resolve an address against a base; None unless the result is http or https.

    >>> absolute_url(" /a b ", "https://example.org/x/")
    'https://example.org/a%20b'
    >>> absolute_url("javascript:void(0)", None) is None
    True
    >>> absolute_url("Ferry back_files/quay.jpg", "https://example.org/x/") is None
    True
    """
    if not url:
        return None
    cleaned = url.strip()
    if not cleaned.isprintable():
        cleaned = "".join(filter(str.isprintable, cleaned))
    cleaned = cleaned.replace(" ", "%20")
    return join_plainly(cleaned, base) or _joined(cleaned, base)


def join_plainly(url: str, base: str | None) -> str | None:
    """Resolve an address of the common forms, ten times as fast; None for any other."""
    if _WHOLE.fullmatch(url):
        return url
    if "/." not in url and _ROOTED.fullmatch(url) and (origin := _origin(base or "")):
        return origin + url
    return None


@lru_cache(maxsize=64)
def _origin(base: str) -> str | None:
    """Return scheme and host of an address.

    >>> _origin("https://example.org:80/a?b"), _origin("example.org")
    ('https://example.org:80', None)
    """
    match = _ORIGIN.match(base)
    return match[0] if match else None


def _joined(url: str, base: str | None) -> str | None:
    if _SAVED.match(url):
        return None
    try:
        whole = urljoin(base or "", url)
        parts = urlsplit(whole)
    except ValueError:  # an address such as "http://[" cannot be parsed
        return None
    return whole if parts.scheme in {"http", "https"} and parts.netloc else None
