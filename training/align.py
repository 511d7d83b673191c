"""Bringing gold answers to blocks: which roles each block of a page may have.

A target is a row of weights over roles: a hand-labelled block names one role, a page with only
its body annotated says "some body role" or "none of them", and a block that nothing is known of
allows every role and so teaches nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from articlekit.jsonld import squash
from articlekit.roles import BODY_ROLES, ROLES

Allowed = NDArray[np.float32]

_BODY = [ROLES.index(role) for role in BODY_ROLES]
_LEAST_SNIPPET = 12


def allow_all(count: int) -> Allowed:
    """Return targets that say nothing: (blocks, roles) of ones."""
    return np.ones((count, len(ROLES)), np.float32)


def from_labels(texts: Sequence[str], labelled: Sequence[tuple[str, str]]) -> Allowed:
    """Carry hand-given roles over to blocks that were cut by another segmenter.

    Both cuts hold the same text in the same order: each block takes the role that most of its
    characters have.
    """
    allowed = allow_all(len(texts))
    mine = [squash(text) for text in texts]
    gold = [squash(text) for _, text in labelled]
    roles = [role for role, _ in labelled]
    owner = _character_owners(mine, gold)
    start = 0
    for row, text in enumerate(mine):
        votes = Counter(roles[g] for g in owner[start : start + len(text)] if g >= 0)
        start += len(text)
        if votes:
            role, count = votes.most_common(1)[0]
            if 2 * count >= len(text):
                allowed[row] = 0
                allowed[row, ROLES.index(role)] = 1
    return allowed


def _character_owners(mine: Sequence[str], gold: Sequence[str]) -> list[int]:
    """Return for each character of the joined blocks the gold block that it belongs to, or -1."""
    owner = [-1] * sum(map(len, mine))
    offsets = np.concatenate(([0], np.cumsum([len(text) for text in mine]))).tolist()
    matcher = SequenceMatcher(None, mine, gold, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                owner[offsets[i] : offsets[i + 1]] = [j] * len(mine[i])
        elif kind == "replace":
            _align_gap(mine[i1:i2], gold[j1:j2], offsets[i1], j1, owner)
    return owner


def _align_gap(
    mine: Sequence[str], gold: Sequence[str], offset: int, first: int, owner: list[int]
) -> None:
    """Find each gold text of a stretch that was cut otherwise within the joined blocks."""
    joined = "".join(mine)
    position = 0
    for j, text in enumerate(gold):
        if not text:
            continue
        found = joined.find(text, position)
        if found < 0 and len(text) > 40:
            found = joined.find(text[:40], position)
        if found < 0:
            found = joined.find(text)
            if found >= 0 and owner[offset + found] < 0:
                owner[offset + found : offset + found + len(text)] = [first + j] * len(text)
            continue
        end = min(found + len(text), len(joined))
        owner[offset + found : offset + end] = [first + j] * (end - found)
        position = end


def from_body(texts: Sequence[str], body: str, others: Iterable[str] = ()) -> Allowed:
    """Tell body from the rest by a whole gold body text.

    Each block is looked up in the text that is left of the body, so that a teaser which repeats
    a sentence elsewhere on the page is not taken for the story.
    """
    allowed = allow_all(len(texts))
    whole = squash(body)
    mine = [squash(text) for text in texts]
    inside = _in_order(mine, whole)
    excluded = [squash(text) for text in others if text]
    for row, text in enumerate(mine):
        if not text or any(text in other for other in excluded):
            continue
        is_body = row in inside
        if not is_body and len(text) >= _LEAST_SNIPPET and text in whole:
            continue  # stands in the body, but out of order: a repetition, or a doubtful cut
        if not is_body and _overlap(text, whole) > 0.5:
            continue  # partly there: the gold was cleaned, or cut elsewhere
        _allow_only(allowed, row, is_body=is_body)
    return allowed


def _in_order(mine: Sequence[str], whole: str) -> set[int]:
    """Return the blocks of the longest run through the body text: each found after the last."""
    anchors = [(i, whole.find(t)) for i, t in enumerate(mine) if len(t) >= 40 and t in whole]
    chain = _longest_increasing(anchors)
    inside = {i for i, _ in chain}
    bounds = [(-1, 0), *((i, at + len(mine[i])) for i, at in chain), (len(mine), len(whole))]
    for (i1, start), (i2, _) in pairwise(bounds):
        stop = whole.find(mine[i2], start) if i2 < len(mine) else len(whole)
        position = start
        for i in range(i1 + 1, i2):
            if mine[i] and chain and _near(i, i1, i2, len(mine)):
                found = whole.find(mine[i], position, stop)
                if found >= 0:
                    inside.add(i)
                    position = found + len(mine[i])
    return inside


def _near(i: int, i1: int, i2: int, count: int) -> bool:
    """Tell whether a short block may belong to the story between two found paragraphs."""
    if i1 < 0:
        return i2 - i <= 12
    if i2 >= count:
        return i - i1 <= 12
    return True


def _longest_increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest subsequence whose second members never fall."""
    best: list[tuple[int, int]] = []  # (length, previous index)
    for k, (_, at) in enumerate(pairs):
        before = [(best[j][0], j) for j in range(k) if pairs[j][1] < at]
        length, previous = max(before, default=(0, -1))
        best.append((length + 1, previous))
    chain: list[tuple[int, int]] = []
    k = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    while k >= 0:
        chain.append(pairs[k])
        k = best[k][1]
    return chain[::-1]


def _overlap(text: str, whole: str) -> float:
    """Return the share of a text's pieces of 12 characters that stand in the whole."""
    pieces = [text[i : i + 12] for i in range(0, max(len(text) - 11, 1), 12)]
    return sum(piece in whole for piece in pieces) / len(pieces)


_DOUBTED = 0.3
"""How likely a text that a gold body holds is one of these all the same: conventions differ."""
_DOUBTED_ROLES = [ROLES.index(role) for role in ("dek", "keypoint", "note", "caption")]
_ERROR = 0.03
"""How likely a gold body is wrong about a block."""


def _allow_only(allowed: Allowed, row: int, *, is_body: bool) -> None:
    """Allow the body's roles or the others, with some doubt left."""
    body = np.full(len(ROLES), _ERROR, np.float32)
    body[_BODY] = 1
    if is_body:
        body[_DOUBTED_ROLES] = _DOUBTED
        allowed[row] = body
    else:
        allowed[row] = 1 + _ERROR - body


def from_snippets(texts: Sequence[str], gold: Mapping[str, Any]) -> Allowed:
    """Tell body from the rest by snippets that must and must not stand in the body."""
    allowed = allow_all(len(texts))
    mine = [squash(text) for text in texts]
    for key, is_body in (("with", True), ("without", False)):
        for snippet in map(squash, gold.get(key, ())):
            rows = [row for row, text in enumerate(mine) if snippet and snippet in text]
            if len(rows) == 1 or (rows and not is_body):
                for row in rows:
                    _allow_only(allowed, row, is_body=is_body)
    return allowed


def mark_texts(allowed: Allowed, texts: Sequence[str], answers: Iterable[str], role: str) -> None:
    """Give a role to the blocks whose text is (nearly) one of the answers."""
    column = ROLES.index(role)
    targets = [squash(answer) for answer in answers if answer]
    for row, text in enumerate(map(squash, texts)):
        if len(text) >= _LEAST_SNIPPET and any(
            text in target and 2 * len(text) >= len(target) for target in targets
        ):
            allowed[row] = 0
            allowed[row, column] = 1
