"""A second opinion for pages on which the labeller finds no story at all.

readability-lxml picks a container by other evidence than ours. It costs more than a whole
extraction, so it is asked only where there is nothing to lose: on about one page in two hundred of
the development pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from articlekit.blocks import segment
from articlekit.jsonld import squash
from articlekit.roles import BODY_ROLES

if TYPE_CHECKING:
    from lxml.etree import _Element

    from articlekit.blocks import Layout
    from articlekit.label import Label

_LEAST_TEXT: Final = 250  # characters of a page on which a story might be overlooked
_MOST_BLOCKS: Final = 3000  # readability's cost on larger pages is out of proportion
_SCORE: Final = 0.5  # it tells no likelihood


def ask_readability(
    root: _Element | None, layout: Layout, labels: tuple[Label, ...]
) -> tuple[Label, ...]:
    """Return the labels, with readability's story where they hold none.

    Args:
        root: The page's tree; None for plain text, which readability does not read.
        layout: The page's blocks.
        labels: One label a block.
    """
    if root is None or len(labels) > _MOST_BLOCKS:
        return labels
    if any(label.role in BODY_ROLES for label in labels):
        return labels
    if sum(len(block.text) for block in layout.blocks) < _LEAST_TEXT:
        return labels
    story = _story_texts(root)
    return tuple(
        label._replace(role="body", score=_SCORE, runner_up=label.role, runner_up_score=label.score)
        if squash(block.text) in story
        else label
        for block, label in zip(layout.blocks, labels, strict=True)
    )


def _story_texts(root: _Element) -> frozenset[str]:
    """Return the texts of the blocks that readability keeps."""
    from readability import Document
    from readability.readability import Unparseable

    html = etree.tostring(root, encoding="unicode", method="html")
    try:
        summary = Document(html).summary(html_partial=True)
    except Unparseable:
        return frozenset()
    tree = etree.fromstring(summary, etree.HTMLParser())
    if tree is None:
        return frozenset()
    return frozenset(squash(block.text) for block in segment(tree).blocks) - {""}
