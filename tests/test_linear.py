"""The cost of every stage grows no faster than the page, whatever of the page it is that grows.

Costs are counted, not timed, so that a busy machine cannot fail a test:

- lines of Python that are run, in this package and in the libraries that it calls;
- characters that methods of ``str`` and ``bytes`` go through (``split``, ``replace``, ``lower`` …),
  which run in C.

Each page is read in three sizes, n, 2n and 4n. The step from 2n to 4n must not cost more than
twice that from n to 2n, with a tolerance; what is spent on any page, whatever its size, drops out.
That finds a loop within a loop even where it takes a thousandth of the time at these sizes.

Not seen: work inside C that is told by no count, which is that of regular expressions, lxml,
numpy, ``in list`` and the like. For patterns a second test looks at how they are built. For all of
it there is ``python -m benchmarks.growth``, which times the same pages.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import BuiltinMethodType, FrameType
from typing import Any, NamedTuple, TypeVar

import pytest

import articlekit
from articlekit.assemble import assemble
from articlekit.fields.evidence import Evidence
from articlekit.fields.restore import restore
from articlekit.priors import settle
from benchmarks import stages
from benchmarks.growing import DIMENSIONS, labels_of

Result = TypeVar("Result")


class Cost(NamedTuple):
    lines: int
    characters: int


SIZE = 40
TOLERANCE = 2.2
"""Doubled at most, and a little for parts that begin to count at some size."""
FREE = Cost(lines=1_000, characters=3_000)
"""Growth that is not looked at: so little of it says nothing of its shape."""

SCANNING = frozenset(
    "split rsplit splitlines strip lstrip rstrip replace lower upper casefold title translate "
    "encode decode count isspace isalpha isdigit isalnum isupper islower isprintable".split()
)
"""Methods whose cost is that of the whole text. ``find`` and the like stop early or start late."""


class Counter:
    """Counts what the stages of one page cost."""

    def __init__(self) -> None:
        self.costs: dict[str, Cost] = {}

    def __call__(self, stage: str, work: Callable[[], Result], /) -> Result:
        lines = characters = 0

        def on_line(_frame: FrameType, event: str, _argument: object) -> Any:  # noqa: ANN401
            nonlocal lines
            if event == "line":
                lines += 1
            return on_line

        def on_call(_frame: FrameType, event: str, called: object) -> None:
            nonlocal characters
            if event == "c_call" and isinstance(called, BuiltinMethodType):
                owner = called.__self__
                if isinstance(owner, str | bytes) and called.__name__ in SCANNING:
                    characters += len(owner)

        before = sys.gettrace(), sys.getprofile()
        sys.setprofile(on_call)
        sys.settrace(on_line)
        try:
            return work()
        finally:
            sys.settrace(before[0])
            sys.setprofile(before[1])
            self.costs[stage] = Cost(lines, characters)


def costs_of(dimension: str, size: int) -> dict[str, Cost]:
    """Return what each stage costs on a page of this size.

    The stages up to the scores are run as they are. What comes after them gets labels drawn from
    the markup, so that the task is the same at each size.
    """
    counter = Counter()
    content = DIMENSIONS[dimension](size).encode()
    stages.run(counter, content, "https://example.org/a")
    stages.render(counter, drawn_article(counter, content))
    return counter.costs


@pytest.fixture(scope="module", autouse=True)
def no_memory() -> Iterator[None]:
    """Take off the bounded caches: whether they still hold a page says nothing of its cost."""
    costs_of("paragraphs", 1)  # imports all that a page needs
    names = [name for name in sys.modules if name.startswith(("articlekit", "urllib.parse"))]
    with pytest.MonkeyPatch.context() as patch:
        for module in map(sys.modules.__getitem__, names):
            for name, value in list(vars(module).items()):
                if hasattr(value, "cache_parameters") and value.cache_parameters()["maxsize"]:
                    patch.setattr(module, name, value.__wrapped__)
        yield


def drawn_article(watch: stages.Watch, content: bytes) -> articlekit.Article:
    document = articlekit.page.load(content, "https://example.org/a")
    metadata = articlekit.metadata.read_metadata(document.root, document.url)
    layout = articlekit.pipeline.cut(document)
    labels = labels_of(layout)
    watch("choose+settle", lambda: settle(layout, labels))
    watch("restore", lambda: restore(layout, labels))
    evidence = Evidence(metadata, layout, labels)
    return watch("assemble", lambda: assemble(document, evidence))


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_doubling_a_page_at_most_doubles_the_work(dimension: str) -> None:
    small, medium, large = (costs_of(dimension, size * SIZE) for size in (1, 2, 4))
    too_much = [
        f"{stage}: {small[stage]}, {medium[stage]}, {large[stage]}"
        for stage in large
        if not is_linear(small[stage], medium[stage], large[stage])
    ]
    assert not too_much


def is_linear(small: Cost, medium: Cost, large: Cost) -> bool:
    """Tell whether costs at sizes n, 2n and 4n grow no faster than the size."""
    return all(
        c - b <= TOLERANCE * max(b - a, 0) + free
        for a, b, c, free in zip(small, medium, large, FREE, strict=True)
    )


def test_a_loop_within_a_loop_is_found() -> None:
    def cost(size: int, pairs: int) -> Cost:
        counter = Counter()
        counter("stage", lambda: [(a, b) for a in range(size) for b in range(0, size, pairs)])
        counter("linear", lambda: [len(str(number).split()) for number in range(100 * size)])
        return Cost(*map(sum, zip(*counter.costs.values(), strict=True)))

    assert is_linear(*(cost(size * SIZE, pairs=10_000) for size in (1, 2, 4)))
    assert not is_linear(*(cost(size * SIZE, pairs=1) for size in (1, 2, 4)))


def test_going_through_a_text_again_and_again_is_found() -> None:
    def cost(size: int) -> Cost:
        counter = Counter()
        text = "word " * size
        counter("stage", lambda: [text[place:].lstrip() for place in range(size)])
        return counter.costs["stage"]

    assert not is_linear(*(cost(size * SIZE) for size in (1, 2, 4)))


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Yield the patterns of the package with the names that its modules give them."""
    for module in pkgutil.walk_packages(articlekit.__path__, "articlekit."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                yield from ((f"{module.name}.{name}", found) for found in patterns_in(value))


def patterns_in(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from patterns_in(item)


def has_endless_choice(tree: Any, *, inside: bool = False) -> bool:  # noqa: ANN401 - re's own type
    """Tell whether a repetition without bound stands in another, both free to give back.

    Such a pattern may try every way to share a text between the two before it fails: time that
    doubles with each character. Possessive and atomic parts never give back.
    """
    return any(_is_endless(op, value, inside=inside) for op, value in tree)


def _is_endless(op: object, value: Any, *, inside: bool) -> bool:  # noqa: ANN401 - re's own type
    if op in {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}:
        _, most, tree = value
        free = most is codes.MAXREPEAT and op is not codes.POSSESSIVE_REPEAT
        return (free and inside) or has_endless_choice(tree, inside=inside or free)
    if op is codes.ATOMIC_GROUP:
        return has_endless_choice(value)
    if op is codes.SUBPATTERN:
        return has_endless_choice(value[3], inside=inside)
    if op is codes.BRANCH:
        return any(has_endless_choice(tree, inside=inside) for tree in value[1])
    if op in {codes.ASSERT, codes.ASSERT_NOT}:
        return has_endless_choice(value[1])
    return False


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(?:\w+\s?)+!", True),
        (r"(a|b+)*", True),
        (r"(?:\w++\s?)+!", False),
        (r"(?:\w{1,9}\s)*", False),
        (r"\w+\s+", False),
    ],
)
def test_endless_choice_is_told(pattern: str, expected: bool) -> None:  # noqa: FBT001 - a row
    assert has_endless_choice(parser.parse(pattern)) is expected


def test_no_pattern_can_backtrack_without_end() -> None:
    found = list(patterns())
    assert found
    trees = [(name, parser.parse(pattern.pattern, pattern.flags)) for name, pattern in found]
    assert not [name for name, tree in trees if has_endless_choice(tree)]
