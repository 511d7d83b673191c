"""Reads JSON-LD as pages write it: repaired where safe, flattened, references joined."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

Node: TypeAlias = Mapping[str, object]
"""One JSON-LD object (or a microdata item brought into the same form)."""

MAX_SCRIPT_CHARS = 2_000_000
"""A longer script is ignored: the largest seen on a news page is a tenth of this."""
MAX_NODES = 2_000
MAX_STEPS = 20_000

_TREE_KEYS = ("@graph", "mainEntity", "mainEntityOfPage")
_REFERENCE_KEYS = frozenset({"@id", "@type", "name"})

_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?'
_STRING_OR_COMMENT = re.compile(rf"({_STRING})|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?", re.DOTALL)
_STRING_OR_SLIP = re.compile(
    rf'({_STRING})|,(?=\s*+[}}\],])|:\s*+([^\s"{{}}\[\],:][^"{{}}\[\],\n]*+)', re.DOTALL
)
_LITERAL = re.compile(r"(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*")
_QUOTE_OR_ESCAPE = re.compile(r'\\.|"', re.DOTALL)
# After a quote that ends a string only these can follow; anything else is a quote in the text.
_AFTER_STRING = re.compile(r'\s{0,200}(?:[}\]]|:\s{0,200}["{\[\dtfn-]|,\s{0,200}["{\[\]}\dtfn-]|$)')
_WRAPPERS = ("\ufeff", "<![CDATA[", "]]>", "<!--", "-->")
_BETWEEN_VALUES = re.compile(r"[\s;,]*+")
_TAG = re.compile(r"<[/!a-zA-Z][^<>]{0,2000}>")
_VOCABULARY_END = re.compile(r"[/:#]")
_BAD_CHARACTERS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)


def read_jsonld(scripts: Iterable[str]) -> tuple[Node, ...]:
    """Return every node of a page's JSON-LD scripts, references to other nodes filled in.

    Args:
        scripts: The texts of the ``application/ld+json`` scripts.

    Returns:
        The objects of the scripts in page order: top-level ones, members of arrays and of
        ``@graph``, and main entities. What cannot be read is left out.
    """
    values = [value for script in scripts for value in read_json(script)]
    return join_references(flatten(values))


def read_json(text: str) -> list[object]:
    """Return the JSON values in a script, repairing the slips that templates make.

    >>> read_json('{"a": 1}{"b": 2};')
    [{'a': 1}, {'b': 2}]
    >>> read_json('<!-- {"a": [1, 2,], // numbers' + chr(10) + "} -->")
    [{'a': [1, 2]}]
    >>> read_json('{"quote": "She said "no" twice"}')
    [{'quote': 'She said "no" twice'}]
    >>> read_json("not json")
    []
    """
    if len(text) > MAX_SCRIPT_CHARS:
        return []
    try:
        # Not strict: raw line breaks and tabs in strings are the most common slip of all.
        return [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return next(filter(None, map(_decode_all, _repaired(_unwrap(text)))), [])


def _repaired(text: str) -> Iterator[str]:
    """Yield the text as it is, then ever more boldly repaired, until the caller can read it."""
    yield text
    plain = _STRING_OR_COMMENT.sub(lambda match: match[1] or " ", text)
    tidy = _STRING_OR_SLIP.sub(_mend_slip, plain)
    yield tidy
    yield _STRING_OR_SLIP.sub(_mend_slip, _escape_inner_quotes(plain))


def _unwrap(text: str) -> str:
    """Take off what stands around the JSON: BOM, comment and CDATA marks, an assignment."""
    for wrapper in _WRAPPERS:
        text = text.replace(wrapper, " ")
    if '"' not in text and "&quot;" in text:
        text = html.unescape(text)
    starts = [start for start in (text.find("{"), text.find("[")) if start >= 0]
    return text[min(starts) :] if starts else ""


def _decode_all(text: str) -> list[object]:
    """Decode JSON values that follow one another, up to the first that cannot be read."""
    decoder = json.JSONDecoder(strict=False)
    values: list[object] = []
    position = 0
    while position < len(text):
        try:
            value, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            break
        if isinstance(value, dict | list):
            values.append(value)
        between = _BETWEEN_VALUES.match(text, end)
        position = between.end() if between else end
    return values


def _mend_slip(match: re.Match[str]) -> str:
    """Drop a comma before a bracket and quote a bare value; strings stay."""
    if match[1] is not None:
        return match[1]
    if match[2] is None:
        return ""
    bare = match[2].strip()
    if _LITERAL.fullmatch(bare):
        return ": " + bare
    return ": null" if bare in {"undefined", "NaN", "None"} else ": " + json.dumps(bare)


def _escape_inner_quotes(text: str) -> str:
    """Escape the quotes that stand inside a string, as in ``"<a href="/x">"``."""
    parts: list[str] = []
    last = 0
    inside = False
    for match in _QUOTE_OR_ESCAPE.finditer(text):
        if match[0] != '"':
            continue
        if not inside:
            inside = True
        elif _AFTER_STRING.match(text, match.end()):
            inside = False
        else:
            parts += (text[last : match.start()], "\\")
            last = match.start()
    parts.append(text[last:])
    return "".join(parts)


def flatten(values: Iterable[object]) -> tuple[Node, ...]:
    """Return the objects in ``values`` in order, those of ``@graph`` and main entities included.

    >>> [node["n"] for node in flatten([{"n": 1, "@graph": [{"n": 2}]}, [{"n": 3}]])]
    [1, 2, 3]
    """
    nodes: list[Node] = []
    waiting = [*values][::-1]
    steps = 0
    while waiting and len(nodes) < MAX_NODES and steps < MAX_STEPS:
        steps += 1
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value[::-1])
        elif isinstance(value, dict):
            nodes.append(value)
            children = (value.get(key) for key in reversed(_TREE_KEYS))
            waiting.extend(child for child in children if isinstance(child, list | dict))
    return tuple(nodes)


def join_references(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Replace values that are only a reference (``{"@id": ...}``) by the node they name.

    Two levels are joined (article, author, portrait), so that circles of references stay finite.

    >>> join_references(({"author": {"@id": "#a"}}, {"@id": "#a", "age": 7}))[0]["author"]
    {'@id': '#a', 'age': 7}
    """
    index: dict[str, Node] = {}
    for node in nodes:
        key = node.get("@id")
        if isinstance(key, str) and len(node) > len(index.get(key, ())):
            index[key] = node
    if not index:
        return nodes
    joined = {key: _join(node, index) for key, node in index.items()}
    return tuple(_join(node, joined) for node in nodes)


