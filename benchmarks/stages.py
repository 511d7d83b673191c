"""Where the time of an extraction goes: ``python -m benchmarks.stages CORPUS``.

Every stage is timed on every page, beside a bare parse of the same bytes.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeVar

from articlekit import Article
from benchmarks import fresh
from benchmarks.corpus import read_listings, spread
from benchmarks.extractors import ARTICLEKIT, PARSE
from benchmarks.machine import limit_math_threads, one_core

_Result = TypeVar("_Result")


class Watch(Protocol):
    """Does a stage's work and takes note of what it costs."""

    def __call__(self, stage: str, work: Callable[[], _Result], /) -> _Result:
        """Return what ``work`` returns."""


STAGES: Final = (
    "load",
    "metadata",
    "segment",
    "measure",
    "network",
    "choose+settle",
    "restore",
    "assemble",
)
RENDERS: Final = ("to_text", "to_markdown", "to_html", "to_dict", "to_jsonld")


def run(watch: Watch, content: bytes | str, url: str | None) -> Article:
    """Do what `articlekit.extract` does, each of `STAGES` by way of ``watch``."""
    from articlekit.assemble import assemble
    from articlekit.features import measure, read_context
    from articlekit.fields.evidence import Evidence
    from articlekit.fields.restore import restore
    from articlekit.label import choose_roles, default_model
    from articlekit.metadata import read_metadata
    from articlekit.page import load
    from articlekit.pipeline import cut
    from articlekit.priors import settle
    from articlekit.second_opinion import ask_readability

    document = watch("load", lambda: load(content, url))
    metadata = watch("metadata", lambda: read_metadata(document.root, document.url))
    layout = watch("segment", lambda: cut(document))
    evidence = Evidence(metadata, layout, ())
    if layout.blocks:
        context = read_context(metadata)
        features = watch("measure", lambda: measure(layout, context))
        scores = watch("network", lambda: default_model().probabilities(features))
        labels = watch("choose+settle", lambda: settle(layout, choose_roles(scores)))
        labels = watch("restore", lambda: restore(layout, labels, context.descriptions))
        evidence = Evidence(metadata, layout, ask_readability(document.root, layout, labels))
    return watch("assemble", lambda: assemble(document, evidence))


def render(watch: Watch, article: Article) -> None:
    """Write an article in every format of `RENDERS` by way of ``watch``."""
    for name in RENDERS:
        watch(name, getattr(article, name))


class Stopwatch:
    """A `Watch` that notes the processor's time for each stage of one page, in seconds."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, stage: str, work: Callable[[], _Result], /) -> _Result:
        """Do the work and note how long it took."""
        start = time.process_time()
        try:
            return work()
        finally:
            self.seconds[stage] = time.process_time() - start


@dataclass(frozen=True, slots=True)
class Profile:
    """What each stage takes. Times are of one page, in seconds."""

    pages: int
    parse: float
    """Mean time of a bare parse."""
    means: dict[str, float]
    """Mean times by stage, in the order of the stages."""
    medians: dict[str, float]
    first_call: float
    """A new process's first page, the imports included."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stages", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("corpus", metavar="CORPUS", type=Path)
    parser.add_argument("--pages", type=int, metavar="N", help="only N pages, at even distances")
    options = parser.parse_args(arguments)
    limit_math_threads()
    saved = spread(read_listings(options.corpus), options.pages)
    print(table(profile([(page.read(), page.url) for page in saved])))
    return 0


def profile(pages: Sequence[tuple[bytes, str | None]]) -> Profile:
    """Time every stage on these pages in a warm process, and a first page in a cold one."""
    with one_core():
        parses, stages = _times(pages)
    taken = {name: [each.get(name, 0.0) for each in stages] for name in (*STAGES, *RENDERS)}
    return Profile(
        pages=len(pages),
        parse=statistics.fmean(parses),
        means={name: statistics.fmean(seconds) for name, seconds in taken.items()},
        medians={name: statistics.median(seconds) for name, seconds in taken.items()},
        first_call=_first_call(pages[len(pages) // 2][0]),
    )


def _first_call(content: bytes) -> float:
    with tempfile.NamedTemporaryFile(suffix=".html") as file:
        Path(file.name).write_bytes(content)
        return fresh.first_call_seconds(ARTICLEKIT, Path(file.name))


_WARM_UP_PAGES: Final = 20


def _times(
    pages: Sequence[tuple[bytes, str | None]],
) -> tuple[list[float], list[dict[str, float]]]:
    """Return for each page the seconds of a bare parse, and those of each stage."""
    parse = PARSE.make()
    for content, url in pages[:_WARM_UP_PAGES]:
        render(Stopwatch(), run(Stopwatch(), content, url))
    parses, stages = [], []
    for content, url in pages:
        watch = Stopwatch()
        watch("parse", lambda content=content: parse(content, ""))  # type: ignore[misc]
        parses.append(watch.seconds.pop("parse"))
        render(watch, run(watch, content, url))
        stages.append(watch.seconds)
    return parses, stages


_MS: Final = 1e3


def table(found: Profile) -> str:
    """Return the profile as a Markdown table, which a terminal shows well too."""
    lines = [
        f"{found.pages} pages, a bare parse {found.parse * _MS:.2f} ms",
        "",
        "| stage            | × parse | mean ms | median |",
        "|------------------|--------:|--------:|-------:|",
        *(_line(name, found) for name in STAGES),
        _sum("all stages", sum(found.means[name] for name in STAGES), found),
        *(_line(name, found) for name in RENDERS),
        _sum("first page, cold", found.first_call, found),
    ]
    return "\n".join(lines)


def _line(name: str, found: Profile) -> str:
    mean, median = found.means[name], found.medians[name]
    times = f"{mean * _MS:7.2f} | {median * _MS:6.2f}"
    return f"| {name:<16} | {mean / found.parse:7.2f} | {times} |"


def _sum(name: str, seconds: float, found: Profile) -> str:
    return f"| {name:<16} | {seconds / found.parse:7.2f} | {seconds * _MS:7.2f} |        |"


if __name__ == "__main__":
    sys.exit(main())
