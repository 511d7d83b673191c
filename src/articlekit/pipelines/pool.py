"""Worker processes, and the pages that they have, in order."""

from __future__ import annotations

import multiprocessing
import sys
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from articlekit.errors import ArticleKitError, WorkerError
from articlekit.page import Page, Source, detach
from articlekit.pipelines.worker import STOP, Desk, Outcome, Parcel, bare, name_of, start, work

if TYPE_CHECKING:
    from articlekit.sites import Sites

PARCELS_AT_ONCE: Final = 8
"""Pages that are sent together: enough to make the sending cheap beside the work."""
_TURNS: Final = 3
"""As often as each worker can be sent pages before the oldest are taken: one page that takes long
does not keep the other workers waiting."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """Pages that were sent together."""

    places: tuple[int, ...]
    future: Future[list[Outcome]]


class Pool:
    """Worker processes that take pages and give their outcomes, in the same order.

    Used as a context; processes end with it.
    """

    def __init__(self, workers: int, sites: Sites | None) -> None:
        context = multiprocessing.get_context()
        self._workers = workers
        self._room = workers * _TURNS
        self._marks = context.RawArray("b", 1 + self._room * PARCELS_AT_ONCE)
        self._executor = ProcessPoolExecutor(
            workers, context, initializer=start, initargs=(Desk(self._marks, sites),)
        )
        self._keys: dict[int, object] = {}
        """By place, of the pages whose outcomes were not taken; their contents are not kept."""
        self._waiting: list[Parcel] = []
        self._sent: deque[_Batch] = deque()
        self._added = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._marks[STOP] = 1
        self._executor.shutdown(cancel_futures=True)

    def add(self, source: Source, url: str | None, key: object) -> None:
        """Take a page. It is sent at once if a worker has nothing to do, else with others."""
        place = 1 + self._added % (len(self._marks) - 1)
        self._added += 1
        self._keys[place] = key
        self._waiting.append(Parcel(place, name_of(key), _sendable(source), url))
        if len(self._waiting) == PARCELS_AT_ONCE or self._is_idle:
            self.send()

    def send(self) -> None:
        """Send the pages that wait."""
        if self._waiting:
            parcels, self._waiting = self._waiting, []
            places = tuple(parcel.place for parcel in parcels)
            self._sent.append(_Batch(places, self._submit(parcels)))

    @property
    def is_busy(self) -> bool:
        """Whether there are outcomes to come."""
        return bool(self._sent)

    @property
    def is_ready(self) -> bool:
        """Whether outcomes should be taken: the oldest are there, or no more pages can be sent."""
        return self.is_busy and (self._sent[0].future.done() or len(self._sent) == self._room)

    def take(self) -> list[tuple[object, Outcome]]:
        """Return keys and outcomes of the pages that were sent first; wait for them.

        Raises:
            WorkerError: A worker died.
        """
        batch = self._sent.popleft()
        try:
            outcomes = batch.future.result()
        except BrokenProcessPool as problem:
            _stop_writing(self._executor)
            raise _death(self._under_way()) from problem
        keys = map(self._keys.pop, batch.places)
        return list(zip(keys, outcomes, strict=True))

    @property
    def _is_idle(self) -> bool:
        return sum(not batch.future.done() for batch in self._sent) < self._workers

    def _submit(self, parcels: Sequence[Parcel]) -> Future[list[Outcome]]:
        """Submit; that the pool is broken is told when the outcomes would be taken."""
        try:
            return self._executor.submit(work, parcels)
        except BrokenProcessPool as problem:
            future: Future[list[Outcome]] = Future()
            future.set_exception(problem)
            return future

    def _under_way(self) -> tuple[object, ...]:
        """Return the keys of the pages that were begun and not ended."""
        return tuple(key for place, key in self._keys.items() if self._marks[place])


def _stop_writing(executor: ProcessPoolExecutor) -> None:
    """Let a broken pool end, where Python would wait for a page to be read by the dead worker.

    Mended in 3.11.5 by the same step: https://github.com/python/cpython/issues/94777
    """
    queue = getattr(executor, "_call_queue", None)
    if sys.version_info < (3, 11, 5) and queue is not None:
        reader = queue._reader  # noqa: SLF001 there is no other way to it
        with suppress(OSError):  # the queue's own thread may close it at the same moment
            reader.close()


def _sendable(source: Source) -> Page | Path | ArticleKitError:
    try:
        return detach(source)
    except ArticleKitError as error:
        return bare(error)


def _death(keys: tuple[object, ...]) -> WorkerError:
    if keys:
        names = ", ".join(map(name_of, keys))
        message = f"a worker process died (killed, out of memory, crashed); under way were: {names}"
    else:
        message = (
            "a worker process died before it began a page; a script that is to be run by several"
            ' processes does its work under `if __name__ == "__main__":`'
        )
    return WorkerError(message, keys=keys)
