"""The two documents that the playground shows in sandboxed frames: the article and the report."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from importlib import resources

from articlekit.article import Article
from articlekit.explanation import Explanation

_IMAGE = re.compile(r"<img\b[^>]{0,20000}>")
"""In what `Article.to_html` writes no other ``<`` or ``>`` is left unescaped."""
_ALT = re.compile(r' alt="([^"]*)"')


def article_frame(article: Article) -> str:
    """Return the article: its text, links and captions.

    Its policy allows its own style sheet only. Pictures stay unloaded, so that looking at a page
    tells nobody: their descriptions stand in their places. Links open in a new tab.
    """
    fragment = _IMAGE.sub(_described, article.to_html(fragment=True))
    style = _style()
    policy = f"default-src 'none'; style-src '{_digest(style)}'; form-action 'none'"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<base target="_blank">
<title>The article</title>
<style>{style}</style>
</head>
<body>
<main>
{fragment}</main>
</body>
</html>
"""


def report_frame(explanation: Explanation) -> str:
    """Return the report, with a script that follows its links, and the policy to allow that."""
    script = _own("frame.js")
    html = explanation.to_html()
    html = html.replace("script-src '", f"script-src '{_digest(script)}' '", 1)
    start, _, end = html.rpartition("</body>")
    return f"{start}<script>{script}</script>\n</body>{end}"


def hashes(kind: str) -> str:
    """Return the hashes that the policies of both documents allow.

    Args:
        kind: The directive, such as ``"script-src"``.
    """
    documents = article_frame(Article()) + report_frame(Explanation(Article(), ()))
    lists = re.findall(rf"{kind} ((?:'sha256-[^']*' ?)+)", documents)
    return " ".join(dict.fromkeys(" ".join(lists).split()))


def _described(image: re.Match[str]) -> str:
    """Return what stands in the place of an image."""
    alt = _ALT.search(image[0])
    text = f"Picture: {alt[1]}" if alt and alt[1] else "Picture"
    return f'<span class="picture">{text}</span>'


@lru_cache(maxsize=1)
def _style() -> str:
    """Return the style of articles, with what is special about pictures that are not loaded."""
    page = resources.files("articlekit.render").joinpath("page.css")
    return page.read_text(encoding="utf-8") + _own("frame.css")


@lru_cache(maxsize=2)
def _own(name: str) -> str:
    pages = resources.files("articlekit.serve").joinpath("pages")
    return pages.joinpath(name).read_text(encoding="utf-8")


def _digest(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"
