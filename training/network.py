"""The labeller as a torch module, to be trained; `articlekit.label` runs the same in numpy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from articlekit.features import BAGS, Features
from articlekit.features.containers import LEVELS
from articlekit.features.vocabulary import BUCKETS
from articlekit.roles import ROLES

EMBEDDING = 16
HIDDEN = 64
TAPS = 5
DILATIONS = (1, 2, 4)
GAP = 16
"""Empty rows between the pages of a batch, so that convolutions do not mix them."""

CLASS_BAGS = tuple(name for name in BAGS if name not in {"text", "heading"})


class Batch(NamedTuple):
    """Several pages one after the other, with gaps between them."""

    dense: Tensor
    """(rows, columns)"""
    bags: tuple[tuple[Tensor, Tensor], ...]
    """For each bag, the buckets of all rows and where each row's begin."""
    ranges: Tensor
    """(rows, LEVELS + 1, 2): surroundings of each row, the last one the whole page."""
    filled: Tensor
    """(rows, 1): 0 in the gaps."""


def make_batch(pages: Sequence[Features], class_words: Sequence[np.ndarray | None]) -> Batch:
    """Join pages.

    Args:
        pages: What `articlekit.features.measure` gave.
        class_words: For each page the class buckets to keep, (BUCKETS,) of bool, or None for all.
    """
    dense, ranges, filled = [], [], []
    buckets: list[list[int]] = [[] for _ in BAGS]
    offsets: list[list[int]] = [[] for _ in BAGS]
    row = 0
    for page, kept in zip(pages, class_words, strict=True):
        count = len(page.dense)
        dense += [page.dense, np.zeros((GAP, page.dense.shape[1]), np.float32)]
        whole = np.tile(np.array([0, count]), (count, 1, 1))
        ranges += [
            np.concatenate((page.ranges, whole), 1) + row,
            np.zeros((GAP, LEVELS + 1, 2), np.int64),
        ]
        filled += [np.ones(count, np.float32), np.zeros(GAP, np.float32)]
        for bag, name in enumerate(BAGS):
            drop = kept if name in CLASS_BAGS else None
            for ids in page.bags[bag]:
                offsets[bag].append(len(buckets[bag]))
                buckets[bag].extend(ids if drop is None else [i for i in ids if drop[i]])
            offsets[bag] += [len(buckets[bag])] * GAP
        row += count + GAP
    return Batch(
        torch.from_numpy(np.concatenate(dense)),
        tuple(
            (torch.tensor(b, dtype=torch.long), torch.tensor(o, dtype=torch.long))
            for b, o in zip(buckets, offsets, strict=True)
        ),
        torch.from_numpy(np.concatenate(ranges)),
        torch.from_numpy(np.concatenate(filled))[:, None],
    )


class Labeller(nn.Module):
    """Blocks in, a score for each role out.

    Dense columns and mean embeddings of hashed words are mixed into a hidden state, which then
    takes in its neighbours in reading order (dilated convolutions) and its surroundings in the
    tree (means over the growing ranges), twice.
    """

    def __init__(self, mean: Tensor, scale: Tensor, dropout: float = 0.2) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("scale", scale)
        self.classes = nn.EmbeddingBag(BUCKETS, EMBEDDING, mode="mean")
        self.words = nn.EmbeddingBag(BUCKETS, EMBEDDING, mode="mean")
        nn.init.normal_(self.classes.weight, std=0.1)
        nn.init.normal_(self.words.weight, std=0.1)
        self.entry = nn.Linear(len(mean) + len(BAGS) * EMBEDDING, HIDDEN)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(HIDDEN, HIDDEN, TAPS, padding="same", dilation=d) for d in DILATIONS
        )
        self.pools = nn.ModuleList(
            nn.Linear(HIDDEN * (LEVELS + 2), HIDDEN) for _ in range(2)
        )
        self.out = nn.Linear(HIDDEN, len(ROLES))
        self.dropout = nn.Dropout(dropout)

    def forward(self, batch: Batch) -> Tensor:
        """Return (rows, roles) of scores."""
        columns = [(batch.dense - self.mean) * self.scale * batch.filled]
        for name, (ids, offsets) in zip(BAGS, batch.bags, strict=True):
            table = self.classes if name in CLASS_BAGS else self.words
            columns.append(table(ids, offsets))
        state = torch.relu(self.entry(torch.cat(columns, 1))) * batch.filled
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
        views = torch.cat((state, means.flatten(1)), 1)
        return (state + torch.relu(layer(views))) * batch.filled
