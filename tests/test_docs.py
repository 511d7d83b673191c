"""Every Python sample of the documentation runs, as it stands there."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "CONTRIBUTING.md",
    *sorted(ROOT.glob("docs/**/*.md")),
]

# A sample may start processes, as Python does here by default, beside numpy's threads.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")

_BLOCK = re.compile(
    r"(?:^<!-- no-run: (?P<reason>[^\n]*?) -->\n)?"
    r"^```python\n(?P<code>.*?)^```$"
    r"(?:\n\n```text\n(?P<output>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)


class Sample(NamedTuple):
    """A Python block of a page."""

    code: str
    """Preceded by empty lines, so that a traceback names the line of the page."""
    reason: str | None
    """Why it is not run."""
    output: str | None
    """The text block right after it: what it prints."""


def samples_of(text: str) -> list[Sample]:
    return [
        Sample(
            "\n" * text.count("\n", 0, found.start("code")) + found["code"],
            found["reason"],
            found["output"],
        )
        for found in _BLOCK.finditer(text)
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_samples_run_and_print_what_the_page_shows(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    namespace: dict[str, object] = {"__name__": "__main__"}
    for sample in samples_of(path.read_text(encoding="utf-8")):
        if sample.reason is not None:
            continue
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(compile(sample.code, str(path), "exec"), namespace)  # noqa: S102 our own samples
        assert printed.getvalue().rstrip() == (sample.output or "").rstrip()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_python_block_is_found_and_every_skip_has_a_reason(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    samples = samples_of(text)
    assert len(samples) == len(re.findall(r"^\s*```\s*(?:python|py)\b", text, re.MULTILINE))
    assert all(sample.reason is None or sample.reason.strip() for sample in samples)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8"))
    missing = [link for link in links if not (path.parent / link).exists()]
    assert not missing


def test_the_readme_runs_samples() -> None:
    samples = samples_of((ROOT / "README.md").read_text(encoding="utf-8"))
    assert any(sample.reason is None for sample in samples)


def commands_of_readme() -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^```sh\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL)[:2]


def test_ci_runs_the_two_commands_of_the_readme() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    first, second = commands_of_readme()
    assert f'first="{first}"' in ci.splitlines()
    assert f'second="{second}"' in ci.splitlines()
