"""A headless Chromium, for tests of what people see and do. Without one these tests are skipped."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")  # its event loop must not outlive the module
def chromium() -> Iterator[Browser]:
    """Return a running browser."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        # A container's root may not use the sandbox; the pages that are opened are the tests' own.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Window:
    """A page in the browser, and what happened that should not have."""

    page: Page
    troubles: list[str] = field(default_factory=list)
    """Errors of scripts, violations of the content policy, requests, dialogs."""


OpenHtml = Callable[..., Window]


def watch(window: Window, own: str) -> None:
    """Note what a page does that a report must not do."""
    note = window.troubles.append

    def on_dialog(dialog: Dialog) -> None:
        note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def on_request(request: Request) -> None:
        if request.url.partition("#")[0] != own:
            note(f"request: {request.url}")

    window.page.on("pageerror", lambda error: note(f"error: {error}"))
    window.page.on("console", lambda message: note(f"console: {message.text}"))
    window.page.on("dialog", on_dialog)
    window.page.on("request", on_request)


@pytest.fixture
def open_html(chromium: Browser, tmp_path: Path) -> Iterator[OpenHtml]:
    """Return a function that opens HTML as a file; its options are those of a browser context.

    The page must not load anything: every request is noted.
    """
    contexts = []

    def open_window(html: str, **options: object) -> Window:
        path = tmp_path / "report.html"
        path.write_text(html, encoding="utf-8")
        context = chromium.new_context(**{"viewport": DESK, **options})  # type: ignore[arg-type]
        contexts.append(context)
        window = Window(context.new_page())
        watch(window, path.as_uri())
        window.page.goto(path.as_uri())
        return window

    yield open_window
    for context in contexts:
        context.close()
