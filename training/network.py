"""The labeller as a torch module, to be trained; `articlekit.label` runs the same in numpy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from articlekit.features import Features
from articlekit.features.containers import LEVELS
from articlekit.features.tables import Ints
from articlekit.features.text import Floats
from articlekit.roles import ROLES

HIDDEN = 64
TAPS = 5
DILATIONS = (1, 2, 4)
GAP = 16
"""Empty rows between the pages of a batch, so that convolutions do not mix them."""


class Batch(NamedTuple):
    """Several pages one after the other, with gaps between them."""

    dense: Tensor
    """(rows, columns)"""
    ranges: Tensor
    """(rows, LEVELS + 1, 2): surroundings of each row, the last one the whole page."""
    kinds: Tensor
    """(rows,): equal for rows of one page that are alike."""
    filled: Tensor
    """(rows, 1): 0 in the gaps."""


class PageInput(NamedTuple):
    """A measured page in the form that batches are joined from."""

    dense: Floats
    ranges: Ints
    kinds: Ints


def page_input(features: Features) -> PageInput:
    """Follow a page by a gap."""
    count = len(features.dense)
    dense = np.pad(features.dense, ((0, GAP), (0, 0)))
    whole = np.tile(np.array([0, count]), (count, 1, 1))
    ranges = np.pad(np.concatenate((features.ranges, whole), 1), ((0, GAP), (0, 0), (0, 0)))
    kinds = np.pad(features.kinds, (0, GAP), constant_values=features.kinds.max() + 1)
    return PageInput(dense, ranges, kinds)


def make_batch(pages: Sequence[PageInput]) -> Batch:
    """Join pages, as `page_input` gave them."""
    rows = np.cumsum([0] + [len(page.dense) for page in pages])
    ranges = [page.ranges + row for page, row in zip(pages, rows[:-1], strict=True)]
    firsts = np.cumsum([0] + [int(page.kinds.max()) + 1 for page in pages])
    kinds = [page.kinds + first for page, first in zip(pages, firsts[:-1], strict=True)]
    filled = [np.arange(len(page.dense)) < len(page.dense) - GAP for page in pages]
    return Batch(
        _tensor([page.dense for page in pages]),
        _tensor(ranges),
        _tensor(kinds),
        _tensor(filled)[:, None].float(),
    )


def _tensor(parts: Sequence[np.ndarray]) -> Tensor:
    return torch.from_numpy(np.concatenate(parts))


class Labeller(nn.Module):
    """Blocks in, a score for each role out.

    The columns are mixed into a hidden state, which then takes in its neighbours in reading order
    (dilated convolutions), its surroundings in the tree (means over the growing ranges) and the
    blocks of its kind (their mean), the last two twice.
    """

    def __init__(self, mean: Tensor, scale: Tensor, dropout: float = 0.2) -> None:
        super().__init__()
        self.mean: Tensor
        self.scale: Tensor
        self.register_buffer("mean", mean)
        self.register_buffer("scale", scale)
        self.entry = nn.Linear(len(mean), HIDDEN)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(HIDDEN, HIDDEN, TAPS, padding="same", dilation=d) for d in DILATIONS
        )
        self.pools = nn.ModuleList(nn.Linear(HIDDEN * (LEVELS + 3), HIDDEN) for _ in range(2))
        self.out = nn.Linear(HIDDEN, len(ROLES))
        self.dropout = nn.Dropout(dropout)

    def forward(self, batch: Batch) -> Tensor:
        """Return (rows, roles) of scores."""
        columns = (batch.dense - self.mean) * self.scale
        state = torch.relu(self.entry(columns)) * batch.filled
        state = self._pool(self.dropout(state), batch, self.pools[0])
        for convolution in self.convolutions:
            mixed = torch.relu(convolution(state.T[None])[0].T)
            state = (state + mixed) * batch.filled
        state = self._pool(self.dropout(state), batch, self.pools[1])
        return self.out(self.dropout(state))

    def _pool(self, state: Tensor, batch: Batch, layer: nn.Module) -> Tensor:
        totals = torch.cat((torch.zeros_like(state[:1]), state.cumsum(0)))
        start, end = batch.ranges[..., 0], batch.ranges[..., 1]
        sizes = (end - start).clamp(min=1)[..., None]
        means = (totals[end] - totals[start]) / sizes
        alike = _means_of_groups(state, batch.kinds)
        views = torch.cat((state, means.flatten(1), alike), 1)
        return (state + torch.relu(layer(views))) * batch.filled


def _means_of_groups(state: Tensor, group: Tensor) -> Tensor:
    """Return for each row the mean of all rows of its group."""
    count = int(group.max()) + 1
    sums = torch.zeros(count, state.shape[1]).index_add(0, group, state)
    sizes = torch.bincount(group, minlength=count).clamp(min=1)
    return (sums / sizes[:, None])[group]
