"""The article as the playground shows it: its text, links and captions, and nothing loaded."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from importlib import resources

from articlekit.article import Article

_IMAGE = re.compile(r"<img\b[^>]{0,20000}>")
"""In what `Article.to_html` writes no other ``<`` or ``>`` is left unescaped."""
_ALT = re.compile(r' alt="([^"]*)"')


def article_frame(article: Article) -> str:
    """Return a document for a sandboxed frame.

    Its policy allows its own style sheet only. Pictures stay unloaded, so that looking at a page
    tells nobody: their descriptions stand in their places. Links open in a new tab.
    """
    fragment = _IMAGE.sub(_described, article.to_html(fragment=True))
    style = _style()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'none'"
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


def _described(image: re.Match[str]) -> str:
    """Return what stands in the place of an image."""
    alt = _ALT.search(image[0])
    text = f"Picture: {alt[1]}" if alt and alt[1] else "Picture"
    return f'<span class="picture">{text}</span>'


@lru_cache(maxsize=1)
def _style() -> str:
    """Return the style of articles, with what is special about pictures that are not loaded."""
    page = resources.files("articlekit.render").joinpath("page.css")
    frame = resources.files("articlekit.serve").joinpath("pages").joinpath("frame.css")
    return page.read_text(encoding="utf-8") + frame.read_text(encoding="utf-8")
