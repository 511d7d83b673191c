"""What `to_dict` and `to_json` write is read back as the same article."""

from __future__ import annotations

import json

from hypothesis import given

from articlekit.article import Article

from .strategies import articles


@given(articles)
def test_an_article_comes_back_from_its_dict(article: Article) -> None:
    assert Article.from_dict(article.to_dict()) == article


@given(articles)
def test_an_article_comes_back_from_its_json(article: Article) -> None:
    text = article.to_json(indent=1)
    text.encode("utf-8")
    assert Article.from_dict(json.loads(text)) == article


@given(articles)
def test_json_can_stand_in_a_script_element(article: Article) -> None:
    text = article.to_json()
    assert not set("<\u2028\u2029").intersection(text)


@given(articles)
def test_the_schema_is_the_same_for_every_article(article: Article) -> None:
    assert list(article.to_dict()) == list(Article().to_dict())


@given(articles)
def test_nulls_in_place_of_left_out_keys_change_nothing(article: Article) -> None:
    """A table format gives every record every key."""
    keys = ("spans", "level", "header", "ordered", "url", "title", "alt", "caption", "language")
    values = json.loads(article.to_json())
    for record in [*values["body"], *values["authors"], *values["figures"], *values["updates"]]:
        for key in keys:
            record.setdefault(key, None)
    assert Article.from_dict(values) == article
