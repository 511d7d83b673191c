"""What a worker process does: it extracts the pages that it is sent, and ends with its parent."""

from __future__ import annotations

import os
from collections.abc import MutableSequence, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from reprlib import Repr
from typing import TYPE_CHECKING, Final, NamedTuple

from articlekit.article import Article
from articlekit.errors import ArticleKitError
from articlekit.page import Page, Source
from articlekit.pipeline import extract

if TYPE_CHECKING:
    from articlekit.sites import Sites

STOP: Final = 0
"""The mark that tells the workers to leave what they have not begun."""

Outcome = Article | ArticleKitError


class Parcel(NamedTuple):
    """A page as it is sent to a worker."""

    place: int
    """Of the mark that stands while the page is under way."""
    name: str
    """What the page is called in messages."""
    source: Page | Path | ArticleKitError
    """An error where the source could not be read by the sender."""
    url: str | None


@dataclass(frozen=True, slots=True)
class Desk:
    """What a worker has beside it."""

    marks: MutableSequence[int]
    """Shared by all processes: `STOP`, then 1 for each page that is under way."""
    sites: Sites | None


_DESK: ContextVar[Desk] = ContextVar("desk")
"""Set once when a worker starts; shared memory can be handed over at no other time."""


def start(desk: Desk) -> None:
    """Prepare a new process for `work`."""
    import signal

    # Ctrl-C reaches all processes of a terminal: the parent decides. A forked process has the
    # parent's own handlers, which may keep it from being ended.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _end_with_parent()
    _DESK.set(desk)


def _end_with_parent() -> None:
    """End this process when its parent is killed, which could not tell it to end."""
    from multiprocessing import parent_process
    from threading import Thread

    parent = parent_process()
    if parent is None:
        return

    def follow() -> None:
        parent.join()
        os._exit(1)

    Thread(target=follow, name="end with parent", daemon=True).start()


def work(parcels: Sequence[Parcel]) -> list[Outcome]:
    """Extract pages, as long as the parent wants them."""
    desk = _DESK.get()
    outcomes = []
    for parcel in parcels:
        if desk.marks[STOP]:
            break
        desk.marks[parcel.place] = 1
        outcomes.append(_outcome_of(parcel, desk.sites))
        desk.marks[parcel.place] = 0
    return outcomes


def _outcome_of(parcel: Parcel, sites: Sites | None) -> Outcome:
    if isinstance(parcel.source, ArticleKitError):
        return parcel.source
    return attempt(parcel.source, parcel.url, parcel.name, sites)


def attempt(source: Source, url: str | None, key: object, sites: Sites | None) -> Outcome:
    """Return the article of a page, or why there is none; a bug is raised, with the page's key."""
    try:
        return extract(source, url, sites=sites)
    except ArticleKitError as error:
        return bare(error)
    except Exception as bug:
        bug.add_note(f"in articlekit.extract_many, at the page {name_of(key)}")
        raise


def bare(error: ArticleKitError) -> ArticleKitError:
    """Return an error that keeps no frame alive, and with it the page; as if it was pickled."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


_NAMES: Final = Repr()
_NAMES.maxstring = _NAMES.maxother = 200


def name_of(key: object) -> str:
    """Return a key as it is written in messages, cut where it is long.

    >>> name_of(Path("a.html")), name_of("a.html"), name_of(7)
    ('a.html', 'a.html', '7')
    >>> len(name_of({"html": "<p>" * 1000})) < 300
    True
    """
    text = os.fspath(key) if isinstance(key, os.PathLike) else key
    return text if isinstance(text, str) and len(text) <= _NAMES.maxstring else _NAMES.repr(text)
