"""Articles as JSON-able values, and back.

``article_to_dict`` names every field of `Article`, so that the top level has one schema for every
page. Objects inside it leave out what equals its default. Three derived values (``text``,
``captions``, ``author_bio``) are written for those who read the values without this library;
``article_from_dict`` ignores them, as it ignores every key it does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NoReturn, TypeAlias, TypeVar

from articlekit.article import (
    Article,
    Author,
    BodyBlock,
    Breadcrumb,
    Cell,
    Code,
    Embed,
    Figure,
    Heading,
    Image,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Span,
    Table,
    Update,
    Video,
)
from articlekit.errors import FormatError

_Values: TypeAlias = dict[str, object]
_Reader: TypeAlias = Callable[[object], object]
_T = TypeVar("_T")


def article_to_dict(article: Article) -> _Values:
    """Return ``article`` as JSON-able values: dicts, lists, strings, numbers, booleans, None.

    Returns:
        Every field of the article, in the order in which it declares them, and the derived
        ``author_bio``, ``text`` and ``captions`` beside the fields that they come from. Times are
        ISO 8601 text, with an offset where the article knows the zone.
    """
    return {
        "url": article.url,
        "canonical_url": article.canonical_url,
        "site_name": article.site_name,
        "language": article.language,
        "section": article.section,
        "breadcrumbs": [_breadcrumb(step) for step in article.breadcrumbs],
        "kicker": article.kicker,
        "headline": article.headline,
        "alt_headline": article.alt_headline,
        "dek": article.dek,
        "key_points": list(article.key_points),
        "byline": article.byline,
        "authors": [_author(author) for author in article.authors],
        "author_bio": article.author_bio,
        "published": _time(article.published),
        "modified": _time(article.modified),
        "body": [_BLOCK_WRITERS[type(block)](block) for block in article.body],
        "text": article.text,
        "figures": [_figure(figure) for figure in article.figures],
        "captions": list(article.captions),
        "lead_image": None if article.lead_image is None else _image(article.lead_image),
        "videos": [_video(video) for video in article.videos],
        "related_links": [_link(link) for link in article.related_links],
        "notes": list(article.notes),
        "tags": list(article.tags),
        "updates": [_update(update) for update in article.updates],
        "is_article": article.is_article,
        "confidence": article.confidence,
        "free_access": article.free_access,
        "truncated": article.truncated,
        "sources": dict(article.sources),
    }


def article_from_dict(values: Mapping[str, object]) -> Article:
    """Make the article again that `article_to_dict` described.

    A missing key, or None, stands for the default of its field.

    Args:
        values: What `article_to_dict` returned, or the same after a trip through JSON.

    Raises:
        FormatError: A value is of the wrong type, a block's type is unknown, or something that
            its object cannot be without is missing. The message starts with the path of the
            value: ``"body[3].type: ..."``.
    """
    try:
        return _read_article(values)
    except _MisfitError as misfit:
        raise FormatError(str(misfit)) from None


# Writing. Plain functions that build each dict once: `dataclasses.asdict` copies deeply and costs
# several times as much, and this runs once for every page of a crawl.


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _with_optional(values: _Values, **optional: str | int | None) -> _Values:
    """Add what is not None to ``values`` (a dict of the caller's own making)."""
    for key, value in optional.items():
        if value is not None:
            values[key] = value
    return values


def _span(span: Span) -> _Values:
    values: _Values = {"start": span.start, "end": span.end, "kind": span.kind}
    if span.url is not None:
        values["url"] = span.url
    return values


def _spanned(values: _Values, spans: tuple[Span, ...]) -> _Values:
    if spans:
        values["spans"] = [_span(span) for span in spans]
    return values


def _paragraph(block: Paragraph) -> _Values:
    return _spanned({"type": "paragraph", "text": block.text}, block.spans)


def _heading(block: Heading) -> _Values:
    return _spanned({"type": "heading", "text": block.text, "level": block.level}, block.spans)


def _quote(block: Quote) -> _Values:
    return _spanned({"type": "quote", "text": block.text}, block.spans)


def _list_item(item: ListItem) -> _Values:
    values = _spanned({"text": item.text}, item.spans)
    if item.level:
        values["level"] = item.level
    return values


def _list(block: List) -> _Values:
    values: _Values = {"type": "list", "items": [_list_item(item) for item in block.items]}
    if block.ordered:
        values["ordered"] = True
    return values


def _cell(cell: Cell) -> _Values:
    values = _spanned({"text": cell.text}, cell.spans)
    if cell.header:
        values["header"] = True
    return values


def _table(block: Table) -> _Values:
    return {"type": "table", "rows": [[_cell(cell) for cell in row] for row in block.rows]}


def _code(block: Code) -> _Values:
    return _with_optional({"type": "code", "text": block.text}, language=block.language)


def _embed(block: Embed) -> _Values:
    return _with_optional({"type": "embed", "url": block.url}, title=block.title)


def _image(image: Image) -> _Values:
    return _with_optional({"url": image.url}, alt=image.alt, width=image.width, height=image.height)


def _figure(figure: Figure) -> _Values:
    values: _Values = {} if figure.image is None else {"image": _image(figure.image)}
    return _with_optional(values, caption=figure.caption, credit=figure.credit)


def _figure_block(figure: Figure) -> _Values:
    return {"type": "figure", **_figure(figure)}


def _video(video: Video) -> _Values:
    return _with_optional({"url": video.url}, title=video.title, thumbnail=video.thumbnail)


def _author(author: Author) -> _Values:
    return _with_optional(
        {"name": author.name},
        url=author.url,
        bio=author.bio,
        image=author.image,
        title=author.title,
    )


def _link(link: Link) -> _Values:
    return {**_with_optional({"title": link.title}, url=link.url), "place": link.place}


def _breadcrumb(step: Breadcrumb) -> _Values:
    return _with_optional({"name": step.name}, url=step.url)


def _update(update: Update) -> _Values:
    values: _Values = {"text": update.text}
    return _with_optional(values, title=update.title, published=_time(update.published))


_BLOCK_WRITERS: dict[type[BodyBlock], Callable[..., _Values]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    Quote: _quote,
    List: _list,
    Table: _table,
    Figure: _figure_block,
    Code: _code,
    Embed: _embed,
}


# Reading. Each reader turns one value into one object. A misfit gathers its path on the way up,
# so that a well-formed article pays nothing for the messages.


class _MisfitError(Exception):
    """A value that does not fit, with the path to it from the value that is being read."""

    def __init__(self, problem: str, path: str = "") -> None:
        super().__init__(problem, path)
        self.problem = problem
        self.path = path

    def under(self, step: str | int) -> _MisfitError:
        """Return the same misfit, seen from the object or list that holds it."""
        place = f"[{step}]" if isinstance(step, int) else step
        joint = "" if not self.path or self.path.startswith("[") else "."
        return _MisfitError(self.problem, f"{place}{joint}{self.path}")

    def __str__(self) -> str:
        return f"{self.path or 'article'}: {self.problem}"


_NAMES = (
    (type(None), "null"),
    (bool, "a boolean"),
    ((int, float), "a number"),
    (str, "text"),
    ((list, tuple), "a list"),
    (Mapping, "an object"),
)


def _name(value: object) -> str:
    """Name the type of a value in JSON's words.

    >>> _name([]), _name(True), _name(b"")
    ('a list', 'a boolean', 'bytes')
    """
    for kind, name in _NAMES:
        if isinstance(value, kind):
            return name
    return type(value).__name__


def _misfit(expected: str, value: object) -> NoReturn:
    problem = f"expected {expected}, got {_name(value)}"
    raise _MisfitError(problem)


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        _misfit("text", value)
    return value


def _read_whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        _misfit("a whole number", value)
    return value


def _read_flag(value: object) -> bool:
    if not isinstance(value, bool):
        _misfit("a boolean", value)
    return value


def _read_share(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        _misfit("a number", value)
    if not 0 <= value <= 1:
        problem = "expected a number from 0 to 1"
        raise _MisfitError(problem)
    return float(value)


def _read_time(value: object) -> datetime:
    text = _read_text(value)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        problem = f"expected an ISO 8601 time, got {text[:40]!r}"
        raise _MisfitError(problem) from None


def _read_choice(*choices: str) -> _Reader:
    def read(value: object) -> str:
        text = _read_text(value)
        if text not in choices:
            problem = f"expected one of {', '.join(choices)}, got {text[:40]!r}"
            raise _MisfitError(problem)
        return text

    return read


def _read_many(read_one: Callable[[object], _T]) -> Callable[[object], tuple[_T, ...]]:
    def read(value: object) -> tuple[_T, ...]:
        if not isinstance(value, list | tuple):
            _misfit("a list", value)
        made: list[_T] = []
        try:
            for item in value:
                made.append(read_one(item))  # noqa: PERF401 - its length says where it broke off
        except _MisfitError as misfit:
            raise misfit.under(len(made)) from None
        return tuple(made)

    return read


def _read_object(
    make: Callable[..., _T], required: Mapping[str, _Reader], optional: Mapping[str, _Reader]
) -> Callable[[object], _T]:
    """Return a reader of objects that ``make`` builds from its fields."""
    readers = {**required, **optional}

    def read(value: object) -> _T:
        if not isinstance(value, Mapping):
            _misfit("an object", value)
        found = {key: value[key] for key in readers if value.get(key) is not None}
        for key in required:
            if key not in found:
                problem = "is missing"
                raise _MisfitError(problem, key)
        for key, given in found.items():
            try:
                found[key] = readers[key](given)
            except _MisfitError as misfit:
                raise misfit.under(key) from None
        return make(**found)

    return read


def _read_block(value: object) -> BodyBlock:
    if not isinstance(value, Mapping):
        _misfit("an object", value)
    kind = value.get("type")
    read = _BLOCK_READERS.get(kind) if isinstance(kind, str) else None
    if read is None:
        problem = f"expected one of {', '.join(_BLOCK_READERS)}, got {str(kind)[:40]!r}"
        raise _MisfitError(problem, "type")
    return read(value)


def _read_sources(value: object) -> dict[str, str]:
    if not isinstance(value, Mapping):
        _misfit("an object", value)
    made: dict[str, str] = {}
    for key, source in value.items():
        try:
            made[_read_text(key)] = _read_text(source)
        except _MisfitError as misfit:
            raise misfit.under(str(key)) from None
    return made


_read_texts = _read_many(_read_text)
_SPANS = {
    "spans": _read_many(
        _read_object(
            Span,
            {
                "start": _read_whole,
                "end": _read_whole,
                "kind": _read_choice("link", "strong", "emphasis", "code"),
            },
            {"url": _read_text},
        )
    )
}
_read_list_item = _read_object(ListItem, {"text": _read_text}, {**_SPANS, "level": _read_whole})
_read_cell = _read_object(Cell, {"text": _read_text}, {**_SPANS, "header": _read_flag})
_read_image = _read_object(
    Image,
    {"url": _read_text},
    {"alt": _read_text, "width": _read_whole, "height": _read_whole},
)
_read_figure = _read_object(
    Figure, {}, {"image": _read_image, "caption": _read_text, "credit": _read_text}
)

_BLOCK_READERS: dict[str, Callable[[object], BodyBlock]] = {
    "paragraph": _read_object(Paragraph, {"text": _read_text}, _SPANS),
    "heading": _read_object(Heading, {"text": _read_text}, {**_SPANS, "level": _read_whole}),
    "quote": _read_object(Quote, {"text": _read_text}, _SPANS),
    "list": _read_object(List, {"items": _read_many(_read_list_item)}, {"ordered": _read_flag}),
    "table": _read_object(Table, {"rows": _read_many(_read_many(_read_cell))}, {}),
    "figure": _read_figure,
    "code": _read_object(Code, {"text": _read_text}, {"language": _read_text}),
    "embed": _read_object(Embed, {"url": _read_text}, {"title": _read_text}),
}

_read_article = _read_object(
    Article,
    {},
    {
        "url": _read_text,
        "canonical_url": _read_text,
        "site_name": _read_text,
        "language": _read_text,
        "section": _read_text,
        "breadcrumbs": _read_many(
            _read_object(Breadcrumb, {"name": _read_text}, {"url": _read_text})
        ),
        "kicker": _read_text,
        "headline": _read_text,
        "alt_headline": _read_text,
        "dek": _read_text,
        "key_points": _read_texts,
        "byline": _read_text,
        "authors": _read_many(
            _read_object(
                Author,
                {"name": _read_text},
                {"url": _read_text, "bio": _read_text, "image": _read_text, "title": _read_text},
            )
        ),
        "published": _read_time,
        "modified": _read_time,
        "body": _read_many(_read_block),
        "figures": _read_many(_read_figure),
        "lead_image": _read_image,
        "videos": _read_many(
            _read_object(Video, {"url": _read_text}, {"title": _read_text, "thumbnail": _read_text})
        ),
        "related_links": _read_many(
            _read_object(
                Link,
                {"title": _read_text},
                {"url": _read_text, "place": _read_choice("inline", "end")},
            )
        ),
        "notes": _read_texts,
        "tags": _read_texts,
        "updates": _read_many(
            _read_object(
                Update, {"text": _read_text}, {"title": _read_text, "published": _read_time}
            )
        ),
        "is_article": _read_flag,
        "confidence": _read_share,
        "free_access": _read_flag,
        "truncated": _read_flag,
        "sources": _read_sources,
    },
)
