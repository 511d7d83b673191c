"""Boosted trees that look at a page again, beside the answers of a network.

Trees find thresholds and exceptions among the columns that a small network smooths over, and they
see what was answered for the blocks nearby. Laid on top of a network (stacking: Wolpert, "Stacked
generalization", 1992) they are better than it, but far too large to ship: they only teach.
"""

from __future__ import annotations

from collections.abc import Sequence

import lightgbm
import numpy as np

from articlekit.features.containers import between
from articlekit.features.text import Floats
from articlekit.roles import ROLES
from training.dataset import Example

ROUNDS = 90
_SETTINGS = {
    "objective": "multiclass",
    "learning_rate": 0.08,
    "num_leaves": 15,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.25,  # a tree sees a quarter of the columns
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,  # else the faster way is found by trial, with another sum in each run
    "verbose": -1,
}
_REACH = 3
"""Blocks on either side whose answers are seen."""
_UNLIKELY = 1e-4


class Trees:
    """Boosted trees, one set for each role that they were taught."""

    def __init__(self, booster: lightgbm.Booster, roles: np.ndarray) -> None:
        self._booster = booster
        self._roles = roles

    def predict(self, example: Example, answer: Floats) -> Floats:
        """Return the probability of every role for every block, given a network's answer."""
        probabilities = np.zeros(answer.shape, np.float32)
        probabilities[:, self._roles] = self._booster.predict(_columns(example, answer))
        return probabilities


def train_trees(examples: Sequence[Example], answers: Sequence[Floats], seed: int) -> Trees:
    """Train on the hand-labelled pages.

    Args:
        examples: Pages; those not labelled by hand are passed over.
        answers: For each page the answer, (blocks, roles), of a network that has not seen it.
        seed: Of what a tree sees.
    """
    rows, wanted, weights = [], [], []
    for example, answer in zip(examples, answers, strict=True):
        if example.hand_labelled:
            told = example.allowed.sum(1) == 1
            rows.append(_columns(example, answer)[told])
            wanted.append(example.allowed.argmax(1)[told])
            weights.append(_weights(example)[told])
    roles, label = np.unique(np.concatenate(wanted), return_inverse=True)
    data = lightgbm.Dataset(np.concatenate(rows), label, weight=np.concatenate(weights))
    settings = {**_SETTINGS, "num_class": len(roles), "seed": seed}
    return Trees(lightgbm.train(settings, data, ROUNDS), roles)


def _columns(example: Example, answer: Floats) -> Floats:
    """Return what the trees read of a page: (blocks, columns)."""
    count = len(answer)
    padded = np.pad(answer, ((_REACH, _REACH), (0, 0)))
    nearby = [padded[at : at + count] for at in range(2 * _REACH + 1) if at != _REACH]
    start, end = example.features.ranges[:, 0].T
    around = between(answer, start, end) / np.maximum(end - start, 1)[:, None]
    kinds = example.features.kinds
    alike = np.zeros((int(kinds.max()) + 1, len(ROLES)), np.float32)
    np.add.at(alike, kinds, answer)
    alike /= np.bincount(kinds)[:, None]
    page = np.broadcast_to(answer.mean(0), answer.shape)
    views = (np.log(answer + _UNLIKELY), *nearby, around, alike[kinds], page)
    return np.concatenate((*views, example.features.dense), 1, dtype=np.float32)


def _weights(example: Example) -> Floats:
    """Weigh blocks by their words, pages by the root of their size."""
    words = np.array([len(block.text) / 6 for block in example.layout.blocks], np.float32)
    weights = (0.5 + np.minimum(words, 60) / 30) / len(words) ** 0.5
    return weights.astype(np.float32)
