"""How fast articlekit is: ``python -m benchmarks.speed CORPUS [--peers]``.

Every library takes the same pages in one run, page by page in turn, so that whatever else the
machine does hurts all alike. Times of a page are the processor's. Compare the multiples of a bare
parse, not the milliseconds.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import multiprocessing
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import Final

from benchmarks import fresh
from benchmarks.corpus import read_listings, spread
from benchmarks.extractors import ARTICLEKIT, PARSE, PEERS, Extract, Extractor, by_name
from benchmarks.machine import limit_math_threads, one_core

_WARM_UP_PAGES: Final = 5
_LARGEST: Final = 10
"""On so many of the largest pages the memory is measured."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page in memory."""

    content: bytes
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """What one library needs. Times are of one page, in seconds."""

    name: str
    mean: float
    median: float
    p95: float
    p99: float
    multiple: float
    """The mean as a multiple of a bare parse."""
    per_second: float
    """Pages a second on one core."""
    per_second_all: float
    """Pages a second on all cores, in as many processes."""
    peak: float
    """Growth of memory over the largest pages, in bytes."""
    import_time: float
    first_call: float
    """From before the import to the end of the first page."""
    failed: int
    """Pages on which the library raised."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    options = _parser().parse_args(arguments)
    limit_math_threads()
    logging.disable()  # some libraries log each page that they find strange
    saved = spread(read_listings(options.corpus), options.pages)
    pages = [Page(page.read(), page.url or "") for page in saved]
    rows = measure(pages, chosen(peers=options.peers), options.repeats)
    print(table(rows, len(pages)))
    if options.json:
        options.json.write_text(to_json(rows, len(pages)), encoding="utf-8")
    if options.plot:
        options.plot.write_text(to_svg(rows), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("corpus", metavar="CORPUS", type=Path)
    parser.add_argument("--peers", action="store_true", help="measure the installed peers too")
    parser.add_argument("--pages", type=int, metavar="N", help="only N pages, at even distances")
    parser.add_argument("--repeats", type=int, default=1, metavar="N", help="best of N a page")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw the means")
    return parser


def chosen(*, peers: bool) -> list[Extractor]:
    """Return the extractors to measure, the missing ones named on stderr."""
    wanted = (PARSE, ARTICLEKIT, *PEERS) if peers else (PARSE, ARTICLEKIT)
    missing = [each.name for each in wanted if not each.is_installed]
    if missing:
        print(f"not installed: {', '.join(missing)}", file=sys.stderr)
    return [each for each in wanted if each.is_installed]


def measure(pages: Sequence[Page], extractors: Sequence[Extractor], repeats: int = 1) -> list[Row]:
    """Measure all extractors, the first of which is the measure for the multiples."""
    with one_core():
        times, failures = interleaved(pages, extractors, repeats)
    base = statistics.fmean(times[extractors[0].name])
    with _saved(pages) as files:
        return [
            _row(each, times[each.name], base, failures[each.name], files) for each in extractors
        ]


def _row(
    extractor: Extractor,
    times: Sequence[float],
    base: float,
    failed: int,
    files: Sequence[Path],
) -> Row:
    mean = statistics.fmean(times)
    return Row(
        name=extractor.name,
        mean=mean,
        median=statistics.median(times),
        p95=percentile(times, 95),
        p99=percentile(times, 99),
        multiple=mean / base,
        per_second=1 / mean,
        per_second_all=pages_per_second(extractor, files, os.cpu_count() or 1),
        peak=fresh.peak_bytes(extractor, files[:_LARGEST]),
        import_time=fresh.import_seconds(extractor),
        first_call=fresh.first_call_seconds(extractor, files[len(files) // 2]),
        failed=failed,
    )


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the smallest value that this share of all values does not exceed.

    >>> percentile([4, 1, 3, 2], 50), percentile([4, 1, 3, 2], 99)
    (2, 4)
    """
    rank = -(-len(values) * percent // 100)
    return sorted(values)[max(rank, 1) - 1]


# --- on one core --------------------------------------------------------------------------------


def interleaved(
    pages: Sequence[Page], extractors: Sequence[Extractor], repeats: int
) -> tuple[Mapping[str, list[float]], Mapping[str, int]]:
    """Time every extractor on every page: ``{name: seconds a page}``, ``{name: failures}``.

    The order turns from page to page, so that none is always the one that finds the page's bytes
    or the processor's caches cold.
    """
    ready = [(each.name, each.make()) for each in extractors]
    for page in pages[:_WARM_UP_PAGES]:
        for _, extract in ready:
            _seconds(extract, page)
    times: dict[str, list[float]] = {each.name: [] for each in extractors}
    failures = dict.fromkeys(times, 0)
    for turn, page in enumerate(pages):
        start = turn % len(ready)
        for name, extract in ready[start:] + ready[:start]:
            runs = [_seconds(extract, page) for _ in range(repeats)]
            times[name].append(min(seconds for seconds, _ in runs))
            failures[name] += runs[0][1]
    return times, failures


def _seconds(extract: Extract, page: Page) -> tuple[float, bool]:
    """Return how long an extraction took and whether it failed.

    The processor's time is taken: on a busy machine a page of one millisecond may have to wait for
    ten, and multiples of such a wait say nothing.
    """
    failed = False
    start = time.process_time()
    try:
        extract(page.content, page.url)
    except Exception:  # noqa: BLE001 - what a peer raises is its own affair; it is counted
        failed = True
    return time.process_time() - start, failed


# --- on all cores -------------------------------------------------------------------------------

_worker: dict[str, object] = {}
"""What a worker process keeps between pages; empty in every other process."""


@contextlib.contextmanager
def _saved(pages: Sequence[Page]) -> Iterator[list[Path]]:
    """Write the pages to files for other processes to read, the largest first."""
    by_size = sorted(pages, key=lambda page: len(page.content), reverse=True)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{index}.html" for index in range(len(by_size))]
        for file, page in zip(files, by_size, strict=True):
            file.write_bytes(page.content)
        yield files


def pages_per_second(extractor: Extractor, files: Sequence[Path], workers: int) -> float:
    """Return how many pages a second this many processes get done, once they are warm."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers, _prepare_worker, (extractor.name,)) as pool:
        pool.map(_work, [files[len(files) // 2]] * workers, chunksize=1)
        start = time.perf_counter()
        for _ in pool.imap_unordered(_work, files, chunksize=4):
            pass
        return len(files) / (time.perf_counter() - start)


def _prepare_worker(name: str) -> None:
    logging.disable()
    _worker["extract"] = by_name(name).make()


def _work(file: Path) -> None:
    extract = _worker["extract"]
    assert callable(extract)
    _seconds(extract, Page(file.read_bytes(), "https://example.org/a"))


# --- showing ------------------------------------------------------------------------------------

_MS: Final = 1e3
_MB: Final = 1e6


def table(rows: Sequence[Row], pages: int) -> str:
    """Return the figures as a Markdown table, which a terminal shows well too."""
    head = (
        "library", "× parse", "mean ms", "median", "p95", "p99", "pages/s", "all cores",
        "peak MB", "× its", "import ms", "first ms", "failed",
    )  # fmt: skip
    peak = next((row.peak for row in rows if row.name == PARSE.name), 0.0)
    cells = [head, *(_cells(row, peak) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(head))]
    lines = [_aligned(line, widths) for line in cells]
    rule = ["-" * (width + 1) + ":" for width in widths]
    rule[0] = "-" * (widths[0] + 2)  # names stand at the left, figures at the right
    lines.insert(1, "|" + "|".join(rule) + "|")
    return f"{pages} pages, Python {platform.python_version()}\n\n" + "\n".join(lines)


def _cells(row: Row, parse_peak: float) -> tuple[str, ...]:
    times = (row.mean, row.median, row.p95, row.p99)
    return (
        row.name,
        f"{row.multiple:.1f}",
        *(f"{seconds * _MS:.2f}" for seconds in times),
        f"{row.per_second:.0f}",
        f"{row.per_second_all:.0f}",
        f"{row.peak / _MB:.0f}",
        f"{row.peak / parse_peak:.1f}" if parse_peak else "",
        f"{row.import_time * _MS:.0f}",
        f"{row.first_call * _MS:.0f}",
        f"{row.failed}",
    )


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    name, *figures = line
    cells = [name.ljust(widths[0])]
    cells += [text.rjust(width) for text, width in zip(figures, widths[1:], strict=True)]
    return "| " + " | ".join(cells) + " |"


def to_json(rows: Sequence[Row], pages: int) -> str:
    """Return the figures and where they were taken as JSON."""
    taken = {
        "pages": pages,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
    }
    return json.dumps({**taken, "rows": [asdict(row) for row in rows]}, indent=1) + "\n"


def to_svg(rows: Sequence[Row]) -> str:
    """Draw the means as bars, shortest first, each as a multiple of a bare parse."""
    ordered = sorted(rows, key=lambda row: row.multiple)
    longest = max(row.multiple for row in ordered)
    bars = "".join(_bar(row, index, row.multiple / longest) for index, row in enumerate(ordered))
    height = _BAR_STEP * len(ordered) + 40
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {height}" role="img"'
        ' font-family="sans-serif" font-size="13">'
        "<title>Mean time for a page, as a multiple of parsing it</title>"
        f'<style>{_STYLE}</style><rect class="ground" width="720" height="{height}" rx="6"/>{bars}'
        f'<text class="note" x="160" y="{height - 12}">mean time for a page, as a multiple of'
        " parsing it with lxml</text></svg>\n"
    )


_BAR_STEP: Final = 26
_STYLE: Final = (
    ".ground{fill:#fff}text{fill:#212529}.note{fill:#5c636a}.bar{fill:#adb5bd}.own{fill:#0b7285}"
    "@media(prefers-color-scheme:dark){.ground{fill:#16191d}text{fill:#e9ecef}.note{fill:#a5adb5}"
    ".bar{fill:#5c636a}.own{fill:#3bc9db}}"
)
"""Its own ground, so that it can be read on a page of either colour."""


def _bar(row: Row, index: int, share: float) -> str:
    top = index * _BAR_STEP + 10
    width = max(share * 480, 1)
    kind = "own" if row.name == ARTICLEKIT.name else "bar"
    return (
        f'<text x="150" y="{top + 15}" text-anchor="end">{escape(row.name)}</text>'
        f'<rect class="{kind}" x="160" y="{top}" width="{width:.1f}" height="20" rx="2"/>'
        f'<text x="{166 + width:.1f}" y="{top + 15}">{row.multiple:.1f}</text>'
    )


if __name__ == "__main__":
    sys.exit(main())
