"""Links to other stories that belong to this one, notes and tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articlekit.article import Link
from articlekit.blocks import Block
from articlekit.fields import Found
from articlekit.fields.evidence import Evidence
from articlekit.fields.urls import split_address
from articlekit.jsonld import items_of, text_of
from articlekit.metadata import Metadata

_LEAD_IN: Final = tuple(
    part.strip()
    for part in (
        "also on, also read, also see, also, read more, read also, read next, read, more, "
        "more on this, see also, see more, related, related story, related stories, "
        "related article, related articles, related coverage, related content, watch, listen, "
        "learn more, check out, must read, "
        "don't miss, recommended, further reading, in pictures, opinion, analysis, explainer, "
        "background, lesen sie auch, lesen sie mehr, mehr zum thema, lies auch, auch interessant, "
        "weiterlesen, mehr lesen, jetzt lesen, siehe auch, mehr dazu, zum thema, "
        "lire aussi, à lire aussi, à lire, voir aussi, "
        "lea también, lee también, también puede leer, puede leer, vea también, "
        "ver también, te puede interesar, relacionado, leia também, "
        "leia mais, veja também, saiba mais, leggi anche, lees ook, läs också, läs mer, läs även, "
        "les også, læs også, lue myös, czytaj także, czytaj też, zobacz też, zobacz także, "
        "čtěte také, čtěte více, olvasta már, citește și, читайте также, читайте ще, "
        "читайте також, "
        "baca juga, 関連記事, あわせて読みたい, 相关阅读, 延伸閱讀, 관련기사, اقرأ أيضا, اقرأ أيضًا"
    ).split(",")
)
"""What announces a related story; what follows it up to the colon goes with it."""
_PREFIX = re.compile(
    rf"^\W{{0,4}}(?:{'|'.join(map(re.escape, sorted(_LEAD_IN, key=len, reverse=True)))})"
    r"(?:\s+[\w&.'’-]{1,16}){0,2}?\s?[:：|>»–—-]+\s{0,3}",
    re.IGNORECASE,
)
_PREFIX_END = re.compile(r"[:：|>»–—-]")
"""What every lead-in ends with: most titles have no such sign, and need no closer look."""
_BULLET = re.compile(r"^[\s•·●▪■►▶»›*–—-]{1,4}(?=\S)")
_BRACKETED: Final = re.compile(r"[(\[（【]([^()\[\]（）【】]+)[)\]）】]")
_TAG_METAS: Final = ("article:tag", "news_keywords", "keywords")
_MAX_DECLARED: Final = 25
"""Declared tags; a longer list is written for search engines."""
_STATISTICS: Final = re.compile(r"[\w ]{1,20}: ?\S")
"""A keyword for the site's statistics: "page type: article"."""
_COMMA: Final = re.compile(r"[,，、;]")
_TAG_LABEL: Final = re.compile(
    r"^(?:tags?|topics?|themen|keywords?|schlagwörter)\s?:\s?", re.IGNORECASE
)
_LIKELY: Final = 0.35
_SURE: Final = 0.7
_LEAST_HEADLINE: Final = 20  # characters
_LONG_HEADLINE: Final = 40
_SERVICES: Final = frozenset(
    "login signin sign-in log-in signup sign-up register registration registrieren anmelden join "
    "subscribe subscription subscriptions account cart checkout basket warenkorb donate dp product "
    "products shop store".split()
)
"""Parts of addresses that no story has: of accounts, shops and appeals.

None of 796 related links that were marked by hand has one.
"""
_LEAST_TITLE: Final = 8  # characters; a shorter link text is "here" or a number


def find_related_links(evidence: Evidence) -> Found[tuple[Link, ...]] | None:
    """Return the related links in page order, each once."""
    plain = not any(node.parent >= 0 for node in evidence.layout.nodes)
    start, end = evidence.body_range()
    links: dict[str, Link] = {}
    first: int | None = None
    for index in evidence.indices("related"):
        # Menus and tickers stand above the story.
        if evidence.labels[index].score < (_LIKELY if index >= start else _SURE):
            continue
        block = evidence.block(index)
        place = "inline" if index < end else "end"
        found = _plain_link(block) if plain else _page_links(evidence, block)
        for title, url in found:
            if (url or title) not in links:
                links[url or title] = Link(title, url, place)  # type: ignore[arg-type]
                first = index if first is None else first
    if first is None:
        return None
    return Found(tuple(_without_sections(list(links.values()))), evidence.source(first))


def _without_sections(links: list[Link]) -> list[Link]:
    """Leave out the names of sections and authors that stand over the headlines of other stories.

    >>> long = "The ferry runs again after a winter of repairs"
    >>> links = [Link(long, "/a", "end"), Link("Harbour", "/b", "end"), Link("Quay", "/c", "end")]
    >>> [link.title for link in _without_sections(links)] == [long]
    True
    """
    longest = max(len(link.title or "") for link in links)
    if longest < _LONG_HEADLINE:
        return links
    return [link for link in links if not _is_short(link.title or "")]


