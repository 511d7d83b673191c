"""Rules from TOML: every mistake is named with its file, its key and what to do about it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Final, NoReturn, TypeVar

from articlekit.article import Article
from articlekit.errors import RuleError
from articlekit.roles import ROLES, Role
from articlekit.sites.model import Rule, RuleVersion, Site, SiteFixture

_MAX_BYTES: Final = 1024 * 1024
_SITE_KEYS: Final = ("hosts", "roles", "versions", "fixtures")
_VERSION_KEYS: Final = ("valid_from", "valid_until", "roles")
_FIXTURE_KEYS: Final = ("page", "url", "expected", "fields", "present", "absent")
_DERIVED_FIELDS: Final = ("text", "captions", "author_bio")
_T = TypeVar("_T")


def read_sites(path: Path) -> tuple[Site, ...]:
    """Read a file, or all ``*.toml`` files of a folder in the order of their names.

    Raises:
        RuleError: One cannot be read, or the folder has none.
    """
    if not path.is_dir():
        return (read_site(path),)
    paths = sorted(path.glob("*.toml"))
    if not paths:
        message = "no *.toml file in this folder: write one, or draft it from a page"
        raise RuleError(message, path=path)
    return tuple(map(read_site, paths))


def read_site(path: Path) -> Site:
    """Read the rules of one site.

    Raises:
        RuleError: The file is not there or not right.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
        if len(content) > _MAX_BYTES:
            message = f"larger than {_MAX_BYTES // 1024} KiB: split it by site"
            raise RuleError(message, path=path)
        text = content.decode()
    except (OSError, ValueError) as error:  # ValueError: not UTF-8, or a NUL in the name
        message = f"cannot be read: {getattr(error, 'strerror', None) or error}"
        raise RuleError(message, path=path) from error
    return parse_site(text, path)


def parse_site(text: str, path: Path | None = None) -> Site:
    """Read the text of a file.

    Args:
        text: The TOML.
        path: The file that it comes from, to which the paths in it are relative.

    Raises:
        RuleError: The text is no TOML, or does not describe a site.
    """
    try:
        values = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else error
        message = f"not TOML: {reason}"
        raise RuleError(message, path=path) from error
    return _Reader(path).site(values)


class _Reader:
    """Reads the values of one file; knows its path to name it in messages."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def site(self, values: Mapping[str, Any]) -> Site:
        self._check_keys(values, _SITE_KEYS, "")
        if ("roles" in values) == ("versions" in values):
            self._fail("", "write either one [roles] table or [[versions]] with a table each")
        versions = self._tables(values, "versions") if "versions" in values else [("", values)]
        with self._at("hosts"):
            site = Site(self._texts(values.get("hosts"), "hosts"), ())
        fixtures = tuple(self._fixture(t, key) for key, t in self._tables(values, "fixtures"))
        read = tuple(self._version(table, key) for key, table in versions)
        with self._at("versions"):
            return Site(site.hosts, read, fixtures, self._path)

    def _version(self, table: Mapping[str, Any], key: str) -> RuleVersion:
        if key:
            self._check_keys(table, _VERSION_KEYS, key)
        rules = tuple(self._rules(table, key))
        if not rules:
            self._fail(_joined(key, "roles"), 'no rule: write such as dek = ["div.lead"]')
        first, last = (self._day(table, key, name) for name in ("valid_from", "valid_until"))
        with self._at(key):
            return RuleVersion(rules, first, last)

    def _rules(self, table: Mapping[str, Any], key: str) -> Iterator[Rule]:
        place = _joined(key, "roles")
        roles = self._checked(table.get("roles", {}), dict, place, "a table of roles")
        self._check_keys(roles, ROLES, place)
        known: Role
        for known in roles:
            for number, selector in enumerate(self._texts(roles[known], f"{place}.{known}"), 1):
                with self._at(f"{place}.{known}[{number}]"):
                    yield Rule(known, selector)

    def _day(self, table: Mapping[str, Any], key: str, name: str) -> date | None:
        value = table.get(name) if key else None
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            self._fail(_joined(key, name), "a day without quotes is needed, such as 2024-03-01")
        return value

    def _fixture(self, table: Mapping[str, Any], key: str) -> SiteFixture:
        self._check_keys(table, _FIXTURE_KEYS, key)
        texts = self._checked(table.get("fields", {}), dict, f"{key}.fields", "a table of fields")
        self._check_keys(texts, _field_names(), f"{key}.fields")
        expected = table.get("expected")
        url = table.get("url")
        return SiteFixture(
            page=self._file(table.get("page"), f"{key}.page"),
            url=None if url is None else self._text(url, f"{key}.url"),
            expected=None if expected is None else self._file(expected, f"{key}.expected"),
            fields={
                name: self._field(value, f"{key}.fields.{name}") for name, value in texts.items()
            },
            present=self._texts(table.get("present", []), f"{key}.present"),
            absent=self._texts(table.get("absent", []), f"{key}.absent"),
        )

    def _field(self, value: object, key: str) -> str | tuple[str, ...]:
        return value if isinstance(value, str) else self._texts(value, key)

    def _file(self, value: object, key: str) -> Path:
        """Return a path inside the folder of the file: rules are taken over from others."""
        name = self._text(value, key)
        parts = PurePosixPath(name)
        inside = not (parts.is_absolute() or Path(name).is_absolute())
        if not inside or ".." in (*parts.parts, *Path(name).parts) or "\0" in name:
            self._fail(key, f"{name!r} is not inside the folder of this file: put it there")
        return (self._path.parent if self._path else Path()) / parts

    def _tables(self, values: Mapping[str, Any], name: str) -> list[tuple[str, Mapping[str, Any]]]:
        tables = self._checked(values.get(name, []), list, name, f"written as [[{name}]]")
        keys = [f"{name}[{number}]" for number in range(1, len(tables) + 1)]
        return [
            (key, self._checked(table, dict, key, f"written as [[{name}]]"))
            for key, table in zip(keys, tables, strict=True)
        ]

    def _texts(self, value: object, key: str) -> tuple[str, ...]:
        texts = self._checked(value, list, key, 'a list of texts, such as ["div.lead"]')
        return tuple(self._text(text, f"{key}[{number}]") for number, text in enumerate(texts, 1))

    def _text(self, value: object, key: str) -> str:
        text: str = self._checked(value, str, key, "a text in quotes")
        if not text.strip():
            self._fail(key, "must not be empty")
        return text

    def _checked(self, value: object, kind: type[_T], key: str, wanted: str) -> _T:
        if not isinstance(value, kind):
            missing = value is None
            self._fail(key, f"{'is missing: ' if missing else ''}must be {wanted}")
        return value

    def _check_keys(self, table: Mapping[str, Any], known: tuple[str, ...], key: str) -> None:
        for name in table:
            if name not in known:
                self._fail(_joined(key, name), f"is not known here: use one of {', '.join(known)}")

    @contextmanager
    def _at(self, key: str) -> Iterator[None]:
        """Say where a mistake stands that the model has found."""
        try:
            yield
        except RuleError as error:
            raise RuleError(error.problem, path=self._path, key=error.key or key) from error

    def _fail(self, key: str, problem: str) -> NoReturn:
        raise RuleError(problem, path=self._path, key=key or None)


def _joined(key: str, name: str) -> str:
    """Name a key in a table.

    >>> _joined("versions[2]", "roles"), _joined("", "roles")
    ('versions[2].roles', 'roles')
    """
    return f"{key}.{name}" if key else name


def _field_names() -> tuple[str, ...]:
    return (*(field.name for field in fields(Article)), *_DERIVED_FIELDS)
