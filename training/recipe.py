"""How the shipped labeller is made: the one place where the steps are put together.

1. For each quarter of the sites a panel of teachers is trained on the other three, from what the
   gold says: hand-given roles, and "body" or "not body" where only that is known.
2. Each panel labels the quarter that it has not seen. Its mean answers, within what the gold
   allows, say which of the body's roles a block has, and what the unlabelled blocks are; they also
   soften hand-given roles a little, which people give differently.
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
PARTS = 4
"""Of the sites; each is labelled by a panel that has seen the others."""
PANEL = 3
"""Teachers of a panel, which differ in their seeds."""
DOUBT = 0.2
"""How much the panel says where a role was given by hand."""
Progress = Callable[[str], None]
Panel = tuple[Labeller, ...]


def train_labeller(examples: Sequence[Example], progress: Progress) -> Labeller:
    """Train the network that ships."""
    panels = [train_panel(examples, part, progress) for part in range(PARTS)]
    pages = [*examples, *grafted_pages(examples, SEED), *copied_texts(examples, SEED)]
    refined = [refine(page, panels[part_of(page)]) for page in pages]
    progress("the network")
    return train(refined, SEED, cross_entropy, progress, EPOCHS)


def train_panel(examples: Sequence[Example], part: int, progress: Progress) -> Panel:
    """Train the teachers of one part of the sites on all the others."""
    others = [example for example in examples if part_of(example) != part]
    teachers = []
    for number in range(PANEL):
        progress(f"part {part + 1} of {PARTS}, teacher {number + 1} of {PANEL}")
        seed = part * PANEL + number
        teachers.append(train(others, seed, partial_likelihood, progress))
    return tuple(teachers)


def part_of(example: Example) -> int:
    """Return which part of the sites a page belongs to."""
    return zlib.crc32(b"part:" + example.site.encode()) % PARTS


def refine(example: Example, panel: Panel) -> Example:
    """Return a page with the panel's answer, as far as the gold allows it, as its target."""
    answer = np.mean([predict(teacher, example) for teacher in panel], 0)
    guess = answer * example.allowed
    guess /= np.maximum(guess.sum(1, keepdims=True), 1e-9)
    told = example.allowed.sum(1, keepdims=True) == 1
    softened = (1 - DOUBT) * example.allowed + DOUBT * answer
    return replace(example, allowed=np.where(told, softened, guess).astype(np.float32))
