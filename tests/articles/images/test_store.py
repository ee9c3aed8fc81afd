"""The single door for pictures."""

import io
import struct
import zlib

import PIL.Image
import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from articles import images
from articles.models import Image


def picture(kind="JPEG", size=(2400, 1600), mode="RGB", **options) -> bytes:
    out = io.BytesIO()
    PIL.Image.new(mode, size, "teal").save(out, kind, **options)
    return out.getvalue()


def test_store_keeps_the_original_privately_and_a_first_jpeg_of_each_crop(photo):
    data = picture()

    image = images.store("lake.jpg", data, by=photo)

    assert (image.width, image.height, image.name) == (2400, 1600, "lake.jpg")
    assert default_storage.open(image.original).read() == data
    assert image.original.startswith("private/")
    assert image.renditions == {
        "16x9": {"jpeg": [800]},
        "3x2": {"jpeg": [480]},
        "1x1": {"jpeg": [192]},
        "full": {"jpeg": [800]},
        "social": {"jpeg": [1200]},
    }
    assert images.url(image) == f"/media/{image.key}/social-1200.jpeg"


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "GIF"])
def test_store_takes_every_kind_by_its_content(kind, photo):
    image = images.store("photo.jpg", picture(kind, (400, 300)), by=photo)

    assert image.original.endswith("." + kind.lower())


def test_store_turns_the_picture_upright_and_drops_its_metadata(photo):
    exif = PIL.Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010E] = "a private place"

    image = images.store("a.jpg", picture(size=(1200, 800), exif=exif), by=photo)

    public = default_storage.open(f"public/{image.key}/full-800.jpeg").read()
    assert (image.width, image.height) == (800, 1200)
    assert PIL.Image.open(io.BytesIO(public)).size == (800, 1200)
    assert b"a private place" not in public


def test_store_of_the_same_bytes_gives_the_same_picture(photo):
    data = picture(size=(300, 200))

    first, second = (images.store(name, data, by=photo) for name in ("a.jpg", "b.jpg"))

    assert first == second
    assert Image.objects.count() == 1


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and has nothing in it."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    check = struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + check


@pytest.mark.parametrize(
    "name, data",
    [
        ("empty.jpg", b""),
        ("page.png", b"<html><script>alert(1)</script></html>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("half.jpg", picture(size=(800, 600))[:2000]),
        ("photo.jpg.exe", picture(size=(80, 60))),
        ("photo.html", picture(size=(80, 60))),
        ("bomb.png", png_header(40_000, 40_000)),
        ("bomb.png", png_header(2**31 - 1, 2**31 - 1)),
        ("wide.png", png_header(60_000, 10)),
    ],
)
def test_store_refuses_with_a_sentence_and_keeps_nothing(name, data, photo):
    with pytest.raises(ValidationError) as refusal:
        images.store(name, data, by=photo)

    assert refusal.value.messages[0].endswith(".")
    assert not Image.objects.exists()
    assert not default_storage.exists("private")
    assert not default_storage.exists("public")


@pytest.mark.parametrize(
    "name, kept",
    [
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("C:\\photos\\Լիճ.jpg", "Լիճ.jpg"),
        ("a\0b.jpg", "ab.jpg"),
        ("", "picture"),
        ("photo", "photo"),
    ],
)
def test_store_keeps_only_a_bare_name(name, kept, photo):
    image = images.store(name, picture(size=(80, 60)), by=photo)

    assert image.name == kept


def test_store_cuts_around_the_focal_point_that_is_given(photo):
    halves = PIL.Image.new("RGB", (900, 300), "black")
    halves.paste("white", (600, 0, 900, 300))
    out = io.BytesIO()
    halves.save(out, "PNG")

    image = images.store("a.png", out.getvalue(), by=photo, focal=(1, 0.5))

    square = default_storage.open(f"public/{image.key}/1x1-192.jpeg")
    assert PIL.Image.open(square).getpixel((96, 96)) == (255, 255, 255)


def test_refocus_cuts_anew_under_new_names(photo):
    image = images.store("a.jpg", picture(), by=photo)
    before = image.key

    image.focal_x = 0.9
    images.refocus(image)

    assert image.key != before
    assert default_storage.exists(f"public/{image.key}/3x2-480.jpeg")
