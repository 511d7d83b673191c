"""The words of a page, read in one row."""

from __future__ import annotations

from articlekit.features.lexicon import TEXT_LEXICONS
from articlekit.features.words import numbered_words, read_words, text_masks


def told(*texts: str) -> list[set[str]]:
    """Return which lexicons each text uses."""
    words = read_words(texts)
    masks = text_masks(words, numbered_words(words, []))
    return [
        {name for bit, name in enumerate(TEXT_LEXICONS) if mask >> bit & 1}
        for mask in masks.tolist()
    ]


def test_two_words_are_a_pair_only_within_a_text() -> None:
    whole, first, second = told("Read more", "Read", "more")
    assert "related" in whole
    assert "related" not in first | second


def test_a_long_text_counts_by_its_ends() -> None:
    middle = "the ferry lay in the harbour " * 30
    at_end, inside = told(middle + "sign up for the newsletter", middle + "newsletter " + middle)
    assert "promo" in at_end
    assert "promo" not in inside


def test_texts_stay_apart_whatever_stands_in_them() -> None:
    texts = ["Ferry\0back", "", "Café 24", "フェリー", "l’été – fini?"]
    lists = read_words(texts).lists
    assert lists == [
        ["ferry", "back"], [], ["café", "24"], ["フ", "ェ", "リ", "ー"], ["l", "été", "fini"],
    ]  # fmt: skip
