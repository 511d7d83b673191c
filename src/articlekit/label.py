"""Labelling: the measured blocks of a page get their roles from a small network.

The network (see ``training/network.py`` and the model card) is run here with numpy alone.
Anything with a `probabilities` method can take its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from functools import cache
from importlib.resources import files
from itertools import repeat
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

import numpy as np

from articlekit.features import Features
from articlekit.features.tables import Ints
from articlekit.features.text import Floats
from articlekit.roles import BODY_ROLES, ROLES, Role

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController

__all__ = ["Label", "Model", "Network", "choose_roles", "default_model", "places_of"]

_BODY: Final = [ROLES.index(role) for role in BODY_ROLES]
_BODY_ROLES: Final = np.array(_BODY)
_NEVER: Final = -1.0


class Label(NamedTuple):
    """The role of one block."""

    role: Role
    score: float
    """Probability of the role; for the body's roles, that of the body as a whole."""
    runner_up: Role
    """The likeliest role of another kind."""
    runner_up_score: float

    def corrected(self, role: Role, least: float = 0.0) -> Label:
        """Return the label with another role; its own becomes the runner-up.

        Args:
            role: The role that the block has.
            least: How likely that is, at the least.
        """
        return Label(role, max(self.score, least), self.role, self.score)


class Model(Protocol):
    """Whatever tells roles."""

    def probabilities(self, features: Features) -> Floats:
        """Return the probability of every role for every block: (blocks, roles)."""


