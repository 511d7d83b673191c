"""The few ways in which a value gets into the report's HTML, every one of them escaped."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from articlekit.render.inline import clean

_MAX_TEXT: Final = 4_000  # characters of a block shown; the rest says nothing more of its role
_LEAST_SHARE: Final = 0.005
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")


def text(value: str) -> str:
    """Return a text of the page as HTML, what no output may hold left out.

    >>> text('<img src="x">')
    '&lt;img src=&quot;x&quot;&gt;'
    """
    return escape(clean(value))


def long_text(value: str) -> str:
    """Return a text that may be very long, its end left out.

    >>> long_text("ab " * 2000)[-24:]
    ' (2,000 characters more)'
    """
    if len(value) <= _MAX_TEXT:
        return text(value)
    return f"{text(value[:_MAX_TEXT])}… ({len(value) - _MAX_TEXT:,} characters more)"


def spoken(name: str) -> str:
    """Return a field's or feature's name as words.

    >>> spoken("lead_image")
    'lead image'
    """
    return name.replace("_", " ")


def lang(language: str | None) -> str:
    """Return the attributes of an element with text of the page: its language and direction.

    >>> lang("pt-BR"), lang(None), lang('"><script>')
    (' lang="pt-BR" dir="auto"', ' dir="auto"', ' dir="auto"')
    """
    known = language is not None and _LANGUAGE.fullmatch(language)
    return f' lang="{language}" dir="auto"' if known else ' dir="auto"'


def bar(value: float) -> str:
    """Return a small bar that is filled to a share of its width, for the eye only.

    An inline style would need a looser content policy, so that it is drawn with attributes.
    """
    width = round(max(0.0, min(value, 1.0)) * 100)
    return (
        '<svg class="bar" aria-hidden="true"><rect class="track"/>'
        f'<rect class="fill" width="{width}%"/></svg>'
    )


def share(value: float) -> str:
    """Write a probability.

    >>> share(0.874), share(0.002), share(0.998)
    ('87%', '<1%', '>99%')
    """
    if 0 < value < _LEAST_SHARE:
        return "<1%"
    return ">99%" if 1 - _LEAST_SHARE < value < 1 else f"{value:.0%}"


def block_link(index: int, label: str) -> str:
    """Return a link to a block of the report; ``label`` is HTML."""
    return f'<a class="source" href="#block-{index}">{label}</a>'
