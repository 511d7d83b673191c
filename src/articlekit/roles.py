"""The roles that a block can have, in newsroom words."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

Role: TypeAlias = Literal[
    "other",
    "body",
    "subhead",
    "quote",
    "list",
    "table",
    "headline",
    "kicker",
    "dek",
    "keypoint",
    "byline",
    "date",
    "caption",
    "credit",
    "bio",
    "related",
    "recirc",
    "note",
    "tag",
    "comment",
    "promo",
]

ROLES: Final[tuple[Role, ...]] = get_args(Role)

BODY_ROLES: Final[tuple[Role, ...]] = ("body", "subhead", "quote", "list", "table")
"""The roles whose blocks are the article's text."""

STORY_ROLES: Final[frozenset[Role]] = frozenset(BODY_ROLES)
"""The same as a set: to look a role up in, and to join with others."""
