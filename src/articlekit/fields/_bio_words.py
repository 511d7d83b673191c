"""How prose about a person begins, and the names that it gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_AUTHORS: Final = 50
"""People of a page that are looked for in its bios; more are read only by mistake."""
LONGEST_HEADING: Final = 100
"""Characters of a line that holds a name; a longer one is prose."""
_CAPITAL: Final = r"[^\W\d_a-zß-ÿ][\w.'’-]{0,30}"
_NAME: Final = rf"((?-i:{_CAPITAL}(?:\s(?:[a-z]{{1,3}}\s)?{_CAPITAL}){{0,4}}))"
"""A word with a capital, or some, with short words such as "de" between them."""


_OPENING: Final = re.compile(
    rf"\W{{0,3}}(?:(?:dr|prof|mr|mrs|ms)\.?\s)?{_NAME}"
    r"(?:\s?\([^()]{1,40}\)|,[^,]{1,40},)?,?\s"
    r"(?:is|was|are|has|covers|writes|reports|lives|works|joined|teaches|leads|ist|war|hat|lehrt|"
    r"schreibt|arbeitet|lebt|studiert|leitet|wurde|est|écrit|travaille|es|fue|escribe|cubre|"
    r"trabaja|è|scrive|é|escreve|schrijft|werkt|är|skriver|er|jest|pisze)\b",
    re.IGNORECASE,
)
"""How prose about somebody begins: "Maja Lund is …"."""
_MAX_OPENING: Final = 200
"""Characters of a text in which its first verb stands."""
_NO_PERSON: Final = re.compile(
    r"(?:the|th(?:is|ese)|der|die|das|diese[rs]?|our|we|he|she|it|er|sie|i|ce(?:t|tte)?|"
    r"est[ea]|quest[oa]|denn?[ae]|dette|dit|deze)\b",
    re.IGNORECASE,
)
"""What begins a sentence and is no name, though it has a capital there."""


def opening_name(text: str) -> str | None:
    """Return the name that a bio begins with.

    >>> opening_name("Maja Lund (she/her) is a reporter.")
    'Maja Lund'
    >>> opening_name("She has been on the coast for years.") is None
    True
    """
    match = _OPENING.match(text[:_MAX_OPENING])
    name = match[1].rstrip(".") if match else ""
    return name if name and not _NO_PERSON.match(name) else None


_INTRODUCTION: Final = re.compile(
    r"(?:\bI(?:['’]m|\sam)|\bmy name is|\bwe are|\bich bin|\bmein name ist|\bje suis|"
    r"\bje m['’]appelle|"
    rf"\bsoy|\bme llamo|\bsono|\bsou|\bik ben|\bjag är|\bjeg er)\s{_NAME}",
    re.IGNORECASE,
)
"""How somebody begins who speaks of themselves: "Hi, I'm Maja, …"."""
LONGEST_GREETING: Final = 120
"""Characters at the start of a text in which its writer gives a name."""
_NAME_END: Final = re.compile(r"(?<=\w{3})\.\s|\s(?:and|und|et|y|e)\s")
"""Where a name ends though a capital follows: "I'm Maja Lund. On this site …"."""


def introduced_name(text: str) -> str | None:
    """Return the name by which the writer of a text introduces themselves.

    >>> introduced_name("Hi, I'm Tom Okafor!"), introduced_name("I am a reporter.")
    ('Tom Okafor', None)
    """
    match = _INTRODUCTION.search(text[:LONGEST_GREETING])
    return _NAME_END.split(match[1])[0].rstrip(".") if match else None


_WORD: Final = re.compile(r"\w+")


def words_in_order(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return _WORD.findall(text.lower())


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text in small letters, each once."""
    return frozenset(words_in_order(text))


_APPOSITION: Final = re.compile(
    r",\s(?:an?|the|one|eine?r?|une?|el|la|le|una?|o|um|uma|een|en|et|ett)\s", re.IGNORECASE
)
"""How it goes on behind the name where it has no verb: "Maja Lund, a reporter who …"."""


def is_told(text: str, names: Iterable[str]) -> bool:
    """Tell whether a text says what somebody of these names is, not what they said or did.

    >>> is_told("Maja Lund, a reporter who sails.", ["Maja Lund"])
    True
    >>> is_told("Maja Lund told the council of it.", ["Maja Lund"])
    False
    """
    if _OPENING.match(text[:_MAX_OPENING]):
        return True
    return any(
        text.startswith(name) and _APPOSITION.match(text, len(name)) is not None for name in names
    )


_SELF_PORTRAIT: Final = re.compile(
    r"\W{0,3}(?:(?:hi|hey|hello|hallo|moin|hola|ciao|salut|hoi)\b(?:\s(?:there|all))?\W{1,4})?"
    r"(?:I(?:['’]m|\sam)|ich bin|je suis|soy|sono|ik ben|jeg er|jag är)\s"
    rf"(?:an?\s|the\s|eine?r?\s|une?\s|een\s|en\s|(?-i:{_CAPITAL}[\s,.!]))",
    re.IGNORECASE,
)
"""How a box begins in which the owner of a blog greets the readers."""


def is_portrait(text: str) -> bool:
    """Tell whether a text begins as that of somebody who greets the readers.

    >>> is_portrait("Hello! I'm a baker by the sea."), is_portrait("I'm sure it will rain.")
    (True, False)
    """
    return _SELF_PORTRAIT.match(text) is not None


_FIRST_PERSON: Final = re.compile(
    r"\bI(?:['’](?:m|ve|ll)|\s(?:am|have|was|love|write|work|live)|\sco-?found)|\b[Mm]y\s|\b[Ii]ch\s|"
    r"\b[Jj]e\s|\bj['’]|\b[Ss]oy\s|\b[Ss]ono\s|\b[Ss]ou\s|\b[Ii]k\s|\b[Jj]eg\s|\b[Jj]ag\s"
)
"""What only somebody says who speaks of themselves."""


def is_first_person(text: str) -> bool:
    """Tell whether the writer of a text speaks of themselves.

    >>> is_first_person("I've lived by the harbour for years."), is_first_person("She has.")
    (True, False)
    """
    return _FIRST_PERSON.search(text) is not None
