"""Segmenting: a parsed page becomes a flat sequence of blocks, in document order.

A block is a run of text under its nearest block-level element, cut at ``<br>`` too. Blocks are
plain values: what the later stages need of the tree (the chain of containers, inline marks,
images) is copied into a `Layout`, so that everything after this stage is free of lxml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["HEADINGS", "Block", "Layout", "Mark", "Media", "Node", "segment", "segment_text"]


class Mark(NamedTuple):
    """An inline element that covers ``text[start:end]`` of its block."""

    start: int
    end: int
    tag: str
    words: str
    """Class, id and the like, as written in the page."""
    url: str | None
    """The ``href`` as written, for ``a``."""
    datetime: str | None


class Block(NamedTuple):
    """A run of text with one role."""

    text: str
    """White space collapsed; only preformatted text keeps its line ends."""
    tag: str
    """The nearest block-level element."""
    node: int
    """Index of that element in `Layout.nodes`."""
    breaks: int
    """How many ``<br>`` (at most 2) part it from the block before, in the same element."""
    marks: tuple[Mark, ...]


class Node(NamedTuple):
    """A block-level element of the page."""

    parent: int
    """Index of the enclosing node, -1 at the root."""
    tag: str
    words: str
    """Class, id and the like, as written in the page."""
    hidden: bool
    """It or an ancestor is not displayed, as far as its own markup says."""
    start: int
    """Index of the first block inside."""
    end: int
    """Index after the last block inside."""


class Media(NamedTuple):
    """An image, a video or an embed of the page."""

    kind: str
    """``"image"``, ``"video"``, ``"audio"`` or ``"embed"``."""
    at: int
    """Index of the block before which it stands."""
    node: int
    attributes: tuple[tuple[str, str], ...]
    """As written, with those of the ``source`` elements of its ``picture`` after its own."""
    link: str | None
    """The ``href`` of the link around it."""


class Layout(NamedTuple):
    """A page as blocks within nested nodes."""

    blocks: tuple[Block, ...]
    nodes: tuple[Node, ...]
    media: tuple[Media, ...]

    def ancestors(self, node: int) -> Iterator[int]:
        """Yield ``node`` and then each enclosing node, outwards."""
        while node >= 0:
            yield node
            node = self.nodes[node].parent

    def around(self, block: int, levels: int | None = None) -> Iterator[Node]:
        """Yield the elements around a block, its own first, outwards; no more than ``levels``."""
        numbers = self.ancestors(self.blocks[block].node)
        return islice(map(self.nodes.__getitem__, numbers), levels)

    def is_in(self, block: int, tags: Collection[str]) -> bool:
        """Tell whether an element with one of these tags is around a block, however far out."""
        return any(node.tag in tags for node in self.around(block))

    def parent(self, block: int) -> int:
        """Return the index of the node around a block's own."""
        return self.nodes[self.blocks[block].node].parent

    def size(self, blocks: Iterable[int]) -> int:
        """Count the characters of some blocks."""
        return sum(len(self.blocks[index].text) for index in blocks)


_BLOCK, _INLINE, _BREAK, _SKIP, _MEDIA, _NOSCRIPT, _UNKNOWN = range(7)

_BLOCK_TAGS: Final = (
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend "
    "li main menu nav ol optgroup p pre search section summary table tbody td tfoot th thead tr ul "
    "amp-sidebar amp-accordion listing xmp head"
).split()
_SKIP_TAGS: Final = (
    "script style template title meta link base svg select datalist option textarea canvas "
    "annotation annotation-xml rt rp map applet frameset noframes progress meter amp-ad "
    "amp-analytics amp-state"
).split()
_MEDIA_TAGS: Final = {
    "img": "image",
    "amp-img": "image",
    "image": "image",
    "video": "video",
    "amp-video": "video",
    "audio": "audio",
    "iframe": "embed",
    "amp-iframe": "embed",
    "amp-youtube": "embed",
    "object": "embed",
    "embed": "embed",
}
_INLINE_TAGS: Final = (
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark nobr picture q s samp "
    "small span strike strong sub sup time tt u var wbr"
).split()
_KINDS: Final = (
    dict.fromkeys(_BLOCK_TAGS, _BLOCK)
    | dict.fromkeys(_INLINE_TAGS, _INLINE)
    | dict.fromkeys(_SKIP_TAGS, _SKIP)
    | dict.fromkeys(_MEDIA_TAGS, _MEDIA)
    | {"br": _BREAK, "noscript": _NOSCRIPT}
)
_WORD_ATTRIBUTES: Final = frozenset(
    "class id itemprop itemtype role rel aria-label name property data-testid data-test data-qa "
    "data-component data-module data-type data-name data-block data-tb-region".split()
)
_HIDING_ATTRIBUTES: Final = frozenset({"style", "hidden", "aria-hidden"})
_PLAIN_INLINE: Final = frozenset({"b", "strong", "i", "em", "cite", "code", "time", "a", "small"})
_FORMATTING: Final = frozenset(
    "b strong i em u s sub sup small mark font abbr code kbd q ins del big tt wbr bdi bdo".split()
)
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
"""Tags."""
_PREFORMATTED: Final = frozenset({"pre", "listing", "xmp"})
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\xad\u200e\u200f"))
_MAX_AROUND: Final = 64  # inline elements around whole blocks; thousands are left open by mistake
_MAX_WORDS: Final = 300  # characters of class names kept; generated ones run to kilobytes


