"""How right articlekit is: ``python -m benchmarks.accuracy CORPUS``.

Extracts every page of a corpus (see `benchmarks.corpus`) and prints a table of measures for each
of its listings. ``--gate`` fails where a measure is below its floor in ``floors.toml``;
``--raise`` lifts the floors to what was reached, never down.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import multiprocessing
import os
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Final, TextIO

import articlekit
from benchmarks.corpus import SavedPage, read_listings
from benchmarks.machine import limit_math_threads
from benchmarks.scoring import FIELDS, Answer, PageScore, score_page, summarise

HERE: Final = Path(__file__).resolve().parent
FLOORS: Final = HERE / "floors.toml"
DOUBTS: Final = HERE / "doubts.toml"

COLUMNS: Final = (
    "pages",
    "body_precision",
    "body_recall",
    "body_f1",
    "body_page_f1",
    "body_word_f1",
    "body_exact",
    "snippet_f1",
    *FIELDS,
)
GATED: Final = (
    "body_f1",
    "body_page_f1",
    "body_word_f1",
    "body_exact",
    "snippet_f1",
    *FIELDS,
)
"""Measures with a floor. Precision and recall have none of their own: one is often well traded
for the other, and the F1 of both says whether it was."""

_STEPS: Final = 1000  # floors have three decimals
_AT_ONCE: Final = 8  # pages that a worker takes: few enough to end together, enough to be cheap

Figures = Mapping[str, Mapping[str, float]]
"""``{listing: {measure: figure}}``"""


@dataclass(frozen=True, slots=True)
class ScoredPage:
    """One page as one listing sees it."""

    corpus: str
    id: str
    score: PageScore


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one page."""

    scored: tuple[ScoredPage, ...]
    seconds: float
    """Time of the extraction alone."""
    error: str | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 done, 1 a page raised or a floor is not reached."""
    options = _parser().parse_args(arguments)
    limit_math_threads()
    pages = read_listings(options.corpus_folder, options.corpus)
    outcomes = list(_with_progress(evaluate(pages, options.workers), len(pages), sys.stderr))
    figures = tabulate(outcomes)
    doubts = read_doubts(DOUBTS)
    for corpus, row in figures.items():
        _print_table(corpus, row)
        _print_pages(_of_corpus(outcomes, corpus), doubts, options.worst)
    errors = [outcome for outcome in outcomes if outcome.error]
    _print_summary(outcomes, errors)
    below = _gate(figures) if options.gate else []
    if options.raise_floors:
        raise_floors(figures, FLOORS)
    return int(bool(errors or below))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("corpus_folder", metavar="CORPUS", type=Path)
    parser.add_argument("--corpus", nargs="+", default=(), metavar="NAME", help="only these")
    parser.add_argument("--gate", action="store_true", help="fail below a floor")
    parser.add_argument("--raise", dest="raise_floors", action="store_true", help="lift floors")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list the N worst pages")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N")
    return parser


# --- running ------------------------------------------------------------------------------------


def evaluate(pages: Sequence[SavedPage], workers: int) -> Iterator[Outcome]:
    """Extract and score pages, in their order whatever the number of workers."""
    if workers <= 1:
        yield from map(evaluate_page, pages)
        return
    # Fresh processes: what this one has imported or opened is nobody else's business.
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        yield from pool.imap(evaluate_page, pages, chunksize=_AT_ONCE)


def evaluate_page(page: SavedPage) -> Outcome:
    """Extract one page and compare it with each record of it."""
    content = page.read()
    error = None
    answer = Answer()
    start = time.perf_counter()
    try:
        article = articlekit.extract(content, url=page.url)
    except Exception as problem:  # noqa: BLE001 - whatever it is, it is reported with its page
        error = f"{page.path.name}: {type(problem).__name__}: {problem}"
    else:
        answer = Answer.of(article)
    seconds = time.perf_counter() - start
    scored = tuple(
        ScoredPage(record.corpus, record.id, score_page(answer, record.gold))
        for record in page.records
    )
    return Outcome(scored, seconds, error)


def tabulate(outcomes: Iterable[Outcome]) -> dict[str, dict[str, float]]:
    """Sum up the pages of each listing."""
    scores: dict[str, list[PageScore]] = {}
    for outcome in outcomes:
        for page in outcome.scored:
            scores.setdefault(page.corpus, []).append(page.score)
    return {corpus: summarise(scores[corpus]) for corpus in sorted(scores)}


def _of_corpus(outcomes: Iterable[Outcome], corpus: str) -> list[ScoredPage]:
    return [page for outcome in outcomes for page in outcome.scored if page.corpus == corpus]


# --- floors -------------------------------------------------------------------------------------


def read_floors(path: Path) -> dict[str, dict[str, float]]:
    """Read ``{listing: {measure: floor}}``; nothing where there is no file yet."""
    if not path.exists():
        return {}
    tables: dict[str, dict[str, float]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return tables


def fallen(figures: Figures, floors: Figures) -> list[str]:
    """Say which measures are below their floors. Listings that were not run are passed over.

    >>> fallen({"news": {"dek": 0.71}}, {"news": {"dek": 0.725}, "blogs": {"dek": 0.5}})
    ['news dek: 0.7100 is below its floor of 0.725']
    """
    return [
        f"{corpus} {measure}: {figures[corpus].get(measure, 0.0):.4f} is below its floor of {floor}"
        for corpus, table in floors.items()
        if corpus in figures
        for measure, floor in table.items()
        if measure in GATED and figures[corpus].get(measure, 0.0) < floor
    ]


def raised(figures: Figures, floors: Figures) -> dict[str, dict[str, float]]:
    """Return floors lifted to the figures, rounded down to three decimals; none is lowered.

    >>> raised({"news": {"dek": 0.7199, "date": 0.5}}, {"news": {"dek": 0.7, "date": 0.6}})
    {'news': {'dek': 0.719, 'date': 0.6}}
    """
    lifted = {corpus: dict(table) for corpus, table in floors.items()}
    for corpus, row in figures.items():
        table = lifted.setdefault(corpus, {})
        if "pages" in row:
            table["pages"] = row["pages"]
        for measure in GATED:
            if measure in row:
                reached = math.floor(row[measure] * _STEPS) / _STEPS
                table[measure] = max(reached, table.get(measure, 0.0))
    return lifted


def raise_floors(figures: Figures, path: Path) -> None:
    """Rewrite the file of floors with those that were lifted; what is said at its head stays."""
    text = _floors_text(raised(figures, read_floors(path)))
    path.write_text(_head(path) + text, encoding="utf-8")


def _head(path: Path) -> str:
    """Return the comments above the first floor, of an older file if there is one."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    said = list(takewhile(lambda line: line.startswith("#"), lines))
    return "\n".join(said) + "\n\n" if said else _FLOORS_HEAD + "\n"


