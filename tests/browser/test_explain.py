"""The explain report as its readers use it, in a real browser."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

import articlekit
from articlekit import Article, Author, Declared, ExplainedBlock, Explanation, Paragraph, Reason
from articlekit.roles import ROLES, Role
from tests.browser.conftest import PHONE, OpenHtml
from tests.render.payloads import PAYLOADS

LEAD = "The ferry between Quell and Harrow Point sails every half hour from Monday."
PUSH = "Get the harbour briefing in your inbox every morning."
SECOND = "Both towns had asked the board to replace the boat, which was built in 1971."

REASONS = (
    Reason("own_tag", "The block's element, one column a group of tags.", 1.4, "<p>"),
    Reason("text_length", "Length in characters and words.", 0.6, "12 words"),
)
AGAINST = (Reason("parent_words", "Class names of the element around it.", -0.9, "signup box"),)


def block(index: int, text: str, role: Role, score: float = 0.97) -> ExplainedBlock:
    return ExplainedBlock(
        index=index,
        text=text,
        tag="p",
        path="main.story > div.text > p",
        role=role,
        score=score,
        runner_up="promo" if role == "body" else "body",
        runner_up_score=1 - score,
        reasons_for=REASONS,
        reasons_against=AGAINST,
        kept=role not in {"other", "promo", "recirc"},
    )


ARTICLE = Article(
    url="https://harbour.example/ferry",
    language="en",
    headline="Ferry returns with two engines",
    authors=(Author("Tomas Reed", bio="He writes about the harbour."),),
    body=(Paragraph(LEAD), Paragraph(SECOND)),
    is_article=True,
    confidence=0.93,
    sources={
        "headline": "block:2 h1.title",
        "authors": "json-ld:author",
        "body": "blocks:3-5",
    },
)
BLOCKS = (
    block(0, "Menu", "other"),
    block(1, "Search the archive", "other"),
    block(2, "Ferry returns with two engines", "headline"),
    block(3, LEAD, "body"),
    block(4, PUSH, "promo", 0.52),
    block(5, SECOND, "body"),
    block(6, "Tides this week", "recirc", 0.44),
    block(7, "About us", "other"),
    *(block(n, f"Old ferry timetable {n}", "other") for n in range(8, 40)),
)
EXPLANATION = Explanation(
    ARTICLE,
    BLOCKS,
    (Declared("title", "Ferry returns"), Declared("json-ld:author", '{"name": "Tomas Reed"}')),
)


@pytest.fixture
def report(open_html: OpenHtml) -> Page:
    return open_html(EXPLANATION.to_html()).page


def test_a_report_opens_without_errors_and_loads_nothing(open_html: OpenHtml) -> None:
    window = open_html(EXPLANATION.to_html())
    expect(window.page).to_have_title("Ferry returns with two engines – explained by articlekit")
    expect(window.page.locator("#block-3 .text")).to_be_visible()
    assert not window.troubles


def test_a_dropped_block_is_folded_and_there_to_open(report: Page) -> None:
    push = report.get_by_text(PUSH, exact=True).and_(report.locator(".text"))
    expect(push).to_be_hidden()
    report.locator(".run > details > summary", has_text="block 4").click()
    expect(push).to_be_visible()
    report.get_by_text("Why promo and not body (48%)?").click()
    expect(report.locator("#block-4 .against")).to_contain_text("signup box")
    expect(report.locator("#block-4 .path")).to_contain_text("main.story > div.text > p")


def test_searching_unfolds_what_was_dropped(report: Page) -> None:
    report.get_by_label("Search").fill("harbour BRIEFING")
    expect(report.locator("#block-4 .text")).to_be_visible()
    expect(report.locator(".block:visible")).to_have_count(1)
    expect(report.get_by_role("status")).to_have_text(f"1 of {len(BLOCKS)} blocks")
    report.keyboard.press("Escape")
    expect(report.locator("#block-3 .text")).to_be_visible()
    expect(report.locator("#block-4 .text")).to_be_hidden()


def test_searching_is_as_readers_type(open_html: OpenHtml) -> None:
    blocks = (*BLOCKS[:4], replace(BLOCKS[4], text="Zürich élargit son marché"))
    page = open_html(replace(EXPLANATION, blocks=blocks).to_html()).page
    page.get_by_label("Search").fill("zurich ELARGIT")
    expect(page.locator("#block-4 .text")).to_be_visible()


def test_filtering_shows_the_ticked_roles_only(report: Page) -> None:
    report.get_by_role("checkbox", name="promo").check()
    expect(report.locator(".block:visible")).to_have_count(1)
    expect(report.locator("#block-4 .text")).to_be_visible()
    report.get_by_role("checkbox", name="body").check()
    expect(report.locator(".block:visible")).to_have_count(3)
    report.get_by_role("button", name="Show all").click()
    expect(report.locator("#block-2 .text")).to_be_visible()


def test_a_field_leads_to_its_block(report: Page) -> None:
    report.locator("#field-headline .source").click()
    expect(report.locator("#block-2")).to_be_in_viewport()
    assert report.url.endswith("#block-2")


def test_a_field_leads_to_a_block_that_a_filter_hides(report: Page) -> None:
    report.get_by_role("checkbox", name="promo").check()
    report.locator("#field-body .source").first.click()
    expect(report.locator("#block-3")).to_be_in_viewport()


def test_a_field_leads_to_the_metadata_it_came_from(report: Page) -> None:
    value = report.locator("#declared dd", has_text='"Tomas Reed"')
    expect(value).to_be_hidden()
    report.locator("#field-authors .source").first.click()
    expect(value).to_be_in_viewport()


@pytest.mark.parametrize(("forward", "back"), [("n", "p"), ("j", "k")])
def test_keys_move_between_uncertain_blocks(report: Page, forward: str, back: str) -> None:
    report.keyboard.press(forward)
    expect(report.locator("#block-4")).to_be_focused()
    report.keyboard.press(forward)
    expect(report.locator("#block-6")).to_be_focused()
    expect(report.locator("#block-6")).to_be_in_viewport()
    report.keyboard.press(back)
    expect(report.locator("#block-4")).to_be_focused()
    report.keyboard.press(back)  # around the start
    expect(report.locator("#block-6")).to_be_focused()


def test_keys_start_from_where_the_reader_is(report: Page) -> None:
    report.locator("#block-5 .number").focus()
    report.keyboard.press("n")
    expect(report.locator("#block-6")).to_be_focused()
    report.locator("#block-5 .number").focus()
    report.keyboard.press("p")
    expect(report.locator("#block-4")).to_be_focused()


def test_keys_are_letters_in_the_search_box_and_can_be_turned_off(report: Page) -> None:
    report.keyboard.press("/")
    report.keyboard.type("jump")
    expect(report.get_by_label("Search")).to_have_value("jump")
    report.keyboard.press("Escape")
    report.get_by_label("Keys").uncheck()
    report.keyboard.press("n")
    expect(report.locator("#block-4")).to_be_hidden()


def test_all_can_be_read_without_script(open_html: OpenHtml) -> None:
    page = open_html(EXPLANATION.to_html(), java_script_enabled=False).page
    expect(page.locator("#block-3 .text")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)  # none that would do nothing
    page.locator(".run > details > summary", has_text="block 4").click()
    expect(page.locator("#block-4 .text")).to_be_visible()
    page.get_by_role("checkbox", name="promo").check()
    expect(page.locator("#block-3")).to_be_hidden()
    expect(page.locator("#block-4")).to_be_visible()
    page.get_by_role("checkbox", name="promo").uncheck()
    page.locator("#field-headline .source").click()
    expect(page.locator("#block-2")).to_be_in_viewport()


def test_what_differs_leads_to_the_block_with_the_missing_text(open_html: OpenHtml) -> None:
    expected = replace(ARTICLE, body=(Paragraph(LEAD), Paragraph(PUSH), Paragraph(SECOND)))
    page = open_html(EXPLANATION.to_html(expected)).page
    expect(page.locator("#differences del").nth(1)).to_have_text(PUSH)
    page.locator("#differences .source").click()
    expect(page.locator("#block-4 .text")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE["width"], 768, 1280])
def test_nothing_is_wider_than_the_window(open_html: OpenHtml, scheme: str, width: int) -> None:
    blocks = (*BLOCKS, block(40, "x" * 500, "body"), block(41, "word " * 300, "other"))
    explanation = replace(EXPLANATION, blocks=blocks)
    size = {"width": width, "height": 800}
    page = open_html(explanation.to_html(), viewport=size, color_scheme=scheme).page
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 900}])
def test_axe_finds_no_fault(open_html: OpenHtml, scheme: str, viewport: dict[str, int]) -> None:
    every_role = tuple(
        block(100 + n, f"A block of its own, number {n}", role) for n, role in enumerate(ROLES)
    )
    explanation = replace(EXPLANATION, blocks=(*BLOCKS, *every_role))
    expected = replace(ARTICLE, headline="Ferry returns with one engine", dek="A dek")
    page = open_html(
        explanation.to_html(expected),
        color_scheme=scheme,
        viewport=viewport,
        reduced_motion="reduce",
    ).page
    unfold(page)
    assert not faults(page)
    page.get_by_role("checkbox", name="promo").check()
    assert not faults(page)


def faults(page: Page) -> list[str]:
    """Return what axe finds wrong, with one element of each kind."""
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found]


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


TOUCH_EVERYTHING = """() => {
  for (const element of document.querySelectorAll("main *")) {
    if (element.closest("a, summary, label, button")) continue;
    for (const kind of ["mouseover", "click", "focus"]) {
      element.dispatchEvent(new MouseEvent(kind, { bubbles: true, cancelable: true }));
    }
  }
}"""


# --- hostile pages ------------------------------------------------------------------------------


def hostile_page() -> str:
    """Return a page with every payload as markup, as text, in attributes and in its metadata."""
    parts = []
    for number, payload in enumerate(PAYLOADS):
        quoted = html.escape(payload)
        parts.append(
            f'<div class="{quoted}" id="{quoted}"><p class="{quoted}">Payload {number} as text: '
            f'{quoted}</p><p>Payload {number} as markup: {payload}</p><a href="{quoted}">A link '
            f'to {quoted}</a><img src="/{number}.jpg" alt="{quoted}"></div>'
        )
    metas = "".join(
        f'<meta property="og:x{n}" content="{html.escape(payload)}">'
        f'<meta name="{html.escape(payload)}" content="x">'
        for n, payload in enumerate(PAYLOADS)
    )
    story = {"@type": "NewsArticle", "headline": PAYLOADS[0], **dict.fromkeys(PAYLOADS, "x")}
    data = json.dumps(story).replace("</", "<\\/")
    return (
        f'<html lang="{html.escape(PAYLOADS[1])}"><head><title>{html.escape(PAYLOADS[2])}</title>'
        f'{metas}<script type="application/ld+json">{data}</script></head><body>'
        f"<h1>{html.escape(PAYLOADS[3])}</h1>{''.join(parts)}</body></html>"
    )


def hostile_article() -> Article:
    """Return an article to compare with, made of payloads."""
    return Article(
        headline=" ".join(PAYLOADS[:20]),
        dek=PAYLOADS[0],
        url=PAYLOADS[4],
        body=tuple(Paragraph(f"{payload} as expected") for payload in PAYLOADS),
    )


@pytest.mark.parametrize("policy", ["with its policy", "without it"])
def test_nothing_of_a_hostile_page_runs(open_html: OpenHtml, policy: str) -> None:
    assert len(PAYLOADS) >= 150
    explanation = articlekit.explain(hostile_page(), url=f"https://x.example/{PAYLOADS[4]}")
    report = explanation.to_html(hostile_article())
    assert "pwn(1)" in report  # they are shown, as text
    if policy == "without it":  # the escaping has to hold by itself
        report = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", report, count=1)
    marked = report.replace("<head>", "<head><script>window.pwn = () => { throw 'ran' }</script>")
    window = open_html(marked if policy == "without it" else report)
    page = window.page
    unfold(page)
    page.get_by_label("Search").fill("<script>")
    page.keyboard.press("Escape")
    unfold(page)
    page.evaluate(TOUCH_EVERYTHING)
    assert not window.troubles
    assert page.locator("script").count() == (2 if policy == "without it" else 1)
    strange = "img, iframe, svg *:not(rect), object, embed, form, base, link, style ~ style"
    assert page.locator(strange).count() == 0
    addresses = page.eval_on_selector_all("[href]", "all => all.map(a => a.getAttribute('href'))")
    assert all(address.startswith("#") for address in addresses)
