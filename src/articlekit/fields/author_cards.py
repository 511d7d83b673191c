"""Author cards: the page, portrait and role that stand beside an author's name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from articlekit.fields._byline_words import ROLE
from articlekit.jsonld import squash
from articlekit.roles import BODY_ROLES, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from articlekit.article import Author
    from articlekit.blocks import Block, Media
    from articlekit.fields.evidence import Evidence

_MAX_LINE: Final = 160
"""Characters of a line that names an author; a longer one is prose."""
_MAX_TITLE: Final = 80
_MAX_BLOCKS: Final = 14
"""Blocks of a card; a larger container is the whole page head."""
_LEVELS: Final = 5
_AFTER: Final = 2
"""Blocks after the name among which the role stands."""
_CARD_ROLES: Final[tuple[Role, ...]] = ("byline", "bio", "other", "date", "credit")
_WEAK_ROLES: Final = frozenset("for news team author staff desk editorial head lead".split())
"""Words of roles that other lines of a card hold too: "More news for you"."""
_DESK: Final = re.compile(r"\w(?:redaktion|redakteur|korrespondent)(?:in)?$", re.IGNORECASE)
_TITLE_LABEL: Final = re.compile(r"^(?:title|position|role|job)\s?:\s?", re.IGNORECASE)
_NO_CARD_ROLES: Final = frozenset((*BODY_ROLES, "recirc"))
_TITLE_PLACE: Final = re.compile(
    r"\bjob|author[-_ ]{1,2}(?:job[-_]?)?title|position\b|[-_]role\b", re.IGNORECASE
)
_PORTRAIT: Final = re.compile(
    r"author|autor|avatar|portrait|headshot|byline|\bbio|profile|gravatar|contribut|mugshot|staff",
    re.IGNORECASE,
)
_MOST_AUTHORS: Final = 50  # whose names each line is searched for
_NO_PORTRAIT: Final = re.compile(r"logo|icon|sprite|pixel|share|\.svg\b|^data:", re.IGNORECASE)
_ADDRESS_KEYS: Final = ("data-src", "data-lazy-src", "data-original", "src")


def add_cards(evidence: Evidence, authors: Sequence[Author]) -> tuple[Author, ...]:
    """Fill in what a visible card says of each author and nothing has said before.

    A card is the small container around a line with the name, in a byline or an author's box.
    """
    wanted = {author.name: author for author in authors}
    names = tuple(wanted)[:_MOST_AUTHORS]
    open_names = [name for name in names if not _is_filled(wanted[name])]
    for index, name in _name_lines(evidence, open_names):
        wanted[name] = _filled(evidence, index, wanted[name], names)
    return tuple(wanted[author.name] for author in authors)


def _name_lines(evidence: Evidence, names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold an author's name, with the name."""
    if not names:
        return
    blocks, labels = evidence.layout.blocks, evidence.labels
    for index in evidence.indices(*_CARD_ROLES):
        text = blocks[index].text
        if len(text) <= _MAX_LINE or labels[index].role == "bio":
            for name in names:
                if name in text[:_MAX_LINE]:
                    yield index, name


def _is_filled(author: Author) -> bool:
    return bool(author.url and author.image and author.title)


def _filled(evidence: Evidence, index: int, author: Author, names: Sequence[str]) -> Author:
    if _is_filled(author):
        return author
    card = _card(evidence, index, author.name, names)
    if card is None:
        return author
    return replace(
        author,
        url=author.url or _profile(evidence, card, author.name),
        image=author.image or _portrait(evidence, card, author.name),
        title=author.title or _title(evidence, index, card, author.name),
    )


def _card(evidence: Evidence, index: int, name: str, others: Sequence[str]) -> int | None:
    """Return the largest container around a name that is about nobody else."""
    layout = evidence.layout
    card = None
    for _, node in zip(range(_LEVELS), layout.ancestors(evidence.block(index).node), strict=False):
        start, end = layout.nodes[node].start, layout.nodes[node].end
        if end - start > _MAX_BLOCKS:
            break
        if any(label.role in _NO_CARD_ROLES for label in evidence.labels[start:end]):
            break
        texts = [block.text for block in layout.blocks[start:end]]
        if any(other != name and other in text for text in texts for other in others):
            break
        card = node
    return card


def _profile(evidence: Evidence, card: int, name: str) -> str | None:
    """Return where the name leads to, if it is a link."""
    node = evidence.layout.nodes[card]
    key = squash(name)
    for block in evidence.layout.blocks[node.start : node.end]:
        for mark in block.marks:
            if mark.url and squash(block.text[mark.start : mark.end]) == key:
                return None if mark.url.startswith("#") else evidence.absolute(mark.url)
    return None


def _portrait(evidence: Evidence, card: int, name: str) -> str | None:
    """Return the address of the picture in a card that shows the author."""
    node = evidence.layout.nodes[card]
    for media in evidence.layout.media:
        # Most of a page's images stand before or behind the card.
        near = media.kind == "image" and node.start <= media.at <= node.end + 1
        if near and card in evidence.layout.ancestors(media.node):
            url = _address(evidence, media)
            if url and _shows_author(evidence, media, name):
                return url
    return None


def _address(evidence: Evidence, media: Media) -> str | None:
    attributes = dict(reversed(media.attributes))
    values = (attributes.get(key) for key in _ADDRESS_KEYS)
    real = next((value for value in values if value and not _NO_PORTRAIT.search(value)), None)
    return evidence.absolute(real)


def _shows_author(evidence: Evidence, media: Media, name: str) -> bool:
    """Tell whether a picture says that it shows somebody: its alternative text or class names."""
    attributes = dict(media.attributes)
    words = evidence.layout.nodes[media.node].words
    said = " ".join((*(attributes.get(key, "") for key in ("class", "alt", "id", "src")), words))
    return name.rsplit(maxsplit=1)[-1].lower() in said.lower() or _PORTRAIT.search(said) is not None


def _title(evidence: Evidence, index: int, card: int, name: str) -> str | None:
    """Return the role that stands in the author's line or below it in the card."""
    end = min(evidence.layout.nodes[card].end, index + 1 + _AFTER)
    for at in range(index, end):
        block = evidence.block(at)
        for mark in block.marks:
            text = block.text[mark.start : mark.end]
            if mark.tag == "span" and name not in text and _is_title(text, mark.words):
                return text
        own = evidence.layout.nodes[block.node].words
        plain = evidence.labels[at].role in {"byline", "other"} and not _is_linked(block)
        if plain and name not in block.text and _is_title(block.text, own):
            return _TITLE_LABEL.sub("", block.text)
    return None


def _is_linked(block: Block) -> bool:
    return any(mark.url for mark in block.marks)


def _is_title(text: str, words: str) -> bool:
    """Tell whether a text states a role: short, no sentence, no number, with a word of a role.

    >>> _is_title("Political Editor", ""), _is_title("More news for you", "")
    (True, False)
    """
    if len(text) > _MAX_TITLE or text[-1] in ".:!?" or any(map(str.isdigit, text)):
        return False
    if _TITLE_PLACE.search(words) or _DESK.search(text):
        return True
    roles = {match[0].lower() for match in ROLE.finditer(text)}
    return bool(roles - _WEAK_ROLES)
