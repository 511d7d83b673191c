"""Which images belong to the story, and which caption to which image."""

from __future__ import annotations

from lxml import html

from articlekit.article import Embed, Figure, Image
from articlekit.blocks import segment
from articlekit.fields.evidence import Evidence
from articlekit.fields.figures import FoundFigures, find_figures
from articlekit.fields.lead_image import find_lead_image
from articlekit.label import Label
from articlekit.metadata import Metadata, read_metadata
from articlekit.roles import Role
from tests.fields.conftest import Labelled

BASE = "https://quay.example/"
P = "<p>text</p>"


def evidence(page: str, *roles: Role) -> Evidence:
    """Return a page with these roles for its blocks."""
    root = html.document_fromstring(page)
    layout = segment(root)
    assert len(layout.blocks) == len(roles), [block.text for block in layout.blocks]
    labels = tuple(Label(role, 1.0, "other", 0.0) for role in roles)
    return Evidence(read_metadata(root, BASE), layout, labels)


def found(page: str, *roles: Role) -> FoundFigures:
    return find_figures(evidence(page, *roles))


def img(name: str, more: str = "") -> str:
    return f'<img src="/{name}.jpg" {more}>'


def image(name: str, alt: str | None = None) -> Image:
    return Image(f"{BASE}{name}.jpg", alt)


def names(figures: tuple[Figure, ...]) -> list[str]:
    return [figure.image.url.removeprefix(BASE) if figure.image else "" for figure in figures]


def test_caption_and_credit_join_their_image() -> None:
    page = f"{P}<figure>{img('a')}<figcaption>The quay.</figcaption><p>Ada Brink</p></figure>{P}"
    assert found(page, "body", "caption", "credit", "body").figures == (
        Figure(image("a"), "The quay.", "Ada Brink"),
    )


def test_caption_goes_to_the_image_in_the_closest_element() -> None:
    page = (
        f"{P}<figure>{img('a')}<figcaption>One</figcaption></figure>"
        f"<figure><figcaption>Two</figcaption>{img('b')}</figure>{P}"
    )
    assert found(page, "body", "caption", "caption", "body").figures == (
        Figure(image("a"), "One"),
        Figure(image("b"), "Two"),
    )


def test_caption_does_not_reach_over_a_paragraph() -> None:
    page = f"{P}{img('a')}{P}<figure><figcaption>A chart</figcaption></figure>{P}"
    assert found(page, "body", "body", "caption", "body").figures == (
        Figure(image("a")),
        Figure(None, "A chart"),
    )


def test_relative_address_is_resolved_against_base_href() -> None:
    page = f'<base href="https://cdn.example/up/"><p>text</p><img src="a.jpg">{P}'
    assert names(found(page, "body", "body").figures) == ["https://cdn.example/up/a.jpg"]


def test_a_file_that_a_browser_saved_beside_the_page_has_no_address() -> None:
    page = f'{P}<img src="Ferry back_files/quay.jpg">{P}{img("mill")}{P}'
    assert names(found(page, "body", "body", "body").figures) == ["mill.jpg"]


def test_noscript_twin_and_repeated_caption_are_one_figure() -> None:
    page = (
        f'{P}<figure><img src="data:image/gif;base64,R0" data-src="/a-300x200.jpg">'
        f"<noscript>{img('a')}</noscript><figcaption>The quay</figcaption></figure>"
        f"<div class=zoomed><p>The quay</p></div>{P}"
    )
    figures = found(page, "body", "caption", "caption", "body").figures
    assert [figure.caption for figure in figures] == ["The quay"]


def test_images_of_one_name_with_their_own_captions_stay_apart() -> None:
    page = "".join(
        f'<figure><img src="/{n}/original.jpg"><figcaption>Photo {n}</figcaption></figure>'
        for n in (1, 2)
    )
    assert [f.caption for f in found(page, "caption", "caption").figures] == ["Photo 1", "Photo 2"]


def test_caption_that_repeats_another_with_more_is_kept_once() -> None:
    page = (
        f"{P}<figure>{img('a')}<p>The quay at dawn</p>"
        f"<figcaption>RELATED: The quay at dawn</figcaption></figure>{P}"
    )
    (figure,) = found(page, "body", "caption", "caption", "body").figures
    assert figure.caption == "RELATED: The quay at dawn"


def test_image_without_caption_counts_only_among_the_story() -> None:
    page = f"{img('menu')}{P}{img('a')}{P}<p>Buy</p>{img('ad')}<p>Now</p>{P}{img('end')}"
    roles: tuple[Role, ...] = ("body", "body", "promo", "promo", "body")
    assert names(found(page, *roles).figures) == ["a.jpg"]


