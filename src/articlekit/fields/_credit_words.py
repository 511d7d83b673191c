"""What newsrooms print with the name of who made an image, and that name alone."""

from __future__ import annotations

import re
from typing import Final

# What newsrooms print before the name of who made an image, as pieces of a regular expression.
LABELS: Final = "|".join(
    r"""
    photo(?:graph(?:er|y|s|ie|e)?|s)? pictures? pics? images? illustrations? (?:info)?graphics?
    dessin credits? sources? copyright courtesy video(?:grab)?
    (?:photo|image|picture)\s(?:credits?|source)
    cr[ée]dit[eo]?s?(?:\sphotos?)? fotos? fot fotograf(?:ie|[ií]a|in)? foto[gq]raf fotó
    (?:titel|symbol|archiv|beitrags)?(?:bild(?:er)?|foto) (?:bild|foto)?(?:quelle|nachweis)n?
    grafik(?:en)? zeichnung(?:en)? collage fonte fuente im[aá]ge[nm] immagine billede kilde bron
    beeld
    (?:bild)?k[aä]lla kuva l[aä]hde zdroj zdj[ęe]cie źródło forrás görsel kaynak ảnh nguồn sumber
    φωτο(?:γραφία)? πηγή фото источник джерело коллаж снимк[аи] извор תמונה צילום صورة المصدر تصوير
    写真 撮影 提供 出典 사진 출처 图(?:片(?:来源)?|源)? 摄影? 来源 圖片? 攝影? 來源 ภาพ फोटो
    """.split()
)
BY: Final = "|".join(
    r"""
    (?:photo(?:graph)?|picture|image|illustration|graphic|portrait|video)s?\sby
    (?:drawing|map|chart)s?\sby
    (?:photo|picture|image|video)s?\s(?:from|via)
    (?:photo(?:graph)?|picture|image|illustration|video)s?\scourtesy(?:\sof)? courtesy\sof
    (?:fotos?|bild(?:er)?)\s(?:von|di|de|af|by|door) illustrations?\s(?:von|de|di|par)
    photo(?:graphie)?s?\s(?:de|par) mit\sfreundlicher\sgenehmigung(?:\svon)?
    cedida\spor cortes[ií]a\sde gentileza\sde
    """.split()
)
# Labels that stand before a name without any sign between: "(foto Benassi)".
BARE: Final = (
    r"[Ff]otos?|[Ss]ources?|[Cc]r[ée]dits?|[Qq]uelle|[Ff]uente|[Ff]onte|photo|picture|image"
)
AGENCIES: Final = "|".join(
    r"""
    AP AFP Reuters REUTERS Getty(?:\sImages)? GettyImages DPA dpa EPA EFE ANSA LaPresse
    PA(?:\s(?:Wire|Images|Media))? Shutterstock iStock(?:photo)? Alamy Xinhua Bloomberg NurPhoto
    Lusa [Ii]mago IMAGO APA Keystone KEYSTONE NTB Ritzau(?:\sScanpix)? AAP Kyodo Anadolu SIPA Sipa
    MAXPPP Europa\sPress Associated\sPress Canadian\sPress Belga ANP PTI TASS ТАСС РИА\sНовости
    ZUMA(?:\sPress)? Unsplash Pexels Pixabay Flickr Adobe(?:\s?Stock)? Depositphotos
    Wikimedia(?:\sCommons)? Corbis SWNS UPI ČTK PAP MTI Agerpres WireImage Handout HANDOUT
    """.split()
)
MARGIN: Final = " \t\n\xa0\u3000|–—•·+-/([（［,;"
"""What parts a caption from its credit, taken off the end of the caption."""

AGENCY = re.compile(rf"(?<![\w-])(?:{AGENCIES})(?![\w-])")
WORD = re.compile(r"[^\W\d_]+")
TOLD = re.compile(r"\w")
SMALL: Final = frozenset(
    "and und et y e i og och en for für via by von van de du da di del der den the of a la le les "
    "das do dos with mit from in im on at all rights reserved cc by".split()
)
FEW: Final = 6  # words after a label that need no further sign of being names
NAMELY: Final = 0.6  # share of words that begin like names, where there are more than a few


def share_of_names(text: str) -> float:
    """Return the share of words that begin like a name, small words between names left out.

    >>> share_of_names("Maja Brandt für die Zeitung")
    0.75
    """
    words = [word for word in WORD.findall(text) if word.lower() not in SMALL]
    return sum(not word[0].islower() for word in words) / len(words) if words else 0.0


LEADING = re.compile(
    rf"[\s(\[（［|–—•·+-]{{0,4}}(?:"
    rf"(?i:{LABELS})(?:\s?\((?:c|s|cc)\))?\s{{0,3}}(?:[:：/©|，,]|\.{{3}}|…|\s[–—-])"
    rf"|(?i:{BY})(?=\s)|(?:[Cc]redits?)(?=[A-Z])|©|ⓒ|\([cC]\)|(?i:copyright)\b"
    rf"|(?:{BARE})(?=\s[^\W\d_a-z])"
    r")\s{0,3}"
)
_RIGHTS = re.compile(
    r"[\s.,;/|–-]{0,4}(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|"
    r"todos los derechos reservados|tutti i diritti riservati)\.?$",
    re.IGNORECASE,
)
STOPS: Final = (".", "!", "?", "…", "»", "”", '"')
EDGES: Final = " \t\n\xa0\u3000|–—•·+,;:"
"""What stands around a credit."""
_FINAL_STOP = re.compile(r"(?:(?<=\w{4})|(?<=[)\]]))\.$")
_PAIRS: Final = {")": "(", "]": "[", "）": "（", "］": "［"}


def clean_credit(text: str) -> str | None:
    """Return the bare name of a credit line.

    >>> clean_credit("(Foto: Maja Brandt/dpa)"), clean_credit("© Foto: Studio Nord")
    ('Maja Brandt/dpa', 'Studio Nord')
    >>> clean_credit("Photograph by Noor Haddad"), clean_credit("CreditNoor Haddad")
    ('Noor Haddad', 'Noor Haddad')
    >>> clean_credit("Photo:") is None
    True
    """
    bare = _unwrapped(_FINAL_STOP.sub("", text.strip(EDGES).lstrip(".…")))
    for _ in range(3):  # "Foto: Bild: ..." and "© Photo: ..." are common
        match = LEADING.match(bare)
        if match is None:
            break
        bare = _unwrapped(bare[match.end() :].strip(EDGES))
    bare = _FINAL_STOP.sub("", _RIGHTS.sub("", bare)).strip(EDGES)
    return bare if WORD.search(bare) and not is_bare_label(bare) else None


def _unwrapped(text: str) -> str:
    """Take off brackets around the whole, and one that was never opened or closed."""
    last = text[-1:]
    if last in _PAIRS and text.count(last) > text.count(_PAIRS[last]):
        text = text[:-1]
    elif last in _PAIRS and text[0] == _PAIRS[last] and text.count(last) == 1:
        text = text[1:-1]
    first = text[:1]
    if first in _PAIRS.values() and not any(close in text for close in _PAIRS):
        text = text[1:]
    return text.strip(EDGES)


_BARE_LABEL = re.compile(rf"(?:{LABELS})[.:\s]*", re.IGNORECASE)


def is_bare_label(text: str) -> bool:
    """Tell a label without a name.

    >>> is_bare_label("Photo:"), is_bare_label("Photo: Ines Vall")
    (True, False)
    """
    return _BARE_LABEL.fullmatch(text) is not None
