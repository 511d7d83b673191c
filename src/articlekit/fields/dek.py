"""The dek (standfirst) and the key points above the body."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from articlekit.blocks import Block
from articlekit.features.context import read_context
from articlekit.fields import Found
from articlekit.fields.evidence import Evidence
from articlekit.jsonld import squash

_LONGEST_GAP: Final = 2  # blocks between the parts of one dek: a byline, a date
_SURE: Final = 0.6
_WHOLE: Final = 0.9  # of a text under one link


def find_dek(evidence: Evidence) -> Found[str] | None:
    """Return the visible standfirst.

    A declared description is not taken in its place: most are a cut copy of the first paragraph
    or written for search engines.
    """
    runs = list(
        _runs([index for index in evidence.indices("dek") if not _is_late(evidence, index)])
    )
    if not runs:
        return None
    run = runs[0] if len(runs) == 1 else _declared_run(evidence, runs)
    own = [index for index in run if not _is_link(evidence.block(index))] or run
    texts = list(dict.fromkeys(evidence.block(index).text for index in own))
    return Found(" ".join(_without_repeats(texts)), evidence.source(own[0]))


def _is_late(evidence: Evidence, index: int) -> bool:
    """Tell whether an unsure label stands within the story, where no standfirst does."""
    start, _ = evidence.body_range()
    head = next(evidence.indices("headline"), 0)
    return head < start < index and evidence.labels[index].score < _SURE


def _runs(indices: list[int]) -> Iterator[list[int]]:
    """Put together the parts of one dek."""
    run: list[int] = []
    for index in indices:
        if run and index - run[-1] > _LONGEST_GAP:
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _declared_run(evidence: Evidence, runs: list[list[int]]) -> list[int]:
    """Return the run that the page calls its description, else the first."""
    declared = {squash(text) for text in read_context(evidence.metadata).descriptions}
    return next((run for run in runs if _holds(evidence, run, declared)), runs[0])


def _holds(evidence: Evidence, run: list[int], declared: Collection[str]) -> bool:
    return any(squash(evidence.block(index).text) in declared for index in run)


def _is_link(block: Block) -> bool:
    """Tell a link to another story that is set like a standfirst."""
    return any(m.tag == "a" and m.end - m.start >= _WHOLE * len(block.text) for m in block.marks)


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
