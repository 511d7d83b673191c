"""Which address of an image is meant, and which images are none."""

from __future__ import annotations

import pytest

from articlekit.blocks import Media
from articlekit.fields.images import (
    image_key,
    image_likeness,
    is_site_default,
    parse_srcset,
    resolve_image,
)

BASE = "https://quay.example/news/"


def resolved(link: str | None = None, **attributes: str) -> str | None:
    pairs = tuple((key.replace("_", "-"), value) for key, value in attributes.items())
    image = resolve_image(Media("image", 0, 0, pairs, link), BASE)
    return image.url if image else None


@pytest.mark.parametrize(
    ("attributes", "url"),
    [
        ({"src": "quay.jpg"}, "https://quay.example/news/quay.jpg"),
        ({"src": "train-tracker/quay.jpg"}, "https://quay.example/news/train-tracker/quay.jpg"),
        ({"src": "/a.gif", "data_src": "/b.jpg"}, "https://quay.example/b.jpg"),
        ({"src": "data:image/gif;base64,R0", "data_original": "/b.jpg"}, "https://quay.example/b.jpg"),
        ({"src": "/blank.gif", "data_lazy_src": "/b.jpg"}, "https://quay.example/b.jpg"),
        ({"src": "/s.jpg", "data_src": "if(this.src!='/s.jpg')"}, "https://quay.example/s.jpg"),
        ({"src": "/s.jpg", "srcset": "/s.jpg 320w, /l.jpg 1280w"}, "https://quay.example/l.jpg"),
        ({"src": "/s.jpg", "srcset": "/s.jpg 1x, /l.jpg 2x"}, "https://quay.example/l.jpg"),
        ({"src": "/s.jpg", "source_srcset": "/w,c_fill/l.jpg 900w"}, "https://quay.example/w,c_fill/l.jpg"),
        ({"src": "/blank-map-2400.jpg"}, "https://quay.example/blank-map-2400.jpg"),
        ({"src": "/lazy/quay.jpg"}, "https://quay.example/lazy/quay.jpg"),
    ],
)  # fmt: skip
def test_largest_real_address_is_taken(attributes: dict[str, str], url: str) -> None:
    assert resolved(**attributes) == url


@pytest.mark.parametrize(
    "attributes",
    [
        {"src": "data:image/gif;base64,R0"},
        {"src": "/img/spacer.gif"},
        {"src": "/icons/share.svg"},
        {"src": "/site-logo.png"},
        {"src": "/users/avatars/7.jpg"},
        {"src": "/p.jpg", "width": "1", "height": "1"},
        {"src": "/p.jpg", "width": "48px"},
        {"src": "javascript:void(0)"},
        {"alt": "nothing"},
    ],
)
def test_icons_trackers_and_placeholders_are_no_images(attributes: dict[str, str]) -> None:
    assert resolved(**attributes) is None


def test_thumbnail_that_links_to_the_whole_image_gives_way_to_it() -> None:
    assert (
        resolved("/up/quay.jpg", src="/up/quay-300x200.jpg") == "https://quay.example/up/quay.jpg"
    )
    assert resolved("/up/mill.jpg", src="/up/quay-300x200.jpg") == (
        "https://quay.example/up/quay-300x200.jpg"
    )


def test_srcset_with_odd_spacing_is_read() -> None:
    assert list(parse_srcset(" a.jpg\n320w ,b.jpg 1.2.3x,, c.jpg")) == [
        ("a.jpg", 320.0),
        ("b.jpg", 0.0),
        ("c.jpg", 0.0),
    ]


def test_hostile_srcset_costs_no_more_than_its_length() -> None:
    for piece in (" ", ",", "a,", "a ", "a 1w", "1x1"):
        assert len(list(parse_srcset(piece * 50_000))) <= 20_000


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("https://a.example/up/quay-300x200.jpg", "https://b.example/up/quay.webp?w=9"),
        ("https://a.example/w_320,c_limit/up/quay.jpg", "https://a.example/w_960,c_limit/up/quay.jpg"),
        ("https://a.example/ace/480/p/quay.jpg", "https://a.example/ace/1536/p/quay.jpg"),
        ("https://a.example/i/9f31c2=w700", "https://a.example/i/9f31c2/2048/jpeg"),
        ("https://p.example/x?url=https%3A%2F%2Fa.example%2Fup%2Fquay.jpg&w=1", "https://a.example/up/quay.jpg"),
    ],
)  # fmt: skip
def test_one_image_at_several_sizes_has_one_key(url: str, other: str) -> None:
    assert image_key(url) == image_key(other)


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("https://a.example/17/master/quay", "https://a.example/18/master/quay"),
        ("https://a.example/raft/01-1500.jpg", "https://a.example/raft/02-1500.jpg"),
        ("https://a.example/2023/quay.jpg", "https://a.example/2024/quay.jpg"),
    ],
)
def test_different_images_of_one_name_have_different_keys(url: str, other: str) -> None:
    assert image_key(url) != image_key(other)


def test_crops_of_one_asset_are_alike() -> None:
    number = "https://a.example/pics/13862217_M400x267.jpg"
    assert image_likeness(number, "https://a.example/13862217/crop.jpg")
    slug = "https://a.example/old-quay-lowmouth-"
    assert image_likeness(slug + "Rg4.jpg", slug + "U40.jpg")


def test_date_size_or_number_of_the_story_makes_no_images_alike() -> None:
    page = "https://a.example/3067012/the-quay"
    assert not image_likeness(
        "https://a.example/20240501/a.jpg", "https://a.example/20240501/b.jpg"
    )
    assert not image_likeness(
        "https://a.example/1200x630/a.jpg", "https://a.example/1200x630/b.jpg"
    )
    assert not image_likeness(
        "https://a.example/3067012-a.jpg", "https://a.example/3067012-b.jpg", page
    )


@pytest.mark.parametrize("name", ["logo.png", "fallback-1200x630.jpg", "no_image.gif"])
def test_image_of_a_site_without_image_is_known_by_its_name(name: str) -> None:
    assert is_site_default(f"https://a.example/static/{name}")


@pytest.mark.parametrize("path", ["defaults-of-the-state.jpg", "sites/default/files/quay.jpg"])
def test_image_of_a_story_is_no_default(path: str) -> None:
    assert not is_site_default(f"https://a.example/{path}")


def test_hostile_address_costs_no_more_than_its_length() -> None:
    for piece in ("-10x10", "w_1,", "https%3A%2F%2F[", "a1b2c3/", "-large"):
        url = "https://a.example/" + piece * 20_000
        assert image_key(url)
        assert image_likeness(url, url + "x") >= 0


def test_the_image_itself_wins_over_sources_that_are_not_wider() -> None:
    small = {"source-media": "(max-width: 767px)", "source-srcset": "w_120/map.jpg 120w"}
    assert resolved(src="w_2240/map.jpg", **small) == f"{BASE}w_2240/map.jpg"
    wide = {"source_type": "image/webp", "source-srcset": "map.webp?w=800 800w"}
    assert resolved(src="map.jpg?w=800", **wide) == f"{BASE}map.jpg?w=800"
    assert resolved(src="map.jpg?w=320", **wide) == f"{BASE}map.webp?w=800"
