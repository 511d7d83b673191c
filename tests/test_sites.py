"""Rules for single sites: which apply to a page, and what they make of it."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from articlekit import Article, RuleError, explain, extract
from articlekit.article import Heading, block_text
from articlekit.blocks import segment
from articlekit.label import Label
from articlekit.page import load
from articlekit.roles import Role
from articlekit.sites import Rule, RuleVersion, Site, Sites
from articlekit.sites.apply import overruled
from articlekit.sites.places import find_places

ADDRESS = "https://www.harbour.example/2024/03/ferry"
LEAD = "From Monday the ferry between Quell and Harrow Point will sail twice as often as before."
STORY = (
    "The harbour board said that both engines had run through the winter without a fault.",
    "“Nobody will sleep in the waiting room again,” said Ines Marlow, who runs the crossing.",
    "Tickets stay at their old price until the end of the year, and bicycles travel free.",
)
APPEAL = "Stories such as this one take weeks of walking, asking and listening in the valley."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Ferry to sail every half hour</title>
<meta property="article:published_time" content="2024-03-11T06:00:00Z"></head><body>
<h1>Ferry to sail every half hour</h1>
<p class="sig"><b>Tomas Reed</b>, Quell</p>
<div class="text"><p class="pt9">{LEAD}</p><p>{STORY[0]}</p>
<h2>A café for the waiting room</h2>
<div class="readers"><p>{APPEAL}</p><img src="/postbox.jpg" width="800" height="450"></div>
<p>{STORY[1]}</p><p>{STORY[2]} See <a class="map" href="/map">the map</a>.</p></div>
</body></html>"""


def sites(host: str = "harbour.example", **rules: str) -> Sites:
    made = tuple(Rule(role, selector) for role, selector in rules.items())  # type: ignore[arg-type]
    return Sites((Site((host,), (RuleVersion(made),)),))


def ruled(page: str = PAGE, url: str | None = ADDRESS, **rules: str) -> Article:
    return extract(page, url, sites=sites(**rules))


# --- what a rule does -----------------------------------------------------------------------------


def test_blocks_of_the_selected_element_get_the_role() -> None:
    assert extract(PAGE, ADDRESS).dek is None
    article = ruled(dek="p.pt9")
    assert article.dek == LEAD
    assert LEAD not in article.text


def test_the_sources_name_the_rule() -> None:
    article = ruled(dek="p.pt9")
    assert article.sources["dek"].endswith(" p.pt9 (site rule harbour.example: p.pt9 → dek)")
    assert "site rule" not in article.sources["headline"]
    assert "site rule" not in article.sources["body"]
    body = ruled(body="div.text").sources["body"]
    assert body.endswith(" (site rule harbour.example: div.text → body)")


def test_the_report_names_the_rule() -> None:
    rules = sites(dek='p[class="pt9"]')
    report = explain(PAGE, ADDRESS, sites=rules)
    (block,) = (block for block in report.blocks if block.text == LEAD)
    assert (block.role, block.score) == ("dek", 1.0)
    assert block.rule == 'site rule harbour.example: p[class="pt9"] → dek'
    assert block.rule in report.to_text()
    assert "p[class=&quot;pt9&quot;] → dek" in report.to_html()
    assert report.article == extract(PAGE, ADDRESS, sites=rules)


def test_what_is_silenced_is_gone_with_its_picture() -> None:
    plain = extract(PAGE, ADDRESS)
    assert APPEAL in plain.text
    assert [figure.image.url for figure in plain.figures if figure.image] == [
        "https://www.harbour.example/postbox.jpg"
    ]
    article = ruled(promo="div.readers")
    assert APPEAL not in article.text
    assert all(text in article.text for text in STORY)
    assert not article.figures


def test_the_innermost_element_counts_then_the_later_rule() -> None:
    assert ruled(promo="div.text", dek="p.pt9").dek == LEAD
    assert ruled(dek="p.pt9", promo="div.text").dek == LEAD
    assert ruled(note="p.pt9", dek="div.text > p:first-child").dek == LEAD
    assert ruled(dek="div.text > p:first-child", note="p.pt9").dek is None


def test_body_keeps_subheads_what_they_are() -> None:
    article = ruled(body="div.text")
    headings = [block_text(block) for block in article.body if isinstance(block, Heading)]
    assert "A café for the waiting room" in headings


@pytest.mark.parametrize(
    ("before", "tag", "after"),
    [("other", "li", "list"), ("promo", "h3", "subhead"), ("other", "p", "body"),
     ("quote", "p", "quote")],
)  # fmt: skip
def test_body_is_told_by_the_element_where_the_labeller_saw_none(
    before: Role, tag: str, after: Role
) -> None:
    label = Label(before, 0.9, "tag", 0.1)
    assert overruled(label, Rule("body", "div"), tag) == Label(
        after, 1.0, *label_under(label, after)
    )


