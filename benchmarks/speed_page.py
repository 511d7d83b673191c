"""Refreshes the figures of docs/speed.md: ``python -m benchmarks.speed_page CORPUS``.

Everything is measured in one run: the stages, articlekit beside the installed peers, the plot.
"""

from __future__ import annotations

import argparse
import logging
import platform
import re
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

from benchmarks import speed, stages
from benchmarks.corpus import read_listings, spread
from benchmarks.machine import limit_math_threads

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
PAGE: Final = DOCS / "speed.md"
PLOT: Final = DOCS / "images" / "speed.svg"
PARTS: Final = ("stages", "peers")
"""What is measured, as the marks in the page name it."""
_VERSIONS: Final = (
    "lxml", "numpy", "trafilatura", "newspaper4k", "readability-lxml", "goose3", "resiliparse",
    "turbohtml",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed_page", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("corpus", metavar="CORPUS", type=Path)
    parser.add_argument("--pages", type=int, metavar="N", help="only N pages, at even distances")
    options = parser.parse_args(arguments)
    limit_math_threads()
    logging.disable()  # some libraries log each page that they find strange
    saved = spread(read_listings(options.corpus), options.pages)
    pages = [speed.Page(page.read(), page.url or "") for page in saved]
    profile = stages.profile([(page.content, page.url or None) for page in pages])
    rows = speed.measure(pages, speed.chosen(peers=True))
    parts = {
        "stages": stages.table(profile),
        "peers": f"{speed.table(rows, len(pages))}\n\n{_setting()}",
    }
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), parts), encoding="utf-8")
    PLOT.write_text(speed.to_svg(rows), encoding="utf-8")
    return 0


def _setting() -> str:
    """Say with which versions of what the figures were taken."""
    known = [f"{name} {version(name)}" for name in _VERSIONS]
    return f"{platform.machine()}, one thread; {', '.join(known)}."


def filled(text: str, parts: Mapping[str, str]) -> str:
    r"""Replace what stands between the marks of each part.

    Raises:
        ValueError: The page lacks the marks of a part.

    >>> filled("<!-- a -->\nold\n<!-- /a -->", {"a": "new"})
    '<!-- a -->\n\nnew\n\n<!-- /a -->'
    """
    for name, content in parts.items():
        begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        found = re.search(f"{re.escape(begin)}.*?{re.escape(end)}", text, re.DOTALL)
        if found is None:
            message = f"the page has no place for {name}: {begin} … {end}"
            raise ValueError(message)
        text = f"{text[: found.start()]}{begin}\n\n{content}\n\n{end}{text[found.end() :]}"
    return text


if __name__ == "__main__":
    sys.exit(main())
