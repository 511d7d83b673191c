"""Boxes of links: their headings tell stories that belong to this one from generic lists."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from articlekit.blocks import HEADINGS
from articlekit.fields.links import linked_share
from articlekit.fields.proof import LONGEST_LINE
from articlekit.roles import STORY_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from articlekit.blocks import Block
    from articlekit.fields.proof import Proof
    from articlekit.roles import Role

_RELATED: Final = "|".join(
    r"""
    related(?!\s(?:topic|tag|categor|product|companies)) similar\s(?!product) see\salso
    read\s(?:also|more\son)
    further\sreading more\slike\sthis more\son\sthis
    (?:other\s(?:posts|stories)\s)?you(?:['’]ll|\s(?:may|might|could))\s(?:also\s)?(?:like|love|enjoy|be)
    (?:mehr|weitere[sn]?\s(?:inhalte|artikel|beiträge))\szum\sthema(?!n)
    zum\s(?:selben\s)?thema(?!n) verwandte\s(?:artikel|beiträge|inhalte|nachrichten)
    ähnliche\s(?:artikel|beiträge|inhalte) lesen\ssie\s(?:auch|mehr|dazu) lies\sauch passend\sdazu
    das\skönnte\s(?:dich|dir|sie|ihnen|euch)\sauch auch\sinteressant
    (?:à\s)?lire\saussi sur\sle\smême\s(?:sujet|thème) pour\sapprofondir
    articles?\s(?:liés|similaires|connexes|associés)
    te\spuede\sinteresar (?:noticias?|notas?|artículos?|contenidos?|temas)?\s?relacionad[oa]s?
    más\ssobre\seste
    leia\s(?:também|mais) veja\stambém saiba\smais (?:notícias|artigos)\srelacionad
    leggi\sanche potrebbe\s(?:interessarti|piacerti) (?:articoli|notizie)\scorrelat lees\sook
    gerelateerd
    lue\smyös läs\s(?:också|även|mer\som) relatera[dt] les\sogså læs\sogså relatert relateret
    czytaj\s(?:też|także) zobacz\s(?:też|także) więcej\sna\s(?:ten\s)?temat powiązane
    čtěte\s(?:také|více) související
    kapcsolódó citește\sși читайте\s(?:также|также|також|ще) по\sтеме похожие пов[’']язані схожі
    baca\sjuga berita\sterkait tin\sliên\squan bài\sliên\squan ilgili\shaber
    関連(?:記事|ニュース) あわせて読みたい 相关(?:阅读|新闻|文章|报道) 相關(?:新聞|文章|閱讀)
    延伸(?:阅读|閱讀) 관련\s?(?:기사|뉴스)
    (?:이\s)?기사와\s관련
    اقرأ\sأيض مواضيع\sذات\sصلة أخبار\sذات\sصلة קראו\sגם
    """.split()
)
_GENERIC: Final = "|".join(
    r"""
    (?:the\s)?(?:most|more)\s(?:read|popular|viewed|shared|discussed|recent|stories|news|headlines)
    popular trending latest recent\s(?:posts|news|stories|articles)
    top\s(?:stories|news|posts|headlines) breaking editor[’']?s[’']?\s(?:picks?|choice) more\sfrom
    more\sin\s
    meistgelesen (?:die\s)?neueste aktuell(?:e|es)? beliebt mehr\s(?:von|aus)\s
    weitere\s(?:themen|nachrichten|meldungen) top-?themen
    lo\smás\s(?:leído|visto) más\s(?:leíd|vist)[oa]s? últim[ao]s\s(?:noticias|horas)
    les?\splus\s(?:lus?|populaires?) derni(?:ers|ères)\s
    mais\slidas i\spiù\sletti più\slett[ie] ultime\snotizie meest\sgelezen mest\släst mest\slest
    mest\slæst luetuimmat
    najczęściej\sczytane najnowsze nejčtenější самое\s(?:читаемое|популярное) популярн
    последние\sновости останні\sновини
    terpopuler 最新(?:記事|ニュース|新闻|消息) アクセスランキング
    人気記事 热门 熱門 많이\s?본 인기 الأكثر\sقراءة
    """.split()
)
# For texts in small letters: a pattern that tells them apart is many times as fast.
_HEADING = re.compile(rf"^\W{{0,4}}(?:(?P<related>{_RELATED})|(?P<generic>{_GENERIC}))")
_LEVELS: Final = 4  # elements around a heading in which its links are
_MOST: Final = 40  # blocks below a heading
_LINKED: Final = 0.5  # of a text that is a link
_LEAST_TITLE: Final = 15  # characters; a shorter link is a button, a section or an author
_MOVED: Final[dict[Role, frozenset[Role]]] = {
    "related": frozenset({"recirc", "other", "promo"}),
    "recirc": frozenset({"related"}),
}
_NO_HEADINGS: Final = frozenset({"body", "list", "headline", "tag"})


def sort_boxes(proof: Proof) -> Iterator[tuple[int, Role]]:
    """Yield the links whose heading says otherwise than their label, with the role it tells."""
    start = proof.story[0] if proof.story else 0
    told: Role | None = None
    last = -1  # heading; what stands right below one is the second of two tabs
    for index in proof.lines[bisect_left(proof.lines, start) :]:
        if proof.labels[index].role in _NO_HEADINGS:
            continue
        if told is None or last != index - 1:
            told = _role_told(proof.layout.blocks[index].text)
            if told is not None:
                yield from ((below, told) for below in _moved(proof, index, told))
        last = index  # the links below two tabs are those of the first


def _moved(proof: Proof, heading: int, told: Role) -> Iterator[int]:
    """Yield the links below a heading that are labelled otherwise than it says."""
    if any(map(proof.of_role, _MOVED[told])):
        for index in _below(proof, heading):
            if proof.labels[index].role in _MOVED[told]:
                yield index


@lru_cache(maxsize=1024)
def _role_told(heading: str) -> Role | None:
    """Return the role of the links below a heading, None for any other text.

    >>> _role_told("Related stories"), _role_told("Most read"), _role_told("Ferry is back")
    ('related', 'recirc', None)
    """
    match = _HEADING.match(heading.lower())
    if match is None:
        return None
    return "related" if match["related"] else "recirc"


def _below(proof: Proof, heading: int) -> list[int]:
    """Return the links below a heading, in the smallest element around it that holds any."""
    for node in proof.layout.around(heading, _LEVELS):
        end = min(node.end, heading + 1 + _MOST)
        if end > heading + 1 and (links := list(_links(proof, range(heading + 1, end)))):
            return links
    return []


def _links(proof: Proof, box: range) -> Iterator[int]:
    """Yield the links up to the next heading or the story."""
    found = False
    for index in box:
        block = proof.layout.blocks[index]
        if proof.labels[index].role in STORY_ROLES:
            return
        linked = linked_share(block) >= _LINKED and not _tells(block)
        if found and not linked and (block.tag in HEADINGS or _tells(block)):
            return
        if linked and len(block.text) >= _LEAST_TITLE:
            found = True
            yield index


def _tells(block: Block) -> bool:
    """Tell whether a text begins as a heading over links does, though it may be long."""
    return _role_told(block.text[:LONGEST_LINE]) is not None
