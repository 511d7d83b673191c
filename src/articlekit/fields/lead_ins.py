"""What is printed before the title of another story: a bullet, "Also on …:", "Read more:"."""

from __future__ import annotations

import re
from typing import Final

_LEAD_IN: Final = tuple(
    part.strip()
    for part in (
        "also on, also read, also see, also, read more, read also, read next, read, more, "
        "more on this, see also, see more, related, related story, related stories, "
        "related article, related articles, related coverage, related content, watch, listen, "
        "learn more, check out, must read, "
        "don't miss, recommended, further reading, in pictures, opinion, analysis, explainer, "
        "background, lesen sie auch, lesen sie mehr, mehr zum thema, lies auch, auch interessant, "
        "weiterlesen, mehr lesen, jetzt lesen, siehe auch, mehr dazu, zum thema, "
        "lire aussi, à lire aussi, à lire, voir aussi, "
        "lea también, lee también, también puede leer, puede leer, vea también, "
        "ver también, te puede interesar, relacionado, leia também, "
        "leia mais, veja também, saiba mais, leggi anche, lees ook, läs också, läs mer, läs även, "
        "les også, læs også, lue myös, czytaj także, czytaj też, zobacz też, zobacz także, "
        "čtěte také, čtěte více, olvasta már, citește și, читайте также, читайте ще, "
        "читайте також, "
        "baca juga, 関連記事, あわせて読みたい, 相关阅读, 延伸閱讀, 관련기사, اقرأ أيضا, اقرأ أيضًا"
    ).split(",")
)
"""What announces a related story; what follows it up to the colon goes with it."""
_PREFIX = re.compile(
    rf"^\W{{0,4}}(?:{'|'.join(map(re.escape, sorted(_LEAD_IN, key=len, reverse=True)))})"
    r"(?:\s+[\w&.'’-]{1,16}){0,2}?\s?[:：|>»–—-]+\s{0,3}",
    re.IGNORECASE,
)
_PREFIX_END = re.compile(r"[:：|>»–—-]")
"""What every lead-in ends with: most titles have no such sign, and need no closer look."""
_BULLET = re.compile(r"^[\s•·●▪■►▶»›*–—-]{1,4}(?=\S)")


def strip_lead_in(text: str) -> str:
    """Cut "Also on …:", "Read more:" and bullets off a link's title.

    >>> strip_lead_in("Also on LP: Ferry runs again"), strip_lead_in("• Lire aussi : La gare")
    ('Ferry runs again', 'La gare')
    >>> strip_lead_in("Read my lips"), strip_lead_in("War: the first year")
    ('Read my lips', 'War: the first year')
    """
    bare = strip_bullet(text)
    return (_PREFIX.sub("", bare) if _PREFIX_END.search(bare) else bare).strip()


def strip_bullet(text: str) -> str:
    """Cut a bullet off the start of a line.

    >>> strip_bullet("• The ferry runs"), strip_bullet("-5 degrees at the quay")
    ('The ferry runs', '5 degrees at the quay')
    """
    return _BULLET.sub("", text)
