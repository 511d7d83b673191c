"""The blocks of a page with what is known of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from articlekit.article import Article
from articlekit.explanation import DROPPED_ROLES, ExplainedBlock, Reason
from articlekit.features import measure, read_context
from articlekit.fields.evidence import Evidence
from articlekit.jsonld import squash
from articlekit.label import Label, default_model
from articlekit.report.details import container_path, detail_of
from articlekit.report.reasons import Influence, find_influence
from articlekit.roles import BODY_ROLES

_MOST_REASONS: Final = 4
_LEAST_WEIGHT: Final = 0.1  # of log-odds: a tenth more or less likely, which nobody asks about
_LEAST_REPEAT: Final = 40  # characters; shorter texts may well stand twice in a story


def explain_blocks(evidence: Evidence, article: Article) -> tuple[ExplainedBlock, ...]:
    """Tell of every block what role it got, why, and whether the article has it."""
    layout, labels = evidence.layout, evidence.labels
    if not labels:
        return ()
    features = measure(layout, read_context(evidence.metadata))
    influence = find_influence(features, labels, default_model())
    kept = _kept(evidence, article)
    return tuple(
        _explain(evidence, influence, index, label, kept=next(kept))
        for index, label in enumerate(labels)
    )


def _explain(
    evidence: Evidence, influence: Influence, index: int, label: Label, *, kept: bool
) -> ExplainedBlock:
    block = evidence.block(index)
    reasons = sorted(_reasons(evidence, influence, index), key=lambda reason: -reason.weight)
    return ExplainedBlock(
        index=index,
        text=block.text,
        tag=block.tag,
        path=" > ".join(container_path(evidence.layout, block.node)),
        role=label.role,
        score=round(label.score, 4),
        runner_up=label.runner_up,
        runner_up_score=round(float(influence.runner_up[index]), 4),
        reasons_for=tuple(r for r in reasons[:_MOST_REASONS] if r.weight > 0),
        reasons_against=tuple(r for r in reasons[: -_MOST_REASONS - 1 : -1] if r.weight < 0),
        kept=kept,
        rule=evidence.rules.get(index),
    )


def _reasons(evidence: Evidence, influence: Influence, index: int) -> Iterator[Reason]:
    for group, weight in zip(influence.groups, influence.weights[:, index].tolist(), strict=True):
        if abs(weight) >= _LEAST_WEIGHT:
            detail = detail_of(group.name, evidence.layout, index)
            yield Reason(group.name, group.description, round(weight, 2), detail)


def _kept(evidence: Evidence, article: Article) -> Iterator[bool]:
    """Tell of each block, in page order, whether the article has something of it."""
    story = squash(article.text)
    seen: set[str] = set()
    for block, label in zip(evidence.layout.blocks, evidence.labels, strict=True):
        if label.role not in BODY_ROLES:
            yield label.role not in DROPPED_ROLES
            continue
        key = squash(block.text)
        yield key not in seen and key in story
        if len(block.text) >= _LEAST_REPEAT:
            seen.add(key)
