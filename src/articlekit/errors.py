"""Everything that a public call may raise.

::

    ArticleKitError
     ├── LoadError          the source is not a page
     │    ├── UnsupportedContentError   an image, a PDF, an archive, a font …
     │    └── TooLargeError             over the size limit
     ├── FetchError         the address gave no page (carries ``url`` and ``status``)
     ├── FormatError        a stored article that cannot be read back
     ├── RuleError          rules for a site that are not right (carries ``path`` and ``key``)
     ├── WorkerError        a process of `extract_many` died (carries ``keys``)
     └── MissingExtraError  an optional library is not installed

A poor page is not an error: it gives an `Article` with fewer fields.
"""

from __future__ import annotations

from os import PathLike, fspath


class ArticleKitError(Exception):
    """The base of every error raised by articlekit."""


class LoadError(ArticleKitError):
    """The source cannot be read as a page."""


class UnsupportedContentError(LoadError):
    """The source holds something other than text: an image, a PDF, an archive."""


class TooLargeError(LoadError):
    """The source is larger than the limit."""


class FetchError(ArticleKitError):
    """No page came from an address.

    ``status`` is the HTTP status of the answer, None where there was no answer.
    """

    def __init__(self, message: str, *, url: str, status: int | None = None) -> None:
        super().__init__(message)
        self.url = url
        self.status = status

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild_fetch_error, (str(self), self.url, self.status)


def _rebuild_fetch_error(message: str, url: str, status: int | None) -> FetchError:
    """Make a pickled FetchError again (its arguments are keyword-only)."""
    return FetchError(message, url=url, status=status)


class FormatError(ArticleKitError):
    """A dict or JSON text does not describe an article."""


class RuleError(ArticleKitError):
    """Rules for a site that cannot be read or make no sense; the message says what to do."""

    def __init__(
        self, problem: str, *, path: PathLike[str] | None = None, key: str | None = None
    ) -> None:
        place = ": ".join(filter(None, (None if path is None else fspath(path), key)))
        super().__init__(f"{place}: {problem}" if place else problem)
        self.problem = problem
        """What is wrong, without the place."""
        self.path = path
        """The file, None for rules that were made in Python."""
        self.key = key
        """The key in the file, such as ``"versions[2].roles.dek[1]"``, counted from 1."""

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild_rule_error, (self.problem, self.path, self.key)


def _rebuild_rule_error(problem: str, path: PathLike[str] | None, key: str | None) -> RuleError:
    """Make a pickled RuleError again (its arguments are keyword-only)."""
    return RuleError(problem, path=path, key=key)


class WorkerError(ArticleKitError):
    """A worker process of `extract_many` died: killed, out of memory, crashed.

    ``keys`` are those of the pages that were under way, one for each worker at most. One of them
    is likely the cause.
    """

    def __init__(self, message: str, *, keys: tuple[object, ...] = ()) -> None:
        super().__init__(message)
        self.keys = keys

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild_worker_error, (str(self), self.keys)


def _rebuild_worker_error(message: str, keys: tuple[object, ...]) -> WorkerError:
    """Make a pickled WorkerError again (its arguments are keyword-only)."""
    return WorkerError(message, keys=keys)


class MissingExtraError(ArticleKitError):
    """An optional library is missing; the message says which extra brings it."""
