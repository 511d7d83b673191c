"""The command line: a page in, its article out.

The first word may name a command; anything else is the page of ``extract``, the command of the
bare form. A file that has a command's name is written ``./extract``.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from articlekit import __version__
from articlekit.article import Article
from articlekit.errors import ArticleKitError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from articlekit.page import Source

DONE, FAILED, USAGE = 0, 1, 2
_INTERRUPTED = 130

_EXAMPLES = """\
examples:
  articlekit page.html
  articlekit https://example.com/story --format markdown -o story.md
  curl -s https://example.com/story | articlekit - --url https://example.com/story --format json
  articlekit page.html --field authors

exit codes: 0 done, 1 failed or no article found, 2 wrong usage
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
        return _fail(str(error))
    except KeyboardInterrupt:
        return _INTERRUPTED
    except SystemExit as stop:  # argparse: help, version, wrong usage
        return stop.code if isinstance(stop.code, int) else DONE


def extract_command(words: Sequence[str]) -> int:
    """Write the article of one page."""
    from articlekit.pipeline import extract

    options = _extract_parser().parse_args(words)
    article = extract(_source(options.page), options.url)
    if options.field:
        text, form = _field_text(article, options.field), "text"
    else:
        text, form = _FORMATS[options.format](article), options.format
    if not _has_story(article) and not (options.field and text):
        return _fail(f"no article found in {_name(options.page)}")
    return _write(text, form, options.output)


_COMMANDS: Mapping[str, Callable[[Sequence[str]], int]] = {"extract": extract_command}


class _Parser(argparse.ArgumentParser):
    """Reports wrong usage in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"articlekit: {message} (see articlekit --help)\n")


def _extract_parser() -> argparse.ArgumentParser:
    parser = _Parser(
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
    parser.add_argument("--version", action="version", version=f"articlekit {__version__}")
    return parser


# ------------------------------------------------------------------------------------- input


def _source(page: str) -> Source:
    if page == "-":
        return sys.stdin.buffer
    if page.lower().startswith(("http://", "https://")):
        from articlekit.http import fetch

        return fetch(page)
    return Path(page)


def _name(page: str) -> str:
    return "standard input" if page == "-" else page


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
        return _print(text, form)
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        return _fail(f"cannot write {output}: {error.strerror or error}")
    return DONE


def _print(text: str, form: str) -> int:
    try:
        sys.stdout.write(_writable(text, form, sys.stdout.encoding or "utf-8"))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has what it wanted
        _silence_stdout()
    return DONE


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


def _fail(message: str) -> int:
    sys.stderr.write(f"articlekit: {' '.join(message.split())}\n")
    return FAILED
