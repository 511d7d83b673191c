"""What a page says of itself: title, meta tags, links, JSON-LD and microdata, kept by origin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

from lxml import etree

from articlekit.jsonld import MAX_SCRIPT_CHARS, Node, clean_text, read_jsonld, text_of, types_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element

_ARTICLE_TYPES = frozenset({"blogposting", "liveblogposting", "report", "socialmediaposting"})
"""Types of a story whose name does not end in "Article"."""
_WEAK_TYPES = frozenset(
    {"CreativeWork", "Review", "ClaimReview", "Recipe", "HowTo", "DiscussionForumPosting"}
)
"""Types that some themes give to a plain story, believed only where nothing better is there."""
_PAGE_TYPES = frozenset({"WebPage", "ItemPage", "AboutPage", "FAQPage", "QAPage", "MedicalWebPage"})

_HEAD_TAGS = ("meta", "link", "title", "script", "base")
_MAX_META = 2_000
_MAX_SCRIPTS = 100
_MAX_ITEMS = 400
_MAX_VALUE_CHARS = 2_000
_LONG_PROPS = frozenset({"articleBody", "text", "reviewBody", "comment", "commentText"})
_URL_PROPS = frozenset({"url", "image", "mainEntityOfPage", "sameAs", "thumbnailUrl", "logo"})
_VALUE_ATTRIBUTES = ("content", "datetime")
_URL_ATTRIBUTES = ("href", "src", "content", "itemid")
_TYPED = etree.XPath("descendant-or-self::*/@itemtype/..")  # faster than a predicate
_PROPERTIES = etree.XPath("descendant::*[@itemprop]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Everything a page declares, each value where it was found.

    Nothing is chosen here: the ladders in `articlekit.fields` decide whom to believe. Texts are
    clean (one line, no tags, no control characters); addresses are as written in the page.
    """

    url: str | None = None
    """The address the page was taken from."""
    base_url: str | None = None
    """What relative addresses are resolved against: ``<base href>``, else `address`."""
    language: str | None = None
    """The ``lang`` attribute of the root element."""
    title: str | None = None
    """The text of ``<title>``."""
    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Lower-cased ``name``, ``property``, ``itemprop`` or ``http-equiv`` to its contents."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Lower-cased ``rel`` of ``<link>`` to the first address with it."""
    jsonld: tuple[Node, ...] = ()
    """All JSON-LD nodes of the page, in its order."""
    article: Node | None = None
    """The JSON-LD node of the story that this page shows."""
    page: Node | None = None
    """The JSON-LD node of the web page itself."""
    microdata: Node | None = None
    """The microdata item of the story, in the form of a JSON-LD node, its long texts left out."""

    @property
    def address(self) -> str | None:
        """The address the page was taken from, else the one that it declares as its own."""
        return self.url or _declared_address(self.links, self.meta)

    def first_meta(self, *names: str) -> tuple[str, str] | None:
        """Return the first of these meta tags that is filled: its name and content.

        >>> Metadata(meta={"og:title": ("Storm",)}).first_meta("title", "og:title")
        ('og:title', 'Storm')
        """
        for name in names:
            for content in self.meta.get(name, ()):
                if content:
                    return name, content
        return None


@dataclass(slots=True)
class _Head:
    """What the pass over the head elements gathers."""

    titles: list[str] = field(default_factory=list)
    meta: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    base: str | None = None
    count: int = 0


def read_metadata(root: _Element | None, url: str | None) -> Metadata:
    """Return what a page declares of itself.

    Args:
        root: The page's root element; None for a source without markup.
        url: The address the page was taken from, where it is known.
    """
    if root is None:
        return Metadata(url=url, base_url=url)
    head = _Head()
    for element in root.iter(*_HEAD_TAGS):
        _READERS[str(element.tag)](element, head)
    title = next(filter(None, head.titles), None)
    nodes = read_jsonld(head.scripts)
    meta = {name: tuple(contents) for name, contents in head.meta.items()}
    known = _Known.of(url, head.links, meta, title)
    items = _microdata(root)
    return Metadata(
        url=url,
        base_url=_join_url(url or _declared_address(head.links, meta), head.base),
        language=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        title=title,
        meta=meta,
        links=head.links,
        jsonld=nodes,
        article=choose_article(nodes, known),
        page=_page_node(nodes),
        microdata=choose_article(items, known),
    )


