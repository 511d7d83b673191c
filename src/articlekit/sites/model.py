"""What rules for sites are: sites, their versions, and the rules of a version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from os import PathLike
from pathlib import Path
from urllib.parse import urlsplit

from articlekit.errors import RuleError
from articlekit.roles import ROLES, Role

__all__ = ["Rule", "RuleVersion", "Site", "SiteFixture", "Sites"]


@dataclass(frozen=True, slots=True)
class Rule:
    """The blocks of the selected elements have this role.

    >>> print(Rule("dek", "div.lead"))
    div.lead → dek

    Raises:
        RuleError: There is no such role, or the selector cannot be understood.
    """

    role: Role
    """A role of the newsroom, such as ``"dek"``; ``"other"`` for what is none of the article."""
    selector: str
    """A CSS selector; an XPath where it begins with ``/``."""

    def __post_init__(self) -> None:
        from articlekit.sites.selectors import compile_selector

        if self.role not in ROLES:
            message = f"there is no role {self.role!r}: use one of {', '.join(ROLES)}"
            raise RuleError(message)
        compile_selector(self.selector)

    def __str__(self) -> str:
        return f"{self.selector} → {self.role}"


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """The rules for one generation of a site's pages.

    Raises:
        RuleError: The last day lies before the first.
    """

    rules: tuple[Rule, ...]
    valid_from: date | None = None
    """The first day on which a page may be published; None: from the beginning."""
    valid_until: date | None = None
    """The last such day, included; None: until today and on."""

    def __post_init__(self) -> None:
        first, last = self._bounds
        if last < first:
            message = f"valid_until {last} lies before valid_from {first}: swap or correct them"
            raise RuleError(message)

    def covers(self, day: date) -> bool:
        """Tell whether pages published on this day have these rules."""
        first, last = self._bounds
        return first <= day <= last

    def overlaps(self, other: RuleVersion) -> bool:
        """Tell whether there is a day that both cover.

        >>> RuleVersion((), valid_until=date(2022, 5, 1)).overlaps(
        ...     RuleVersion((), date(2022, 5, 1))
        ... )
        True
        """
        first, last = self._bounds
        other_first, other_last = other._bounds
        return first <= other_last and other_first <= last

    @property
    def period(self) -> str:
        """The days in words.

        >>> RuleVersion((), date(2022, 5, 1)).period, RuleVersion(()).period
        ('from 2022-05-01', 'always')
        """
        start = f"from {self.valid_from}" if self.valid_from else ""
        end = f"until {self.valid_until}" if self.valid_until else ""
        return " ".join(filter(None, (start, end))) or "always"

    @property
    def _bounds(self) -> tuple[date, date]:
        return self.valid_from or date.min, self.valid_until or date.max


@dataclass(frozen=True, slots=True)
class SiteFixture:
    """A saved page of a site, and what rules should make of it."""

    page: Path
    url: str | None = None
    """The address that the page was taken from."""
    expected: Path | None = None
    """A JSON file with fields as ``Article.to_dict`` writes them; only those in it are compared."""
    fields: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    """Fields as texts: a text, or for a list the text, name or title of each item."""
    present: tuple[str, ...] = ()
    """Texts that must stand in the article's text."""
    absent: tuple[str, ...] = ()
    """Texts that may stand in no field of the article."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site and its rules.

    Raises:
        RuleError: There is no host, or versions overlap.
    """

    hosts: tuple[str, ...]
    """Host names; each stands for its subdomains, such as ``"www.example.com"``, too."""
    versions: tuple[RuleVersion, ...]
    fixtures: tuple[SiteFixture, ...] = ()
    path: Path | None = None
    """The file that the rules were read from."""

    def __post_init__(self) -> None:
        if not self.hosts or not all(map(_is_host, self.hosts)):
            message = 'hosts are bare host names, at least one: hosts = ["example.com"]'
            raise RuleError(message)
        for one, other in combinations(self.versions, 2):
            if one.overlaps(other):
                message = (
                    f"two versions cover the same days ({one.period}; {other.period}):"
                    " let valid_until of one end before valid_from of the other"
                )
                raise RuleError(message)

    def version_for(self, published: date | None) -> RuleVersion | None:
        """Return the rules for a page of this day, the newest for a page without a date."""
        if published is None:
            return max(self.versions, key=lambda version: version._bounds, default=None)  # noqa: SLF001 own class
        return next((version for version in self.versions if version.covers(published)), None)


