"""What a group of features saw in one block, in words, where that says more than its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Final

from articlekit.blocks import Block, Layout

_MAX_WORDS: Final = 60  # characters of class names shown
_MAX_NAMES: Final = 6
_MAX_PATH: Final = 16
_MAX_DEPTH: Final = 64  # elements looked at; pages nest without end by accident only
_EVERYWHERE: Final = frozenset({"html", "body"})
_TELLING: Final = frozenset(
    "article main aside nav header footer figure form ul ol table blockquote section dialog button "
    "details address figcaption li dl".split()
)


def detail_of(group: str, layout: Layout, index: int) -> str | None:
    """Say what a group of features saw in a block; None where its name says it all.

    Args:
        group: The group's name, such as ``"own_words"``.
        layout: The page.
        index: The block's index.
    """
    describe = _DETAILS.get(group)
    return (describe(layout, index) or None) if describe else None


def container_path(layout: Layout, node: int) -> tuple[str, ...]:
    """Name the elements around a block, outermost first: ``("main.story", "div", "p.lead")``.

    Of a very deep one only the innermost are named, after ``"…"``.
    """
    named = (n for n in layout.ancestors(node) if layout.nodes[n].tag not in _EVERYWHERE)
    names = [_element_name(layout, n) for n in islice(named, _MAX_PATH)]
    if next(named, None) is not None:
        names.append("…")
    return tuple(reversed(names)) or (layout.nodes[node].tag,)


def _element_name(layout: Layout, node: int) -> str:
    words = _words(layout, node).split()
    return f"{layout.nodes[node].tag}.{words[0]}" if words else layout.nodes[node].tag


def _words(layout: Layout, node: int) -> str:
    words = layout.nodes[node].words.strip()
    return words if len(words) <= _MAX_WORDS else words[: _MAX_WORDS - 1] + "…"


def _chain(layout: Layout, index: int) -> Iterator[int]:
    return islice(layout.ancestors(layout.blocks[index].node), _MAX_DEPTH)


def _class_words(out: int) -> Callable[[Layout, int], str]:
    def describe(layout: Layout, index: int) -> str:
        node = next(islice(_chain(layout, index), out, None), None)
        return _words(layout, node) if node is not None else ""

    return describe


def _far_words(layout: Layout, index: int) -> str:
    named = (_words(layout, node) for node in islice(_chain(layout, index), 3, None))
    return " · ".join(islice(filter(None, named), _MAX_NAMES))


def _length(layout: Layout, index: int) -> str:
    text = layout.blocks[index].text
    words = len(text.split())
    return f"{words} word{'s' * (words != 1)}, {len(text)} characters"


def _own_tag(layout: Layout, index: int) -> str:
    return f"<{layout.blocks[index].tag}>"


def _around(layout: Layout, index: int) -> str:
    tags = [layout.nodes[node].tag for node in _chain(layout, index)]
    found = dict.fromkeys(tag for tag in reversed(tags) if tag in _TELLING)
    return " ".join(f"<{tag}>" for tag in found)


def _links(layout: Layout, index: int) -> str:
    block = layout.blocks[index]
    return f"{_share(block, 'a')} under links, {_share(block, 'b', 'strong')} bold"


def _share(block: Block, *tags: str) -> str:
    covered = sum(mark.end - mark.start for mark in block.marks if mark.tag in tags)
    return f"{min(covered / max(len(block.text), 1), 1):.0%}"


def _link_count(layout: Layout, index: int) -> str:
    count = sum(mark.tag == "a" for mark in layout.blocks[index].marks)
    return f"{count} link{'s' * (count != 1)}"


def _hidden(layout: Layout, index: int) -> str:
    return "hidden" if layout.nodes[layout.blocks[index].node].hidden else "in sight"


def _position(layout: Layout, index: int) -> str:
    return f"block {index} of {len(layout.blocks)}"


def _depth(layout: Layout, index: int) -> str:
    depth = sum(1 for _ in _chain(layout, index))
    return f"{depth}{'+' * (depth == _MAX_DEPTH)} elements deep"


_DETAILS: Final[Mapping[str, Callable[[Layout, int], str]]] = {
    "own_words": _class_words(0),
    "parent_words": _class_words(1),
    "grandparent_words": _class_words(2),
    "far_words": _far_words,
    "text_length": _length,
    "own_tag": _own_tag,
    "around_tags": _around,
    "inline_shares": _links,
    "link_facts": _link_count,
    "hidden": _hidden,
    "position": _position,
    "depth": _depth,
}
