from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from articlekit import extract
from benchmarks import accuracy, fresh, speed, speed_page, stages
from benchmarks.corpus import read_listings
from benchmarks.extractors import ARTICLEKIT, PARSE
from benchmarks.scoring import (
    Answer,
    Counts,
    PageScore,
    score_fields,
    score_page,
    summarise,
    tokens,
)

BODY = "The harbour wall gave way at noon. Nobody was hurt, the council said on Friday."


# --- scoring ------------------------------------------------------------------------------------


def test_a_perfect_answer_scores_one_everywhere() -> None:
    answer = Answer(
        headline="Harbour wall gives way",
        dek="Council blames the tides",
        body=BODY,
        authors=("Jane Roe", "Ola Nordmann"),
        date="2024-05-03",
        captions=("The wall on Thursday",),
        bios=("Jane Roe writes about ports.",),
        related=("https://example.org/tides",),
        lead_image="https://example.org/wall.jpg",
    )
    gold = {
        "headline": "Harbour Wall Gives Way",
        "dek": "Council blames the tides",
        "body": BODY,
        "authors": ["Ola Nordmann", "Jane Roe"],
        "date": "2024-05-03T10:00:00+02:00",
        "captions": ["The wall on Thursday"],
        "bios": ["Jane Roe writes about ports."],
        "related": [{"url": "https://www.example.org/tides/"}],
        "lead_image": "https://cdn.example.net/wall-800x600.jpg",
        "with": ["gave way at noon"],
        "without": ["subscribe"],
    }
    figures = summarise([score_page(answer, gold)])
    assert figures.pop("pages") == 1
    assert set(figures.values()) == {1.0}


def test_a_field_that_was_not_annotated_is_not_scored() -> None:
    assert score_fields(Answer(dek="Anything"), {"headline": "A"}).keys() == {"headline"}


@pytest.mark.parametrize("none", ["", None, []])
def test_any_answer_is_wrong_where_the_page_has_none(none: object) -> None:
    assert score_fields(Answer(dek="Tide"), {"dek": none}) == {"dek": Counts(wrong=1)}
    assert score_fields(Answer(), {"dek": none}) == {"dek": Counts()}


def test_any_of_several_gold_headlines_is_right() -> None:
    gold = {"headline": ["Wall falls", "Harbour wall falls"]}
    assert score_fields(Answer(headline="Harbour wall falls"), gold)["headline"] == Counts(right=1)
    assert score_fields(Answer(headline="Wall"), gold)["headline"] == Counts(wrong=1, missed=1)


def test_each_gold_value_is_matched_once() -> None:
    given = Answer(captions=("The wall", "The wall", "The pier"))
    assert score_fields(given, {"captions": ["The wall", "The tide"]})["captions"] == Counts(
        right=1, wrong=2, missed=1
    )


def test_links_of_generic_lists_count_neither_way() -> None:
    answer = Answer(related=("https://e.org/a", "https://e.org/latest", "https://e.org/ad"))
    gold = {"related": ["https://e.org/a"], "recirculation": ["https://e.org/latest"]}
    assert score_fields(answer, gold)["related"] == Counts(right=1, wrong=1)


@pytest.mark.parametrize(
    ("authors", "counts"),
    [
        (("Jane Roe", "Ola Nordmann"), Counts(right=1)),
        (("Jane Roe",), Counts(wrong=1, missed=1)),
        ((), Counts(missed=1)),
    ],
)
def test_names_must_cover_a_byline(authors: tuple[str, ...], counts: Counts) -> None:
    gold = {"byline": "By Jane Roe and Ola Nordmann"}
    assert score_fields(Answer(authors=authors), gold)["authors"] == counts


def test_body_f1_is_made_of_mean_precision_and_mean_recall() -> None:
    half = score_page(Answer(body="one two three four five"), {"body": "one two three four"})
    none = score_page(Answer(body=""), {"body": "one two three four"})
    figures = summarise([half, none])
    assert half.shingles == Counts(right=1, wrong=1)
    # An empty answer says nothing wrong: precision 1, recall 0.
    assert figures["body_precision"] == pytest.approx(0.75)
    assert figures["body_recall"] == pytest.approx(0.5)
    assert figures["body_f1"] == pytest.approx(0.6)
    assert figures["body_page_f1"] == pytest.approx(1 / 3)


def test_text_shorter_than_a_shingle_is_one_shingle() -> None:
    assert score_page(Answer(body="Tide turns"), {"body": "tide turns"}).shingles == Counts(1)


