"""Takes the people out of a byline: no "By", no roles, places, dates or addresses."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from articlekit.fields._byline_words import (
    AGENCY,
    AND,
    BY,
    CREDENTIAL,
    DESK,
    FIRST_NAMES,
    FURNITURE,
    GLUED_BY,
    HANDLE_BEFORE,
    KOREAN_ROLE,
    LEADING_ROLE,
    LIST,
    NOT_NAMES,
    OTHER_HANDS,
    PARTICLES,
    PREPOSITIONS,
    ROLE,
    ROLE_ADJECTIVES,
    SECTION_WORDS,
    SEVERAL_TASKS,
    STOP,
)
from articlekit.fields._dateparse import find_dates
from articlekit.fields._months import MONTHS

_MAX_CHARS = 400
_MAX_NAME_CHARS = 80
_MAX_NAME_WORDS = 7
_MAX_CREDENTIAL = 12
_LEAST_UNCASED, _MOST_UNCASED = 2, 30
"""Letters of a name in a script without capitals."""
_INITIAL = 3
"""Up to here a full stop is part of the piece: "J.", "Jr."."""
_USUAL_WORDS = 3
_PAIR = 2
_PREFIX = 3
"""Letters that may stand before a capital inside a name: "McKay", "DeSousa", "MacNeil"."""


class Signature(NamedTuple):
    """A name of a byline with what is said of the person there."""

    name: str
    title: str | None = None


_REMARK: Final = re.compile(r"[\[(][^\[\]()]{0,80}[\])]")
"""A remark in brackets, which may stand in the middle of a name."""
_NOISE: Final = re.compile(
    r"\S{1,80}@\S{1,80}\.\w{2,10}|\[email[\s\xa0]protected\]|(?:https?://|www\.)\S{1,300}|"
    r"(?<!\S)@\w{1,40}|\d{1,2}時(?:\d{1,2}分)?|\d{1,2}시(?:\s?\d{1,2}분)?|"
    r"\b\d{1,2}[:.h]\d{2}\b(?:\s?(?:Uhr|[ap]\.?m\.?))?|[©®™†*●◆▲#]"
)
"""Addresses, handles, times, marks."""
_BRACKETS: Final = re.compile(r"\s*[\[(【《〈]([^\[\]()【】《》〈〉]{1,80})[\])】》〉]\s*")
_SEPARATOR: Final = re.compile(r"\s*(?:[|•·;~⋅\n‧►»«]|\s[–—-]+\s|[–—]\s|／|(?<=\S)[–—-]\s*$)\s*")
_GLUED: Final = re.compile(
    r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ][a-zà-ÿ]{2,20})|(?<=[a-zß-ÿ])(?=\d{1,2}(?:\s|,|$))"
)
_FOOTNOTE: Final = re.compile(r"(?<=\w\s\w{3})(\w{0,30}[^\W\d])\d{1,2}(?=\s|,|$)")
_EDGES: Final = " .,:-–—|("
_WORD: Final = re.compile(r"\w+")
_CASED: Final = re.compile(r"[A-Za-zÀ-ɏͰ-ӿ]")


def split_names(byline: str) -> tuple[str, ...]:
    """Return the names in a byline, in its order, each once.

    >>> split_names("By Maja Lund and Tom Okafor, Political Editor | 5 March 2024")
    ('Maja Lund', 'Tom Okafor')
    >>> split_names("Von Anna Berg, Lena Vogt und Jan Roth")
    ('Anna Berg', 'Lena Vogt', 'Jan Roth')
    >>> split_names("Sam Reed, Jr.")
    ('Sam Reed, Jr.',)
    """
    return tuple(signature.name for signature in read_byline(byline))


def read_byline(byline: str) -> tuple[Signature, ...]:
    """Return who signs in a printed byline, with the role that stands beside the name."""
    text = SEVERAL_TASKS.sub("by ", _without_noise(byline[:_MAX_CHARS]))
    text = OTHER_HANDS.sub(" | ", text)
    parts = [part for part in _SEPARATOR.split(text) if part.strip()]
    for index, part in enumerate(parts):
        match = BY.search(part)
        if match:
            found = _announced(part[match.end() :])
            return _with_title(found, parts[index + 1 : index + 2])
    for index, part in enumerate(parts):
        found = () if BY.match(part.strip() + " X") else _signatures(part)
        if found and (_may_sign_alone(found[0].name) or part.strip(" .,") == found[0].name):
            return _with_title(found, parts[index + 1 : index + 2])
    return ()


def _announced(text: str) -> tuple[Signature, ...]:
    """Return who stands after a "By", and after a second one: "Post author By Maja Lund"."""
    again = BY.match(text)
    text = text[again.end() :] if again else text
    handle = HANDLE_BEFORE.match(text)
    return (Signature(handle[1]),) if handle and _is_handle(handle[1]) else _signatures(text)


def visible_writers(byline: str) -> str:
    """Return a byline without the parts about editors, photographers and the like.

    >>> visible_writers("By Maja Lund | Editor: Max Frey")
    'By Maja Lund | '
    """
    return OTHER_HANDS.sub("", byline)


def _may_sign_alone(name: str) -> bool:
    """Tell whether a name is surely one, among parts that may be anything."""
    return is_full_name(name) or DESK.fullmatch(name) is not None


def is_announced(text: str) -> bool:
    """Tell whether somebody is announced in a line: "5 May | By Maja Lund".

    >>> is_announced("5 May | By Maja Lund"), is_announced("Politics | 5 May")
    (True, False)
    """
    return BY.search(text[:_MAX_CHARS]) is not None


def is_separate_byline(text: str) -> bool:
    """Tell whether a byline starts anew, and does not go on with the one before it.

    >>> is_separate_byline("By Maja Lund"), is_separate_byline("Tom Okafor,")
    (True, False)
    """
    return BY.match(text) is not None or any(True for _ in find_dates(text))


def read_names(value: str) -> tuple[Signature, ...]:
    """Return the names in declared metadata, where nothing but names is expected."""
    if _is_handle(value.strip()):
        return (Signature(value.strip()),)
    text = _without_noise(value[:_MAX_CHARS])
    match = BY.match(text)
    text = text[match.end() :] if match else text
    parts = _SEPARATOR.split(text)
    found = [signature for part in parts for signature in _signatures(part, declared=True)]
    return tuple(dict.fromkeys(found))


def _is_handle(text: str) -> bool:
    """Tell whether a text is a user name, which readers see as the author.

    >>> _is_handle("freeman1984"), _is_handle("jane@news.example"), _is_handle("105092")
    (True, False, False)
    """
    plain = re.fullmatch(r"[\w.-]{2,40}", text) is not None
    odd = text.isdecimal() or "." in text[-5:]
    return plain and not odd and text.lower() not in NOT_NAMES | PARTICLES


def _without_noise(text: str) -> str:
    """Replace what is no name by a separator."""
    whole = _BRACKETS.fullmatch(text)
    text = whole[1] if whole else text
    pieces: list[str] = []
    end = 0
    for hit in find_dates(text):
        pieces += (text[end : hit.start], " | ")
        end = hit.end
    text = "".join((*pieces, text[end:]))
    text = GLUED_BY.sub(lambda match: match[0] + " ", _unglue(text))
    text = KOREAN_ROLE.sub("", _REMARK.sub(" ", _NOISE.sub(" | ", text)))
    return " ".join(text.split())


def _unglue(text: str) -> str:
    """Part a name from the role, label or date that follows it without a space.

    >>> _unglue("Maja LundEditor"), _unglue("Ann McDonald"), _unglue("Maja LundTwitter")
    ('Maja Lund Editor', 'Ann McDonald', 'Maja Lund Twitter')
    """
    pieces: list[str] = []
    last = 0
    for match in _GLUED.finditer(text):
        if _is_glue(text, match.end()):
            pieces += (text[last : match.end()], " ")
            last = match.end()
    return "".join((*pieces, text[last:]))


def _is_glue(text: str, position: int) -> bool:
    """Tell whether a word of a role, a label or a date begins within a word."""
    tail = _WORD.match(text, position)
    word = tail[0] if tail else ""
    if word.lower() in MONTHS or word.lower() in SECTION_WORDS:
        return True
    if ROLE.match(word) or STOP.match(word):
        return True
    head = re.split(r"\W", text[max(0, position - _PREFIX - 1) : position])[-1]
    near = re.split(r"[,|]", text[position:][:40])[0]
    return len(head) > _PREFIX and ROLE.search(near) is not None


@lru_cache(maxsize=256)  # many steps ask it of the same few names
def is_full_name(text: str) -> bool:
    """Tell whether a name is that of a person, as far as its form says.

    >>> is_full_name("Maja Lund"), is_full_name("amw"), is_full_name("山田太郎")
    (True, False, True)
    """
    if not _CASED.search(text):
        return _LEAST_UNCASED <= len(text) <= _MOST_UNCASED
    words = text.split()
    return len(words) > 1 and any(word[0].isupper() for word in words) and not ROLE.search(text)


def _with_title(found: tuple[Signature, ...], following: list[str]) -> tuple[Signature, ...]:
    """Give the only signer the role that stands after the name."""
    if len(found) == 1 and found[0].title is None and following and ROLE.search(following[0]):
        return (Signature(found[0].name, following[0].strip()),)
    return found


def _signatures(part: str, *, declared: bool = False) -> tuple[Signature, ...]:
    """Split one part of a byline into people; roles and credentials go to the one before."""
    found: list[Signature] = []
    pieces = _pieces(part)
    for index, piece in enumerate(pieces):
        if found and CREDENTIAL.fullmatch(piece) and len(piece) <= _MAX_CREDENTIAL:
            found[-1] = found[-1]._replace(name=f"{found[-1].name}, {piece}")
        elif found and ROLE.search(piece):
            found[-1] = found[-1]._replace(title=found[-1].title or piece)
        elif found and found[-1].title and not any(map(ROLE.search, pieces[index : index + 2])):
            continue  # the employer, after the role
        elif declared and is_name(name := LEADING_ROLE.sub("", piece)):
            found.append(Signature(name))
        elif not declared and (name := _leading_name(piece)):
            rest = piece[len(name) :].strip(" ,-")
            found.append(Signature(name, rest if rest and ROLE.search(rest) else None))
    return tuple(dict.fromkeys(_without_place(found, part)))


def _without_place(found: list[Signature], part: str) -> list[Signature]:
    """Drop the town that closes a byline, and small words that are left of a sentence.

    They stand in "Maja Lund and Tom Okafor, Nairobi" and "Maja Lund, who writes on science, …".
    """
    if any(is_full_name(signer.name) for signer in found):
        found = [signer for signer in found if " " in signer.name or not signer.name.islower()]
    *people, last = found or [Signature("")]
    closes = part.rstrip(" .").endswith(", " + last.name) and " " not in last.name
    if people and closes and last.name.istitle() and all(is_full_name(s.name) for s in people):
        return people
    return found


def _pieces(part: str) -> list[str]:
    """Split at commas and "and", unless that would cut a single name apart."""
    pieces = [
        piece.strip(" .:") if len(piece) > _INITIAL else piece for piece in LIST.split(part.strip())
    ]
    pieces = [half for piece in pieces for half in _at_slash(piece) if half]
    if len(pieces) == _PAIR and all(" " not in piece for piece in pieces):
        first, second = pieces
        inverted = (
            "," in part and first[:1].isupper() and second[:1].isupper() and not first.isupper()
        )
        if inverted and not CREDENTIAL.fullmatch(second):
            return [f"{second} {first}"]
        return [part.strip()] if AND.search(part) else pieces
    return _rejoin_organisations(part, pieces)


def _at_slash(piece: str) -> list[str]:
    """Split "Maja Lund/Tom Okafor", but not "AFP/The Local" or a lone pair of initials."""
    halves = [half.strip() for half in piece.split("/")]
    return halves if all(is_full_name(half) for half in halves) else [piece]


def _rejoin_organisations(part: str, pieces: list[str]) -> list[str]:
    """Keep "Smith and Sons" or "Food and Drug Administration" whole."""
    halves = AND.split(part.strip())
    if len(halves) == _PAIR and "," not in part and " " not in min(halves, key=len).strip():
        return [part.strip()]
    return pieces


def _leading_name(piece: str) -> str:
    """Return the name that a printed piece begins with.

    >>> _leading_name("Isa Lang am Samstag um")
    'Isa Lang'
    >>> _leading_name("it was a long day")
    ''
    """
    whole = piece.strip(_EDGES)
    piece = LEADING_ROLE.sub("", STOP.sub("", piece).strip(_EDGES))
    if DESK.fullmatch(piece):
        return piece
    words = AGENCY.sub("", piece).strip(_EDGES).split()
    if len(words) == 1:  # a user name, unless it is what is left of a sentence
        return words[0] if _is_handle(words[0]) and (piece == whole or not piece.islower()) else ""
    count = next((i for i, word in enumerate(words) if not _is_name_word(word)), len(words))
    role = ROLE.search(" ".join(words[1:]))
    if role:
        before = len(" ".join(words[1:])[: role.start()].split()) + 1
        count = min(count, before if before <= _USUAL_WORDS else _usual_length(words))
    while role and count > _PAIR and words[count - 1].lower() in ROLE_ADJECTIVES:
        count -= 1
    while count and (words[count - 1] in PARTICLES or _is_stray_month(words[:count])):
        count -= 1
    name = _FOOTNOTE.sub(r"\1", " ".join(words[:count]))
    return name if is_name(name) else ""


def _is_stray_month(words: list[str]) -> bool:
    """Tell whether a name seems to end in a month, left over from a date."""
    return (
        len(words) != _PAIR and words[-1].lower() in MONTHS and words[-1].lower() not in FIRST_NAMES
    )


def _usual_length(words: list[str]) -> int:
    """Return how many words a name takes when a long job title follows it.

    >>> (
    ...     _usual_length("Ann B. Cole Executive Digital".split()),
    ...     _usual_length("Ann Cole Senior".split()),
    ... )
    (3, 2)
    """
    count = 2
    while count < len(words) and (
        len(words[count - 1].strip(".")) == 1 or words[count - 1].lower() in PARTICLES
    ):
        count += 1
    return count


def _is_name_word(word: str) -> bool:
    first = word.lstrip("\"'’‘“(.")[:1]
    if not first.isalpha() or word.lower() in PREPOSITIONS:
        return False
    return not first.islower() or word.lower() in PARTICLES


def is_name(text: str) -> bool:
    """Tell whether a text can be the name of somebody who signs.

    >>> is_name("Ana de la Cruz"), is_name("https://a.example/b"), is_name("12"), is_name("Share")
    (True, False, False, False)
    """
    words = text.split()
    if not words or len(words) > _MAX_NAME_WORDS or len(text) > _MAX_NAME_CHARS:
        return False
    if text.lower().replace(" ", "") in NOT_NAMES or ":" in text or "{" in text or "@" in text:
        return False
    if (
        FURNITURE.search(text)
        or text[-1] in "?!…/"
        or ("”" in text and "“" not in text)  # the end of a quotation
        or (len(words) > 1 and words[0].strip("+").isdecimal())
    ):
        return False
    return any(character.isalpha() for character in text)
