"""Which names of a page's elements will still be there tomorrow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{1,60}")
_PART = re.compile(r"[a-z]+|[A-Z]+[a-z]*|[0-9]+|[A-Za-z0-9]+")
_HASHED = re.compile(
    r"([A-Za-z][A-Za-z-]{2,40}(?:_[A-Za-z-]{2,40})?(?:__|--|-sc-))[A-Za-z0-9_+-]{4,20}"
)
"""What CSS modules and styled components make: a name, then a hash that changes with each build."""
_UTILITY = re.compile(
    r"(?:-?[a-z]{1,3}|text|font|flex|grid|gap|space|bg|border|rounded|leading|tracking|items|justify"
    r"|align|outline|object|relative|absolute|sticky|static|fixed|col|row|order|min|max|hidden|block|inline|clearfix|container|wrapper|active|open|first|last"
    r"|odd|even|left|right|center|visible)(?:-[a-z0-9]{1,8}){0,2}"
)
"""Names of looks and states, which say nothing of what an element is."""
_STATE = re.compile(r"(?:is|has|js|no|u|wp-image|post|page|id)-.+")
_MOST_CLASSES: Final = 100
_MOST_DIGITS: Final = 2
_LONGEST_HASH: Final = 6  # of letters alone; a longer one in mixed case may be two words
_LEAST_CHUNK: Final = 4
_LEAST_VOWELS: Final = 0.15
_ATTRIBUTES: Final = ("itemprop", "data-testid", "data-component", "data-module", "data-qa")
_ALONE: Final = frozenset({"h1", "figcaption", "time", "address"})
"""Elements that are often the only ones of their kind, or all of one role."""


def own_selectors(element: _Element) -> Iterator[str]:
    """Yield selectors for an element by its own names, the likeliest to stay first."""
    tag = str(element.tag)
    classes = (element.get("class") or "").split()[:_MOST_CLASSES]
    yield from (f"{tag}.{name}" for name in classes if is_stable(name))
    for attribute in _ATTRIBUTES:
        value = element.get(attribute)
        if value and is_stable(value):
            yield f'{tag}[{attribute}="{value}"]'
    prefixes = (prefix for name in classes if (prefix := stable_prefix(name)))
    yield from (f'{tag}[class*="{prefix}"]' for prefix in prefixes)
    identity = element.get("id")
    if identity and is_stable(identity):
        yield f"{tag}#{identity}"


def selectors_of(element: _Element) -> Iterator[str]:
    """Yield selectors for an element by its own names and by those of the element around it."""
    yield from own_selectors(element)
    tag, parent = str(element.tag), element.getparent()
    around = next(own_selectors(parent), None) if parent is not None else None
    if around:
        yield f"{around} > {tag}"
    if tag in _ALONE:
        yield tag


def is_stable(name: str) -> bool:
    """Tell a name that somebody chose from a generated one, and from one of mere looks.

    >>> [is_stable(name) for name in ("lead", "article-body", "storyText", "story__dek")]
    [True, True, True, True]
    >>> [is_stable(name) for name in ("css-1x2y3z", "sc-bdVaJa", "post-10442", "mt-4", "is-open")]
    [False, False, False, False, False]
    """
    if not _NAME.fullmatch(name) or _UTILITY.fullmatch(name) or _STATE.fullmatch(name):
        return False
    if name.startswith(("css-", "sc-", "jss", "emotion-", "svelte-")) or stable_prefix(name):
        return False
    return not any(map(_is_generated, re.split(r"[_-]+", name)))


def stable_prefix(name: str) -> str | None:
    """Return what stays of a name with a hash at its end.

    >>> stable_prefix("Lead_lead__3kTQx"), stable_prefix("Lead_root__KxenJ")
    ('Lead_lead__', 'Lead_root__')
    >>> stable_prefix("story__dek"), stable_prefix("story__leadText"), stable_prefix("lead")
    (None, None, None)
    """
    found = _HASHED.fullmatch(name)
    suffix = name[found.end(1) :] if found else ""
    is_hash = _is_generated(suffix) or (len(suffix) <= _LONGEST_HASH and not suffix.islower())
    return found[1] if found and is_hash else None


def _is_generated(chunk: str) -> bool:
    """Tell a hash from a word or words.

    >>> [_is_generated(chunk) for chunk in ("3kTQx", "a8f3c", "bdVaJa", "storyText", "h2", "2024")]
    [True, True, True, False, False, True]
    """
    digits = sum(c.isdigit() for c in chunk)
    if digits > _MOST_DIGITS or (
        digits and len(chunk) >= _LEAST_CHUNK and not _ends_in_digits(chunk)
    ):
        return True
    if len(chunk) < _LEAST_CHUNK:
        return False
    parts = _PART.findall(chunk)
    vowels = sum(c in "aeiouy" for c in chunk.lower())
    return vowels < _LEAST_VOWELS * len(chunk) or len(parts) * 3 > len(chunk)


def _ends_in_digits(chunk: str) -> bool:
    return chunk.rstrip("0123456789").isalpha()
