"""Measuring: every block of a page becomes numbers that a model can read.

`measure` gives three views of each block: dense columns (text shape, markup, place, containers,
likeness to the page's metadata), bags of hashed words (class names, first words, the heading
above), and the ranges of blocks that share its containers.
"""

from articlekit.features.bags import BAGS, CLASS_BAGS, TEXT_BAGS, Bags
from articlekit.features.context import Context, read_context
from articlekit.features.measure import Features, column_groups, measure

__all__ = [
    "BAGS",
    "CLASS_BAGS",
    "TEXT_BAGS",
    "Bags",
    "Context",
    "Features",
    "column_groups",
    "measure",
    "read_context",
]
