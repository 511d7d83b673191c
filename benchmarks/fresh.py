"""What an extractor costs a process that has not done anything yet.

Each function of the first half starts a new interpreter that runs this module, for what is to be
measured happens only once in a process: an import, a first call, growing to the largest page.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from benchmarks.extractors import Extractor, by_name

_TRIES: Final = 5  # the best of some starts: what else runs on a machine can only add time
_WARM_UP: Final = b"<html><body><article><h1>Rain</h1><p>It will rain.</p></article></body></html>"
_ROOT: Final = Path(__file__).resolve().parent.parent


def import_seconds(extractor: Extractor) -> float:
    """Return how much longer Python takes to start when it imports the library, in seconds."""
    with_import = _best(lambda: _start("-c", f"import {extractor.module}"))
    bare = _best(lambda: _start("-c", "pass"))
    return with_import - bare


def first_call_seconds(extractor: Extractor, page: Path) -> float:
    """Return the time from before the import to the end of the first extraction, in seconds."""
    return min(_measure("first-call", extractor, [page]) for _ in range(_TRIES))


def peak_bytes(extractor: Extractor, pages: Sequence[Path]) -> float:
    """Return how far memory grows over that of the warm process while it takes these pages."""
    return _measure("peak", extractor, pages)


def _best(run: Callable[[], object]) -> float:
    return min(_timed(run) for _ in range(_TRIES))


def _timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _start(*arguments: str) -> str:
    """Run Python in the project's folder and return what it printed."""
    command = [sys.executable, "-W", "ignore", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=_ROOT).stdout


def _measure(kind: str, extractor: Extractor, pages: Sequence[Path]) -> float:
    printed = _start("-m", "benchmarks.fresh", kind, extractor.name, *map(str, pages))
    return float(printed.splitlines()[-1])


# --- in the new process -------------------------------------------------------------------------


def _first_call(extractor: Extractor, pages: Sequence[Path]) -> float:
    content = pages[0].read_bytes()
    return _timed(lambda: extractor.make()(content, _URL))


def _peak(extractor: Extractor, pages: Sequence[Path]) -> float:
    extract = extractor.make()
    extract(_WARM_UP, _URL)
    before = _high_water()
    for page in pages:
        extract(page.read_bytes(), _URL)
    return _high_water() - before


_URL: Final = "https://example.org/a"
_KINDS: Final = {"first-call": _first_call, "peak": _peak}


def _high_water() -> int:
    """Return the most memory that this process has had so far, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # `ru_maxrss` begins at the parent's value there
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    kind, name, *paths = sys.argv[1:]
    print(_KINDS[kind](by_name(name), [Path(path) for path in paths]))
