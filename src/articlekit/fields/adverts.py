"""What print calls an advert."""

from __future__ import annotations

from typing import Final

_LABELS: Final = frozenset(
    "ad advertisement advertising sponsored anzeige werbung annonce reklame reklam publicité "
    "publicidad publicidade anuncio pubblicità advertentie mainos reklama реклама إعلان 広告 广告 "
    "廣告 광고".split()
)
_LONGEST: Final = max(map(len, _LABELS))


def is_ad_label(text: str) -> bool:
    """Tell the label of an advert, which is nothing else.

    >>> is_ad_label("Anzeige"), is_ad_label("Anzeige des Tages")
    (True, False)
    """
    return len(text) <= _LONGEST and text.lower() in _LABELS
