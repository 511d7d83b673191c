"""Pages with roles given by hand, so that the fields are tested apart from the labeller."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import pytest

from articlekit.fields.evidence import Evidence
from articlekit.label import Label
from articlekit.metadata import read_metadata
from articlekit.page import load
from articlekit.pipeline import cut
from articlekit.roles import Role

Labelled: TypeAlias = Callable[[str, Mapping[str, Role]], Evidence]


@pytest.fixture
def labelled() -> Labelled:
    """Return a function that makes evidence of a page and the roles of its texts.

    Each role is named by the start of its block's text; every other block is ``other``.
    """

    def label(markup: str, roles: Mapping[str, Role]) -> Evidence:
        document = load(markup, "https://news.example/story")
        layout = cut(document)
        labels = tuple(
            Label(_role(block.text, roles), 0.9, "other", 0.1) for block in layout.blocks
        )
        return Evidence(read_metadata(document.root, document.url), layout, labels)

    return label


def _role(text: str, roles: Mapping[str, Role]) -> Role:
    return next((role for start, role in roles.items() if text.startswith(start)), "other")
