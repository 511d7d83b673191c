"""Reading a corpus: a folder of listings (``NAME.jsonl``) and the pages that they name.

Each line of a listing is ``{"id": …, "url": …, "html": "FOLDER/FILE.html.gz", "gold": {…}}``, the
page's raw bytes compressed by gzip. One page may stand in several listings.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scoring import Gold


@dataclass(frozen=True, slots=True)
class Record:
    """What one listing says of a page."""

    corpus: str
    id: str
    gold: Gold
    blocks: tuple[tuple[str, str], ...] = ()
    """Role and text of each block, where the page was labelled block by block."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page of a corpus with all that is recorded of it."""

    path: Path
    url: str | None
    records: tuple[Record, ...]

    def read(self) -> bytes:
        """Return the page as the server sent it."""
        return gzip.decompress(self.path.read_bytes())


def read_listings(folder: Path, only: Collection[str] = ()) -> list[SavedPage]:
    """Read which pages a corpus has, each once, in the order of its listings.

    Args:
        folder: The corpus.
        only: Names of listings; all of them if empty.

    Raises:
        SystemExit: The folder holds no such listing.
    """
    listings = sorted(path for path in folder.glob("*.jsonl") if not only or path.stem in only)
    if not listings:
        message = f"no listings ({', '.join(only) or '*'}.jsonl) in {folder}"
        raise SystemExit(message)
    urls: dict[str, str | None] = {}
    records: dict[str, list[Record]] = {}
    for listing in listings:
        with listing.open(encoding="utf-8") as lines:
            for entry in map(json.loads, lines):
                urls.setdefault(entry["html"], entry["url"])
                blocks = tuple((role, text) for role, text in entry.get("blocks", ()))
                record = Record(listing.stem, entry["id"], entry["gold"], blocks)
                records.setdefault(entry["html"], []).append(record)
    return [SavedPage(folder / html, url, tuple(records[html])) for html, url in urls.items()]


def spread(pages: Sequence[SavedPage], count: int | None) -> list[SavedPage]:
    """Take ``count`` pages at even distances, so that every listing is in; all if None.

    >>> spread("abcdefgh", 3)
    ['a', 'c', 'f']
    """
    if count is None or count >= len(pages):
        return list(pages)
    return [pages[index * len(pages) // count] for index in range(count)]
