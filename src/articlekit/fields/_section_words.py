"""Headings that announce what stands below them, in the languages of newsrooms."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["key points", "references", "contents", "author"]
"""What a heading announces."""

_TERMS: Final[dict[Kind, str]] = {
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
        works consulted, sources consulted,
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
_KINDS: Final[dict[str, Kind]] = {
    term: kind for kind, terms in _TERMS.items() for term in map(str.strip, terms.split(","))
}
_LONGEST: Final = max(map(len, _KINDS)) + 8  # characters of a heading, with marks around it
_EDGES: Final = re.compile(r"^\W{1,8}|\W{1,8}$")
_TOO_LONG: Final = re.compile(r"^tl;?dr\W{1,4}(?=\w)")
"""What may stand before another such heading: "TL;DR – Key takeaways"."""


def kind_of(heading: str) -> Kind | None:
    """Return what a heading announces, None for any other text.

    >>> (
    ...     kind_of("Key points:"),
    ...     kind_of("TL;DR – Key takeaways"),
    ...     kind_of("Sources close to the club"),
    ... )
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
