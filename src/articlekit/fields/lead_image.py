"""The article's main image."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from articlekit.article import Figure, Image
from articlekit.fields import Found
from articlekit.fields.evidence import absolute_url
from articlekit.fields.images import image_likeness, is_site_default
from articlekit.jsonld import items_of, text_of
from articlekit.metadata import Metadata

_DECLARING: Final = (
    "og:image:secure_url",  # the same as og:image, at a safe address
    "og:image",
    "og:image:url",
    "twitter:image",
    "twitter:image:src",
)


def find_lead_image(metadata: Metadata, figures: tuple[Figure, ...]) -> Found[Image] | None:
    """Return the article's main image.

    The page's own figure where it is the declared one, if only cut differently (it is the larger,
    and has its text); the declared one where the page shows another; the first figure where none
    is declared, or only what looks like the site's default.
    """
    shown = [figure.image for figure in figures if figure.image]
    declared = list(_declared_images(metadata))
    likely = [(source, image) for source, image in declared if not is_site_default(image.url)]
    for source, image in likely:
        likeness = [image_likeness(own.url, image.url, metadata.url) for own in shown]
        if any(likeness):
            return Found(shown[likeness.index(max(likeness))], source)
    if not likely and shown:
        return Found(shown[0], "figure:0")
    return next((Found(image, source) for source, image in (*likely, *declared)), None)


def _declared_images(metadata: Metadata) -> Iterator[tuple[str, Image]]:
    """Yield the images that the page declares, with where: sharing tags first.

    They are chosen for the story by hand more often than what a template puts into JSON-LD.
    """
    base = metadata.base_url
    for name in _DECLARING:
        found = metadata.first_meta(name)
        if found and (url := absolute_url(found[1], base)):
            yield f"meta:{name}", Image(url)
    for where, node in (("json-ld", metadata.article), ("microdata", metadata.microdata)):
        for key in ("image", "thumbnailUrl"):
            for value in items_of((node or {}).get(key)):
                if url := absolute_url(text_of(value, "url", "contentUrl", "@id"), base):
                    yield f"{where}:{key}", Image(url)
    if url := absolute_url(metadata.links.get("image_src"), base):
        yield "link:image_src", Image(url)