class Network:
    """The trained network; immutable, so that threads may share it."""

    def __init__(self, weights: dict[str, Floats]) -> None:
        self._mean = weights["mean"]
        self._entry = _entry(weights)
        self._out = weights["out.weight"], weights["out.bias"]
        self._pools = [_layer(weights, f"pools.{number}") for number in range(2)]
        self._convolutions = [
            (*_layer(weights, f"convolutions.{number}"), int(dilation))
            for number, dilation in enumerate(weights["dilations"])
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
        with _one_thread():
            state = self._read(features)
            around = _Around(features.ranges, features.kinds)
            before, after = self._pools
            state += around.mixed(state, *before)
            for weights, bias, dilation in self._convolutions:
                state += _mixed_neighbours(state, weights, bias, dilation)
            state += around.mixed(state, *after)
            return _softmax(state @ self._out[0] + self._out[1])

    def _read(self, features: Features) -> Floats:
        """Return the first state of each block: (blocks, width)."""
        weights, bias = self._entry
        mixed: Floats = features.dense @ weights
        mixed += bias
        return np.maximum(mixed, 0, out=mixed)


def _one_thread() -> AbstractContextManager[object]:
    """Keep numpy's matrix library to one thread for a while.

    The matrices of one page are too small to gain from threads. Left alone, the library wakes one a
    core for each product, which wait busily for the next: twice the processor time, and a quarter
    more until a page is done.
    """
    limit: AbstractContextManager[object] = _libraries().limit(limits=1, user_api="blas")
    return limit


@cache
def _libraries() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _entry(weights: dict[str, Floats]) -> tuple[Floats, Floats]:
    """Return the entry's weights and bias.

    Standardising the columns, ``(dense - mean) * scale``, is made part of them.
    """
    weight = weights["scale"][:, None] * weights["entry.weight"]
    bias = weights["entry.bias"] - weights["mean"].astype(np.float64) @ weight
    return weight, bias.astype(np.float32)


def _layer(weights: dict[str, Floats], name: str) -> tuple[Floats, Floats]:
    """Return a layer's weights for each of its views, (views, width, width), and its bias."""
    weight = weights[f"{name}.weight"]
    width = weight.shape[1]
    return weight.reshape(-1, width, width), weights[f"{name}.bias"]


def _mixed_neighbours(state: Floats, weights: Floats, bias: Floats, dilation: int) -> Floats:
    """Mix each block's state with those of its neighbours: a dilated convolution."""
    count, width = state.shape
    reach = dilation * (len(weights) // 2)
    padded = np.zeros((count + 2 * reach, width), np.float32)
    padded[reach : reach + count] = state
    mixed: Floats = state @ weights[len(weights) // 2]
    for tap, weight in enumerate(weights):
        if tap != len(weights) // 2:
            mixed += padded[tap * dilation : tap * dilation + count] @ weight
    mixed += bias
    return np.maximum(mixed, 0, out=mixed)


class _Around:
    """What each block is seen beside: ranges around it, the whole page, and blocks of its kind."""

    def __init__(self, ranges: Ints, kinds: Ints) -> None:
        # Neighbours have most ranges in common, so that each one is mixed but once.
        distinct, self._range_of = _distinct(ranges)
        self._start, self._end = distinct.T
        self._share = _share(self._end - self._start)
        self._kinds, self._order = kinds, kinds.argsort(kind="stable")
        alike = np.bincount(kinds)
        self._first = alike.cumsum() - alike
        self._share_of_kind = _share(alike)

    def mixed(self, state: Floats, weights: Floats, bias: Floats) -> Floats:
        """Mix each block's state with the mean states of what it is seen beside.

        One product a view: putting the views side by side would take eight times the memory.
        """
        own, *around, of_page, of_kind = weights
        count, width = state.shape
        totals = np.zeros((count + 1, width), np.float32)
        state.cumsum(0, out=totals[1:])
        means = totals.take(self._end, 0)
        means -= totals.take(self._start, 0)
        means *= self._share
        mixed: Floats = state @ own
        for range_of, weight in zip(self._range_of.T, around, strict=True):
            mixed += (means @ weight).take(range_of, 0)
        mixed += totals[-1] / np.float32(count) @ of_page + bias
        mixed += (self._means_of_kinds(state) @ of_kind).take(self._kinds, 0)
        return np.maximum(mixed, 0, out=mixed)

    def _means_of_kinds(self, state: Floats) -> Floats:
        sums = np.add.reduceat(state.take(self._order, 0), self._first)
        means: Floats = sums * self._share_of_kind
        return means


def _distinct(ranges: Ints) -> tuple[Ints, Ints]:
    """Return the distinct ranges, (some, 2), and the number of each: (blocks, LEVELS)."""
    start, end = ranges[..., 0], ranges[..., 1]
    width = int(end.max()) + 1
    codes, number = np.unique(start * width + end, return_inverse=True)
    return np.stack(np.divmod(codes, width), 1), number.reshape(start.shape)


def _share(sizes: Ints) -> Floats:
    """Return what one member of each group is of it: (groups, 1)."""
    return (1 / np.maximum(sizes, 1)).astype(np.float32)[:, None]


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(1, keepdims=True))
    probabilities: Floats = powers / powers.sum(1, keepdims=True)
    return probabilities


def places_of(labels: Iterable[Label]) -> dict[Role, list[int]]:
    """Return the indices of the blocks of each role, in page order."""
    places: dict[Role, list[int]] = {}
    for index, label in enumerate(labels):
        if label.role in places:
            places[label.role].append(index)
        else:
            places[label.role] = [index]
    return places


@cache
def default_model() -> Network:
    """Return the network that ships with the package, read once."""
    return Network.load(str(files("articlekit.model").joinpath("weights.npz")))


def choose_roles(probabilities: Floats) -> tuple[Label, ...]:
    """Choose a role for each block.

    Whether a block is body is decided before what kind of body it is: a block torn between
    "list" and "paragraph" is surely text, even where a third role beats either of the two.
    """
    rows = np.arange(len(probabilities))
    body = probabilities[:, _BODY]
    scores = probabilities.copy()
    scores[:, _BODY] = _NEVER
    scores[rows, _BODY_ROLES[body.argmax(1)]] = body.sum(1)
    role = scores.argmax(1)
    score = scores[rows, role]
    scores[rows, role] = _NEVER
    runner_up = scores.argmax(1)
    columns = (
        map(ROLES.__getitem__, role.tolist()),
        score.tolist(),
        map(ROLES.__getitem__, runner_up.tolist()),
        scores[rows, runner_up].tolist(),
    )
    # As `Label._make` does it, which is a call in Python for each block.
    return tuple(map(tuple.__new__, repeat(Label), zip(*columns, strict=True)))
