"""How right an extracted article is, measured against a gold record.

A gold record is a JSON object with a key only where the page was annotated for it: an absent key
is not scored, an empty value says that the page has none, so that any answer is wrong. A list for
headline, dek or date names equally right answers. ``with`` and ``without`` are snippets that must
and must not stand in the body.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from articlekit import Article

Gold = Mapping[str, Any]
"""The JSON object that describes a page."""

FIELDS: Final = (
    "headline",
    "dek",
    "authors",
    "date",
    "captions",
    "bios",
    "related",
    "lead_image",
)
"""The fields that are scored beside the body."""

EXACT: Final = 0.999
"""Shingle F1 from which two texts count as the same."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an extractor says of a page: the part of an article that is scored."""

    headline: str = ""
    dek: str = ""
    body: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    """ISO 8601; only the day is compared."""
    captions: tuple[str, ...] = ()
    bios: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    """Addresses of the related links."""
    lead_image: str = ""

    @classmethod
    def of(cls, article: Article) -> Answer:
        """Take the scored fields from an article."""
        return cls(
            headline=article.headline or "",
            dek=article.dek or "",
            body=article.text,
            authors=tuple(author.name for author in article.authors if author.name),
            date=article.published.date().isoformat() if article.published else "",
            captions=article.captions,
            bios=tuple(author.bio for author in article.authors if author.bio),
            related=tuple(link.url or "" for link in article.related_links),
            lead_image=article.lead_image.url if article.lead_image else "",
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """How many answers were right, how many wrong, and how many gold values were missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right, self.wrong + other.wrong, self.missed + other.missed
        )

    @property
    def precision(self) -> float:
        """Share of the answers that are right; 1 where there is none."""
        given = self.right + self.wrong
        return self.right / given if given else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold values that were found; 1 where there is none."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return harmonic_mean(self.precision, self.recall)


@dataclass(frozen=True, slots=True)
class PageScore:
    """All that there is to say of one page; None where its gold says nothing."""

    fields: Mapping[str, Counts] = field(default_factory=dict)
    shingles: Counts | None = None
    """Runs of four tokens of the body."""
    words: float | None = None
    """F1 over the tokens of the body, whatever their order."""
    snippets: Counts | None = None

    @property
    def figure(self) -> float:
        """One figure to sort pages by: the body's F1, else the mean F1 of the fields; 0 to 1."""
        if self.shingles is not None:
            return self.shingles.f1
        filled = [counts for counts in self.fields.values() if counts != Counts()]
        return mean([2 * c.right / (2 * c.right + c.wrong + c.missed) for c in filled], default=1.0)

    @property
    def failed_fields(self) -> tuple[str, ...]:
        """The fields with a wrong or missed value."""
        return tuple(name for name, counts in self.fields.items() if counts.wrong or counts.missed)


def score_page(answer: Answer, gold: Gold) -> PageScore:
    """Compare an answer with all that the gold record says of its page."""
    has_body = "body" in gold
    has_snippets = "with" in gold and "without" in gold
    return PageScore(
        fields=score_fields(answer, gold),
        shingles=shingle_counts(answer.body, gold["body"]) if has_body else None,
        words=word_f1(answer.body, gold["body"]) if has_body else None,
        snippets=_snippet_counts(answer.body, gold) if has_snippets else None,
    )


def summarise(scores: Sequence[PageScore]) -> dict[str, float]:
    """Sum up the pages of a corpus: ``{measure: figure}``.

    Body measures are means over pages, ``body_f1`` the harmonic mean of mean precision and mean
    recall. Snippets and fields are counted over all pages.
    """
    figures: dict[str, float] = {"pages": len(scores)}
    figures |= _body_figures([score for score in scores if score.shingles is not None])
    snippets = [score.snippets for score in scores if score.snippets is not None]
    if snippets:
        total = sum(snippets, Counts())
        figures["snippet_precision"] = total.precision
        figures["snippet_recall"] = total.recall
        figures["snippet_f1"] = total.f1
    for name in FIELDS:
        counts = [score.fields[name] for score in scores if name in score.fields]
        if counts:
            total = sum(counts, Counts())
            figures[f"{name}_p"] = total.precision
            figures[f"{name}_r"] = total.recall
            figures[name] = total.f1
    return figures


def _body_figures(scores: Sequence[PageScore]) -> dict[str, float]:
    shingles = [score.shingles for score in scores if score.shingles is not None]
    if not shingles:
        return {}
    precision = mean([counts.precision for counts in shingles])
    recall = mean([counts.recall for counts in shingles])
    return {
        "body_precision": precision,
        "body_recall": recall,
        "body_f1": harmonic_mean(precision, recall),
        "body_page_f1": mean([counts.f1 for counts in shingles]),
        "body_word_f1": mean([score.words for score in scores if score.words is not None]),
        "body_exact": mean([counts.f1 > EXACT for counts in shingles]),
    }


# --- fields -------------------------------------------------------------------------------------


def score_fields(answer: Answer, gold: Gold) -> dict[str, Counts]:
    """Compare each field that the gold record annotates: ``{field: counts}``."""
    found = {
        "headline": _single("headline", answer.headline, gold, same_tokens),
        "dek": _single("dek", answer.dek, gold, similar),
        "date": _single("date", answer.date, gold, same_day),
        "lead_image": _single("lead_image", answer.lead_image, gold, same_image),
        "authors": _author_counts(answer.authors, gold),
        "captions": _many("captions", answer.captions, gold, similar),
        "bios": _many("bios", answer.bios, gold, similar),
        "related": _many("related", _without_generic(answer.related, gold), gold, same_link),
    }
    return {name: counts for name, counts in found.items() if counts is not None}


def _single(name: str, given: str, gold: Gold, same: Callable[[str, str], bool]) -> Counts | None:
    """Count a field with one value, of which the gold may name several right ones."""
    if name not in gold:
        return None
    wanted = gold[name] if isinstance(gold[name], list) else [gold[name] or ""]
    # An empty list, like an empty text, says that the page has none.
    has_none = not gold[name]
    hit = bool(given) and not has_none and any(same(given, text) for text in wanted)
    return Counts(int(hit), int(bool(given) and not hit), int(not has_none and not hit))


def _many(
    name: str, given: Sequence[str], gold: Gold, same: Callable[[str, Any], bool]
) -> Counts | None:
    return match(given, gold[name], same) if name in gold else None


def match(given: Sequence[str], wanted: Sequence[Any], same: Callable[[str, Any], bool]) -> Counts:
    """Pair answers with gold values, each used once, in the order of the answers.

    >>> match(["a", "b", "a"], ["a", "c"], str.__eq__)
    Counts(right=1, wrong=2, missed=1)
    """
    left = list(wanted)
    for value in given:
        hit = next((index for index, other in enumerate(left) if same(value, other)), None)
        if hit is not None:
            del left[hit]
    right = len(wanted) - len(left)
    return Counts(right, len(given) - right, len(left))


def _author_counts(given: Sequence[str], gold: Gold) -> Counts | None:
    if "authors" in gold:
        return match(given, gold["authors"], same_name)
    if "byline" in gold:
        return _byline_counts(given, gold["byline"])
    return None


_BYLINE_FILLERS: Final = frozenset(
    "by and von par por und et y the staff writer with for in".split()
)
_BYLINE_COVER: Final = 0.8


def _byline_counts(given: Sequence[str], byline: str) -> Counts:
    """Compare names with a byline as printed: together they must cover it, and nothing more."""
    wanted = set(tokens(byline)) - _BYLINE_FILLERS
    have = set(tokens(" ".join(given))) - _BYLINE_FILLERS
    hit = bool(wanted) and len(wanted & have) >= _BYLINE_COVER * len(wanted | have)
    return Counts(int(hit), int(bool(have) and not hit), int(bool(wanted) and not hit))


def _without_generic(given: Sequence[str], gold: Gold) -> list[str]:
    """Leave out links of generic lists of stories, which count neither for nor against."""
    related, generic = gold.get("related", ()), gold.get("recirculation", ())
    return [
        url
        for url in given
        if any(same_link(url, link) for link in related)
        or not any(same_link(url, link) for link in generic)
    ]


def _snippet_counts(body: str, gold: Gold) -> Counts:
    text = squash(body)
    inside = sum(squash(snippet) in text for snippet in gold["with"])
    outside = sum(squash(snippet) in text for snippet in gold["without"])
    return Counts(inside, outside, len(gold["with"]) - inside)


# --- sameness -----------------------------------------------------------------------------------


def same_tokens(text: str, other: str) -> bool:
    """Tell whether two texts are the same but for case, punctuation and white space.

    >>> same_tokens("“Rain,” they said", "Rain they said")
    True
    """
    return tokens(text) == tokens(other)


def similar(text: str, other: str, least: float = 0.8) -> bool:
    """Tell whether two texts share most of their words."""
    return word_f1(text, other) >= least


def same_day(date: str, other: str) -> bool:
    """Compare the days of two ISO 8601 dates."""
    return date[:10] == str(other)[:10]


def same_name(name: str, other: str) -> bool:
    """Compare names in any order of their parts, without initials.

    >>> same_name("Roe, Jane Q.", "Jane Roe"), same_name("J.", "J.")
    (True, False)
    """
    return _name_parts(name) == _name_parts(other) != []


def _name_parts(name: str) -> list[str]:
    return sorted(token for token in tokens(name) if len(token) > 1)


_SIZE_OR_SUFFIX = re.compile(r"([-_]\d{2,4}x\d{2,4}|\.\w{2,5})+$")


def same_image(url: str, other: str) -> bool:
    """Tell whether two addresses are of one image, whatever its size and server.

    >>> same_image("https://a.example/x/rain-300x200.jpg", "https://b.example/rain.webp?w=9")
    True
    """
    return url == other or (_image_name(url) == _image_name(other) != "")


def _image_name(url: str) -> str:
    path = unquote(urlsplit(url).path)
    return _SIZE_OR_SUFFIX.sub("", path.rstrip("/").rsplit("/", 1)[-1].lower())


def same_link(url: str, other: str | Mapping[str, str]) -> bool:
    """Compare host and path of an address and of a gold link (an address or ``{"url": …}``).

    >>> same_link("https://www.example.org/a/?ref=x", {"url": "http://example.org/a"})
    True
    """
    return _place(url) == _place(other if isinstance(other, str) else other["url"])


def _place(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/")


# --- texts --------------------------------------------------------------------------------------

_UNSPACED = (
    r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"  # Japanese, Chinese, Korean
    r"\u0e00-\u0e7f\u1000-\u109f"  # Thai, Burmese
)
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_SHINGLE: Final = 4


def tokens(text: str | None) -> list[str]:
    """Cut a text into lower-case words, and into signs where a script does not part words.

    >>> tokens("Über 30 Grad"), tokens("東京で雨")
    (['über', '30', 'grad'], ['東', '京', 'で', '雨'])
    """
    return _TOKEN.findall(unicodedata.normalize("NFKC", text or "").lower())


def squash(text: str | None) -> str:
    """Take all white space out of a text."""
    return "".join((text or "").split())


def shingle_counts(given: str, wanted: str) -> Counts:
    """Compare two texts by their runs of four tokens, as the article extraction benchmark does."""
    return _multiset_counts(_shingles(tokens(given)), _shingles(tokens(wanted)))


def _shingles(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    if not words:
        return Counter()
    starts = range(max(len(words) - _SHINGLE, 0) + 1)
    return Counter(tuple(words[start : start + _SHINGLE]) for start in starts)


def word_f1(given: str, wanted: str) -> float:
    """Compare two texts by their words, whatever their order; 0 to 1.

    >>> word_f1("", ""), word_f1("rain", ""), word_f1("more rain", "rain more")
    (1.0, 0.0, 1.0)
    """
    counts = _multiset_counts(Counter(tokens(given)), Counter(tokens(wanted)))
    if not counts.right:
        return float(counts == Counts())
    return counts.f1


def _multiset_counts(given: Counter[Any], wanted: Counter[Any]) -> Counts:
    right = (given & wanted).total()
    return Counts(right, given.total() - right, wanted.total() - right)


def harmonic_mean(a: float, b: float) -> float:
    """Return the harmonic mean of two figures, 0 where both are 0."""
    return 2 * a * b / (a + b) if a + b else 0.0


def mean(values: Iterable[float], default: float = 0.0) -> float:
    """Return the arithmetic mean, or ``default`` where there is nothing."""
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else default
