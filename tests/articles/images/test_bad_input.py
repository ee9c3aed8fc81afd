"""Whatever comes in: a picture, or a sentence for the editor; nothing half."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection

from articles import images
from articles.images.store import MAX_BYTES
from articles.models import Image, Making
from tests.articles.images.test_store import picture
from tests.newsroom.decoding.images.test_making import film, long_film
from tests.newsroom.decoding.images.test_opening import BOMB, DATA, chunk, png

DAMAGED = "The file is damaged or is not a picture: upload a JPEG, PNG, WebP, AVIF, HEIC or GIF."
LARGE = "The picture has too many pixels (80 million at most)."
NO_PICTURE = "This is not a picture: upload a JPEG, PNG, WebP, AVIF, HEIC or GIF."
NOT_KEPT = "The picture could not be saved: storage is full or unavailable. Try again later."
SMALL = picture(size=(80, 60))

pytestmark = pytest.mark.usefixtures("in_english")


class FullDisk(FileSystemStorage):
    """Takes some files, and has no room for the next."""

    room = 0

    def _save(self, name, content):
        if FullDisk.room == 0:
            raise OSError(28, "No space left on device")
        FullDisk.room -= 1
        return super()._save(name, content)


@pytest.mark.parametrize(
    "name, data, sentence",
    [
        ("empty.jpg", b"", "The file is empty."),
        ("large.jpg", SMALL + bytes(MAX_BYTES), "The file is larger than 60 MB."),
        ("page.png", b"<html><script>alert(1)</script></html>", DAMAGED),
        ("drawing.svg", b"<svg/>", NO_PICTURE),
        ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", DAMAGED),
        ("photo.jpg.php", SMALL, NO_PICTURE),
        ("bomb.png", png(40_000, 40_000), LARGE),
        ("bomb.png", png(2**31 - 1, 2**31 - 1), LARGE),
        ("bomb.png", png(8, 8, chunk(b"zTXt", b"words\0\0" + BOMB)), DAMAGED),
        ("bomb.png", png(8, 8, chunk(b"iCCP", b"profile\0\0" + BOMB)), DAMAGED),
        ("half.jpg", picture(size=(800, 600))[:2000], DAMAGED),
        ("half.heic", (DATA / "turned.heic").read_bytes()[:500], DAMAGED),
        ("half.avif", picture("AVIF", size=(80, 60))[:300], DAMAGED),
    ],
)
def test_store_refuses_with_exactly_this_sentence(name, data, sentence, photo):
    with pytest.raises(ValidationError) as refusal:
        images.store(name, data, by=photo)

    assert refusal.value.messages == [sentence]
    assert not Image.everything.exists()
    assert not default_storage.exists("private")


@pytest.mark.parametrize(
    "name, kept",
    [
        ("a.php.jpg", "a.php.jpg"),
        ("../../a.jpg", "a.jpg"),
        ("a\0.jpg", "a.jpg"),
        ("a\r\n<b>\u202egpj.jpg", "a <b>gpj.jpg"),
        ("Հ" * 300 + ".jpg", "Հ" * 196 + ".jpg"),
        ("Լիճը աշնանը.JPG", "Լիճը աշնանը.JPG"),
        (".jpg", ".jpg"),
        ("...", "..."),
    ],
)
def test_name_is_for_showing_only(name, kept, photo):
    image = images.store(name, SMALL, by=photo)

    assert image.name == kept
    assert image.original == f"private/{image.key}.jpg"
    assert len(image.key) == 24


@pytest.mark.parametrize("behind", [b"<script>alert(1)</script>", b"PK\x05\x06" + bytes(18)])
def test_polyglot_is_a_picture_and_nothing_else_to_readers(behind, photo):
    image = images.store("a.jpg", SMALL + behind, by=photo)
    images.make_renditions.call(image.pk, image.key)

    names = default_storage.listdir(f"public/{image.key}")[1]
    assert len(names) > 5
    for name in names:
        assert behind not in default_storage.open(f"public/{image.key}/{name}").read()


def test_film_that_is_too_long_stands_still_and_the_editor_is_told(photo):
    short = images.store_upload("short.gif", film(3), by=photo)
    long = images.store_upload("long.gif", long_film(10_000), by=photo)

    assert short.note == ""
    assert long.note == (
        "The animation is too long or too large: readers will see its first frame."
    )


@pytest.mark.parametrize("room", range(6))
def test_disk_that_is_full_is_a_sentence_and_no_row(room, photo, settings):
    FullDisk.room = room
    backend = f"{__name__}.{FullDisk.__name__}"
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": backend}}

    with pytest.raises(ValidationError) as refusal:
        images.store("a.jpg", SMALL, by=photo)

    assert refusal.value.messages == [NOT_KEPT]
    assert not Image.everything.exists()
    assert not Making.objects.exists()


def test_folder_that_cannot_be_written_is_a_sentence(photo, settings, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    settings.MEDIA_ROOT = tmp_path / "file"

    with pytest.raises(ValidationError) as refusal:
        images.store("a.jpg", SMALL, by=photo)

    assert refusal.value.messages == [NOT_KEPT]


def test_bucket_that_is_away_is_a_sentence(photo, bucket_away):
    with pytest.raises(ValidationError) as refusal:
        images.store("a.jpg", SMALL, by=photo)

    assert refusal.value.messages == [NOT_KEPT]
    assert not Image.everything.exists()


def test_focal_point_stays_where_the_store_is_away(photo, settings, tmp_path):
    image = images.store("a.jpg", SMALL, by=photo)
    before = (image.key, image.renditions)
    default_storage.delete(image.original)
    image.focal_x = 0.9

    with pytest.raises(ValidationError) as refusal:
        images.refocus(image)

    image.refresh_from_db()
    assert refusal.value.messages == [NOT_KEPT]
    assert (image.key, image.renditions, image.focal_x) == (*before, 0.5)


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
def test_same_bytes_sent_twice_at_once_are_one_picture(photo):
    def send(_number):
        try:
            return images.store_upload("a.jpg", SMALL, by=photo)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as senders:
        uploads = list(senders.map(send, range(4)))

    assert {upload.image.pk for upload in uploads} == {Image.objects.get().pk}
    assert [upload.is_new for upload in uploads].count(True) == 1
