"""The whole path from a source to an article, on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articlekit.page import Document, Source, load

if TYPE_CHECKING:
    from articlekit.article import Article
    from articlekit.blocks import Layout
    from articlekit.fields.evidence import Evidence
    from articlekit.label import Model
    from articlekit.sites import Sites

__all__ = ["extract"]


def extract(source: Source, url: str | None = None, *, sites: Sites | None = None) -> Article:
    """Turn a page into an article. Never touches the network.

    Args:
        source: HTML or plain text as ``str`` or ``bytes`` (any encoding), a path, a file object, a
            `Page`, an ``httpx.Response``, an lxml element or tree, or a ``BeautifulSoup`` object.
            A tree is read, never changed.
        url: The address of the page, against which its links are resolved; by default the one
            that the source carries, else what the page declares as its own.
        sites: Rules for single sites, the last resort; they count on pages of these sites only.

    Returns:
        The article. A poor page gives one with few fields; an empty source gives an empty one.

    Raises:
        LoadError: The source is not a page (an image, a PDF, an archive, over the size limit).
        RuleError: A selector of the site's rules fails on this page.
    """
    from articlekit.assemble import assemble

    document = load(source, url)
    evidence = gather(document, sites=sites)
    return assemble(document, evidence)


def gather(
    document: Document, model: Model | None = None, *, sites: Sites | None = None
) -> Evidence:
    """Read a document's metadata, cut it into blocks and give each its role.

    Args:
        document: A loaded page.
        model: What tells the roles; by default the network that ships with the package.
        sites: Rules that overrule it on pages of their sites.
    """
    from articlekit.features import measure, read_context
    from articlekit.fields.evidence import Evidence
    from articlekit.fields.restore import restore
    from articlekit.label import choose_roles, default_model
    from articlekit.metadata import read_metadata
    from articlekit.priors import settle
    from articlekit.second_opinion import ask_readability

    metadata = read_metadata(document.root, document.url)
    layout = cut(document)
    if not layout.blocks:
        return Evidence(metadata, layout, ())
    context = read_context(metadata)
    features = measure(layout, context)
    labels = settle(layout, choose_roles((model or default_model()).probabilities(features)))
    labels = restore(layout, labels, context.descriptions)
    evidence = with_site_rules(document, Evidence(metadata, layout, labels), sites)
    labels = ask_readability(document.root, evidence.layout, evidence.labels)
    return evidence.with_labels(labels)


def with_site_rules(document: Document, evidence: Evidence, sites: Sites | None) -> Evidence:
    """Let the rules for the page's site overrule the labels; without rules nothing happens."""
    if not sites:
        return evidence
    from articlekit.sites.apply import apply_rules

    return apply_rules(document, evidence, sites)


def cut(document: Document) -> Layout:
    """Segment a document, whichever its kind."""
    from articlekit.blocks import segment, segment_text

    if document.root is not None:
        return segment(document.root)
    return segment_text(document.text or "")
