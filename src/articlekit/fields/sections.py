"""Sections that their heading announces: key points, contents, sources, authors, newsletters.

What stands under "Key points" or "References" is told by these words more surely than by its looks.
A heading counts only where what follows has the shape of what it announces: a list before the
story, entries behind it, links, prose about a person.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from articlekit.blocks import HEADINGS
from articlekit.fields.links import linked_share
from articlekit.roles import BODY_ROLES

if TYPE_CHECKING:
    from articlekit.blocks import Block, Layout
    from articlekit.fields.proof import Proof
    from articlekit.roles import Role

_Kind: TypeAlias = Literal["key points", "references", "contents", "author"]

_TERMS: Final[dict[_Kind, str]] = {
    "key points": """
        key points, key takeaways, key facts, key findings, key highlights, key insights,
        key messages, key events, main points, takeaways, the takeaways, at a glance, highlights,
        story highlights, in short, in brief, in a nutshell, tl;dr, tldr, the gist, summary,
        quick summary, executive summary, article summary, quick facts, fast facts, bullet points,
        the essentials, what to know, what you need to know,
        das wichtigste in kürze, das wichtigste im überblick, das wichtigste auf einen blick,
        das wichtigste zusammengefasst, das wichtigste vorab, das wichtigste, darum gehts,
        darum geht's, darum geht es, worum es geht, auf einen blick, in kürze, kurz und knapp,
        kurz & knapp, kurz und bündig, kurz zusammengefasst, kernpunkte, kernaussagen,
        die wichtigsten punkte, die wichtigsten fakten, die wichtigsten erkenntnisse,
        zusammenfassung, l'essentiel, l'essentiel à retenir, l'essentiel en bref, à retenir,
        ce qu'il faut retenir, les points clés, points clés, en bref, en résumé, résumé,
        lo esencial, lo más importante, puntos clave, claves, las claves, en breve, en resumen,
        en síntesis, resumen, resumo, em resumo, pontos-chave, principais pontos, o essencial,
        destaques, in breve, in sintesi, in pillole, punti chiave, riassunto, sintesi,
        in het kort, in 't kort, samenvatting, hoofdpunten, kernpunten, i korthet,
        det viktigaste, sammanfattning, kort fortalt, det vigtigste, hovedpunkter, sammendrag,
        oppsummert, lyhyesti, tiivistelmä, pääkohdat, w skrócie, najważniejsze informacje,
        podsumowanie, ve zkratce, stručně, shrnutí, összefoglaló, dióhéjban, pe scurt, rezumat,
        özet, öne çıkanlar, главное, коротко, кратко, вкратце, ключевые моменты, головне, стисло,
        ringkasan, poin penting, tóm tắt, 要点, この記事のポイント, 要約, 摘要, 重点, 重點, 요약,
        핵심 요약, ملخص, أبرز النقاط, בקצרה, תקציר
    """,
    "references": """
        references, reference, notes and references, references and notes, works cited,
        bibliography, footnotes, endnotes, notes, sources, source, sources and references,
        references and sources, sources & links, sources and links, citations, literature cited,
        einzelnachweise, nachweise, quellen, quelle, quellenangaben, quellenangabe,
        quellenverzeichnis, quellennachweise, literatur, literaturverzeichnis, literaturangaben,
        literaturhinweise, literaturliste, quellen und literatur, fußnoten, anmerkungen, belege,
        références, références bibliographiques, bibliographie, notes et références, fuentes,
        fuente, referencias, referencias bibliográficas, bibliografía, notas, fontes, fonte,
        referências, referências bibliográficas, bibliografia, fonti, riferimenti,
        riferimenti bibliografici, note, bronnen, bron, bronvermelding, literatuur, referenties,
        voetnoten, noten, källor, källa, referenser, fotnoter, kilder, kilde, referencer,
        referanser, litteratur, lähteet, viitteet, źródła, źródło, przypisy, zdroje, zdroj,
        literatura, poznámky, források, forrás, jegyzetek, irodalom, surse, referințe, kaynaklar,
        kaynakça, dipnotlar, источники, источник, примечания, литература, сноски, джерела,
        джерело, примітки, література, referensi, sumber, daftar pustaka, nguồn,
        tài liệu tham khảo, 参考文献, 出典, 脚注, 参考, 参考资料, 參考資料, 參考文獻, 注释, 来源,
        참고문헌, 참고 문헌, 출처, 각주, المراجع, المصادر, מקורות
    """,
    "contents": """
        contents, table of contents, toc, in this article, in this post, in this guide,
        in this story, on this page, jump to, jump to section, what's inside, quick links,
        quick navigation, inhalt, inhaltsverzeichnis, inhaltsübersicht, in diesem artikel,
        in diesem beitrag, sommaire, table des matières, dans cet article, contenido, contenidos,
        tabla de contenidos, tabla de contenido, índice, en este artículo, sumário,
        neste artigo, conteúdo, indice, sommario, in questo articolo, contenuti, inhoud,
        inhoudsopgave, in dit artikel, innehåll, innehållsförteckning, i den här artikeln,
        indhold, indholdsfortegnelse, innhold, innholdsfortegnelse, sisällys, sisällysluettelo,
        spis treści, obsah, tartalom, tartalomjegyzék, cuprins, içindekiler, содержание,
        оглавление, зміст, daftar isi, mục lục, 目次, 目录, 目錄, 목차, المحتويات, תוכן עניינים
    """,
    "author": """
        about the author, about the authors, about the writer, about the contributor,
        about the contributors, about the reporter, about the journalist, about the columnist,
        about author, about our author, meet the author, meet the writer, written by, author,
        authors, author bio, author profile, author information, über den autor, über die autorin,
        über die autoren, über die autor:innen, über die autor*innen, zur person, zum autor,
        zur autorin, autor, autorin, autoren, à propos de l'auteur, à propos de l'auteure,
        à propos de l'autrice, à propos des auteurs, l'auteur, l'auteure, l'autrice, auteur,
        sobre el autor, sobre la autora, acerca del autor, sobre o autor, sobre a autora,
        sull'autore, sull'autrice, l'autore, over de auteur, om författaren, om skribenten,
        om forfatteren, kirjoittajasta, kirjoittaja, o autorze, o autorce, o autorovi,
        a szerzőről, despre autor, yazar hakkında, об авторе, про автора, tentang penulis,
        著者紹介, 著者について, この記事を書いた人, 关于作者, 作者简介, 關於作者, 저자 소개,
        عن الكاتب, על המחבר
    """,
}
_KINDS: Final[dict[str, _Kind]] = {
    term: kind for kind, terms in _TERMS.items() for term in map(str.strip, terms.split(","))
}
_LONGEST: Final = max(map(len, _KINDS)) + 8  # characters of a heading, with marks around it
_EDGES: Final = re.compile(r"^\W{1,8}|\W{1,8}$")
_TOO_LONG: Final = re.compile(r"^tl;?dr\W{1,4}(?=\w)")
_PUSH: Final = re.compile(
    r"news\s?letter|sign\s?up\s(?:for|to)\b|subscribe\s(?:to|now|for)\b|nyhetsbrev|nyhedsbrev|"
    r"nieuwsbrief|uutiskirje|hírlevél|zpravodaj|рассылк|розсилк|bülten|ニュースレター|メルマガ|뉴스레터|"
    r"نشرة بريدية"
)
"""How a heading about a newsletter speaks, in small letters."""
_LONGEST_PUSH: Final = 90
_MOST_PUSH: Final = 8  # blocks of a box for newsletters
_NO_HEADINGS: Final = frozenset({"li", "td", "th", "dt", "dd", "figcaption", "label", "option"})
_LISTS: Final = frozenset({"ul", "ol", "dl"})
_LEVELS: Final = 4  # elements around a heading in which its section is
_ITEM_LEVELS: Final = 3  # elements around a text in which its list item is
_MOST: Final = 300  # blocks of a section
_BUTTON: Final = 12  # characters of "Show", "Toggle"
_BUTTONS: Final = 2
_LINKED: Final = 0.9  # of a text that is nothing but a link
_LEAST: Final = 2  # items of a list
_FEW: Final = 4  # paragraphs behind key points for each before them
_LEAST_PROSE: Final = 60
_MOST_BOX: Final = 14  # blocks of an author's box
_REACH: Final = 6  # blocks under a heading among which prose begins, after a name, a role, links
_ENDS: Final = tuple('.!?…。！？"”»)')
_BULLETS: Final = tuple("•▪●‣►▸✓✔")
_ENTRY: Final = re.compile(
    r"\W{0,3}\d{1,3}\b|[↑^*†]|.{0,400}?(?:https?:|www\.|doi\b|\b(?:19|20)\d\d\b|\w\.[a-z]{2,4}\b)",
    re.DOTALL,
)
"""What an entry has that a sentence seldom has: a number before it, an address, a year."""


_STORY: Final = frozenset(BODY_ROLES)
_TEXT_ROLES: Final = _STORY - {"subhead"}
_UNSEEN: Final = re.compile(r"(?<![a-z])(?:visually-?hidden|sr-only|screen-?reader)", re.IGNORECASE)
"""Class names of what is there for screen readers only."""
_KEPT: Final = frozenset({"headline", "comment"})
_GOES_ON: Final = frozenset({"caption", "credit", "promo"})  # pictures, or a paywall


class _Page(NamedTuple):
    proof: Proof
    layout: Layout
    chapter: int
    """The first heading within the story; behind the last block if it has none."""
    last: int
    """The last block of the story that is no heading, -1 if none is."""

    def role(self, index: int) -> Role | None:
        """Return the role of a block; None behind the last."""
        labels = self.proof.labels
        return labels[index].role if index < len(labels) else None

    def around(self, first: int, last: int) -> tuple[int, int]:
        """Count the story's paragraphs before a section and behind it."""
        prose = self.proof.of_role("body")
        return bisect_left(prose, first), len(prose) - bisect_left(prose, last + 1)


