"""How the shipped labeller is made: the one place where the steps are put together.

1. Teachers are trained, each on the sites of three quarters of the corpus, from what the gold
   says: hand-given roles, and "body" or "not body" where only that is known.
2. Each teacher labels the quarter that it has not seen. Its answers, within what the gold allows,
   say which of the body's roles a block has, and what the unlabelled blocks are; they also soften
   hand-given roles a little, which people give differently.
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
EPOCHS = 16
"""How often the network sees every page; a teacher sees its pages half as often."""
TEACHERS = 4
DOUBT = 0.2
"""How much the teacher says where a role was given by hand."""
Progress = Callable[[str], None]


def train_labeller(examples: Sequence[Example], progress: Progress) -> Labeller:
    """Train the network that ships."""
    teachers = train_teachers(examples, progress)
    pages = [*examples, *grafted_pages(examples, SEED), *copied_texts(examples, SEED)]
    refined = [refine(page, teachers[part_of(page)]) for page in pages]
    progress("the network")
    return train(refined, SEED, cross_entropy, progress, EPOCHS)


def train_teachers(examples: Sequence[Example], progress: Progress) -> tuple[Labeller, ...]:
    """Train a teacher for each part of the sites, on all the others."""
    teachers = []
    for part in range(TEACHERS):
        progress(f"teacher {part + 1} of {TEACHERS}")
        others = [example for example in examples if part_of(example) != part]
        teachers.append(train(others, part, partial_likelihood, progress))
    return tuple(teachers)


def part_of(example: Example) -> int:
    """Return which part of the sites a page belongs to."""
    return zlib.crc32(b"part:" + example.site.encode()) % TEACHERS


def refine(example: Example, teacher: Labeller) -> Example:
    """Return a page with the teacher's answer, as far as the gold allows it, as its target."""
    answer = predict(teacher, example)
    guess = answer * example.allowed
    guess /= np.maximum(guess.sum(1, keepdims=True), 1e-9)
    told = example.allowed.sum(1, keepdims=True) == 1
    softened = (1 - DOUBT) * example.allowed + DOUBT * answer
    return replace(example, allowed=np.where(told, softened, guess).astype(np.float32))
