"""Who signs the story: people with their address, portrait, role and bio."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from articlekit.article import Author
from articlekit.fields import Found, SourcedText, TextLink
from articlekit.fields._names import (
    Signature,
    is_announced,
    is_full_name,
    is_name,
    is_separate_byline,
    read_byline,
    read_names,
    split_names,
    visible_writers,
)
from articlekit.fields.urls import absolute_address, host_of
from articlekit.jsonld import Node, items_of, text_of, types_of

if TYPE_CHECKING:
    from articlekit.metadata import Metadata

__all__ = ["find_authors", "parted", "split_names", "with_details"]

_AUTHOR_METAS = (
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "dc.creator",
    "dc:creator",
    "dcterms.creator",
    "author",
    "article:author",
    "og:article:author",
    "og:author",
    "byl",
    "bc:authors",
    "citation_author",
    "shareaholic:article_author_name",
    "twitter:author",
    "authors",
    "article_author",
    "article.author",
)
_LIBRARY_METAS = frozenset({"citation_author", "dc.creator", "dcterms.creator"})
"""Tags of catalogues, one author each, often with the surname first."""
_WRITTEN_BY = re.compile(
    r"written|author|by\b|verfasst|geschrieben|autor|écrit|escrito|scritto|geschreven|skrevet|"
    r"skriven|napisa|автор|написано|yazan|ditulis",
    re.IGNORECASE,
)
_AUTHOR_NAME = re.compile(r"author[-_:. ]?name|^.{1,12}[:.-]author$")
_GENERIC = re.compile(
    r"redaktion|redacci[oó]n|redazione|r[eé]daction|redactie|redakcja|редакц|editorial|"
    r"\badmin|webmaster|web ?desk|newsroom|news ?desk|\bteam\b|\bstaff\b|online\b|developer|編集部",
    re.IGNORECASE,
)
_AUTHOR_PATH = re.compile(
    r"author|autor|auteur|people|person|profil|contribut|staff|team|writer|journalist|redakt|"
    r"redact|by/|user|creator|columnist|reporter|firma|schrijver|skribent|persona",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


def find_authors(
    metadata: Metadata,
    byline_texts: Sequence[SourcedText] = (),
    site_name: str | None = None,
    likely_texts: Iterable[SourcedText] = (),
) -> Found[tuple[Author, ...]] | None:
    """Return who signs the story, in the order of the byline.

    Args:
        metadata: What the page declares.
        byline_texts: The visible bylines, in page order.
        site_name: The site's name, to tell its own signature from that of a person.
        likely_texts: Lines that only look like bylines, the likeliest first.

    Returns:
        The first rung's answer that names people. Where no rung does, the first that names an
        organisation: an agency, a desk, or the publisher where it signs.
    """
    house = _house_names(metadata, site_name)
    declared, people = _first_declared(metadata, house)
    bylines = _all_printed(byline_texts, metadata.base_url)
    signed = _signed(bylines, byline_texts)
    full = [found for found in signed if _is_full(found.value)]
    printed = _first_printed(full, house) or next(iter(full), _first_printed(bylines, house))
    if people is None and not bylines:
        bylines += _all_printed(likely_texts, metadata.base_url)
        printed = _first_printed(bylines, house)
    if people is None:
        return _signed_by_house(declared, printed, bylines)
    sure = printed in signed or not _is_full(people.value)
    rival = printed if sure else next(iter(signed), None)
    if rival and _names_people(rival.value) and not _is_printed(people.value, byline_texts):
        # Somebody else is shown to readers: the declared name is an account in the CMS.
        return rival
    # The visible byline adds their page and their role.
    return Found(with_details(people.value, *(found.value for found in bylines)), people.source)


def _signed(
    bylines: Sequence[Found[tuple[Author, ...]]], texts: Sequence[SourcedText]
) -> list[Found[tuple[Author, ...]]]:
    """Return the bylines that say of a name that it signs: by a word, a class or a link."""
    sources = {text.source for text in texts if _is_signed(text)}
    return [found for found in bylines if found.source in sources]


def _is_signed(text: SourcedText) -> bool:
    return is_announced(text.text) or any(map(_is_author_link, text.links))


def _first_declared(
    metadata: Metadata, house: frozenset[str]
) -> tuple[list[Found[tuple[Author, ...]]], Found[tuple[Author, ...]] | None]:
    """Return the rungs that name only the publisher, and the first that names people."""
    houses: list[Found[tuple[Author, ...]]] = []
    for rung in _declared_rungs(metadata):
        found = _without_house(rung, house)
        if not _is_house(found.value, house):
            return houses, found
        houses.append(found)
    return houses, None


def with_details(authors: tuple[Author, ...], *others: tuple[Author, ...]) -> tuple[Author, ...]:
    """Fill in what other lists of authors know of the same people.

    >>> with_details((Author("Maja Lund"),), (Author("maja lund", url="https://a.example/ml"),))
    (Author(name='Maja Lund', url='https://a.example/ml', bio=None, image=None, title=None),)
    """
    known = {_bare(author.name): author for group in others for author in group}
    return tuple(_merged(author, known.get(_bare(author.name))) for author in authors)


def _merged(author: Author, other: Author | None) -> Author:
    if other is None:
        return author
    return replace(
        author,
        url=author.url or other.url,
        bio=author.bio or other.bio,
        image=author.image or other.image,
        title=author.title or other.title,
    )


def _declared_rungs(metadata: Metadata) -> Iterator[Found[tuple[Author, ...]]]:
    # The story's node has people one by one, with their addresses and roles.
    yield from _from_node(metadata.article, "json-ld:author", metadata.base_url)
    yield from _from_node(metadata.microdata, "microdata:author", metadata.base_url)
    named = _from_metas(metadata, ("article:author",))
    # Most often a profile's address; where it is a name, it is a person's, and "author" may be
    # the publishing house.
    yield from (found for found in named if any(is_full_name(a.name) for a in found.value))
    # Tags made for analytics and search hold the names from the CMS, without decoration.
    yield from _from_metas(metadata, _AUTHOR_METAS)
    yield from _from_cards(metadata)
    # The page's node often names whoever pressed the button.
    yield from _from_node(metadata.page, "json-ld:WebPage.author", metadata.base_url)
    # A name that nobody has listed, but that says what it is.
    yield from _from_metas(metadata, sorted(filter(_AUTHOR_NAME.search, metadata.meta)))


def _signed_by_house(
    declared: Sequence[Found[tuple[Author, ...]]],
    printed: Found[tuple[Author, ...]] | None,
    bylines: Sequence[Found[tuple[Author, ...]]],
) -> Found[tuple[Author, ...]] | None:
    """Choose where the metadata name nobody, or only the publisher or a desk."""
    if printed and (not declared or _names_people(printed.value)):
        return printed
    return next(iter((*declared, *bylines)), None)


def _all_printed(
    texts: Iterable[SourcedText], base_url: str | None
) -> list[Found[tuple[Author, ...]]]:
    """Return what each visible byline says, those that one goes on with joined to it."""
    answers: list[tuple[str, list[tuple[Author, ...]]]] = []
    for text in texts:
        authors = _printed(text, base_url)
        if not authors:
            continue
        if answers and _goes_on(text, answers[-1][0]):
            answers[-1][1].append(authors)
        else:
            answers.append((text.source, [authors]))
    return [
        Found(_once(chain.from_iterable(lines)) if len(lines) > 1 else lines[0], source)
        for source, lines in answers
    ]


def _goes_on(text: SourcedText, source: str) -> bool:
    """Tell whether a byline is the next line of the one before: same place, no "By" of its own."""
    return _selector(text.source) == _selector(source) and not is_separate_byline(text.text)


def _first_printed(
    bylines: Sequence[Found[tuple[Author, ...]]], house: frozenset[str]
) -> Found[tuple[Author, ...]] | None:
    """Return the first visible byline that names people."""
    people = (found for found in bylines if not _is_house(found.value, house))
    first = next(people, None)
    return _without_house(first, house) if first else None


def _selector(source: str) -> str:
    """Return where a block stands, without its number.

    >>> _selector("block:12 p.byline")
    'p.byline'
    """
    return source.partition(" ")[2]


def _names_people(authors: tuple[Author, ...]) -> bool:
    """Tell whether somebody is named in full, or by a first name; initials are not enough."""
    names = [author.name for author in authors]
    return any(is_full_name(name) or (name[0].isupper() and not name.isupper()) for name in names)


def _is_full(authors: tuple[Author, ...]) -> bool:
    return any(is_full_name(author.name) for author in authors)


def _is_printed(authors: tuple[Author, ...], texts: Sequence[SourcedText]) -> bool:
    """Tell whether one of the authors stands in a visible byline, with as much of the name."""
    shown = " ".join(visible_writers(text.text) for text in texts)
    names = [author.name for author in authors]
    if any(is_full_name(name) and _bare(name) in _bare(shown) for name in names):
        return True
    printed = [s.name for text in texts for s in read_byline(text.text) if is_full_name(s.name)]
    if printed:  # "Maja Lund" is printed for "Maja Kirstine Lund", but "Maja" is not for either
        return any(_words(name) <= _words(full) for name in printed for full in names)
    return any(_words(name) <= _words(shown) for name in names)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def parted(
    authors: tuple[Author, ...], metadata: Metadata, site_name: str | None
) -> tuple[tuple[Author, ...], tuple[Author, ...]]:
    """Part the people from the publisher and its desks."""
    names = _house_names(metadata, site_name)
    parts: tuple[list[Author], list[Author]] = [], []
    for author in authors:
        parts[_is_house((author,), names)].append(author)
    return tuple(parts[False]), tuple(parts[True])


def _house_names(metadata: Metadata, site_name: str | None) -> frozenset[str]:
    """Return the names under which the publisher itself may sign, as bare words."""
    nodes = [node for node in (metadata.article, metadata.page, metadata.microdata) if node]
    names = [site_name, *metadata.meta.get("og:site_name", ())]
    names += [text_of(node.get("publisher")) for node in nodes]
    names += [text_of(node) for node in metadata.jsonld if "WebSite" in types_of(node)]
    names += [text_of(author) for node in nodes for author in _organisations(node)]
    host = host_of(metadata.url)
    names += [host, *host.split(".")[:-1]]
    return frozenset(filter(None, (_bare(name) for name in names if name)))


def _organisations(node: Node) -> Iterator[object]:
    """Yield the declared authors that are no people."""
    for author in items_of(node.get("author"))[:50]:
        if isinstance(author, dict) and "Organization" in "".join(types_of(author)[:1]):
            yield author


def _without_house(
    found: Found[tuple[Author, ...]], house: frozenset[str]
) -> Found[tuple[Author, ...]]:
    """Leave out the publisher and its desks where a person signs too."""
    people = tuple(author for author in found.value if not _is_house((author,), house))
    return Found(people or found.value, found.source)


def _bare(text: str) -> str:
    return "".join(_WORD.findall(text.lower()))


def _is_house(authors: tuple[Author, ...], house: frozenset[str]) -> bool:
    """Tell whether only the publisher or a nameless desk signs."""
    return all(_bare(a.name) in house or _GENERIC.search(a.name) for a in authors)


def _from_node(
    node: Node | None, source: str, base_url: str | None
) -> Iterator[Found[tuple[Author, ...]]]:
    values = items_of((node or {}).get("author") or (node or {}).get("creator"))
    authors = [author for value in values[:50] for author in _declared(value, base_url)]
    if authors:
        yield Found(_once(authors), source)


def _declared(value: object, base_url: str | None) -> Iterator[Author]:
    """Yield the authors that one value of an ``author`` property describes."""
    if not isinstance(value, dict):
        yield from (Author(s.name, title=s.title) for s in read_names(text_of(value) or ""))
        return
    parts = (text_of(value.get("givenName")), text_of(value.get("familyName")))
    whole = items_of(value.get("name")) or [" ".join(filter(None, parts))]
    names = [name for item in whole if (name := text_of(item))]
    if "Organization" in "".join(types_of(value)) and len(names) == 1 and is_name(names[0]):
        signers = [Author(names[0])]  # "Department of Health and Human Services" is one author
    else:
        signers = [Author(s.name, title=s.title) for name in names for s in read_names(name)]
    if len(signers) == 1:
        signers = [_with_details(signers[0], value, base_url)]
    yield from signers


def _with_details(author: Author, node: Node, base_url: str | None) -> Author:
    return replace(
        author,
        url=absolute_address(text_of(node.get("url"), "@id", "url"), base_url),
        bio=text_of(node.get("description")),
        image=absolute_address(text_of(node.get("image"), "url", "contentUrl", "@id"), base_url),
        title=text_of(node.get("jobTitle")) or author.title,
    )


def _once(authors: Iterable[Author]) -> tuple[Author, ...]:
    """Drop repeated names, keeping the fullest record of each in the first one's place."""
    found: dict[str, Author] = {}
    for author in authors:
        key = _bare(author.name)
        known = found.get(key)
        found[key] = author if known is None or (author.url and not known.url) else known
    return tuple(found.values())


