"""Whether the page says that it is free."""

from __future__ import annotations

import pytest

from articlekit.fields.access import find_free_access
from articlekit.metadata import Metadata


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        (Metadata(article={"isAccessibleForFree": True}), True),
        (Metadata(article={"isAccessibleForFree": "False"}), False),
        (Metadata(article={"isAccessibleForFree": "http://schema.org/False"}), False),
        (Metadata(article={"isAccessibleForFree": ["true"]}), True),
        (Metadata(microdata={"isAccessibleForFree": ["false"]}), False),
        (Metadata(page={"isAccessibleForFree": "no"}), False),
        (Metadata(meta={"article:content_tier": ("metered",)}), False),
        (Metadata(meta={"article:content_tier": ("free",)}), True),
        (Metadata(meta={"article:premium": ("true",)}), False),
        (Metadata(article={"isAccessibleForFree": "perhaps"}), None),
        (Metadata(), None),
    ],
)
def test_the_many_spellings(metadata: Metadata, expected: bool | None) -> None:  # noqa: FBT001 - a value
    found = find_free_access(metadata)
    assert (found.value if found else None) is expected


def test_the_source_says_where() -> None:
    found = find_free_access(Metadata(article={"isAccessibleForFree": False}))
    assert found is not None
    assert found.source == "json-ld:isAccessibleForFree"
