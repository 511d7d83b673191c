"""Measuring: every block of a page becomes numbers that a model can read.

`measure` says of each block what its text, markup, place, links, class names and neighbours are
like and how near it comes to the page's metadata, and which blocks it belongs together with.
"""

from articlekit.features.context import Context, read_context
from articlekit.features.measure import Features, column_groups, measure

__all__ = [
    "Context",
    "Features",
    "column_groups",
    "measure",
    "read_context",
]
