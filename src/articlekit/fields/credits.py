"""Captions and credits, told apart where the page prints them as one text."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_LABELS: Final = (
    "photos? credits?", "image credits?", "picture credits?", "photo(?:graph)?s?(?: by| courtesy)?",
    "pictures?(?: by)?", "images?(?: by| courtesy)?", "illustrations?(?: by)?", "graphics?(?: by)?",
    "credits?", "courtesy(?: of)?", "source", "video", "fotos?(?: von| de| di| af)?", "bild(?:er)?",
    "quelle", "grafik", "crédits?(?: photos?)?", "photographie", "fotografía", "imagen", "imagem",
    "crédito", "foto[gq]raf", "fotograf[ií]a", "kuva", "zdroj", "fot", "фото", "źródło", "illustration",
)  # fmt: skip
_LABELLED = re.compile(
    rf"(?:^|[\s(\[|–—•·/-])(?:{'|'.join(_LABELS)})\s{{0,3}}[:/©–-]\s{{0,3}}(?P<who>[^:\n]{{2,90}})$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|\bcopyright\b)\s{0,3}(?P<who>[^©\n]{2,90})$", re.IGNORECASE)
_BY = re.compile(
    r"[(\[|–—•]\s{0,3}(?:photo|picture|image|photograph|illustration|foto|bild)s?\s{1,3}"
    r"(?:by|courtesy of|von|de|par|di)\s{1,3}(?P<who>[^()\[\]\n]{2,80})[)\]]?$",
    re.IGNORECASE,
)
_AGENCY_END = re.compile(
    r"[(\[](?P<who>[^()\[\]\n]{0,60}\b(?:AP|AFP|Reuters|Getty(?: Images)?|dpa|EPA|EFE|ANSA|PA|Shutterstock|"
    r"iStock|Alamy|Xinhua|Bloomberg|NurPhoto|Lusa|imago|APA|Keystone|TT|NTB|Ritzau|AAP|Kyodo)\b"
    r"[^()\[\]\n]{0,60})[)\]]\.?$"
)
_TRIM: Final = " \t\n|–—•·-/([,;"


class Caption(NamedTuple):
    """A caption and who made the image, either of them None where the text has none."""

    caption: str | None
    credit: str | None


def split_credit(text: str) -> Caption:
    """Tell the credit at the end of a caption from the caption.

    >>> split_credit("Boats in the harbour of Lowmouth. Photo: Ines Vall / Reuters")
    Caption(caption='Boats in the harbour of Lowmouth.', credit='Ines Vall / Reuters')
    >>> split_credit("The old mill (AP)")
    Caption(caption='The old mill', credit='AP')
    >>> split_credit("A quiet street at noon.")
    Caption(caption='A quiet street at noon.', credit=None)
    """
    tail = text[-160:]
    for pattern in (_LABELLED, _BY, _COPYRIGHT, _AGENCY_END):
        match = pattern.search(tail)
        if match:
            caption = text[: len(text) - len(tail) + match.start()].rstrip(_TRIM)
            return Caption(caption or None, clean_credit(match.group("who")))
    return Caption(text, None)


_LEADING_LABEL = re.compile(
    rf"^[\s(\[|–—•·-]{{0,4}}(?:{'|'.join(_LABELS)})\s{{0,3}}[:/©|–-]\s{{0,3}}", re.IGNORECASE
)


def clean_credit(text: str) -> str | None:
    """Return the bare name of a credit line.

    >>> clean_credit("(Foto: Maja Brandt/dpa)"), clean_credit("© 2024 Studio Nord")
    ('Maja Brandt/dpa', '2024 Studio Nord')
    """
    bare = _LEADING_LABEL.sub("", text)
    bare = re.sub(r"^(?:©|\(c\))\s{0,3}", "", bare.strip(" \t[(|–—•·-"), flags=re.IGNORECASE)
    bare = bare.strip(" \t|–—•·;,")
    if bare.endswith((")", "]")) and not any(c in bare for c in "(["):
        bare = bare[:-1].rstrip()
    return bare or None
