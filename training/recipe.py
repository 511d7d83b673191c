"""How the shipped labeller is made: the one place where the steps are put together.

1. Teachers are trained, networks and trees on top of them, each on the sites of three quarters of
   the corpus, from what the gold says: hand-given roles, and "body" or "not body" where only that
   is known.
2. They label the quarter that they have not seen. Their answers, within what the gold allows,
   say which of the body's roles a block has, and what the unlabelled blocks are; they also soften
   hand-given roles a little, which people give differently.
3. The network is trained on all pages with these finer targets; on pages with parts of others
   grafted into their story; and on hand-labelled pages as copied plain text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from articlekit.features.text import Floats
from training.dataset import Example, copied_texts
from training.graft import grafted_pages
from training.network import Labeller
from training.teachers import Progress, ask_teachers
from training.train import cross_entropy, train

SEED = 7
EPOCHS = 16
"""How often the network sees every page; a teacher sees its pages half as often."""
DOUBT = 0.2
"""How much the teachers say where a role was given by hand."""


def train_labeller(examples: Sequence[Example], progress: Progress) -> Labeller:
    """Train the network that ships."""
    pages = [*examples, *grafted_pages(examples, SEED), *copied_texts(examples, SEED)]
    answers = ask_teachers(examples, pages, progress)
    refined = [refine(page, answer) for page, answer in zip(pages, answers, strict=True)]
    progress("the network")
    return train(refined, SEED, cross_entropy, progress, EPOCHS)


def refine(example: Example, answer: Floats) -> Example:
    """Return a page with the teachers' answer, as far as the gold allows it, as its target."""
    guess = answer * example.allowed
    guess /= np.maximum(guess.sum(1, keepdims=True), 1e-9)
    told = example.allowed.sum(1, keepdims=True) == 1
    softened = (1 - DOUBT) * example.allowed + DOUBT * answer
    return replace(example, allowed=np.where(told, softened, guess).astype(np.float32))
