"""Many pages: in order, lazily, on several processes that always end."""

from __future__ import annotations

import gc
import io
import itertools
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import bs4
import httpx
import pytest
from lxml import etree, html

import articlekit
from articlekit import Job, Result, WorkerError, extract_many
from articlekit.page import Source, detach, load
from articlekit.pipelines import pool
from articlekit.pipelines.worker import attempt
from articlekit.sites import Rule, RuleVersion, Site, Sites

METHODS = [
    method
    for method in ("spawn", "fork", "forkserver")
    if method in multiprocessing.get_all_start_methods()
]
AHEAD = 24
"""Sources that may be read ahead for each worker."""

on_posix = pytest.mark.skipif(os.name != "posix", reason="signals and process groups")


@pytest.fixture
def pages(fixtures: Path) -> list[Path]:
    return sorted(fixtures.glob("*/page.html"))[:12]


@pytest.fixture(params=METHODS)
def method(request: pytest.FixtureRequest) -> Iterator[str]:
    """Let processes start in one way after the other."""
    before = multiprocessing.get_start_method(allow_none=True)
    multiprocessing.set_start_method(request.param, force=True)
    yield request.param
    multiprocessing.set_start_method(before, force=True)


class CountedPages:
    """Pages without end, and how many of them were read."""

    def __init__(self) -> None:
        self.read = 0

    def __iter__(self) -> Iterator[str]:
        for number in itertools.count():
            self.read += 1
            yield page_of(number)


def page_of(number: int) -> str:
    return f"<link rel=canonical href={address_of(number)}><p>The ferry leaves at noon.</p>"


def address_of(number: int) -> str:
    return f"https://harbour.example/notices/{number}"


# Forking beside threads (numpy's, pytest's) is what the tests of `fork` are about.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


# --- results ------------------------------------------------------------------------------------


def test_results_are_those_of_extract_in_the_order_of_the_sources(
    method: str, pages: list[Path]
) -> None:
    results = list(extract_many(iter(pages), workers=2))
    assert method in METHODS
    assert [result.key for result in results] == pages
    assert [result.article for result in results] == [articlekit.extract(page) for page in pages]
    assert all(result.error is None for result in results)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_source_that_is_no_page_is_an_error_among_the_results(
    workers: int, pages: list[Path], tmp_path: Path
) -> None:
    closed = io.BytesIO()
    closed.close()
    sources: list[Any] = [pages[0], b"%PDF-1.7", tmp_path / "gone.html", closed, None, pages[1]]
    results = list(extract_many(sources, workers))
    kinds = [type(result.error) for result in results]
    pdf, none, load_error = articlekit.UnsupportedContentError, type(None), articlekit.LoadError
    assert kinds == [none, pdf, load_error, load_error, load_error, none]
    for source, result in zip(sources[1:5], results[1:5], strict=True):
        with pytest.raises(articlekit.LoadError) as raised:
            articlekit.extract(source)
        assert str(result.error) == str(raised.value)
    assert results[5].unwrap() == articlekit.extract(pages[1])
    with pytest.raises(articlekit.LoadError, match="PDF"):
        results[1].unwrap()


def response(content: bytes) -> httpx.Response:
    request = httpx.Request("GET", "https://harbour.example/a")
    return httpx.Response(200, content=content, request=request)


KINDS: dict[str, Callable[[bytes], Source]] = {
    "bytes": bytes,
    "bytearray": bytearray,
    "memoryview": memoryview,
    "str": bytes.decode,
    "binary file": io.BytesIO,
    "text file": lambda content: io.StringIO(content.decode()),
    "Page": lambda content: articlekit.Page(content, url="https://harbour.example/a"),
    "response": response,
    "element": html.document_fromstring,
    "tree": lambda content: html.document_fromstring(content).getroottree(),
    "soup": lambda content: bs4.BeautifulSoup(content, "lxml"),
}
CONTENT = (
    b"<!DOCTYPE html><title>Tin road &amp; tolls</title><body><h1>Tin road reopens</h1>"
    b"<script>if (1 < 2) { load('&amp;') }</script>"
    b"<p>Lorries went <a href=/b>up &lt; the hill</a> on Monday for the first time in years.</p>"
    b"<p>The toll was paid by the mine, which had waited for a road since the bridge fell.</p>"
)


