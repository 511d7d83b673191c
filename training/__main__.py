"""Make the weights: ``python -m training CORPUS``.

Reads a corpus (see `benchmarks.corpus`), trains the labeller on all of it and writes
``src/articlekit/model/weights.npz``. One thread, so that every run adds numbers in one order.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import torch

import articlekit.model
from training.crossvalidate import print_progress
from training.dataset import read_corpus
from training.export import save
from training.recipe import train_labeller

WEIGHTS = Path(articlekit.model.__path__[0]) / "weights.npz"


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder of listings and pages")
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS, help="where to write")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    start = time.monotonic()
    examples = read_corpus(arguments.corpus)
    hand = sum(example.hand_labelled for example in examples)
    print_progress(f"{len(examples)} pages, {hand} of them labelled by hand")
    save(train_labeller(examples, print_progress), arguments.output)
    print_progress(f"{arguments.output} written after {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
