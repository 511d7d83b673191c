"""Start a fixture from a page: copy its bytes and write down what the library makes of it today.

    python tools/add_fixture.py SLUG PAGE --about "one line" [--url URL]

The expectation is a draft. It has to be read against the page and corrected by hand before it is
worth anything, and all text of the page has to be ours: invented, not a publisher's.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import articlekit

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
NOT_EXPECTED = frozenset({"sources", "confidence", "author_bio", "text", "captions"})
"""Keys of `Article.to_dict` that a fixture leaves out: not fixed, or derived from other keys."""

NEXT = """\
Wrote {folder}
Now, by hand:
  1. Read {folder}/expected.json against the page and correct it: every field, every block.
  2. Replace all text that is not ours, in the page and in the expectation.
  3. List noise that must not come out in {folder}/absent.txt, one string a line (optional).
  4. Add the line to fixtures/README.md:
     | [{slug}]({slug}/) | {about} |
  5. pytest tests/test_fixtures.py -k {slug}
"""


class FixtureError(Exception):
    """The fixture cannot be added; the message is one line for the user."""


def checked_folder(slug: str) -> Path:
    """Return the folder of a new fixture.

    Raises:
        FixtureError: ``slug`` is no slug, or the fixture exists.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        msg = f"{slug!r} is no slug: lower-case letters, digits and single hyphens"
        raise FixtureError(msg)
    folder = FIXTURES / slug
    if folder.exists():
        msg = f"fixtures/{slug} exists already; choose another slug or delete it"
        raise FixtureError(msg)
    return folder


def read_page(page: Path) -> bytes:
    """Return the bytes of the page.

    Raises:
        FixtureError: there is no such file, or it is empty.
    """
    try:
        raw = page.read_bytes()
    except OSError as error:
        msg = f"cannot read {page}: {error.strerror or error}"
        raise FixtureError(msg) from error
    if not raw.strip():
        msg = f"{page} is empty"
        raise FixtureError(msg)
    return raw


def first_expectation(raw: bytes, url: str | None) -> dict[str, object]:
    """Return what the library makes of the page, without empty and derived values.

    Raises:
        FixtureError: the bytes are not a page.
    """
    try:
        values = articlekit.extract(raw, url=url).to_dict()
    except articlekit.LoadError as error:
        msg = f"not a page: {error}"
        raise FixtureError(msg) from error
    return {
        key: value
        for key, value in values.items()
        if key not in NOT_EXPECTED and (key == "is_article" or value not in (None, "", [], False))
    }


def add(slug: str, page: Path, about: str, url: str | None) -> Path:
    """Write the fixture and return its folder.

    Nothing is written where anything is wrong.

    Raises:
        FixtureError: the fixture exists, or there is no usable page or description.
    """
    folder = checked_folder(slug)
    about = " ".join(about.split())
    if not about:
        msg = "--about is empty: say in one line what the fixture is about"
        raise FixtureError(msg)
    expected = first_expectation(read_page(page), url)
    folder.mkdir(parents=True)
    shutil.copyfile(page, folder / ("page.txt" if page.suffix == ".txt" else "page.html"))
    draft = json.dumps(expected, ensure_ascii=False, indent=2)
    (folder / "expected.json").write_text(draft + "\n", encoding="utf-8")
    (folder / "about.md").write_text(about + "\n", encoding="utf-8")
    return folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code: 0 done, 1 failed (2 is a wrong call)."""
    parser = argparse.ArgumentParser(description="Start a fixture from a saved page.")
    parser.add_argument("slug", metavar="SLUG", help="name of the folder under fixtures/")
    parser.add_argument("page", metavar="PAGE", type=Path, help="the saved page (.txt: plain text)")
    parser.add_argument("--about", required=True, help="one line: what the fixture is about")
    parser.add_argument("--url", help="the address of the page")
    options = parser.parse_args(arguments)
    try:
        add(options.slug, options.page, options.about, options.url)
    except FixtureError as error:
        sys.stderr.write(f"add_fixture: {error}\n")
        return 1
    folder, about = f"fixtures/{options.slug}", " ".join(options.about.split())
    sys.stdout.write(NEXT.format(folder=folder, slug=options.slug, about=about))
    return 0


if __name__ == "__main__":
    sys.exit(main())
