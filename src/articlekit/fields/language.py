"""The language of a page: as declared, else told from its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from articlekit.fields import Found
from articlekit.jsonld import text_of

if TYPE_CHECKING:
    from articlekit.metadata import Metadata

_TAG: Final = re.compile(
    r"([a-z]{2,3})(?:[-_](?:[a-z]{3}))?(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?![a-z])",
    re.IGNORECASE,
)
_NOT_LANGUAGES: Final = frozenset({"und", "mul", "zxx", "xx", "qaa", "art", "mis"})
_LONG_FORMS: Final = {
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it",
    "por": "pt", "nld": "nl", "dut": "nl", "pol": "pl", "rus": "ru", "ukr": "uk", "jpn": "ja",
    "zho": "zh", "chi": "zh", "kor": "ko", "ara": "ar", "hin": "hi", "swe": "sv", "dan": "da",
    "nor": "no", "fin": "fi", "tur": "tr", "iw": "he", "in": "id", "ji": "yi", "jp": "ja",
    "cz": "cs", "gr": "el", "ua": "uk", "dk": "da",
}  # fmt: skip
"""Three-letter and withdrawn codes, and country codes that pages take for languages."""
_NAMES: Final = {
    "english": "en", "deutsch": "de", "german": "de", "français": "fr", "french": "fr",
    "español": "es", "spanish": "es", "italiano": "it", "italian": "it", "português": "pt",
    "portuguese": "pt", "nederlands": "nl", "dutch": "nl", "polski": "pl", "русский": "ru",
    "russian": "ru", "japanese": "ja", "chinese": "zh", "korean": "ko", "arabic": "ar",
}  # fmt: skip

# Frequent words that few other languages share; a text is told by how many of its words are here.
_STOP_WORDS: Final = {
    "en": "the and of to is that was for with his they this have from which are by were not had",
    "de": "der die und das ist nicht ein zu den mit sich auf für dem wird auch eine von wurde nach",
    "fr": "le les et des est une dans qui pour pas que sur par avec plus du ce aux sont au",
    "es": "el los y las una por con para del que es su como más pero sus al fue ha este",
    "it": "il di che è per non una sono della con gli del nel anche più alla dei si ha questo",
    "pt": "o os e um uma não para com do da em que por mais dos como mas foi ao são",
    "nl": "de het een en van is dat niet zijn op te voor met die er aan ook als bij naar",
    "pl": "i w się na nie że jest do z to jak po przez dla od był są oraz ale tego",
    "cs": "a se v na je že s z do o pro by si ale jako podle které jsou byl také",
    "sk": "a sa v na je že s z do o pre by si ale ako podľa ktoré sú bol aj",
    "sv": "och att det som en på är av för med till den har inte om ett men var från de",
    "da": "og at det er en til på som for af med den ikke der har de et var men fra",
    "no": "og det er en til på som for av med at den ikke har de et var men fra blir",
    "fi": "ja on että ei se oli hän mutta ovat joka myös kun niin mukaan ole sen olla vuoden",
    "hu": "a az és hogy nem egy is volt ez meg de csak el mint már még azt szerint vagy",
    "ro": "și de în la a cu că din pe nu este o pentru au mai care s-a fost sau prin",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi kadar sonra ise ancak olduğu",
    "id": "yang dan di dengan untuk dari pada ini itu tidak dalam akan juga oleh ke adalah telah",
    "vi": "và của là có cho không được trong với một các những người này để đã khi",
    "hr": "i u je se na da su za od s koji to nije bi kao će te iz ali što",
    "ca": "el la els i les una per amb que del és dels al no més com va ha són",
    "ru": "и в не на что с по как это из за от для к было но его года также",
    "uk": "і в не на що з та до за від це як для у про його але",
    "bg": "и в на за се от да не са по че с това като ще който",
    "fa": "و در به از که این را با است برای آن یک خود تا",
    "ur": "کے میں کی اور سے کا ہے کو نے پر کہ یہ ہیں",
    "ar": "في من على أن إلى عن التي مع هذا ما كان لا الذي",
}
_WORDS: Final[dict[str, list[str]]] = {
    word: [] for words in _STOP_WORDS.values() for word in words.split()
}
for _language, _words in _STOP_WORDS.items():
    for _word in _words.split():
        _WORDS[_word].append(_language)

_SCRIPTS: Final = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
    ("te", re.compile(r"[\u0c00-\u0c7f]")),
    ("gu", re.compile(r"[\u0a80-\u0aff]")),
    ("pa", re.compile(r"[\u0a00-\u0a7f]")),
    ("ml", re.compile(r"[\u0d00-\u0d7f]")),
    ("kn", re.compile(r"[\u0c80-\u0cff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("my", re.compile(r"[\u1000-\u109f]")),
    ("km", re.compile(r"[\u1780-\u17ff]")),
)
"""Scripts that one language of the press uses above all; kana before the Han they stand in."""
_SAMPLE_CHARS: Final = 2_000
_LEAST_WORDS: Final = 3
_LEAST_SHARE: Final = 0.08
_LETTER = re.compile(r"[^\W\d_]+")
_OTHER_LETTER: Final = re.compile(r"[\u0370-\u1dff\u1f00-\u1fff\u2e80-\U0010ffff]")
"""A letter of a script other than Latin."""


def find_language(metadata: Metadata, text: str = "") -> Found[str] | None:
    """Return the page's language as a BCP 47 tag.

    Args:
        metadata: What the page declares.
        text: The story or its start, for pages that declare nothing.
    """
    return next(_languages(metadata, text), None)


def _languages(metadata: Metadata, text: str) -> Iterator[Found[str]]:
    latin = text.isascii() or not _OTHER_LETTER.search(text[:_SAMPLE_CHARS])
    script = None if latin else detect_language(text)
    for tag, source in _declared(metadata):
        normal = normalise_tag(tag)
        # A template's default stays on pages in another language; the script shows it at once.
        if normal and not (script and _contradicts(normal, script)):
            yield Found(normal, source)
    if detected := detect_language(text):
        yield Found(detected, "text")


def _declared(metadata: Metadata) -> Iterator[tuple[str, str]]:
    for origin, node in (("json-ld", metadata.article), ("microdata", metadata.microdata)):
        # The story's own language, which the frame of a multilingual site may not have.
        yield (
            text_of((node or {}).get("inLanguage"), "alternateName", "name") or "",
            (f"{origin}:inLanguage"),
        )
    # Written for browsers and screen readers, on nearly every page.
    yield metadata.language or "", "html:lang"
    # A locale has a region that may be only the default of a plugin.
    for name in ("content-language", "language", "dc.language", "dcterms.language", "og:locale"):
        for content in metadata.meta.get(name, ())[:1]:
            yield content, f"meta:{name}"
    yield (
        text_of((metadata.page or {}).get("inLanguage"), "alternateName", "name") or "",
        ("json-ld:WebPage.inLanguage"),
    )


def _contradicts(declared: str, detected: str) -> bool:
    """Tell whether a text's script rules out the declared language.

    >>> _contradicts("en-US", "ja"), _contradicts("en", "de")
    (True, False)
    """
    latin = declared.partition("-")[0] in _LATIN
    return latin and detected in _OTHER_SCRIPTS


_OTHER_SCRIPTS: Final = frozenset(code for code, _ in _SCRIPTS) | {
    "ru",
    "uk",
    "bg",
    "ar",
    "fa",
    "ur",
}
_LATIN: Final = frozenset(_STOP_WORDS) - _OTHER_SCRIPTS


def normalise_tag(tag: str) -> str | None:
    """Return a language tag in its usual form; None for what is no language.

    >>> normalise_tag("en_us"), normalise_tag("zh-hans-cn"), normalise_tag("Deutsch")
    ('en-US', 'zh-Hans-CN', 'de')
    >>> normalise_tag("und") is None
    True
    """
    tag = tag.strip()
    name = _NAMES.get(tag.lower())
    match = _TAG.match(tag)
    if name or not match:
        return name
    language = match[1].lower()
    language = _LONG_FORMS.get(language, language)
    if language in _NOT_LANGUAGES:
        return None
    parts = (language, match[2] and match[2].title(), match[3] and match[3].upper())
    return "-".join(part for part in parts if part)


def detect_language(text: str) -> str | None:
    """Return the language of a text by its script and its small words; None if unsure.

    >>> detect_language("Die Fähre ist wieder da, und das wird auch Zeit für die Insel.")
    'de'
    >>> detect_language("渡し船の運航が再開しました"), detect_language("xyzzy")
    ('ja', None)
    """
    sample = text[:_SAMPLE_CHARS]
    letters = sum(map(len, _LETTER.findall(sample)))
    if not letters:
        return None
    for language, script in () if sample.isascii() else _SCRIPTS:
        if len(script.findall(sample)) > _SCRIPT_SHARE.get(language, 0.5) * letters:
            return language
    return _by_small_words(_LETTER.findall(sample.lower()))


_SCRIPT_SHARE: Final = {"ja": 0.1}
"""Share of letters that tells the language; Japanese is mostly Han with kana between."""


def _by_small_words(words: list[str]) -> str | None:
    hits: dict[str, int] = {}
    weights: dict[str, float] = {}
    for word in words:
        languages = _WORDS.get(word, ())
        for language in languages:
            hits[language] = hits.get(language, 0) + 1
            weights[language] = weights.get(language, 0.0) + 1 / len(languages)
    if not weights:
        return None
    best = max(weights, key=lambda language: (weights[language], hits[language]))
    return best if hits[best] >= max(_LEAST_WORDS, _LEAST_SHARE * len(words)) else None
