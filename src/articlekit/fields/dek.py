"""The dek (standfirst) and the key points above the body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from articlekit.fields import Found
from articlekit.fields.evidence import Evidence
from articlekit.jsonld import squash

_LONGEST_GAP: Final = 2  # blocks between the parts of one dek: a byline, a date


def find_dek(evidence: Evidence) -> Found[str] | None:
    """Return the visible standfirst.

    A declared description is not taken in its place: most are a cut copy of the first paragraph
    or written for search engines.
    """
    indices = list(evidence.indices("dek"))
    if not indices:
        return None
    run = [indices[0]]
    for index in indices[1:]:
        if index - run[-1] > _LONGEST_GAP:
            break
        run.append(index)
    texts = list(dict.fromkeys(evidence.block(index).text for index in run))
    return Found(" ".join(_without_repeats(texts)), evidence.source(run[0]))


def _without_repeats(texts: list[str]) -> Iterator[str]:
    """Leave out texts that an earlier one holds (the dek of a second screen size, say)."""
    seen = ""
    for text in texts:
        key = squash(text)
        if key and key not in seen:
            seen += key
            yield text


def find_key_points(evidence: Evidence) -> Found[tuple[str, ...]] | None:
    """Return the "at a glance" points above the body."""
    indices = list(evidence.indices("keypoint"))
    points = tuple(dict.fromkeys(evidence.block(index).text for index in indices))
    return Found(points, evidence.source(indices[0])) if points else None
