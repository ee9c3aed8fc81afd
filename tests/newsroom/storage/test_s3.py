"""A bucket, asked over the wire: moto's server speaks S3's language."""

import socket
import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from newsroom.storage.base import StoreAway
from newsroom.storage.s3 import BucketStorage
from tests.buckets import KEYS


def put(name, data=b"bytes"):
    default_storage.save(name, ContentFile(data))


def test_file_comes_back_as_it_was_put(bucket):
    put("private/k.jpg")

    assert default_storage.open("private/k.jpg").read() == b"bytes"
    assert default_storage.exists("private/k.jpg")
    assert not default_storage.exists("private/other.jpg")
    assert default_storage.size("private/k.jpg") == 5
    assert (time.time() - default_storage.get_modified_time("private/k.jpg").timestamp()) < 60


def test_file_that_is_not_there_is_said_so(bucket):
    put("private/k.jpg")

    with pytest.raises(FileNotFoundError):
        default_storage.open("private/other.jpg")
    with pytest.raises(FileNotFoundError):
        default_storage.size("private/other.jpg")


def test_deleted_file_is_gone_and_may_be_deleted_again(bucket):
    put("public/k/a.webp")

    default_storage.delete("public/k/a.webp")
    default_storage.delete("public/k/a.webp")

    assert not default_storage.exists("public/k/a.webp")


def test_folder_is_listed_however_much_lies_in_it(bucket, monkeypatch):
    monkeypatch.setattr("newsroom.storage.s3.LISTED", 2)
    names = [f"{number}.webp" for number in range(5)]
    for name in names:
        put(f"public/k/{name}")
    put("private/k.jpg")

    assert default_storage.listdir("public/k") == ([], names)
    assert default_storage.listdir("") == (["private", "public"], [])


def test_objects_say_what_they_are(bucket):
    for name in ("public/k/a.avif", "public/files/0/law.pdf", "private/k.jpg"):
        put(name)

    picture, law, original = (
        bucket.head(f"site/{name}")
        for name in ("public/k/a.avif", "public/files/0/law.pdf", "private/k.jpg")
    )

    assert picture["ContentType"] == "image/avif"
    assert picture["CacheControl"] == "public, max-age=31536000, immutable"
    assert "ContentDisposition" not in picture
    assert (law["ContentType"], law["ContentDisposition"]) == ("application/pdf", "attachment")
    assert original["CacheControl"] == "private, no-store"


def test_nothing_is_readable_without_a_key(bucket):
    put("public/k/a.avif")
    put("private/k.jpg")

    for name in ("public/k/a.avif", "private/k.jpg"):
        grants = bucket.client.get_object_acl(Bucket=bucket.name, Key=f"site/{name}")["Grants"]
        assert [one["Grantee"]["Type"] for one in grants] == ["CanonicalUser"]


def test_reader_gets_a_picture_from_the_bucket(client, bucket):
    put("public/k/a.webp")

    response = client.get("/media/k/a.webp")

    assert b"".join(response.streaming_content) == b"bytes"
    assert response["Content-Type"] == "image/webp"
    assert response["Content-Length"] == "5"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    again = client.get("/media/k/a.webp", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "asked, said, data",
    [
        ("bytes=2-4", "bytes 2-4/10", b"234"),
        ("bytes=7-", "bytes 7-9/10", b"789"),
        ("bytes=-3", "bytes 7-9/10", b"789"),
    ],
)
def test_recording_in_the_bucket_can_be_heard_from_the_middle(client, bucket, asked, said, data):
    put("public/files/0/talk.mp3", b"0123456789")

    response = client.get("/media/files/0/talk.mp3", headers={"Range": asked})

    assert (response.status_code, response["Content-Range"]) == (206, said)
    assert b"".join(response.streaming_content) == data


def test_part_behind_the_end_is_all_of_it(client, bucket):
    put("public/files/0/talk.mp3", b"0123456789")

    response = client.get("/media/files/0/talk.mp3", headers={"Range": "bytes=10-"})

    assert (response.status_code, b"".join(response.streaming_content)) == (200, b"0123456789")


@pytest.mark.parametrize(
    "name", ["../private/k.jpg", "%2e%2e/private/k.jpg", "x/../../private/k.jpg"]
)
def test_original_in_the_bucket_is_never_handed_out(client, bucket, db, name):
    put("private/k.jpg")

    assert client.get(f"/media/{name}").status_code == 404


def test_document_in_the_bucket_is_saved_and_never_shown(client, bucket):
    put("public/files/0/law.pdf", b"%PDF-")

    response = client.get("/media/files/0/law.pdf")

    assert response["Content-Disposition"] == 'attachment; filename="law.pdf"'


def test_picture_that_is_not_in_the_bucket_is_a_placeholder(client, bucket):
    response = client.get("/media/k/none.webp")

    assert (response.status_code, response["Content-Type"]) == (404, "image/svg+xml")


def test_bucket_that_is_away_is_not_asked_by_everybody_in_turn(client, bucket_away, monkeypatch):
    with pytest.raises(StoreAway):
        default_storage.exists("public/k/a.webp")
    asked = []
    monkeypatch.setattr(BucketStorage, "_twice", lambda store, *what: asked.append(what))
    assert default_storage._rests_until > time.monotonic()
    default_storage._rests_until = time.monotonic() + 60

    response = client.get("/media/k/a.webp")

    assert (response.status_code, response["Content-Type"]) == (503, "image/svg+xml")
    assert response["Cache-Control"] == "no-store"
    assert client.get("/media/files/0/law.pdf").status_code == 503
    assert asked == []


def test_bucket_that_takes_and_never_answers_is_given_up(monkeypatch):
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("newsroom.storage.s3.READ_TIMEOUT", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        store = BucketStorage(
            name="news", endpoint_url=f"http://127.0.0.1:{port}", region="us-east-1"
        )
        began = time.monotonic()

        with pytest.raises(StoreAway):
            store.save("private/k.jpg", ContentFile(b"bytes"))

    assert time.monotonic() - began < 3


def test_bucket_that_is_back_is_found_by_the_watch(bucket):
    store = BucketStorage(name="news", endpoint_url="http://127.0.0.1:9", region="us-east-1")
    for _ in range(3):
        store._rests_until = 0
        with pytest.raises(StoreAway):
            store.exists("public/k/a.webp")
    assert store._rests_until - time.monotonic() > 10
    store.bucket, store._client = bucket.name, None
    store._place["endpoint_url"] = bucket.address

    with pytest.raises(StoreAway):
        store.exists("public/k/a.webp")
    store.check()

    assert store.exists("public/k/a.webp") is False


def test_bucket_that_refuses_us_is_away(bucket):
    stranger = BucketStorage(name="no-such-bucket", endpoint_url=bucket.address, region="us-east-1")

    with pytest.raises(StoreAway, match="NoSuchBucket"):
        stranger.check()
    with pytest.raises(StoreAway, match="NoSuchBucket"):
        stranger.save("private/k.jpg", ContentFile(b"bytes"))
