"""Text cut into runs."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given

from articlekit.article import Paragraph, Span
from articlekit.render.inline import Run, clean, runs

from .strategies import paragraphs


@given(paragraphs)
def test_runs_hold_all_of_the_text_and_neighbours_differ(block: Paragraph) -> None:
    found = runs(block.text, block.spans)
    assert "".join(run.text for run in found).replace("\n", "") == clean(block.text).replace(
        "\n", ""
    )
    marks = [(run.link, run.strong, run.emphasis, run.code) for run in found]
    assert all(run.text for run in found)
    assert all(left != right for left, right in pairwise(marks))


def test_marks_that_overlap_are_cut_where_they_end() -> None:
    found = runs("abcdef", (Span(0, 4, "strong"), Span(2, 6, "emphasis")))
    assert found == (
        Run("ab", strong=True),
        Run("cd", strong=True, emphasis=True),
        Run("ef", emphasis=True),
    )


def test_of_links_that_overlap_the_earlier_holds() -> None:
    spans = (
        Span(2, 6, "link", "https://news.example/2"),
        Span(0, 4, "link", "https://news.example/1"),
    )
    assert runs("abcdef", spans) == (
        Run("abcd", link="https://news.example/1"),
        Run("ef", link="https://news.example/2"),
    )


def test_spans_beyond_the_text_are_cut_and_backward_ones_ignored() -> None:
    spans = (Span(-3, 1, "strong"), Span(2, 99, "code"), Span(2, 1, "emphasis"))
    assert runs("abc", spans) == (Run("a", strong=True), Run("b"), Run("c", code=True))


def test_what_cannot_be_printed_is_gone() -> None:
    assert clean("a\x00\x1b[1mb\ud800c\ufffe\U0010ffffd") == "a[1mbcd"
    assert clean("a\x85b\x0cc\r\nd\re\u2028f\tg") == "a b c\nd\ne\nf\tg"