def label_under(label: Label, role: Role) -> tuple[Role, float]:
    """Return the runner-up: what the labeller had said, if that was another role."""
    if label.role == role:
        return label.runner_up, label.runner_up_score
    return label.role, label.score


def test_a_role_that_stands_once_is_taken_from_other_blocks() -> None:
    page = PAGE.replace("<h1>", '<p class="real">Two engines at last</p><h1>')
    assert ruled(page, headline="p.real").headline == "Two engines at last"


def test_an_inline_element_stands_for_its_block_where_it_holds_most_of_the_text() -> None:
    assert ruled(byline="p.sig > b").sources["byline"].endswith("p.sig > b → byline)")
    whole = ruled(note="a.map")
    assert STORY[2] in whole.text
    assert not whole.notes


def test_xpath() -> None:
    article = ruled(note="//div[@class='text']/p[last()]")
    assert article.notes == (f"{STORY[2]} See the map.",)


# --- which pages ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "address", "applies"),
    [
        ("harbour.example", "https://harbour.example/a", True),
        ("harbour.example", "http://live.HARBOUR.example:8080/a", True),
        ("harbour.example", "https://otherharbour.example/a", False),
        ("harbour.example", "https://harbour.example.net/a", False),
        ("www.harbour.example", "https://harbour.example/a", False),
        ("zürich.example", "https://xn--zrich-kva.example/a", True),
        ("harbour.example", "http://[", False),
    ],
)
def test_a_host_stands_for_its_subdomains(host: str, address: str, applies: bool) -> None:  # noqa: FBT001 a row
    assert (extract(PAGE, address, sites=sites(host, dek="p.pt9")).dek == LEAD) is applies


def test_a_page_of_another_site_is_as_without_rules() -> None:
    rules = sites("valley.example", dek="p.pt9", promo="div")
    assert extract(PAGE, ADDRESS, sites=rules) == extract(PAGE, ADDRESS)


def test_the_longer_host_counts() -> None:
    general = Site(("harbour.example",), (RuleVersion((Rule("note", "p.pt9"),)),))
    live = Site(("live.harbour.example",), (RuleVersion((Rule("dek", "p.pt9"),)),))
    both = Sites((live, general))
    assert extract(PAGE, "https://live.harbour.example/a", sites=both).dek == LEAD
    assert extract(PAGE, ADDRESS, sites=both).notes == (LEAD,)


def test_a_saved_page_is_known_by_the_address_that_it_declares() -> None:
    saved = PAGE.replace("<head>", f'<head><link rel="canonical" href="{ADDRESS}">')
    assert ruled(saved, None, dek="p.pt9").dek == LEAD
    assert ruled(saved, "https://elsewhere.example/copy", dek="p.pt9").dek is None
    assert ruled(PAGE, None, dek="p.pt9").dek is None


# --- which version --------------------------------------------------------------------------------

OLD = RuleVersion((Rule("note", "p.pt9"),), valid_until=date(2024, 3, 10))
NEW = RuleVersion((Rule("dek", "p.pt9"),), valid_from=date(2024, 3, 11))
TWO = Sites((Site(("harbour.example",), (OLD, NEW)),))


def published(day: str) -> str:
    return PAGE.replace("2024-03-11T06:00:00Z", day)


@pytest.mark.parametrize("day", ["2024-03-11", "2024-03-11T00:05:00+02:00", "2031-01-01"])
def test_the_day_of_publication_picks_the_version(day: str) -> None:
    assert extract(published(day), ADDRESS, sites=TWO).dek == LEAD


def test_the_last_day_is_included() -> None:
    assert extract(published("2024-03-10T23:59:00Z"), ADDRESS, sites=TWO).notes == (LEAD,)


def test_a_page_without_a_date_gets_the_newest_version() -> None:
    undated = PAGE.replace("article:published_time", "nothing")
    address = "https://harbour.example/ferry"
    assert extract(undated, address).published is None
    assert extract(undated, address, sites=TWO).dek == LEAD


def test_a_page_that_no_version_covers_is_as_without_rules() -> None:
    new = Sites((Site(("harbour.example",), (NEW,)),))
    page = published("2019-01-01")
    assert extract(page, ADDRESS, sites=new) == extract(page, ADDRESS)


# --- what stays as it was -------------------------------------------------------------------------


def test_the_tree_is_not_touched() -> None:
    tree = html.fromstring(PAGE)
    before = etree.tostring(tree)
    article = extract(tree, ADDRESS, sites=sites(promo="div.readers", byline="b", note="//p"))
    assert etree.tostring(tree) == before
    assert APPEAL not in article.text


