"""Which addresses may stand in an output."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

LINK_SCHEMES: Final = frozenset({"http", "https", "mailto"})
WEB_SCHEMES: Final = frozenset({"http", "https"})

# Browsers drop tabs and line ends anywhere in an address and control characters at its ends;
# dropping all of them everywhere leaves no second reading of what remains.
_DROPPED = re.compile(
    "[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
)
_DROPPED_WITHIN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_UNUSUAL = re.compile(r"[^\w.~:/?#@!$&'()*+,;=%-]")
_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]{2,45}\]|[\w.-]{1,253})(?::[0-9]{1,5})?")


def safe_url(url: str | None, schemes: frozenset[str] = LINK_SCHEMES) -> str | None:
    r"""Return an address that is safe to link to, or None.

    Args:
        url: An absolute address. Relative ones are dropped: an output has no base of its own.
        schemes: The schemes that may pass, in lower case.

    Returns:
        The address without control and invisible characters, its scheme in lower case, and
        percent-encoded wherever it holds something other than letters, digits and the
        punctuation of addresses. It needs no more than the escaping of its format.

    >>> safe_url(" HTTPS://news.example/a story?x=1&y=<2>")
    'https://news.example/a%20story?x=1&y=%3C2%3E'
    >>> safe_url("java\nscript:alert(1)"), safe_url("//news.example/"), safe_url("/story")
    (None, None, None)
    >>> safe_url("https://news.example\\@evil.example/")
    >>> safe_url("mailto:desk@news.example", WEB_SCHEMES)
    """
    if not url or "\\" in url:
        return None
    parts = _split(_DROPPED_WITHIN.sub("", _trim(url)))
    if parts is None or parts.scheme not in schemes:
        return None
    if parts.scheme == "mailto":
        return _mail(parts)
    if not _HOST.fullmatch(parts.netloc):
        return None
    return f"{parts.scheme}://{parts.netloc}{_rest(parts)}"


def safe_web_url(url: str | None) -> str | None:
    """Return an http or https address that is safe to load or name, or None."""
    return safe_url(url, WEB_SCHEMES)


def _trim(url: str) -> str:
    r"""Drop spaces, control and invisible characters from both ends.

    >>> _trim("\x01\u200b https://news.example/a b\u3000")
    'https://news.example/a b'
    """
    start, end = 0, len(url)
    while start < end and _DROPPED.match(url[start]):
        start += 1
    while end > start and _DROPPED.match(url[end - 1]):
        end -= 1
    return url[start:end]


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:  # unbalanced brackets, or a host that changes when it is normalised
        return None


def _mail(parts: SplitResult) -> str | None:
    if parts.netloc or not (parts.path or parts.query):
        return None
    return f"mailto:{_rest(parts._replace(fragment=''))}"


def _rest(parts: SplitResult) -> str:
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    rest = f"{parts.path}{query}{fragment}"
    return _UNUSUAL.sub(lambda found: quote(found.group(), errors="ignore"), rest)