def test_snippets_are_found_across_line_ends() -> None:
    gold = {"with": ["gave way at noon"], "without": ["Read more"]}
    score = score_page(Answer(body="It gave way\nat noon.\nRead  more"), gold)
    assert score.snippets == Counts(right=1, wrong=1)


def test_scripts_without_spaces_are_cut_into_signs() -> None:
    assert tokens("港の壁 fell") == ["港", "の", "壁", "fell"]


def test_scores_do_not_depend_on_the_order_of_pages() -> None:
    pages = [
        score_page(Answer(body=BODY[:length], dek=BODY[:40]), {"body": BODY, "dek": BODY[:length]})
        for length in range(0, len(BODY), 7)
    ]
    shuffled = random.Random(1).sample(pages, len(pages))
    assert summarise(pages) == pytest.approx(summarise(shuffled))


# --- the accuracy gate --------------------------------------------------------------------------


def gold_of(expected: dict[str, Any]) -> dict[str, Any]:
    names = [author["name"] for author in expected.get("authors", [])]
    return {"headline": expected["headline"], "authors": names}


@pytest.fixture
def corpus(tmp_path: Path, fixtures: Path) -> Path:
    """Return a folder laid out like the corpora, made of two saved pages."""
    (tmp_path / "news").mkdir()
    with (tmp_path / "news.jsonl").open("w", encoding="utf-8") as listing:
        for name in ("wp-magazine-theme", "opinion-portrait-bio"):
            page = fixtures / name / "page.html"
            expected = json.loads((fixtures / name / "expected.json").read_text("utf-8"))
            html = f"news/{name}.html.gz"
            (tmp_path / html).write_bytes(gzip.compress(page.read_bytes()))
            record = {"id": name, "url": expected.get("url"), "html": html}
            record["gold"] = gold_of(expected)
            listing.write(json.dumps(record) + "\n")
    return tmp_path


def test_a_corpus_is_read_extracted_and_scored(corpus: Path) -> None:
    outcomes = list(accuracy.evaluate(read_listings(corpus), workers=1))
    figures = accuracy.tabulate(outcomes)
    assert not [outcome.error for outcome in outcomes if outcome.error]
    assert figures["news"]["pages"] == 2
    assert figures["news"]["headline"] == 1.0


def test_workers_change_nothing(corpus: Path) -> None:
    pages = read_listings(corpus)
    alone = [outcome.scored for outcome in accuracy.evaluate(pages, workers=1)]
    together = [outcome.scored for outcome in accuracy.evaluate(pages, workers=2)]
    assert alone == together


def test_a_page_in_two_listings_is_extracted_once(corpus: Path) -> None:
    (corpus / "roles.jsonl").write_bytes((corpus / "news.jsonl").read_bytes())
    pages = read_listings(corpus)
    assert [len(page.records) for page in pages] == [2, 2]


def test_only_the_named_listings_are_read(corpus: Path) -> None:
    (corpus / "roles.jsonl").write_bytes((corpus / "news.jsonl").read_bytes())
    (page, _) = read_listings(corpus, ["roles"])
    assert [record.corpus for record in page.records] == ["roles"]


def test_an_empty_corpus_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no listings"):
        read_listings(tmp_path)


