"""Training one network on a set of examples."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor

from articlekit.features.vocabulary import BUCKETS
from training.dataset import Example
from training.network import GAP, Batch, Labeller, make_batch

EPOCHS = 14
ROWS = 3000
"""About so many blocks a batch."""
RATE = 2e-3
HAND_WEIGHT = 4.0
"""How much more a hand-labelled page weighs than one with partial answers."""
CLASS_WORD_DROP = 0.3
"""Chance that a page's class word is taken away, so that unseen names are nothing new."""
NO_CLASSES = 0.08
"""Chance that a page loses all its class words."""


def train(
    examples: Sequence[Example],
    seed: int,
    epochs: int = EPOCHS,
    progress: Callable[[str], None] = print,
) -> Labeller:
    """Train a network; the same examples and seed give the same weights."""
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    order = random.Random(seed)
    examples = [e for e in examples if (e.allowed.min(1) == 0).any()]
    network = Labeller(*_normaliser(examples))
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=1e-2)
    weights = [_block_weights(example) for example in examples]
    batches_each = max(1, sum(len(e.allowed) for e in examples) // ROWS)
    steps = 0
    for epoch in range(epochs):
        network.train()
        total = 0.0
        for picked in _batches(examples, order):
            _set_rate(optimiser, steps / (epochs * batches_each))
            loss = _loss(network, [examples[i] for i in picked], [weights[i] for i in picked], generator)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimiser.step()
            total += float(loss.detach())
            steps += 1
        progress(f"epoch {epoch + 1}/{epochs}  loss {total / batches_each:.4f}")
    return network.eval()


def _set_rate(optimiser: torch.optim.Optimizer, done: float) -> None:
    warm = min(1.0, done / 0.05)
    for group in optimiser.param_groups:
        group["lr"] = RATE * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(done, 1.0))))


def _batches(examples: Sequence[Example], order: random.Random) -> list[list[int]]:
    indices = list(range(len(examples)))
    order.shuffle(indices)
    batches: list[list[int]] = [[]]
    rows = 0
    for index in indices:
        batches[-1].append(index)
        rows += len(examples[index].allowed) + GAP
        if rows >= ROWS:
            batches.append([])
            rows = 0
    return [batch for batch in batches if batch]


def _loss(
    network: Labeller,
    pages: Sequence[Example],
    weights: Sequence[np.ndarray],
    generator: np.random.Generator,
) -> Tensor:
    batch = make_batch([p.features for p in pages], [_kept_words(generator) for _ in pages])
    scores = torch.log_softmax(network(batch), 1)
    pad = np.ones((GAP, pages[0].allowed.shape[1]), np.float32)
    allowed = torch.from_numpy(np.concatenate([x for p in pages for x in (p.allowed, pad)]))
    weight = torch.from_numpy(
        np.concatenate([x for w in weights for x in (w, np.zeros(GAP, np.float32))])
    )
    likelihood = torch.logsumexp(scores.masked_fill(allowed == 0, -1e9), 1)
    return -(likelihood * weight).sum() / weight.sum()


def _kept_words(generator: np.random.Generator) -> np.ndarray | None:
    if generator.random() < NO_CLASSES:
        return np.zeros(BUCKETS, bool)
    return generator.random(BUCKETS) >= CLASS_WORD_DROP * generator.random()


def _block_weights(example: Example) -> np.ndarray:
    """Weigh blocks by their words, and pages by the root of their number of blocks."""
    words = np.array([len(b.text) / 6 for b in example.layout.blocks], np.float32)
    taught = example.allowed.min(1) == 0
    weight = (0.5 + np.minimum(words, 60) / 30) * taught
    share = weight / max(float(weight.sum()), 1e-6) * math.sqrt(len(weight))
    return (share * (HAND_WEIGHT if example.hand_labelled else 1.0)).astype(np.float32)


def _normaliser(examples: Sequence[Example]) -> tuple[Tensor, Tensor]:
    dense = np.concatenate([example.features.dense for example in examples])
    mean, deviation = dense.mean(0), dense.std(0)
    return torch.from_numpy(mean), torch.from_numpy(1 / np.maximum(deviation, 0.05))


def predict(network: Labeller, example: Example) -> np.ndarray:
    """Return the probability of every role for every block: (blocks, roles)."""
    with torch.no_grad():
        scores = network(make_batch([example.features], [None]))
    return torch.softmax(scores, 1)[: len(example.allowed)].numpy()


def rows_of(batch: Batch) -> int:
    """Return the number of rows of a batch, gaps included."""
    return len(batch.dense)
