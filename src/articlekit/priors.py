"""What the print itself says of a block, beyond what a model can have learned.

Some habits of newsrooms are told by a page's own words: a box of class "newsletter" or a line that
says "Advertisement" or "Share this" is no story; "Also on …:" before a headline is a link to
another story; "editing by …" or "first published in …" after the story is a note; a paragraph
after the story that begins with the name printed over it is about that author; in plain text, what
stands alone under the headline is the dek.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from articlekit.fields._bio_words import is_told
from articlekit.fields.furniture import is_ad_label, is_share_label
from articlekit.fields.lead_ins import strip_lead_in
from articlekit.roles import STORY_ROLES

if TYPE_CHECKING:
    from articlekit.blocks import Block, Layout
    from articlekit.label import Label
    from articlekit.roles import Role

_MOST_TITLE: Final = 160  # characters of a linked headline with its lead-in
_LEAST_TITLE: Final = 15
_LEAD_IN_END = re.compile(r"[:：|>»]")
_NAME = re.compile(r"(?:[^\W\d_][\w'’.-]{0,24}[ \u00a0]){1,3}[^\W\d_][\w'’.-]{1,24}")
_LEAST_BIO: Final = 60
_MOST_DEK: Final = 300
_LINKED: Final = 0.6  # of the title; the rest is a date or a source
_LINK_ROLES: Final = frozenset({"body", "list", "caption", "subhead"})
_BIO_ROLES: Final = frozenset({"bio", "body", "other", "promo", "note", "related"})
_CREDIT_ROLES: Final = frozenset({"credit", "caption", "other", "byline", "body"})
_LIKE_CREDITS: Final = _CREDIT_ROLES | _BIO_ROLES
_CREW = re.compile(
    r"\b(?:(?:additional |with )?(?:editing|reporting) by|edited by|writing by)\s", re.IGNORECASE
)
_ABOUT_STORY = re.compile(
    r"""\W{0,3}(?:
    th(?:is|e)\s(?:article|story|post|piece|essay|interview|conversation|transcript|column|text)
        \s(?:has\sbeen|was|is)\s(?:(?:also|since|lightly|slightly|first|originally)\s){0,2}
        (?:edited|condensed|shortened|updated|amended|corrected|published|republished|translated
        |excerpted|adapted|posted)
    |(?:first|originally|previously)\s(?:published|appeared|posted)\s(?:in|on|at|by)\b
    |(?:some\s)?names\s(?:have\sbeen|were)\schanged
    |(?:dieser|der)\s(?:artikel|text|beitrag|ratgeber)\s(?:wurde|erschien|ist)\s
        (?:zuerst|erstmals|ursprünglich)\s
    |diesen\s(?:artikel|ratgeber|text|beitrag)\s(?:haben|hatten)\swir\s
    |das\s(?:interview|gespräch)\s(?:führten?|wurde)\s
    |cet(?:te)?\s(?:article|entretien|interview|tribune)\sa\s(?:été|paru)
    |est[ea]\s(?:artículo|texto|entrevista|artigo|reportagem)\s(?:fue|foi)\s
    |dit\s(?:artikel|interview)\s(?:werd|verscheen)\s
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""What a newsroom says of a story behind it: that it was edited, or where it was first printed."""
_NOTE_LENGTHS: Final = range(
    20, 301
)  # characters of it: more than a menu's line, less than a story
_HESITANT: Final = STORY_ROLES | {"promo"}  # a push that may be taken for a subhead later
_LIKE_STORY: Final = _HESITANT | _LINK_ROLES
_SET_AS_TEXT: Final = frozenset({"body", "subhead", "quote"})  # "Share" may head a column
_CAPTION = re.compile(
    r"(?<![a-z])(?:fig|img|image|photo|picture)?[-_]?caption(?![a-z])", re.IGNORECASE
)
_MOST_CAPTION: Final = 3  # blocks of a caption: a text, a place, a credit
_SETTLED: Final = 0.9  # likelihood of a paragraph, whatever its element is called
_MOST_PUSH: Final = 8  # blocks of a box; a page's class may say newsletter of the whole story
_PUSH = re.compile(r"newsletter|\badvert|sign-?up|subscribe-?(?:box|form|cta)", re.IGNORECASE)
_PUSH_PARTS: Final = ("newsletter", "advert", "sign", "subscribe")
_STOPS: Final = tuple('.!?…。！？"”»')


def settle(layout: Layout, labels: tuple[Label, ...]) -> tuple[Label, ...]:
    """Return the labels with those replaced of which the print leaves no doubt."""
    blocks = layout.blocks
    settled = list(labels)
    end = max([i for i, label in enumerate(labels) if label.role in STORY_ROLES], default=-1)
    for index, label in enumerate(labels):
        role = _role_in_story(layout, index, label) if label.role in _LIKE_STORY else None
        if role is None and index >= end and label.role in _LIKE_CREDITS:
            role = _role_behind_story(blocks, index, label)
            if role == "bio":
                settled[index - 1] = _unlinked(settled[index - 1])
        if role is not None and role != label.role:
            settled[index] = label.corrected(role)
    return tuple(_with_dek(blocks, settled) if _is_plain(layout) else settled)


def _role_in_story(layout: Layout, index: int, label: Label) -> Role | None:
    """Return the role of what looks like a part of the story and is none; None if nothing tells."""
    block, role = layout.blocks[index], label.role
    if role in _HESITANT and (is_ad_label(block.text) or _is_push(layout, block.node)):
        return "promo"
    if role in _SET_AS_TEXT and is_share_label(block.text):
        return "other"
    if role in STORY_ROLES and label.score < _SETTLED and _is_caption(layout, index):
        return "caption"
    return "related" if role in _LINK_ROLES and _is_link(layout, block) else None


def _role_behind_story(blocks: Sequence[Block], index: int, label: Label) -> Role | None:
    """Return the role of what the story's last words may be, None if nothing tells."""
    text = blocks[index].text
    if _is_about_story(text) or (label.role in _CREDIT_ROLES and _names_crew(text)):
        return "note"
    return "bio" if index and label.role in _BIO_ROLES and _is_bio(blocks, index) else None


def _is_plain(layout: Layout) -> bool:
    """Tell plain text, which has no elements, from a page."""
    return len(layout.nodes) == 1


def _is_caption(layout: Layout, index: int) -> bool:
    """Tell whether a small element of class "caption" holds a block."""
    return any(
        node.words and node.end - node.start <= _MOST_CAPTION and _says_caption(node.words)
        for node in layout.around(index, 2)
    )


@lru_cache(maxsize=8192)
def _says_caption(names: str) -> bool:
    return _CAPTION.search(names) is not None


def _is_about_story(text: str) -> bool:
    """Tell whether a text says where the story was first printed, or what was done to it."""
    return len(text) in _NOTE_LENGTHS and _ABOUT_STORY.match(text) is not None


def _names_crew(text: str) -> bool:
    """Tell whether a text says who edited the story; most have none of the words at all."""
    return " by" in text.lower() and _CREW.search(text) is not None


def _unlinked(label: Label) -> Label:
    """Return the label of an author's name, which is no link to a story."""
    return label.corrected("other") if label.role in {"related", "recirc", "tag"} else label


def _is_push(layout: Layout, number: int) -> bool:
    """Tell whether a node is in a small box whose class names say advert or newsletter."""
    while number >= 0:
        node = layout.nodes[number]
        if node.end - node.start > _MOST_PUSH:  # as are all around it
            return False
        if node.words and _says_push(node.words):
            return True
        number = node.parent
    return False


@lru_cache(maxsize=8192)
def _says_push(names: str) -> bool:
    """Tell whether class names say advert or newsletter; most have no part of the words at all."""
    lower = names.lower()
    return any(map(lower.__contains__, _PUSH_PARTS)) and _PUSH.search(names) is not None


def _is_link(layout: Layout, block: Block) -> bool:
    """Tell whether a block is a lead-in with the headline of another story."""
    text = block.text
    if not _LEAST_TITLE < len(text) <= _MOST_TITLE:
        return False
    if not _LEAD_IN_END.search(text):
        return False
    title = strip_lead_in(text)
    if len(title) < _LEAST_TITLE or not _LEAD_IN_END.search(text, 0, len(text) - len(title)):
        return False
    linked = sum(mark.end - mark.start for mark in block.marks if mark.tag == "a")
    return _is_plain(layout) or linked >= _LINKED * len(title)


def _is_bio(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether a paragraph begins with the name that is printed over it."""
    text, above = blocks[index].text, blocks[index - 1].text
    return (
        len(text) >= _LEAST_BIO
        and len(above) < _LEAST_BIO
        and text.startswith(above)
        and not text[len(above) : len(above) + 1].isalnum()  # links set side by side
        and _NAME.fullmatch(above) is not None
        and is_told(text, [above])
    )


def _with_dek(blocks: Sequence[Block], labels: list[Label]) -> list[Label]:
    """Take the block alone under the headline for the dek: no stop ends it, and no body follows."""
    if any(label.role == "dek" for label in labels):
        return labels
    headline = next((i for i, label in enumerate(labels) if label.role == "headline"), None)
    if headline is None or headline + 2 >= len(labels):
        return labels
    below, following = headline + 1, labels[headline + 2]
    text = blocks[below].text
    alone = following.role in {"caption", "credit", "byline", "date"}
    open_ended = len(text) <= _MOST_DEK and not text.endswith(_STOPS)
    if labels[below].role in {"body", "caption"} and alone and open_ended:
        labels[below] = labels[below].corrected("dek")
    return labels
