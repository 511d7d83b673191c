"""What the fields are answered from: labelled blocks and the page's metadata, together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from articlekit.blocks import Block, Layout
from articlekit.fields import SourcedText, TextLink
from articlekit.label import Label
from articlekit.metadata import Metadata
from articlekit.roles import BODY_ROLES, Role


class Evidence(NamedTuple):
    """All that is known of a page once its blocks have roles."""

    metadata: Metadata
    layout: Layout
    labels: tuple[Label, ...]

    def indices(self, *roles: Role) -> Iterator[int]:
        """Yield the indices of the blocks with one of these roles, in page order."""
        return (i for i, label in enumerate(self.labels) if label.role in roles)

    def block(self, index: int) -> Block:
        """Return a block by its index."""
        return self.layout.blocks[index]

    def source(self, index: int) -> str:
        """Name a block as an article's ``sources`` do: ``"block:17 h1.entry-title"``."""
        block = self.layout.blocks[index]
        words = self.layout.nodes[block.node].words.split() if self.layout.nodes else []
        first = f".{words[0][:40]}" if words else ""
        return f"block:{index} {block.tag}{first}"

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

    def body_range(self) -> tuple[int, int]:
        """Return the first body block's index and the one after the last; (0, 0) if none."""
        indices = list(self.indices(*BODY_ROLES))
        return (indices[0], indices[-1] + 1) if indices else (0, 0)


def absolute_url(url: str | None, base: str | None) -> str | None:
    """Resolve an address against a base; None unless the result is http or https.

    >>> absolute_url(" /a b ", "https://example.org/x/")
    'https://example.org/a%20b'
    >>> absolute_url("javascript:void(0)", None) is None
    True
    """
    if not url:
        return None
    cleaned = "".join(c for c in url.strip() if c.isprintable()).replace(" ", "%20")
    try:
        whole = urljoin(base or "", cleaned)
        parts = urlsplit(whole)
    except ValueError:  # an address such as "http://[" cannot be parsed
        return None
    return whole if parts.scheme in {"http", "https"} and parts.netloc else None
