"""Characters are classed as Unicode does, and counted by text."""

from __future__ import annotations

import unicodedata

import pytest

from articlekit.features.text import (
    CASELESS,
    DIGIT,
    LOWER,
    SPACE,
    STOP,
    UPPER,
    character_classes,
    count_text,
)
from articlekit.features.vocabulary import tokens

LETTERS = {"Lu": UPPER, "Lt": UPPER, "Ll": LOWER, "Lo": CASELESS, "Lm": CASELESS, "Nd": DIGIT}


def test_letters_and_digits_of_every_script_are_classed_by_their_category() -> None:
    plane = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    letters = [character for character in plane if unicodedata.category(character) in LETTERS]
    expected = [LETTERS[unicodedata.category(character)] for character in letters]
    assert character_classes("".join(letters)).tolist() == expected


def test_characters_beyond_the_basic_plane_and_lone_surrogates_are_no_error() -> None:
    assert len(character_classes("a\U0001f600\ud800")) == 3


def test_each_text_is_counted_by_itself() -> None:
    counts = count_text(["Ab c.", "12"])
    assert counts.length.tolist() == [5, 2]
    assert counts.words.tolist() == [2, 1]
    assert counts.counts[:, [UPPER, LOWER, DIGIT, SPACE, STOP]].tolist() == [
        [1, 2, 0, 1, 1],
        [0, 0, 2, 0, 0],
    ]
    assert (counts.first.tolist(), counts.last.tolist()) == ([UPPER, DIGIT], [STOP, DIGIT])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don’t — “stop”!", ["don", "t", "stop"]),
        ("Año_1: 20 ½", ["año", "1", "20", "½"]),
        ("Łódź and Прага", ["łódź", "and", "прага"]),
        ("東京 fell", ["東", "京", "fell"]),
    ],
)
def test_words_are_the_same_in_every_encoding(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected
