"""The result of an extraction: plain, frozen values with no ties to the page they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Span:
    """An inline mark over ``text[start:end]`` of the block that carries it."""

    start: int
    end: int
    kind: Literal["link", "strong", "emphasis", "code"]
    url: str | None = None
    """The absolute address of a link; None for other kinds."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the story. A line break within it is a newline in ``text``."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A subhead. ``level`` is 1 to 6, as in the page."""

    text: str
    level: int = 2
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation that is part of the story (a pull quote that repeats it is not)."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list. ``level`` is 0 for the outermost list."""

    text: str
    spans: tuple[Span, ...] = ()
    level: int = 0


@dataclass(frozen=True, slots=True)
class List:
    """A list of the story."""

    items: tuple[ListItem, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: str
    spans: tuple[Span, ...] = ()
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the story, row by row."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text, its line ends and spaces kept."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Embed:
    """Something shown from elsewhere: a post, a video player, a map, a chart."""

    url: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """An image at its largest real address (lazy loading, srcset and base href resolved)."""

    url: str
    alt: str | None = None
    width: int | None = None
    """Pixels, as declared by the page."""
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """An image, video still or chart of the article with what is printed at it."""

    image: Image | None = None
    caption: str | None = None
    credit: str | None = None
    """Who made it, apart from the caption even where the page fuses the two."""


@dataclass(frozen=True, slots=True)
class Video:
    """A video of the article: a file, a stream or a player's address."""

    url: str
    title: str | None = None
    thumbnail: str | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who signs the story."""

    name: str
    url: str | None = None
    bio: str | None = None
    """Prose about the author, wherever it stands on the page."""
    image: str | None = None
    title: str | None = None
    """Job title or role, such as "Political Editor"."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another story that belongs to this one. ``url`` is None in plain text."""

    title: str
    url: str | None = None
    place: Literal["inline", "end"] = "end"


@dataclass(frozen=True, slots=True)
class Breadcrumb:
    """One step of the path from the front page to the story."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """One entry of a live blog."""

    text: str
    title: str | None = None
    published: datetime | None = None


BodyBlock: TypeAlias = Paragraph | Heading | Quote | List | Table | Figure | Code | Embed
"""What an article's body is made of."""


@dataclass(frozen=True, slots=True)
class Article:
    """A news page as a structured article.

    Every field is None or empty where the page has none; nothing is invented.
    ``published`` and ``modified`` are timezone-aware where the page gives a zone and naive where
    it gives none.
    """

    url: str | None = None
    """The address the page was taken from, as given by the caller or the fetch."""
    canonical_url: str | None = None
    site_name: str | None = None
    language: str | None = None
    """BCP 47 tag, lower-case language and upper-case region: ``"de"``, ``"pt-BR"``."""
    section: str | None = None
    breadcrumbs: tuple[Breadcrumb, ...] = ()
    kicker: str | None = None
    """Section label or eyebrow printed with the headline."""
    headline: str | None = None
    """The headline as shown to readers."""
    alt_headline: str | None = None
    """Another headline that the page declares, such as the one for search engines."""
    dek: str | None = None
    """Standfirst: the summary between headline and body."""
    key_points: tuple[str, ...] = ()
    byline: str | None = None
    """The author line as printed."""
    authors: tuple[Author, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    body: tuple[BodyBlock, ...] = ()
    figures: tuple[Figure, ...] = ()
    lead_image: Image | None = None
    videos: tuple[Video, ...] = ()
    related_links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    """Corrections, agency and editing credits, where it was first published."""
    tags: tuple[str, ...] = ()
    updates: tuple[Update, ...] = ()
    """Entries of a live blog, in page order."""
    is_article: bool = False
    confidence: float = 0.0
    """How sure the answer to ``is_article`` is an article, 0 to 1."""
    free_access: bool | None = None
    """What the page declares of itself; None where it declares nothing."""
    truncated: bool = False
    """The page was observed to hold only the start of its article."""
    sources: Mapping[str, str] = field(default_factory=dict, hash=False)
    """For each filled field where it came from, such as ``"block:17 h1.entry-title"``."""

    @property
    def text(self) -> str:
        """The plain body: its blocks with a blank line between them."""
        parts = (block_text(block) for block in self.body)
        return "\n\n".join(part for part in parts if part)

    @property
    def captions(self) -> tuple[str, ...]:
        """The captions of the figures in page order, each once."""
        return tuple(dict.fromkeys(f.caption for f in self.figures if f.caption))

    @property
    def author_bio(self) -> str | None:
        """The bios of all authors, a blank line between them."""
        return "\n\n".join(a.bio for a in self.authors if a.bio) or None

    def to_dict(self) -> dict[str, object]:
        """Return the article as JSON-able values; `from_dict` reads them back."""
        from articlekit.serialise import article_to_dict

        return article_to_dict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, object]) -> Article:
        """Make the article again that `to_dict` described.

        Raises:
            FormatError: ``values`` does not describe an article.
        """
        from articlekit.serialise import article_from_dict

        return article_from_dict(values)

    def to_json(self, *, indent: int | None = None) -> str:
        """Return `to_dict` as JSON text."""
        from articlekit.render.json import to_json

        return to_json(self, indent=indent)

    def to_text(self) -> str:
        """Return the article to read on a terminal: headline, dek, byline, body, notes, links."""
        from articlekit.render.text import to_text

        return to_text(self)

    def to_markdown(self, *, front_matter: bool = False) -> str:
        """Return the article as CommonMark, its metadata before it as YAML if asked for."""
        from articlekit.render.markdown import to_markdown

        return to_markdown(self, front_matter=front_matter)

    def to_html(self, *, fragment: bool = False) -> str:
        """Return a clean, standalone page, or only its ``<article>`` element."""
        from articlekit.render.html import to_html

        return to_html(self, fragment=fragment)

    def to_jsonld(self) -> dict[str, object]:
        """Return the article as a schema.org NewsArticle."""
        from articlekit.render.jsonld import to_jsonld

        return to_jsonld(self)


def block_text(block: BodyBlock) -> str:
    r"""Return the plain text of one body block; figures and embeds have none.

    >>> block_text(List((ListItem("flour"), ListItem("salt"))))
    'flour\nsalt'
    >>> block_text(Table(((Cell("Team"), Cell("Points")), (Cell("Reds"), Cell("3")))))
    'Team\tPoints\nReds\t3'
    """
    match block:
        case Paragraph() | Heading() | Quote() | Code():  # most blocks are the first of these
            return block.text
        case List():
            return "\n".join([item.text for item in block.items])
        case Table():
            return "\n".join(["\t".join([cell.text for cell in row]) for row in block.rows])
        case Figure() | Embed():
            return ""
