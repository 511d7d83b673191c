"""The playground as its users meet it: a real server, a real browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Dialog, FrameLocator, Page, Route, expect

from articlekit import extract
from articlekit.serve import run
from tests.browser.conftest import DESK, PHONE, Window
from tests.browser.test_explain import TOUCH_EVERYTHING, faults, hostile_page
from tests.render.payloads import PAYLOADS

FIXTURE = Path(__file__).resolve().parent.parent.parent / "fixtures" / "wp-magazine-theme"
PAGE = (FIXTURE / "page.html").read_text("utf-8")
HEADLINE = "Mirava and Tessaly Reopen Tin Road, Lifting Smelters’ Hopes"
DROP_FILE = """([html, name]) => {
  const data = new DataTransfer();
  data.items.add(new File([html], name, { type: "text/html" }));
  for (const kind of ["dragover", "drop"]) {
    const event = new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
  }
}"""


@contextmanager
def running_server() -> Iterator[str]:
    """Run the server on a free port; gives the address of its page."""
    listening = run.listen("127.0.0.1", 0)
    server = run.server("127.0.0.1", listening)
    thread = threading.Thread(target=serve, args=(server, listening), daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started:
        assert time.monotonic() < until
        time.sleep(0.01)
    yield run.page_address(listening)
    server.should_exit = True
    thread.join(30)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running_server() as place:
        yield place


def serve(server: uvicorn.Server, listening: object) -> None:
    server.run(sockets=[listening])  # type: ignore[list-item]


Visit = Callable[..., Window]


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Visit]:
    """Return a function that opens the playground and notes what should not happen in it."""
    contexts = []

    def open_window(**options: object) -> Window:
        context = chromium.new_context(**{"viewport": DESK, **options})  # type: ignore[arg-type]
        contexts.append(context)
        window = Window(context.new_page())
        note = window.troubles.append

        def on_request(route: Route) -> None:
            if route.request.url.startswith((address, "blob:", "about:")):
                route.continue_()
                return
            note(f"request: {route.request.url}")
            route.abort()

        def on_dialog(dialog: Dialog) -> None:
            note(f"dialog: {dialog.message}")
            dialog.dismiss()

        context.route("**/*", on_request)
        context.on("weberror", lambda error: note(f"error: {error.error}"))
        context.on("console", lambda message: note(f"console: {message.text}"))
        context.on("dialog", on_dialog)
        window.page.goto(address)
        return window

    yield open_window
    for context in contexts:
        context.close()


def paste(page: Page, html: str, url: str = "") -> None:
    page.get_by_label("HTML, or text copied from a page").fill(html)
    page.get_by_label("Address").fill(url)
    page.get_by_role("button", name="Extract").click()
    expect(page.get_by_role("status")).to_contain_text("Read in", timeout=30_000)


def article_of(page: Page) -> FrameLocator:
    return page.frame_locator("#article")


def test_a_pasted_page_shows_its_article(visit: Visit) -> None:
    window = visit()
    page = window.page
    paste(page, PAGE, "https://magazine.example/tin-road")
    article = extract(PAGE, "https://magazine.example/tin-road")
    assert article.headline == HEADLINE
    expect(page.get_by_role("heading", level=2)).to_have_text(HEADLINE)
    expect(page.get_by_role("heading", level=2)).to_be_in_viewport()
    expect(article_of(page).get_by_role("heading", level=1)).to_have_text(HEADLINE)

    page.get_by_role("tab", name="Markdown").click()
    shown = page.get_by_role("region", name="Markdown").text_content() or ""
    assert shown == article.to_markdown(front_matter=True)
    expect(page.locator("#article")).to_be_hidden()

    page.get_by_role("tab", name="JSON").click()
    shown = page.get_by_role("region", name="JSON").text_content() or ""
    assert page.evaluate("text => JSON.parse(text)", shown) == article.to_dict()
    assert not window.troubles


def test_the_report_works_in_its_frame(visit: Visit) -> None:
    window = visit()
    paste(window.page, PAGE)
    report = window.page.frame_locator("#explain")
    expect(report.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    report.get_by_role("checkbox", name="headline").check()
    expect(report.locator(".block:visible")).to_have_count(1)
    report.get_by_role("button", name="Show all").click()
    report.get_by_label("Search").fill("smelters")
    expect(report.get_by_role("status")).to_contain_text(" of ")
    report.get_by_role("button", name="Show all").click()
    report.locator("#field-headline .source").first.click()
    expect(report.locator("[data-role=headline].block").first).to_be_in_viewport()
    assert not window.troubles


def test_a_dropped_file_shows_its_article(visit: Visit) -> None:
    window = visit()
    window.page.evaluate(DROP_FILE, [PAGE, "page.html"])
    expect(window.page.get_by_role("heading", level=2)).to_have_text(HEADLINE)
    assert not window.troubles


def test_a_chosen_file_shows_its_article(visit: Visit) -> None:
    window = visit()
    window.page.get_by_label("Choose a file").set_input_files(FIXTURE / "page.html")
    expect(window.page.get_by_role("heading", level=2)).to_have_text(HEADLINE)
    assert not window.troubles


def test_the_sample_is_an_article(visit: Visit) -> None:
    window = visit()
    window.page.get_by_role("button", name="Fill in a sample").click()
    expect(window.page.get_by_role("heading", level=2)).to_have_text(
        "Ferry returns with two engines"
    )
    expect(window.page.get_by_text("An article, confidence")).to_be_visible()
    body = article_of(window.page).get_by_role("article")
    expect(body).to_contain_text("We have mended the second engine")
    expect(body).not_to_contain_text("Bakery on the pier closes")
    assert not window.troubles


def test_faults_are_said_and_go_away(visit: Visit) -> None:
    page = visit().page
    page.get_by_role("button", name="Extract").click()
    expect(page.get_by_role("alert")).to_have_text("Give an address, or paste the HTML of a page.")
    page.get_by_label("Address").fill("http://127.0.0.1:1/")
    page.get_by_role("button", name="Extract").click()
    expect(page.get_by_role("alert")).to_contain_text("127.0.0.1 is not a public address")
    page.evaluate(DROP_FILE, ["%PDF-1.7 ...", "story.pdf"])
    expect(page.get_by_role("alert")).to_contain_text("not a page")
    paste(page, PAGE)
    expect(page.get_by_role("alert")).to_be_hidden()


def test_the_keyboard_is_enough(visit: Visit) -> None:
    page = visit().page
    page.get_by_label("Address").focus()
    page.keyboard.press("Tab")
    page.keyboard.insert_text(PAGE)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=2)).to_have_text(HEADLINE)
    expect(page.locator("#result")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("tab", name="Article")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Markdown")).to_be_focused()
    expect(page.get_by_role("region", name="Markdown")).to_be_visible()
    page.keyboard.press("End")
    expect(page.get_by_role("region", name="JSON")).to_be_visible()
    page.keyboard.press("ArrowRight")  # around the end
    expect(page.get_by_role("tab", name="Article")).to_be_focused()
    expect(page.locator("#article")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="JSON")).to_be_focused()


@pytest.mark.parametrize(
    ("tab", "name", "start"),
    [("Article", "article.html", "<!DOCTYPE html>"), ("Markdown", "article.md", "---\n")],
)
def test_what_is_shown_can_be_saved(visit: Visit, tab: str, name: str, start: str) -> None:
    window = visit()
    page = window.page
    paste(page, PAGE)
    page.get_by_role("tab", name=tab).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save", exact=True).click()
    assert download.value.suggested_filename == name
    assert Path(download.value.path()).read_text("utf-8").startswith(start)
    assert not window.troubles


def test_links_of_the_article_open_apart(visit: Visit) -> None:
    window = visit()
    page = window.page
    paste(page, PAGE, "https://magazine.example/tin-road")
    link = article_of(page).get_by_role("link").first
    with page.context.expect_page() as opened:
        link.click()
    assert opened.value.evaluate("window.opener") is None
    expect(article_of(page).get_by_role("heading", level=1)).to_have_text(HEADLINE)


@pytest.mark.parametrize("width", [320, PHONE["width"], 768, 1280])
def test_nothing_is_wider_than_the_window(visit: Visit, width: int) -> None:
    page = visit(viewport={"width": width, "height": 800}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    paste(page, PAGE.replace(HEADLINE, "x" * 500))
    for tab in ("Markdown", "JSON", "Article"):
        page.get_by_role("tab", name=tab).click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    for frame in page.frames[1:]:
        assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK])
def test_axe_finds_no_fault(visit: Visit, scheme: str, viewport: dict[str, int]) -> None:
    page = visit(
        color_scheme=scheme, viewport=viewport, reduced_motion="reduce", bypass_csp=True
    ).page
    assert not faults(page)
    page.get_by_role("button", name="Extract").click()
    assert not faults(page)  # with the error that it gives
    paste(page, PAGE)
    for tab in ("Article", "Markdown", "JSON"):
        page.get_by_role("tab", name=tab).click()
        assert not faults(page)


def test_nothing_of_a_hostile_page_runs(visit: Visit) -> None:
    assert len(PAYLOADS) >= 150
    window = visit()
    page = window.page
    page.add_init_script("window.pwn = () => { throw new Error('ran') }")
    page.reload()
    paste(page, hostile_page(), "https://x.example/story")
    for tab in ("Markdown", "JSON", "Article"):
        page.get_by_role("tab", name=tab).click()
    assert len(page.frames) == 3
    assert "pwn(1)" in article_of(page).locator("body").inner_text()  # shown, as text
    for frame in page.frames[1:]:
        frame.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        frame.evaluate(TOUCH_EVERYTHING)
    assert page.locator("script").count() == 1
    assert (
        article_of(page).locator("script, iframe, svg, object, embed, form, [style]").count() == 0
    )
    assert not window.troubles


@pytest.mark.parametrize("start", range(0, len(PAYLOADS), 40))
def test_no_attack_runs_as_the_page_itself(visit: Visit, start: int) -> None:
    window = visit()
    page = window.page
    page.add_init_script("window.pwn = () => { throw new Error('ran') }")
    page.reload()
    attacks = "\n".join(f"<p>{payload}</p>" for payload in PAYLOADS[start : start + 40])
    paste(page, PAGE.replace("</article>", attacks + "</article>", 1))
    for frame in page.frames[1:]:
        frame.evaluate(TOUCH_EVERYTHING)
    assert not window.troubles
