"""Where links lead, as far as their addresses tell.

Sites name the parts of their addresses as they name their classes: ``/author/``, ``/tag/``,
``?share=``. The address of a story ends in its headline or in a number, wherever it stands.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_WORDS: Final = {
    "person": """
        author authors autor autoren autori autore auteur auteurs autorin people person persons
        profile profiles profil profils staff contributor contributors writer writers journalist
        journalists journaliste reporter reporters redaktion redakteur redaktor team columnist
        columnists user users member members bio bios forfatter skribent kirjoittaja byline
        bylines auteure firma firmas""",
    "topic": """
        tag tags topic topics thema themen theme themes tema temas keyword keywords category
        categories categoria categorias categorie section sections subject subjects label labels
        etiqueta etiquetas rubrik rubrique rubriek search suche tagged stichwort dossier sujet
        argomenti temi amne emne aihe hashtag""",
    "share": """
        facebook twitter whatsapp linkedin reddit pinterest share sharer sharing telegram tumblr
        flipboard intent vk xing instagram threads bsky tiktok messenger print email mailto
        sharearticle teilen partager weibo line pocket getpocket""",
    "promo": """
        subscribe subscription subscriptions subscriber newsletter newsletters abo abos abonnement
        abonnements abonnieren abonnez donate donation donations support shop store offer offers
        join membership members register signup login signin account konto plus premium app apps
        epaper eedition podcast podcasts play itunes spotify checkout angebot angebote suscripcion
        suscribete suscripciones assine prenumerera tilaa abbonati pay paywall""",
    "legal": """
        privacy terms contact contacts about impressum imprint datenschutz cookie cookies policy
        policies legal advertise advertising careers jobs faq help kontakt agb rss feed feeds
        sitemap hilfe corrections ethics mentions licence license creativecommons copyright""",
    "comment": "comment comments disqus respond forum forums reply kommentar kommentare",
    "shop": "amazon amzn ebay affiliate tickets ticket booking product products deal deals buy",
    "media": "gallery galleries video videos photo photos bilder fotos fotostrecke live watch",
}
_SHAPES: Final = (
    "nowhere", "mail", "away", "own", "front", "story", "plain", "query", "file", "section",
)  # fmt: skip
TARGETS: Final = (*_WORDS, *_SHAPES)
"""What may be said of a link: words in its address, then its shape."""

_NOWHERE, _MAIL, _AWAY, _OWN, _FRONT, _STORY, _PLAIN, _QUERY, _FILE, _SECTION = (
    1 << TARGETS.index(shape) for shape in _SHAPES
)
_WORD_BITS: Final = {
    word: sum(1 << bit for bit, listed in enumerate(_WORDS.values()) if word in listed.split())
    for word in " ".join(_WORDS.values()).split()
}
_ADDRESS = re.compile(r"(?i)\s*(?:([a-z][a-z\d+.-]*):)?(?://([^/?#]*))?([^?#]*)(\?[^#]*)?")
_WORD = re.compile(r"[a-z]+")
_HEADLINE = re.compile(r"[-_+%][^/]*[-_+%][^/]*[-_+%]|\d{5}|(?:19|20)\d\d/[01]\d")
_MEDIA_FILE = re.compile(r"(?i)\.(?:pdf|docx?|xlsx?|zip|jpe?g|png|gif|webp|mp[34]|m4a)$")
_SHARED_LABELS: Final = frozenset("ac co com edu go gob gov ne net or org".split())
"""What countries part their addresses into, as in "co.uk"."""
_LONGEST: Final = 300  # characters of an address that are read


_UNKNOWN: Final = "."


class Place(NamedTuple):
    """Where a page stands."""

    site: str
    """The last labels of its host; "." if that is not known."""
    path: str
    directory: str
    """The first part of the path."""


def place_of(url: str | None) -> Place:
    """Read where a page stands off its address.

    >>> place_of("https://www.example.co.uk/sport/ferry-wins-again/")
    Place(site='example.co.uk', path='/sport/ferry-wins-again', directory='sport')
    """
    _, host, path, _ = _parts(url or "")
    return Place(_site(host), path, _directory(path))


def link_mask(url: str, page: Place) -> int:
    """Return which of `TARGETS` an address is, one bit each.

    >>> here = place_of("https://example.org/sport/ferry-wins-again")
    >>> def told(url: str) -> list[str]:
    ...     return [name for bit, name in enumerate(TARGETS) if link_mask(url, here) >> bit & 1]
    >>> told("/author/jane"), told("//news.example.org/sport/the-ferry-loses-at-last")
    (['person', 'plain'], ['story', 'section'])
    >>> told("https://facebook.com/sharer?u=1"), told("#top"), told("mailto:a@example.org")
    (['share', 'away', 'plain', 'query'], ['nowhere'], ['mail'])
    """
    scheme, host, path, query = _parts(url)
    if scheme not in {"", "http", "https"}:
        return _NOWHERE if scheme == "javascript" else _MAIL
    if not (host or path or query):
        return _NOWHERE
    away = bool(host) and page.site != _UNKNOWN and _site(host) != page.site
    mask = _AWAY * away | _QUERY * bool(query) | _FILE * bool(_MEDIA_FILE.search(path))
    mask |= _shape(path) if away else _shape_at_home(path, page)
    named = path.rpartition("/")[0] if mask & _STORY else path  # a headline may hold any word
    for word in _WORD.findall(f"{named}/{host if away else ''}".lower()):
        mask |= _WORD_BITS.get(word, 0)
    return mask


def _parts(url: str) -> tuple[str, str, str, str]:
    """Return scheme, host, path and query; `urllib.parse` takes ten times as long."""
    match = _ADDRESS.match(url[:_LONGEST])
    scheme, host, path, query = match.groups("") if match else ("", "", "", "")
    return scheme.lower(), host, path.rstrip("/"), query


def _site(host: str) -> str:
    """Return the part of a host that all of a publisher's addresses share, as a rule.

    >>> _site("www.example.co.uk:80"), _site("news.example.org")
    ('example.co.uk', 'example.org')
    """
    name, _, country = host.lower().rpartition("@")[2].partition(":")[0].rpartition(".")
    rest, _, label = name.rpartition(".")
    if label in _SHARED_LABELS and rest:
        label = f"{rest.rpartition('.')[2]}.{label}"
    return f"{label}.{country}"


def _directory(path: str) -> str:
    return path.lstrip("/").partition("/")[0]


def _shape(path: str) -> int:
    if not path:
        return _FRONT
    return _STORY if _HEADLINE.search(path) else _PLAIN


def _shape_at_home(path: str, page: Place) -> int:
    if path and path == page.path:
        return _OWN
    shape = _shape(path)
    near = shape == _STORY and page.directory and _directory(path) == page.directory
    return shape | _SECTION if near else shape
