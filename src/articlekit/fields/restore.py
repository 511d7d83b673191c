"""Parts of the story that the labeller hesitated over, told by where they stand.

Each step is a module of its own and reads a `Proof` of the page; the smallest are here. A
paragraph between paragraphs of the story, in the same element, that is torn between "story" and
"note" is most often story, and so are lines of code: what is none has an element of its own. A
second top heading amid the story heads a chapter. And a page without menus, boxes and links to
elsewhere holds nothing but its text.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from articlekit.blocks import HEADINGS
from articlekit.fields.boxes import sort_boxes
from articlekit.fields.edges import lead_ins, sort_edges
from articlekit.fields.furniture import is_ad_label
from articlekit.fields.legends import sort_legends
from articlekit.fields.lists import sort_lists
from articlekit.fields.overlooked import sort_overlooked
from articlekit.fields.pictured import sort_pictured
from articlekit.fields.proof import Proof
from articlekit.fields.quotes import sort_quotes
from articlekit.fields.sections import sort_sections
from articlekit.fields.standfirst import sort_standfirst
from articlekit.jsonld import squash
from articlekit.roles import STORY_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from articlekit.blocks import Block, Layout
    from articlekit.label import Label
    from articlekit.roles import Role

_CHROME: Final = frozenset(
    "nav header footer aside form button label fieldset menu dialog legend details".split()
)
_MOST_BLOCKS: Final = 60  # of a page without chrome
_UNSURE: Final[frozenset[Role]] = frozenset({"other", "note", "promo", "credit", "tag", "table"})
_HESITANT: Final[frozenset[Role]] = frozenset({"note", "promo"})
_LIKELY: Final = 0.2  # of the second choice
_LEAST_HEADLINES: Final = 2  # of which one is a chapter's
_LINKED: Final = 0.6  # of a text that is a link


def restore(
    layout: Layout, labels: tuple[Label, ...], descriptions: Iterable[str] = ()
) -> tuple[Label, ...]:
    """Return the labels with those replaced that the structure of the page speaks against.

    Args:
        layout: The page's blocks.
        labels: One label a block.
        descriptions: What the page declares as its description.
    """
    proof = Proof.of(layout, labels)
    for sort in (sort_overlooked, sort_legends, sort_pictured, sort_sections, sort_edges):
        proof = proof.corrected(sort(proof))
    declared = frozenset(map(squash, descriptions))
    standfirst = sort_standfirst(proof, declared)
    torn = chain(_torn(proof), _chapters(proof))
    proof = proof.corrected(chain(torn, sort_boxes(proof), standfirst, _left_over(proof)))
    # A paragraph may have been torn from a quote, and links from another box.
    for sort in (sort_quotes, sort_lists, lead_ins):
        proof = proof.corrected(sort(proof))
    return proof.labels


def _torn(proof: Proof) -> Iterator[tuple[int, Role]]:
    """Yield blocks that stand between the story's and might be its own, with that role."""
    layout, labels, story = proof.layout, proof.labels, proof.story
    if not story:
        return
    amid = range(story[0] + 1, story[-1])
    hesitant = [i for i in chain.from_iterable(map(proof.of_role, _HESITANT)) if i in amid]
    code = [i for i in amid if layout.blocks[i].tag == "pre" and labels[i].role in _UNSURE]
    torn = [i for i in hesitant if _is_torn(labels[i])] + code
    if not torn:
        return
    parents = [layout.parent(index) for index in story]
    last = dict(zip(parents, story, strict=True))  # block of the story in each of its elements
    first = dict(zip(reversed(parents), reversed(story), strict=True))
    for index in torn:
        label, parent = labels[index], layout.parent(index)
        between = parent in first and first[parent] < index < last[parent]
        if between and not (label.role == "promo" and _is_push(layout.blocks[index])):
            yield index, label.runner_up if _is_torn(label) else "body"


def _is_torn(label: Label) -> bool:
    return label.runner_up in STORY_ROLES and label.runner_up_score >= _LIKELY


def _chapters(proof: Proof) -> Iterator[tuple[int, Role]]:
    """Yield the top headings amid the story that only look like its headline, as there is one."""
    headlines, labels, story = proof.of_role("headline"), proof.labels, proof.story
    if len(headlines) < _LEAST_HEADLINES or not story or headlines[0] > story[0]:
        return
    for index in headlines[1:]:
        amid = story[0] < index < story[-1] and proof.layout.blocks[index].tag == "h1"
        surer = labels[index].score < labels[headlines[0]].score
        if amid and surer and labels[index].runner_up == "subhead":
            yield index, "subhead"


def _is_push(block: Block) -> bool:
    """Tell a push, which leads somewhere or is called one, from what only reads like one."""
    return is_ad_label(block.text) or any(mark.tag == "a" for mark in block.marks)


def _is_bare(layout: Layout, story: Sequence[int]) -> bool:
    """Tell whether a page has no chrome: no menus or forms, and no links to elsewhere."""
    if len(layout.nodes) == 1 or len(layout.blocks) == 1:  # plain text, or one message
        return False
    if any(node.tag in _CHROME for node in layout.nodes):
        return False
    inside = range(story[0], story[-1]) if story else ()
    return not any(
        index not in inside and _is_link(block) for index, block in enumerate(layout.blocks)
    )


def _is_link(block: Block) -> bool:
    """Tell whether a text is a link that leads somewhere."""
    linked = sum(m.end - m.start for m in block.marks if m.url and not _leads_nowhere(m.url))
    return linked > _LINKED * len(block.text)


def _leads_nowhere(url: str) -> bool:
    return url.strip().startswith(("#", "javascript:"))


def _left_over(proof: Proof) -> Iterator[tuple[int, Role]]:
    """Yield what no role fits on a page without chrome, as text of the story."""
    if len(proof.labels) > _MOST_BLOCKS or not _is_bare(proof.layout, proof.story):
        return
    for index in chain.from_iterable(map(proof.of_role, _UNSURE)):
        yield index, "subhead" if proof.layout.blocks[index].tag in HEADINGS else "body"
