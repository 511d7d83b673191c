"""The command ``rules`` and the option ``--rules``."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path

import pytest

from articlekit.cli import main
from articlekit.sites import Sites

EXAMPLES = Path(__file__).resolve().parent.parent / "docs" / "sites"
LEAD = "From Monday the ferry between Quell and Harrow Point will sail twice as often"
PAGE = str(EXAMPLES / "harbour-mail-2024.html")

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES, tmp_path / "sites"))


def test_extract_with_rules(capsys: Captured) -> None:
    assert main([PAGE, "--field", "dek"]) == 0
    assert capsys.readouterr().out == ""
    assert main([PAGE, "--field", "dek", "--rules", str(EXAMPLES)]) == 0
    assert capsys.readouterr().out.startswith(LEAD)
    assert main([PAGE, "--rules", str(EXAMPLES / "harbour-mail.toml"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["dek"].startswith(LEAD)


def test_explain_with_rules(capsys: Captured) -> None:
    assert main(["explain", PAGE, "--format", "text", "--rules", str(EXAMPLES)]) == 0
    assert "site rule harbour-mail.example: p.text-l → dek" in capsys.readouterr().out


def test_wrong_rules_fail_in_one_line(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "a.toml"
    path.write_text('hosts = ["a.example"]\n[roles]\nlead = ["p"]\n', encoding="utf-8")
    assert main([PAGE, "--rules", str(path)]) == 1
    written = capsys.readouterr()
    assert written.err.startswith(f"articlekit: {path}: roles.lead: is not known here")
    assert written.err.count("\n") == 1
    assert not written.out


def test_check_says_what_holds(capsys: Captured) -> None:
    assert main(["rules", "check", str(EXAMPLES)]) == 0
    out = capsys.readouterr().out
    assert "  until 2022-05-31\n    dek    p.t1  1 match  1 changed  ok\n" in out
    assert "    harbour-mail-2024.html  as expected\n" in out
    assert out.endswith(": all hold\n")


def test_check_fails_when_the_site_has_changed(folder: Path, capsys: Captured) -> None:
    page = folder / "harbour-mail-2024.html"
    page.write_text(page.read_text(encoding="utf-8").replace("text-l", "u-9"))
    assert main(["rules", "check", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "FAILED matches nothing any more" in out
    assert "harbour-mail-2024.html  FAILED dek differs\n      - From Monday" in out
    assert out.endswith(": 2 problems\n")


def test_draft_keeps_the_page_beside_the_rules(tmp_path: Path, capsys: Captured) -> None:
    rules = tmp_path / "harbour.toml"
    assert main(["rules", "draft", PAGE, "-o", str(rules)]) == 0
    assert capsys.readouterr().out == f"{rules}\n{tmp_path / 'harbour.html'}\n"
    assert (tmp_path / "harbour.html").read_bytes() == Path(PAGE).read_bytes()
    assert main(["rules", "check", str(rules)]) == 0


def test_draft_of_a_page_that_is_there_already(folder: Path, capsys: Captured) -> None:
    page, rules = folder / "tribune.html", folder / "new.toml"
    assert main(["rules", "draft", str(page), "-o", str(rules)]) == 0
    assert capsys.readouterr().out == f"{rules}\n{page}\n"
    assert main(["rules", "check", str(rules)]) == 0


def test_draft_overwrites_nothing(folder: Path, capsys: Captured) -> None:
    rules = folder / "tribune.toml"
    before = rules.read_text(encoding="utf-8")
    assert main(["rules", "draft", PAGE, "-o", str(rules)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert rules.read_text(encoding="utf-8") == before
    rules.unlink()
    page = (folder / "tribune.html").read_bytes()
    assert main(["rules", "draft", PAGE, "-o", str(rules)]) == 1
    assert (folder / "tribune.html").read_bytes() == page
    assert not rules.exists()


def test_draft_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(Path(PAGE).read_bytes()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert main(["rules", "draft", "-", "--url", "https://harbour.example/a"]) == 0
    (site,) = Sites.parse(capsys.readouterr().out)
    assert site.hosts == ("harbour.example",)


def test_draft_that_fails(tmp_path: Path, capsys: Captured) -> None:
    assert main(["rules", "draft", str(tmp_path / "nowhere.html")]) == 1
    assert "cannot read" in capsys.readouterr().err
    assert main(["rules", "draft", PAGE, "-o", str(tmp_path / "no" / "a.toml")]) == 1
    assert "cannot write" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["rules"], ["rules", "chekc"], ["rules", "check"]])
def test_wrong_usage(words: list[str], capsys: Captured) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err.startswith("articlekit: ")
