"""Films: what is played everywhere is kept, what tells where it was filmed is not."""

import struct

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from articles import files as uploads
from articles.management.demo import files
from newsroom.decoding.files.films import Reason, Unplayable, checked_film
from newsroom.storage import media

PLACE = b"+40.1792+044.4991/"


def box(name: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return struct.pack(">I4s", 8 + len(content), name) + content


def track(kind: bytes, codec: bytes, *, turned: bool = False, more: bytes = b"") -> bytes:
    """Return a track; of a picture, 640 to 360 pixels, or filmed with the phone upright."""
    matrix = (0, 1, 0, -1, 0, 0, 0, 0, 0) if turned else (1, 0, 0, 0, 1, 0, 0, 0, 0)
    header = box(b"tkhd", bytes(40), struct.pack(">9i2I", *matrix, 640 << 16, 360 << 16))
    samples = box(b"stbl", box(b"stsd", bytes(8), box(codec, bytes(40))))
    handler = box(b"hdlr", bytes(8), kind, bytes(13))
    return box(b"trak", header, box(b"mdia", handler, box(b"minf", samples)), more)


def index(*tracks: bytes, more: bytes = b"") -> bytes:
    moment = box(b"mvhd", bytes(12), struct.pack(">II", 1_000, 61_400), bytes(80))
    return box(b"moov", moment, *tracks, more)


PICTURE, SOUND = track(b"vide", b"avc1"), track(b"soun", b"mp4a")
KIND = box(b"ftyp", b"isom", bytes(4))
MEDIA = box(b"mdat", b"\x07" * 900)


def test_film_says_its_size_and_its_length():
    film = checked_film(KIND + index(PICTURE, SOUND) + MEDIA)

    assert (film.width, film.height, film.seconds) == (640, 360, 61)


def test_film_of_an_upright_phone_is_upright():
    film = checked_film(KIND + index(track(b"vide", b"avc1", turned=True)) + MEDIA)

    assert (film.width, film.height) == (360, 640)


@pytest.mark.parametrize("name", [b"udta", b"meta", b"uuid", b"free", b"XMP_"])
def test_place_is_blanked_wherever_it_stands_and_nothing_moves(name):
    place = box(name, PLACE)
    whole = KIND + place + index(PICTURE, track(b"soun", b"mp4a", more=place), more=place)
    whole += MEDIA + place

    film = checked_film(whole)

    assert whole.count(PLACE) == 4
    assert PLACE not in film.data
    assert len(film.data) == len(whole)
    assert film.data.index(MEDIA) == whole.index(MEDIA)


@pytest.mark.parametrize(
    "data, reason",
    [
        (KIND + MEDIA + index(PICTURE), Reason.SLOW),
        (KIND + index(track(b"vide", b"hvc1")) + MEDIA, Reason.OTHER),
        (KIND + index(PICTURE, track(b"soun", b"ac-3")) + MEDIA, Reason.OTHER),
        (box(b"ftyp", b"qt  ", bytes(4)) + index(PICTURE) + MEDIA, Reason.OTHER),
        (KIND + index(PICTURE, track(b"meta", b"mebx")) + MEDIA, Reason.MORE),
        (KIND + index(PICTURE) + MEDIA[:-1], Reason.DAMAGED),
        (KIND + index(SOUND) + MEDIA, Reason.DAMAGED),
        (KIND + index(PICTURE), Reason.DAMAGED),
        (KIND + index(PICTURE)[:-30] + MEDIA, Reason.DAMAGED),
        (KIND + index(PICTURE) + MEDIA + b"\x00\x00\x00", Reason.DAMAGED),
        (KIND + index(PICTURE) + MEDIA + box(b"free") * 10_001, Reason.DAMAGED),
        (KIND + box(b"moov", box(b"trak")) + MEDIA, Reason.DAMAGED),
    ],
)
def test_film_that_not_everybody_could_see_is_refused(data, reason):
    with pytest.raises(Unplayable) as refusal:
        checked_film(data)

    assert refusal.value.reason is reason


def test_film_is_kept_as_readers_may_have_it(photo, rf):
    data = KIND + index(PICTURE, SOUND, more=box(b"udta", PLACE)) + MEDIA

    file = uploads.store("Озеро.mp4", data, by=photo)
    name = file.path.removeprefix("public/")
    answer = media.serve(rf.get("/", headers={"Range": "bytes=0-7"}), name)

    assert (file.kind, file.width, file.height, file.seconds) == ("mp4", 640, 360, 61)
    with default_storage.open(file.path) as kept:
        assert PLACE not in kept.read()
    assert (answer.status_code, answer["Content-Type"]) == (206, "video/mp4")
    assert uploads.store("again.mp4", data, by=photo) == file


def test_film_that_starts_late_is_refused_with_what_to_do(in_english, photo):
    with pytest.raises(ValidationError, match="export it for the web"):
        uploads.store("late.mp4", KIND + MEDIA + index(PICTURE), by=photo)


def test_film_of_the_demo_is_one():
    film = checked_film(files.attachment("night.mp4"))

    assert (film.width, film.height, film.seconds) == (640, 360, 6)
