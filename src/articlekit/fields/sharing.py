"""What sites print over their buttons to like and to share a story."""

from __future__ import annotations

from typing import Final

_LABELS: Final = frozenset(
    " ".join(phrase.split())
    for phrase in """
    like this, like loading, like, share this, share this article, share this story, share this
    post, share this page, share, share on, share via, spread the word, print this, gefällt mir,
    teilen, teilen mit, diesen artikel teilen, artikel teilen, beitrag teilen, diesen beitrag
    teilen, jetzt teilen, drucken, j'aime ça, j’aime ça, j'aime, partager, partager cet article,
    partagez cet article, partager l'article, partager sur, me gusta esto, me gusta, comparte
    esto, comparte, compartir, compartir esta noticia, comparte este artículo, curtir isso,
    compartilhe isso, compartilhar, compartilhe, partilhar, partilhe isto, mi piace, condividi,
    condividi articolo, condividi questo articolo, vind ik leuk, delen, deel dit artikel, dit
    delen, dela, dela artikeln, gilla, gilla detta, del, del artikkelen, del artiklen, lik
    dette, synes godt om, jaa, jaa artikkeli, tykkää tästä, lubię to, udostępnij, podziel się,
    to se mi líbí, sdílet, sdílet článek, megosztás, tetszik, distribuie, apreciază, paylaş,
    beğen, κοινοποίηση, μοιραστείτε, поделиться, нравится, поділитися, bagikan, bagikan ini,
    suka ini, chia sẻ, 分享, いいね, 共有, シェア, 공유하기, 좋아하기, شارك, شارك هذا الموضوع, שתף
    """.split(",")
)
_LONGEST: Final = max(map(len, _LABELS)) + 2


def is_share_label(text: str) -> bool:
    """Tell the label of such buttons, which is nothing else.

    >>> is_share_label("Gefällt mir:"), is_share_label("Share this story")
    (True, True)
    >>> is_share_label("Share this with nobody")
    False
    """
    if len(text) > _LONGEST:
        return False
    return " ".join(text.lower().strip(" .:…!").split()) in _LABELS
