"""How the shipped labeller is made: the one place where the steps are put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from training.dataset import Example, copied_texts
from training.network import Labeller
from training.train import train

SEED = 7


def train_labeller(examples: Sequence[Example], progress: Callable[[str], None]) -> Labeller:
    """Train the network on pages and on their copies as plain text."""
    lessons = [*examples, *copied_texts(examples, SEED)]
    return train(lessons, SEED, progress=progress)
