"""Bytes of a page in any encoding to clean UTF-8 bytes.

The ladder of `to_utf8`, strongest rung first:

1. a byte order mark: nobody writes one by accident;
2. the pattern of NULs that UTF-16 and UTF-32 leave in markup, the escapes of ISO-2022-JP: both
   would pass for ASCII below;
3. strict UTF-8: a page in another encoding that is valid UTF-8 by chance does not occur, while
   servers and templates that declare a wrong encoding over UTF-8 are common;
4. UTF-8 with a few damaged bytes: a text cut inside a sign, one pasted windows-1252 quote;
5. the charset of the HTTP header, then that of ``<meta>`` or the XML declaration, each only
   where the bytes agree with it;
6. UTF-8 and windows-1252 in one page;
7. the encoding whose reading looks most like a language;
8. windows-1252, which reads anything.

Only the text encodings of the WHATWG label table are ever used: a page cannot name ``zlib``,
``utf-7`` or another Python codec.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of UTF-16, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_BOM_BYTES = tuple(bom for bom, _ in _BOMS)

_LABELS = {
    "cp1252": (
        "ascii us-ascii ansi_x3.4-1968 iso-8859-1 iso8859-1 iso88591 iso_8859-1 latin1 latin-1 l1"
        " cp819 ibm819 windows-1252 windows1252 cp1252 x-cp1252"
    ),
    "cp1250": "windows-1250 windows1250 cp1250 x-cp1250",
    "cp1251": "windows-1251 windows1251 cp1251 x-cp1251 win-1251 win1251",
    "cp1253": "windows-1253 windows1253 cp1253 x-cp1253",
    "cp1254": "windows-1254 windows1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso_8859-9 latin5 l5",
    "cp1255": "windows-1255 windows1255 cp1255 x-cp1255",
    "cp1256": "windows-1256 windows1256 cp1256 x-cp1256",
    "cp1257": "windows-1257 windows1257 cp1257 x-cp1257",
    "cp1258": "windows-1258 windows1258 cp1258 x-cp1258",
    "cp874": "windows-874 cp874 dos-874 tis-620 tis620 iso-8859-11 iso8859-11",
    "cp866": "ibm866 cp866 866 csibm866",
    "iso8859_2": "iso-8859-2 iso8859-2 iso88592 iso_8859-2 latin2 latin-2 l2",
    "iso8859_3": "iso-8859-3 iso8859-3 iso_8859-3 latin3 l3",
    "iso8859_4": "iso-8859-4 iso8859-4 iso_8859-4 latin4 l4",
    "iso8859_5": "iso-8859-5 iso8859-5 iso_8859-5 cyrillic",
    "iso8859_6": "iso-8859-6 iso8859-6 iso_8859-6 arabic ecma-114 asmo-708",
    "iso8859_7": "iso-8859-7 iso8859-7 iso_8859-7 greek greek8 elot_928 ecma-118",
    "iso8859_8": "iso-8859-8 iso8859-8 iso_8859-8 iso-8859-8-i iso-8859-8-e hebrew logical visual",
    "iso8859_10": "iso-8859-10 iso8859-10 latin6 l6",
    "iso8859_13": "iso-8859-13 iso8859-13",
    "iso8859_14": "iso-8859-14 iso8859-14",
    "iso8859_15": "iso-8859-15 iso8859-15 iso885915 iso_8859-15 latin9 latin-9 l9",
    "iso8859_16": "iso-8859-16",
    "koi8_r": "koi8-r koi8_r koi8 koi cskoi8r",
    "koi8_u": "koi8-u koi8-ru",
    "mac_roman": "macintosh mac x-mac-roman csmacintosh",
    "mac_cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "gb18030": (
        "gb18030 gbk gb2312 gb_2312 gb_2312-80 gb2312-80 x-gbk cp936 ms936 chinese csgb2312"
        " iso-ir-58"
    ),
    "big5hkscs": "big5 big5-hkscs big-5 cn-big5 x-x-big5 csbig5",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji csshiftjis windows-31j ms932 cp932",
    "euc_jp": "euc-jp euc_jp x-euc-jp eucjp",
    "iso2022_jp_2": "iso-2022-jp csiso2022jp",
    "cp949": (
        "euc-kr euc_kr euckr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean cseuckr"
        " windows-949 cp949 uhc iso-ir-149"
    ),
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
}
_CODECS = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}

_HEAD = 16_384
"""Bytes searched for a declaration. The standard says 1,024; real heads put it later."""
_SAMPLE = 8_192
"""Bytes of text that the detector reads."""
_PIECE_SIZE = 16_384
_NEARLY = 0.95
"""Share of good sequences at which text is damaged UTF-8 rather than another encoding."""
_MIXED = 0.5
_TOLERATED = 0.01
"""Share of unreadable signs with which a declared encoding is still believed."""
_LATIN_RUN = 1.7
"""Mean length of a run of high bytes up to which the text is in Latin letters: accented letters
stand alone (about 1.1 in every language tried), words of other scripts are runs (2.5 and more)."""

_TWICE_ENCODED = "\u2019".encode()[:2].decode("latin-1").encode()
"""How quotes, dashes and ellipses begin that were encoded twice."""
_TWICE_BYTE = _TWICE_ENCODED[1]
"""One byte of it, which few pages hold: it is found many times as fast as several."""
_TWICE = re.compile(rb"\xc3[\x82-\xb4](?:\xc2[\x80-\x9f])(?:\xc2[\x80-\xbf]){0,2}")
_HIGH = bytes(range(0x80, 0x100))
_NOT_LEAD = bytes(range(0xC0))


def to_utf8(raw: bytes, charset: str | None = None) -> bytes:
    r"""Return the text of ``raw`` as valid UTF-8 without a byte order mark.

    Args:
        raw: a page as it came, in any encoding.
        charset: what the HTTP header declares.

    >>> to_utf8("Café".encode("utf-16")).decode()
    'Café'
    >>> to_utf8(b"<meta charset='windows-1251'>\xcc\xe8\xf0").decode()[-3:]
    'Мир'
    """
    if _is_plain_utf8(raw):
        return raw
    return _decoded(raw, charset).lstrip("\ufeff").encode("utf-8", "replace")


def read_twice(html: bytes) -> bytes:
    """Mend what was encoded twice: UTF-8 that some template took for Latin-1 and encoded again.

    Only sequences that hold a control of Latin-1, which no text does, are read once more.

    >>> read_twice("The harbour’s edge".encode().decode("latin-1").encode()).decode()
    'The harbour’s edge'
    """
    if _TWICE_BYTE not in html or _TWICE_ENCODED not in html:
        return html
    return _TWICE.sub(_read_once_more, html)


def _read_once_more(match: re.Match[bytes]) -> bytes:
    once = match[0].decode().encode("latin-1")
    return match[0] if _strict(once, "utf-8") is None else once


def codec_for(label: str | None) -> str | None:
    """Return Python's name for a declared encoding, None for one that no page can be in.

    >>> codec_for(" ISO-8859-1 "), codec_for("gb2312"), codec_for("rot13"), codec_for(None)
    ('cp1252', 'gb18030', None, None)
    """
    return _CODECS.get(label.strip().strip("\"'").lower()) if label else None


def join_surrogates(text: str) -> str:
    r"""Return ``text`` with surrogate pairs joined and lone surrogates replaced.

    >>> join_surrogates("\ud83d\ude00 \ud800")
    '😀 �'
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _is_plain_utf8(raw: bytes) -> bool:
    """Tell the case of nearly every page, at little cost."""
    if raw.startswith(_BOM_BYTES) or b"\0" in raw or b"\x1b" in raw:
        return False
    return _is_utf8(raw)


