"""Imports point one way, as docs/architecture.md draws it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "articlekit"

READERS = {"page", "encoding", "repair", "metadata", "jsonld", "blocks", "state", "richtext"}
"""The stages that see a tree, and what they are made of."""
TYPES = {"article", "errors", "roles"}

ALLOWED: dict[str, set[str]] = {
    # To values the `to_*` methods are tied, and nothing else.
    "article": {"render", "serialise"},
    "errors": set(),
    "roles": set(),
    **dict.fromkeys(READERS, READERS | {"errors"}),
    "features": {"features", "blocks", "metadata", "jsonld"},
    "label": {"features", "roles"},
    "fields": READERS | TYPES | {"fields", "features", "label"},
    "render": {"render", "serialise", "article"},
    "serialise": {"article", "errors"},
    "http": {"page", "errors"},
    "pipelines": TYPES | {"pipelines", "page", "pipeline", "sites"},
    # Rules are applied to labels; drafting and checking walk the whole path.
    "sites": READERS
    | TYPES
    | {"sites", "label", "fields", "pipeline", "assemble", "render", "report"},
    "serve": TYPES | {"serve", "page", "pipeline", "explanation", "http", "render"},
}
"""What the modules of each part may import of the package. Others may import anything."""


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported_names(path: Path) -> set[str]:
    """Return what a module imports, anywhere in it, as dotted names."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: a relative import"
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def imported_parts(path: Path) -> set[str]:
    """Return the parts of the package that a module imports."""
    return {name.split(".")[1] for name in imported_names(path) if name.startswith("articlekit.")}


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if part_of(path) in ALLOWED)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    parts = {path.stem for path in PACKAGE.iterdir()}
    # `from articlekit import __version__` is no import of a part.
    assert (imported_parts(path) & parts) <= ALLOWED[part_of(path)]


def test_every_part_that_is_named_exists() -> None:
    assert set(ALLOWED) <= {path.stem for path in PACKAGE.iterdir()}


@pytest.mark.parametrize("part", ["article", "serialise", "features", "label", "render"])
def test_only_the_reading_stages_know_the_tree(part: str) -> None:
    for path in (path for path in MODULES if part_of(path) == part):
        assert not {name for name in imported_names(path) if name.partition(".")[0] == "lxml"}


def test_nothing_but_the_command_line_knows_the_server() -> None:
    knowing = {part_of(path) for path in PACKAGE.rglob("*.py") if "serve" in imported_parts(path)}
    assert knowing == {"cli", "serve"}
