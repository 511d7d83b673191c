"""Each stage on saved pages, by pytest-benchmark: ``pytest benchmarks/test_stages.py``.

The pages are the project's own fixtures, so that anyone can compare two states of the code:

    pytest benchmarks/test_stages.py --benchmark-autosave
    pytest benchmarks/test_stages.py --benchmark-compare --benchmark-compare-fail=median:10%

An ordinary run of the tests does not look in this folder.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import articlekit
from benchmarks import stages
from benchmarks.extractors import PARSE

_Result = TypeVar("_Result")
_FIXTURES: Final = Path(__file__).resolve().parent.parent / "fixtures"
_PAGES: Final = ("wp-magazine-theme", "live-blog", "section-front", "japanese-shift-jis")
_URL: Final = "https://example.org/a"
_PARSE: Final = "parse"


class _Works:
    """A `stages.Watch` that keeps the work of each stage, to be done again."""

    def __init__(self) -> None:
        self.by_stage: dict[str, Callable[[], object]] = {}

    def __call__(self, stage: str, work: Callable[[], _Result], /) -> _Result:
        """Do the work and keep it."""
        self.by_stage[stage] = work
        return work()


@pytest.fixture(scope="module", params=_PAGES)
def works(request: pytest.FixtureRequest) -> dict[str, Callable[[], object]]:
    """Return what each stage does for one page, a bare parse among them."""
    content = (_FIXTURES / request.param / "page.html").read_bytes()
    parse = PARSE.make()
    found = _Works()
    stages.render(found, stages.run(found, content, _URL))
    return {_PARSE: lambda: parse(content, _URL), **found.by_stage}


@pytest.mark.parametrize("stage", [_PARSE, *stages.STAGES, *stages.RENDERS])
def test_stage(
    benchmark: BenchmarkFixture, works: dict[str, Callable[[], object]], stage: str
) -> None:
    """Time one stage of one page."""
    benchmark.group = stage
    benchmark(works[stage])


@pytest.mark.parametrize("name", _PAGES)
def test_extract(benchmark: BenchmarkFixture, name: str) -> None:
    """Time the whole extraction of one page."""
    content = (_FIXTURES / name / "page.html").read_bytes()
    benchmark.group = "extract"
    assert benchmark(articlekit.extract, content, _URL).is_article or name == "section-front"
