"""Stories that stand only in a page's script data."""

from __future__ import annotations

import json

import pytest
from lxml import html

from articlekit.state import StateArticle, find_state_text

PARAGRAPHS = tuple(
    f"Paragraph {number} of the story about the ferry that came back to the island in spring."
    for number in range(1, 6)
)
MARKUP = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
TEASERS = [
    {"title": f"Another story {n}", "url": f"/{n}", "text": "A long teaser of another story. " * 20}
    for n in range(8)
]


def find(script: str, attributes: str = "") -> StateArticle | None:
    page = f"<html><body><div id=root></div><script {attributes}>{script}</script></body></html>"
    return find_state_text(html.document_fromstring(page))


def test_next_data_with_a_text_in_html() -> None:
    data = {"props": {"pageProps": {"article": {"headline": "Ferry is back", "body": MARKUP}}}}
    found = find(json.dumps(data), "id=__NEXT_DATA__ type=application/json")
    assert found == StateArticle(
        headline="Ferry is back",
        paragraphs=PARAGRAPHS,
        path="__NEXT_DATA__.props.pageProps.article.body",
        markup=MARKUP,
        record=data["props"]["pageProps"]["article"],
    )


def test_global_content_with_elements() -> None:
    elements: list[dict[str, object]] = [{"type": "text", "content": p} for p in PARAGRAPHS]
    elements.insert(
        1, {"type": "image", "caption": "A boat", "content": "A picture of a boat here."}
    )
    data = {"headlines": {"basic": "Ferry is back"}, "content_elements": elements}
    script = (
        f"window.Fusion=window.Fusion||{{}};Fusion.globalContent={json.dumps(data)};Fusion.x=1;"
    )
    found = find(script)
    assert found is not None
    assert (found.headline, found.paragraphs) == ("Ferry is back", PARAGRAPHS)
    assert found.path == "globalContent.content_elements"


@pytest.mark.parametrize(
    "shape",
    [
        list(PARAGRAPHS),
        [["p", p[:9], ["b", {"class": "x"}, p[9:]]] for p in PARAGRAPHS],
        [{"type": "tag", "name": "p", "children": [{"data": p}]} for p in PARAGRAPHS],
        [{"type": "p", "children": [{"text": p[:20]}, {"text": p[20:]}]} for p in PARAGRAPHS],
        [{"fields": {"paragraph": [{"type": "paragraph", "text": p}]}} for p in PARAGRAPHS],
        [{"kind": "html", "value": f"<p>{p}</p>"} for p in PARAGRAPHS],
    ],
)  # fmt: skip
def test_paragraphs_in_many_shapes(shape: list[object]) -> None:
    found = find(f"window.__PRELOADED_STATE__ = {json.dumps({'page': {'content': shape}})}")
    assert found is not None
    assert found.paragraphs == PARAGRAPHS
    assert found.path == "__PRELOADED_STATE__.page.content"


def test_a_quoted_json_text() -> None:
    quoted = json.dumps(json.dumps({"post": {"body_html": MARKUP}}))
    found = find(f"window._preloads = JSON.parse({quoted})")
    assert found is not None
    assert found.paragraphs == PARAGRAPHS


def test_javascript_values_in_the_data() -> None:
    script = 'window.__INITIAL_STATE__={"user":undefined,"story":' + json.dumps(MARKUP) + "};x()"
    found = find(script)
    assert found is not None
    assert found.paragraphs == PARAGRAPHS


def test_teasers_cookie_texts_and_bios_are_no_story() -> None:
    prose = "We use cookies. They make the site better for all of our readers, every day. " * 10
    data = {
        "related": TEASERS,
        "list": TEASERS,
        "cookieBanner": {"text": prose},
        "authorBio": prose,
    }
    assert find(f"window.__STATE__ = {json.dumps(data)}") is None


def test_the_longest_story_wins() -> None:
    data = {"teaser": {"body": "<p>" + "A short text of a teaser stands here. " * 8 + "</p>"},
            "article": {"body": MARKUP}}  # fmt: skip
    found = find(f"window.__STATE__ = {json.dumps(data)}")
    assert found is not None
    assert found.paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "script",
    ["", "var a = {", "var a = " + '{"b":' * 50_000, 'x={"' * 100_000, "=" * 200_000,
     'a={"b":undefined' * 20_000, '"\\' * 100_000, "[" * 300_000, 'self.push(["' + "a" * 300_000],
)  # fmt: skip
def test_broken_scripts_hold_no_story(script: str) -> None:
    assert find(script) is None


def test_texts_come_out_clean() -> None:
    odd = [text + "\x00\ud800 &amp; <i>more</i>." for text in PARAGRAPHS]
    found = find(f"window.__STATE__ = {json.dumps({'body': odd})}")
    assert found is not None
    assert found.paragraphs[0] == PARAGRAPHS[0] + " & more."
    "".join(found.paragraphs).encode()