def _join(node: Node, index: Mapping[str, Node]) -> Node:
    return {
        key: [_target(item, index) for item in value[:MAX_NODES]]
        if isinstance(value, list)
        else _target(value, index)
        for key, value in node.items()
    }


def _target(value: object, index: Mapping[str, Node]) -> object:
    if isinstance(value, dict) and isinstance(value.get("@id"), str):
        target = index.get(value["@id"])
        if target is not None and value.keys() <= _REFERENCE_KEYS:
            return {**target, **value}
    return value


def types_of(node: Node) -> tuple[str, ...]:
    """Return the type names of a node without their vocabulary.

    >>> types_of({"@type": ["http://schema.org/NewsArticle", "schema:Review"]})
    ('NewsArticle', 'Review')
    """
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return tuple([_VOCABULARY_END.split(name)[-1] for name in names if isinstance(name, str)])


def items_of(value: object) -> list[object]:
    """Return a property's values as a list: none, one or several.

    >>> items_of(None), items_of("a"), items_of(["a", "b"])
    ([], ['a'], ['a', 'b'])
    """
    if value is None:
        return []
    return value[:MAX_NODES] if isinstance(value, list) else [value]


def text_of(value: object, *keys: str) -> str | None:
    """Return a property as clean text: its first value, or that value's first filled key.

    Args:
        value: What stands in a node: text, a number, an object, a list of these.
        *keys: Where to look when the value is an object; ``name`` if none are given.

    >>> text_of({"@type": "Organization", "name": "The  Daily&amp;Post"})
    'The Daily&Post'
    >>> text_of([]) is None
    True
    """
    for item in items_of(value)[:20]:
        if isinstance(item, dict):
            inner = (item.get(key) for key in keys or ("name",))
            text = next((t for v in inner if (t := _plain(v))), "")
        else:
            text = _plain(item)
        if text:
            return text
    return None


def _plain(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


_SIGNS = bytes(code for code in range(256) if not chr(code).isalnum())
_LOWER = bytes(range(256)).decode("latin-1").lower().encode("latin-1")
_USUAL_SIGNS = "’‘“”„–—…"
"""Signs that Latin-1 lacks; most texts in Latin letters have no other."""


def squash(text: str) -> str:
    """Keep letters and digits only, lower-cased.

    >>> squash("The “end”, he said."), squash("Año_1: ½ €")
    ('theendhesaid', 'año1½')
    """
    plain = text
    if not text.isascii():
        for sign in _USUAL_SIGNS:
            plain = plain.replace(sign, "")
    try:  # bytes are filtered many times as fast as characters
        return plain.encode("latin-1").translate(_LOWER, _SIGNS).decode("latin-1")
    except UnicodeEncodeError:
        return "".join(filter(str.isalnum, text.lower()))


def clean_text(text: str) -> str:
    """Return text in one line: entities read, tags dropped, odd characters removed.

    >>> clean_text(" Fish &amp;amp; <b>chips</b>  today ")
    'Fish & chips today'
    """
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    if not text.isprintable():
        text = _BAD_CHARACTERS.sub("", text)
    return " ".join(text.split())
