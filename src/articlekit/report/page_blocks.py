"""The report's list of blocks: kept ones in the open, runs of dropped ones folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from articlekit.explanation import DROPPED_ROLES, ExplainedBlock, Explanation, Reason
from articlekit.report.markup import bar, lang, long_text, share, spoken, text

_HINT: Final = 90  # characters of a folded run that are shown
_FULL_BAR: Final = 3.0  # of log-odds: twenty times as likely


def blocks_list(explanation: Explanation) -> str:
    """Return the list of all blocks as HTML."""
    items = [
        item
        for kept, group in groupby(explanation.blocks, key=lambda block: block.kept)
        for item in (_kept_items(group, explanation) if kept else _run(list(group), explanation))
    ]
    if not items:
        return '<p class="empty">The page has no text.</p>'
    return '<ol class="blocks">\n' + "\n".join(items) + "\n</ol>"


def _kept_items(blocks: Iterable[ExplainedBlock], explanation: Explanation) -> Iterator[str]:
    return (_block(block, explanation) for block in blocks)


def _run(blocks: Sequence[ExplainedBlock], explanation: Explanation) -> Iterator[str]:
    """Yield one item that folds a run of dropped blocks."""
    counts = Counter(block.role for block in blocks)
    roles = "".join(
        f'<span class="badge" data-role="{role}">{role} {count}</span>'
        for role, count in counts.most_common()
    )
    first, last = blocks[0].index, blocks[-1].index
    place = f"block {first}" if first == last else f"blocks {first} to {last}"
    inner = "\n".join(_block(block, explanation) for block in blocks)
    yield (
        '<li class="run"><details><summary>'
        f'<span class="dropped">{len(blocks)} dropped</span> '
        f'<span class="place">{place}</span> {roles}'
        f'<span class="hint"{lang(explanation.article.language)}>{text(_hint(blocks))}</span>'
        f"</summary>\n<ol>\n{inner}\n</ol></details></li>"
    )


def _hint(blocks: Sequence[ExplainedBlock]) -> str:
    """Return the start of what is folded.

    >>> one = ExplainedBlock(0, "Sign in", "a", "nav > a", "other", 1.0, "tag", 0.0)
    >>> _hint([one, one])
    'Sign in · Sign in'
    """
    starts = " · ".join(block.text[:_HINT] for block in blocks[:8])
    return starts if len(starts) <= _HINT else starts[: _HINT - 1].rstrip() + "…"


def _block(block: ExplainedBlock, explanation: Explanation) -> str:
    flags = '<span class="flag">uncertain</span>' if block.uncertain else ""
    state = " uncertain" if block.uncertain else ""
    state += "" if block.kept else " off"
    return (
        f'<li class="block{state}" id="block-{block.index}" data-role="{block.role}" tabindex="-1">'
        '<div class="head">'
        f'<a class="number" href="#block-{block.index}" aria-label="Block {block.index}">'
        f"{block.index}</a>"
        f'<span class="badge" data-role="{block.role}">{block.role}</span>'
        f'<span class="score">{bar(block.score)} {text(share(block.score))}</span>{flags}'
        f"<code>&lt;{text(block.tag)}&gt;</code></div>"
        f'<p class="text"{lang(explanation.article.language)}>{long_text(block.text)}</p>'
        f"{_absent(block)}{_why(block)}</li>"
    )


def _absent(block: ExplainedBlock) -> str:
    """Say why a block of the story is not in the article."""
    if block.kept or block.role in DROPPED_ROLES:
        return ""
    return (
        '<p class="absent">Story text by its role, but not in the article: the same text stands in '
        "it already, or the story was taken from elsewhere (see the source of its body).</p>"
    )


def _why(block: ExplainedBlock) -> str:
    if block.rule:
        return (
            f'<details class="why"><summary>{block.role} by a site rule</summary>'
            f'<p class="path"><code>{text(block.rule)}</code></p>'
            f'<p class="path">Stands in <code>{text(block.path)}</code></p></details>'
        )
    other = f"{block.runner_up} ({text(share(block.runner_up_score))})"
    return (
        f'<details class="why"><summary>Why {block.role} and not {other}?</summary>'
        '<div class="reasons">'
        f"{_reasons(f'For {block.role}', block.reasons_for, 'for')}"
        f"{_reasons(f'Against it, for {block.runner_up}', block.reasons_against, 'against')}"
        f'</div><p class="path">Stands in <code>{text(block.path)}</code></p></details>'
    )


def _reasons(title: str, reasons: Sequence[Reason], side: str) -> str:
    items = "".join(map(_reason, reasons)) or '<li class="none">nothing to speak of</li>'
    return f'<div class="{side}"><p class="spoke">{title}</p><ul>{items}</ul></div>'


def _reason(reason: Reason) -> str:
    detail = f" <code>{text(reason.detail)}</code>" if reason.detail else ""
    weight = f"{reason.weight:+.1f}".replace("-", "−")
    return (
        f'<li><span class="weight">{bar(abs(reason.weight) / _FULL_BAR)} {weight}</span>'
        f"<span><b>{spoken(reason.group)}</b>{detail}"
        f'<span class="description">{text(reason.description)}</span></span></li>'
    )
