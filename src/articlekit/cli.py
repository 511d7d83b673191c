"""The command line: a page in, its article out.

The first word may name a command; anything else is the page of ``extract``, the command of the
bare form. A file that has a command's name is written ``./extract``.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import fields
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NoReturn

from articlekit import __version__
from articlekit.article import Article
from articlekit.errors import ArticleKitError, FormatError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from articlekit.page import Source
    from articlekit.sites import Sites

DONE, FAILED, USAGE = 0, 1, 2
_INTERRUPTED = 130
_LAST_PORT = 65535

_EXAMPLES = """\
examples:
  articlekit page.html
  articlekit https://example.com/story --format markdown -o story.md
  curl -s https://example.com/story | articlekit - --url https://example.com/story --format json
  articlekit page.html --field authors

  articlekit explain page.html --open
  articlekit serve --open
  articlekit rules draft page.html -o rules/example.toml

exit codes: 0 done, 1 failed or no article found, 2 wrong usage
"""
_EXPLAIN_EXAMPLES = """\
examples:
  articlekit explain page.html --open
  articlekit explain page.html --format text
  articlekit explain page.html --compare expected.json -o report.html

exit codes: 0 done, 1 failed, 2 wrong usage
"""
_SERVE_EXAMPLES = """\
examples:
  articlekit serve --open
  articlekit serve --port 9000
  curl -H 'Content-Type: text/html' --data-binary @page.html http://127.0.0.1:8765/extract

exit codes: 0 done, 1 failed, 2 wrong usage
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        argv: the words after the program's name; by default those of the process.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    command = _COMMANDS.get(words[0]) if words else None
    try:
        return command(words[1:]) if command else extract_command(words)
    except ArticleKitError as error:
        return fail(str(error))
    except KeyboardInterrupt:
        return _INTERRUPTED
    except SystemExit as stop:  # argparse: help, version, wrong usage
        return stop.code if isinstance(stop.code, int) else DONE


def extract_command(words: Sequence[str]) -> int:
    """Write the article of one page."""
    from articlekit.pipeline import extract

    options = _extract_parser().parse_args(words)
    article = extract(source_of(options.page), options.url, sites=_sites(options.rules))
    if options.field:
        text, form = _field_text(article, options.field), "text"
    else:
        text, form = _FORMATS[options.format](article), options.format
    if not _has_story(article) and not (options.field and text):
        return fail(f"no article found in {_name(options.page)}")
    return _write(text, form, options.output)


def explain_command(words: Sequence[str]) -> int:
    """Write why each block of one page got its role."""
    from articlekit.explanation import explain

    options = _explain_parser().parse_args(words)
    expected = _expected(options.compare) if options.compare else None
    url = options.url or (expected.url if expected else None)
    explanation = explain(source_of(options.page), url, sites=_sites(options.rules))
    if options.format == "text":
        from articlekit.report.terminal import to_terminal

        text = (
            explanation.to_text(expected)
            if options.output
            else to_terminal(explanation, expected, sys.stdout)
        )
        return _write(text, "text", options.output)
    return _write_report(explanation.to_html(expected), options)


def serve_command(words: Sequence[str]) -> int:
    """Serve the playground until it is interrupted."""
    from contextlib import suppress

    from articlekit.serve.run import run, run_and_open

    options = _serve_parser().parse_args(words)
    start = run_and_open if options.open else run
    try:
        with suppress(KeyboardInterrupt):  # the way to end it
            start(options.host, options.port)
    except (OSError, UnicodeError) as error:  # taken, not ours, not even a host name
        place = f"{options.host}:{options.port}"
        return fail(f"cannot listen on {place}: {getattr(error, 'strerror', None) or error}")
    return DONE


def rules_command(words: Sequence[str]) -> int:
    """Draft rules for a site, or check them."""
    from articlekit.cli_rules import rules_command as run

    return run(words)


_COMMANDS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "extract": extract_command,
    "explain": explain_command,
    "serve": serve_command,
    "rules": rules_command,
}


class CommandParser(argparse.ArgumentParser):
    """Reports wrong usage in one line."""

    def error(self, message: str) -> NoReturn:
        """Write the message and end."""
        self.exit(USAGE, f"articlekit: {message} (see articlekit --help)\n")


def _extract_parser() -> argparse.ArgumentParser:
    parser = CommandParser(
        prog="articlekit",
        description="Turn a news page into an article.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("page", metavar="PAGE", help="a file, an http(s) address, or - for stdin")
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--format",
        choices=tuple(_FORMATS),
        default="text",
        help="what to write (default: %(default)s)",
    )
    what.add_argument(
        "--field",
        metavar="NAME",
        choices=_field_names(),
        help="write one field only: text as it is, the items of a list one a line, others as JSON;"
        " one of " + ", ".join(_field_names()),
    )
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="write to a file")
    parser.add_argument("--url", help="the address that a saved page was taken from")
    _add_rules(parser)
    parser.add_argument("--version", action="version", version=f"articlekit {__version__}")
    return parser


