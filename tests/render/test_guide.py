"""The samples of the guide to outputs run, and print what the guide shows."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[2] / "docs" / "outputs.md"


@pytest.mark.skipif(not GUIDE.exists(), reason="the guide is not part of this tree")
def test_samples_print_what_the_guide_shows() -> None:
    fences = re.findall(r"(?ms)^```(python|text)\n(.*?)^```$", GUIDE.read_text("utf-8"))
    names: dict[str, object] = {}
    printed = ""
    for kind, text in fences:
        if kind == "text":
            assert printed.rstrip() == text.rstrip()
            printed = ""
            continue
        assert printed == ""
        with contextlib.redirect_stdout(io.StringIO()) as output:
            exec(compile(text, str(GUIDE), "exec"), names)  # noqa: S102 - samples of our own
        printed = output.getvalue()
    assert len(fences) > 10