def _from_metas(metadata: Metadata, names: Iterable[str]) -> Iterator[Found[tuple[Author, ...]]]:
    for name in names:
        contents = metadata.meta.get(name, ())
        turned = map(_turned, contents) if name in _LIBRARY_METAS else contents
        signers = [Author(s.name) for content in turned for s in read_names(content)]
        if signers:
            yield Found(_once(signers), f"meta:{name}")


def _turned(name: str) -> str:
    """Put a library's form of a name the usual way round.

    >>> _turned("Lund, Maja K."), _turned("Maja Lund")
    ('Maja K. Lund', 'Maja Lund')
    """
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and "," not in first else name


def _from_cards(metadata: Metadata) -> Iterator[Found[tuple[Author, ...]]]:
    """Yield from the free lines of a link preview: "Written by", "Maja Lund"."""
    for number in ("1", "2"):
        label = metadata.first_meta(f"twitter:label{number}")
        if label and _WRITTEN_BY.search(label[1]):
            yield from _from_metas(metadata, (f"twitter:data{number}",))


def _printed(text: SourcedText, base_url: str | None) -> tuple[Author, ...]:
    """Return the authors of a visible byline, with the addresses of its links."""
    addresses = {_bare(link.text): absolute_address(link.url, base_url) for link in text.links}
    signers = _linked(text) or _marked(text) or read_byline(text.text)
    authors = [Author(s.name, url=addresses.get(_bare(s.name)), title=s.title) for s in signers]
    return _once(authors)


def _linked(text: SourcedText) -> tuple[Signature, ...]:
    """Return the people of a byline in which each name is a link of its own."""
    names = dict.fromkeys(
        " ".join(link.text.split())
        for link in text.links
        if is_full_name(link.text) and _is_author_link(link)
    )
    announced = any(is_separate_byline(name) for name in names)
    return tuple(map(Signature, names)) if len(names) > 1 and not announced else ()


def _marked(text: SourcedText) -> tuple[Signature, ...]:
    """Return the people of the one part of a line whose class name says author."""
    marked = [link.text for link in text.links if link.url is None]
    return read_byline(marked[0]) if len(marked) == 1 else ()


def _is_author_link(link: TextLink) -> bool:
    """Tell whether a link goes to a page about somebody."""
    return is_name(link.text) and (link.url is None or _AUTHOR_PATH.search(link.url) is not None)
