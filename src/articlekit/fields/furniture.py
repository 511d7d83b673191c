"""Page furniture: lines that sites print around and between the paragraphs of every story."""

from __future__ import annotations

from typing import Final


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in listed.split(","))


_ADVERT: Final = _phrases(
    """
    ad, advertisement, advertising, sponsored, anzeige, werbung, annonce, reklame, reklam,
    publicité, publicidad, publicidade, anuncio, pubblicità, advertentie, mainos, reklama,
    реклама, إعلان, 広告, 广告, 廣告, 광고, article continues below, article continues below
    advertisement, article continues after ad, article continues after advertisement, article
    continues after this advertisement, story continues below, story continues below
    advertisement, story continues after advertisement, continue reading below, continues after
    advertising, advertisement - story continues below, scroll to continue, scroll to continue
    with content, nach der anzeige weiterlesen, weiter nach der anzeige, artikel wird nach der
    anzeige fortgesetzt, weiterlesen nach der anzeige, la suite après la publicité, la suite
    après cette publicité, lire la suite après la publicité, el artículo continúa debajo,
    continúa leyendo después de la publicidad, sigue leyendo después de la publicidad, la nota
    continúa después de la publicidad, continua após a publicidade, continua depois da
    publicidade, continua após publicidade, continua a leggere dopo la pubblicità, l'articolo
    continua dopo la pubblicità, l'articolo prosegue dopo la pubblicità, tekst gaat verder onder
    de advertentie, artikel gaat verder onder de advertentie, artikel gaat verder na
    advertentie, artikeln fortsätter efter annonsen, artikeln fortsätter under annonsen,
    artikkelen fortsetter under annonsen, artikkelen fortsetter etter annonsen, artiklen
    fortsætter efter annoncen, artiklen fortsætter under annoncen, juttu jatkuu mainoksen
    jälkeen, artikkeli jatkuu mainoksen jälkeen, dalsza część artykułu pod reklamą, dalsza część
    tekstu pod reklamą, ciąg dalszy artykułu pod reklamą, článek pokračuje pod reklamou, text
    pokračuje pod reklamou, a cikk a hirdetés után folytatódik, a cikk a hirdetés alatt
    folytatódik, articolul continuă după reclamă, продолжение после рекламы
    """
)
"""What print calls an advert, and how it sends readers past one."""
_SHARING: Final = _phrases(
    """
    like this, like loading, like, share this, share this article, share this story, share this
    post, share this page, share, share on, share via, spread the word, print this, gefällt mir,
    teilen, teilen mit, diesen artikel teilen, artikel teilen, beitrag teilen, diesen beitrag
    teilen, jetzt teilen, drucken, j'aime ça, j'aime, partager, partager cet article, partagez
    cet article, partager l'article, partager sur, me gusta esto, me gusta, comparte esto,
    comparte, compartir, compartir esta noticia, comparte este artículo, curtir isso,
    compartilhe isso, compartilhar, compartilhe, partilhar, partilhe isto, mi piace, condividi,
    condividi articolo, condividi questo articolo, vind ik leuk, delen, deel dit artikel, dit
    delen, dela, dela artikeln, gilla, gilla detta, del, del artikkelen, del artiklen, lik
    dette, synes godt om, jaa, jaa artikkeli, tykkää tästä, lubię to, udostępnij, podziel się,
    to se mi líbí, sdílet, sdílet článek, megosztás, tetszik, distribuie, apreciază, paylaş,
    beğen, κοινοποίηση, μοιραστείτε, поделиться, нравится, поділитися, bagikan, bagikan ini,
    suka ini, chia sẻ, 分享, いいね, 共有, シェア, 공유하기, 좋아하기, شارك, شارك هذا الموضوع, שתף
    """
)
"""What stands over the buttons to like and to share a story."""
_EDGES: Final = " .:…!▼↓-–—"
_LONGEST: Final = max(map(len, _ADVERT | _SHARING)) + 2  # with a sign and a space


def is_ad_label(text: str) -> bool:
    """Tell the label of an advert, or a line that sends readers past it, which is nothing else.

    >>> is_ad_label("Anzeige"), is_ad_label("Anzeige des Tages")
    (True, False)
    >>> is_ad_label("Article continues below ▼"), is_ad_label("The article continues below.")
    (True, False)
    """
    return len(text) <= _LONGEST and _bare(text) in _ADVERT


def is_share_label(text: str) -> bool:
    """Tell the label of buttons to like and to share, which is nothing else.

    >>> is_share_label("Gefällt mir:"), is_share_label("Share this with nobody")
    (True, False)
    """
    return len(text) <= _LONGEST and _bare(text) in _SHARING


def _bare(text: str) -> str:
    """Return a line as it is listed: small letters, plain apostrophes, no signs around it."""
    return " ".join(text.lower().replace("’", "'").strip(_EDGES).split())