def sort_sections(proof: Proof) -> Iterator[tuple[int, Role]]:
    """Yield the blocks of announced sections, with the role that their heading tells."""
    page, blocks = _read(proof), proof.layout.blocks
    kinds = {i: kind for i in proof.lines if (kind := _kind(blocks[i].text))}
    contents = {i for i in proof.story if blocks[i].marks and _is_entry(proof.layout, i)}
    # In page order, as what a later heading says of a block counts.
    for index in sorted({*kinds, *contents, *proof.of_role("subhead")}):
        if index in contents or _heads_nothing(page, index):
            yield index, "other"
        if index in kinds:
            yield from _announced(page, index, kinds[index])
        yield from ((i, "promo") for i in _push(page, index))


def _read(proof: Proof) -> _Page:
    layout = proof.layout
    headings = (i for i in proof.of_role("subhead") if layout.blocks[i].tag in HEADINGS)
    last = max((proof.of_role(role)[-1] for role in _TEXT_ROLES if proof.of_role(role)), default=-1)
    return _Page(proof, layout, next(headings, len(proof.labels)), last)


def _is_entry(layout: Layout, index: int) -> bool:
    """Tell an entry of a table of contents: a list item that is a link within the page."""
    return _leads_within(layout.blocks[index]) and _is_item(layout, index)


