"""Labelling: the measured blocks of a page get their roles from a small network.

The network (see ``training/network.py`` and the model card) is run here with numpy alone.
Anything with a `probabilities` method can take its place.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple, Protocol

import numpy as np

from articlekit.features import BAGS, Bags, Features
from articlekit.features.tables import Ints
from articlekit.features.text import Floats
from articlekit.roles import BODY_ROLES, ROLES, Role

__all__ = ["Label", "Model", "Network", "choose_roles", "default_model"]

_TEXT_BAGS: Final = frozenset({"text", "heading"})
_BODY: Final = [ROLES.index(role) for role in BODY_ROLES]


class Label(NamedTuple):
    """The role of one block."""

    role: Role
    score: float
    """Probability of the role; for the body's roles, that of the body as a whole."""
    runner_up: Role
    """The likeliest role of another kind."""
    runner_up_score: float


class Model(Protocol):
    """Whatever tells roles."""

    def probabilities(self, features: Features) -> Floats:
        """Return the probability of every role for every block: (blocks, roles)."""


class Network:
    """The trained network; immutable, so that threads may share it."""

    def __init__(self, weights: dict[str, Floats]) -> None:
        self._embeddings = {
            name: weights["words" if name in _TEXT_BAGS else "classes"] for name in BAGS
        }
        self._mean, self._scale = weights["mean"], weights["scale"]
        self._entry = weights["entry.weight"], weights["entry.bias"]
        self._out = weights["out.weight"], weights["out.bias"]
        self._pools = [(weights[f"pools.{i}.weight"], weights[f"pools.{i}.bias"]) for i in range(2)]
        self._convolutions = [
            (weights[f"convolutions.{i}.weight"], weights[f"convolutions.{i}.bias"], int(dilation))
            for i, dilation in enumerate(weights["dilations"])
        ]

    @property
    def typical(self) -> Floats:
        """The mean of each dense column over the training pages: (columns,)."""
        return self._mean

    @classmethod
    def load(cls, path: str) -> Network:
        """Read weights that ``python -m training`` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls({name: arrays[name].astype(np.float32) for name in arrays.files})

    def probabilities(self, features: Features) -> Floats:
        """Return the probability of every role for every block: (blocks, roles)."""
        ranges = _with_whole_page(features.ranges)
        views = [(features.dense - self._mean) * self._scale]
        views += [
            _mean_embedding(features.classes, self._embeddings["own"])[features.classes.of[i]]
            for i in range(4)
        ]
        views += [
            _mean_embedding(features.words, self._embeddings["text"])[features.words.of[i]]
            for i in range(2)
        ]
        state = _rectified(np.concatenate(views, axis=1), *self._entry)
        state = state + _rectified(_surroundings(state, ranges), *self._pools[0])
        for weight, bias, dilation in self._convolutions:
            state = state + _rectified(_neighbours(state, dilation), weight, bias)
        state = state + _rectified(_surroundings(state, ranges), *self._pools[1])
        return _softmax(state @ self._out[0] + self._out[1])


def _rectified(values: Floats, weight: Floats, bias: Floats) -> Floats:
    mixed: Floats = values @ weight
    mixed += bias
    return np.maximum(mixed, 0, out=mixed)


def _with_whole_page(ranges: Ints) -> Ints:
    """Add the range of the whole page as the widest surroundings."""
    whole = np.zeros((len(ranges), 1, 2), np.int64)
    whole[..., 1] = len(ranges)
    return np.concatenate((ranges, whole), axis=1)


def _mean_embedding(bags: Bags, table: Floats) -> Floats:
    """Average the embeddings of each bag's buckets; zeros where it has none."""
    sizes = bags.sizes
    filled = sizes > 0
    means = np.zeros((len(sizes), table.shape[1]), np.float32)
    if len(bags.buckets):
        first = (sizes.cumsum() - sizes)[filled]
        sums = np.add.reduceat(table.take(bags.buckets, 0), first)
        means[filled] = sums / sizes[filled, None].astype(np.float32)
    return means


def _neighbours(state: Floats, dilation: int, taps: int = 5) -> Floats:
    """Put each block's state beside those of its neighbours: (blocks, taps * width)."""
    reach = dilation * (taps // 2)
    padded: Floats = np.pad(state, ((reach, reach), (0, 0)))
    count = len(state)
    return np.concatenate([padded[k * dilation : k * dilation + count] for k in range(taps)], 1)


def _surroundings(state: Floats, ranges: Ints) -> Floats:
    """Put each block's state beside the mean states of its surroundings."""
    totals = np.concatenate((np.zeros_like(state[:1]), state.cumsum(0)))
    start, end = ranges[..., 0], ranges[..., 1]
    sizes = np.maximum(end - start, 1)[..., None].astype(np.float32)
    means = (totals[end] - totals[start]) / sizes
    return np.concatenate((state, means.reshape(len(state), -1)), axis=1)


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(1, keepdims=True))
    probabilities: Floats = powers / powers.sum(1, keepdims=True)
    return probabilities


@cache
def default_model() -> Network:
    """Return the network that ships with the package, read once."""
    return Network.load(str(files("articlekit.model").joinpath("weights.npz")))


def choose_roles(probabilities: Floats) -> tuple[Label, ...]:
    """Choose a role for each block.

    Whether a block is body is decided before what kind of body it is: a block torn between
    "list" and "paragraph" is surely text, even where a third role beats either of the two.
    """
    others = probabilities.copy()
    others[:, _BODY] = 0
    body_kind = np.array(_BODY)[probabilities[:, _BODY].argmax(1)]
    best = np.argsort(-others, axis=1)[:, :2]
    kinds = np.column_stack((body_kind, best))
    scores = np.column_stack(
        (probabilities[:, _BODY].sum(1), np.take_along_axis(others, best, axis=1))
    )
    return tuple(
        _label(sorted(zip(row, kind, strict=True), reverse=True))
        for row, kind in zip(scores.tolist(), kinds.tolist(), strict=True)
    )


def _label(ranked: list[tuple[float, int]]) -> Label:
    (score, role), (runner_up_score, runner_up), _ = ranked
    return Label(ROLES[role], score, ROLES[runner_up], runner_up_score)
