"""The fixed set of sizes, and how a page asks for them."""

import io

import PIL.Image
import pytest
from django.core.files.storage import default_storage
from django.template import Context, Template

from articles import images
from articles.images.sizes import CROPS, RECIPE
from articles.models import Image
from newsroom.decoding.images.shapes import box, kept_side, widths
from tests.articles.images.test_store import picture
from tests.newsroom.decoding.images.test_making import film


@pytest.mark.parametrize(
    "size, ratio, focal, expected",
    [
        ((300, 200), None, (0.5, 0.5), (0, 0, 300, 200)),
        ((300, 200), 1, (0.5, 0.5), (50, 0, 250, 200)),
        ((300, 200), 1, (0.0, 0.5), (0, 0, 200, 200)),
        ((300, 200), 1, (1.0, 1.0), (100, 0, 300, 200)),
        ((200, 400), 2, (0.5, 0.25), (0, 50, 200, 150)),
    ],
)
def test_box_is_as_near_the_focal_point_as_the_picture_allows(size, ratio, focal, expected):
    assert box(*size, ratio, focal) == expected


@pytest.mark.parametrize(
    "size, ratio, focal, expected",
    [
        ((300, 200), None, (0.5, 0.5), ""),
        ((300, 200), 1, (0.6, 0.5), ""),
        ((300, 200), 1, (0.95, 0.5), "right"),
        ((300, 200), 1, (0.1, 0.1), "left top"),
        ((200, 400), 1, (0.5, 0.9), "bottom"),
        ((200, 400), 1, (0.5, 0.3), ""),
        ((300, 200), 1.5, (1.0, 1.0), "right bottom"),
    ],
)
def test_side_of_the_focal_point_is_kept(size, ratio, focal, expected):
    assert kept_side(*size, ratio, focal) == expected


def test_widths_never_enlarge():
    assert widths(CROPS["16x9"], 1000) == [320, 480, 640, 800, 960]
    assert widths(CROPS["16x9"], 300) == [300]


def test_make_renditions_writes_every_crop_width_and_format(photo):
    image = images.store("a.jpg", picture(size=(1000, 800)), by=photo)

    images.make_renditions.call(image.pk, image.key)

    image.refresh_from_db()
    wide, cards = [320, 480, 640, 800, 960], [160, 240, 320, 480, 640, 800]
    faces = [96, 192, 288, 384]
    assert image.renditions == {
        "16x9": {"avif": wide, "webp": wide, "jpeg": wide},
        "3x2": {"avif": cards, "webp": cards, "jpeg": cards},
        "1x1": {"avif": faces, "webp": faces, "jpeg": faces},
        "full": {"avif": wide, "webp": wide, "jpeg": wide},
        "social": {"jpeg": [1000]},
    }
    assert image.recipe == RECIPE
    for crop, formats in image.renditions.items():
        for kind, made in formats.items():
            for width in made:
                data = default_storage.open(f"public/{image.key}/{crop}-{width}.{kind}").read()
                assert PIL.Image.open(io.BytesIO(data)).width == width
                if kind == "jpeg":
                    assert images.length(image, crop, width) == len(data)


def test_make_renditions_of_a_key_that_is_gone_does_nothing(photo):
    image = images.store("a.jpg", picture(size=(400, 300)), by=photo)
    before = image.renditions

    images.make_renditions.call(image.pk, "another key")

    image.refresh_from_db()
    assert image.renditions == before


def render(image, **options):
    template = '{% load pictures %}{% picture image "3x2" sizes="50vw" eager=eager %}'
    return Template(template).render(Context({"image": image, "eager": False} | options))


def test_picture_shows_what_is_ready_with_its_size(photo):
    image = images.store("a.jpg", picture(), by=photo)
    image.alt = 'Парус "на" озере'

    html = render(image)

    assert f'src="/media/{image.key}/3x2-480.jpeg"' in html
    assert 'width="480" height="320"' in html
    assert 'alt="Парус &quot;на&quot; озере"' in html
    assert 'loading="lazy"' in html
    assert "<source" not in html


def test_picture_offers_avif_and_webp_when_they_are_ready(photo):
    image = images.store("a.jpg", picture(), by=photo)
    images.make_renditions.call(image.pk, image.key)
    image.refresh_from_db()

    html = render(image, eager=True)

    assert html.index('type="image/avif"') < html.index('type="image/webp"')
    assert f"/media/{image.key}/3x2-1200.avif 1200w" in html
    assert 'fetchpriority="high"' in html


def test_picture_has_another_shape_on_a_phone_where_it_is_asked_for():
    ready = {"16x9": {"avif": [320], "jpeg": [320]}, "3x2": {"avif": [160, 240], "jpeg": [480]}}
    image = Image(key="k", width=900, height=600, renditions=ready)
    template = '{% load pictures %}{% picture image "16x9" on_phone=crop %}'

    one, other = (
        Template(template).render(Context({"image": image, "crop": crop})).split("<img")[0]
        for crop in ("3x2", "")
    )

    media = 'media="(max-width: 39.99rem)"'
    narrow = (
        f'<source type="image/avif" {media} srcset="/media/k/3x2-160.avif 160w, '
        '/media/k/3x2-240.avif 240w" sizes="100vw">'
        f'<source type="image/jpeg" {media} srcset="/media/k/3x2-480.jpeg 480w" sizes="100vw">'
    )
    wide = '<source type="image/avif" srcset="/media/k/16x9-320.avif 320w" sizes="100vw">'
    assert one.strip() == f"<picture>{narrow}{wide}"
    assert other.strip() == f"<picture>{wide}"


@pytest.mark.parametrize(
    "eager, said, unsaid",
    [
        (True, 'fetchpriority="high"', "loading"),
        ("near", "decoding", "fetchpriority"),
        (False, 'loading="lazy"', "fetchpriority"),
    ],
)
def test_only_what_is_not_seen_at_once_waits(photo, eager, said, unsaid):
    image = images.store("a.jpg", picture(), by=photo)

    html = render(image, eager=eager)

    assert said in html
    assert unsaid not in html


def test_picture_says_which_side_of_it_stays(photo):
    image = images.store("a.jpg", picture(), by=photo, focal=(1.0, 0.0))

    assert 'data-keep="right top"' in render(image)
    image.focal_x = image.focal_y = 0.5
    assert "data-keep" not in render(image)


def test_length_is_known_without_asking_the_store(photo, bucket_away):
    image = Image(key="k", weights={"16x9-800.jpeg": 51_234})

    assert images.length(image, "16x9", 800) == 51_234


def test_picture_that_is_missing_is_a_placeholder():
    html = render(None)

    assert html.strip() == '<span class="placeholder" data-crop="3x2" ></span>'


def test_picture_that_moves_does_so_for_whoever_wants_that(photo):
    image = images.store("a.gif", film(3), by=photo)
    images.make_renditions.call(image.pk, image.key)
    image.refresh_from_db()
    template = Template('{% load pictures %}{% picture image "full" %}{% picture image "3x2" %}')

    whole, cut = template.render(Context({"image": image})).split("</picture>")[:2]

    moving = (
        '<source type="image/webp" media="(prefers-reduced-motion: no-preference)"'
        f' srcset="/media/{image.key}/moving-60.webp 60w"'
    )
    assert whole.index(moving) < whole.index('type="image/avif"')
    assert f'src="/media/{image.key}/full-60.jpeg"' in whole
    assert "moving" not in cut
    assert default_storage.exists(f"public/{image.key}/moving-60.webp")