def _explain_parser() -> argparse.ArgumentParser:
    parser = CommandParser(
        prog="articlekit explain",
        description="Show every block of a page, its role and why, and where each field came from.",
        epilog=_EXPLAIN_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("page", metavar="PAGE", help="a file, an http(s) address, or - for stdin")
    parser.add_argument(
        "--format",
        choices=("html", "text"),
        default="html",
        help="a page for the browser or a table for the terminal (default: %(default)s)",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="write to a file (default for html on a terminal: PAGE's name with .explain.html, in"
        " the current folder)",
    )
    parser.add_argument("--open", action="store_true", help="open the report in the browser")
    parser.add_argument(
        "--compare",
        metavar="FILE",
        type=Path,
        help="show what differs from the article in a JSON file",
    )
    parser.add_argument("--url", help="the address that a saved page was taken from")
    _add_rules(parser)
    return parser


def _serve_parser() -> argparse.ArgumentParser:
    parser = CommandParser(
        prog="articlekit serve",
        description="Serve a page to try articlekit in, and the same as a JSON endpoint.",
        epilog=_SERVE_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="the interface to listen on; other machines reach it unless it is a loopback one"
        " (default: %(default)s)",
    )
    parser.add_argument(
        "--port",
        type=_port,
        default=8765,
        help="its port, 0 for any that is free (default: %(default)s)",
    )
    parser.add_argument("--open", action="store_true", help="open the page in the browser")
    return parser


def _add_rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rules",
        metavar="PATH",
        type=Path,
        help="rules for single sites: a TOML file, or a folder of them",
    )


def _port(word: str) -> int:
    port = int(word)
    if not 0 <= port <= _LAST_PORT:
        message = f"{port} is not from 0 to {_LAST_PORT}"
        raise argparse.ArgumentTypeError(message)
    return port


# ------------------------------------------------------------------------------------- input


def source_of(page: str) -> Source:
    """Return what a page is read from: a file, standard input, or a page that is fetched."""
    if page == "-":
        return sys.stdin.buffer
    if page.lower().startswith(("http://", "https://")):
        from articlekit.http import fetch

        return fetch(page)
    return Path(page)


def _sites(path: Path | None) -> Sites | None:
    if path is None:
        return None
    from articlekit.sites import Sites

    return Sites.read(path)


def _name(page: str) -> str:
    return "standard input" if page == "-" else page


def _expected(path: Path) -> Article:
    """Read the article to compare with."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # not there, not UTF-8, not JSON
        message = f"cannot read {path}: {getattr(error, 'strerror', None) or error}"
        raise FormatError(message) from error
    return Article.from_dict(values)


def _has_story(article: Article) -> bool:
    return bool(article.body or article.updates)


# ------------------------------------------------------------------------------------- output


def _json(article: Article) -> str:
    return article.to_json(indent=2)


def _jsonld(article: Article) -> str:
    return json.dumps(article.to_jsonld(), ensure_ascii=False, indent=2)


_FORMATS: Mapping[str, Callable[[Article], str]] = {
    "text": Article.to_text,
    "markdown": Article.to_markdown,
    "json": _json,
    "jsonld": _jsonld,
    "html": Article.to_html,
}


def _field_names() -> tuple[str, ...]:
    """Return the fields of an article, those worked out from others last."""
    stored = tuple(field.name for field in fields(Article))
    derived = (name for name, value in vars(Article).items() if isinstance(value, property))
    return (*stored, *derived)


def _field_text(article: Article, name: str) -> str:
    value = article.to_dict().get(name, getattr(article, name))
    items = value if isinstance(value, (list, tuple)) else [value]
    return "\n".join(map(_plain, items))


def _plain(value: object) -> str:
    """Write one value on a line (or, for a text with line ends, on several).

    >>> _plain("Rain at noon"), _plain({"name": "Ada Quell"}), _plain(None), _plain(True)
    ('Rain at noon', '{"name": "Ada Quell"}', '', 'true')
    """
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _write(text: str, form: str, output: Path | None) -> int:
    text = text if text.endswith("\n") or not text else text + "\n"
    if output is None:
        return print_text(text, form)
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        return fail(f"cannot write {output}: {error.strerror or error}")
    return DONE


def print_text(text: str, form: str) -> int:
    """Write to standard output, in a form of `_FORMATS`."""
    try:
        sys.stdout.write(_writable(text, form, sys.stdout.encoding or "utf-8"))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has what it wanted
        _silence_stdout()
    return DONE


def _write_report(html: str, options: argparse.Namespace) -> int:
    """Write the report where its reader will look for it."""
    if options.output is None and not options.open and not sys.stdout.isatty():
        return print_text(html, "html")
    path: Path = options.output or Path(_report_name(options.page))
    failed = _write(html, "html", path)
    if failed:
        return failed
    if options.output is None:
        print_text(f"{path}\n", "text")
    if options.open:
        import webbrowser

        webbrowser.open(path.resolve().as_uri())
    return DONE


def _report_name(page: str) -> str:
    """Name the report of a page.

    >>> _report_name("saved/story.html"), _report_name("-")
    ('story.explain.html', 'page.explain.html')
    >>> _report_name("https://harbour.example/2024/ferry/?id=4")
    'ferry.explain.html'
    """
    place = page.partition("://")[2] or page
    stem = PurePath(place.partition("?")[0].partition("#")[0]).stem
    kept = "".join(c for c in stem if c.isalnum() or c in "-_.")[:80].strip("-.")
    return f"{kept or 'page'}.explain.html"


def _writable(text: str, form: str, encoding: str) -> str:
    r"""Return the text with what the terminal's encoding lacks written in the format's own way.

    >>> _writable("<p>5 €</p>", "html", "ascii"), _writable('"5 €"', "json", "ascii")
    ('<p>5 &#8364;</p>', '"5 \\u20ac"\n')
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        if form in {"json", "jsonld"}:
            return json.dumps(json.loads(text), indent=2) + "\n"
        errors = "xmlcharrefreplace" if form == "html" else "replace"
        return text.encode(encoding, errors).decode(encoding)
    return text


def _silence_stdout() -> None:
    """Keep Python from reporting the closed pipe when it flushes at exit."""
    import os

    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 a device, not a file
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def fail(message: str) -> int:
    """Write one line to standard error, and return the exit code for it."""
    sys.stderr.write(f"articlekit: {' '.join(message.split())}\n")
    return FAILED
