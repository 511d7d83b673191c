"""Any number of pages, on all cores: sources in, results out, one by one and in order."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Sized
from dataclasses import dataclass, replace
from itertools import count as count_up
from operator import index
from typing import TYPE_CHECKING, Any, Final

from articlekit.article import Article
from articlekit.errors import ArticleKitError
from articlekit.page import Source, address_of, is_source

if TYPE_CHECKING:
    from articlekit.pipelines.worker import Outcome
    from articlekit.sites import Sites

__all__ = ["Job", "Result", "extract_many"]

_MOST_WORKERS: Final = 61
"""As many processes as Windows can wait for."""


@dataclass(frozen=True, slots=True)
class Job:
    """A page for `extract_many`, with its address and a key to know its result by.

    >>> Job("<p>Rain at noon</p>", url="https://harbour.example/rain", key=4711).key
    4711
    """

    source: Source
    """What `extract` takes."""
    url: str | None = None
    """The address of the page, by default the one that the source carries."""
    key: Any = None
    """Anything, handed back with the result: an id, a row of a table, the path to write to. It
    stays in the calling process. None: the path or address of the source."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one source: its article, or why there is none."""

    key: Any
    """The key of the `Job`. Without one the source itself if it is a path, else its address, else
    its place among the sources, counted from 0."""
    article: Article | None = None
    error: ArticleKitError | None = None
    """Why `extract` gave no article. A poor page is no error."""

    def unwrap(self) -> Article:
        """Return the article.

        Raises:
            ArticleKitError: There is none; the error of this result.

        >>> Result("a.html", error=ArticleKitError("not a page but a PDF")).unwrap()
        Traceback (most recent call last):
        articlekit.errors.ArticleKitError: not a page but a PDF
        """
        if self.article is None:
            raise self.error or ArticleKitError(f"there is no article for {self.key!r}")
        return self.article


def extract_many(
    sources: Iterable[Source | Job],
    workers: int | None = None,
    *,
    sites: Sites | None = None,
) -> Generator[Result, None, None]:
    """Extract any number of pages. Results come one by one, in the order of the sources.

    Sources are read as results are taken, at most 24 a worker ahead, so that memory stays flat
    and the iterable may be endless. It is read in the calling process, while nothing is given
    out. Leaving the loop ends the workers.

    Args:
        sources: Anything that `extract` takes, or a `Job` for a page with its address and a key
            of yours. Paths are read by the workers. Trees cannot pass between processes: they
            are written as HTML and parsed again.
        workers: How many processes, by default as many as cores; never more than there are
            sources where their number is known. 1: no process is started. Processes start as
            `multiprocessing` is set to.
        sites: Rules for single sites, as for `extract`.

    Returns:
        A generator of one result for each source. An `ArticleKitError` of a page stands in its
        result; any other exception, a bug, comes through.

    Raises:
        TypeError: ``sources`` is one page, or ``workers`` no whole number.
        ValueError: ``workers`` is below 1.
        WorkerError: A worker died (when results are taken); names the pages that were under way.

    >>> pages = ["<p>Rain at noon</p>", b"%PDF-1.7"]
    >>> [str(result.error) for result in extract_many(pages, workers=1)]
    ['None', 'not a page but a PDF']
    """
    if is_source(sources):
        message = f"sources is one page ({type(sources).__name__}): pass an iterable of pages"
        raise TypeError(message)
    count = _count_of(workers)
    if isinstance(sources, Sized):
        count = min(count, len(sources))
    jobs = map(_job_of, sources, count_up())
    return _in_processes(jobs, count, sites) if count > 1 else _in_this_process(jobs, sites)


def _count_of(workers: int | None) -> int:
    """Return the number of workers, checked.

    >>> _count_of(4)
    4
    >>> _count_of(0)
    Traceback (most recent call last):
    ValueError: workers is 0: pass 1 or more, or None for as many as cores
    """
    if workers is None:
        return min(_cores(), _MOST_WORKERS)
    if isinstance(workers, bool) or not hasattr(workers, "__index__"):
        message = f"workers is {workers!r}: pass a whole number, or None for as many as cores"
        raise TypeError(message)
    if workers < 1:
        message = f"workers is {workers}: pass 1 or more, or None for as many as cores"
        raise ValueError(message)
    return index(workers)


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _job_of(source: Source | Job, place: int) -> Job:
    """Return the job of a source, with a key."""
    job = source if isinstance(source, Job) else Job(source)
    return job if job.key is not None else replace(job, key=_key_of(job, place))


def _key_of(job: Job, place: int) -> object:
    """Return what the user will know the source by.

    >>> _key_of(Job("<p>Rain</p>", url="https://harbour.example/rain"), 7)
    'https://harbour.example/rain'
    >>> _key_of(Job("<p>Rain</p>"), 7)
    7
    """
    if isinstance(job.source, os.PathLike):
        return job.source
    return job.url or address_of(job.source) or place


def _result_of(key: object, outcome: Outcome) -> Result:
    if isinstance(outcome, Article):
        return Result(key, article=outcome)
    return Result(key, error=outcome)


def _in_this_process(jobs: Iterable[Job], sites: Sites | None) -> Generator[Result, None, None]:
    from articlekit.pipelines.worker import attempt

    for job in jobs:
        yield _result_of(job.key, attempt(job.source, job.url, job.key, sites))


def _in_processes(
    jobs: Iterable[Job], workers: int, sites: Sites | None
) -> Generator[Result, None, None]:
    from articlekit.pipelines.pool import Pool

    with Pool(workers, sites) as pool:
        for job in jobs:
            pool.add(job.source, job.url, job.key)
            if pool.is_ready:
                yield from (_result_of(*each) for each in pool.take())
        pool.send()
        while pool.is_busy:
            yield from (_result_of(*each) for each in pool.take())
