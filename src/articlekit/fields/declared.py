"""The story where the page's elements do not hold it: JSON-LD or the data of a script.

Pages rendered by script and pages cut by a paywall often carry their whole text in
``articleBody`` or in a state blob.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from articlekit.article import BodyBlock, Heading, Paragraph, block_text
from articlekit.blocks import Layout, segment, segment_text
from articlekit.fields import Found
from articlekit.metadata import Metadata
from articlekit.page import load
from articlekit.state import find_state_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEAST_STORY: Final = 400  # characters; a shorter declared text is a summary
_POOR_BODY: Final = 600  # characters; only under this are a page's scripts searched
_MUCH_LONGER: Final = 1.6  # a declared text this much longer than the shown one holds more story


def find_declared_body(
    root: _Element | None, metadata: Metadata, shown: tuple[BodyBlock, ...]
) -> Found[tuple[BodyBlock, ...]] | None:
    """Return a fuller story than the shown one, if the page carries it.

    Args:
        root: The page's tree.
        metadata: What the page declares.
        shown: The body that the page's blocks gave.
    """
    length = sum(len(block_text(block)) for block in shown)
    text = (metadata.article or {}).get("articleBody")
    if isinstance(text, str) and _is_fuller(len(text), length):
        paragraphs = tuple(read_paragraphs(text))
        if _is_fuller(sum(len(block_text(p)) for p in paragraphs), length):
            return Found(paragraphs, "json-ld:articleBody")
    if root is None or length >= _POOR_BODY:
        return None
    state = find_state_text(root)
    if state is None or not _is_fuller(sum(map(len, state.paragraphs)), length):
        return None
    return Found(tuple(map(Paragraph, state.paragraphs)), f"state:{state.path}")


def _is_fuller(declared: int, shown: int) -> bool:
    return declared >= _LEAST_STORY and declared >= _MUCH_LONGER * shown


def read_paragraphs(text: str) -> Iterator[BodyBlock]:
    """Yield the blocks of a declared text, plain or in HTML."""
    for block in _layout(text).blocks:
        if block.tag in {"h2", "h3", "h4"}:
            yield Heading(block.text, int(block.tag[1]))
        else:
            yield Paragraph(block.text)


def _layout(text: str) -> Layout:
    document = load(text)
    if document.root is not None:
        return segment(document.root)
    return segment_text(document.text or "")