def segment(root: _Element) -> Layout:
    """Cut a parsed page into blocks. The tree is read, never written."""
    return Walk().over(root)


def segment_text(text: str) -> Layout:
    """Cut plain text, as copied from a browser, into one block for each line."""
    blocks: list[Block] = []
    for paragraph in re.split(r"\n[^\S\n]*\n", text):
        for line_number, line in enumerate(filter(None, map(_clean, paragraph.split("\n")))):
            blocks.append(Block(line, "p", 0, min(line_number, 1), ()))
    root = Node(-1, "body", "", hidden=False, start=0, end=len(blocks))
    return Layout(tuple(blocks), (root,), ())


# A page has hundreds of each, and their fields are known to be complete.
_make_node: Final[Callable[[Iterable[object]], Node]] = partial(tuple.__new__, Node)
_make_block: Final[Callable[[Iterable[object]], Block]] = partial(tuple.__new__, Block)
_make_mark: Final[Callable[[Iterable[object]], Mark]] = partial(tuple.__new__, Mark)
_UNCLOSED: Final = Node(-1, "", "", hidden=False, start=0, end=0)
_OpenNode: TypeAlias = tuple[int, int, str, str, bool, int]
"""Index, parent, tag, words, hidden and start of a node whose end is not known yet."""


class Walk:
    """The state of one walk over a page. What is done for every element is written out in line."""

    __slots__ = (
        "_blocks", "_boundary", "_breaks", "_inline", "_inline_starts", "_length", "_marks",
        "_media", "_nodes", "_open", "_pieces", "_preformatted", "_space",
    )  # fmt: skip

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._media: list[Media] = []
        # One entry a node, in document order; it is filled in when the node closes.
        self._nodes: list[Node] = []
        self._open: list[_OpenNode] = [(-1, -1, "body", "", False, 0)]
        self._preformatted = 0
        # The run that is being collected.
        self._pieces: list[str] = []
        self._length = 0
        self._space = False
        self._breaks = 0
        self._marks: list[Mark] = []
        self._inline: list[tuple[str, str, str | None, str | None]] = []
        self._inline_starts: list[int] = []
        self._boundary: tuple[str, str] | None = None

    def over(self, root: _Element) -> Layout:
        """Walk over a parsed page once; a walk of a subclass can note more than the layout."""
        kind_of, openers, closers, add_text = _KINDS.get, self.openers, self.closers, self.add_text
        events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        element: Any  # the type of its tag would be narrowed for every element
        for event, element in events:
            if event == "start":
                tag = element.tag
                if not openers[kind_of(tag, _UNKNOWN)](element, tag):
                    events.skip_subtree()
                continue
            if event == "end":
                tag = element.tag
                closers[kind_of(tag, _UNKNOWN)](tag)
            tail = element.tail
            if not tail or element is root:
                continue
            if tail.isspace() and not self._preformatted:  # as three in four are
                self._space = True
            else:
                add_text(tail)
        self._flush()
        return Layout(tuple(self._blocks), tuple(self._nodes), tuple(self._media))

    @property
    def openers(self) -> tuple[Callable[[_Element, str], bool], ...]:
        """What enters an element, by kind; False where its content is not to be read."""
        return (
            self._open_block, self._open_inline, self._open_break, _refuse, self._open_media,
            self._open_noscript, self._open_unknown,
        )  # fmt: skip

    @property
    def closers(self) -> tuple[Callable[[str], None], ...]:
        """What leaves an element that was entered or refused, by kind."""
        return (
            self._close_block, self._close_inline, _ignore, _ignore, _ignore, _ignore,
            self._close_unknown,
        )  # fmt: skip

    def add_text(self, text: str) -> None:
        """Add a piece of text to the run, white space collapsed."""
        if self._preformatted:
            self._add(text.replace("\r\n", "\n"))
            return
        words = text.split()
        if not words:
            self._space = True
            return
        if self._length and (self._space or text[0].isspace()):
            self._add_space()
        self._space = text[-1].isspace()
        self._add(" ".join(words))

    def _open_break(self, element: _Element, _: str) -> bool:
        self._flush()
        self._breaks = min(self._breaks + 1, 2)
        if element.text:  # XML allows what HTML does not
            self.add_text(element.text)
        return True

    def _open_media(self, element: _Element, tag: str) -> bool:
        self._add_media(element, _MEDIA_TAGS[tag])
        return False

    def _open_noscript(self, element: _Element, _: str) -> bool:
        for image in element.iter("img"):
            self._add_media(image, "image")
        return False

    def _open_unknown(self, element: _Element, tag: str) -> bool:
        """Enter an element of the site's own; one with a namespace counts as its local name."""
        local = _local_name(tag)
        kind = _KINDS.get(local, _INLINE)
        if kind == _BLOCK:
            return self._open_block(element, local)
        return kind == _INLINE and self._open_inline(element, local)

    def _close_unknown(self, tag: str) -> None:
        local = _local_name(tag)
        kind = _KINDS.get(local, _INLINE)
        if kind == _BLOCK:
            self._close_block(local)
        elif kind == _INLINE:
            self._close_inline(local)

    def _open_block(self, element: _Element, tag: str) -> bool:
        if self._length:
            self._end_run()
        self._space = False
        self._boundary = None
        self._breaks = 0
        items = element.items()
        words, hidden = _describe(items) if items else ("", False)
        parent, _, _, _, covered, _ = self._open[-1]
        node = (len(self._nodes), parent, tag, words, hidden or covered, len(self._blocks))
        self._open.append(node)
        self._nodes.append(_UNCLOSED)
        if tag in _PREFORMATTED:
            self._preformatted += 1
        text = element.text
        if text and (self._preformatted or not text.isspace()):
            self.add_text(text)
        return True

    def _close_block(self, tag: str) -> None:
        if self._length:
            self._end_run()
        self._space = False
        self._boundary = None
        self._breaks = 0
        index, parent, _, words, hidden, start = self._open.pop()
        self._nodes[index] = _make_node((parent, tag, words, hidden, start, len(self._blocks)))
        if tag in _PREFORMATTED:
            self._preformatted -= 1

    def _open_inline(self, element: _Element, tag: str) -> bool:
        items = element.items()
        words, url, datetime = "", None, None
        if items:
            words, hidden = _describe(items)
            if hidden:
                self._inline.append(("", "", None, None))
                self._inline_starts.append(self._length)
                return False
            if tag == "a":
                url = element.get("href")
            elif tag == "time":
                datetime = element.get("datetime")
        if self._boundary is not None:
            self._part_inline(tag, words, self._boundary)
        self._inline.append((tag, words, url, datetime))
        self._inline_starts.append(self._length)
        text = element.text
        if text:
            self.add_text(text)
        return True

    def _part_inline(self, tag: str, words: str, boundary: tuple[str, str]) -> None:
        """Part two neighbours that a style sheet sets apart: classed parts of a heading, links."""
        self._boundary = None
        if not self._length or self._preformatted:
            return
        if tag in _FORMATTING or boundary[0] in _FORMATTING or boundary[1] == words:
            self._space = self._space or tag == boundary[0] == "a"
        elif self._open[-1][2] in HEADINGS and tag == boundary[0]:
            if words:
                self._flush()
        elif len(self._pieces[-1]) > 1:  # one letter is a drop cap
            self._space = True

    def _close_inline(self, tag: str) -> None:
        name, words, url, datetime = self._inline.pop()
        start = self._inline_starts.pop()
        if not name:
            return
        if self._length > start and (words or name in _PLAIN_INLINE):
            self._marks.append(_make_mark((start, self._length, name, words, url, datetime)))
        self._boundary = (tag, words)

    def _add(self, text: str) -> None:
        if not text.isprintable():
            text = _strip_controls(text)
        self._pieces.append(text)
        self._length += len(text)
        self._boundary = None
        if self._inline_starts and self._length == len(text):
            # The run's first text: marks opened before it start at its beginning.
            self._inline_starts[:] = [0] * len(self._inline_starts)

    def _add_space(self) -> None:
        """Part the next piece from the run; marks just opened begin after the space."""
        length = self._length
        self._pieces.append(" ")
        self._length = length + 1
        starts = self._inline_starts
        for index in range(len(starts) - 1, -1, -1):
            if starts[index] != length:
                break
            starts[index] += 1

    def _flush(self) -> None:
        """End the run: it becomes a block if it holds any text."""
        if self._length:
            self._end_run()
        self._space = False
        self._boundary = None

    def _end_run(self) -> None:
        text = "".join(self._pieces)
        if self._inline:
            self._cut_marks()
        if not text.isspace():
            node, _, tag, _, _, _ = self._open[-1]
            marks = tuple(self._marks) if self._marks else ()
            self._blocks.append(_make_block((text, tag, max(node, 0), self._breaks, marks)))
            self._breaks = 0
        self._pieces = []
        if self._marks:
            self._marks = []
        self._length = 0

    def _cut_marks(self) -> None:
        """Mark what the inline elements that go on after the run cover of it."""
        around = self._inline[-_MAX_AROUND:], self._inline_starts[-_MAX_AROUND:]
        for (name, words, url, datetime), start in zip(*around, strict=True):
            if name and start < self._length and (words or name in _PLAIN_INLINE):
                self._marks.append(Mark(start, self._length, name, words, url, datetime))
        self._inline_starts[:] = [0] * len(self._inline_starts)

    def _add_media(self, element: _Element, kind: str) -> None:
        items = element.items()
        sources = element.iter("source") if kind in {"video", "audio"} else _sources_of(element)
        for source in sources:
            items += [("source-" + key, value) for key, value in source.items()]
        link = next((mark[2] for mark in reversed(self._inline) if mark[2]), None)
        pending = 1 if self._length else 0
        self._media.append(
            Media(kind, len(self._blocks) + pending, max(self._open[-1][0], 0), tuple(items), link)
        )