def test_only_the_given_part_of_a_tree_is_selected_from() -> None:
    part = html.fromstring(
        f"<main>{PAGE}</main><footer><p class='pt9'>Printed in Quell</p></footer>"
    )
    (text,) = part.cssselect("div.text")
    assert extract(text, ADDRESS, sites=sites(dek="//p[@class='pt9']")).dek == LEAD


def test_plain_text_and_nothing_are_as_without_rules() -> None:
    for source in ("\n\n".join(STORY), "", "<p></p>"):
        assert extract(source, ADDRESS, sites=sites(dek="p")) == extract(source, ADDRESS)


def test_an_article_made_with_rules_is_a_value_like_any() -> None:
    article = ruled(dek="p.pt9", promo="div.readers")
    assert Article.from_dict(article.to_dict()) == article
    assert pickle.loads(pickle.dumps(article)) == article  # noqa: S301 our own


def test_rules_are_values_that_processes_can_be_sent() -> None:
    assert pickle.loads(pickle.dumps(TWO)) == TWO  # noqa: S301 our own


def test_without_rules_nothing_of_them_is_loaded() -> None:
    code = (
        "import sys, articlekit; articlekit.extract('<p>Rain at noon</p>');"
        "print([name for name in sys.modules if name.startswith('articlekit.sites')])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert done.stdout.strip() == b"[]"


# --- mistakes -------------------------------------------------------------------------------------


def test_rules_made_in_python_are_checked_too() -> None:
    with pytest.raises(RuleError, match="there is no role 'leda': use one of other, body"):
        Rule("leda", "p")  # type: ignore[arg-type]
    with pytest.raises(RuleError, match="is no CSS selector"):
        Rule("dek", "p[")
    with pytest.raises(RuleError, match="two versions cover the same days"):
        Site(("harbour.example",), (OLD, RuleVersion(())))
    with pytest.raises(RuleError, match="bare host names"):
        Site(("https://harbour.example/",), (OLD,))
    with pytest.raises(RuleError, match="lies before valid_from"):
        RuleVersion((), date(2024, 2, 1), date(2024, 1, 1))


def test_an_xpath_that_fails_on_a_page_is_an_error_of_the_rule() -> None:
    with pytest.raises(RuleError, match="cannot be looked up"):
        ruled(dek="//p[nobody-knows(.)]")


def test_an_error_survives_pickling() -> None:
    error = RuleError("is wrong", path=Path("a.toml"), key="hosts")
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 our own
    assert (str(copy), copy.path, copy.key) == ("a.toml: hosts: is wrong", Path("a.toml"), "hosts")


# --- places ---------------------------------------------------------------------------------------

PAGES = sorted((Path(__file__).resolve().parent.parent / "fixtures").glob("*/page.html"))


def block_level(root: etree._Element) -> Iterator[etree._Element]:
    tags = {"p", "div", "ul", "ol", "li", "h1", "h2", "h3", "section", "article", "main", "body"}
    return (element for element in root.iter() if element.tag in tags)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_places_agree_with_the_nodes_of_the_layout(path: Path) -> None:
    root = load(path).root
    assert root is not None
    layout = segment(root)
    elements = list(block_level(root))
    places = find_places(root, elements)
    tags = {str(element.tag) for element in elements}
    nodes = [(n.tag, [*range(n.start, n.end)]) for n in layout.nodes if n.tag in tags]
    assert [(e.tag, [*places[e].blocks(layout)]) for e in elements if e in places] == nodes


MARKUP = st.sampled_from(
    [*"<>/ x", "<p>", "</p>", "<div class=lead>", "</div>", "<b>", "</b>", "<br>", "<td>", "<h1>",
     "<img src=a.jpg>", "<noscript><img src=b.jpg></noscript>", "<p hidden>", "<i hidden>",
     "<svg><p>", "<pre>\n", "<template>", "</html>", "<!--", "Rain at noon. ", "\x00", "\ud83d"]
)  # fmt: skip
EVERYTHING = ("*", "p", "b", ".lead", "div > b", "//*[last()]", "//text()", "/..", "img")


@given(st.lists(MARKUP).map("".join))
def test_no_page_gives_another_error(page: str) -> None:
    roles: tuple[Role, ...] = ("dek", "other", "body")
    for role in roles:
        version = RuleVersion(tuple(Rule(role, selector) for selector in EVERYTHING))
        rules = Sites((Site(("a.example",), (version,)),))
        article = extract(page, "https://a.example/", sites=rules)
        assert Article.from_dict(article.to_dict()) == article
