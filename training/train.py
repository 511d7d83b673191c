"""Training one network on a set of examples."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from articlekit.features.measure import column_groups
from training.dataset import Example
from training.network import GAP, Labeller, PageInput, make_batch, page_input

EPOCHS = 8
ROWS = 1200
"""About so many blocks a batch."""
RATE = 2e-3
HAND_WEIGHT = 4.0
"""How much more a hand-labelled page weighs than one with partial answers."""
DECAY = 1e-2
DROPOUT = 0.2
RARITY_RANGE = (0.5, 3.0)
"""How much less or more a block of a common or rare role may weigh."""
BLINDED = 0.4
"""Chance that a page loses some groups of columns, so that none is relied on alone."""
_MOST_GONE = 3


Loss = Callable[[Tensor, Tensor], Tensor]
"""Log probabilities and targets, both (rows, roles), to a loss for each row."""


def partial_likelihood(scores: Tensor, allowed: Tensor) -> Tensor:
    """Ask only that the allowed roles together are likely."""
    return -torch.logsumexp(scores + torch.log(allowed.clamp(min=1e-9)), 1)


def cross_entropy(scores: Tensor, wanted: Tensor) -> Tensor:
    """Ask for these very probabilities."""
    return -(scores * wanted).sum(1)


def train(
    examples: Sequence[Example],
    seed: int,
    loss_of: Loss,
    progress: Callable[[str], None] = print,
    epochs: int = EPOCHS,
) -> Labeller:
    """Train a network; the same examples and seed give the same weights.

    Args:
        examples: Pages with their targets.
        seed: Of the first weights, the order of pages and what is dropped.
        loss_of: How far an answer is from the target.
        progress: Takes a line after each epoch.
        epochs: How often every page is seen.
    """
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    lessons = _lessons(examples)
    network = Labeller(*_normaliser(examples), DROPOUT)
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps = epochs * max(1, sum(len(lesson.target) for lesson in lessons) // ROWS)
    step = 0
    for epoch in range(epochs):
        network.train()
        losses = []
        for picked in _batches(lessons, generator):
            _set_rate(optimiser, step / steps)
            loss = _loss(network, picked, loss_of, generator)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch gives no type
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimiser.step()
            losses.append(float(loss.detach()))
            step += 1
        progress(f"epoch {epoch + 1}/{epochs}  loss {sum(losses) / len(losses):.4f}")
    return network.eval()


class Lesson(NamedTuple):
    """A page ready to be learned from; all arrays end with a gap."""

    page: PageInput
    target: np.ndarray
    """(rows, roles): the allowed roles, or how likely each is."""
    weight: np.ndarray
    """(rows,)"""


def _lessons(examples: Sequence[Example]) -> list[Lesson]:
    rarity = _rarity(examples)
    return [
        Lesson(
            page_input(example.features),
            np.pad(example.allowed, ((0, GAP), (0, 0)), constant_values=1),
            np.pad(_block_weights(example, rarity), (0, GAP)),
        )
        for example in examples
        if is_taught(example).any()
    ]


def _set_rate(optimiser: torch.optim.Optimizer, done: float) -> None:
    warm = min(1.0, done / 0.05)
    for group in optimiser.param_groups:
        group["lr"] = RATE * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(done, 1.0))))


def _batches(lessons: Sequence[Lesson], generator: np.random.Generator) -> list[list[Lesson]]:
    batches: list[list[Lesson]] = [[]]
    rows = 0
    for index in generator.permutation(len(lessons)):
        batches[-1].append(lessons[index])
        rows += len(lessons[index].target)
        if rows >= ROWS:
            batches.append([])
            rows = 0
    return [batch for batch in batches if batch]


def _loss(
    network: Labeller, picked: Sequence[Lesson], loss_of: Loss, generator: np.random.Generator
) -> Tensor:
    typical = network.mean.numpy()
    pages = [_blinded(lesson.page, typical, generator) for lesson in picked]
    batch = make_batch(pages)
    scores = torch.log_softmax(network(batch), 1)
    target = torch.from_numpy(np.concatenate([lesson.target for lesson in picked]))
    weight = torch.from_numpy(np.concatenate([lesson.weight for lesson in picked]))
    return (loss_of(scores, target) * weight).sum() / weight.sum()


def _blinded(page: PageInput, typical: np.ndarray, generator: np.random.Generator) -> PageInput:
    """Take a few groups of columns away from a page, now and then: they say what is typical."""
    if generator.random() >= BLINDED:
        return page
    groups = column_groups()
    dense = page.dense.copy()
    count = int(generator.integers(1, _MOST_GONE + 1))
    for chosen in generator.choice(len(groups), count, replace=False):
        columns = groups[chosen].columns
        dense[:-GAP, columns] = typical[columns]
    return page._replace(dense=dense)


def is_taught(example: Example) -> np.ndarray:
    """Tell for each block whether its target says anything."""
    told: np.ndarray = example.allowed.min(1) < example.allowed.max(1)
    return told


def _block_weights(example: Example, rarity: np.ndarray) -> np.ndarray:
    """Weigh blocks by their words and their role's rarity, pages by the root of their size."""
    words = np.array([len(b.text) / 6 for b in example.layout.blocks], np.float32)
    taught = is_taught(example)
    weight = (0.5 + np.minimum(words, 60) / 30) * taught
    known = _is_distribution(example.allowed)
    weight[known] *= example.allowed[known] @ rarity
    share = weight / max(float(taught.sum()), 1.0) * math.sqrt(len(weight))
    return (share * (HAND_WEIGHT if example.hand_labelled else 1.0)).astype(np.float32)


def _is_distribution(allowed: np.ndarray) -> np.ndarray:
    """Tell for each block whether its target is one role, or how likely each is."""
    told: np.ndarray = np.abs(allowed.sum(1) - 1) < _ROUNDING
    return told


_ROUNDING = 1e-3


def _rarity(examples: Sequence[Example]) -> np.ndarray:
    """Return a factor for each role: the rarer it is, the more a block of it weighs."""
    hand = [example.allowed for example in examples if example.hand_labelled]
    rows = np.concatenate([allowed[_is_distribution(allowed)] for allowed in hand])
    counts = np.bincount(rows.argmax(1), minlength=rows.shape[1]) + 1
    return np.clip(np.sqrt(np.median(counts) * 4 / counts), *RARITY_RANGE).astype(np.float32)


def _normaliser(examples: Sequence[Example]) -> tuple[Tensor, Tensor]:
    dense = np.concatenate([example.features.dense for example in examples])
    mean, deviation = dense.mean(0), dense.std(0)
    return torch.from_numpy(mean), torch.from_numpy(1 / np.maximum(deviation, 0.05))


def predict(network: Labeller, example: Example) -> np.ndarray:
    """Return the probability of every role for every block: (blocks, roles)."""
    with torch.no_grad():
        scores = network(make_batch([page_input(example.features)]))
    return torch.softmax(scores, 1)[: len(example.allowed)].numpy()