def _is_short(title: str) -> bool:
    """Tell a name of few words; a script without capitals may say much in few characters."""
    return len(title) < _LEAST_HEADLINE and title.upper() != title.lower()


def _plain_link(block: Block) -> Iterator[tuple[str, str | None]]:
    title = strip_lead_in(block.text)
    if len(title) >= _LEAST_TITLE:
        yield title, None


def _page_links(evidence: Evidence, block: Block) -> Iterator[tuple[str, str | None]]:
    """Yield the links of a block; beside a headline, short ones lead to its section or author."""
    found = []
    for mark in block.marks:
        url = evidence.absolute(mark.url) if mark.tag == "a" else None
        title = strip_lead_in(block.text[mark.start : mark.end])
        if url and title and not _same_page(evidence, url) and not _is_service(url):
            found.append((title, url))
    longest = max((len(title) for title, _ in found), default=0)
    if longest >= _LEAST_HEADLINE:
        found = [(title, url) for title, url in found if not _is_short(title)]
    yield from found


def _is_service(url: str) -> bool:
    """Tell the address of an account, a shop or an appeal from that of a story.

    >>> _is_service("https://a.example/login?next=/"), _is_service("https://a.example/login-woes")
    (True, False)
    """
    return not _SERVICES.isdisjoint(split_address(url).path.lower().split("/"))


def _same_page(evidence: Evidence, url: str) -> bool:
    own = evidence.metadata.url or evidence.metadata.links.get("canonical") or ""
    return bool(own) and url.partition("#")[0] == own.partition("#")[0]


def strip_lead_in(text: str) -> str:
    """Cut "Also on …:", "Read more:" and bullets off a link's title.

    >>> strip_lead_in("Also on LP: Ferry runs again"), strip_lead_in("• Lire aussi : La gare")
    ('Ferry runs again', 'La gare')
    >>> strip_lead_in("Read my lips"), strip_lead_in("War: the first year")
    ('Read my lips', 'War: the first year')
    """
    bare = _BULLET.sub("", text)
    return (_PREFIX.sub("", bare) if _PREFIX_END.search(bare) else bare).strip()


def find_notes(evidence: Evidence) -> Found[tuple[str, ...]] | None:
    """Return corrections, agency and editing credits, each once."""
    indices = list(evidence.indices("note"))
    notes = tuple(dict.fromkeys(_bare_note(evidence.block(index).text) for index in indices))
    return Found(notes, evidence.source(indices[0])) if notes else None


def _bare_note(text: str) -> str:
    """Take the bullet and the brackets around a note away.

    >>> _bare_note("(Editing by Maja Lund)"), _bare_note("• Source: the council (2024)")
    ('Editing by Maja Lund', 'Source: the council (2024)')
    """
    bare = _BULLET.sub("", text)
    whole = _BRACKETED.fullmatch(bare)
    return whole[1].strip() if whole else bare


def find_tags(evidence: Evidence) -> Found[tuple[str, ...]] | None:
    """Return the topic tags: the shown ones, else the declared keywords."""
    indices = list(evidence.indices("tag"))
    shown = _each_once(tag for index in indices for tag in _tag_texts(evidence.block(index)))
    if shown:
        return Found(shown, evidence.source(indices[0]))
    return next(_declared_tags(evidence.metadata), None)


def _declared_tags(metadata: Metadata) -> Iterator[Found[tuple[str, ...]]]:
    """Yield the declared lists: tags first, then keywords, which are often made for search."""
    lists = [(f"meta:{name}", metadata.meta.get(name, ())) for name in _TAG_METAS]
    keywords = items_of((metadata.article or {}).get("keywords"))
    lists.append(("json-ld:keywords", tuple(text_of(value) or "" for value in keywords)))
    for source, texts in lists:
        tags = _each_once(part for text in texts for part in _COMMA.split(text))
        topics = _without_statistics(tags)
        if topics and len(topics) <= _MAX_DECLARED:
            yield Found(topics, source)


def _without_statistics(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out keywords for the site's statistics, where most of a list are such.

    >>> _without_statistics(("page type: article", "day: Friday", "ferry"))
    ('ferry',)
    >>> _without_statistics(("Star Wars: Andor", "ferry"))
    ('Star Wars: Andor', 'ferry')
    """
    topics = tuple(tag for tag in tags if not _STATISTICS.match(tag))
    return topics if len(topics) < len(tags) / 2 else tags


def _tag_texts(block: Block) -> Iterator[str]:
    links = [block.text[m.start : m.end] for m in block.marks if m.tag == "a"]
    if links:
        yield from links
    else:
        yield from _COMMA.split(_TAG_LABEL.sub("", block.text))


def _each_once(values: Iterator[str]) -> tuple[str, ...]:
    stripped = (value.strip(" \t#,;:•·|/") for value in values)
    return tuple(dict.fromkeys(value for value in stripped if value))
