"""Finds the story in a page's script data, where the elements hold none.

Pages rendered by script carry their content as JSON: ``__NEXT_DATA__``, ``__INITIAL_STATE__``,
``Fusion.globalContent`` and the like. Their shapes differ from site to site, so nothing is looked
up by name: the largest list of paragraphs, or the longest text in HTML, is the story.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from articlekit.jsonld import clean_text
from articlekit.richtext import is_teaser, to_markup

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_SCRIPT_CHARS: Final = 4_000_000
_MAX_VALUES: Final = 300_000
"""Values looked at in one blob; a large front page has a tenth of this."""
_MAX_BLOBS: Final = 20
_MAX_FAILURES: Final = 40
"""Unreadable beginnings after which a script is left alone; each may cost its whole length."""
_LEAST_CHARS: Final = 250
"""A story shorter than this is a teaser."""
_LEAST_BLOB_CHARS: Final = 400
_FEW: Final = 2
"""In a longer list, objects with headline and address are teasers."""
_MAX_HEADLINE: Final = 300
_SENTENCE_CHARS: Final = 60
_PROSE_SHARE: Final = 0.5

_JSON: Final = r"(?=\{\s{0,50}\"|\[\s{0,50}[\[{\"]|\"\s{0,5}[\[{])"
"""How a JSON object, a list of things, or a quoted JSON text begins."""
_START: Final = re.compile(r"[=(]\s{0,5}(?:JSON\.parse\(\s{0,5})?" + _JSON)
"""An assignment or a call: ``window.__STATE__ = {``, ``JSON.parse("{``, ``push([``."""
_NAME: Final = re.compile(r"[\w$-]{1,80}(?=[\"'\]]{0,3}\s{0,5}$)")
"""What is assigned to, at the end of the text before."""
_UNDEFINED: Final = re.compile(
    r'("[^"\\]*+(?:\\.[^"\\]*+)*+"?)|\bundefined\b|\bvoid 0\b|\bNaN\b', re.DOTALL
)
_BODY_KEYS: Final = frozenset(
    {"body", "articlebody", "content", "bodyhtml", "body_html", "html", "text", "story", "rendered",
     "bodytext", "fulltext", "contenthtml", "content_html", "articlecontent", "paragraphs"}
)  # fmt: skip
_HEADLINE_KEYS: Final = ("headline", "title", "headlines", "name")
_OTHER_PLACES: Final = re.compile(
    r"cookie|consent|privacy|policy|terms|banner|popup|overlay|\bbio|biograph|author|contributor|"
    r"comment|newsletter|related|recommend|readnext|footer|sidebar|disclaimer|legal",
    re.IGNORECASE,
)
"""Parts of a page's data where no story is."""
_BLOCK_END: Final = re.compile(
    r"<(?:/(?:p|div|h[1-6]|li|blockquote|section|tr)|br\s*/?)\s*>\s*|\n\s*\n", re.IGNORECASE
)
_UNREAD: Final = re.compile(r"<(/?)(script|style|figure|iframe)\b[^<>]{0,2000}>", re.IGNORECASE)
"""Tags of elements that hold no words of the story."""
_SENTENCE: Final = re.compile(r"[.!?…。！？؟।”\"»]\s*$")


class StateArticle(NamedTuple):
    """A story found in a script."""

    headline: str | None
    paragraphs: tuple[str, ...]
    path: str
    """Where it stood, such as ``"__NEXT_DATA__.props.pageProps.article.body"``."""
    markup: str = ""
    """The story in HTML, its headings, lists, quotes, links and images kept."""
    record: Mapping[str, object] = MappingProxyType({})
    """The object that holds the story and its headline, as the site named its parts."""


class _Place(NamedTuple):
    value: object
    path: tuple[str, ...]
    record: Mapping[str, object]


def find_state_text(root: _Element) -> StateArticle | None:
    """Return the longest story in a page's scripts, None where there is none.

    Args:
        root: The page's root element.
    """
    stories = (_story(name, value) for name, value in _blobs(root))
    found = [story for story in stories if story is not None]
    return max(found, key=_length, default=None)


def _length(story: StateArticle) -> int:
    return sum(map(len, story.paragraphs))


def _blobs(root: _Element) -> Iterator[tuple[str, object]]:
    """Yield the JSON values in a page's scripts with the names they are given."""
    count = 0
    for script in root.iter("script"):
        text = script.text or ""
        kind = (script.get("type") or "").lower()
        if not _LEAST_BLOB_CHARS <= len(text) <= _MAX_SCRIPT_CHARS or "ld+json" in kind:
            continue
        for name, value in _script_values(text, script.get("id") or "script"):
            yield name, value
            count += 1
            if count >= _MAX_BLOBS:
                return


def _script_values(text: str, name: str) -> Iterator[tuple[str, object]]:
    stripped = text.strip()
    if stripped[:1] in {"{", "["}:
        value = _decode(stripped, 0)
        if value is not None:
            yield name, value[0]
            return
    yield from _assigned_values(text)


def _assigned_values(text: str) -> Iterator[tuple[str, object]]:
    """Yield the values that a script assigns or passes on."""
    position = failures = 0
    while failures < _MAX_FAILURES:
        match = _START.search(text, position)
        if match is None:
            return
        decoded = _decode(text, match.end())
        if decoded is None:
            failures += 1
            position = match.end()
            continue
        value, length = decoded
        if length >= _LEAST_BLOB_CHARS:
            name = _NAME.search(text, max(0, match.start() - 80), match.start())
            yield name[0] if name else "script", value
        position = match.end() + length


def _same_length_null(match: re.Match[str]) -> str:
    """Keep the length, so that positions in the repaired text are those of the script."""
    return match[1] or "null".ljust(len(match[0]))


def _decode(text: str, position: int) -> tuple[object, int] | None:
    """Decode the JSON value at a position, a quoted JSON text too; returns it and its length."""
    decoder = json.JSONDecoder(strict=False)
    try:
        value, end = decoder.raw_decode(text, position)
        if isinstance(value, str):
            value, _ = decoder.raw_decode(value.lstrip())
    except json.JSONDecodeError as error:
        slip = _UNDEFINED.match(text, error.pos) if error.doc is text else None
        if slip and slip[1] is None:
            # JavaScript, not JSON: its "undefined" is made "null".
            return _decode(_UNDEFINED.sub(_same_length_null, text[position:]), 0)
        return None
    except (ValueError, RecursionError):
        return None
    return value, end - position


def _story(name: str, value: object) -> StateArticle | None:
    """Return the longest story within one blob."""
    best: StateArticle | None = None
    least = _LEAST_CHARS
    for place in _walk(name, value):
        markup = to_markup(place.value)
        if len(markup) <= least:
            continue
        paragraphs = split_html(markup)
        length = sum(map(len, paragraphs))
        if length > least and _is_prose(paragraphs):
            headline = _headline(place.record)
            best = StateArticle(headline, paragraphs, ".".join(place.path), markup, place.record)
            least = length
    return best


def _walk(name: str, value: object) -> Iterator[_Place]:
    """Yield the lists and long texts of a blob, iteratively and up to a limit."""
    waiting = [_Place(value, (name,), {})]
    seen = 0
    while waiting and seen < _MAX_VALUES:
        place = waiting.pop()
        seen += 1
        if isinstance(place.value, dict):
            record = place.value if _headline(place.value) else place.record
            waiting += (
                _Place(child, (*place.path, str(key)[:60]), record)
                for key, child in place.value.items()
                if child and not _OTHER_PLACES.search(key)
            )
        elif isinstance(place.value, list):
            if len(place.path) > 1:  # a blob that is one list is a pool of values, not a story
                yield place
            teasers = len(place.value) > _FEW
            waiting += (
                place._replace(value=item, path=(*place.path, str(index)))
                for index, item in enumerate(place.value)
                if isinstance(item, list | str)
                or (isinstance(item, dict) and not (teasers and is_teaser(item)))
            )
        elif _is_body_text(place):
            yield place


def _is_body_text(place: _Place) -> bool:
    if not isinstance(place.value, str) or len(place.value) < _LEAST_CHARS:
        return False
    return place.path[-1].lower() in _BODY_KEYS or "<p" in place.value


def _headline(node: Mapping[str, object]) -> str | None:
    """Return the headline of the object that holds a story."""
    for key in _HEADLINE_KEYS:
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("basic") or value.get("rendered")
        if isinstance(value, str) and 0 < len(value) <= _MAX_HEADLINE:
            return clean_text(value) or None
    return None


def split_html(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text in HTML, without its tags.

    >>> split_html("<p>The ferry is <b>back</b>.</p><p>So are we.</p>")
    ('The ferry is back.', 'So are we.')
    """
    pieces = _BLOCK_END.split(" ".join(_read_parts(text)))
    return tuple(clean for piece in pieces if (clean := clean_text(_inline_html(piece))))


def _read_parts(text: str) -> Iterator[str]:
    """Yield the parts of a text in HTML between elements that hold no words of the story.

    >>> list(_read_parts("One <script>x</script> two <figure> and more"))
    ['One ', ' two ', ' and more']
    """
    tags = list(_UNREAD.finditer(text))
    last_end = {tag[2].lower(): tag.start() for tag in tags if tag[1]}
    start = 0
    waiting = None
    for tag in tags:
        name = tag[2].lower()
        if waiting is None:
            yield text[start : tag.start()]
            # An element that nothing closes holds the rest of the text: that is kept.
            waiting = name if not tag[1] and last_end.get(name, -1) > tag.start() else None
            start = tag.end()
        elif tag[1] and name == waiting:
            waiting = None
            start = tag.end()
    yield text[start:]


def _inline_html(text: str) -> str:
    """Drop inline tags without parting the letters around them."""
    return re.sub(r"</?(?:a|b|i|em|strong|span|u|sup|sub|small|mark)\b[^<>]{0,1000}>", "", text)


def _is_prose(paragraphs: tuple[str, ...]) -> bool:
    """Tell whether texts are a story: most of it in long pieces that end as sentences do."""
    total = sum(map(len, paragraphs))
    prose = sum(len(p) for p in paragraphs if len(p) >= _SENTENCE_CHARS and _SENTENCE.search(p))
    return prose >= _PROSE_SHARE * total
