"""Section and breadcrumbs."""

from __future__ import annotations

import pytest

from articlekit.fields.section import find_breadcrumbs, find_section
from tests.fields.conftest import Labelled

LINKS = "<a href=/>Home</a> › <a href=/coast>Coast</a> › Ferry is back"


@pytest.mark.parametrize(
    "trail",
    [
        f"<nav aria-label=Breadcrumb>{LINKS}</nav>",
        f'<ol itemscope itemtype="https://schema.org/BreadcrumbList">{LINKS}</ol>',
        f"<p class=x-path>{LINKS}</p>",
    ],
)
def test_breadcrumbs_as_shown(labelled: Labelled, trail: str) -> None:
    found = find_breadcrumbs(labelled(f"<nav><a href=/sport>Sport</a></nav>{trail}", {}))
    assert found is not None
    assert [(step.name, step.url) for step in found.value] == [
        ("Home", "https://news.example/"),
        ("Coast", "https://news.example/coast"),
    ]


def test_a_menu_is_no_trail(labelled: Labelled) -> None:
    menu = "".join(f"<li><a href=/{n}>Section {n}</a></li>" for n in range(30))
    assert find_breadcrumbs(labelled(f"<ul class=breadcrumb-menu>{menu}</ul>", {})) is None


def test_section_of_hidden_microdata(labelled: Labelled) -> None:
    page = labelled(
        '<div itemscope itemtype="https://schema.org/NewsArticle">'
        "<span itemprop=articleSection>Councils</span></div>",
        {},
    )
    found = find_section(page.metadata, (), None)
    assert found is not None
    assert (found.value, found.source) == ("Councils", "microdata:articleSection")
