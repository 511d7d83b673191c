"""Gold answers become targets of blocks that were cut by another segmenter."""

from __future__ import annotations

import numpy as np

from articlekit.roles import BODY_ROLES, ROLES
from training import align

BODY = [ROLES.index(role) for role in BODY_ROLES]
LONG = "The harbour master counted forty crates before the first rain fell on the quay."
OTHER = "Members of the rowing club may bring one guest to every supper of the season."


def told(allowed: np.ndarray) -> list[str | None]:
    return [ROLES[int(row.argmax())] if row.sum() == 1 else None for row in allowed]


def test_a_label_follows_its_text_into_smaller_blocks() -> None:
    labelled = [("headline", "Forty crates"), ("body", f"{LONG} {OTHER}"), ("promo", "Subscribe")]
    allowed = align.from_labels(["Forty crates", LONG, OTHER, "Subscribe"], labelled)
    assert told(allowed) == ["headline", "body", "body", "promo"]


def test_a_block_that_nobody_labelled_may_be_anything() -> None:
    allowed = align.from_labels(["Forty crates", "Something new"], [("headline", "Forty crates")])
    assert told(allowed) == ["headline", None]
    assert (allowed[1] == 1).all()


def test_repeated_texts_take_their_labels_in_order() -> None:
    labelled = [("kicker", "Harbour"), ("body", LONG), ("tag", "Harbour")]
    assert told(align.from_labels(["Harbour", LONG, "Harbour"], labelled)) == [
        "kicker",
        "body",
        "tag",
    ]


def test_a_gold_body_tells_body_from_the_rest() -> None:
    allowed = align.from_body(["Menu and search for readers", LONG, OTHER], f"{LONG}\n\n{OTHER}")
    body_share = allowed[:, BODY].sum(1) / allowed.sum(1)
    assert body_share[0] < 0.1
    assert (body_share[1:] > 0.7).all()


def test_a_teaser_that_repeats_the_story_is_not_taken_for_it() -> None:
    texts = [LONG, OTHER, "Most read today in our paper", LONG]
    allowed = align.from_body(texts, f"{LONG} {OTHER}")
    assert allowed[0, BODY].min() == 1
    assert allowed[3].min() == allowed[3].max()  # nothing is said of the repetition


def test_snippets_say_nothing_of_other_blocks() -> None:
    gold = {"with": ["forty crates before"], "without": ["rowing club"]}
    allowed = align.from_snippets([LONG, OTHER, "Contact"], gold)
    assert allowed[0, BODY].min() == 1
    assert allowed[1, BODY].max() < 0.1
    assert allowed[2].min() == allowed[2].max()
