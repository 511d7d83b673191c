"""Reads a date as pages print it, in the languages of news sites. No guesses from today's date."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final, NamedTuple

from articlekit.fields._months import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_CHARS = 400
"""Longer texts are prose, not date lines."""

_FIRST_YEAR = 1990
"""Nothing on the web is older; a smaller year is a default value or a historical date."""

_SHORT = 2
"""Digits of a day, a month, or a year without its century."""
_FULL_YEAR = 4
_DAYS_A_MONTH = 31
_MONTHS_A_YEAR = 12
_HOURS_A_HALF = 12
_THAI_YEARS = 2400
"""A larger year is counted from the Buddha, 543 before the common one."""

_LEAST_DIGITS = re.compile(r"\d\D*\d\D*\d")
"""No date has fewer: a day and a short year beside the name of a month."""
_YEAR_FIRST = re.compile(
    r"(?<![\d.,])(\d{4})\s?(?:[-/.]|年|년)\s?(\d{1,2})\s?(?:[-/.]|月|월)\s?(\d{1,2})(?!\d)[日일.]?"
)
_DAY_FIRST = re.compile(
    r"(?<![\d.,/-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d/-])"
)
_VIETNAMESE = re.compile(
    r"(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2}),?\s+(?:năm\s+)?(\d{4})(?!\d)", re.IGNORECASE
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(?!\d)")
_EPOCH = re.compile(r"\s*(\d{10})(\d{3})?(?:\.\d+)?\s*")
# A year glued to the next date ("5 mars 20245 mars 2024") is cut off.
_TOKEN = re.compile(r"(?:19|20)\d\d(?=\d{1,2}(?!\d))|\d+|[^\s\d,:;/()|·•\-–—_]+")
_FILLERS = frozenset(
    "de del of the d' da di den dnia th st nd rd er ο το º ª . um le el il a o do г la på".split()
)

_TIME = re.compile(
    r"(?<![\d.])(\d{1,2})(?::|h|：)(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?!\d)"
    r"\s{0,2}([ap])?(?:\.?m\b\.?)?",
    re.IGNORECASE,
)
_DOT_TIME = re.compile(
    r"(?<![\d.])(\d{1,2})[.](\d{2})(?![\d.])()\s?(?:uhr|hrs|h\b|([ap])\.?m\b)", re.IGNORECASE
)
_ZONE = re.compile(r"\s{0,2}\(?(?:(?:UTC|GMT)?\s?([+\-−]\d{2}):?(\d{2})?(?!\d)|(Z|[A-Z]{3,4})\b)")
_ZONE_HOURS: Final = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2,
    "MESZ": 2, "EET": 2, "SAST": 2, "EEST": 3, "MSK": 3, "EAT": 3, "WIB": 7, "WITA": 8, "HKT": 8,
    "SGT": 8, "AWST": 8, "WIT": 9, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12,
    "NZDT": 13, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
"""Hours ahead of UTC. Names with several meanings (IST, CST, AST) are left out."""

_MONTH_FIRST_REGIONS = frozenset({"us", "ph", "ca"})
_TIME_REACH = 45
"""How far from its date a time of day may stand, in characters."""


class DateHit(NamedTuple):
    """A date within a text."""

    start: int
    end: int
    value: datetime


class _Day(NamedTuple):
    start: int
    end: int
    year: int
    month: int
    day: int


def parse_date(text: str, language: str | None = None) -> datetime | None:
    """Return the first date in a text, with its time and zone where they are given.

    Args:
        text: A date in any common form: ISO 8601, RFC 2822, numeric, with month names, epoch.
        language: BCP 47 tag of the page; it decides between 3/4 and 4/3.

    Returns:
        An aware datetime where the text gives a zone, else a naive one. None where there is no
        complete date, or one that no page can have: before 1990, or later than two days from now.

    >>> parse_date("2024-03-05T10:20:00+01:00").isoformat()
    '2024-03-05T10:20:00+01:00'
    >>> parse_date("Veröffentlicht am 5. März 2024, 10:20 Uhr").isoformat()
    '2024-03-05T10:20:00'
    >>> parse_date("3/4/2024", "en-US").month, parse_date("3/4/2024", "fr").month
    (3, 4)
    >>> parse_date("3 hours ago") is None
    True
    """
    stripped = text.strip()
    try:  # the fast path: nearly all metadata is ISO 8601
        exact = datetime.fromisoformat(stripped)
    except ValueError:
        return next((hit.value for hit in find_dates(stripped, language)), None)
    return exact if is_plausible(exact) else None


def is_plausible(value: datetime) -> bool:
    """Tell whether a page can have this date.

    >>> is_plausible(datetime(1970, 1, 1)), is_plausible(datetime(2015, 6, 1))
    (False, True)
    """
    if value.year < _FIRST_YEAR:
        return False
    now = datetime.now(UTC)
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return value.year <= now.year + 1 and aware <= now + timedelta(days=2)


def may_hold_date(text: str) -> bool:
    """Tell whether a text has as many digits as a date; most lines of a page have not.

    >>> may_hold_date("5 May 24"), may_hold_date("Chapter 12")
    (True, False)
    """
    return _LEAST_DIGITS.search(text, 0, _MAX_CHARS) is not None


def find_dates(text: str, language: str | None = None) -> Iterator[DateHit]:
    """Yield the complete, plausible dates of a text in its order."""
    text = text[:_MAX_CHARS]
    if not may_hold_date(text):
        return
    epoch = _EPOCH.fullmatch(text)
    if epoch:
        seconds = int(epoch[1])  # the last three of thirteen digits are milliseconds
        yield from _checked(0, len(text), datetime.fromtimestamp(seconds, UTC))
        return
    end = 0
    days = sorted([*_numeric_days(text, language), *_named_days(text, language)])
    for index, day in enumerate(days):
        if day.start < end:
            continue
        following = next((d.start for d in days[index + 1 :] if d.start >= day.end), len(text))
        value = _with_time(text, day, (end, following))
        end = day.end
        if value is not None:
            yield from _checked(day.start, day.end, value)


def _checked(start: int, end: int, value: datetime) -> Iterator[DateHit]:
    if is_plausible(value):
        yield DateHit(start, end, value)


def _numeric_days(text: str, language: str | None) -> Iterator[_Day]:
    for match in _YEAR_FIRST.finditer(text):
        yield _Day(*match.span(), *map(int, match.groups()))
    for match in _DAY_FIRST.finditer(text):
        first, second, year = int(match[1]), int(match[3]), _full_year(match[4])
        swap = second > _MONTHS_A_YEAR or (
            first <= _MONTHS_A_YEAR and _month_first(match[2], language)
        )
        day, month = (second, first) if swap else (first, second)
        yield _Day(*match.span(), _common_year(year, language), month, day)
    for match in _VIETNAMESE.finditer(text):
        yield _Day(*match.span(), int(match[3]), int(match[2]), int(match[1]))
    for match in _COMPACT.finditer(text):
        end = match.end() if match[4] is None else match.start(4)
        yield _Day(match.start(), end, int(match[1]), int(match[2]), int(match[3]))


def _month_first(separator: str, language: str | None) -> bool:
    """Tell whether 3/4/2024 is in March: in the United States, and in English of no region."""
    if separator == ".":
        return False
    base, _, region = (language or "en").lower().replace("_", "-").partition("-")
    return base == "en" and (not region or region in _MONTH_FIRST_REGIONS)


def _full_year(digits: str) -> int:
    """Return a four-digit year.

    >>> _full_year("98"), _full_year("24")
    (1998, 2024)
    """
    year = int(digits)
    if len(digits) > _SHORT:
        return year
    return year + (1900 if year >= _FIRST_YEAR % 100 else 2000)


def _common_year(year: int, language: str | None) -> int:
    """Turn a year of the Thai calendar into the common one."""
    thai = language is not None and language.lower().startswith("th")
    return year - 543 if thai and year > _THAI_YEARS else year


def _named_days(text: str, language: str | None) -> Iterator[_Day]:
    """Yield days written with the name of a month."""
    tokens = list(_TOKEN.finditer(text))
    for index, token in enumerate(tokens):
        month = MONTHS.get(token[0].lower().strip(".'’"))
        if month is None:
            continue
        before = _numbers(tokens[:index][::-1], 1)
        after = _numbers(tokens[index + 1 :], 2)
        found = _day_and_year(before, after)
        if found:
            day, year = found
            start = min(token.start(), day.start(), year.start())
            end = max(token.end(), day.end(), year.end())
            number = _common_year(_full_year(year[0]), language)
            yield _Day(start, end, number, month, int(day[0]))


def _numbers(tokens: list[re.Match[str]], most: int) -> list[re.Match[str]]:
    """Return the first numbers among tokens, up to a word that no date has."""
    found: list[re.Match[str]] = []
    for token in tokens[:6]:
        if token[0].isdecimal():
            found.append(token)
            if len(found) == most:
                break
        elif token[0].lower().strip(".'’") not in _FILLERS and token[0].strip(".'’"):
            break
    return found


def _day_and_year(
    before: list[re.Match[str]], after: list[re.Match[str]]
) -> tuple[re.Match[str], re.Match[str]] | None:
    """Choose day and year from the numbers beside a month: 5 May 2024, May 5 2024, 2024 May 5."""
    day_first = [(day, year) for day in before for year in after[:1]]
    month_first = [(day, year) for day in after[:1] for year in after[1:]]
    year_first = [(day, year) for day in after[:1] for year in before]
    pairs = [pair for pair in day_first + month_first + year_first if _is_day(pair[0])]
    full = (pair for pair in pairs if len(pair[1][0]) == _FULL_YEAR)
    short = (pair for pair in day_first if _is_day(pair[0]) and _is_short_year(pair[1]))
    return next(full, None) or next(short, None)


def _is_short_year(token: re.Match[str]) -> bool:
    """Tell whether two digits are a year, not the hour of a time."""
    return len(token[0]) == _SHORT and token.string[token.end() : token.end() + 1] not in {
        ":",
        ".",
        "h",
    }


def _is_day(token: re.Match[str]) -> bool:
    return len(token[0]) <= _SHORT and 1 <= int(token[0]) <= _DAYS_A_MONTH


def _with_time(text: str, day: _Day, limits: tuple[int, int]) -> datetime | None:
    """Return the day with the time that stands after it, else before it."""
    try:
        value = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - naive until a zone is seen
    except ValueError:
        return None
    compact = _COMPACT.match(text, day.start)
    if compact and compact[4] is not None:
        hour, minute, second = (int(part or 0) for part in compact.groups()[3:])
        return _combine(value, (hour, minute, second), _zone(text, compact.end()))
    after = (day.end, min(limits[1], day.end + _TIME_REACH))
    before = (max(limits[0], day.start - _TIME_REACH), day.start)
    for span in (after, before):
        match = _TIME.search(text, *span) or _DOT_TIME.search(text, *span)
        if match:
            return _combine(value, _clock(match), _zone(text, match.end()))
    return value


def _clock(match: re.Match[str]) -> tuple[int, int, int]:
    hour = int(match[1])
    half = (match[4] or "").lower()
    if half and 1 <= hour <= _HOURS_A_HALF:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, int(match[2]), int(match[3] or 0)


def _combine(value: datetime, clock: tuple[int, int, int], zone: timezone | None) -> datetime:
    hour, minute, second = clock
    try:
        return value.replace(hour=hour, minute=minute, second=second, tzinfo=zone)
    except ValueError:  # 25:99 is not a time; the day stands
        return value


def _zone(text: str, position: int) -> timezone | None:
    match = _ZONE.match(text, position)
    if not match:
        return None
    if match[1]:
        sign = 1 if match[1][0] == "+" else -1
        minutes = int(match[1][1:]) * 60 + int(match[2] or 0)
        return timezone(sign * timedelta(minutes=minutes)) if minutes < 24 * 60 else None
    hours = _ZONE_HOURS.get(match[3])
    return None if hours is None else timezone(timedelta(hours=hours))
