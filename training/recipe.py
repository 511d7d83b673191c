"""How the shipped labeller is made: the one place where the steps are put together.

1. Two teachers are trained, each on the sites of one half of the corpus, from what the gold says:
   hand-given roles, and "body" or "not body" where only that is known.
2. Each teacher labels the other half, which it has not seen. Its answers, within what the gold
   allows, say which of the body's roles a block has, and what the unlabelled blocks are.
3. The network is trained on all pages with these finer targets; on pages with parts of others
   grafted into their story; and on hand-labelled pages as copied plain text.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from training.dataset import Example, copied_texts
from training.graft import grafted_pages
from training.network import Labeller
from training.train import cross_entropy, partial_likelihood, predict, train

SEED = 7
Progress = Callable[[str], None]


def train_labeller(examples: Sequence[Example], progress: Progress) -> Labeller:
    """Train the network that ships."""
    teachers = train_teachers(examples, progress)
    pages = [*examples, *grafted_pages(examples, SEED), *copied_texts(examples, SEED)]
    refined = [refine(page, teachers[1 - half_of(page)]) for page in pages]
    return train(refined, SEED, cross_entropy, progress)


def train_teachers(examples: Sequence[Example], progress: Progress) -> tuple[Labeller, Labeller]:
    """Train a teacher on each half of the sites."""
    first, second = (
        train([e for e in examples if half_of(e) == half], half, partial_likelihood, progress)
        for half in (0, 1)
    )
    return first, second


def half_of(example: Example) -> int:
    """Return which half of the sites a page belongs to."""
    return zlib.crc32(b"half:" + example.site.encode()) % 2


def refine(example: Example, teacher: Labeller) -> Example:
    """Return a page with the teacher's answer, as far as the gold allows it, as its target.

    A hand-given role stays as it is.
    """
    guess = predict(teacher, example) * example.allowed
    guess /= np.maximum(guess.sum(1, keepdims=True), 1e-9)
    told = example.allowed.sum(1, keepdims=True) == 1
    return replace(example, allowed=np.where(told, example.allowed, guess).astype(np.float32))
