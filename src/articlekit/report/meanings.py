"""What the roles mean, in a sentence each, for the legend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from articlekit.roles import Role

MEANINGS: Final[Mapping[Role, str]] = {
    "headline": "The article's own headline, as shown.",
    "kicker": "Section label or eyebrow printed with the headline.",
    "dek": "Standfirst: the summary between headline and body.",
    "keypoint": "A point of the “at a glance” summary above the body.",
    "byline": "Who signs the article.",
    "date": "When it was published or changed.",
    "body": "A paragraph of the story.",
    "subhead": "A heading within the story.",
    "quote": "A quotation set apart that is part of the story.",
    "list": "An item of a list of the story.",
    "table": "A cell of a table of the story.",
    "caption": "What describes an image, a video or a chart.",
    "credit": "Who made an image.",
    "bio": "Prose about an author.",
    "related": "A link to another story that belongs to this one.",
    "note": "Correction, agency or editing credit, source.",
    "tag": "A topic of the article.",
    "recirc": "Lists of other stories: most read, latest, more from the section.",
    "promo": "Newsletter, subscription, advertisement, donation, shop.",
    "comment": "Readers' comments.",
    "other": "Menus, share buttons, cookie texts, footers and the like.",
}
"""Every role, those that give something to the article first."""
