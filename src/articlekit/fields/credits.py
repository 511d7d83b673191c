"""Captions and credits, told apart where the page prints them as one text.

The end of the text tells: a label ("Photo: ..."), a sign (©), brackets, a dash or bar, the name of
an agency. What follows must look like names; a sentence that happens to hold such a word stays
whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from articlekit.fields._credit_words import (
    AGENCIES,
    AGENCY,
    BY,
    EDGES,
    FEW,
    LABELS,
    LEADING,
    MARGIN,
    NAMELY,
    SMALL,
    TOLD,
    WORD,
    clean_credit,
    is_bare_label,
    share_of_names,
)


class Caption(NamedTuple):
    """What is printed at an image, either of the two None where the text has none."""

    caption: str | None
    credit: str | None


_TAIL: Final = 200  # characters at the end of a caption that may be its credit
_BRACKETS = re.compile(r"[(\[（［【](?P<who>[^()\[\]（）［］【】\n]{2,120})[)\]）］】]?[.。]?\s*$")
_LABELLED = re.compile(
    rf"(?<!\w)(?P<label>(?:(?:{LABELS})\s(?:&|and|und|et|y)\s)?(?:{LABELS}|(?<=\s)styling|text))(?:\s?\((?:c|s|cc)\))?(?:\s{{0,3}}[:：/©|]|\s[–—-])\s{{0,3}}"
    r"(?P<who>[^\n]{2,160})$",
    re.IGNORECASE,
)
_LABEL_END = re.compile(r"[:：/©|]|\s[–—-]")
"""What every label ends with; many captions have no such sign."""
_PHRASE = re.compile(rf"(?<!\w)(?P<label>{BY})\s{{1,3}}(?P<who>[^\n]{{2,120}})$", re.IGNORECASE)
_SIGN = re.compile(
    r"(?P<label>©|ⓒ|\([cC]\)|\bCopyright\b|\b(?:foto|fotos|photo|photos|zeichnung(?:en)?)\s?©)\s{0,3}"
    r"(?P<who>[^\n]{2,120})$",
    re.IGNORECASE,
)
_PRESS_HANGUL: Final = "(?:뉴스1?|뉴시스|일보|신문|통신|경제|타임스|기자|제공)"
"""How the names of Korean newsrooms end, and what stands behind a reporter's."""
_HANGUL_END = re.compile(
    rf"\s*[/=.│|]\s*(?P<who>(?:[가-힣A-Z0-9·]{{1,12}}\s){{0,2}}[가-힣A-Z0-9]{{0,10}}{_PRESS_HANGUL}"
    rf"(?:\s[가-힣]{{2,4}}\s기자)?)\s*$"
)
_PRESS_END = re.compile(r"(?:提供|撮影|写す|摄影?|攝影?|供图|社)$")
_HAN_END = re.compile(
    r"[。.\s　](?P<who>[^。.\s　]{2,14}(?:\s[^。.\s　]{1,4})?)"
    r"[\s　]?(?:摄影?|攝影?|撮影|提供|供图)$"
)
_SENTENCE_END = re.compile(r"[.!?…][)\]»”\"’]?[ \xa0]?(?=[^\s.])|[)\]][ \xa0]?(?=\w)|\s[|–—/]\s")
_AGENCIES_ONLY = re.compile(rf"(?:{AGENCIES})(?:\s?[/,|]\s?(?:{AGENCIES})){{0,3}}")
_FOR = re.compile(
    r"(?P<who>(?:[\w.'’-]{1,30}\s){2,4})(?:for|für|pour|para|per|voor)", re.IGNORECASE
)
_NAMES_ALONE = re.compile(r"[^\W\d_](?:[^\W\d_]|[ &'’-]){0,60}")
_FULL_NAME = re.compile(r"(?:[^\W\d_a-z][\w'’.-]{1,20}\s){1,2}[^\W\d_a-z][\w'’-]{1,20}")
_MANY: Final = 26  # words; what follows a label and has more is a sentence
_FULL: Final = 4  # words of a name that only a bar parts from the caption
_SITE = re.compile(r"(?:[\w-]{1,40}\.){1,4}[a-z]{2,12}\.?", re.IGNORECASE)
"""The address of a site."""
_GOES_ON = re.compile(r"[.!?]\s+\S+(?:\s+[^\s:/]+){6}")
"""A sentence behind another: seven words without a sign that parts names."""


