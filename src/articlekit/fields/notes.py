"""Notes: corrections, agency and editing credits."""

from __future__ import annotations

import re
from typing import Final

from articlekit.fields import Found
from articlekit.fields.evidence import Evidence
from articlekit.fields.lead_ins import strip_bullet

_BRACKETED: Final = re.compile(r"[(\[（【]([^()\[\]（）【】]+)[)\]）】]")


def find_notes(evidence: Evidence) -> Found[tuple[str, ...]] | None:
    """Return corrections, agency and editing credits, each once."""
    indices = list(evidence.indices("note"))
    notes = tuple(dict.fromkeys(_bare_note(evidence.block(index).text) for index in indices))
    return Found(notes, evidence.source(indices[0])) if notes else None


def _bare_note(text: str) -> str:
    """Take the bullet and the brackets around a note away.

    >>> _bare_note("(Editing by Maja Lund)"), _bare_note("• Source: the council (2024)")
    ('Editing by Maja Lund', 'Source: the council (2024)')
    """
    bare = strip_bullet(text)
    whole = _BRACKETED.fullmatch(bare)
    return whole[1].strip() if whole else bare