_FLOORS_HEAD: Final = """\
# What articlekit has reached on the development pages, rounded down. The gate fails below it:
#     python -m benchmarks.accuracy CORPUS --gate
# Floors only rise: --raise in place of --gate lifts them, and a line is lowered by hand only
# together with a sentence here that says why. `pages` says how many pages they were taken on.
"""


def _floors_text(floors: Figures) -> str:
    lines: list[str] = []
    for corpus, table in sorted(floors.items()):
        lines.append(f"[{corpus}]")
        if "pages" in table:
            lines.append(f"pages = {table['pages']}")
        lines += [f"{name} = {table[name]:.3f}" for name in GATED if name in table]
        lines.append("")
    return "\n".join(lines)


def _gate(figures: Figures) -> list[str]:
    floors = read_floors(FLOORS)
    for corpus, table in floors.items():
        pages = figures.get(corpus, table).get("pages")
        if pages != table.get("pages"):
            print(f"note: the floors of {corpus} were taken on {table.get('pages')} pages")
    below = fallen(figures, floors)
    for line in below:
        print("FELL", line)
    if not below:
        print("gate: every measure is at or above its floor")
    return below


# --- doubts -------------------------------------------------------------------------------------


def read_doubts(path: Path) -> dict[str, str]:
    """Read which pages' gold is doubted: ``{page's key: reason}``."""
    if not path.exists():
        return {}
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("page", [])
    return {entry["key"]: entry["reason"] for entry in entries}


def page_key(corpus: str, page_id: str) -> str:
    """Name a page without saying whose it is.

    >>> page_key("news", "page-1")
    'news-0eb236e5'
    """
    return f"{corpus}-{hashlib.sha256(page_id.encode()).hexdigest()[:8]}"


# --- printing -----------------------------------------------------------------------------------


def _with_progress(outcomes: Iterable[Outcome], count: int, stream: TextIO) -> Iterator[Outcome]:
    """Pass outcomes on, and show how far it is on a terminal."""
    for done, outcome in enumerate(outcomes, 1):
        if stream.isatty():
            stream.write(f"\r{done}/{count} pages" + ("\n" if done == count else ""))
            stream.flush()
        yield outcome


def _print_table(corpus: str, row: Mapping[str, float]) -> None:
    print(f"\n## {corpus}: {row['pages']} pages")
    shown = [name for name in COLUMNS if name in row and name != "pages"]
    print("  ".join(f"{name:>{_width(name)}}" for name in shown))
    print("  ".join(f"{row[name]:>{_width(name)}.3f}" for name in shown))


def _width(name: str) -> int:
    return max(len(name), len("0.000"))


def _print_pages(pages: Sequence[ScoredPage], doubts: Mapping[str, str], worst: int) -> None:
    """Print the pages with the lowest figures, and how many have a doubted gold record."""
    for page in sorted(pages, key=lambda page: (page.score.figure, page.id))[:worst]:
        key = page_key(page.corpus, page.id)
        failed = ", ".join(page.score.failed_fields) or "-"
        doubt = f"  (doubted: {doubts[key]})" if key in doubts else ""
        print(f"   {page.score.figure:.3f}  {key}  {page.id}  failed: {failed}{doubt}")
    doubted = sum(page_key(page.corpus, page.id) in doubts for page in pages)
    if doubted:
        print(f"{doubted} of these pages have a doubted gold record; they count all the same")


def _print_summary(outcomes: Sequence[Outcome], errors: Sequence[Outcome]) -> None:
    mean = 1000 * sum(outcome.seconds for outcome in outcomes) / max(len(outcomes), 1)
    print(f"\n{len(outcomes)} pages, {mean:.2f} ms a page, {len(errors)} errors")
    for outcome in errors:
        print("  ", outcome.error)


if __name__ == "__main__":
    sys.exit(main())
