"""What a user may rely on, whatever is behind it."""

from __future__ import annotations

import inspect
import io
import json
import os
import pickle
import subprocess
import sys
import typing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import bs4
import httpx
import pytest
from lxml import etree, html

import articlekit
from articlekit import Article
from articlekit.page import Source

URL = "https://www.harbourledger.example/trade/mirava-and-tessaly-reopen-tin-road/"
COSTLY = (
    "numpy",
    "httpx",
    "bs4",
    "readability",
    "rich",
    "asyncio",
    "multiprocessing",
    "concurrent.futures",
)


@pytest.fixture
def path(fixtures: Path) -> Path:
    return fixtures / "wp-magazine-theme" / "page.html"


@pytest.fixture
def article(path: Path) -> Article:
    return articlekit.extract(path, url=URL)


def run_python(code: str, **environment: str) -> str:
    command = [sys.executable, "-c", code]
    finished = subprocess.run(
        command, check=True, capture_output=True, env={**os.environ, **environment}
    )
    return finished.stdout.decode("utf-8")


# --- names --------------------------------------------------------------------------------------


def public_objects() -> dict[str, object]:
    return {name: getattr(articlekit, name) for name in articlekit.__all__}


def test_all_names_what_is_public_and_nothing_else() -> None:
    visible = {
        name
        for name, value in vars(articlekit).items()
        if not name.startswith("_") and not inspect.ismodule(value)
    }
    assert visible <= set(articlekit.__all__)
    assert len(articlekit.__all__) == len(set(articlekit.__all__))


@pytest.mark.parametrize(
    "name",
    [
        *("extract", "extract_many", "fetch", "afetch", "explain"),
        *("Article", "Page", "ArticleKitError", "FetchError", "LoadError"),
    ],
)
def test_the_contract_is_public(name: str) -> None:
    assert name in articlekit.__all__


def test_everything_public_is_documented() -> None:
    undocumented = [
        name
        for name, value in public_objects().items()
        if (inspect.isclass(value) or inspect.isfunction(value))
        # A dataclass without a docstring gets one made of its signature.
        and (inspect.getdoc(value) or f"{name}(").startswith(f"{name}(")
    ]
    assert not undocumented


def test_every_public_method_is_documented() -> None:
    undocumented = [
        f"{name}.{attribute}"
        for name, value in public_objects().items()
        if inspect.isclass(value)
        for attribute, member in vars(value).items()
        if not attribute.startswith("_")
        and (inspect.isfunction(member) or isinstance(member, (property, classmethod)))
        and not inspect.getdoc(member)
    ]
    assert not undocumented


def test_type_hints_of_the_results_resolve() -> None:
    for value in public_objects().values():
        if inspect.isclass(value):
            typing.get_type_hints(value)


def test_every_error_has_the_one_base() -> None:
    errors = [
        value
        for value in public_objects().values()
        if inspect.isclass(value) and issubclass(value, BaseException)
    ]
    assert articlekit.ArticleKitError in errors
    assert all(issubclass(error, articlekit.ArticleKitError) for error in errors)


def test_the_version_is_that_of_the_distribution() -> None:
    from importlib.metadata import version

    assert articlekit.__version__ == version("articlekit")


def test_importing_loads_no_costly_library() -> None:
    code = f"import sys, articlekit; print(sorted(set({COSTLY!r}) & set(sys.modules)))"
    assert run_python(code).strip() == "[]"


# --- sources ------------------------------------------------------------------------------------


def response(path: Path) -> httpx.Response:
    return httpx.Response(
        200,
        content=path.read_bytes(),
        headers={"content-type": "text/html; charset=utf-8"},
        request=httpx.Request("GET", URL),
    )


def parsed(path: Path) -> etree._Element:
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