def _is_utf8(raw: bytes) -> bool:
    """Tell valid UTF-8.

    Pieces that fit the processor's cache take a fifth of the time of ``raw.decode()``, which
    fills four bytes a sign for a page with one emoji.
    """
    view = memoryview(raw)
    place = 0
    try:
        while place < len(raw):
            is_last = place + _PIECE_SIZE >= len(raw)
            place += codecs.utf_8_decode(view[place : place + _PIECE_SIZE], "strict", is_last)[1]
    except UnicodeDecodeError:
        return False
    return True


def _decoded(raw: bytes, charset: str | None) -> str:
    for text in _readings(raw, charset):
        if text is not None:
            return text
    return raw.decode("cp1252", "articlekit-latin")


def _readings(raw: bytes, charset: str | None) -> Iterator[str | None]:
    """Try the rungs of the ladder, each only when those above have failed."""
    yield _by_bom(raw)
    yield _by_nuls(raw)
    yield _by_escapes(raw)
    yield _strict(raw, "utf-8")
    soundness = _utf8_soundness(raw)
    yield _repaired_utf8(raw) if soundness >= _NEARLY else None
    for label in (charset, *_declared(raw)):
        yield _tolerant(raw, codec_for(label))
    yield raw.decode("utf-8", "articlekit-mixed") if soundness >= _MIXED else None
    codec = detect(raw)
    yield raw.decode(codec, "replace") if codec else None