def _heads_nothing(page: _Page, index: int) -> bool:
    """Tell a heading for screen readers, or behind the story, from a heading of the story."""
    if page.role(index) != "subhead":
        return False
    block = page.layout.blocks[index]
    if _is_unseen(page.layout.nodes[block.node].words):
        return True
    behind = page.last < index and block.tag in HEADINGS
    return behind and page.role(index + 1) not in _GOES_ON


@lru_cache(maxsize=1024)
def _is_unseen(names: str) -> bool:
    return _UNSEEN.search(names) is not None


def _announced(page: _Page, index: int, kind: _Kind) -> Iterator[tuple[int, Role]]:
    """Yield a heading and what stands below, if it announces that."""
    block, own = page.layout.blocks[index], page.role(index)
    if block.tag in _NO_HEADINGS or own == "headline":
        return
    role, find = _FINDERS[kind]
    below = find(page, index)
    if below and (own in _STORY or own == role):
        yield index, "other"
    yield from ((i, role) for i in below if page.role(i) not in _KEPT)


def _kind(heading: str) -> _Kind | None:
    """Return what a heading announces, None for any other text.

    >>> _kind("Key points:"), _kind("TL;DR – Key takeaways"), _kind("Sources close to the club")
    ('key points', 'key points', None)
    """
    if len(heading) > _LONGEST:
        return None
    said = heading.lower()
    if not (said[0].isalnum() and said[-1].isalnum()):
        said = _EDGES.sub("", said)
    if said.startswith("tl"):
        said = _TOO_LONG.sub("", said)
    return _KINDS.get(said.replace("’", "'"))


def _key_points(page: _Page, heading: int) -> list[int]:
    """Return the list below, where most of the story and all its chapters are yet to come."""
    layout = page.layout
    items = list(takewhile(lambda i: _is_item(layout, i), _section(layout, heading)))
    if len(items) < _LEAST or any(linked_share(layout.blocks[i]) >= _LINKED for i in items):
        return []
    before, after = page.around(heading, items[-1])
    early = heading <= page.chapter and before * _FEW <= after
    return items if early and after else []


