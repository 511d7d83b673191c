"""Sections that their heading announces: key points, contents, sources, authors, newsletters.

What stands under "Key points" or "References" is told by these words more surely than by its looks.
A heading counts only where what follows has the shape of what it announces: a list before the
story, entries behind it, links, prose about a person.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from articlekit.blocks import HEADINGS
from articlekit.fields._section_words import Kind, kind_of
from articlekit.fields.links import linked_share
from articlekit.roles import STORY_ROLES

if TYPE_CHECKING:
    from articlekit.blocks import Block, Layout
    from articlekit.fields.proof import Proof
    from articlekit.roles import Role

_PUSH: Final = re.compile(
    r"news\s?letter|sign\s?up\s(?:for|to)\b|subscribe\s(?:to|now|for)\b|nyhetsbrev|nyhedsbrev|"
    r"nieuwsbrief|uutiskirje|hírlevél|zpravodaj|рассылк|розсилк|bülten|ニュースレター|メルマガ|뉴스레터|"
    r"نشرة بريدية"
)
"""How a heading about a newsletter speaks, in small letters."""
_LONGEST_PUSH: Final = 90  # characters of such a heading
_MOST_PUSH: Final = 8  # blocks of a box for newsletters
_NO_HEADINGS: Final = frozenset({"li", "td", "th", "dt", "dd", "figcaption", "label", "option"})
_LISTS: Final = frozenset({"ul", "ol", "dl"})
_LEVELS: Final = 4  # elements around a heading in which its section is
_ITEM_LEVELS: Final = 3  # elements around a text in which its list item is
_MOST: Final = 300  # blocks of a section
_INTRODUCED: Final = 1  # block between the heading of references and the first of them
_BUTTON: Final = 12  # characters of "Show", "Toggle"
_BUTTONS: Final = 2  # at most, between a heading and its table of contents
_LINKED: Final = 0.9  # of a text that is nothing but a link
_LEAST: Final = 2  # items of a list
_FEW: Final = 4  # paragraphs behind key points for each before them
_LEAST_PROSE: Final = 60  # characters of a sentence about an author
_MOST_BOX: Final = 14  # blocks of an author's box
_REACH: Final = 6  # blocks under a heading among which prose begins, after a name, a role, links
_ENDS: Final = tuple('.!?…。！？"”»)')
_BULLETS: Final = tuple("•▪●‣►▸✓✔")
_ENTRY: Final = re.compile(
    r"\W{0,3}\d{1,3}\b|[↑^*†]|.{0,400}?(?:https?:|www\.|doi\b|\b(?:19|20)\d\d\b|\w\.[a-z]{2,4}\b)",
    re.DOTALL,
)
"""What an entry has that a sentence seldom has: a number before it, an address, a year."""
_TEXT_ROLES: Final = STORY_ROLES - {"subhead"}
_UNSEEN: Final = re.compile(r"(?<![a-z])(?:visually-?hidden|sr-only|screen-?reader)", re.IGNORECASE)
"""Class names of what is there for screen readers only."""
_KEPT: Final = frozenset({"headline", "comment"})  # whatever heading is above them
_GOES_ON: Final = frozenset({"caption", "credit", "promo"})  # pictures, or a paywall


class _Page(NamedTuple):
    """A proof, and where its story has headings."""

    proof: Proof
    layout: Layout
    chapter: int
    """The first heading within the story; behind the last block if it has none."""
    last: int
    """The last block of the story that is no heading, -1 if none is."""

    def role(self, index: int) -> Role | None:
        """Return the role of a block; None behind the last."""
        labels = self.proof.labels
        return labels[index].role if index < len(labels) else None

    def around(self, first: int, last: int) -> tuple[int, int]:
        """Count the story's paragraphs before a section and behind it."""
        prose = self.proof.of_role("body")
        return bisect_left(prose, first), len(prose) - bisect_left(prose, last + 1)


