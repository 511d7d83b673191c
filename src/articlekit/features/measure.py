"""Measuring: a page of blocks becomes numbers."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from articlekit.blocks import Layout, segment_text
from articlekit.features.columns import COLUMNS
from articlekit.features.context import Context
from articlekit.features.reading import read_layout
from articlekit.features.tables import Ints
from articlekit.features.text import Floats


class Features(NamedTuple):
    """A page as a model reads it."""

    dense: Floats
    """(blocks, columns): see `column_groups`."""
    ranges: Ints
    """(blocks, LEVELS, 2): see `containers.growing_ranges`."""
    kinds: Ints
    """(blocks,): which blocks are alike, see `Reading.kinds`."""


def measure(layout: Layout, context: Context) -> Features:
    """Describe every block of a layout (which has at least one) in numbers."""
    page = read_layout(layout, context)
    groups = column_groups()
    dense = np.empty((len(layout.blocks), groups[-1].columns.stop), np.float32)
    for column, group in zip(COLUMNS, groups, strict=True):
        dense[:, group.columns] = column(page)
    return Features(dense, page.ranges, page.kinds)


class ColumnGroup(NamedTuple):
    """What one function contributes to `Features.dense`."""

    name: str
    description: str
    """The first line of the function's docstring."""
    columns: slice


@cache
def column_groups() -> tuple[ColumnGroup, ...]:
    """Name the columns of `Features.dense`, in their order.

    >>> [(group.name, group.columns) for group in column_groups()[:2]]
    [('text_length', slice(0, 2, None)), ('length_class', slice(2, 8, None))]
    """
    page = read_layout(segment_text("any"), Context())  # widths are the same for every page
    groups: list[ColumnGroup] = []
    start = 0
    for column in COLUMNS:
        end = start + column(page).shape[1]
        description = (column.__doc__ or column.__name__).partition("\n")[0]
        groups.append(ColumnGroup(column.__name__, description, slice(start, end)))
        start = end
    return tuple(groups)