def _sources_of(image: _Element) -> Iterator[_Element]:
    """Yield the sources of the picture around an image.

    The parser does not know that ``source`` has no end: what follows it stands inside it.
    """
    above = image.getparent()
    if above is not None and above.tag == "picture":
        yield from above.iterchildren("source")
        return
    while above is not None and above.tag == "source":
        yield above
        above = above.getparent()


def _refuse(_element: _Element, _tag: str) -> bool:
    return False


def _ignore(_tag: str) -> None:
    return


def _describe(items: list[tuple[str, str]]) -> tuple[str, bool]:
    """Return the words of an element's attributes and whether it is hidden by its own markup."""
    words = ""
    hidden = False
    for key, value in items:
        if key in _WORD_ATTRIBUTES:
            words = f"{words} {value}" if words else value
        elif key not in _HIDING_ATTRIBUTES:
            continue
        elif key == "style":
            hidden = hidden or _hides(value)
        elif key == "hidden":
            hidden = hidden or value.lower() != "until-found"
        elif value == "true":
            words += " aria-hidden"
    return words[:_MAX_WORDS], hidden


@lru_cache(maxsize=4096)
def _hides(style: str) -> bool:
    """Tell whether an inline style takes the element out of sight.

    >>> _hides("color:red; DISPLAY : none"), _hides("display:block")
    (True, False)
    """
    compact = "".join(style[:1000].lower().split())
    return "display:none" in compact or "visibility:hidden" in compact


def _local_name(tag: str) -> str:
    """Return a tag without namespace or prefix.

    >>> _local_name("{http://www.w3.org/1999/xhtml}p"), _local_name("xhtml:p"), _local_name("p")
    ('p', 'p', 'p')
    """
    return tag.rpartition("}")[2].rpartition(":")[2]


def _strip_controls(text: str) -> str:
    """Drop what nobody sees: soft hyphens, zero-width spaces, direction marks, controls."""
    text = text.translate(_INVISIBLE)
    if text.isprintable():
        return text
    return "".join(c for c in text if c.isprintable() or c in _KEPT_UNPRINTABLE)


# Joiners are part of the spelling in Persian, Indic scripts and emoji.
_KEPT_UNPRINTABLE: Final = frozenset("\n\t\u200c\u200d\u3000\xa0\U000e0067\ufe0f")


def _clean(line: str) -> str:
    r"""Collapse white space and drop what cannot be seen.

    >>> _clean("  soft\xadhyphen \x07 bell ")
    'softhyphen bell'
    """
    return " ".join(_strip_controls(" ".join(line.split())).split())