def sort_sections(proof: Proof) -> Iterator[tuple[int, Role]]:
    """Yield the blocks of announced sections, with the role that their heading tells."""
    page, blocks = _read(proof), proof.layout.blocks
    kinds = {i: kind for i in proof.lines if (kind := kind_of(blocks[i].text))}
    contents = {i for i in proof.story if blocks[i].marks and _is_entry(proof.layout, i)}
    # In page order, as what a later heading says of a block counts.
    for index in sorted({*kinds, *contents, *proof.of_role("subhead")}):
        if index in contents or _heads_nothing(page, index):
            yield index, "other"
        if index in kinds:
            yield from _announced(page, index, kinds[index])
        yield from ((i, "promo") for i in _push(page, index))


def _read(proof: Proof) -> _Page:
    layout = proof.layout
    headings = (i for i in proof.of_role("subhead") if layout.blocks[i].tag in HEADINGS)
    last = max((proof.of_role(role)[-1] for role in _TEXT_ROLES if proof.of_role(role)), default=-1)
    return _Page(proof, layout, next(headings, len(proof.labels)), last)


def _is_entry(layout: Layout, index: int) -> bool:
    """Tell an entry of a table of contents: a list item that is a link within the page."""
    return _leads_within(layout.blocks[index]) and _is_item(layout, index)


def _heads_nothing(page: _Page, index: int) -> bool:
    """Tell a heading for screen readers, or behind the story, from a heading of the story."""
    if page.role(index) != "subhead":
        return False
    block = page.layout.blocks[index]
    if _is_unseen(page.layout.nodes[block.node].words):
        return True
    behind = page.last < index and block.tag in HEADINGS
    return behind and page.role(index + 1) not in _GOES_ON


@lru_cache(maxsize=1024)
def _is_unseen(names: str) -> bool:
    return _UNSEEN.search(names) is not None


def _announced(page: _Page, index: int, kind: Kind) -> Iterator[tuple[int, Role]]:
    """Yield a heading and what stands below, if it announces that."""
    block, own = page.layout.blocks[index], page.role(index)
    if block.tag in _NO_HEADINGS or own == "headline":
        return
    role, find = _FINDERS[kind]
    below = find(page, index)
    if below and (own in STORY_ROLES or own == role):
        yield index, "other"
    yield from ((i, role) for i in below if page.role(i) not in _KEPT)


def _key_points(page: _Page, heading: int) -> list[int]:
    """Return the list below, where most of the story and all its chapters are yet to come."""
    layout = page.layout
    items = list(takewhile(lambda i: _is_item(layout, i), _section(layout, heading)))
    if len(items) < _LEAST or any(linked_share(layout.blocks[i]) >= _LINKED for i in items):
        return []
    before, after = page.around(heading, items[-1])
    early = heading <= page.chapter and before * _FEW <= after
    return items if early and after else []


def _references(page: _Page, heading: int) -> list[int]:
    """Return the entries below, where most of the story is over."""
    section = _section(page.layout, heading)
    # A sentence may introduce them, such as "Papers of special interest are marked".
    starts = section[: _INTRODUCED + 1]
    entries = next(filter(partial(_are_entries, page), _lists_from(page, starts, section.stop)), [])
    if not entries:
        return []
    before, after = page.around(heading, entries[-1])
    return list(range(section.start, entries[-1] + 1)) if before > after else []


def _lists_from(page: _Page, starts: range, stop: int) -> Iterator[list[int]]:
    for start in starts:
        yield _together(page.layout, range(start, stop))


def _are_entries(page: _Page, together: Sequence[int]) -> bool:
    """Tell whether texts look like entries: a third of them at least."""
    told = sum(_ENTRY.match(page.layout.blocks[i].text) is not None for i in together)
    return 3 * told >= len(together) > 0