def _by_bom(raw: bytes) -> str | None:
    for bom, codec in _BOMS:
        if raw.startswith(bom):
            rest = raw[len(bom) :]
            return _repaired_utf8(rest) if codec == "utf-8" else rest.decode(codec, "replace")
    return None


def _by_nuls(raw: bytes) -> str | None:
    """Read UTF-16 or UTF-32 without a mark: NULs stand at the same places of each sign."""
    sample = raw[:4096]
    sample = sample[: len(sample) // 4 * 4]
    if not sample.count(0):
        return None
    share = [4 * sample[place::4].count(0) / len(sample) for place in range(4)]
    full = [part > 0.4 for part in share]  # noqa: PLR2004 markup is ASCII for at least the half
    patterns = {
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
    }
    codec = patterns.get((full[0], full[1], full[2], full[3]))
    return raw.decode(codec, "replace") if codec else None


def _by_escapes(raw: bytes) -> str | None:
    if b"\x1b$" not in raw or not raw.isascii():
        return None
    return _tolerant(raw, "iso2022_jp_2")


def _strict(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return None


def _tolerant(raw: bytes, codec: str | None) -> str | None:
    """Read ``raw`` by a declared encoding; None where it is not in that encoding."""
    if codec is None or codec == "utf-8":  # tried before any declaration is asked
        return None
    text = raw.decode(codec, "articlekit-latin" if codec == "cp1252" else "replace")
    bad = text.count("\ufffd")
    signs = len(text) - len(raw.translate(None, _HIGH))
    return text if bad <= 1 or bad <= _TOLERATED * signs else None


def _utf8_soundness(raw: bytes) -> float:
    """Return the share of the sequences in ``raw`` outside ASCII that are valid UTF-8."""
    text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd") - raw.count(b"\xef\xbf\xbd")
    good = len(text) - len(raw.translate(None, _HIGH)) - bad
    return good / (good + bad) if good > 0 else 0.0


def _repaired_utf8(raw: bytes) -> str:
    """Decode UTF-8; a cut sign becomes U+FFFD, another bad byte is read as windows-1252."""
    return raw.decode("utf-8", "articlekit-utf8")


def _repair(error: UnicodeError) -> tuple[str, int]:
    """Read what UTF-8 cannot in a page that is UTF-8."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    start, end = error.start, error.end
    if _is_surrogate(error.object[start : start + 3]):
        return "\ufffd", start + 3
    return ("\ufffd", end) if end - start > 1 else _read_stray(error)


def _read_stray(error: UnicodeError) -> tuple[str, int]:
    """Read what UTF-8 cannot as windows-1252, as in a page that mixes the two."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "articlekit-latin"), error.end


def _is_surrogate(raw: bytes) -> bool:
    """Tell half of a surrogate pair that was encoded as if it were a sign."""
    return len(raw) == 3 and raw[0] == 0xED and raw[1] >= 0xA0 and 0x80 <= raw[2] < 0xC0  # noqa: PLR2004


def _read_latin(error: UnicodeError) -> tuple[str, int]:
    """Drop the five bytes that windows-1252 leaves open: they show nothing in a browser."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "", error.end


codecs.register_error("articlekit-utf8", _repair)
codecs.register_error("articlekit-mixed", _read_stray)
codecs.register_error("articlekit-latin", _read_latin)

_COMMENT = re.compile(rb"<!--(?:.*?-->|.*\Z)", re.DOTALL)
_DECLARATION = re.compile(
    rb"<(?:meta\b[^<>]{0,1000}?\bcharset|\?xml\b[^<>]{0,200}?\bencoding)\s{0,20}=\s{0,20}"
    rb"[\"']?\s{0,20}([a-z0-9_:.\-]{1,40})",
    re.IGNORECASE,
)


def _declared(raw: bytes) -> list[str]:
    """Return the encodings that the page names in its head, in page order."""
    head = _COMMENT.sub(b"", raw[:_HEAD])
    return [found.decode("ascii") for found in _DECLARATION.findall(head)]


# ------------------------------------------------------------------------------- the detector

_PUNCTUATION = frozenset("“”„‟‘’‚‛«»‹›–—…·•©®™°§€£№¿¡\xa0\xad´½¼²³×‐‑")

_LATIN = {
    "cp1252": (
        "éèàùçâêîôûëïœ",
        "äöüßé",
        "áéíóúñü¿¡ºª",
        "áâãàçéêíóôõúºª",
        "àèéìòù",
        "åäöéæøü",
        "éëïöüèáó",
        "áéíóúýþæöð",
        "àéèíïòóúüç·",
    ),
    "cp1254": ("çğıöşüâîİ",),
    "cp1250": (
        "ąćęłńóśźż",
        "áčďéěíňóřšťúůýž",
        "áäčďéíľňóôšťúýž",
        "áéíóöőúüű",
        "ăâîşţ",
        "čćđšž",
    ),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž"),
    "iso8859_2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíľňóôšťúýž", "čćđšž"),
}
"""Encodings of Latin letters with the accented letters of the languages written in them;
of equal readings the first wins."""

_RUSSIAN = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
_UKRAINIAN = "оанивіертслкудмпязьбгйчхцїжєюшщфґ"
_SOUTH_SLAVIC = "аоеинрстјвкдлмпузбгчшцхжњљћфђџќѓѕщъьюя"
_GREEK = "αοιετσνηυρπκμλίςόάέωδγήχύθώφβξζψϊϋΐΰ"
_HEBREW = "יוהלארתבמשנכםעדקחפטגצזסןךףץ"
_ARABIC = "اليمونرتبةعدسفهكقأحجشطصىخضذثزإغءئظآؤپچژگ،؛؟"
_THAI = "านรอกเงมยลวด่ทสต้ีัะิบคปหแจขพใชไ"

_ALPHABETS = {
    "cp1251": (_RUSSIAN, _UKRAINIAN, _SOUTH_SLAVIC),
    "koi8_r": (_RUSSIAN,),
    "koi8_u": (_UKRAINIAN,),
    "iso8859_5": (_RUSSIAN, _SOUTH_SLAVIC),
    "cp866": (_RUSSIAN,),
    "cp1253": (_GREEK,),
    "iso8859_7": (_GREEK,),
    "cp1255": (_HEBREW,),
    "cp1256": (_ARABIC,),
    "iso8859_6": (_ARABIC,),
    "cp874": (_THAI,),
}
"""Encodings of other alphabets with their letters, frequent ones first: nearly every high byte is
some letter in each of them, so that only the frequencies tell them apart."""

_SIMPLIFIED = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年"
    "过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理"
    "心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两"
    "高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表"
    "化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更"
    "别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区"
    "保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住"
)
_TRADITIONAL = frozenset(
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年"
    "過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理"
    "心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩"
    "高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表"
    "化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更"
    "別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區"
)


def detect(raw: bytes) -> str | None:
    """Return the encoding whose reading of ``raw`` looks most like a language, None if none does.

    >>> detect("<p>Смотрите, кто пришёл к нам</p>".encode("koi8-r"))
    'koi8_r'
    >>> detect(b"plain") is None
    True
    """
    sample = _high_text(raw)
    if not sample:
        return None
    best = max(_scores(sample), key=lambda scored: scored[1])
    return best[0] if best[1] > 0 else None


_PIECE = re.compile(rb"[^<>\x00-\x7f][^<>]{0,2000}")


def _high_text(raw: bytes) -> bytes:
    """Return text from ``raw`` that holds bytes outside ASCII, about `_SAMPLE` bytes of it.

    A piece begins at its first such byte and ends before a tag: neither is inside a sign.
    """
    pieces: list[bytes] = []
    size = 0
    for found in _PIECE.finditer(raw):
        pieces.append(found.group())
        size += len(pieces[-1])
        if size > _SAMPLE:
            break
    return b"\n".join(pieces)


def _scores(sample: bytes) -> Iterator[tuple[str, float]]:
    """Yield encodings with how well they read the sample, from -1 (nothing fits) to 1."""
    high = len(sample) - len(sample.translate(None, _HIGH))
    runs = len(re.findall(rb"[\x80-\xff]+", sample))
    in_latin = high / runs <= _LATIN_RUN
    weigh, table = (_letters, _LATIN) if in_latin else (_ranked_letters, _ALPHABETS)
    for codec, alphabets in table.items():
        signs = _high_signs(sample, codec)
        yield codec, max(_fit(signs, weigh(letters)) for letters in alphabets)
    if not in_latin:
        for codec in ("cp932", "euc_jp", "cp949", "gb18030", "big5hkscs"):
            yield codec, _fit(_high_signs(sample, codec), _EastAsian(codec))


def _high_signs(sample: bytes, codec: str) -> dict[str, int]:
    """Return how often each sign outside ASCII stands in the sample as read by ``codec``."""
    counts = Counter(sample.decode(codec, "replace"))
    return {sign: count for sign, count in counts.items() if sign > "\x7f"}


def _fit(signs: Mapping[str, int], weights: Mapping[str, float]) -> float:
    """Return the mean weight of the signs."""
    total = sum(signs.values())
    return sum(weights[sign] * count for sign, count in signs.items()) / total if total else -1.0


class _Weights(dict[str, float]):
    """Weights of the expected signs; any other weighs -1."""

    def __missing__(self, sign: str) -> float:
        return 0.6 if sign in _PUNCTUATION else -1.0


@lru_cache(maxsize=64)
def _letters(letters: str) -> Mapping[str, float]:
    """Weigh a language's letters 1 and their capitals less, for capitals are rarer in text."""
    return _Weights({letter.upper(): 0.5 for letter in letters} | dict.fromkeys(letters, 1.0))


@lru_cache(maxsize=64)
def _ranked_letters(letters: str) -> Mapping[str, float]:
    """Weigh letters from 1 for the most frequent one to 0, their capitals half of that."""
    weights = {letter: 1 - rank / len(letters) for rank, letter in enumerate(letters)}
    return _Weights({letter.upper(): value / 2 for letter, value in weights.items()} | weights)


class _EastAsian(dict[str, float]):
    """Weights of signs read by an East Asian encoding, worked out as they are met."""

    def __init__(self, codec: str) -> None:
        super().__init__()
        self._weigh = {
            "cp932": _weigh_japanese,
            "euc_jp": _weigh_japanese,
            "cp949": _weigh_korean,
            "gb18030": _weigh_simplified,
            "big5hkscs": _weigh_traditional,
        }[codec]

    def __missing__(self, sign: str) -> float:
        weight = self._weigh(sign)
        self[sign] = weight
        return weight


def _is_ideograph(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"


def _weigh_shared(sign: str) -> float:
    """Weigh the punctuation and full-width forms that all East Asian text uses."""
    if "\u3001" <= sign <= "\u3011" or "\uff01" <= sign <= "\uff5e":
        return 0.5
    return 0.6 if sign in _PUNCTUATION else -1.0


def _weigh_japanese(sign: str) -> float:
    if "\u3041" <= sign <= "\u30fe":
        return 1.0
    return 0.3 if _is_ideograph(sign) else _weigh_shared(sign)


def _weigh_korean(sign: str) -> float:
    if "\uac00" <= sign <= "\ud7a3":
        return 1.0 if 0xB0 <= _lead(sign, "euc_kr") <= 0xC8 else -0.5  # noqa: PLR2004 KS X 1001
    return -0.7 if _is_ideograph(sign) else _weigh_shared(sign)


def _weigh_simplified(sign: str) -> float:
    if sign in _SIMPLIFIED:
        return 1.0
    if not _is_ideograph(sign):
        return _weigh_shared(sign)
    return 0.4 if 0xB0 <= _lead(sign, "gb2312") <= 0xD7 else -0.5  # noqa: PLR2004 level 1 of GB 2312


def _weigh_traditional(sign: str) -> float:
    if sign in _TRADITIONAL:
        return 1.0
    if not _is_ideograph(sign):
        return _weigh_shared(sign)
    return 0.4 if 0xA4 <= _lead(sign, "big5") <= 0xC6 else -0.5  # noqa: PLR2004 level 1 of Big5


def _lead(sign: str, codec: str) -> int:
    """Return the first byte of a sign in an encoding, 0 where it has none."""
    return (sign.encode(codec, "ignore") or b"\0")[0]
