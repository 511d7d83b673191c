"""Captions and credits, told apart where the page prints them as one text.

The page's own markup answers first (a span whose class says credit). Then the end of the text
does: a label ("Photo: ..."), a sign (©), brackets, a dash or bar, the name of an agency. What
follows must look like names; a sentence that happens to hold such a word stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from articlekit.blocks import Mark

_Range = tuple[int, int]


class Caption(NamedTuple):
    """What is printed at an image, either of the two None where the text has none."""

    caption: str | None
    credit: str | None


# What newsrooms print before the name of who made an image, as pieces of a regular expression.
_LABELS: Final = "|".join(
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
_BY: Final = "|".join(
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
_BARE: Final = (
    r"[Ff]otos?|[Ss]ources?|[Cc]r[ée]dits?|[Qq]uelle|[Ff]uente|[Ff]onte|photo|picture|image"
)
_AGENCIES: Final = "|".join(
    r"""
    AP AFP Reuters REUTERS Getty(?:\sImages)? GettyImages DPA dpa EPA EFE ANSA LaPresse
    PA(?:\s(?:Wire|Images|Media))? Shutterstock iStock(?:photo)? Alamy Xinhua Bloomberg NurPhoto
    Lusa [Ii]mago IMAGO APA Keystone KEYSTONE NTB Ritzau(?:\sScanpix)? AAP Kyodo Anadolu SIPA Sipa
    MAXPPP Europa\sPress Associated\sPress Canadian\sPress Belga ANP PTI TASS ТАСС РИА\sНовости
    ZUMA(?:\sPress)? Unsplash Pexels Pixabay Flickr Adobe(?:\s?Stock)? Depositphotos
    Wikimedia(?:\sCommons)? Corbis SWNS UPI ČTK PAP MTI Agerpres WireImage Handout HANDOUT
    """.split()
)
_PRESS_HANGUL: Final = "(?:뉴스1?|뉴시스|일보|신문|통신|경제|타임스|기자|제공)"

_TAIL: Final = 200  # characters at the end of a caption that may be its credit
_MARGIN: Final = " \t\n\xa0\u3000|–—•·+-/([（［,;"

_BRACKETS = re.compile(r"[(\[（［【](?P<who>[^()\[\]（）［］【】\n]{2,120})[)\]）］】]?[.。]?\s*$")
_LABELLED = re.compile(
    rf"(?<!\w)(?P<label>(?:(?:{_LABELS})\s(?:&|and|und|et|y)\s)?(?:{_LABELS}|(?<=\s)styling|text))(?:\s?\((?:c|s|cc)\))?(?:\s{{0,3}}[:：/©|]|\s[–—-])\s{{0,3}}"
    r"(?P<who>[^\n]{2,160})$",
    re.IGNORECASE,
)
_LABEL_END = re.compile(r"[:：/©|]|\s[–—-]")
"""What every label ends with; many captions have no such sign."""
_PHRASE = re.compile(rf"(?<!\w)(?P<label>{_BY})\s{{1,3}}(?P<who>[^\n]{{2,120}})$", re.IGNORECASE)
_SIGN = re.compile(
    r"(?P<label>©|ⓒ|\([cC]\)|\bCopyright\b|\b(?:foto|fotos|photo|photos|zeichnung(?:en)?)\s?©)\s{0,3}"
    r"(?P<who>[^\n]{2,120})$",
    re.IGNORECASE,
)
_HANGUL_END = re.compile(
    rf"\s*[/=.│|]\s*(?P<who>(?:[가-힣A-Z0-9·]{{1,12}}\s){{0,2}}[가-힣A-Z0-9]{{0,10}}{_PRESS_HANGUL}"
    rf"(?:\s[가-힣]{{2,4}}\s기자)?)\s*$"
)
_PRESS_END = re.compile(r"(?:提供|撮影|写す|摄影?|攝影?|供图|社)$")
_HAN_END = re.compile(
    r"[。.\s　](?P<who>[^。.\s　]{2,14}(?:\s[^。.\s　]{1,4})?)"
    r"[\s　]?(?:摄影?|攝影?|撮影|提供|供图)$"
)
_SENTENCE_END = re.compile(r"[.!?…][)\]»”\"’]?[ \xa0]?(?=[^\s.])|[)\]][ \xa0]?(?=\w)|\s[|–—/]\s")
_AGENCY = re.compile(rf"(?<![\w-])(?:{_AGENCIES})(?![\w-])")
_AGENCIES_ONLY = re.compile(rf"(?:{_AGENCIES})(?:\s?[/,|]\s?(?:{_AGENCIES})){{0,3}}")
_FOR = re.compile(
    r"(?P<who>(?:[\w.'’-]{1,30}\s){2,4})(?:for|für|pour|para|per|voor)", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
_TOLD = re.compile(r"\w")
_NAMES_ALONE = re.compile(r"[^\W\d_](?:[^\W\d_]|[ &'’-]){0,60}")
_FULL_NAME = re.compile(r"(?:[^\W\d_a-z][\w'’.-]{1,20}\s){1,2}[^\W\d_a-z][\w'’-]{1,20}")
_SMALL: Final = frozenset(
    "and und et y e i og och en for für via by von van de du da di del der den the of a la le les "
    "das do dos with mit from in im on at all rights reserved cc by".split()
)
_FEW: Final = 6  # words after a label that need no further sign of being names
_MANY: Final = 26
_LEAST_TOLD: Final = 2  # words of a caption
_FULL: Final = 4  # words of a name that only a bar parts from the caption
_NAMELY: Final = 0.6  # share of words that begin like names, where there are more than a few


def split_credit(text: str) -> Caption:
    """Tell the credit at the end of a caption from the caption.

    >>> split_credit("Boats in the harbour of Lowmouth. Photo: Ines Vall / Reuters")
    Caption(caption='Boats in the harbour of Lowmouth.', credit='Ines Vall / Reuters')
    >>> split_credit("The old mill (AP)")
    Caption(caption='The old mill', credit='AP')
    >>> split_credit("Illustration by Noor Haddad")
    Caption(caption=None, credit='Noor Haddad')
    >>> split_credit("In the picture: the new bridge, which opens for traffic in May.").credit
    """
    if _is_signature(text):
        return Caption(None, clean_credit(text))
    offset = max(0, len(text) - _TAIL)
    for rung in (_in_brackets, _after_label, _after_phrase, _after_sign, _by_script, _by_agency):
        cut = rung(text[offset:])
        if cut is not None:
            caption = text[: offset + cut.start].rstrip(_MARGIN)
            told = _TOLD.search(caption) and not _is_bare_label(caption)
            return Caption(caption if told else None, clean_credit(cut.who))
    return Caption(text, None)


def _is_signature(text: str) -> bool:
    """Tell a text that is no more than agencies, an address of a site, or two names.

    >>> _is_signature("Getty Images"), _is_signature("Ines Vall / Northline")
    (True, True)
    >>> _is_signature("Power lines / Photo by Ines Vall")
    False
    """
    bare = text.strip(_MARGIN)
    if _SITE.fullmatch(bare) or _AGENCIES_ONLY.fullmatch(bare):
        return True
    parts = text.split(" / ")
    parted = len(parts) > 1 and not any(map(_LEADING.match, parts)) and "/" not in "".join(parts)
    return parted and _is_two_names(text)


def is_house_credit(text: str, house: str) -> bool:
    """Tell a caption that only says who made the image, for the site or by it.

    >>> is_house_credit("LOWMOUTH POST", "Lowmouth Post")
    True
    >>> is_house_credit("Ines Vall for Lowmouth Post", "Lowmouth Post")
    True
    >>> is_house_credit("Lowmouth Post in May", "Lowmouth Post")
    False
    """
    said, name = text.casefold().strip(_EDGES), house.casefold()
    if not name or not said.endswith(name):
        return False
    maker = _FOR.fullmatch(text[: len(said) - len(name)].strip(_EDGES))
    return said == name or (maker is not None and _share_of_names(maker["who"]) == 1)


def is_makers_name(text: str, alt: str | None) -> bool:
    """Tell a caption of names alone that what the image shows has nothing to do with.

    Args:
        text: The caption.
        alt: The description of the image; nothing is told where it is none or short.

    >>> is_makers_name("Northline Studios", "A ferry leaves the quay at noon")
    True
    >>> is_makers_name("Ines Vall", "Mayor Ines Vall at her desk"), is_makers_name("Ines Vall", "")
    (False, False)
    """
    told = {word.lower() for word in _WORD.findall(alt or "")}
    names = _WORD.findall(text)
    return (
        len(told) >= _FULL
        and 0 < len(names) < _FULL
        and _share_of_names(text) == 1
        and _NAMES_ALONE.fullmatch(text) is not None
        and told.isdisjoint(name.lower() for name in names)
    )


class _Cut(NamedTuple):
    """Where the credit begins in a text, and the credit."""

    start: int
    who: str


def _in_brackets(tail: str) -> _Cut | None:
    """``(Photo: Ines Vall)``, ``(foto Benassi)``, ``(AP)``, ``（湊川新報社提供）``."""
    match = _BRACKETS.search(tail)
    if match is None:
        return None
    inner = match["who"].strip()
    name = clean_credit(inner)
    if name is None:
        return None
    after_sentence = tail[: match.start()].rstrip().endswith((".", "!", "?"))
    if (
        name != inner
        or _AGENCY.search(inner)
        or _PRESS_END.search(inner)
        or _is_two_names(inner)
        or (after_sentence and _FULL_NAME.fullmatch(inner))
    ):
        return _Cut(match.start(), inner)
    return None


def _is_two_names(text: str) -> bool:
    """Tell a photographer and an agency parted by a slash from other bracketed words.

    >>> _is_two_names("Ona Field/NORTHLINE"), _is_two_names("left/right")
    (True, False)
    """
    parts = [part.strip() for part in text.split("/")]
    return len(parts) > 1 and all(p[:1].isupper() and _share_of_names(p) == 1 for p in parts)


def _after_label(tail: str) -> _Cut | None:
    """``... Photo: Ines Vall``, the first label whose rest reads like names."""
    if _LABEL_END.search(tail) is None:
        return None
    for match in _each(_LABELLED, tail):
        before = tail[: match.start("label")].rstrip()
        if _is_label(before, match["label"]) and _reads_like_names(match["who"], alone=not before):
            return _Cut(match.start("label"), match["who"])
    return None


def _each(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that runs to the end of the text, from left to right."""
    match = pattern.search(text)
    while match is not None:
        yield match
        match = pattern.search(text, match.start() + 1)


