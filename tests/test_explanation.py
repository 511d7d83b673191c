"""Explaining: the article as extracted, every block with its reasons, and what is shown of them."""

from __future__ import annotations

import hashlib
import io
import json
import re
import sys
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

import articlekit
from articlekit import (
    Article,
    Author,
    Cell,
    Explanation,
    Figure,
    Heading,
    Image,
    Link,
    List,
    ListItem,
    Paragraph,
    Span,
    Table,
    explain,
    extract,
)
from articlekit.blocks import segment_text
from articlekit.cli import main
from articlekit.explanation import DROPPED_ROLES
from articlekit.features import Context, Features, column_groups, measure
from articlekit.features.text import Floats
from articlekit.label import Label, choose_roles
from articlekit.report.differences import COMPARED, compare
from articlekit.report.fields import NAMES, field_rows, value_lines
from articlekit.report.meanings import MEANINGS
from articlekit.report.reasons import find_influence
from articlekit.report.terminal import to_terminal
from articlekit.roles import ROLES

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "fixtures").glob("*/page.*"))


@pytest.fixture(scope="module")
def explained() -> Explanation:
    return explain(ROOT / "fixtures" / "wp-magazine-theme" / "page.html")


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a page in the current folder."""
    monkeypatch.chdir(tmp_path)
    source = ROOT / "fixtures" / "press-agency" / "page.html"
    (tmp_path / "story.html").write_bytes(source.read_bytes())
    return "story.html"


# --- what is explained --------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_the_article_is_the_one_that_is_extracted(path: Path) -> None:
    explanation = explain(path)
    assert explanation.article == extract(path)
    assert [block.index for block in explanation.blocks] == list(range(len(explanation.blocks)))
    report = explanation.to_html()
    anchors = re.findall(r'<[a-z]+ [^<>]*?id="([^"]*)"', report)
    links = set(re.findall(r'<a [^<>]*?href="([^"]*)"', report))
    assert len(anchors) == len(set(anchors))
    assert links <= {f"#{anchor}" for anchor in anchors}
    assert {f"block-{block.index}" for block in explanation.blocks} <= set(anchors)


def test_each_block_has_its_text_its_place_and_a_runner_up(explained: Explanation) -> None:
    headline = next(block for block in explained.blocks if block.role == "headline")
    assert headline.text == explained.article.headline
    assert headline.tag == "h1"
    assert headline.path.endswith("header.entry-header > h1.entry-title")
    assert all(block.role != block.runner_up for block in explained.blocks)
    assert all(0 <= block.runner_up_score <= 1 for block in explained.blocks)


def test_reasons_are_sorted_by_what_they_weigh(explained: Explanation) -> None:
    for block in explained.blocks:
        strengths = [reason.weight for reason in block.reasons_for]
        doubts = [reason.weight for reason in block.reasons_against]
        assert strengths == sorted(strengths, reverse=True)
        assert doubts == sorted(doubts)
        assert all(weight > 0 for weight in strengths)
        assert all(weight < 0 for weight in doubts)
    assert sum(bool(block.reasons_for) for block in explained.blocks) > len(explained.blocks) / 2


def test_a_story_that_stands_twice_is_kept_once() -> None:
    story = "".join(
        f"<p>The {word} ferry of the harbour sails every half hour from Monday, the board said, "
        "after two winters in which it hardly sailed at all.</p>"
        for word in ("first", "second", "third", "fourth", "last")
    )
    twice = f"<article><h1>Ferry returns</h1><div>{story}</div><div>{story}</div></article>"
    blocks = [block for block in explain(twice).blocks if "ferry of the harbour" in block.text]
    shown = [block.text for block in blocks if block.kept]
    assert len(blocks) == 2 * len(shown)
    assert len(shown) == len(set(shown)) == 5


def test_a_very_deep_page_has_short_paths() -> None:
    deep = "".join(f"<div class=level-{n}>Text on level {n}" for n in range(400))
    explanation = explain(deep)
    assert len(explanation.blocks) > 100
    assert max(len(block.path.split(" > ")) for block in explanation.blocks) < 30
    assert explanation.blocks[-1].path.startswith("… > ")


@pytest.mark.parametrize("source", ["", b"", "   \n", "<html></html>"])
def test_an_empty_page_is_explained_too(source: str | bytes) -> None:
    explanation = explain(source)
    assert explanation.blocks == ()
    assert not explanation.article.is_article
    assert "The page has no text." in explanation.to_html()
    assert explanation.to_text().startswith("Untitled\nNot an article")


class OneGroupModel:
    """Tells a headline by one group of columns, and nothing else."""

    def __init__(self, group: str) -> None:
        groups = column_groups()
        self.typical: Floats = np.zeros(groups[-1].columns.stop, np.float32)
        self._columns = next(g.columns for g in groups if g.name == group)

    def probabilities(self, features: Features) -> Floats:
        signal = features.dense[:, self._columns].sum(1)
        chances = np.full((len(signal), len(ROLES)), 0.01, np.float32)
        chances[:, ROLES.index("headline")] += np.abs(signal)
        result: Floats = chances / chances.sum(1, keepdims=True)
        return result


@pytest.mark.parametrize("group", ["text_length", "position"])
def test_only_what_the_model_looked_at_has_a_weight(group: str) -> None:
    features = measure(segment_text("Ferry returns\n\nTwo engines were mended"), Context())
    model = OneGroupModel(group)
    labels: Sequence[Label] = choose_roles(model.probabilities(features))
    influence = find_influence(features, labels, model)
    weights = dict(zip([g.name for g in influence.groups], influence.weights, strict=True))
    assert (weights.pop(group) > 0.5).all()
    assert all(np.allclose(others, 0) for others in weights.values())


def test_column_groups_cover_every_column_once() -> None:
    features = measure(segment_text("Ferry returns"), Context())
    ends = [0, *(group.columns.stop for group in column_groups())]
    assert [group.columns.start for group in column_groups()] == ends[:-1]
    assert ends[-1] == features.dense.shape[1]


def test_every_role_has_a_meaning_and_every_field_is_shown() -> None:
    assert set(MEANINGS) == set(ROLES)
    assert set(MEANINGS) > DROPPED_ROLES
    assert {*NAMES, "sources"} == set(Article.__dataclass_fields__)
    assert set(COMPARED) < set(NAMES)


# --- fields -------------------------------------------------------------------------------------


def test_values_are_written_to_be_read() -> None:
    table = Table(((Cell("Team"), Cell("Points")), (Cell("Reds"), Cell("3"))))
    when = datetime(2024, 2, 19, 6, 12, tzinfo=UTC)
    assert value_lines(when) == ("2024-02-19 06:12:00+00:00",)
    assert value_lines((Author("Ada Quell", bio="She rows."),)) == ("Ada Quell · She rows.",)
    assert value_lines((Link("Tides", "https://x.example/t", "inline"),)) == (
        "Tides · https://x.example/t · inline",
    )
    figure = Figure(Image("https://x.example/a.jpg", "A boat", 800), "The boat", "A. Quell")
    assert value_lines(figure) == ("https://x.example/a.jpg · A boat · The boat · A. Quell",)
    body = (Heading("Why", 3), Paragraph("One", (Span(0, 3, "strong"),)), table)
    assert value_lines(body) == ("Why", "One", "Team\tPoints", "Reds\t3")
    assert value_lines((List((ListItem("flour"), ListItem("salt"))),)) == ("flour", "salt")


def test_fields_name_the_blocks_they_came_from(explained: Explanation) -> None:
    rows = {row.name: row for row in field_rows(explained)}
    (first, *_) = rows["headline"].blocks
    assert explained.blocks[first].text == explained.article.headline
    assert rows["published"].blocks == ()
    captions = [explained.blocks[index].text for index in rows["figures"].blocks]
    (caption,) = explained.article.captions
    assert any(caption in text for text in captions)


def test_what_a_page_declares_is_listed_by_source(explained: Explanation) -> None:
    declared = {item.source: item.value for item in explained.declared}
    assert declared["meta:og:site_name"] == explained.article.site_name
    blocks = ("block:", "blocks")
    used = {s for s in explained.article.sources.values() if not s.startswith(blocks)}
    assert used <= set(declared)


# --- comparing ----------------------------------------------------------------------------------

GOT = Article(
    headline="Ferry returns with two engines",
    tags=("harbour", "ferries"),
    body=(Paragraph("It sails on Monday."), Paragraph("Get our letter."), Paragraph("It is new.")),
)


def changes(expected: Article) -> dict[str, list[list[tuple[str, str]]]]:
    return {
        difference.field: [
            [(piece.kind, piece.text) for piece in line.pieces] for line in difference.lines
        ]
        for difference in compare(GOT, expected)
    }


def test_an_article_does_not_differ_from_itself() -> None:
    assert compare(GOT, GOT) == ()
    assert compare(replace(GOT, confidence=0.4, sources={"body": "blocks"}), GOT) == ()


def test_changed_words_are_told_apart() -> None:
    expected = replace(GOT, headline="Ferry returns with three engines")
    assert changes(expected) == {
        "headline": [
            [
                ("same", "Ferry returns with "),
                ("missing", "three"),
                ("extra", "two"),
                ("same", " engines"),
            ]
        ]
    }


def test_missing_and_extra_lines_are_told_apart() -> None:
    expected = replace(GOT, body=(GOT.body[0], GOT.body[2], Paragraph("Bring a coat, they said.")))
    assert changes(expected) == {
        "body": [
            [("same", "It sails on Monday.")],
            [("extra", "Get our letter.")],
            [("same", "It is new.")],
            [("missing", "Bring a coat, they said.")],
        ]
    }
    assert changes(replace(GOT, dek="A dek")) == {"dek": [[("missing", "A dek")]]}


def test_a_difference_beyond_the_text_is_said() -> None:
    expected = replace(
        GOT, body=(Paragraph("It sails on Monday.", (Span(0, 2, "strong"),)), *GOT.body[1:])
    )
    assert all(line.is_same for line in compare(GOT, expected)[0].lines)
    assert "the text is the same" in Explanation(GOT, ()).to_text(expected)


def test_languages_without_spaces_are_compared_by_character() -> None:
    got, want = Article(headline="渡船周一恢复航行"), Article(headline="渡船周二恢复航行")
    pieces = compare(got, want)[0].lines[0].pieces
    assert [piece.text for piece in pieces if piece.kind != "same"] == ["二", "一"]


# --- what is shown ------------------------------------------------------------------------------


def test_the_policy_allows_the_own_style_and_script_only(explained: Explanation) -> None:
    report = explained.to_html()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', report)
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", report, re.DOTALL)
        digest = b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert not re.search(r"\s(?:style|on\w+)=", re.sub(r"<(style|script)>.*?</\1>", "", report))


def test_a_very_long_block_is_cut_and_says_so() -> None:
    report = explain("<p>" + "A long word of the story, said again. " * 2000 + "</p>").to_html()
    assert len(report) < 100_000
    assert "characters more)" in report


def test_text_holds_every_block_and_field(explained: Explanation) -> None:
    shown = explained.to_text()
    for block in explained.blocks:
        assert block.text[:30] in shown
    assert str(explained.article.canonical_url) in shown
    dropped = next(block for block in explained.blocks if not block.kept)
    assert re.search(rf"^{dropped.index} +\({dropped.role}\) ", shown, re.MULTILINE)


HOSTILE = (
    "<article><h1>Red \x1b[31malert\x07 [bold]x[/bold]</h1><p>\u202eA \x9b2J story.</p></article>"
)


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "160")
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    return Terminal()


def test_a_terminal_gets_colours(explained: Explanation, terminal: Terminal) -> None:
    shown = to_terminal(explained, None, terminal)
    assert "\x1b[" in shown
    assert str(explained.article.headline)[:20] in shown


def test_no_color_is_respected(
    explained: Explanation, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    shown = to_terminal(explained, None, terminal)
    assert not re.search(r"\x1b\[[0-9;]*3\dm", shown)


def test_without_rich_the_table_is_plain(
    explained: Explanation, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rich.console", None)
    assert to_terminal(explained, None, terminal) == explained.to_text()


def test_a_page_cannot_command_the_terminal(terminal: Terminal) -> None:
    explanation = explain(HOSTILE)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", explanation.to_text())
    shown = to_terminal(explanation, None, terminal)
    assert set(re.findall(r"\x1b(.\d*(?:;\d+)*.?)", shown)) <= set(
        re.findall(r"\x1b(\[[\d;]*m)", shown)
    )
    assert "[bold]x[/bold]" in shown  # no markup of rich either


# --- the command --------------------------------------------------------------------------------

Captured = pytest.CaptureFixture[str]


def test_a_piped_report_goes_to_standard_output(page: str, capsys: Captured) -> None:
    assert main(["explain", page]) == 0
    assert capsys.readouterr().out.startswith("<!DOCTYPE html>")
    assert not Path("story.explain.html").exists()


def test_on_a_terminal_the_report_becomes_a_file_and_its_name_is_said(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(["explain", page]) == 0
    assert terminal.getvalue() == "story.explain.html\n"
    assert Path("story.explain.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_report_is_opened_when_asked(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    assert main(["explain", page, "--open", "-o", "why.html"]) == 0
    assert opened == [Path("why.html").resolve().as_uri()]


def test_the_table_is_written(page: str, capsys: Captured) -> None:
    assert main(["explain", page, "--format", "text"]) == 0
    assert capsys.readouterr().out == explain(Path(page)).to_text()
    assert main(["explain", page, "--format", "text", "-o", "why.txt"]) == 0
    assert Path("why.txt").read_text(encoding="utf-8") == explain(Path(page)).to_text()


def test_differences_are_written(page: str, capsys: Captured) -> None:
    article = extract(Path(page))
    Path("same.json").write_text(article.to_json(), encoding="utf-8")
    assert main(["explain", page, "--format", "text", "--compare", "same.json"]) == 0
    assert capsys.readouterr().out.endswith("Every field is as expected.\n")
    other = {**article.to_dict(), "headline": "Another headline altogether"}
    Path("other.json").write_text(json.dumps(other), encoding="utf-8")
    assert main(["explain", page, "--compare", "other.json"]) == 0
    written = capsys.readouterr().out
    assert "1 field differs" in written
    assert "<del>Another headline altogether</del>" in written


def test_links_are_read_from_the_address_of_the_expected_article(
    page: str, capsys: Captured
) -> None:
    url = "https://elsewhere.example/2024/story"
    Path("expected.json").write_text(json.dumps({"url": url}), encoding="utf-8")
    assert main(["explain", page, "--compare", "expected.json"]) == 0
    assert f'<p class="address">{url}</p>' in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, "{", '{"headline": 3}', "[]", b"\xff\xfe\x00"])
def test_an_unreadable_expectation_is_one_line(
    page: str, content: str | bytes | None, capsys: Captured
) -> None:
    if content is not None:
        raw = content.encode() if isinstance(content, str) else content
        Path("expected.json").write_bytes(raw)
    assert main(["explain", page, "--compare", "expected.json"]) == 1
    written = capsys.readouterr()
    assert written.err.startswith("articlekit: ")
    assert written.err.count("\n") == 1
    assert not written.out


def test_a_missing_page_is_one_line(capsys: Captured) -> None:
    assert main(["explain", "no-such-page.html"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_explain_is_public() -> None:
    assert articlekit.explain is explain
