"""The endpoints described as OpenAPI 3.1, the article's schema read off its types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, TypedDict, Union, get_args, get_origin, get_type_hints

from articlekit import article as types
from articlekit.serve.requests import MAX_BODY_BYTES

Schema: TypeAlias = dict[str, object]


class Info(TypedDict):
    """What is described."""

    title: str
    version: str
    summary: str


class Components(TypedDict):
    """What is referred to by name."""

    schemas: dict[str, Schema]


class Document(TypedDict):
    """An OpenAPI document."""

    openapi: str
    info: Info
    paths: dict[str, dict[str, Schema]]
    components: Components


_BLOCKS = (
    types.Paragraph,
    types.Heading,
    types.Quote,
    types.List,
    types.Table,
    types.Figure,
    types.Code,
    types.Embed,
)
_PLAIN: Mapping[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    # Not "date-time": a time without a zone has no offset.
    datetime: {"type": "string", "description": "ISO 8601, with an offset where it is known"},
}
_ERRORS = {
    "400": "What was sent cannot be read.",
    "403": "Sent by another site, or the address leads to a private network.",
    "413": f"Larger than {MAX_BODY_BYTES // 2**20} MiB.",
    "415": "A type of content that is not known here.",
    "422": "Not a page: an image, a PDF, an archive.",
    "502": "No page came from the address.",
}


def document() -> Document:
    """Return the description of the server."""
    from articlekit import __version__

    return {
        "openapi": "3.1.0",
        "info": {
            "title": "articlekit",
            "version": __version__,
            "summary": "A news page in, a structured article out.",
        },
        "paths": {
            "/extract": {"post": _operation("extract", "Extract the article of a page", "Article")},
            "/explain": {
                "post": _operation(
                    "explain", "Extract it, and tell why it came out so", "Explained"
                )
            },
            "/health": {
                "get": {
                    "operationId": "health",
                    "summary": "Whether the server is up",
                    "responses": {"200": _answer("It is.", "Health")},
                }
            },
        },
        "components": {"schemas": _schemas()},
    }


def _operation(name: str, summary: str, result: str) -> Schema:
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [
            {
                "name": "url",
                "in": "query",
                "description": "The address of a page that is sent as it is.",
                "schema": {"type": "string"},
            }
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": _ref("Source")},
                "multipart/form-data": {"schema": _ref("Upload")},
                "text/html": {"schema": {"type": "string"}},
                "application/xhtml+xml": {"schema": {"type": "string"}},
                "text/plain": {"schema": {"type": "string"}},
            },
        },
        "responses": {
            "200": _answer("What the page holds.", result),
            **{status: _answer(meaning, "Error") for status, meaning in _ERRORS.items()},
        },
    }


def _answer(description: str, name: str) -> Schema:
    return {
        "description": description,
        "content": {"application/json": {"schema": _ref(name)}},
    }


def _schemas() -> dict[str, Schema]:
    address: Schema = {"type": "string", "description": "http:// or https://"}
    return {
        "Source": {
            **_object({"html": {"type": "string"}, "url": address}, ()),
            "description": "A page and its address, or an address to fetch.",
            "anyOf": [{"required": ["html"]}, {"required": ["url"]}],
        },
        "Upload": _object(
            {"file": {"type": "string", "format": "binary"}, "url": address}, ("file",)
        ),
        "Error": _object({"error": {"type": "string"}}, ("error",)),
        "Health": _object(
            {"status": {"const": "ok"}, "version": {"type": "string"}}, ("status", "version")
        ),
        "Explained": _explained_schema(),
        **article_schemas(),
    }


def _explained_schema() -> Schema:
    texts = {
        "markdown": "The article as Markdown, with front matter.",
        "html": "The article as a page of its own.",
        "explain": "The report: every block, its role and why.",
    }
    text: Schema = {"type": "string"}
    frames = _object({"article": text, "explain": text}, ("article", "explain"))
    properties: dict[str, object] = {
        "article": _ref("Article"),
        **{name: {"type": "string", "description": meaning} for name, meaning in texts.items()},
        "frames": {**frames, "description": "Both as sandboxed frames show them."},
        "blocks": {"type": "integer", "description": "How many blocks the page has."},
    }
    return _object(properties, tuple(properties))


def article_schemas() -> dict[str, Schema]:
    """Return the schemas of an article and all that it is made of, by name.

    >>> article_schemas()["Breadcrumb"]["required"]
    ['name']
    """
    made = {kind.__name__: _schema_of(kind) for kind in _kinds()}
    whole = _schema_of(types.Article)
    text: Schema = {"type": "string"}
    properties = {
        **_properties(types.Article),
        "author_bio": {"anyOf": [text, {"type": "null"}]},
        "text": text,
        "captions": {"type": "array", "items": text},
    }
    blocks = {kind.__name__ + "Block": _block_schema(kind) for kind in _BLOCKS}
    return {
        # Every key of an article is always there; objects in it leave out what is not.
        "Article": {**whole, "properties": properties, "required": sorted(properties)},
        **made,
        **blocks,
    }


def _kinds() -> Iterator[type]:
    for kind in vars(types).values():
        if isinstance(kind, type) and is_dataclass(kind) and kind is not types.Article:
            yield kind


def _schema_of(kind: type) -> Schema:
    required = [
        one.name
        for one in fields(kind)
        if one.default is MISSING and one.default_factory is MISSING
    ]
    return _object(_properties(kind), required)


def _block_schema(kind: type) -> Schema:
    name: Schema = {"const": kind.__name__.lower()}
    return {
        "allOf": [_ref(kind.__name__), {"properties": {"type": name}, "required": ["type"]}],
    }


def _properties(kind: type) -> dict[str, object]:
    hints = get_type_hints(kind)
    return {one.name: _schema(hints[one.name]) for one in fields(kind)}


def _schema(hint: Any) -> Schema:  # noqa: ANN401 a type is anything
    """Return the schema of a type.

    >>> _schema(tuple[str, ...])
    {'type': 'array', 'items': {'type': 'string'}}
    >>> _schema(str | None)
    {'anyOf': [{'type': 'string'}, {'type': 'null'}]}
    """
    if hint in _PLAIN:
        return _PLAIN[hint]
    inner = get_args(hint)
    origin = get_origin(hint)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in {Union, UnionType}:
        return _choice_of(inner)
    if origin is tuple:
        return {"type": "array", "items": _schema(inner[0])}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _schema(inner[1])}
    return _ref(hint.__name__)


def _choice_of(kinds: tuple[Any, ...]) -> Schema:
    if set(kinds) == set(_BLOCKS):  # told apart by their "type"
        return {"oneOf": [_ref(kind.__name__ + "Block") for kind in _BLOCKS]}
    return {"anyOf": [_schema(one) for one in kinds]}


def _object(properties: Mapping[str, object], required: Iterable[str]) -> Schema:
    return {"type": "object", "properties": dict(properties), "required": list(required)}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
