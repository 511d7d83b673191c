"""Whether the page is an article at all, how sure that is, and whether its text is whole."""

from __future__ import annotations

import math
from typing import Final

from articlekit.article import BodyBlock, List, Paragraph, Quote, block_text
from articlekit.fields.evidence import Evidence
from articlekit.jsonld import text_of
from articlekit.roles import BODY_ROLES

_ELLIPSES: Final = ("...", "…", "[…]", "[...]")
_WHOLE_SHARE: Final = 0.6  # of the declared number of words; counts differ in what they count
_LEAST_WORDS: Final = 40
_LEAST_UNSPACED: Final = 20  # characters without a space
_LIKELY: Final = 0.5
_FEW: Final = 6  # paragraphs; paywalls let through fewer
_NEAR: Final = 3  # blocks after the text among which the push stands
_MAX_DIGITS: Final = 7


def find_confidence(evidence: Evidence, body: tuple[BodyBlock, ...], headline: str | None) -> float:
    """Return the likelihood, 0 to 1, that the page is an article.

    An article has running text that the labeller is sure of, or pictures that are told of, a
    headline, and is declared one; a section front has teasers.
    """
    captions = [evidence.block(index).text for index in evidence.indices("caption")]
    words = sum(map(_count_words, body)) + sum(map(_words_of, captions))
    listed = sum([len(block.items) for block in body if isinstance(block, List)])
    scores = [evidence.labels[index].score for index in evidence.indices(*BODY_ROLES)]
    # A story that no block shows was declared as one.
    sure = sum(scores) / len(scores) if scores else 1.0
    recirculated = len(list(evidence.indices("recirc")))
    logit = (
        -3.0
        + 1.6 * math.log1p(words / _LEAST_WORDS)
        + 2.0 * (sure - _LIKELY)
        + (1.0 if evidence.metadata.article else 0.0)
        + (0.7 if headline else -1.0)
        - 0.5 * math.log1p(recirculated / (len(scores) + 5))
        - 0.3 * math.log1p(listed / 10)
    )
    return round(1 / (1 + math.exp(-logit)), 3) if body else 0.0


def _count_words(block: BodyBlock) -> int:
    """Count the words of running text; of lists and tables, only those that nothing parts."""
    text = block_text(block)
    return _words_of(text) if isinstance(block, (Paragraph, Quote)) else _unparted(text)


def _words_of(text: str) -> int:
    """Count the words of a text, most of them by the signs between them.

    >>> _words_of("The ferry runs again."), _words_of("渡轮在码头停了一年之后，星期一早上又开了。")
    (4, 8)
    """
    return text.count(" ") + text.count("\n") + 1 + _unparted(text)


def _unparted(text: str) -> int:
    """Count the words that nothing parts, where a script sets them so.

    They have two characters in Chinese, two or three in Japanese, four or five in Thai.
    """
    return len(text) // 3 if _is_unspaced(text) else 0


def _is_unspaced(text: str) -> bool:
    """Tell whether a text is in a script that does not part its words."""
    length = min(len(text), 200)
    return length > _LEAST_UNSPACED and text.count(" ", 0, 200) * _LEAST_UNSPACED < length


def is_truncated(
    evidence: Evidence, body: tuple[BodyBlock, ...], *, free_access: bool | None
) -> bool:
    """Tell whether the page was seen to hold only the start of its article.

    Either the declared number of words is much larger, or the text breaks off where a push to
    subscribe stands. On a page that declares itself paid, one of these two signs is enough.
    """
    if not body:
        return False
    if _is_short_of_declared(evidence, body):
        return True
    texts = map(block_text, reversed(body))
    breaks_off = next(filter(None, map(str.rstrip, texts)), "").endswith(_ELLIPSES)
    if free_access is False:
        return breaks_off or _push_follows(evidence, body)
    return breaks_off and _push_follows(evidence, body)


def _is_short_of_declared(evidence: Evidence, body: tuple[BodyBlock, ...]) -> bool:
    declared = text_of((evidence.metadata.article or {}).get("wordCount")) or ""
    if not declared.isdecimal():
        return False
    words = sum(len(text.split()) for text in map(block_text, body))
    missing = int(declared[:_MAX_DIGITS]) - words
    return missing > 2 * _LEAST_WORDS and missing > (1 - _WHOLE_SHARE) * (words + missing)


def _push_follows(evidence: Evidence, body: tuple[BodyBlock, ...]) -> bool:
    """Tell whether a short text as shown ends before a push to subscribe."""
    _, end = evidence.body_range()
    following = [label.role for label in evidence.labels[end : end + _NEAR]]
    few = len(list(evidence.indices("body"))) <= _FEW
    if not (end and few and "promo" in following):
        return False
    text = "\n".join(map(block_text, body))
    return text.endswith(evidence.block(end - 1).text)  # else it came from elsewhere
