"""Whether a page is an article, and whether it is whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articlekit.article import Paragraph
from articlekit.fields.verdict import find_confidence, is_truncated
from articlekit.metadata import Metadata
from tests.fields.conftest import Labelled

TEXT = "The ferry came back to the island in spring and the pier was full. " * 8


def test_a_story_is_an_article_wherever_its_text_stood(labelled: Labelled) -> None:
    body = (Paragraph(TEXT),)
    shown = find_confidence(labelled(f"<p>{TEXT}</p>", {"The": "body"}), body, "Ferry is back")
    unseen = find_confidence(labelled("<div id=app></div>", {}), body, "Ferry is back")
    assert min(shown, unseen) > 0.5
    assert find_confidence(labelled("<p>Teaser</p>", {}), (), "News") == 0


def test_pictures_that_are_told_of_are_an_article_with_few_words(labelled: Labelled) -> None:
    body = (Paragraph("Five views of the pier."),)
    figures = "".join(f"<p>Caption {n}: {TEXT[:60]}</p>" for n in range(5))
    page = labelled(f"<p>Five views of the pier.</p>{figures}", {"Five": "body", "Capt": "caption"})
    assert find_confidence(page, body, "The pier") > 0.5


def test_a_script_that_parts_no_words_is_counted_by_its_signs(labelled: Labelled) -> None:
    text = "渡轮在码头停了一年之后，星期一早上又开了。" * 10
    page = labelled(f"<p>{text}</p>", {"渡轮": "body"})
    assert find_confidence(page, (Paragraph(text),), "渡轮又开了") > 0.5


def test_teasers_around_a_line_of_text_make_no_article(labelled: Labelled) -> None:
    teasers = "".join(f"<li>Teaser {n}</li>" for n in range(40))
    page = labelled(f"<p>News of today.</p>{teasers}", {"News": "body", "Teaser": "recirc"})
    assert find_confidence(page, (Paragraph("News of today."),), None) < 0.5


@pytest.mark.parametrize(
    ("text", "free_access", "truncated"),
    [
        ("The ferry came back …", False, True),
        ("The ferry came back.", False, True),  # a push to subscribe follows
        ("The ferry came back …", None, True),
        ("The ferry came back.", None, False),
        ("The ferry came back.", True, False),
    ],
)
def test_a_start_before_a_paywall(
    labelled: Labelled, *, text: str, free_access: bool | None, truncated: bool
) -> None:
    page = labelled(f"<p>{text}</p><div>Subscribe now</div>", {"The": "body", "Sub": "promo"})
    assert is_truncated(page, (Paragraph(text),), free_access=free_access) is truncated


def test_a_declared_paid_page_may_hold_everything(labelled: Labelled) -> None:
    page = labelled(f"<p>{TEXT}</p>", {"The": "body"})
    assert not is_truncated(page, (Paragraph(TEXT),), free_access=False)
    unseen = (Paragraph(TEXT), Paragraph("The whole story was in the page's data."))
    teaser = labelled("<p>The ferry.</p><p>Subscribe</p>", {"The": "body", "Subscribe": "promo"})
    assert not is_truncated(teaser, unseen, free_access=False)


def test_far_fewer_words_than_declared(labelled: Labelled) -> None:
    page = labelled(f"<p>{TEXT}</p>", {"The": "body"})
    counted = replace(page, metadata=Metadata(article={"wordCount": "900"}))
    assert is_truncated(counted, (Paragraph(TEXT),), free_access=None)
