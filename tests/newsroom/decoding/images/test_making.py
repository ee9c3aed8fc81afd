"""The files of a picture: what is made, and that nothing of the original's words is in them."""

import io

import PIL.Image
import PIL.ImageCms
import PIL.PngImagePlugin
import pytest

from articles.images.renditions import ENCODERS
from newsroom.decoding.images import making, moving
from newsroom.decoding.images.making import Order, render
from newsroom.decoding.images.shapes import Crop
from tests.newsroom.decoding.images.metadata.test_metadata import dataset, packet
from tests.newsroom.decoding.images.test_opening import P3, encoded

CROPS = {
    "16x9": Crop(16 / 9, (160, 320), first=160),
    "1x1": Crop(1, (96,), first=96, formats=("jpeg",)),
    "full": Crop(None, (160, 320), first=160),
}
SECRETS = (
    b"secret place",
    b"Exif\0",
    b"xmpmeta",
    b"ns.adobe.com",
    b"8BIM",
    b"ICC_PROFILE",
    b"ICCP",
    b"acsp",
)


def order(**given) -> Order:
    return Order(crops=CROPS, encoders=ENCODERS, **given)


def talkative(kind: str, size=(640, 480)) -> bytes:
    """A picture that says where it was taken in every way there is."""
    exif = PIL.Image.Exif()
    exif[0x010E] = "secret place"
    exif.get_ifd(0x8825)[2] = (40.0, 10.0, 38.0)  # GPS
    exif.get_ifd(0x8825)[29] = "secret place"
    options = {"exif": exif, "icc_profile": P3}
    if kind in ("JPEG", "WEBP", "AVIF"):
        options["xmp"] = packet("<dc:rights>secret place</dc:rights>").encode()
    if kind == "JPEG":
        options["comment"] = b"secret place"
    if kind == "PNG":
        words = PIL.PngImagePlugin.PngInfo()
        words.add_text("Comment", "secret place")
        words.add_itxt("XML:com.adobe.xmp", packet("<dc:rights>secret place</dc:rights>"))
        options["pnginfo"] = words
    if kind == "GIF":
        options = {"comment": b"secret place"}
    data = encoded(PIL.Image.radial_gradient("L").resize(size).convert("RGB"), kind, **options)
    if kind == "JPEG":
        iptc = dataset(120, b"secret place")
        block = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + len(iptc).to_bytes(4, "big") + iptc
        data = data[:2] + b"\xff\xed" + (len(block) + 2).to_bytes(2, "big") + block + data[2:]
    return data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_public_files_say_nothing_of_what_the_original_says(kind):
    data = talkative(kind)
    assert b"secret place" in data

    made = render(data, order())

    assert len(made.files) == 3 * 2 * 2 + 1
    for name, file in made.files.items():
        picture = PIL.Image.open(io.BytesIO(file))
        picture.load()
        assert not picture.getexif(), name
        assert not {"icc_profile", "xmp", "exif", "photoshop", "comment"} & picture.info.keys(), (
            name
        )
        assert not [one for one in SECRETS if one in file], name


@pytest.mark.parametrize("behind", [b"<script>alert(1)</script>", b"PK\x03\x04 a.php <?php"])
def test_public_files_hold_nothing_of_what_stands_behind_the_picture(behind):
    data = encoded(PIL.Image.new("RGB", (640, 480), "teal"), "JPEG", comment=behind) + behind

    made = render(data, order())

    assert not [name for name, file in made.files.items() if behind in file]


def test_first_jpegs_are_made_at_once_and_not_again():
    data = encoded(PIL.Image.new("RGB", (640, 480), "teal"))

    first = render(data, order(only_first=True))
    rest = render(data, order(done=first.renditions))

    assert sorted(first.files) == ["16x9-160.jpeg", "1x1-96.jpeg", "full-160.jpeg"]
    assert not first.files.keys() & rest.files.keys()
    assert rest.renditions["full"] == {
        "avif": [160, 320],
        "webp": [160, 320],
        "jpeg": [160, 320],
    }


def test_cut_of_a_picture_decoded_smaller_is_the_same_part():
    wide = PIL.Image.new("RGB", (3200, 800), "black")
    wide.paste("white", (2400, 0, 3200, 800))

    made = render(encoded(wide, "JPEG"), order(focal=(1, 0.5), only_first=True))

    square = PIL.Image.open(io.BytesIO(made.files["1x1-96.jpeg"]))
    assert all(min(square.getpixel((x, 48))) > 250 for x in (2, 48, 93))


def test_very_tall_picture_is_not_made_in_its_largest_width(monkeypatch):
    monkeypatch.setattr(making, "MOST_PIXELS", 160 * 1600)

    made = render(encoded(PIL.Image.new("RGB", (320, 3200), "teal"), "JPEG"), order())

    assert made.renditions["full"]["avif"] == [160]


def test_picture_taller_than_webp_can_have_is_a_jpeg(monkeypatch):
    monkeypatch.setattr(making, "LONGEST_SIDE", 1_000)

    made = render(encoded(PIL.Image.new("RGB", (200, 2000), "teal"), "JPEG"), order())

    assert made.renditions["full"] == {"jpeg": [160]}


def film(frames: int, size=(60, 40), kind: str = "GIF") -> bytes:
    # Frames that are alike would be joined by the encoder.
    shots = [PIL.Image.new("RGB", size, (n * 80 % 256, n * 50 % 256, 90)) for n in range(frames)]
    return encoded(shots[0], kind, save_all=True, append_images=shots[1:], duration=40)


def long_film(frames: int) -> bytes:
    """Two frames of a GIF, again and again."""
    data = film(2, (8, 8))
    begun = data.index(b"!\xf9\x04")
    return data[:begun] + data[begun:-1] * (frames // 2) + b";"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_short_film_stays_one(kind):
    made = render(film(4, kind=kind), order())

    assert made.is_moving
    assert made.renditions[moving.NAME] == {"webp": [60]}
    shown = PIL.Image.open(io.BytesIO(made.files["moving-60.webp"]))
    assert (shown.n_frames, shown.size) == (4, (60, 40))


def test_film_of_ten_thousand_frames_stands_still():
    made = render(long_film(10_000), order())

    assert (made.frames, made.is_moving) == (10_000, False)
    assert moving.NAME not in made.renditions
    assert made.renditions["full"]["webp"] == [8]


def test_film_that_is_too_large_stands_still(monkeypatch):
    monkeypatch.setattr(moving, "MOST_PIXELS", 3 * 60 * 40)

    assert render(film(3), order()).is_moving
    assert not render(film(4), order()).is_moving