@pytest.mark.parametrize("workers", [1, 2])
def test_every_kind_of_source_passes_between_processes(workers: int) -> None:
    jobs = [Job(make(CONTENT), "https://harbour.example/a", key) for key, make in KINDS.items()]
    articles = {result.key: result.unwrap() for result in extract_many(jobs, workers)}
    assert list(articles) == list(KINDS)
    assert set(articles.values()) == {articlekit.extract(CONTENT, "https://harbour.example/a")}


@pytest.mark.parametrize("name", ["wp-magazine-theme", "live-blog", "br-paragraphs"])
def test_a_tree_that_was_sent_gives_the_article_of_the_tree(name: str, fixtures: Path) -> None:
    tree = html.document_fromstring((fixtures / name / "page.html").read_bytes())
    before = etree.tostring(tree)
    assert articlekit.extract(detach(tree)) == articlekit.extract(tree)
    assert etree.tostring(tree) == before


def test_only_the_element_is_sent_and_not_what_follows_it() -> None:
    (root, *_) = html.document_fromstring("<div><p>Rain at noon</p>and wind</div>").iter("p")
    sent = load(detach(root)).root
    assert sent is not None
    assert "".join(str(text) for text in sent.itertext()) == "Rain at noon"


def test_an_empty_tree_is_an_empty_page() -> None:
    tree = etree.ElementTree()  # type: ignore[call-overload]
    assert load(detach(tree)).is_empty