def split_credit(text: str) -> Caption:
    """Tell the credit at the end of a caption from the caption.

    >>> split_credit("Boats in the harbour of Lowmouth. Photo: Ines Vall / Reuters")
    Caption(caption='Boats in the harbour of Lowmouth.', credit='Ines Vall / Reuters')
    >>> split_credit("The old mill (AP)")
    Caption(caption='The old mill', credit='AP')
    >>> split_credit("Illustration by Noor Haddad")
    Caption(caption=None, credit='Noor Haddad')
    >>> split_credit("In the picture: the new bridge, which opens for traffic in May.").credit
    """
    if _is_signature(text):
        return Caption(None, clean_credit(text))
    offset = max(0, len(text) - _TAIL)
    for rung in (_in_brackets, _after_label, _after_phrase, _after_sign, _by_script, _by_agency):
        cut = rung(text[offset:])
        if cut is not None:
            caption = text[: offset + cut.start].rstrip(MARGIN)
            told = TOLD.search(caption) and not is_bare_label(caption)
            return Caption(caption if told else None, clean_credit(cut.who))
    return Caption(text, None)


def _is_signature(text: str) -> bool:
    """Tell a text that is no more than agencies, an address of a site, or two names.

    >>> _is_signature("Getty Images"), _is_signature("Ines Vall / Northline")
    (True, True)
    >>> _is_signature("Power lines / Photo by Ines Vall")
    False
    """
    bare = text.strip(MARGIN)
    if _SITE.fullmatch(bare) or _AGENCIES_ONLY.fullmatch(bare):
        return True
    parts = text.split(" / ")
    parted = len(parts) > 1 and not any(map(LEADING.match, parts)) and "/" not in "".join(parts)
    return parted and _is_two_names(text)


def is_house_credit(text: str, house: str) -> bool:
    """Tell a caption that only says who made the image, for the site or by it.

    >>> is_house_credit("LOWMOUTH POST", "Lowmouth Post")
    True
    >>> is_house_credit("Ines Vall for Lowmouth Post", "Lowmouth Post")
    True
    >>> is_house_credit("Lowmouth Post in May", "Lowmouth Post")
    False
    """
    said, name = text.casefold().strip(EDGES), house.casefold()
    if not name or not said.endswith(name):
        return False
    maker = _FOR.fullmatch(text[: len(said) - len(name)].strip(EDGES))
    return said == name or (maker is not None and share_of_names(maker["who"]) == 1)


def is_makers_name(text: str, alt: str | None) -> bool:
    """Tell a caption of names alone that what the image shows has nothing to do with.

    Args:
        text: The caption.
        alt: The description of the image; nothing is told where it is none or short.

    >>> is_makers_name("Northline Studios", "A ferry leaves the quay at noon")
    True
    >>> is_makers_name("Ines Vall", "Mayor Ines Vall at her desk"), is_makers_name("Ines Vall", "")
    (False, False)
    """
    told = {word.lower() for word in WORD.findall(alt or "")}
    names = WORD.findall(text)
    return (
        len(told) >= _FULL
        and 0 < len(names) < _FULL
        and share_of_names(text) == 1
        and _NAMES_ALONE.fullmatch(text) is not None
        and told.isdisjoint(name.lower() for name in names)
    )


class _Cut(NamedTuple):
    """Where the credit begins in a text, and the credit."""

    start: int
    who: str


def _in_brackets(tail: str) -> _Cut | None:
    """``(Photo: Ines Vall)``, ``(foto Benassi)``, ``(AP)``, ``（湊川新報社提供）``."""
    match = _BRACKETS.search(tail)
    if match is None:
        return None
    inner = match["who"].strip()
    name = clean_credit(inner)
    if name is None:
        return None
    after_sentence = tail[: match.start()].rstrip().endswith((".", "!", "?"))
    if (
        name != inner
        or AGENCY.search(inner)
        or _PRESS_END.search(inner)
        or _is_two_names(inner)
        or (after_sentence and _FULL_NAME.fullmatch(inner))
    ):
        return _Cut(match.start(), inner)
    return None