def _is_label(before: str, label: str) -> bool:
    """Tell a label from a word of a sentence: it opens something, or is capitalised.

    >>> _is_label("The hall.", "photo"), _is_label("The hall", "Photo")
    (True, True)
    >>> _is_label("Kitchen and", "source"), _is_label("Im", "Bild")
    (False, False)
    """
    if not before or not before[-1].isalnum():
        return True
    return not label[0].islower() and before.rpartition(" ")[2].lower() not in _SMALL


def _reads_like_names(who: str, *, alone: bool) -> bool:
    """Tell names, agencies and licences from a sentence.

    Args:
        who: What follows a label.
        alone: Nothing stands before the label, so that it may as well name what is shown.
    """
    if _SITE.fullmatch(who.strip()):
        return True
    count = len(_WORD.findall(who))
    if count > _MANY or re.search(r"[.!?]\s+\S+(?:\s+[^\s:/]+){6}", who):
        return False
    return (count <= _FEW and not alone) or _share_of_names(who) >= _NAMELY


_SITE = re.compile(r"(?:[\w-]{1,40}\.){1,4}[a-z]{2,12}\.?", re.IGNORECASE)


def _share_of_names(text: str) -> float:
    """Return the share of words that begin like a name, small words between names left out.

    >>> _share_of_names("Maja Brandt für die Zeitung")
    0.75
    """
    words = [word for word in _WORD.findall(text) if word.lower() not in _SMALL]
    return sum(not word[0].islower() for word in words) / len(words) if words else 0.0


