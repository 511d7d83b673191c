"""The command ``rules``: drafting rules for a site, and checking that they still hold."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from articlekit.cli import DONE, FAILED, CommandParser, fail, print_text, source_of
from articlekit.errors import LoadError
from articlekit.render.inline import clean_line

if TYPE_CHECKING:
    from articlekit.page import Page
    from articlekit.sites.check import CheckedPage, CheckedRule, SiteCheck

_EXAMPLES = """\
examples:
  articlekit rules draft page.html --url https://example.com/story
  articlekit rules draft https://example.com/story -o rules/example.toml
  articlekit rules check rules
  articlekit page.html --rules rules

exit codes: 0 done, 1 failed or a rule no longer holds, 2 wrong usage
"""


def rules_command(words: Sequence[str]) -> int:
    """Draft rules or check them.

    Args:
        words: The words after ``rules``.
    """
    options = _parser().parse_args(words)
    code: int = options.run(options)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = CommandParser(
        prog="articlekit rules",
        description="Rules for single sites, the last resort.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    draft = commands.add_parser("draft", help="write rules from a page, to be corrected by hand")
    draft.add_argument("page", metavar="PAGE", help="a file, an http(s) address, or - for stdin")
    draft.add_argument("--url", help="the address that a saved page was taken from")
    draft.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="write to a new file, and the page beside it to check the rules on",
    )
    draft.set_defaults(run=_draft)
    check = commands.add_parser("check", help="see that rules still match their saved pages")
    check.add_argument("path", metavar="PATH", type=Path, help="a TOML file, or a folder of them")
    check.set_defaults(run=_check)
    return parser


# ------------------------------------------------------------------------------------- draft


def _draft(options: argparse.Namespace) -> int:
    from articlekit.sites.draft import draft_rules

    page = _page(options.page)
    output: Path | None = options.output
    if output is None:
        name = "page.html" if page.url or options.page == "-" else Path(options.page).name
        return print_text(draft_rules(page, options.url, page=name), "text")
    saved = _saved_page(options.page, output)
    toml = draft_rules(page, options.url, page=saved.name)
    new = {output: toml.encode()}
    if not (saved.exists() and saved.samefile(options.page)):
        new[saved] = page.content.encode() if isinstance(page.content, str) else page.content
    return _write_new(new) or print_text(f"{output}\n{saved}\n", "text")


def _write_new(contents: Mapping[Path, bytes]) -> int:
    """Write files, none of which may be there yet."""
    for path in contents:
        if path.exists():
            return fail(f"{path} is there already: choose another name")
    try:
        for path, content in contents.items():
            path.write_bytes(content)
    except OSError as error:
        return fail(f"cannot write {error.filename}: {error.strerror or error}")
    return DONE


def _page(name: str) -> Page:
    """Read or fetch a page whole, since it is kept beside its rules."""
    from articlekit.page import MAX_BYTES, Page

    source = source_of(name)
    if isinstance(source, Page):
        return source
    try:
        with Path(name).open("rb") if name != "-" else nullcontext(sys.stdin.buffer) as file:
            return Page(file.read(MAX_BYTES + 1))
    except OSError as error:
        message = f"cannot read {name}: {error.strerror or error}"
        raise LoadError(message) from error


def _saved_page(page: str, output: Path) -> Path:
    """Return where a page is kept: where it is, if that is beside the rules."""
    path = Path(page)
    if path.is_file() and path.resolve().parent == output.resolve().parent:
        return output.parent / path.name
    return output.with_suffix(".html")


# ------------------------------------------------------------------------------------- check


def _check(options: argparse.Namespace) -> int:
    from articlekit.sites import Sites
    from articlekit.sites.check import check_site

    checks = [check_site(site) for site in Sites.read(options.path)]
    print_text("\n".join(line for check in checks for line in _lines(check)) + "\n", "text")
    problems = sum(len(check.problems) for check in checks)
    print_text(f"{_summary(checks)}: {_verdict(problems)}\n", "text")
    return FAILED if problems else DONE


def _lines(check: SiteCheck) -> Iterator[str]:
    path = check.site.path
    yield f"{os.fspath(path) if path else 'rules'}: {', '.join(check.site.hosts)}"
    for version in check.site.versions:
        rules = [rule for rule in check.rules if rule.version is version]
        widths = [max(len(cells[n]) for cells in map(_cells, rules)) for n in range(4)]
        if len(check.site.versions) > 1:
            yield f"  {version.period}"
        for rule in rules:
            cells = map(str.ljust, _cells(rule), (*widths, 0))
            yield f"    {'  '.join(cells)}".rstrip()
    for page in check.pages:
        yield from _page_lines(page)
    yield ""


def _cells(rule: CheckedRule) -> tuple[str, ...]:
    verdict = f"FAILED {rule.problem}" if rule.problem else "ok"
    if not rule.problem and not rule.changed:
        verdict = "ok, but changes nothing: it may go"
    found = f"{rule.found} match{'es' * (rule.found != 1)}"
    return rule.rule.role, rule.rule.selector, found, f"{rule.changed} changed", verdict


def _page_lines(page: CheckedPage) -> Iterator[str]:
    if not page.problems:
        yield f"    {page.page.name}  as expected"
    for problem in page.problems:
        first, *rest = problem.split("\n")
        yield f"    {page.page.name}  FAILED {clean_line(first)}"
        yield from (f"      {clean_line(line)}" for line in rest)


def _summary(checks: Sequence[SiteCheck]) -> str:
    counts = (
        (len(checks), "site"),
        (sum(len(check.rules) for check in checks), "rule"),
        (sum(len(check.pages) for check in checks), "page"),
    )
    return ", ".join(f"{count} {name}{'s' * (count != 1)}" for count, name in counts)


def _verdict(problems: int) -> str:
    if not problems:
        return "all hold"
    return f"{problems} problem{'s' * (problems != 1)}"
