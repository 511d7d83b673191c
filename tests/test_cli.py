"""The command line on a small page: what it writes, where, and its exit codes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from articlekit import __version__
from articlekit.article import Article
from articlekit.cli import main
from articlekit.pipeline import extract

PARAGRAPHS = """\
The ferry between Quell and Harrow Point will sail every half hour from Monday, the harbour board \
said, after two winters in which it hardly sailed at all.
“We have mended the second engine,” said Ines Marlow, who has run the crossing for nine years. \
“Nobody will have to sleep in the waiting room again.”
The board had been asked by both towns to replace the boat, which was built in 1971, but found \
that a new one would cost €14 million and take three years to arrive.
Tickets stay at their old price until the end of the year, and bicycles travel free on the first \
crossing of the morning, as they did before the engine failed.
""".splitlines()
ADDRESS = "https://harbour.example/2024/03/ferry-returns"
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Ferry returns with two engines</title>
<meta property="og:type" content="article"><meta name="author" content="Tomas Reed">
</head><body><nav><a href="/">Home</a></nav><main><article>
<h1>Ferry returns with two engines</h1>
<p class="byline">By <a rel="author" href="/by/tomas-reed">Tomas Reed</a></p>
<div class="story">{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}</div>
</article></main><footer><p>Harbour Mail</p></footer></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "ferry.html"
    path.write_text(PAGE, encoding="utf-8")
    return str(path)


Captured = pytest.CaptureFixture[str]


def lines(text: str) -> str:
    return " ".join(text.split())


def test_article_is_written_as_text(page: str, capsys: Captured) -> None:
    assert main([page]) == 0
    written = capsys.readouterr()
    assert "Ferry returns with two engines" in written.out
    assert all(text in lines(written.out) for text in PARAGRAPHS)
    assert written.out.endswith("\n")
    assert not written.err


def test_command_may_be_named(page: str, capsys: Captured) -> None:
    main([page])
    bare = capsys.readouterr().out
    assert main(["extract", page]) == 0
    assert capsys.readouterr().out == bare


def test_file_with_the_name_of_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("extract").write_text(PAGE, encoding="utf-8")
    assert main(["./extract", "--field", "headline"]) == 0
    assert capsys.readouterr().out == "Ferry returns with two engines\n"


def test_json_reads_back_as_the_article(page: str, capsys: Captured) -> None:
    assert main([page, "--format", "json", "--url", ADDRESS]) == 0
    article = Article.from_dict(json.loads(capsys.readouterr().out))
    assert article == extract(PAGE, ADDRESS)


def test_jsonld_markdown_and_html(page: str, capsys: Captured) -> None:
    assert main([page, "--format", "jsonld"]) == 0
    assert json.loads(capsys.readouterr().out)["headline"] == "Ferry returns with two engines"
    assert main([page, "--format", "markdown"]) == 0
    assert "# Ferry returns with two engines" in capsys.readouterr().out
    assert main([page, "--format", "html"]) == 0
    assert "<article" in capsys.readouterr().out


def test_field_that_is_a_text(page: str, capsys: Captured) -> None:
    assert main([page, "--field", "text"]) == 0
    assert capsys.readouterr().out == "\n\n".join(PARAGRAPHS) + "\n"


def test_field_that_holds_objects_is_json_one_a_line(page: str, capsys: Captured) -> None:
    assert main([page, "--field", "body"]) == 0
    blocks = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [block["text"] for block in blocks] == PARAGRAPHS
    assert main([page, "--field", "authors"]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == "Tomas Reed"


def test_fields_of_other_kinds(page: str, capsys: Captured) -> None:
    assert main([page, "--field", "is_article"]) == 0
    assert capsys.readouterr().out == "true\n"
    assert main([page, "--field", "sources"]) == 0
    assert json.loads(capsys.readouterr().out) == dict(extract(PAGE).sources)


def test_field_that_the_page_has_not_is_nothing(page: str, capsys: Captured) -> None:
    assert main([page, "--field", "published"]) == 0
    assert capsys.readouterr().out == ""


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(PAGE.encode("utf-16")))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert main(["-", "--field", "headline"]) == 0
    assert capsys.readouterr().out == "Ferry returns with two engines\n"


def test_output_file_is_utf8(page: str, tmp_path: Path, capsys: Captured) -> None:
    output = tmp_path / "ferry.txt"
    assert main([page, "--field", "text", "-o", str(output)]) == 0
    assert output.read_text(encoding="utf-8") == "\n\n".join(PARAGRAPHS) + "\n"
    assert capsys.readouterr().out == ""


def test_output_into_a_missing_folder_fails(page: str, tmp_path: Path, capsys: Captured) -> None:
    output = tmp_path / "none" / "ferry.txt"
    assert main([page, "-o", str(output)]) == 1
    error = capsys.readouterr().err
    assert error == f"articlekit: cannot write {output}: No such file or directory\n"


def test_missing_file_fails_in_one_line(capsys: Captured) -> None:
    assert main(["none.html"]) == 1
    assert capsys.readouterr() == (
        "",
        "articlekit: cannot read none.html: No such file or directory\n",
    )


def test_what_is_no_page_fails(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    assert main([str(path)]) == 1
    assert capsys.readouterr().err == "articlekit: not a page but a PDF\n"


def test_address_that_nobody_answers_fails(capsys: Captured) -> None:
    assert main(["http://127.0.0.1:9/story"]) == 1
    error = capsys.readouterr().err
    assert error.startswith("articlekit: cannot fetch http://127.0.0.1:9/story: no connection")
    assert error.count("\n") == 1


def test_page_without_an_article_fails(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "empty.html"
    path.write_text("<html><head><title>Nothing here</title></head></html>", encoding="utf-8")
    assert main([str(path)]) == 1
    assert capsys.readouterr() == ("", f"articlekit: no article found in {path}\n")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["a.html", "b.html"],
        ["a.html", "--format", "docx"],
        ["a.html", "--field", "nonsense"],
        ["a.html", "--field", "dek", "--format", "json"],
        ["a.html", "--nonsense"],
        ["extract"],
    ],
)
def test_wrong_usage(words: list[str], capsys: Captured) -> None:
    assert main(words) == 2
    error = capsys.readouterr().err
    assert error.startswith("articlekit: ")
    assert error.count("\n") == 1


def test_help_and_version(capsys: Captured) -> None:
    assert main(["--help"]) == 0
    assert "exit codes" in capsys.readouterr().out
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"articlekit {__version__}\n"


def run(*words: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "articlekit", *words]
    return subprocess.run(command, capture_output=True, env=environment, check=False)


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_terminal_that_cannot_show_a_sign(page: str, form: str) -> None:
    done = run(page, "--format", form, encoding="ascii")
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert b"14 million" in done.stdout


def test_json_on_such_a_terminal_loses_nothing(page: str) -> None:
    done = run(page, "--format", "json", encoding="ascii")
    assert json.loads(done.stdout)["text"] == "\n\n".join(PARAGRAPHS)


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
def test_reader_that_leaves_early_causes_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "long.html"
    story = "".join(f"<p>{number}. {PARAGRAPHS[0]}</p>" for number in range(1500))
    path.write_text(PAGE.replace("</div>", f"{story}</div>"), encoding="utf-8")
    command = [sys.executable, "-m", "articlekit", str(path), "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