def _page_node(nodes: tuple[Node, ...]) -> Node | None:
    """Return the fullest node that describes the web page itself."""
    pages = [node for node in nodes if _PAGE_TYPES.intersection(types_of(node))]
    return max(pages, key=len, default=None)


def _read_title(element: _Element, head: _Head) -> None:
    parent = element.getparent()
    if parent is None or parent.tag != "svg":  # the titles of icons are not the page's
        head.titles.append(_text(element))


def _read_meta(element: _Element, head: _Head) -> None:
    content = element.get("content")
    head.count += 1
    if not content or head.count > _MAX_META:
        return
    get = element.get
    name = get("property") or get("name") or get("http-equiv")
    if name is None and (name := get("itemprop")) is not None and _in_scope(element):
        return
    if name:
        text = clean_text(content[:_MAX_VALUE_CHARS])
        for key in name.lower().split():
            head.meta.setdefault(key, []).append(text)


def _in_scope(element: _Element) -> bool:
    """Tell whether an itemprop belongs to an item in the body, where microdata finds it."""
    return any(above.get("itemscope") is not None for above in element.iterancestors())


def _read_link(element: _Element, head: _Head) -> None:
    href = element.get("href")
    if href:
        for rel in (element.get("rel") or "").lower().split():
            head.links.setdefault(rel, href.strip())


def _read_script(element: _Element, head: _Head) -> None:
    kind = element.get("type")
    if kind is not None and "ld+json" in kind.lower():
        text = element.text
        if text and len(text) <= MAX_SCRIPT_CHARS and len(head.scripts) < _MAX_SCRIPTS:
            head.scripts.append(text)


def _read_base(element: _Element, head: _Head) -> None:
    head.base = head.base or (element.get("href") or "").strip() or None


_READERS = {
    "title": _read_title,
    "meta": _read_meta,
    "link": _read_link,
    "script": _read_script,
    "base": _read_base,
}