def _is_two_names(text: str) -> bool:
    """Tell a photographer and an agency parted by a slash from other bracketed words.

    >>> _is_two_names("Ona Field/NORTHLINE"), _is_two_names("left/right")
    (True, False)
    """
    parts = [part.strip() for part in text.split("/")]
    return len(parts) > 1 and all(p[:1].isupper() and share_of_names(p) == 1 for p in parts)


def _after_label(tail: str) -> _Cut | None:
    """``... Photo: Ines Vall``, the first label whose rest reads like names."""
    if _LABEL_END.search(tail) is None:
        return None
    for match in _each(_LABELLED, tail):
        before = tail[: match.start("label")].rstrip()
        if _is_label(before, match["label"]) and _reads_like_names(match["who"], alone=not before):
            return _Cut(match.start("label"), match["who"])
    return None


def _each(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that runs to the end of the text, from left to right."""
    match = pattern.search(text)
    while match is not None:
        yield match
        match = pattern.search(text, match.start() + 1)


def _is_label(before: str, label: str) -> bool:
    """Tell a label from a word of a sentence: it opens something, or is capitalised.

    >>> _is_label("The hall.", "photo"), _is_label("The hall", "Photo")
    (True, True)
    >>> _is_label("Kitchen and", "source"), _is_label("Im", "Bild")
    (False, False)
    """
    if not before or not before[-1].isalnum():
        return True
    return not label[0].islower() and before.rpartition(" ")[2].lower() not in SMALL


def _reads_like_names(who: str, *, alone: bool) -> bool:
    """Tell names, agencies and licences from a sentence.

    Args:
        who: What follows a label.
        alone: Nothing stands before the label, so that it may as well name what is shown.
    """
    if _SITE.fullmatch(who.strip()):
        return True
    count = len(WORD.findall(who))
    if count > _MANY or _GOES_ON.search(who):
        return False
    return (count <= FEW and not alone) or share_of_names(who) >= NAMELY


def _after_phrase(tail: str) -> _Cut | None:
    """``... Photo by Ines Vall``, ``Courtesy of the museum``."""
    for match in _each(_PHRASE, tail):
        before = tail[: match.start("label")].rstrip()
        parted = not before or not before[-1].isalnum()
        if parted and match["label"][0].isupper() and _reads_like_names(match["who"], alone=True):
            return _Cut(match.start("label"), match["who"])
    return None


def _after_sign(tail: str) -> _Cut | None:
    """``... © Ines Vall``, whatever follows if it is short."""
    match = _SIGN.search(tail)
    if match is None or not _reads_like_names(match["who"], alone=False):
        return None
    return _Cut(match.start("label"), match["who"])


def _by_script(tail: str) -> _Cut | None:
    """Korean, Chinese and Japanese forms: ``/해오름일보 한소라 기자``, ``本报记者 苏敏 摄``."""
    for pattern in () if tail.isascii() else (_HANGUL_END, _HAN_END):
        match = pattern.search(tail)
        if match is not None:
            return _Cut(match.start() + (tail[match.start()] in ".。"), match["who"])
    return None


def _by_agency(tail: str) -> _Cut | None:
    """``... at noon. Ines Vall/Reuters`` and ``... at noon | Ines Vall``: names to the very end."""
    for match in _each(_SENTENCE_END, tail):
        who = tail[match.end() :].strip()
        if " | " not in who and _is_signed(match[0].strip(), who):
            return _Cut(match.start() + len(match[0].rstrip()), who)
    return None


def _is_signed(parting: str, who: str) -> bool:
    """Tell names behind a sentence or a bar: with an agency, or few words behind a bar."""
    count = len(WORD.findall(who))
    if count > 2 * FEW or share_of_names(who) < 1:
        return False
    if AGENCY.search(who) or _is_two_names(who):
        return True
    return parting == "|" and count <= _FULL and who.replace(" ", "").isalpha()
