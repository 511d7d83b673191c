"""Takes the pictures of the documentation anew: ``python -m tests.browser.screenshots``."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from articlekit import Article, explain
from tests.browser.conftest import CHROMIUM, PHONE

ROOT = Path(__file__).resolve().parent.parent.parent
IMAGES = ROOT / "docs" / "images"
FIXTURE = ROOT / "fixtures" / "opinion-portrait-bio"
_UNFOLD_A_DROPPED_BLOCK = """() => {
  const run = document.querySelectorAll(".run > details")[1];
  run.open = true;
  run.querySelector(".why").open = true;
}"""


class Shot(NamedTuple):
    """A picture to take."""

    name: str
    scheme: str
    viewport: dict[str, int]
    place: str = ""
    search: str = ""
    compare: bool = False


SHOTS = (
    Shot("explain-light", "light", {"width": 1280, "height": 1000}),
    Shot("explain-dark", "dark", {"width": 1280, "height": 1000}, search="columnist"),
    Shot("explain-compare", "light", {"width": 1280, "height": 760}, compare=True),
    Shot("explain-phone", "light", PHONE, "#blocks"),
)


def main() -> None:
    """Write every picture."""
    expected = Article.from_dict(json.loads((FIXTURE / "expected.json").read_text("utf-8")))
    explanation = explain(FIXTURE / "page.html", expected.url)
    IMAGES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for shot in SHOTS:
            path = Path(folder) / "report.html"
            path.write_text(explanation.to_html(expected if shot.compare else None), "utf-8")
            take(browser, shot, path)
        browser.close()


def take(browser: Browser, shot: Shot, path: Path) -> None:
    """Open a report and take its picture."""
    context = browser.new_context(
        viewport=shot.viewport,  # type: ignore[arg-type]
        color_scheme=shot.scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(path.as_uri() + shot.place)
    if shot.search:
        page.get_by_label("Search").fill(shot.search)
        page.locator(".why > summary:visible").first.click()
    elif not shot.place:
        page.evaluate(_UNFOLD_A_DROPPED_BLOCK)
    page.screenshot(path=IMAGES / f"{shot.name}.png")
    context.close()


if __name__ == "__main__":
    main()
