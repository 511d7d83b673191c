"""Teachers: what networks and trees say of pages whose sites they have not seen.

The sites are dealt into parts. For each part, networks are trained on the sites of all others and
label its pages; then trees, which learn from the hand-labelled pages of the others what the
networks overlooked, do.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import Any, TypeVar

import numpy as np
import torch

from articlekit.features.text import Floats
from training.dataset import Example
from training.train import partial_likelihood, predict, train
from training.trees import train_trees

PARTS = 4
NETWORKS = 2
"""Networks for each part of the sites; they differ by their seed."""
Progress = Callable[[str], None]
_Result = TypeVar("_Result")


def ask_teachers(
    taught: Sequence[Example], pages: Sequence[Example], progress: Progress
) -> list[Floats]:
    """Return for each page how likely every role is for every block: (blocks, roles).

    Args:
        taught: What the teachers learn from.
        pages: The pages to label, on the same sites; those taught come first.
        progress: Takes a line after each teacher.
    """
    teach = partial(_network_answers, taught, pages, progress)
    by_network = _in_parallel(teach, PARTS * NETWORKS)
    networks = [
        _dealt(by_network[start : start + PARTS], pages)
        for start in range(0, len(by_network), PARTS)
    ]
    answers = [np.mean(of_page, 0) for of_page in zip(*networks, strict=True)]
    correct = partial(_tree_answers, taught, pages, answers, progress)
    trees = _dealt(_in_parallel(correct, PARTS), pages)
    return [(first + second) / 2 for first, second in zip(answers, trees, strict=True)]


def part_of(example: Example) -> int:
    """Return which part of the sites a page belongs to."""
    return zlib.crc32(b"part:" + example.site.encode()) % PARTS


def _network_answers(
    taught: Sequence[Example], pages: Sequence[Example], progress: Progress, number: int
) -> list[Floats]:
    """Train one of the networks and let it label the pages of its part."""
    part = number % PARTS
    others = [example for example in taught if part_of(example) != part]
    network = train(others, number, partial_likelihood, _say_nothing)
    progress(f"network {number + 1} of {PARTS * NETWORKS} has learned")
    return [predict(network, page) for page in pages if part_of(page) == part]


def _tree_answers(
    taught: Sequence[Example],
    pages: Sequence[Example],
    answers: Sequence[Floats],
    progress: Progress,
    part: int,
) -> list[Floats]:
    """Train trees for one part and let them label its pages."""
    others = [number for number, example in enumerate(taught) if part_of(example) != part]
    trees = train_trees([taught[n] for n in others], [answers[n] for n in others], seed=part)
    progress(f"trees {part + 1} of {PARTS} have grown")
    return [
        trees.predict(page, answer)
        for page, answer in zip(pages, answers, strict=True)
        if part_of(page) == part
    ]


def _dealt(of_parts: Sequence[Sequence[Floats]], pages: Sequence[Example]) -> list[Floats]:
    """Put the answers for the pages of each part back into the order of the pages."""
    waiting = [iter(answers) for answers in of_parts]
    return [next(waiting[part_of(page)]) for page in pages]


def _say_nothing(_: str) -> None:
    """Take the progress of one teacher among several at work."""


_work: dict[str, Callable[[int], Any]] = {}
"""What a forked process was made for; empty in the process that makes them."""


def _in_parallel(work: Callable[[int], _Result], count: int) -> list[_Result]:
    """Return what ``work`` makes of 0 to ``count - 1``, on as many cores as there are.

    The processes are forked, so that the pages are shared and not sent to them.
    """
    with ProcessPoolExecutor(
        os.cpu_count(), get_context("fork"), initializer=_take_up, initargs=(work,)
    ) as pool:
        return list(pool.map(_do, range(count)))


def _take_up(work: Callable[[int], Any]) -> None:
    torch.set_num_threads(1)
    _work["now"] = work


def _do(number: int) -> Any:  # noqa: ANN401  # whatever the work returns
    return _work["now"](number)
