"""Whether a story may be read for free, as the page declares it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from articlekit.fields import Found
from articlekit.jsonld import items_of

if TYPE_CHECKING:
    from articlekit.metadata import Metadata

_YES: Final = frozenset({"true", "yes", "1", "free", "open", "public"})
_NO: Final = frozenset({"false", "no", "0", "locked", "metered", "paid", "premium", "subscription"})
_TIERS: Final = ("article:content_tier", "og:content_tier", "content_tier", "access_level")
_PAID: Final = ("article:premium", "premium", "is_premium", "ispremium", "paywall", "is_paid")


def find_free_access(metadata: Metadata) -> Found[bool] | None:
    """Return what the page declares of itself; None where it declares nothing."""
    return next(_declarations(metadata), None)


def _declarations(metadata: Metadata) -> Iterator[Found[bool]]:
    nodes = (
        ("json-ld", metadata.article),
        ("microdata", metadata.microdata),
        ("json-ld:WebPage", metadata.page),
    )
    for origin, node in nodes:
        # What search engines require of a page that hides its text from readers.
        for value in items_of((node or {}).get("isAccessibleForFree")):
            yield from _answer(read_flag(value), f"{origin}:isAccessibleForFree")
    for name in ("isaccessibleforfree", *_TIERS):
        for content in metadata.meta.get(name, ()):
            yield from _answer(read_flag(content), f"meta:{name}")
    for name in _PAID:
        for content in metadata.meta.get(name, ()):
            paid = read_flag(content)
            yield from _answer(None if paid is None else not paid, f"meta:{name}")


def _answer(flag: bool | None, source: str) -> Iterator[Found[bool]]:  # noqa: FBT001 - a value
    if flag is not None:
        yield Found(flag, source)


def read_flag(value: object) -> bool | None:
    """Read a declared yes or no in any of its spellings.

    >>> [read_flag(v) for v in (True, "False", "https://schema.org/True", "metered", 0, "?")]
    [True, False, True, False, False, None]
    """
    word = str(value).strip().lower().rpartition("/")[2]
    if word in _YES:
        return True
    return False if word in _NO else None