def _after_phrase(tail: str) -> _Cut | None:
    """``... Photo by Ines Vall``, ``Courtesy of the museum``."""
    for match in _each(_PHRASE, tail):
        before = tail[: match.start("label")].rstrip()
        parted = not before or not before[-1].isalnum()
        if parted and match["label"][0].isupper() and _reads_like_names(match["who"], alone=True):
            return _Cut(match.start("label"), match["who"])
    return None


def _after_sign(tail: str) -> _Cut | None:
    """``... © Ines Vall``, whatever follows if it is short."""
    match = _SIGN.search(tail)
    if match is None or not _reads_like_names(match["who"], alone=False):
        return None
    return _Cut(match.start("label"), match["who"])


def _by_script(tail: str) -> _Cut | None:
    """Korean, Chinese and Japanese forms: ``/해오름일보 한소라 기자``, ``本报记者 苏敏 摄``."""
    for pattern in () if tail.isascii() else (_HANGUL_END, _HAN_END):
        match = pattern.search(tail)
        if match is not None:
            return _Cut(match.start() + (tail[match.start()] in ".。"), match["who"])
    return None


def _by_agency(tail: str) -> _Cut | None:
    """``... at noon. Ines Vall/Reuters`` and ``... at noon | Ines Vall``: names to the very end."""
    for match in _each(_SENTENCE_END, tail):
        who = tail[match.end() :].strip()
        if " | " not in who and _is_signed(match[0].strip(), who):
            return _Cut(match.start() + len(match[0].rstrip()), who)
    return None


