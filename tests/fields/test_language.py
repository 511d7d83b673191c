"""The language of a page: declared in its many forms, else told from the text."""

from __future__ import annotations

import pytest

from articlekit.fields.language import detect_language, find_language, normalise_tag
from articlekit.metadata import Metadata

GERMAN = "Die Fähre ist wieder da, und das wird auch Zeit für die Leute auf der Insel."


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en", "en"), ("EN-us", "en-US"), ("pt_BR", "pt-BR"), ("zh-Hans-CN", "zh-Hans-CN"),
     ("es-419", "es-419"), ("de-DE,en", "de-DE"), ("German", "de"), ("ger", "de"), ("jp", "ja"),
     ("und", None), ("", None), ("{{lang}}", None)],
)  # fmt: skip
def test_tags_take_their_usual_form(tag: str, expected: str | None) -> None:
    assert normalise_tag(tag) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GERMAN, "de"),
        ("The ferry is back and the people of the island have waited for this.", "en"),
        ("Le bateau est de retour et les gens de l'île ont attendu pour cela dans le port.", "fr"),
        ("El barco ha vuelto y los vecinos de la isla han esperado por él en el puerto.", "es"),
        ("Паром снова ходит, и жители острова ждали его с начала года.", "ru"),
        (
            "Пором знову ходить, і жителі острова чекали на нього від початку року, але це не все.",
            "uk",
        ),
        ("渡し船が再び運航を始めた。", "ja"),
        ("渡轮恢复运行,岛上居民等待已久。", "zh"),
        ("여객선 운항이 다시 시작됐다.", "ko"),
        ("Το πλοίο επέστρεψε στο νησί.", "el"),
        ("नाव फिर से चलने लगी है।", "hi"),
        ("عادت العبارة إلى الجزيرة بعد أن انتظر الناس في الميناء من الصباح على أمل", "ar"),
        ("12345", None),
        ("", None),
    ],
)
def test_a_text_tells_its_language(text: str, expected: str | None) -> None:
    assert detect_language(text) == expected


def test_the_declared_language_comes_before_the_detected_one() -> None:
    found = find_language(Metadata(language="de-at"), GERMAN)
    assert found is not None
    assert (found.value, found.source) == ("de-AT", "html:lang")


def test_the_story_may_have_its_own_language() -> None:
    found = find_language(Metadata(language="en", article={"inLanguage": "de"}), GERMAN)
    assert found is not None
    assert (found.value, found.source) == ("de", "json-ld:inLanguage")


def test_a_template_default_gives_way_to_the_script_of_the_text() -> None:
    found = find_language(Metadata(language="en-US"), "渡し船が再び運航を始めた。")
    assert found is not None
    assert (found.value, found.source) == ("ja", "text")


def test_a_locale_or_nothing() -> None:
    found = find_language(Metadata(meta={"og:locale": ("fr_CA",)}))
    assert found is not None
    assert (found.value, found.source) == ("fr-CA", "meta:og:locale")
    assert find_language(Metadata()) is None