def _declared_address(links: Mapping[str, str], meta: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return the absolute address that a page declares as its own.

    A copy of another site's story may name that site's page, which its own links do not lead to:
    declarations of different hosts say nothing.

    >>> _declared_address({"canonical": "https://a.example/ferry"}, {})
    'https://a.example/ferry'
    >>> _declared_address({"canonical": "/ferry"}, {"og:url": ("https://a.example/ferry",)})
    'https://a.example/ferry'
    >>> _declared_address({"canonical": "https://a.example/f"}, {"og:url": ("https://b.example",)})
    """
    written = (links.get("canonical"), *meta.get("og:url", ())[:1])
    whole = {address: parts for address in written if (parts := _web_parts(address))}
    hosts = {(parts.hostname or "").removeprefix("www.") for parts in whole.values()}
    return next(iter(whole)) if len(hosts) == 1 else None


def _web_parts(address: str | None) -> SplitResult | None:
    """Take an absolute http address apart."""
    try:
        parts = urlsplit(address or "")
    except ValueError:  # an address such as "http://[" cannot be parsed
        return None
    return parts if parts.scheme in {"http", "https"} and parts.hostname else None


def _join_url(url: str | None, base: str | None) -> str | None:
    if not base:
        return url
    try:
        return urljoin(url or "", base)
    except ValueError:  # an address such as "http://[" cannot be parsed
        return url


def _text(element: _Element) -> str:
    return clean_text("".join(element.itertext(with_tail=False))[:_MAX_VALUE_CHARS])


@dataclass(frozen=True, slots=True)
class _Known:
    """What tells this page's article from others that the page describes."""

    addresses: frozenset[str]
    title_words: frozenset[str]

    @classmethod
    def of(
        cls,
        url: str | None,
        links: Mapping[str, str],
        meta: Mapping[str, tuple[str, ...]],
        title: str | None,
    ) -> _Known:
        addresses = (url, links.get("canonical"), *meta.get("og:url", ()))
        titles = " ".join(filter(None, (title, *meta.get("og:title", ()))))
        return cls(
            frozenset(filter(None, map(_bare_address, addresses))),
            frozenset(_WORD.findall(titles.lower())),
        )


def _bare_address(url: object) -> str:
    """Return an address without what varies between copies of it.

    >>> _bare_address("https://www.example.org/a/?ref=1#top")
    'example.org/a'
    """
    if not isinstance(url, str):
        return ""
    rest = re.split(r"[?#]", url.strip(), maxsplit=1)[0]
    return rest.rpartition("://")[2].removeprefix("www.").rstrip("/").lower()


def is_article_type(name: str) -> bool:
    """Tell whether a schema.org type is that of a story.

    >>> is_article_type("OpinionNewsArticle"), is_article_type("Person")
    (True, False)
    """
    return name.lower().endswith("article") or name.lower() in _ARTICLE_TYPES


def choose_article(nodes: Iterable[Node], known: _Known) -> Node | None:
    """Return the node of the story that the page shows.

    Several may be there: teasers of other stories, or the same story once a plugin. The one that
    names the page's address or title is taken, then the fullest one.
    """
    typed = [(node, types_of(node)) for node in nodes]
    for accept in (is_article_type, _WEAK_TYPES.__contains__):
        candidates = [node for node, types in typed if any(map(accept, types))]
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            return max(candidates, key=lambda node: _likeness(node, known))
    return None


def _likeness(node: Node, known: _Known) -> tuple[int, float, int]:
    """Rank a candidate: its address is the page's, its headline the title, it is well filled."""
    entity = text_of(node.get("mainEntityOfPage"), "@id", "url")
    addresses = (node.get("url"), node.get("@id"), entity)
    same_address = any(_bare_address(address) in known.addresses for address in addresses)
    headline = text_of(node.get("headline") or node.get("name")) or ""
    words = frozenset(_WORD.findall(headline.lower()))
    shared = len(words & known.title_words) / len(words) if words else 0.0
    filled = sum(bool(node.get(key)) for key in ("headline", "author", "datePublished", "image"))
    return int(same_address), round(shared, 1), filled


def _microdata(root: _Element) -> tuple[Node, ...]:
    """Return the microdata items of stories as nodes."""
    scopes = _TYPED(root)
    stories = [scope for scope in scopes[:_MAX_ITEMS] if _is_story(scope.get("itemtype") or "")]
    return tuple(_item(scope) for scope in stories[:20])


def _is_story(itemtype: str) -> bool:
    names = types_of({"@type": itemtype.split()})
    return any(is_article_type(name) or name in _WEAK_TYPES for name in names)


def _item(scope: _Element) -> Node:
    """Build the node of one item, the items inside it included."""
    items: dict[_Element, dict[str, object]] = {scope: _new_item(scope)}
    for element in _PROPERTIES(scope)[:_MAX_ITEMS]:
        owner = next((a for a in element.iterancestors() if a in items or _has_scope(a)), None)
        target = items.get(owner) if owner is not None else None
        nested = items.setdefault(element, _new_item(element)) if _has_scope(element) else None
        if target is None:
            continue
        for name in (element.get("itemprop") or "").split():
            value = nested if nested is not None else _property(element, name)
            if value:
                _add(target, name, value)
    return items[scope]


def _has_scope(element: _Element) -> bool:
    return element.get("itemscope") is not None


def _new_item(scope: _Element) -> dict[str, object]:
    return {"@type": (scope.get("itemtype") or "").split()}


def _add(item: dict[str, object], name: str, value: object) -> None:
    values = item.setdefault(name, [])
    if isinstance(values, list):
        values.append(value)


def _property(element: _Element, name: str) -> str:
    if name in _LONG_PROPS:
        return ""
    attributes = _URL_ATTRIBUTES if name in _URL_PROPS else _VALUE_ATTRIBUTES
    for attribute in attributes:
        value = element.get(attribute)
        if value:
            return clean_text(value[:_MAX_VALUE_CHARS])
    return _text(element)
