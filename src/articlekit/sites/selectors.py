"""Selectors: CSS, or XPath where one begins with a slash."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from lxml import etree

from articlekit.errors import RuleError

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST: Final = 500
"""Characters. Nobody writes longer ones by hand, and the parser of CSS nests as deep as they do."""


@lru_cache(maxsize=1024)
def compile_selector(selector: str) -> etree.XPath:
    """Return what finds the elements of a selector.

    Raises:
        RuleError: It is neither CSS nor XPath, or gives something else than elements.
    """
    if not selector.strip() or len(selector) > _LONGEST or not selector.isprintable():
        message = f"a selector is one line of 1 to {_LONGEST} characters"
        raise RuleError(message)
    is_xpath = selector.lstrip().startswith("/")
    compiled = _compile_xpath(selector) if is_xpath else _compile_css(selector)
    select(compiled, etree.Element("html"), selector)
    return compiled


def select(compiled: etree.XPath, root: _Element, selector: str) -> list[_Element]:
    """Return the selected elements in document order.

    Raises:
        RuleError: The selector gives a number or a text, or uses what XPath does not know.
    """
    try:
        found = compiled(root)
    except etree.XPathError as error:
        message = f"{selector!r} cannot be looked up: {error}"
        raise RuleError(message) from error
    if not isinstance(found, list):
        message = f"{selector!r} gives a {type(found).__name__}: select elements"
        raise RuleError(message)
    return [element for element in found if etree.iselement(element)]


def _compile_xpath(selector: str) -> etree.XPath:
    try:
        return etree.XPath(selector.strip())
    except (etree.XPathError, ValueError) as error:  # ValueError: a NUL
        message = f"{selector!r} is no XPath: {error}"
        raise RuleError(message) from error


def _compile_css(selector: str) -> etree.XPath:
    from cssselect import HTMLTranslator, SelectorError

    try:
        return etree.XPath(HTMLTranslator().css_to_xpath(selector))
    except (SelectorError, etree.XPathError, ValueError, RecursionError) as error:
        message = f"{selector!r} is no CSS selector: {error}"
        raise RuleError(message) from error