def test_teaser_portrait_and_hidden_image_are_not_the_storys() -> None:
    page = (
        "<h1>Head</h1>"
        f'<div class="byline">{img("face")}<p>By Ada Brink</p></div>{P}'
        f'<a href="/other-story">{img("teaser")}</a>{P}'
        f'<div style="display:none">{img("hidden")}</div>{P}'
    )
    assert not found(page, "headline", "byline", "body", "body", "body").figures


def test_portrait_is_known_by_the_name_in_its_text() -> None:
    face = img("face", "alt='Ada Brink'")
    page = f"<h1>Head</h1>{face}<p>By Ada Brink</p>{P}"
    assert not found(page, "headline", "byline", "body").figures


def test_image_that_links_to_itself_is_the_storys() -> None:
    page = f'{P}<a href="/a.jpg">{img("a")}</a>{P}'
    assert names(found(page, "body", "body").figures) == ["a.jpg"]


def test_figure_between_paragraphs_is_in_the_flow_and_lead_figure_is_not() -> None:
    page = f"<h1>Head</h1>{img('lead')}{P}{img('inner')}{P}"
    result = found(page, "headline", "body", "body")
    assert names(result.figures) == ["lead.jpg", "inner.jpg"]
    assert [(p.at, p.content) for p in result.flow] == [(2, Figure(image("inner")))]


def test_player_is_an_embed_and_a_video() -> None:
    frame = '<iframe src="https://www.youtube.com/embed/x1" title="A talk"></iframe>'
    result = found(f"{P}{frame}{P}", "body", "body")
    assert [p.content for p in result.flow] == [Embed("https://www.youtube.com/embed/x1", "A talk")]
    assert [(v.url, v.title) for v in result.videos] == [
        ("https://www.youtube.com/embed/x1", "A talk")
    ]


def test_map_is_an_embed_but_no_video() -> None:
    result = found(f'{P}<iframe src="https://maps.example/1"></iframe>{P}', "body", "body")
    assert [p.content for p in result.flow] == [Embed("https://maps.example/1")]
    assert not result.videos


def test_frames_that_nobody_sees_are_no_embeds() -> None:
    page = (
        f'{P}<iframe src="https://count.example/p" width="1"></iframe>'
        f'<iframe src="https://www.googletagmanager.com/ns.html"></iframe>'
        f'<div hidden><iframe src="https://video.example/v"></iframe></div>{P}'
    )
    assert found(page, "body", "body").flow == ()


def test_embedded_post_is_its_link() -> None:
    post = (
        '<blockquote class="quay-embed"><p>Fog again</p>'
        '<a href="https://social.example/u/status/1">May 1</a></blockquote>'
    )
    shown = found(f"{P}{post}{P}", "body", "other", "other", "body")
    assert [p.content for p in shown.flow] == [Embed("https://social.example/u/status/1")]
    quoted = found(f"{P}{post}{P}", "body", "quote", "quote", "body")
    assert not quoted.flow  # its words are the story's, and carry the link


def test_declared_video_comes_with_title_and_still() -> None:
    page = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Head", "video": '
        '{"@type": "VideoObject", "name": "A talk", "contentUrl": "/v.mp4", '
        '"thumbnailUrl": "/v.jpg"}}</script><p>text</p><video src="/v.mp4"></video>'
    )
    (video,) = found(page, "body").videos
    assert (video.url, video.title, video.thumbnail) == (
        f"{BASE}v.mp4",
        "A talk",
        f"{BASE}v.jpg",
    )


def lead(declared: str | None, *shown: str) -> str | None:
    meta = {"og:image": (declared,)} if declared else {}
    figures = tuple(Figure(Image(BASE + name)) for name in shown)
    result = find_lead_image(Metadata(url=BASE, base_url=BASE, meta=meta), figures)
    return result.value.url.removeprefix(BASE) if result else None


def test_lead_image_is_the_pages_own_where_it_is_the_declared_one() -> None:
    assert lead("/social/quay-1200x630.jpg", "mill.jpg", "up/quay.jpg") == "up/quay.jpg"


def test_lead_image_is_the_declared_one_where_the_page_shows_another() -> None:
    assert lead("/quay.jpg", "mill.jpg") == "quay.jpg"


def test_lead_image_is_the_first_figure_rather_than_the_sites_default() -> None:
    assert lead("/static/share-default.png", "mill.jpg") == "mill.jpg"
    assert lead(None, "mill.jpg", "quay.jpg") == "mill.jpg"


def test_page_without_image_has_no_lead_image() -> None:
    assert lead(None) is None


def test_many_captions_at_one_place_are_all_read() -> None:
    captions = "".join(f"<p>Boat {number}</p>" for number in range(500))
    page = f"<div>{''.join(img(f'p{number}') for number in range(500))}</div>{captions}"
    roles: list[Role] = ["caption"] * 500
    texts = " ".join(figure.caption or "" for figure in found(page, *roles).figures)
    assert all(f"Boat {number}" in texts for number in range(500))


