"""The report as one HTML file: nothing is loaded, and it can be read with scripts off.

Every text of the page passes `markup.text`. The content policy allows the file's own style sheet
and script, by their hashes, and nothing else: even a hole in the escaping would run nothing.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from functools import lru_cache
from hashlib import sha256
from importlib import resources

from articlekit.article import Article
from articlekit.explanation import Explanation
from articlekit.render.inline import clean_line
from articlekit.report.markup import lang, share, text
from articlekit.report.meanings import MEANINGS
from articlekit.report.page_article import (
    declared_section,
    differences_section,
    fields_section,
)
from articlekit.report.page_blocks import blocks_list
from articlekit.roles import Role


def to_html(explanation: Explanation, expected: Article | None = None) -> str:
    """Return the report.

    Args:
        explanation: The explained page.
        expected: An article to compare with.
    """
    style, script = _asset("report.css"), _asset("report.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    article = explanation.article
    title = clean_line(article.headline or article.alt_headline or article.site_name) or "Untitled"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{text(title)} – explained by articlekit</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#blocks">Skip to the blocks</a>
{_header(explanation, title, expected)}
<main>
<div class="side">
{differences_section(explanation, expected)}
{fields_section(explanation)}
{declared_section(explanation)}
</div>
<section id="blocks" aria-labelledby="blocks-title" tabindex="-1">
<h2 id="blocks-title">Blocks of the page</h2>
{_tools(explanation)}
{blocks_list(explanation)}
</section>
</main>
<script>{script}</script>
</body>
</html>
"""


def _header(explanation: Explanation, title: str, expected: Article | None) -> str:
    article = explanation.article
    kept = sum(block.kept for block in explanation.blocks)
    doubts = sum(block.uncertain for block in explanation.blocks)
    verdict = "An article" if article.is_article else "Not an article"
    address = f'<p class="address">{text(article.url)}</p>' if article.url else ""
    differences = '<a href="#differences">Differences</a> ' if expected else ""
    return f"""<header>
<p class="brand">articlekit explain</p>
<h1{lang(article.language)}>{text(title)}</h1>
{address}
<ul class="facts">
<li><b>{verdict}</b>, confidence {text(share(article.confidence))}</li>
<li><b>{len(explanation.blocks)}</b> blocks</li>
<li><b>{kept}</b> kept</li>
<li><b>{len(explanation.blocks) - kept}</b> dropped</li>
<li><b>{doubts}</b> uncertain</li>
</ul>
<nav aria-label="Sections">{differences}<a href="#article">Article</a> \
<a href="#declared">Metadata</a> <a href="#blocks">Blocks</a></nav>
</header>"""


def _tools(explanation: Explanation) -> str:
    counts = Counter(block.role for block in explanation.blocks)
    chips = "\n".join(_chip(role, counts[role]) for role in MEANINGS if counts[role])
    meanings = "\n".join(
        f'<div><dt><span class="badge" data-role="{role}">{role}</span></dt>'
        f"<dd>{meaning}</dd></div>"
        for role, meaning in MEANINGS.items()
    )
    return f"""<div class="tools">
<div class="row scripted" hidden>
<label class="search"><span>Search</span> <input type="search" id="search" autocomplete="off" \
placeholder="a missing paragraph"></label>
<button type="button" id="previous">Previous uncertain <kbd>p</kbd></button>
<button type="button" id="next">Next uncertain <kbd>n</kbd></button>
<button type="button" id="clear">Show all <kbd>Esc</kbd></button>
</div>
<fieldset class="roles"><legend>Show only</legend>
{chips}
</fieldset>
<div class="below scripted" hidden>
<p id="shown" role="status"></p>
<label class="keys"><input type="checkbox" id="keys" checked> Keys \
<kbd>n</kbd> <kbd>p</kbd> <kbd>/</kbd></label>
</div>
<details class="legend"><summary>What the roles and numbers mean</summary>
<dl>
{meanings}
</dl>
<p>The percentage is the probability of the role; below 60% it is called uncertain. Each reason is \
a group of features. Its number is how much the log-odds of the role over its runner-up fall when \
the group is hidden on the whole page: +0.7 doubles the odds, +2.3 makes them tenfold, and a \
number below 0 spoke against the role.</p>
<p class="scripted" hidden>Keys: <kbd>n</kbd> or <kbd>j</kbd> next uncertain block, \
<kbd>p</kbd> or <kbd>k</kbd> the one before, <kbd>/</kbd> search, <kbd>Esc</kbd> show all.</p>
</details>
</div>"""


def _chip(role: Role, count: int) -> str:
    return (
        f'<label class="chip" data-role="{role}"><input type="checkbox" name="role" '
        f'id="role-{role}" value="{role}"> {role} <span class="count">{count}</span></label>'
    )


@lru_cache(maxsize=4)
def _asset(name: str) -> str:
    return resources.files("articlekit.report").joinpath(name).read_text(encoding="utf-8")


def _digest(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"
