"""Bytes in any encoding become the right text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articlekit.encoding import codec_for, detect, join_surrogates, read_twice, to_utf8

ENGLISH = "The café’s owner said “naïve” twice — and smiled at Señora Müller."
RUSSIAN = "Мэр сказал, что рынок останется открытым и зимой, а мост осветят к весне."
JAPANESE = "市長は冬も市場を開くと述べた。住民は橋の近くにもっと明るい照明を求めた。"


def page(text: str, head: str = "") -> str:
    return f"<html><head>{head}<title>{text}</title></head><body><p>{text}</p></body></html>"


def read(raw: bytes, charset: str | None = None) -> str:
    return to_utf8(raw, charset).decode("utf-8")


def test_valid_utf8_is_passed_on_without_a_copy() -> None:
    raw = page(ENGLISH).encode()
    assert to_utf8(raw) is raw


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_decides_and_is_removed(codec: str) -> None:
    raw = page(ENGLISH, '<meta charset="windows-1251">').encode(codec)
    assert read(raw, "koi8-r") == page(ENGLISH, '<meta charset="windows-1251">')


def test_a_doubled_byte_order_mark_is_removed() -> None:
    assert read(b"\xef\xbb\xbf\xef\xbb\xbf<p>x") == "<p>x"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_without_a_mark_are_known_by_their_nuls(codec: str) -> None:
    text = page(JAPANESE, '<meta charset="utf-8">')
    assert read(text.encode(codec)) == text


def test_nuls_between_letters_are_not_taken_for_utf16() -> None:
    assert read(b"<p>one\0 two\0 three\0</p>") == "<p>one\0 two\0 three\0</p>"


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1251", "utf-16", "koi8-r", "nonsense"])
def test_utf8_is_read_as_utf8_whatever_is_declared(declared: str) -> None:
    text = page(ENGLISH, f'<meta charset="{declared}">')
    assert read(text.encode(), declared) == text


def test_http_header_beats_meta() -> None:
    text = page(RUSSIAN, '<meta charset="iso-8859-1">')
    assert read(text.encode("cp1251"), "windows-1251") == text


def test_http_header_that_does_not_fit_is_passed_over() -> None:
    text = page(JAPANESE, '<meta charset="euc-jp">')
    assert read(text.encode("euc-jp"), "utf-8") == text


@pytest.mark.parametrize(
    ("codec", "declaration", "text"),
    [
        ("cp1252", '<meta charset="iso-8859-1">', ENGLISH),
        ("cp1252", '<META HTTP-EQUIV=Content-Type CONTENT="text/html; charset=us-ascii">', ENGLISH),
        ("cp1251", "<meta charset = windows-1251 >", RUSSIAN),
        ("koi8-r", '<?xml version="1.0" encoding="koi8-r"?>', RUSSIAN),
        ("cp932", '<meta charset="Shift_JIS">', JAPANESE),
        ("iso-2022-jp", '<meta charset="iso-2022-jp">', JAPANESE),
        ("gb18030", '<meta charset="gb2312">', "市场说冬天也会开放。"),
        ("big5", '<meta charset="big5">', "市場說冬天也會開放。"),
        ("cp949", '<meta charset="euc-kr">', "시장은 겨울에도 열린다."),
        ("cp1255", '<meta charset="windows-1255">', "השוק יישאר פתוח גם בחורף"),
    ],
)
def test_declared_encodings(codec: str, declaration: str, text: str) -> None:
    assert read(page(text, declaration).encode(codec)) == page(text, declaration)


def test_declaration_in_a_comment_counts_for_nothing() -> None:
    text = page(RUSSIAN, '<!-- <meta charset="koi8-r"> --><meta charset="windows-1251">')
    assert read(text.encode("cp1251")) == text


def test_declaration_after_a_long_comment_is_found() -> None:
    text = page("Ÿ", f'<!-- {"x" * 3000} --><meta charset="windows-1251">').replace("Ÿ", "Ж")
    assert read(text.encode("cp1251")) == text


@pytest.mark.parametrize(
    "label",
    ["rot13", "zlib", "hex", "utf-7", "idna", "punycode", "unicode_escape", "undefined", "mbcs"],
)
def test_python_codecs_that_are_no_page_encodings_cannot_be_named(label: str) -> None:
    assert codec_for(label) is None
    assert read(page(ENGLISH, f'<meta charset="{label}">').encode("cp1252")).count(ENGLISH) == 2


def test_one_bad_byte_in_utf8_costs_one_character() -> None:
    raw = page(f"{ENGLISH} {RUSSIAN}").encode().replace(b"smiled", b"sm\xffled")
    assert read(raw) == page(f"{ENGLISH} {RUSSIAN}").replace("smiled", "smÿled")


def test_cut_sign_at_the_end_of_utf8_becomes_a_replacement_character() -> None:
    raw = page(RUSSIAN).encode() + "рыно".encode() + b"\xe2\x82"
    assert read(raw) == page(RUSSIAN) + "рыно\ufffd"


def test_windows_quotes_pasted_into_utf8_are_kept() -> None:
    raw = page(f"{RUSSIAN} @Да@").encode().replace(b"@", b"\x93", 1)
    assert "“Да" in read(raw)


def test_paragraphs_in_two_encodings_are_both_read() -> None:
    raw = b"<p>" + ENGLISH.encode("cp1252") + b"</p><p>" + f"{ENGLISH} über".encode() + b"</p>"
    assert read(raw) == f"<p>{ENGLISH}</p><p>{ENGLISH} über</p>"


def test_surrogates_written_as_utf8_become_replacement_characters() -> None:
    raw = page(RUSSIAN).encode() + b"<p>\xed\xa0\xbd\xed\xb8\x80</p>"
    assert read(raw).endswith("<p>\ufffd\ufffd</p>")


def test_declared_encoding_survives_a_damaged_byte() -> None:
    raw = page(JAPANESE * 3, '<meta charset="euc-jp">').encode("euc-jp") + b"\xff"
    assert JAPANESE in read(raw)


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1252", "Le maire a dit que le marché restera ouvert l’été, à côté de la forêt."),
        ("cp1252", "Der Bürgermeister sagte, der Markt bleibe geöffnet; größere Pläne fehlen."),
        ("cp1250", "Burmistrz powiedział, że targ będzie otwarty także zimą; są też ławki."),
        ("iso8859_2", "Starosta řekl, že tržiště zůstane otevřené i v zimě, a přidá lavičky."),
        ("cp1254", "Belediye başkanı pazarın kışın da açık kalacağını söyledi."),
        ("cp1257", "Meras sakė, kad turgus bus atidarytas ir žiemą; pažadėjo šviesų."),
        ("cp1251", RUSSIAN),
        ("koi8_r", RUSSIAN),
        ("cp866", RUSSIAN),
        ("cp1251", "Міський голова сказав, що ринок буде відкритий і взимку."),
        ("cp1253", "Ο δήμαρχος είπε ότι η αγορά θα μείνει ανοιχτή και τον χειμώνα."),
        ("cp1255", "ראש העיר אמר כי השוק יישאר פתוח גם בחורף והתושבים שמחו"),
        ("cp1256", "قال رئيس البلدية إن السوق سيبقى مفتوحا في الشتاء"),
        ("cp874", "นายกเทศมนตรีกล่าวว่าตลาดจะเปิดต่อไปในฤดูหนาว"),
        ("cp932", JAPANESE),
        ("euc_jp", JAPANESE),
        ("cp949", "시장은 겨울에도 시장이 계속 열린다고 말했다."),
        ("gb18030", "市长说市场冬天也会开放，居民要求在桥边安装更好的照明。"),
        ("big5hkscs", "市長說市場冬天也會開放，居民要求在橋邊安裝更好的照明。"),
    ],
)
def test_undeclared_encodings_are_detected(codec: str, text: str) -> None:
    assert read(page(text).encode(codec)) == page(text)


def test_what_was_encoded_twice_is_read_twice() -> None:
    text = "The mayor’s plan – a “ferry” for 7 € …"
    twice = text.encode().decode("latin-1").encode()
    assert read_twice(twice).decode() == text
    assert read_twice(text.encode()) == text.encode()


def test_nothing_is_detected_in_ascii() -> None:
    assert detect(b"<p>plain</p>") is None


def test_surrogate_pairs_are_joined_and_lone_ones_replaced() -> None:
    assert join_surrogates("\ud83d\ude00 \ud800") == "😀 \ufffd"


@pytest.mark.parametrize("shift", range(4))
def test_sign_across_any_place_of_a_long_page(shift: int) -> None:
    raw = ("x" * shift + "😀" * 20_000).encode()
    assert to_utf8(raw) is raw
    assert read(raw[:-1]) == "x" * shift + "😀" * 19_999 + "\ufffd"


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "shift_jis", "x-none", "utf-16"]))
def test_any_bytes_become_valid_utf8(raw: bytes, charset: str | None) -> None:
    read(raw, charset)