def _is_signed(parting: str, who: str) -> bool:
    count = len(_WORD.findall(who))
    if count > 2 * _FEW or _share_of_names(who) < 1:
        return False
    if _AGENCY.search(who) or _is_two_names(who):
        return True
    return parting == "|" and count <= _FULL and who.replace(" ", "").isalpha()


_LEADING = re.compile(
    rf"[\s(\[（［|–—•·+-]{{0,4}}(?:"
    rf"(?i:{_LABELS})(?:\s?\((?:c|s|cc)\))?\s{{0,3}}(?:[:：/©|，,]|\.{{3}}|…|\s[–—-])"
    rf"|(?i:{_BY})(?=\s)|(?:[Cc]redits?)(?=[A-Z])|©|ⓒ|\([cC]\)|(?i:copyright)\b"
    rf"|(?:{_BARE})(?=\s[^\W\d_a-z])"
    r")\s{0,3}"
)
_RIGHTS = re.compile(
    r"[\s.,;/|–-]{0,4}(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|"
    r"todos los derechos reservados|tutti i diritti riservati)\.?$",
    re.IGNORECASE,
)
_STOPS: Final = (".", "!", "?", "…", "»", "”", '"')
_EDGES: Final = " \t\n\xa0\u3000|–—•·+,;:"
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
    bare = _unwrapped(_FINAL_STOP.sub("", text.strip(_EDGES).lstrip(".…")))
    for _ in range(3):  # "Foto: Bild: ..." and "© Photo: ..." are common
        match = _LEADING.match(bare)
        if match is None:
            break
        bare = _unwrapped(bare[match.end() :].strip(_EDGES))
    bare = _FINAL_STOP.sub("", _RIGHTS.sub("", bare)).strip(_EDGES)
    return bare if _WORD.search(bare) and not _is_bare_label(bare) else None


_BARE_LABEL = re.compile(rf"(?:{_LABELS})[.:\s]*", re.IGNORECASE)


def _is_bare_label(text: str) -> bool:
    return _BARE_LABEL.fullmatch(text) is not None


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
    return text.strip(_EDGES)


_CREDIT_WORDS = re.compile(
    r"credit|copyright|photographer|fotograf|bildautor|bildquelle|courtesy|byline|attribution|"
    r"(?:^|[\s_-])(?:source|author|autor|auteur|agency|quelle|rights)s?(?:$|[\s_-])",
    re.IGNORECASE,
)
_ASIDE_WORDS = re.compile(
    r"visually-?hidden|screen-?reader|(?:^|[\s_-])sr-?only|assistive|duration|counter|"
    r"image-?(?:count|number|index)",
    re.IGNORECASE,
)
_MAX_ASIDE: Final = 60  # characters; more is text, whatever its class says
_ASIDE_LINK = re.compile(
    r"licen[sc](?:ing|e this)|purchase|\bbuy\b|enlarge|zoom|full ?screen|\bmore\b|"
    r"view (?:image|gallery|photos)|vergrößer|agrandir|ampliar|ingrandisci",
    re.IGNORECASE,
)
_SIGNING: Final = frozenset({"span", "small", "em", "i", "cite"})
_COUNTER = re.compile(
    r"^(?:"
    r"(?i:image|photo|picture|bild|foto|slide|imagen?)\s"
    r"\d{1,3}\s?(?:/|of|von|de|di|sur|av|из)\s?\d{1,3}(?:[\s.:|–—-]{1,4}|$)"
    r"|\d{1,3}\s?/\s?\d{1,3}(?:\s?[.:|–—-]\s?|\s(?=[^\Wa-z\d_])|$)"  # "1/5 of the crew" is text
    r"|\d{1,3}\s(?:of|von|de|di|sur|av|из)\s\d{1,3}(?:\s?[.:|–—-]\s|$)"
    r")|\s?[(|–—]\s?\d{1,3}\s?/\s?\d{1,3}\)?$"
)