class OddPath:
    """A path that only this module knows, and that cannot be pickled."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.opened = path.open("rb")

    def __fspath__(self) -> str:
        return str(self.path)


def test_any_path_passes_between_processes(pages: list[Path]) -> None:
    paths = [OddPath(page) for page in pages[:3]]
    articles = [result.unwrap() for result in extract_many(paths, workers=2)]
    for path in paths:
        path.opened.close()
    assert articles == [articlekit.extract(page) for page in pages[:3]]


# --- keys ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 2])
def test_keys_come_back_as_they_were_given(workers: int) -> None:
    row = {"id": 7, "close": lambda: None}  # cannot be pickled: it stays in this process
    (result, other) = extract_many([Job(page_of(1), key=row), Job(page_of(2), key=0)], workers)
    assert result.key is row
    assert other.key == 0


def test_a_source_without_a_key_is_known_by_its_path_its_address_or_its_place() -> None:
    path, url = Path("gone.html"), "https://harbour.example/a"
    sources: list[Any] = [
        b"",
        path,
        Job(b"", url),
        articlekit.Page(b"", url),
        response(b""),
        Job(b""),
        path,
    ]
    keys = [result.key for result in extract_many(sources, workers=1)]
    assert keys == [0, path, url, url, url, 5, path]


def test_the_address_of_a_job_resolves_its_links() -> None:
    (result,) = extract_many([Job(CONTENT, "https://harbour.example/a")], workers=1)
    assert result.unwrap() == articlekit.extract(CONTENT, "https://harbour.example/a")
    assert result.unwrap().url == "https://harbour.example/a"


# --- laziness -----------------------------------------------------------------------------------


def test_nothing_is_read_before_a_result_is_asked_for() -> None:
    sources = CountedPages()
    for workers in (1, 2):
        extract_many(sources, workers).close()
    assert sources.read == 0


def test_one_process_reads_one_source_for_each_result() -> None:
    sources = CountedPages()
    results = extract_many(sources, workers=1)
    for number in range(3):
        assert next(results).unwrap().canonical_url == address_of(number)
        assert sources.read == number + 1


def test_sources_without_end_are_read_a_bounded_way_ahead() -> None:
    sources = CountedPages()
    results = extract_many(sources, workers=2)
    for number in range(150):
        assert next(results).unwrap().canonical_url == address_of(number)
        assert sources.read <= number + 2 * AHEAD
    results.close()


@pytest.mark.parametrize("workers", [1, 2])
def test_what_was_given_out_is_kept_by_nobody(workers: int) -> None:
    class Kept:
        """Something whose end can be seen."""

    keys: list[weakref.ref[Kept]] = []

    def jobs() -> Iterator[Job]:
        for number in range(100):
            key = Kept()
            keys.append(weakref.ref(key))
            yield Job(b"%PDF-1.7" if number % 2 else page_of(number), key=key)

    for number, _ in enumerate(extract_many(jobs(), workers)):
        if number % 40 == 39:
            gc.collect()
            alive = [place for place, key in enumerate(keys[:number]) if key() is not None]
            assert len(alive) <= 8  # those that were sent together


def test_an_error_keeps_no_page_alive() -> None:
    error = attempt(b"%PDF-1.7", None, 0, None)
    assert isinstance(error, articlekit.LoadError)
    assert error.__traceback__ is None
    gone = attempt(Path("gone.html"), None, 0, None)
    assert isinstance(gone, articlekit.LoadError)
    assert gone.__cause__ is gone.__context__ is None


# --- in which processes -------------------------------------------------------------------------


class Whereabouts(Sites):
    """Rules that tell in which process they are asked."""

    def for_url(self, url: str | None) -> Site | None:
        message = f"asked {url} in {os.getpid()}"
        raise articlekit.RuleError(message)


def processes_of(sources: Iterable[str], workers: int | None) -> set[str]:
    sites = Whereabouts(RULES.sites)
    jobs = [Job(source, "https://harbour.example/a") for source in sources]
    return {str(each.error).split()[-1] for each in extract_many(jobs, workers, sites=sites)}


RULES = Sites((Site(("harbour.example",), (RuleVersion((Rule("dek", "p.lead"),)),)),))


def test_one_worker_is_this_process() -> None:
    assert processes_of(map(page_of, range(9)), workers=1) == {str(os.getpid())}


def test_one_page_needs_no_other_process() -> None:
    assert processes_of([page_of(1)], workers=4) == {str(os.getpid())}
    assert processes_of([], workers=4) == set()


def test_workers_are_other_processes_as_many_as_were_asked_for() -> None:
    found = processes_of(map(page_of, range(40)), workers=2)
    assert str(os.getpid()) not in found
    assert 1 <= len(found) <= 2


@pytest.mark.parametrize("workers", [1, 2])
def test_rules_for_sites_count_in_every_process(workers: int) -> None:
    page = (
        "<h1>Tin road reopens</h1><p class=lead>Lorries went up the hill on Monday.</p>"
        "<p>The toll was paid by the mine, which had waited for years.</p>"
    )
    url = "https://harbour.example/a"
    jobs = (Job(page, url) for _ in range(3))
    articles = {result.unwrap() for result in extract_many(jobs, workers, sites=RULES)}
    assert articles == {articlekit.extract(page, url, sites=RULES)}
    assert {article.dek for article in articles} == {"Lorries went up the hill on Monday."}


@pytest.mark.parametrize("workers", [0, -1])
def test_fewer_than_one_worker_is_a_wrong_value(workers: int) -> None:
    with pytest.raises(ValueError, match=f"workers is {workers}"):
        extract_many([], workers)


@pytest.mark.parametrize("workers", [True, 2.0, "4"])
def test_workers_are_a_whole_number(workers: object) -> None:
    with pytest.raises(TypeError, match="workers is"):
        extract_many([], workers)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_one_page_is_not_an_iterable_of_pages(kind: str) -> None:
    with pytest.raises(TypeError, match=r"sources is one page .* pass an iterable"):
        extract_many(KINDS[kind](CONTENT))  # type: ignore[arg-type]


# --- when things go wrong -----------------------------------------------------------------------


class DeadlySites(Sites):
    """Rules that are a worker's end on some pages, as running out of memory would be."""

    def for_url(self, url: str | None) -> Site | None:
        if url and "deadly" in url:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().for_url(url)


@on_posix
def test_the_death_of_a_worker_names_the_pages_under_way() -> None:
    def jobs() -> Iterator[Job]:
        padding = " " * 100_000  # more than fits into a pipe
        for number in itertools.count():
            word = "deadly" if number == 50 else "good"
            yield Job(page_of(number) + padding, f"https://harbour.example/{word}", key=number)

    results = extract_many(jobs(), workers=2, sites=DeadlySites(RULES.sites))
    keys: list[object] = []
    with pytest.raises(WorkerError, match=r"died .*\b50\b") as raised:
        keys.extend(result.key for result in results)
    assert 50 in raised.value.keys
    assert len(raised.value.keys) <= 2
    assert not multiprocessing.active_children()
    again = pickle.loads(pickle.dumps(raised.value))  # noqa: S301 just written here
    assert (str(again), again.keys) == (str(raised.value), raised.value.keys)