SOURCES: dict[str, Callable[[Path], Source]] = {
    "bytes": Path.read_bytes,
    "bytearray": lambda path: bytearray(path.read_bytes()),
    "memoryview": lambda path: memoryview(path.read_bytes()),
    "str": lambda path: path.read_text(encoding="utf-8"),
    "path": lambda path: path,
    "binary file": lambda path: io.BytesIO(path.read_bytes()),
    "text file": lambda path: io.StringIO(path.read_text(encoding="utf-8")),
    "Page": lambda path: articlekit.Page(path.read_bytes(), charset="utf-8"),
    "httpx response": response,
    "lxml element": parsed,
    "lxml tree": lambda path: parsed(path).getroottree(),
    "soup": lambda path: bs4.BeautifulSoup(path.read_bytes(), "lxml", from_encoding="utf-8"),
}


@pytest.mark.parametrize("kind", SOURCES)
def test_every_kind_of_source_gives_the_same_article(
    kind: str, path: Path, article: Article
) -> None:
    assert article.headline
    assert articlekit.extract(SOURCES[kind](path), url=URL) == article


def test_the_address_comes_from_the_source_that_knows_it(path: Path) -> None:
    assert articlekit.extract(response(path)).url == URL
    assert articlekit.extract(articlekit.Page(path.read_bytes(), url=URL)).url == URL


@pytest.mark.parametrize("name", ["wp-magazine-theme", "live-blog", "br-paragraphs"])
def test_a_tree_is_never_changed(name: str, fixtures: Path) -> None:
    tree = parsed(fixtures / name / "page.html")
    before = etree.tostring(tree)
    articlekit.extract(tree)
    assert etree.tostring(tree) == before


def test_a_soup_is_never_changed(path: Path) -> None:
    soup = bs4.BeautifulSoup(path.read_bytes(), "lxml")
    before = str(soup)
    articlekit.extract(soup)
    assert str(soup) == before


@pytest.mark.parametrize("empty", [b"", "", " \n\t ", b"\xef\xbb\xbf", "<html></html>"])
def test_an_empty_source_gives_an_empty_article(empty: str | bytes) -> None:
    article = articlekit.extract(empty)
    assert not article.is_article
    assert article.text == ""
    assert article.headline is None


def test_something_else_than_a_page_is_one_kind_of_error() -> None:
    with pytest.raises(articlekit.LoadError, match="PNG"):
        articlekit.extract(b"\x89PNG\r\n\x1a\n" + bytes(100))


# --- the article as a value ---------------------------------------------------------------------


def test_an_article_is_a_value(path: Path, article: Article) -> None:
    again = articlekit.extract(path, url=URL)
    assert again == article
    assert again is not article
    assert hash(again) == hash(article)
    assert pickle.loads(pickle.dumps(article)) == article  # noqa: S301 just written here
    assert Article.from_dict(json.loads(article.to_json())) == article


def test_an_article_cannot_be_changed(article: Article) -> None:
    with pytest.raises(AttributeError):
        article.headline = "Another"  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        article.comment = "None of its fields"  # type: ignore[attr-defined]


def test_every_filled_field_says_where_it_came_from(article: Article) -> None:
    for name in ("headline", "dek", "authors", "published", "body", "related_links"):
        assert getattr(article, name)
        assert article.sources[name]


# --- the same every time ------------------------------------------------------------------------


def test_the_answer_does_not_depend_on_the_hash_seed(path: Path, article: Article) -> None:
    code = (
        "import sys, pathlib, articlekit;"
        f"found = articlekit.extract(pathlib.Path({str(path)!r}), url={URL!r});"
        "sys.stdout.buffer.write(found.to_json().encode())"
    )
    answers = {run_python(code, PYTHONHASHSEED=seed) for seed in ("0", "1", "4242")}
    assert answers == {article.to_json()}


def test_threads_do_not_disturb_each_other(fixtures: Path) -> None:
    pages = sorted(fixtures.glob("*/page.html"))[:8]
    alone = [articlekit.extract(page) for page in pages]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(articlekit.extract, pages * 4))
    assert together == alone * 4