def test_an_unlikely_caption_is_none(labelled: Labelled) -> None:
    page = labelled(
        "<h1>Quay opens</h1><p>Text.</p><figure><img src=quay.jpg width=900>"
        "<figcaption>Listen in our app</figcaption></figure><p>More.</p>",
        {"Quay": "headline", "Text": "body", "Listen": "caption", "More": "body"},
    )
    unsure = tuple(
        label._replace(score=0.3) if label.role == "caption" else label for label in page.labels
    )
    assert find_figures(page).figures[0].caption == "Listen in our app"
    doubted = find_figures(page.with_labels(unsure))
    assert [figure.caption for figure in doubted.figures] in ([], [None])


def test_what_stands_in_for_a_post_that_is_not_shown_is_no_caption() -> None:
    legend = "<figcaption>Enable JavaScript to see it</figcaption>"
    page = f"<h1>Ferry</h1>{P}<figure>{img('a')}{legend}</figure>{P}"
    (figure,) = found(page, "headline", "body", "caption", "body").figures
    assert figure == Figure(image("a"), None, None)


def test_the_name_of_the_site_under_an_image_is_its_credit() -> None:
    head = '<meta property="og:site_name" content="Tide Notes">'
    page = (
        f"{head}<h1>Ferry</h1>{P}<figure>{img('a')}<figcaption>Tide Notes</figcaption></figure>{P}"
    )
    (figure,) = found(page, "headline", "body", "caption", "body").figures
    assert figure == Figure(image("a"), None, "Tide Notes")


def test_a_name_that_the_image_does_not_show_is_its_maker() -> None:
    shown = img("a", 'alt="The ferry leaves the quay"')
    page = f"<h1>Ferry</h1>{P}<figure>{shown}<figcaption>Nordbild Studio</figcaption></figure>{P}"
    (figure,) = found(page, "headline", "body", "caption", "body").figures
    assert (figure.caption, figure.credit) == (None, "Nordbild Studio")


def test_a_photo_below_the_byline_is_no_portrait() -> None:
    page = f"<h1>Ferry</h1><p>By Ada Brink</p>{img('quay', 'alt=Harbour')}{P}"
    assert names(found(page, "headline", "byline", "body").figures) == ["quay.jpg"]


def test_the_credit_of_a_chart_without_image_stays_with_its_caption() -> None:
    page = f"{P}<p>Fares since May</p><div><small>Ada Brink</small></div>{P}"
    (figure,) = found(page, "body", "caption", "credit", "body").figures
    assert figure == Figure(None, "Fares since May", "Ada Brink")


def test_captions_of_two_charts_without_images_stay_apart() -> None:
    page = f"{P}<p>Fares since May</p><p>Boats since May</p>{P}"
    figures = found(page, "body", "caption", "caption", "body").figures
    assert [figure.caption for figure in figures] == ["Fares since May", "Boats since May"]


def test_an_image_shown_again_with_another_caption_is_another_figure() -> None:
    legend = "<figcaption>{}</figcaption>"
    first, again = (f"<figure>{img('quay')}{legend.format(n)}</figure>" for n in ("Dawn", "Dusk"))
    figures = found(f"{P}{first}{P}{again}{P}", "body", "caption", "body", "caption", "body")
    assert [figure.caption for figure in figures.figures] == ["Dawn", "Dusk"]


def test_two_images_with_one_caption_are_two_figures() -> None:
    legend = "<figcaption>The quay</figcaption>"
    first, other = (f"<figure>{img(name)}{legend}</figure>" for name in ("dawn", "mill"))
    figures = found(f"{P}{first}{P}{other}{P}", "body", "caption", "body", "caption", "body")
    assert names(figures.figures) == ["dawn.jpg", "mill.jpg"]


def test_an_image_shown_again_without_caption_is_one_figure() -> None:
    first = f"<figure>{img('quay-640x480')}<figcaption>The quay</figcaption></figure>"
    figures = found(f"{P}{first}{P}{img('quay')}{P}", "body", "caption", "body", "body").figures
    assert [figure.caption for figure in figures] == ["The quay"]


def test_a_figure_shown_again_in_another_size_is_one_figure() -> None:
    legend = "<figcaption>The quay</figcaption>"
    first, again = (
        f"<figure>{img(name)}{legend}</figure>" for name in ("quay", "phone/quay-320x240")
    )
    figures = found(f"{P}{first}{P}{again}{P}", "body", "caption", "body", "caption", "body")
    assert names(figures.figures) == ["quay.jpg"]