class BrokenSites(Sites):
    """Rules with a bug."""

    def for_url(self, url: str | None) -> Site | None:
        if url and "broken" in url:
            raise ZeroDivisionError
        return super().for_url(url)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_bug_comes_through_and_names_the_page(workers: int) -> None:
    words = ["good", "good", "broken", "good"]
    jobs = [Job(page_of(1), f"https://harbour.example/{word}") for word in words]
    results = extract_many(jobs, workers, sites=BrokenSites(RULES.sites))
    with pytest.raises(ZeroDivisionError) as raised:
        list(results)
    notes = " ".join(raised.value.__notes__)
    assert "at the page https://harbour.example/broken" in notes
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_of_the_iterable_comes_through(workers: int) -> None:
    def sources() -> Iterator[str]:
        yield page_of(1)
        message = "the table is locked"
        raise OSError(message)

    with pytest.raises(OSError, match="the table is locked"):
        list(extract_many(sources(), workers))
    assert not multiprocessing.active_children()


def test_leaving_the_loop_leaves_no_process(method: str) -> None:
    for _ in extract_many(CountedPages(), workers=2):
        assert multiprocessing.active_children()
        break
    assert method in METHODS
    assert not multiprocessing.active_children()


SCRIPT = """\
import itertools, multiprocessing, sys
import articlekit

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    pages = (f"<h1>Notice {n}</h1><p>Rain at noon.</p>" for n in itertools.count())
    for n, result in enumerate(articlekit.extract_many(pages, workers=2)):
        if n == 20:
            print("under way", flush=True)
"""


def wait_until_gone(group: int) -> None:
    """Wait until a process group has no member; fail where it has one after a long while."""
    for _ in range(600):
        with suppress(PermissionError):
            try:
                os.killpg(group, 0)
            except ProcessLookupError:
                return
        time.sleep(0.1)
    os.killpg(group, signal.SIGKILL)
    pytest.fail("processes were left")


@on_posix
@pytest.mark.parametrize("name", ["SIGINT", "SIGKILL"])
def test_an_interrupted_or_killed_run_leaves_no_process(
    method: str, name: str, tmp_path: Path
) -> None:
    sign = getattr(signal, name)
    kill = os.killpg if name == "SIGINT" else os.kill  # Ctrl-C reaches the workers too
    script = tmp_path / "run.py"
    script.write_text(SCRIPT, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, script, method],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,  # a process group of its own, as a terminal gives
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"under way\n"
        kill(process.pid, sign)
        _, errors = process.communicate()
        assert process.returncode == -sign
        wait_until_gone(process.pid)
    if sign == signal.SIGINT:  # told once, by the process that was asked
        assert errors.count(b"KeyboardInterrupt\n") == 1


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(
        "import multiprocessing, articlekit\n"
        "multiprocessing.set_start_method('spawn', force=True)\n"
        "list(articlekit.extract_many(['<p>Rain</p>'] * 9, workers=2))\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], check=False, capture_output=True)
    assert done.returncode == 1
    assert b"WorkerError: a worker process died before it began a page" in done.stderr
    assert b'if __name__ == "__main__":' in done.stderr


def test_a_queue_that_is_closed_at_the_same_moment_hides_no_death(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader = Mock(close=Mock(side_effect=OSError(9, "Bad file descriptor")))
    monkeypatch.setattr(pool, "sys", Mock(version_info=(3, 11, 2)))
    pool._stop_writing(Mock(_call_queue=Mock(_reader=reader)))
    reader.close.assert_called_once_with()


# --- values -------------------------------------------------------------------------------------


def test_a_result_is_a_value() -> None:
    (result,) = extract_many([page_of(1)], workers=1)
    assert result == Result(0, articlekit.extract(page_of(1)))
    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301 just written here
    with pytest.raises(AttributeError):
        result.key = 1  # type: ignore[misc]
