"""JSON text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from articlekit.article import Article
from articlekit.serialise import article_to_dict

# "<" could end or open a script element around the text; the two separators are line ends to
# older JavaScript; a lone surrogate cannot be encoded. Within JSON all of them stand in strings
# only, where an escape means the same character.
_ESCAPED = re.compile("[<\u2028\u2029\ud800-\udfff]")


def to_json(article: Article, *, indent: int | None = None) -> str:
    """Return the values of `articlekit.Article.to_dict` as JSON text.

    Args:
        article: The article.
        indent: Spaces per level; None puts everything on one line.
    """
    return json_text(article_to_dict(article), indent=indent)


def json_text(values: Mapping[str, object], *, indent: int | None = None) -> str:
    r"""Return values as JSON text that can also stand inside a ``<script>`` element as it is.

    >>> json_text({"headline": "</script> déjà vu"})
    '{"headline": "\\u003c/script> déjà vu"}'
    """
    text = json.dumps(values, ensure_ascii=False, allow_nan=False, indent=indent)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