def _contents(page: _Page, heading: int) -> list[int]:
    """Return the links below, or the texts that headings say again."""
    blocks = page.layout.blocks
    section = _section(page.layout, heading)
    start = next((i for i in section[: _BUTTONS + 1] if len(blocks[i].text) > _BUTTON), None)
    if start is None:
        return []
    entries = _together(page.layout, range(start, section.stop))
    ahead = islice(blocks, start + len(entries), start + _MOST)
    titles = {block.text for block in ahead if block.tag in HEADINGS}
    told = sum(linked_share(blocks[i]) >= _LINKED or blocks[i].text in titles for i in entries)
    return entries if told >= _LEAST and 2 * told >= len(entries) else []


def _author(page: _Page, heading: int) -> list[int]:
    """Return the prose below, in a small box or behind the story."""
    layout, blocks = page.layout, page.layout.blocks
    section = _section(layout, heading)
    first = next((i for i in section[:_REACH] if _is_prose(blocks[i])), None)
    if first is None:
        return []
    together = _together(layout, range(first, section.stop))
    prose = list(takewhile(lambda i: _is_prose(blocks[i]), together))
    before, after = page.around(heading, prose[-1])
    behind = before > 0 and after == 0
    return prose if behind or _is_boxed(layout, heading, first) else []


def _push(page: _Page, heading: int) -> range:
    """Return a small box that begins with a heading about a newsletter."""
    block = page.layout.blocks[heading]
    if page.role(heading) != "subhead" or block.tag not in HEADINGS:
        return range(0)
    if len(block.text) > _LONGEST_PUSH or not _PUSH.search(block.text.lower()):
        return range(0)
    section = _section(page.layout, heading)
    # A form, an advert or a link is there too; a chapter about newsletters is only text.
    offers = any(page.role(i) not in STORY_ROLES for i in section)
    small = 0 < len(section) < _MOST_PUSH
    return range(heading, section.stop) if small and offers else range(0)


_Finder: TypeAlias = Callable[[_Page, int], list[int]]
_FINDERS: Final[Mapping[Kind, tuple[Role, _Finder]]] = {
    "key points": ("keypoint", _key_points),
    "references": ("note", _references),
    "contents": ("other", _contents),
    "author": ("bio", _author),
}


def _section(layout: Layout, heading: int) -> range:
    """Return the blocks below a heading, in the smallest element around it that holds any."""
    for node in layout.around(heading, _LEVELS):
        end = min(node.end, heading + 1 + _MOST)
        if end > heading + 1:
            return range(heading + 1, end)
    return range(0)


def _is_boxed(layout: Layout, heading: int, text: int) -> bool:
    """Tell whether a small element holds both a heading and a text below it."""
    node = next((n for n in layout.around(heading, _LEVELS) if n.end > text), None)
    return node is not None and node.end - node.start <= _MOST_BOX


def _together(layout: Layout, section: range) -> list[int]:
    """Return the start of a section that is one list, or a row of like elements."""
    if not section:
        return []
    first = section[0]
    inner = takewhile(lambda node: node.start >= first, layout.around(first))
    lists = [node for node in inner if node.tag in _LISTS]
    if lists:
        return list(range(first, min(lists[-1].end, section.stop)))
    return list(takewhile(lambda i: _are_alike(layout, first, i), section))


def _are_alike(layout: Layout, one: int, other: int) -> bool:
    """Tell whether two blocks are elements of one kind in one parent, the other no heading."""
    first, second = layout.blocks[one], layout.blocks[other]
    alike = first.tag == second.tag and layout.parent(one) == layout.parent(other)
    return alike and not kind_of(second.text)


def _is_item(layout: Layout, index: int) -> bool:
    around = layout.around(index, _ITEM_LEVELS)
    bulleted = layout.blocks[index].text.startswith(_BULLETS)
    return bulleted or any(node.tag == "li" for node in around)


def _is_prose(block: Block) -> bool:
    return len(block.text) >= _LEAST_PROSE and block.text.endswith(_ENDS)


def _leads_within(block: Block) -> bool:
    """Tell whether a text is a link to a place of its own page."""
    url = block.marks[0].url
    return url is not None and len(url) > 1 and url[0] == "#" and linked_share(block) >= _LINKED
