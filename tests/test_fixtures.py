"""Whole pages: every field of every fixture, one test each, so that a failure names its field.

`fixtures/README.md` says how a fixture is made. What is known to be wrong stands in
`fixtures_known_gaps.toml` and has to be taken out there once it comes right.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from pathlib import Path

import pytest

import articlekit
from articlekit import Article

TESTS = Path(__file__).parent
FIXTURES = TESTS.parent / "fixtures"
SLUGS = tuple(sorted(path.parent.name for path in FIXTURES.glob("*/expected.json")))
FIELDS = tuple(f.name for f in fields(Article) if f.name not in {"sources", "confidence"})
DERIVED = frozenset({"text", "captions", "author_bio"})
"""What `Article.to_dict` repeats from other fields."""
GAPS: dict[str, dict[str, str]] = tomllib.loads(
    (TESTS / "fixtures_known_gaps.toml").read_text(encoding="utf-8")
)


@cache
def expected_values(slug: str) -> dict[str, object]:
    """Return the expectation of a fixture as it is written down."""
    values: dict[str, object] = json.loads(
        (FIXTURES / slug / "expected.json").read_text(encoding="utf-8")
    )
    return values


@cache
def extracted(slug: str) -> Article:
    """Return what the library makes of a fixture's page."""
    (page,) = (FIXTURES / slug).glob("page.*")
    url = expected_values(slug).get("url")
    article = articlekit.extract(page.read_bytes(), url=None if url is None else str(url))
    return replace(article, sources={}, confidence=0.0)


def marks(slug: str, field: str) -> list[pytest.MarkDecorator]:
    """Return the mark of a known gap."""
    reason = GAPS.get(slug, {}).get(field)
    return [] if reason is None else [pytest.mark.xfail(strict=True, reason=reason)]


FIXTURE_FIELDS = [
    pytest.param(slug, field, id=f"{slug}-{field}", marks=marks(slug, field))
    for slug in SLUGS
    for field in FIELDS
]


def comparable(article: Article, field: str) -> object:
    """Return the value to compare.

    A lead image is compared by its address: its size and alternative text are those of a figure
    where the page shows it, and are compared there.
    """
    if field == "lead_image":
        return None if article.lead_image is None else article.lead_image.url
    value: object = getattr(article, field)
    return value


def difference(got: object, want: object) -> str:
    """Say where two values part, item by item where both are sequences."""
    if not (isinstance(got, tuple) and isinstance(want, tuple)):
        return f"  want: {want!r}\n  got:  {got!r}"
    lines = [f"  {len(want)} wanted, {len(got)} got"]
    for index in range(max(len(got), len(want))):
        mine = repr(got[index]) if index < len(got) else "nothing"
        theirs = repr(want[index]) if index < len(want) else "nothing"
        if mine != theirs:
            lines += [f"  [{index}] want: {theirs}", f"  [{index}] got:  {mine}"]
    return "\n".join(lines)


def strings(value: object) -> Iterator[str]:
    """Give every string in JSON-able values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)


@pytest.mark.parametrize(("slug", "field"), FIXTURE_FIELDS)
def test_field(slug: str, field: str) -> None:
    got = comparable(extracted(slug), field)
    want = comparable(Article.from_dict(expected_values(slug)), field)
    if got != want:
        pytest.fail(f"{slug}: {field} differs\n{difference(got, want)}", pytrace=False)


@pytest.mark.parametrize(
    "slug",
    [
        pytest.param(slug, marks=marks(slug, "absent"))
        for slug in SLUGS
        if (FIXTURES / slug / "absent.txt").exists()
    ],
)
def test_no_noise_in_any_field(slug: str) -> None:
    noise = (FIXTURES / slug / "absent.txt").read_text(encoding="utf-8").splitlines()
    found = [
        f"  {line!r} in {text!r}"
        for key, value in extracted(slug).to_dict().items()
        if key not in DERIVED
        for text in strings(value)
        for line in noise
        if line and line in text
    ]
    if found:
        pytest.fail("\n".join([f"{slug}: noise came out", *found]), pytrace=False)


@pytest.mark.parametrize("slug", SLUGS)
def test_fixture_is_complete(slug: str) -> None:
    unknown = set(expected_values(slug)) - set(FIELDS)
    assert not unknown, f"{slug}/expected.json has keys that no Article has"
    assert len(list((FIXTURES / slug).glob("page.*"))) == 1
    assert (FIXTURES / slug / "about.md").read_text(encoding="utf-8").strip()
    assert f"[{slug}]({slug}/)" in (FIXTURES / "README.md").read_text(encoding="utf-8")


def test_known_gaps_name_fixtures_and_fields() -> None:
    known = {(slug, field) for slug in SLUGS for field in (*FIELDS, "absent")}
    assert {(slug, field) for slug, gaps in GAPS.items() for field in gaps} <= known
