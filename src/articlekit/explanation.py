"""Explaining: the same path as `extract`, with everything kept that tells why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from articlekit.article import Article
from articlekit.page import Source, load
from articlekit.roles import Role

if TYPE_CHECKING:
    from articlekit.sites import Sites

__all__ = ["DROPPED_ROLES", "Declared", "ExplainedBlock", "Explanation", "Reason", "explain"]

DROPPED_ROLES: Final[frozenset[Role]] = frozenset(("other", "recirc", "promo", "comment"))
"""The roles whose blocks give nothing to the article."""
_SURE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Reason:
    """What one group of features said of one block."""

    group: str
    """The group's name, such as ``"text_length"`` or ``"parent_words"``."""
    description: str
    """What the features of the group measure."""
    weight: float
    """How much the log-odds of the role over its runner-up fall without the group: above 0 it
    spoke for the role, below 0 against it. 0.7 doubles the odds, 2.3 makes them tenfold."""
    detail: str | None = None
    """What the group saw in this block, where that can be put in words."""


@dataclass(frozen=True, slots=True)
class ExplainedBlock:
    """A block of the page with its role and what spoke for it."""

    index: int
    """Its place on the page, as in an article's ``sources``."""
    text: str
    tag: str
    path: str
    """The elements around it, outermost first: ``"body > main.story > p"``."""
    role: Role
    score: float
    """Probability of the role, 0 to 1; for the body's roles that of the body as a whole."""
    runner_up: Role
    runner_up_score: float
    reasons_for: tuple[Reason, ...] = ()
    """What spoke most for the role and against the runner-up, strongest first."""
    reasons_against: tuple[Reason, ...] = ()
    kept: bool = True
    """Whether the block gives something to the article: its role does, and the same text is not
    in the story already."""
    rule: str | None = None
    """The site rule that gave the role, whatever the reasons say."""

    @property
    def uncertain(self) -> bool:
        """Whether the role might as well be another."""
        return self.score < _SURE


@dataclass(frozen=True, slots=True)
class Declared:
    """Something that the page says of itself."""

    source: str
    """Where, in the words of an article's ``sources``: ``"meta:og:title"``."""
    value: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article, and why it came out as it did."""

    article: Article
    blocks: tuple[ExplainedBlock, ...]
    """All blocks of the page in its order."""
    declared: tuple[Declared, ...] = ()
    """What the page says of itself, long values cut."""

    def to_html(self, expected: Article | None = None) -> str:
        """Return a report to read in a browser: one file that loads nothing.

        Args:
            expected: An article to compare with; the differences are shown field by field.
        """
        from articlekit.report.page import to_html

        return to_html(self, expected)

    def to_text(self, expected: Article | None = None) -> str:
        """Return the report as a plain table for a terminal or a log.

        Args:
            expected: An article to compare with; the differences are listed at the end.
        """
        from articlekit.report.text import to_text

        return to_text(self, expected)


def explain(source: Source, url: str | None = None, *, sites: Sites | None = None) -> Explanation:
    """Extract an article and tell why each block of the page got its role.

    Takes some 35 times as long as labelling alone, since the page is labelled once for each group
    of features. Never touches the network.

    Args:
        source: Whatever `extract` takes.
        url: The address of the page; by default the one that the source carries.
        sites: Rules for single sites, as for `extract`.

    Returns:
        The article as `extract` gives it, with every block of the page.

    Raises:
        LoadError: The source is not a page (an image, a PDF, an archive, over the size limit).
        RuleError: A selector of the site's rules fails on this page.
    """
    from articlekit.assemble import assemble
    from articlekit.pipeline import gather
    from articlekit.report.blocks import explain_blocks
    from articlekit.report.declared import declared_values

    document = load(source, url)
    evidence = gather(document, sites=sites)
    article = assemble(document, evidence)
    declared = declared_values(evidence.metadata, article)
    return Explanation(article, explain_blocks(evidence, article), declared)
