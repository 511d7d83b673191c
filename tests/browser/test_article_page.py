"""Nothing that a page wrote runs in the pages and the Markdown that an article becomes."""

from __future__ import annotations

from markdown_it import MarkdownIt

from tests.browser.conftest import OpenHtml
from tests.render.payloads import PAYLOADS
from tests.render.test_hostile import hostile_article

RUNS = "<script>window.ran = 0; window.pwn = () => { window.ran += 1 }</script>"
_AT_ONCE = 40
"""Articles on one page; more of them take the browser long."""


def pages() -> list[str]:
    """Return pages without any content policy, each with the bodies of many hostile articles."""
    articles = [hostile_article(payload) for payload in PAYLOADS]
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    bodies = [a.to_html(fragment=True) + markdown.render(a.to_markdown()) for a in articles]
    head = f"<!DOCTYPE html><html><head>{RUNS}</head>"
    starts = range(0, len(bodies), _AT_ONCE)
    return [f"{head}<body>{''.join(bodies[i : i + _AT_ONCE])}</body></html>" for i in starts]


def test_no_payload_runs(open_html: OpenHtml) -> None:
    assert len(PAYLOADS) >= 150
    for html in pages():
        page = open_html(html).page
        page.evaluate(
            "document.querySelectorAll('*').forEach(e => { for (const kind of ['mouseover',"
            " 'focus', 'load', 'error', 'toggle']) e.dispatchEvent(new Event(kind)) })"
        )
        page.wait_for_timeout(100)
        assert page.evaluate("window.ran") == 0


def test_a_payload_that_is_not_escaped_would_run(open_html: OpenHtml) -> None:
    page = open_html(f"{RUNS}<img src=x onerror=pwn(1)>").page
    page.wait_for_function("window.ran === 1")
