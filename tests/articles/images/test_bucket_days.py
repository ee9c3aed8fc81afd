"""A bucket through the days of a picture and a film: what is left, what goes, what breaks off."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles import files as uploads
from articles import images, workflow
from articles.images import sweeping
from articles.management.demo import files
from articles.models import File, Image
from articles.workflow import image_expiry
from newsroom.storage.base import StoreAway
from newsroom.storage.s3 import BucketStorage
from tests.articles.images.test_store import picture

KEY = "0123456789abcdef01234567"
UPLOAD = "/admin/articles/image/upload/"


@pytest.fixture
def image(bucket, photo):
    return images.store("lake.jpg", picture(size=(400, 300)), by=photo)


@pytest.fixture
def everything_is_old(monkeypatch):
    monkeypatch.setattr(sweeping, "KEPT", timedelta(seconds=-5))


def break_off(monkeypatch, operation: str, *, after: int) -> None:
    """Let the bucket go away behind so many calls of an operation."""
    done, whole = [], BucketStorage.call

    def call(store, what, **parameters):
        if what == operation:
            done.append(what)
            if len(done) > after:
                raise StoreAway("The bucket does not answer.")
        return whole(store, what, **parameters)

    monkeypatch.setattr(BucketStorage, "call", call)


def test_film_in_a_bucket_is_seen_from_the_middle_with_its_picture(
    client, image, photo, make_edition
):
    film = uploads.store("night.mp4", files.attachment("night.mp4"), by=photo)
    body = f'<figure data-file="{film.pk}" data-image="{image.pk}"></figure><p>Купол открыт.</p>'
    page = client.get(make_edition("ru", kind="video", body_ru=body).get_absolute_url()).text
    whole = default_storage.open(film.path).read()

    start, middle, end = (
        client.get(film.url, headers={"Range": f"bytes={asked}"})
        for asked in ("0-1", f"{film.size // 2}-", "-100")
    )

    assert (start.status_code, start["Content-Type"]) == (206, "video/mp4")
    assert (start["Accept-Ranges"], start["Content-Range"]) == ("bytes", f"bytes 0-1/{film.size}")
    assert b"".join(start.streaming_content) == whole[:2]
    assert b"".join(middle.streaming_content) == whole[film.size // 2 :]
    assert b"".join(end.streaming_content) == whole[-100:]
    poster = page.partition(' poster="')[2].partition('"')[0]
    assert client.get(poster)["Content-Type"] == "image/jpeg"


def test_expired_picture_leaves_the_bucket(image, bucket):
    Image.objects.update(usable_until=timezone.localdate() - timedelta(days=1))

    image_expiry.settle_pictures.call()

    look = f"site/private/{Image.objects.get().key}-look.jpg"
    assert bucket.keys() == sorted([f"site/{image.original}", look])


def test_picture_that_was_deleted_leaves_the_bucket_after_thirty_days(image, bucket, photo):
    workflow.bin_picture(image, by=photo)
    long_ago = timezone.now() - timedelta(days=31)
    Image.everything.update(binned_at=long_ago)

    image_expiry.empty_picture_bin.call()

    assert bucket.keys() == []


def test_upload_that_breaks_off_leaves_no_row_and_comes_in_again(
    bucket, photo, monkeypatch, everything_is_old
):
    with monkeypatch.context() as away:
        break_off(away, "put_object", after=2)
        with pytest.raises(ValidationError, match="хранилище"):
            images.store("lake.jpg", picture(size=(400, 300)), by=photo)
    assert (Image.objects.count(), len(bucket.keys())) == (0, 2)

    image = images.store("lake.jpg", picture(size=(400, 300)), by=photo)
    call_command("sweep_pictures", "--sure")

    left = bucket.keys()
    assert {key.split("/")[2].partition(".")[0] for key in left} == {image.key}


def test_dialog_is_told_to_send_a_picture_again_once_the_bucket_is_back(
    client, bucket, photo, monkeypatch, in_english
):
    client.force_login(photo)
    data = picture(size=(400, 300))

    def send():
        return client.post(UPLOAD, {"files": SimpleUploadedFile("lake.jpg", data, "image/jpeg")})

    with monkeypatch.context() as away:
        break_off(away, "put_object", after=0)
        told = send()
    again = send()

    assert (told.status_code, told["Retry-After"]) == (503, "15")
    assert told.json() == {
        "state": "unkept",
        "sentence": "The picture could not be saved: storage is full or unavailable."
        " Try again later.",
        "seconds": 15,
    }
    assert (again.status_code, again.json()["state"]) == (200, "kept")


def test_dialog_is_told_the_same_of_a_film(client, bucket_away, editor_ru):
    client.force_login(editor_ru)
    film = SimpleUploadedFile("night.mp4", files.attachment("night.mp4"), "video/mp4")

    told = client.post(
        "/admin/articles/article/blocks/files/",
        {"files": film},
        headers={"Accept": "application/json"},
    )

    assert (told.status_code, told.json()["state"]) == (503, "unkept")
    assert not File.objects.exists()


def test_sweep_of_a_bucket_that_goes_away_half_way_is_done_the_next_time(
    image, bucket, monkeypatch, everything_is_old
):
    orphans = [f"private/{KEY}.jpg", f"public/{KEY}/full-800.jpeg", f"public/{KEY}/full-320.webp"]
    kept = bucket.keys()
    for name in orphans:
        bucket.client.put_object(Bucket=bucket.name, Key=f"site/{name}", Body=b"bytes")

    with monkeypatch.context() as away:
        break_off(away, "delete_object", after=1)
        with pytest.raises(CommandError, match=r"^The bucket does not answer\.$"):
            call_command("sweep_pictures")
    assert len(bucket.keys()) == len(kept) + 2
    call_command("sweep_pictures")

    assert bucket.keys() == kept


def test_sweep_of_a_bucket_that_is_away_is_a_sentence(db, bucket_away):
    with pytest.raises(CommandError, match=r"^The bucket does not answer: EndpointConnectionError"):
        call_command("sweep_pictures")
