"""The canonical address and the site's name."""

from __future__ import annotations

import pytest

from articlekit.fields.urls import find_canonical_url, find_site_name
from articlekit.metadata import Metadata

URL = "https://www.harbourgazette.example/2024/ferry?ref=feed"


def test_the_canonical_link_is_made_absolute() -> None:
    found = find_canonical_url(Metadata(base_url=URL, links={"canonical": "/2024/ferry#top"}))
    assert found is not None
    assert (found.value, found.source) == (
        "https://www.harbourgazette.example/2024/ferry",
        "link:canonical",
    )


@pytest.mark.parametrize("broken", ["", "http://[", "javascript:void(0)", "not an address", "/"])
def test_a_useless_link_gives_way(broken: str) -> None:
    metadata = Metadata(
        url=URL,
        base_url=URL,
        links={"canonical": broken},
        meta={"og:url": ("https://harbourgazette.example/2024/ferry",)},
    )
    found = find_canonical_url(metadata)
    assert found is not None
    assert found.source == "meta:og:url"


def test_a_relative_link_without_an_address_is_nothing() -> None:
    assert find_canonical_url(Metadata(links={"canonical": "/ferry"})) is None


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        (Metadata(meta={"og:site_name": ("Harbour Gazette",)}), "Harbour Gazette"),
        (Metadata(article={"publisher": {"name": "Harbour Gazette"}}), "Harbour Gazette"),
        (Metadata(jsonld=({"@type": "WebSite", "name": "Harbour Gazette"},)), "Harbour Gazette"),
        (Metadata(url=URL, title="Ferry back - Harbour Gazette"), "Harbour Gazette"),
        (Metadata(url=URL, title="Ferry back | Sea | The Harbour Gazette"), "The Harbour Gazette"),
        (Metadata(url=URL, title="Ferry back - at last"), None),
        (Metadata(meta={"og:site_name": ("https://harbourgazette.example",)}), None),
    ],
)
def test_the_name_of_the_site(metadata: Metadata, expected: str | None) -> None:
    found = find_site_name(metadata)
    assert (found.value if found else None) == expected
