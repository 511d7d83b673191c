"""How time grows with a page: ``python -m benchmarks.growth``.

Invented pages that grow in one dimension (see `benchmarks.growing`) are read in four sizes: n, 2n,
4n and 8n. Each stage's exponent is the slope of its time over the last doubling: 1 for cost that
doubles, 2 for cost that goes with the square. Only stages that take long enough to tell are named.
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from articlekit.assemble import assemble
from articlekit.fields.evidence import Evidence
from articlekit.metadata import read_metadata
from articlekit.page import load
from articlekit.pipeline import cut
from benchmarks import stages
from benchmarks.growing import DIMENSIONS, labels_of
from benchmarks.machine import limit_math_threads, one_core

_SIZES: Final = (1, 2, 4, 8)
_TRIES: Final = 2
_LEAST_SECONDS: Final = 0.02
"""Below that the clock and the processor's caches say more than the code."""
_MS: Final = 1e3
_URL: Final = "https://example.org/a"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("dimensions", nargs="*", metavar="DIMENSION", help="only these")
    parser.add_argument("--size", type=int, default=400, metavar="N", help="the smallest size")
    parser.add_argument("--over", type=float, default=1.25, metavar="E", help="name exponents over")
    options = parser.parse_args(arguments)
    unknown = set(options.dimensions) - set(DIMENSIONS)
    if unknown:
        parser.error(f"no such dimension: {', '.join(sorted(unknown))}")
    limit_math_threads()
    gc.disable()  # its full rounds come at any time and cost as much as the whole process is large
    with one_core():
        for name in options.dimensions or DIMENSIONS:
            print(_line(name, options.size, options.over), flush=True)
            gc.collect()
    return 0


def _line(name: str, size: int, over: float) -> str:
    """Measure one dimension and name the stages whose exponent is too high."""
    half, whole = [seconds(DIMENSIONS[name](size * times)) for times in _SIZES][-2:]
    steep = [
        f"{stage} {exponent:.2f} ({half[stage] * _MS:.0f} ms, {whole[stage] * _MS:.0f} ms)"
        for stage, exponent in exponents(half, whole).items()
        if exponent > over and whole[stage] >= _LEAST_SECONDS
    ]
    return f"{name:20} {sum(whole.values()) * _MS:7.0f} ms  {'; '.join(steep)}".rstrip()


def exponents(half: Mapping[str, float], whole: Mapping[str, float]) -> dict[str, float]:
    """Return by which power each stage's time goes with the size.

    >>> exponents({"load": 0.1, "segment": 0.1}, {"load": 0.2, "segment": 0.4})
    {'load': 1.0, 'segment': 2.0}
    """
    return {stage: math.log2(whole[stage] / half[stage]) for stage in whole if half.get(stage)}


def seconds(html: str) -> dict[str, float]:
    """Return the time of each stage on one page, the best of some tries.

    The stages up to the labels are run as they are; those after them get labels drawn from the
    markup, so that their task is the same at each size.
    """
    best: dict[str, float] = {}
    for _ in range(_TRIES):
        for stage, taken in _once(html.encode()).items():
            best[stage] = min(best.get(stage, taken), taken)
    return best


def _once(content: bytes) -> dict[str, float]:
    clock = stages.Stopwatch()
    stages.run(clock, content, _URL)
    document = load(content, _URL)
    layout = cut(document)
    evidence = Evidence(read_metadata(document.root, _URL), layout, labels_of(layout))
    stages.render(clock, clock("assemble", lambda: assemble(document, evidence)))
    return clock.seconds


if __name__ == "__main__":
    sys.exit(main())
