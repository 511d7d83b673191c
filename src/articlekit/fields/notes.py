"""Notes: corrections, agency and editing credits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from articlekit.article import Author
from articlekit.fields import Found
from articlekit.fields.evidence import Evidence
from articlekit.fields.lead_ins import strip_bullet

_BRACKETED: Final = re.compile(r"[(\[（【]([^()\[\]（）【】]+)[)\]）】]")


def find_notes(evidence: Evidence, authors: Sequence[Author] = ()) -> Found[tuple[str, ...]] | None:
    """Return corrections, agency and editing credits, each once.

    Args:
        evidence: The page.
        authors: Those found; what is told of them is no note, whatever its label.
    """
    told = {line for author in authors if author.bio for line in author.bio.splitlines()}
    texts = {index: evidence.block(index).text for index in evidence.indices("note")}
    indices = [index for index, text in texts.items() if text not in told]
    notes = tuple(dict.fromkeys(_bare_note(texts[index]) for index in indices))
    return Found(notes, evidence.source(indices[0])) if notes else None


def _bare_note(text: str) -> str:
    """Take the bullet and the brackets around a note away.

    >>> _bare_note("(Editing by Maja Lund)"), _bare_note("• Source: the council (2024)")
    ('Editing by Maja Lund', 'Source: the council (2024)')
    """
    bare = strip_bullet(text)
    whole = _BRACKETED.fullmatch(bare)
    return whole[1].strip() if whole else bare
