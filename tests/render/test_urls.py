"""Which addresses pass, and in what form."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given

from articlekit.render.urls import safe_url, safe_web_url

from .strategies import texts, urls


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://news.example/story", "https://news.example/story"),
        ("HTTP://News.example", "http://News.example"),
        ("https://news.example:8443/a?b=c&d=e#f", "https://news.example:8443/a?b=c&d=e#f"),
        ("https://[2001:db8::1]/a", "https://[2001:db8::1]/a"),
        ("https://zeitung.example/straße", "https://zeitung.example/straße"),
        ("https://news.example/a%20b", "https://news.example/a%20b"),
        ("  https://news.example/a b ", "https://news.example/a%20b"),
        ("https://news.example/a\n/b", "https://news.example/a/b"),
        ("https://news.example/[a]?b=[c]|`d`", "https://news.example/%5Ba%5D?b=%5Bc%5D%7C%60d%60"),
        ("https://news.example//double", "https://news.example//double"),
        ("https://news.example?q", "https://news.example?q"),
        ("mailto:desk@news.example?subject=a b", "mailto:desk@news.example?subject=a%20b"),
        ("mailto:?subject=Read", "mailto:?subject=Read"),
    ],
)
def test_what_passes(url: str, safe: str) -> None:
    assert safe_url(url) == safe


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "  ",
        "/story",
        "story.html",
        "//news.example/",
        "?a=b",
        "#top",
        "https:news.example",
        "https:/news.example",
        "https://",
        "https:///story",
        "https://:80/",
        "https://news.example:port/",
        "https://me@news.example/",
        "https://news.example\\@evil.example/",
        "https://[::1",
        "https://news example/",
        "https://news.example%2fevil/",
        "https://<b>/",
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:image/png;base64,AA==",
        "ftp://news.example/",
        "mailto:",
        "mailto://news.example/",
        "\ud800",
    ],
)
def test_what_does_not(url: str | None) -> None:
    assert safe_url(url) is None


def test_mail_is_no_place_to_load_from() -> None:
    assert safe_web_url("mailto:desk@news.example") is None
    assert safe_web_url("https://news.example/a.jpg") == "https://news.example/a.jpg"


@given(urls | texts.map("https://news.example/{}".format))
def test_a_safe_address_stays_as_it_is_and_needs_no_quoting(url: str) -> None:
    safe = safe_url(url)
    if safe is not None:
        assert safe_url(safe) == safe
        assert urlsplit(safe).scheme in ("http", "https", "mailto")
        assert not re.search(r"[\s\x00-\x1f\"<>\\^`{|}]", safe)
        safe.encode("utf-8")