@dataclass(frozen=True, slots=True)
class Sites:
    """The rules of any number of sites; immutable, so that threads may share it.

    >>> lead = Rule("dek", "div.lead")
    >>> sites = Sites((Site(("harbour.example",), (RuleVersion((lead,)),)),))
    >>> sites.for_url("https://www.harbour.example/story").versions[0].rules[0].role
    'dek'
    >>> sites.for_url("https://otherharbour.example/story") is None
    True

    Raises:
        RuleError: Two sites name the same host.
    """

    sites: tuple[Site, ...] = ()

    def __post_init__(self) -> None:
        seen: dict[str, Site] = {}
        for site in self.sites:
            for host in dict.fromkeys(map(_plain_host, site.hosts)):
                if host in seen:
                    files = f" ({seen[host].path}; {site.path})" if site.path else ""
                    message = f"two sites name the host {host}{files}: put their rules together"
                    raise RuleError(message, path=site.path, key="hosts")
                seen[host] = site

    def __iter__(self) -> Iterator[Site]:
        return iter(self.sites)

    def __len__(self) -> int:
        return len(self.sites)

    @classmethod
    def read(cls, path: str | PathLike[str]) -> Sites:
        """Read a file, or all ``*.toml`` files of a folder.

        Raises:
            RuleError: There is no such file, none in the folder, or one that is not right. The
                message names the file and the key, and says what to do.
        """
        from articlekit.sites.read import read_sites

        return cls(read_sites(Path(path)))

    @classmethod
    def parse(cls, toml: str) -> Sites:
        """Read the text of one file.

        Raises:
            RuleError: The text is not right.
        """
        from articlekit.sites.read import parse_site

        return cls((parse_site(toml),))

    def for_url(self, url: str | None) -> Site | None:
        """Return the site of an address; of several that fit, the one with the longest host."""
        host = _host_of(url or "")
        if not host:
            return None
        fitting = (
            (len(plain), site)
            for site in self.sites
            for plain in map(_plain_host, site.hosts)
            if host == plain or host.endswith(f".{plain}")
        )
        return max(fitting, key=lambda pair: pair[0], default=(0, None))[1]


def _is_host(host: str) -> bool:
    """Tell a bare host name from an address.

    >>> _is_host("example.com"), _is_host("https://example.com/"), _is_host("example.com:80")
    (True, False, False)
    """
    written = bool(host) and host.isprintable() and " " not in host
    return written and _host_of(f"//{host}") == _plain_host(host)


def _host_of(url: str) -> str | None:
    """Return the host of an address in its plain form.

    >>> _host_of("https://user@WWW.Example.com.:443/a"), _host_of("story.html")
    ('www.example.com', None)
    """
    try:
        host = urlsplit(url.strip()).hostname
    except ValueError:  # an address such as "http://[" cannot be parsed
        return None
    return _plain_host(host) if host else None


def _plain_host(host: str) -> str:
    """Return a host in the form in which hosts are compared.

    >>> _plain_host("Zürich.example."), _plain_host("xn--zrich-kva.example")
    ('xn--zrich-kva.example', 'xn--zrich-kva.example')
    """
    plain = host.rstrip(".").lower()
    if plain.isascii():
        return plain
    try:
        return plain.encode("idna").decode()
    except UnicodeError:  # no host name at all, equal to itself only
        return plain
