"""Judging the labeller on sites it has not seen: ``python -m training.crossvalidate CORPUS``.

The corpus is split by site into folds; each fold's pages are extracted, every field of them, with
a network trained on the other folds. A page without any block is left out. Printed are each measure
by corpus and fold, the labels of the hand-labelled pages by role, and the worst pages with the
blocks that went wrong.
"""

from __future__ import annotations

import argparse
import sys
import time
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from articlekit.article import Article
from articlekit.assemble import assemble
from articlekit.label import Label, Network
from articlekit.page import load
from articlekit.pipeline import gather
from articlekit.roles import BODY_ROLES, ROLES
from benchmarks.scoring import FIELDS, Answer, Counts, PageScore, score_page, summarise
from training.dataset import Example, read_corpus
from training.export import weights_of
from training.recipe import train_labeller

FOLDS = 5
MEASURES = ("body_precision", "body_recall", "body_f1", "body_exact", "snippet_f1", *FIELDS)


@dataclass(frozen=True, slots=True)
class Judged:
    """One page as one listing sees it, extracted by a network that has not seen its site."""

    corpus: str
    fold: int
    example: Example
    article: Article
    labels: tuple[Label, ...]
    score: PageScore


def main() -> None:
    """Cross-validate and print the report."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--worst", type=int, default=10, help="pages listed for each corpus")
    parser.add_argument("--folds", type=int, nargs="*", default=list(range(FOLDS)))
    parser.add_argument("--networks", type=Path, help="folder where trained networks are kept")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    examples = read_corpus(arguments.corpus)
    judged: list[Judged] = []
    for fold in arguments.folds:
        start = time.monotonic()
        network = fold_network(examples, fold, arguments.networks)
        judged += judge([e for e in examples if fold_of(e) == fold], network, fold)
        print(f"fold {fold}: {time.monotonic() - start:.0f} s", file=sys.stderr)
    print_report(judged, arguments.folds, arguments.worst)


def fold_of(example: Example) -> int:
    """Return the fold of a page: all pages of a site are in one."""
    return zlib.crc32(example.site.encode()) % FOLDS


def fold_network(examples: Sequence[Example], fold: int, kept: Path | None) -> Network:
    """Return the network for a fold, trained on the others; one kept from before if there is."""
    path = kept / f"fold{fold}.npz" if kept else None
    if path and path.exists():
        return Network.load(str(path))
    others = [example for example in examples if fold_of(example) != fold]
    weights = weights_of(train_labeller(others, print_progress))
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, allow_pickle=False, **weights)
    return Network({name: np.asarray(value, np.float32) for name, value in weights.items()})


def print_progress(line: str) -> None:
    """Show how far a training is."""
    print(f"  {line}", file=sys.stderr, flush=True)


def judge(examples: Sequence[Example], network: Network, fold: int) -> Iterable[Judged]:
    """Extract pages with a network and score them."""
    for example in examples:
        document = load(example.page.read(), example.page.url)
        evidence = gather(document, network)
        article = assemble(document, evidence)
        answer = Answer.of(article)
        for record in example.page.records:
            score = score_page(answer, record.gold)
            yield Judged(record.corpus, fold, example, article, evidence.labels, score)


def print_report(judged: Sequence[Judged], folds: Sequence[int], worst: int) -> None:
    """Print measures by corpus and fold, labels by role, and the worst pages."""
    by_corpus: dict[str, list[Judged]] = defaultdict(list)
    for page in judged:
        by_corpus[page.corpus].append(page)
    for corpus, pages in sorted(by_corpus.items()):
        print(f"\n## {corpus}: {len(pages)} pages")
        for line in measure_lines(pages, folds):
            print(line)
    print("\n## labels of hand-labelled pages")
    for role, counts in role_counts(judged).items():
        print(f"{role:10s} P {counts.precision:.3f}  R {counts.recall:.3f}  F1 {counts.f1:.3f}")
    for corpus, pages in sorted(by_corpus.items()):
        print(f"\n## worst pages of {corpus}")
        for page in sorted(pages, key=lambda p: p.score.figure)[:worst]:
            print_page(page)


def measure_lines(pages: Sequence[Judged], folds: Sequence[int]) -> Iterable[str]:
    """Yield a line for each measure: over all folds, then fold by fold."""
    total = summarise([page.score for page in pages])
    parts = [summarise([p.score for p in pages if p.fold == fold]) for fold in folds]
    for name in MEASURES:
        if name in total:
            shown = "  ".join(f"{part[name]:.3f}" if name in part else "  -  " for part in parts)
            print_name = f"{name:15s}"
            extra = _precision_recall(total, name)
            yield f"{print_name} {total[name]:.3f}   {shown}{extra}"


def _precision_recall(total: Mapping[str, float], name: str) -> str:
    if f"{name}_p" not in total:
        return ""
    return f"   P {total[f'{name}_p']:.3f} R {total[f'{name}_r']:.3f}"


def role_counts(judged: Sequence[Judged]) -> dict[str, Counts]:
    """Count right, wrong and missed labels of each role over the hand-labelled pages."""
    right, given, wanted = (np.zeros(len(ROLES), int) for _ in range(3))
    for page in judged:
        if page.corpus != "roles":
            continue
        allowed = page.example.allowed
        known = np.flatnonzero(allowed.sum(1) == 1)
        told = np.array([ROLES.index(label.role) for label in page.labels])[known]
        gold = allowed[known].argmax(1)
        given += np.bincount(told, minlength=len(ROLES))
        wanted += np.bincount(gold, minlength=len(ROLES))
        right += np.bincount(gold[told == gold], minlength=len(ROLES))
    return {
        role: Counts(int(r), int(g - r), int(w - r))
        for role, r, g, w in zip(ROLES, right, given, wanted, strict=True)
    }


def print_page(page: Judged) -> None:
    """Print a page's figures, and which blocks were labelled otherwise than its gold says."""
    score = page.score
    body = f"body {score.shingles.f1:.3f}" if score.shingles else ""
    print(f"- {page.example.name}  {body}  failed: {', '.join(score.failed_fields) or '-'}")
    for index, label in enumerate(page.labels):
        allowed = page.example.allowed[index]
        if not allowed[ROLES.index(label.role)]:
            wanted = ROLES[int(allowed.argmax())] if allowed.sum() == 1 else _kind(allowed)
            text = page.example.layout.blocks[index].text
            if len(text) > 40 or wanted in BODY_ROLES:
                print(f"    {wanted} -> {label.role} {label.score:.2f}: {text[:90]}")


def _kind(allowed: np.ndarray) -> str:
    return "some body" if allowed[ROLES.index("body")] else "not body"


if __name__ == "__main__":
    main()
