"""Whether a block is a link, and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from articlekit.blocks import Block


def linked_share(block: Block) -> float:
    """Return how much of a block's text is under links that have an address, 0 to 1."""
    linked = sum(mark.end - mark.start for mark in block.marks if mark.tag == "a" and mark.url)
    return linked / len(block.text)


def leads_on(block: Block) -> bool:
    """Tell a link to another page, which most short texts are, from a heading or a tab."""
    if not block.marks:
        return False
    mark = block.marks[0]
    away = mark.tag == "a" and mark.url and mark.url[0] != "#"
    return bool(away) and mark.end - mark.start == len(block.text)
