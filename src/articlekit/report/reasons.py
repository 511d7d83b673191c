"""Which features spoke for a block's role and which against it.

Found by occlusion: a group of features is hidden on the whole page (its columns set to what they
are on an average block) and the page is labelled again. By how much the odds
of the chosen role over its runner-up fall is what the group said for the role. One pass of the
network a group, whatever the number of blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from articlekit.features import Features, column_groups
from articlekit.features.text import Floats
from articlekit.label import Label, Model
from articlekit.roles import BODY_ROLES, ROLES, Role

_BODY: Final = [ROLES.index(role) for role in BODY_ROLES]
_LEAST: Final = 1e-6  # keeps the odds of a role with no probability at all finite


class Occludable(Model, Protocol):
    """A model that says what the columns are on an average block."""

    @property
    def typical(self) -> Floats:
        """The mean of each dense column: (columns,)."""


class Group(NamedTuple):
    """Some features that are hidden together."""

    name: str
    description: str


class Influence(NamedTuple):
    """What every group of features said of every block."""

    groups: tuple[Group, ...]
    weights: NDArray[np.float64]
    """(groups, blocks): the fall of the log-odds of the role when the group is hidden."""
    runner_up: NDArray[np.float64]
    """(blocks,): probability of the runner-up with nothing hidden."""


def find_influence(features: Features, labels: Sequence[Label], model: Occludable) -> Influence:
    """Hide one group of features after the other and see what each said.

    Args:
        features: The measured page.
        labels: The role of every block, with its runner-up.
        model: What gave them.
    """
    groups, weights = [], []
    probabilities = model.probabilities(features)
    whole = _log_odds(probabilities, labels)
    for group, occluded in _occlusions(features, model.typical):
        groups.append(group)
        weights.append(whole - _log_odds(model.probabilities(occluded), labels))
    runner_up = _of_roles(probabilities, [label.runner_up for label in labels])
    return Influence(tuple(groups), np.stack(weights), runner_up)


def _occlusions(features: Features, typical: Floats) -> Iterator[tuple[Group, Features]]:
    """Yield the page as it looks without each group."""
    for group in column_groups():
        dense = features.dense.copy()
        dense[:, group.columns] = typical[group.columns]
        yield Group(group.name, group.description), features._replace(dense=dense)


def _log_odds(probabilities: Floats, labels: Sequence[Label]) -> NDArray[np.float64]:
    """Return for each block the log-odds of its role over its runner-up: (blocks,)."""
    role = _of_roles(probabilities, [label.role for label in labels])
    runner_up = _of_roles(probabilities, [label.runner_up for label in labels])
    odds: NDArray[np.float64] = np.log(np.maximum(role, _LEAST) / np.maximum(runner_up, _LEAST))
    return odds


def _of_roles(probabilities: Floats, roles: Sequence[Role]) -> NDArray[np.float64]:
    """Return for each block the probability of one role, the body's roles taken together."""
    columns = np.array([ROLES.index(role) for role in roles])
    body = probabilities[:, _BODY].sum(1)
    own = probabilities[np.arange(len(roles)), columns]
    chosen: NDArray[np.float64] = np.where(np.isin(columns, _BODY), body, own).astype(np.float64)
    return chosen