def read_caption(text: str, marks: Sequence[Mark]) -> Caption:
    """Tell caption and credit of one block apart, by its markup and then by its words.

    Args:
        text: The block's text.
        marks: Its inline elements.
    """
    credits_, asides = _marked(text, marks)
    credits_ = credits_ or _signature(text, marks, asides)
    caption = _without(text, [*credits_, *asides])
    names = [clean_credit(_without(text[a:b], _shifted(asides, a, b))) for a, b in credits_]
    credit = ", ".join(dict.fromkeys(filter(None, names)))
    caption = _COUNTER.sub("", caption.strip()).strip()
    if not _TOLD.search(caption) or _is_bare_label(caption):
        return Caption(None, credit or None)
    if credit:
        return Caption(caption.rstrip(_MARGIN) or None, credit)
    return split_credit(caption)


def _signature(text: str, marks: Iterable[Mark], asides: Sequence[_Range]) -> list[_Range]:
    """Find ``A full sentence. <small>Ines Vall</small>``: an element of names after the text."""
    end = len(_without(text, asides))
    for mark in marks:
        name = text[mark.start : mark.end]
        if (
            mark.tag in _SIGNING
            and mark.end >= end
            and text[: mark.start].rstrip().endswith(_STOPS)
            and len(name.split()) <= _FEW
            and _share_of_names(name) == 1
        ):
            return [(mark.start, mark.end)]
    return []


def read_credit(text: str, marks: Iterable[Mark]) -> str | None:
    """Return the name in a block that is a credit and nothing else."""
    _, asides = _marked(text, marks)
    return clean_credit(_without(text, asides)) or clean_credit(text)


def read_credit_line(text: str, marks: Sequence[Mark], least: int = _FEW) -> Caption:
    """Read a block that was taken for a credit, and may hold the caption as well.

    Args:
        text: The block's text.
        marks: Its inline elements.
        least: From more words than these on, a text that is no sentence may be a caption alone.

    >>> read_credit_line("Ines Vall/Reuters", ())
    Caption(caption=None, credit='Ines Vall/Reuters')
    >>> read_credit_line("The ferry at noon. Photo: Ines Vall", ())
    Caption(caption='The ferry at noon.', credit='Ines Vall')
    >>> read_credit_line("Mayor Ines Vall, here in her office.", ()).credit is None
    True
    """
    found = read_caption(text, marks)
    if found.caption and _tells_something(found.caption, least if found.credit is None else 0):
        return found
    return Caption(None, read_credit(text, marks))


def _tells_something(text: str, least: int) -> bool:
    """Tell a caption from a part of a credit: it is a sentence, or words that are no names.

    It has more than the least number of words, 0 where a credit was found beside it.
    """
    count = len(text.split())
    if count < _LEAST_TOLD or _LEADING.match(text) or "/" in text or _AGENCY.search(text):
        return False
    share = _share_of_names(text)
    if text.endswith(_STOPS):
        return not least or count > _LEAST_TOLD or share < 1
    return count > least and share < _NAMELY


def _marked(text: str, marks: Iterable[Mark]) -> tuple[list[_Range], list[_Range]]:
    """Return the outermost ranges that the markup calls a credit, and those it hides or counts.

    One that covers the whole text says nothing of its parts.
    """
    whole = len(text.strip())
    found: tuple[list[_Range], list[_Range]] = [], []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        length = mark.end - mark.start
        aside = length <= _MAX_ASIDE and _is_aside(mark, text[mark.start : mark.end])
        if length >= whole or not (aside or _CREDIT_WORDS.search(mark.words)):
            continue
        ranges = found[aside]
        if not ranges or mark.start >= ranges[-1][1]:
            ranges.append((mark.start, mark.end))
    return found


def _is_aside(mark: Mark, text: str) -> bool:
    """Tell what no reader sees, what counts, and a link that sells or enlarges the image."""
    if mark.tag == "a":
        return _ASIDE_LINK.search(text) is not None
    return _ASIDE_WORDS.search(mark.words) is not None


def _shifted(ranges: Iterable[_Range], start: int, end: int) -> list[_Range]:
    return [(a - start, b - start) for a, b in ranges if start <= a and b <= end]


def _without(text: str, ranges: Iterable[_Range]) -> str:
    """Return a text without some of its ranges, which may overlap.

    >>> _without("Noon. Photo: Ines Vall", [(6, 22)])
    'Noon.'
    """
    kept: list[str] = []
    at = 0
    for start, end in sorted(ranges):
        kept.append(text[at : max(start, at)])
        at = max(at, end)
    kept.append(text[at:])
    return " ".join(" ".join(kept).split())
