"""Takes the playground's pictures anew: ``python -m tests.browser.playground_screenshots``."""

from __future__ import annotations

from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import CHROMIUM, PHONE
from tests.browser.screenshots import IMAGES, ROOT
from tests.browser.test_playground import paste, running_server

PAGE = (ROOT / "fixtures" / "wp-magazine-theme" / "page.html").read_text("utf-8")


class Shot(NamedTuple):
    """A picture to take."""

    name: str
    scheme: str
    viewport: dict[str, int]
    tab: str = "Article"
    whole: bool = False


SHOTS = (
    Shot("playground-light", "light", {"width": 1280, "height": 800}, whole=True),
    Shot("playground-dark", "dark", {"width": 1280, "height": 860}, "JSON"),
    Shot("playground-phone", "light", PHONE, "Markdown"),
)


def main() -> None:
    """Write every picture."""
    with running_server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for shot in SHOTS:
            take(browser, shot, address)
        browser.close()


def take(browser: Browser, shot: Shot, address: str) -> None:
    """Paste a page and take the picture of what comes out."""
    context = browser.new_context(
        viewport=shot.viewport,  # type: ignore[arg-type]
        color_scheme=shot.scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    paste(page, PAGE)
    page.get_by_role("tab", name=shot.tab).click()
    page.frame_locator("#explain").locator(".block:visible").first.wait_for()
    page.screenshot(path=IMAGES / f"{shot.name}.png", full_page=shot.whole)
    context.close()


if __name__ == "__main__":
    main()