def test_the_gate_fails_below_a_floor(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = corpus / "floors.toml"
    monkeypatch.setattr(accuracy, "FLOORS", floors)
    command = [str(corpus), "--gate", "--workers", "1"]

    floors.write_text("[news]\npages = 2\nheadline = 1.0\n")
    assert accuracy.main(command) == 0
    assert "at or above its floor" in capsys.readouterr().out

    floors.write_text("[news]\npages = 2\nheadline = 1.01\n")
    assert accuracy.main(command) == 1
    assert "FELL news headline: 1.0000" in capsys.readouterr().out


def test_a_measure_that_is_gone_has_fallen() -> None:
    assert accuracy.fallen({"news": {}}, {"news": {"dek": 0.1}})


def test_floors_rise_and_never_fall(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    floors = corpus / "floors.toml"
    monkeypatch.setattr(accuracy, "FLOORS", floors)
    floors.write_text("[blogs]\ndate = 0.5\n[news]\nauthors = 0.1\nheadline = 1.0\n")
    score = PageScore({"headline": Counts(1, 1, 1), "authors": Counts(2, 1, 1)})
    accuracy.raise_floors({"news": summarise([score])}, floors)
    assert accuracy.read_floors(floors) == {
        "blogs": {"date": 0.5},
        "news": {"pages": 1, "headline": 1.0, "authors": 0.666},
    }


def test_why_a_floor_was_lowered_stays_said(tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    floors.write_text("# Lowered for a reason.\n\n[news]\npages = 1\nheadline = 0.5\n")
    accuracy.raise_floors({"news": {"pages": 1, "headline": 0.7}}, floors)
    assert floors.read_text() == (
        "# Lowered for a reason.\n\n[news]\npages = 1\nheadline = 0.700\n"
    )


def test_the_floors_that_stand_here_can_be_reached() -> None:
    floors = accuracy.read_floors(accuracy.FLOORS)
    assert floors
    for table in floors.values():
        measures = {name: floor for name, floor in table.items() if name != "pages"}
        assert measures.keys() <= set(accuracy.GATED)
        assert all(0 <= floor <= 1 for floor in measures.values())


def test_doubted_pages_are_named_by_keys_and_count_all_the_same(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    doubts = corpus / "doubts.toml"
    key = accuracy.page_key("news", "wp-magazine-theme")
    doubts.write_text(f'[[page]]\nkey = "{key}"\nreason = "cut short"\n')
    monkeypatch.setattr(accuracy, "DOUBTS", doubts)
    accuracy.main([str(corpus), "--workers", "1", "--worst", "2"])
    out = capsys.readouterr().out
    assert "## news: 2 pages" in out
    assert "doubted: cut short" in out


def test_every_doubt_has_a_key_and_a_reason() -> None:
    for key, reason in accuracy.read_doubts(accuracy.DOUBTS).items():
        assert re.fullmatch(r"[a-z]+-[0-9a-f]{8}", key)
        assert reason.strip()


# --- speed --------------------------------------------------------------------------------------


def test_every_library_takes_every_page(fixtures: Path) -> None:
    pages = [
        speed.Page((fixtures / name / "page.html").read_bytes(), "https://example.org/a")
        for name in ("wp-magazine-theme", "list-story")
    ]
    times, failures = speed.interleaved(pages, [PARSE, ARTICLEKIT], repeats=2)
    assert {name: len(seconds) for name, seconds in times.items()} == {
        "lxml parse": 2,
        "articlekit": 2,
    }
    assert failures == {"lxml parse": 0, "articlekit": 0}


ROW = speed.Row(
    name="articlekit",
    mean=0.004,
    median=0.003,
    p95=0.01,
    p99=0.02,
    multiple=3.0,
    per_second=250.0,
    per_second_all=480.0,
    peak=20e6,
    import_time=0.03,
    first_call=0.1,
    failed=0,
)


def test_figures_are_shown_as_table_json_and_plot() -> None:
    rows = [replace(ROW, name="other <fast>", multiple=12.5), ROW]
    assert "| articlekit   |     3.0 |    4.00 |   3.00 |" in speed.table(rows, pages=7)
    written = json.loads(speed.to_json(rows, pages=7))
    assert written["pages"] == 7
    assert [row["name"] for row in written["rows"]] == ["other <fast>", "articlekit"]
    plot = speed.to_svg(rows)
    assert "other &lt;fast&gt;" in plot
    assert plot.index("articlekit") < plot.index("other")


def test_memory_is_shown_beside_that_of_a_parse() -> None:
    rows = [replace(ROW, name=PARSE.name, peak=10e6), ROW]
    (line,) = [line for line in speed.table(rows, pages=7).splitlines() if "| articlekit" in line]
    assert "|      20 |   2.0 |" in line


def test_the_page_on_speed_has_a_place_for_all_that_is_measured() -> None:
    text = speed_page.PAGE.read_text(encoding="utf-8")
    parts = {name: f"figures of {name}" for name in speed_page.PARTS}
    once = speed_page.filled(text, parts)
    assert all(figures in once for figures in parts.values())
    assert speed_page.filled(once, parts) == once
    with pytest.raises(ValueError, match="no place for weather"):
        speed_page.filled(text, {"weather": "fine"})


def test_stages_together_are_an_extraction(fixtures: Path) -> None:
    for name in ("wp-magazine-theme", "plain-text-copy", "script-rendered-next-data"):
        (page,) = (fixtures / name).glob("page.*")
        watch = stages.Stopwatch()
        article = stages.run(watch, page.read_bytes(), "https://example.org/a")
        assert article == extract(page.read_bytes(), "https://example.org/a")
        assert tuple(watch.seconds) == stages.STAGES


def test_a_profile_names_every_stage_and_their_sum(
    fixtures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fresh, "first_call_seconds", lambda *_: 0.2)  # new processes take a while
    content = (fixtures / "list-story" / "page.html").read_bytes()
    lines = stages.table(stages.profile([(content, None)])).splitlines()
    names = [line.split("|")[1].strip() for line in lines[4:]]
    assert names == [*stages.STAGES, "all stages", *stages.RENDERS, "first page, cold"]
