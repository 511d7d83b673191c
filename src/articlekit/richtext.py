"""Rich text in script data, whatever its shape, as HTML that the segmenter reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Final

_LEAST_PARAGRAPH: Final = 20
"""A shorter text without a space is an identifier."""
_MAX_ITEMS: Final = 2_000
_MAX_DEPTH: Final = 6
"""Levels of rich text inside one paragraph."""
_TEXT_KEYS: Final = (
    "content", "text", "value", "html", "body", "paragraph", "paragraphs", "copy", "markup",
    "children", "data", "blurb", "fields", "props", "attributes", "primary", "elements", "nodes",
    "content_elements", "items",
)  # fmt: skip
"""Where content elements keep their text, the most usual first."""
_INLINE_KEYS: Final = ("text", "value", "content", "children", "data")
_ADDRESS_KEYS: Final = ("url", "href", "uri", "src")
_HOLDER_KEYS: Final = ("data", "attribs", "attrs", "attributes", "props", "image")
_HEADLINE_KEYS: Final = ("headline", "title", "headlines")
_STORY_KEYS: Final = frozenset({"slug", "url", "href", "link", "canonical_url", "permalink"})

_OTHER_KINDS: Final = re.compile(
    r"image|video|photo|gallery|ad\b|advert|promo|related|newsletter|embed|oembed|caption|social|"
    r"interstitial|link_list|raw_html|comment|author",
    re.IGNORECASE,
)
"""Kinds of content elements that are no paragraphs."""
_PARAGRAPH_KINDS: Final = re.compile(
    r"(?:^|\b)(?:p|text|paragraph\w*|h[1-6]|head(?:er|ing)\w*|subhead\w*|list-?item|li|quote|"
    r"blockquote)(?:\b|$)",
    re.IGNORECASE,
)
"""Kinds whose children are the words of one paragraph."""
_IMAGE_KINDS: Final = re.compile(r"^(?:image|photo|picture)(?:block|element)?\b", re.IGNORECASE)
_LINK_KINDS: Final = re.compile(r"interstitial_?-?link|related_?-?link", re.IGNORECASE)
_TAGS: Final = (
    (re.compile(r"\bh([1-6])\b|\bheading-?_?([1-6])\b", re.IGNORECASE), "h"),
    (re.compile(r"head(?:er|ing)|subhead|crosshead", re.IGNORECASE), "h2"),
    (re.compile(r"quote", re.IGNORECASE), "blockquote"),
    (re.compile(r"list-?_?item|\bli\b", re.IGNORECASE), "li"),
    (re.compile(r"(?<!un)ordered-?_?list|\bol\b|numbered", re.IGNORECASE), "ol"),
    (re.compile(r"list\b|\bul\b", re.IGNORECASE), "ul"),
)
"""Kinds of content elements and what they are in HTML, the most telling first."""
_INLINE_TAGS: Final = {
    "a": "a", "link": "a", "hyperlink": "a", "strong": "strong", "b": "strong", "bold": "strong",
    "em": "em", "i": "em", "italic": "em",
}  # fmt: skip
_BLOCK_TAG: Final = re.compile(
    r"<(?:p|div|h[1-6]|ul|ol|blockquote|section|article|table|br)\b", re.IGNORECASE
)
_BLANK_LINE: Final = re.compile(r"\n\s*\n")


def to_markup(value: object) -> str:
    """Return a text or a list of content elements as HTML; empty where it holds no text.

    >>> to_markup([{"type": "header", "level": 3, "content": "Tide"}, "Low at six."])
    '<h3>Tide</h3><p>Low at six.</p>'
    """
    if isinstance(value, str):
        return _from_text(value, "p")
    items = value if isinstance(value, list) else []
    return "".join(_element(item, 0) for item in items[:_MAX_ITEMS])


def is_teaser(item: dict[str, object]) -> bool:
    """Tell whether an object is the teaser of a story: a headline with an address."""
    return not _STORY_KEYS.isdisjoint(item) and any(item.get(key) for key in _HEADLINE_KEYS)


def _from_text(text: str, tag: str) -> str:
    """Return a text as it is where it has blocks of its own, else each paragraph in an element."""
    if "&lt;p" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">")
    if _BLOCK_TAG.search(text):
        return text if tag in {"p", "li"} else _wrapped(tag, text)
    return "".join(_wrapped(tag, part) for part in _BLANK_LINE.split(text))


def _wrapped(tag: str, markup: str) -> str:
    return f"<{tag}>{markup}</{tag}>" if markup.strip() else ""


def _element(item: object, depth: int) -> str:
    """Return the HTML of one content element: a string, or an object or list that holds one."""
    if isinstance(item, str):
        is_text = len(item) >= _LEAST_PARAGRAPH or " " in item.strip()
        return _from_text(item, "p") if is_text else ""
    if depth > _MAX_DEPTH:
        return ""
    if isinstance(item, list):
        return _list_element(item, depth)
    return _object_element(item, depth) if isinstance(item, dict) else ""


def _list_element(items: list[object], depth: int) -> str:
    """Return the HTML of nested elements, ``["p", "like ", ["b", "this"]]`` too."""
    first = items[0] if items else None
    if isinstance(first, str) and _PARAGRAPH_KINDS.fullmatch(first):
        return _wrapped(_tag(first, {}), "".join(_inline(items[1:], 0)))
    return "".join(_element(item, depth + 1) for item in items[:_MAX_ITEMS])


def _object_element(item: dict[str, object], depth: int) -> str:
    kind = _kind(item)
    if _IMAGE_KINDS.search(kind):
        return _figure(item)
    if _LINK_KINDS.search(kind):
        return _related(item)
    if _OTHER_KINDS.search(kind) or is_teaser(item):
        return ""
    tag = _tag(kind, item)
    for key in _TEXT_KEYS:
        inner = item.get(key)
        found = _content(inner, tag, kind, depth) if inner else ""
        if found:
            return found
    return ""


def _content(inner: object, tag: str, kind: str, depth: int) -> str:
    """Return the HTML of what an element of a kind holds."""
    if isinstance(inner, str):
        is_text = tag != "p" or len(inner) >= _LEAST_PARAGRAPH or " " in inner.strip()
        return _from_text(inner, tag) if is_text else ""
    if isinstance(inner, list) and tag in {"ul", "ol"}:
        items = (_element(item, depth + 1) for item in inner[:_MAX_ITEMS])
        return _wrapped(tag, "".join(_wrapped("li", item) for item in items))
    if isinstance(inner, list) and tag == "blockquote" and any(map(_is_element, inner)):
        return _wrapped(tag, _list_element(inner, depth))
    if isinstance(inner, list) and _PARAGRAPH_KINDS.search(kind):
        return _wrapped(tag, "".join(_inline(inner, 0)))
    return _element(inner, depth + 1)


def _is_element(item: object) -> bool:
    """Tell whether something within a quote is a paragraph of it, not a run of its words."""
    return isinstance(item, dict) and "content" in item


def _tag(kind: str, item: dict[str, object]) -> str:
    """Return what a kind of content element is in HTML.

    >>> _tag("header", {"level": 4}), _tag("list-item", {}), _tag("paragraph", {})
    ('h4', 'li', 'p')
    """
    for pattern, tag in _TAGS:
        match = pattern.search(kind)
        if match and tag == "h":
            return f"h{match[1] or match[2]}"
        if match:
            level = item.get("level")
            leveled = tag == "h2" and isinstance(level, int) and level in range(1, 7)
            return f"h{level}" if leveled else tag
    return "p"


def _kind(item: dict[str, object]) -> str:
    kinds = (item.get(key) for key in ("type", "_type", "__typename", "kind", "nodeType", "name"))
    return " ".join(kind for kind in kinds if isinstance(kind, str))


def _figure(item: dict[str, object]) -> str:
    """Return an image with its caption and credit; empty where it has no address."""
    address = _address(item)
    if not address:
        return ""
    sizes = ((key, item.get(key)) for key in ("width", "height"))
    size = "".join(f' {key}="{value}"' for key, value in sizes if isinstance(value, int))
    alt = escape(_text(item, "alt_text", "alt", "altText"))
    caption = _wrapped("figcaption", escape(_text(item, "caption", "subtitle")))
    credit = _wrapped("figcaption", _wrapped("address", escape(_credit(item))))
    return f'<figure><img src="{escape(address)}" alt="{alt}"{size}>{caption}{credit}</figure>'


def _credit(item: dict[str, object]) -> str:
    """Return who made an image: a text, or the names in ``credits.by``."""
    credits_ = item.get("credits")
    makers = credits_.get("by") if isinstance(credits_, dict) else credits_
    names = [_text(maker, "name") for maker in makers or [] if isinstance(maker, dict)] if (
        isinstance(makers, list)
    ) else []  # fmt: skip
    return ", ".join(filter(None, names)) or _text(item, "credit", "photographer", "copyright")


def _related(item: dict[str, object]) -> str:
    """Return a link to another story that stands between paragraphs."""
    address, title = _address(item), _text(item, "content", "title", "headline", "text")
    return f'<aside><a href="{escape(address)}">{title}</a></aside>' if address and title else ""


def _text(item: dict[str, object], *keys: str) -> str:
    values = (item.get(key) for key in keys)
    return next((value for value in values if isinstance(value, str) and value.strip()), "")


def _address(item: dict[str, object]) -> str:
    """Return the address of an element, its own or that in its attributes."""
    own = _text(item, *_ADDRESS_KEYS)
    holders = (item.get(key) for key in _HOLDER_KEYS)
    inner = (_text(holder, *_ADDRESS_KEYS) for holder in holders if isinstance(holder, dict))
    return own or next(filter(None, inner), "")


def _inline(items: list[object], depth: int) -> Iterator[str]:
    """Yield the HTML of nested rich-text nodes."""
    for item in items[:_MAX_ITEMS]:
        if isinstance(item, str):
            yield item if "<" in item and "</" in item else escape(item, quote=False)
        elif depth < _MAX_DEPTH:
            yield _marked(item, "".join(_inline(_children(item), depth + 1)))


def _marked(item: object, markup: str) -> str:
    """Put an inline node's text into the element that it is: a link, strong, emphasis."""
    if isinstance(item, list):  # ["a", {"href": "x"}, "text"]
        kind = item[0] if item and isinstance(item[0], str) else ""
        item = item[1] if len(item) > 1 and isinstance(item[1], dict) else {}
    elif isinstance(item, dict):
        kind = next((word for word in _kind(item).lower().split() if word in _INLINE_TAGS), "")
        kind = kind or next((key for key in ("bold", "italic") if item.get(key) is True), "")
    else:
        return markup
    tag = _INLINE_TAGS.get(kind.lower())
    if tag == "a":
        address = _address(item)
        return f'<a href="{escape(address)}">{markup}</a>' if address else markup
    return _wrapped(tag, markup) if tag else markup


def _children(item: object) -> list[object]:
    """Return what an inline node holds: its text, or its own nodes."""
    if isinstance(item, list):  # ["b", {"class": "x"}, "text"]
        return item[1:]
    if not isinstance(item, dict):
        return []
    inner = next((item[key] for key in _INLINE_KEYS if _is_filled(item.get(key))), "")
    return inner if isinstance(inner, list) else [inner]


def _is_filled(value: object) -> bool:
    return bool(value) and isinstance(value, str | list)
