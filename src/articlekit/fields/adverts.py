"""What print calls an advert, and how it sends readers past one."""

from __future__ import annotations

from typing import Final

_LABELS: Final = frozenset(
    "ad advertisement advertising sponsored anzeige werbung annonce reklame reklam publicité "
    "publicidad publicidade anuncio pubblicità advertentie mainos reklama реклама إعلان 広告 广告 "
    "廣告 광고".split()
)
_PAST: Final = frozenset(
    " ".join(phrase.split())
    for phrase in """
    article continues below, article continues below advertisement, article continues after ad,
    article continues after advertisement, article continues after this advertisement, story
    continues below, story continues below advertisement, story continues after advertisement,
    continue reading below, continues after advertising, advertisement - story continues below,
    scroll to continue, scroll to continue with content, nach der anzeige weiterlesen, weiter
    nach der anzeige, artikel wird nach der anzeige fortgesetzt, weiterlesen nach der anzeige,
    la suite après la publicité, la suite après cette publicité, lire la suite après la
    publicité, el artículo continúa debajo, continúa leyendo después de la publicidad, sigue
    leyendo después de la publicidad, la nota continúa después de la publicidad, continua após a
    publicidade, continua depois da publicidade, continua após publicidade, continua a leggere
    dopo la pubblicità, l'articolo continua dopo la pubblicità, l'articolo prosegue dopo la
    pubblicità, tekst gaat verder onder de advertentie, artikel gaat verder onder de
    advertentie, artikel gaat verder na advertentie, artikeln fortsätter efter annonsen,
    artikeln fortsätter under annonsen, artikkelen fortsetter under annonsen, artikkelen
    fortsetter etter annonsen, artiklen fortsætter efter annoncen, artiklen fortsætter under
    annoncen, juttu jatkuu mainoksen jälkeen, artikkeli jatkuu mainoksen jälkeen, dalsza część
    artykułu pod reklamą, dalsza część tekstu pod reklamą, ciąg dalszy artykułu pod reklamą,
    článek pokračuje pod reklamou, text pokračuje pod reklamou, a cikk a hirdetés után
    folytatódik, a cikk a hirdetés alatt folytatódik, articolul continuă după reclamă,
    продолжение после рекламы
    """.split(",")
)
_LONGEST: Final = max(map(len, _LABELS | _PAST)) + 2
_EDGES: Final = " .:…▼↓-–—"


def is_ad_label(text: str) -> bool:
    """Tell the label of an advert, or a line that sends readers past it, which is nothing else.

    >>> is_ad_label("Anzeige"), is_ad_label("Anzeige des Tages")
    (True, False)
    >>> is_ad_label("Article continues below ▼"), is_ad_label("The article continues below.")
    (True, False)
    """
    if len(text) > _LONGEST:
        return False
    words = " ".join(text.lower().strip(_EDGES).split())
    return words in _LABELS or words in _PAST