def _references(page: _Page, heading: int) -> list[int]:
    """Return the entries below, where most of the story is over."""
    entries = _together(page.layout, _section(page.layout, heading))
    if not entries:
        return []
    before, after = page.around(heading, entries[-1])
    told = sum(_ENTRY.match(page.layout.blocks[i].text) is not None for i in entries)
    return entries if before > after and 3 * told >= len(entries) else []


def _contents(page: _Page, heading: int) -> list[int]:
    """Return the links below, or the texts that headings say again."""
    blocks = page.layout.blocks
    section = _section(page.layout, heading)
    start = next((i for i in section[: _BUTTONS + 1] if len(blocks[i].text) > _BUTTON), None)
    if start is None:
        return []
    entries = _together(page.layout, range(start, section.stop))
    ahead = islice(blocks, start + len(entries), start + _MOST)
    titles = {block.text for block in ahead if block.tag in HEADINGS}
    told = sum(linked_share(blocks[i]) >= _LINKED or blocks[i].text in titles for i in entries)
    return entries if told >= _LEAST and 2 * told >= len(entries) else []


def _author(page: _Page, heading: int) -> list[int]:
    """Return the prose below, in a small box or behind the story."""
    layout, blocks = page.layout, page.layout.blocks
    section = _section(layout, heading)
    first = next((i for i in section[:_REACH] if _is_prose(blocks[i])), None)
    if first is None:
        return []
    together = _together(layout, range(first, section.stop))
    prose = list(takewhile(lambda i: _is_prose(blocks[i]), together))
    _, after = page.around(heading, prose[-1])
    return prose if not after or _is_boxed(layout, heading, first) else []


def _push(page: _Page, heading: int) -> range:
    """Return a small box that begins with a heading about a newsletter."""
    block = page.layout.blocks[heading]
    if page.role(heading) != "subhead" or block.tag not in HEADINGS:
        return range(0)
    if len(block.text) > _LONGEST_PUSH or not _PUSH.search(block.text.lower()):
        return range(0)
    section = _section(page.layout, heading)
    # A form, an advert or a link is there too; a chapter about newsletters is only text.
    offers = any(page.role(i) not in _STORY for i in section)
    small = 0 < len(section) < _MOST_PUSH
    return range(heading, section.stop) if small and offers else range(0)


_Finder: TypeAlias = Callable[[_Page, int], list[int]]
_FINDERS: Final[Mapping[_Kind, tuple[Role, _Finder]]] = {
    "key points": ("keypoint", _key_points),
    "references": ("note", _references),
    "contents": ("other", _contents),
    "author": ("bio", _author),
}


def _section(layout: Layout, heading: int) -> range:
    """Return the blocks below a heading, in the smallest element around it that holds any."""
    for node in layout.around(heading, _LEVELS):
        end = min(node.end, heading + 1 + _MOST)
        if end > heading + 1:
            return range(heading + 1, end)
    return range(0)


def _is_boxed(layout: Layout, heading: int, text: int) -> bool:
    """Tell whether a small element holds both a heading and a text below it."""
    node = next((n for n in layout.around(heading, _LEVELS) if n.end > text), None)
    return node is not None and node.end - node.start <= _MOST_BOX


def _together(layout: Layout, section: range) -> list[int]:
    """Return the start of a section that is one list, or a row of like elements."""
    if not section:
        return []
    first = section[0]
    inner = takewhile(lambda node: node.start >= first, layout.around(first))
    lists = [node for node in inner if node.tag in _LISTS]
    if lists:
        return list(range(first, min(lists[-1].end, section.stop)))
    return list(takewhile(lambda i: _are_alike(layout, first, i), section))


def _are_alike(layout: Layout, one: int, other: int) -> bool:
    """Tell whether two blocks are elements of one kind in one parent, the other no heading."""
    first, second = layout.blocks[one], layout.blocks[other]
    alike = first.tag == second.tag and layout.parent(one) == layout.parent(other)
    return alike and not _kind(second.text)


def _is_item(layout: Layout, index: int) -> bool:
    around = layout.around(index, _ITEM_LEVELS)
    bulleted = layout.blocks[index].text.startswith(_BULLETS)
    return bulleted or any(node.tag == "li" for node in around)


def _is_prose(block: Block) -> bool:
    return len(block.text) >= _LEAST_PROSE and block.text.endswith(_ENDS)


def _leads_within(block: Block) -> bool:
    """Tell whether a text is a link to a place of its own page."""
    url = block.marks[0].url
    return url is not None and len(url) > 1 and url[0] == "#" and linked_share(block) >= _LINKED
