"""The whole way of a picture with a bucket in the place of the folder."""

import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import files, images
from articles.images import removal, social_cards
from articles.models import File, Image
from newsroom.storage.s3 import BucketStorage
from tests.articles.images.test_store import picture


def test_picture_goes_the_whole_way_through_a_bucket(client, photo, bucket):
    data = picture(size=(400, 300))

    image = images.store("lake.jpg", data, by=photo)
    images.make_renditions.call(image.pk, image.key)

    image.refresh_from_db()
    keys = bucket.keys()
    assert f"site/private/{image.key}.jpg" in keys
    assert len(keys) == 1 + sum(
        len(widths) for formats in image.renditions.values() for widths in formats.values()
    )
    assert default_storage.open(image.original).read() == data
    shown = client.get(images.url(image, "full", 320))
    assert shown["Content-Type"] == "image/jpeg"
    whole = b"".join(shown.streaming_content)
    part = client.get(images.url(image, "full", 320), headers={"Range": "bytes=2-5"})
    assert b"".join(part.streaming_content) == whole[2:6]

    assert removal.remove_public(image.key, image.renditions)

    assert bucket.keys() == [f"site/private/{image.key}.jpg"]
    assert client.get(images.url(image, "full", 320)).status_code == 404


def test_focal_point_moves_in_a_bucket_too(photo, bucket):
    image = images.store("lake.jpg", picture(size=(400, 300)), by=photo)
    former = image.key
    image.focal_x = 1.0

    images.refocus(image)

    assert image.key != former
    assert default_storage.exists(f"public/{image.key}/1x1-192.jpeg")


def test_upload_to_a_bucket_that_is_away_is_a_sentence_and_nothing_else(
    photo, bucket_away, in_english
):
    began = time.monotonic()

    with pytest.raises(ValidationError, match="full or unavailable"):
        images.store("lake.jpg", picture(size=(400, 300)), by=photo)

    assert not Image.objects.exists()
    assert time.monotonic() - began < 8


def test_file_for_a_bucket_that_is_away_is_a_sentence_and_nothing_else(
    photo, bucket_away, in_english
):
    with pytest.raises(ValidationError, match="full or unavailable"):
        files.store("law.txt", b"The law.", by=photo)

    assert not File.objects.exists()


def test_upload_form_says_that_the_bucket_is_away(client, photo, bucket_away, in_english):
    client.force_login(photo)
    file = SimpleUploadedFile("lake.jpg", picture(size=(400, 300)), "image/jpeg")

    page = client.post("/admin/articles/image/add/", {"files": file}, follow=True)

    assert page.status_code < 500
    assert "full or unavailable" in page.content.decode()
    assert not Image.objects.exists()


def test_page_stands_while_the_bucket_is_away(client, make_edition, bucket_away):
    edition = make_edition("en", title_en="A headline without a picture")
    began = time.monotonic()

    page = client.get(edition.get_absolute_url())
    feed = client.get("/en/feed/")

    assert (page.status_code, feed.status_code) == (200, 200)
    assert "icons/icon-512" in page.content.decode()
    assert time.monotonic() - began < 8


def test_card_in_a_bucket_is_asked_for_once(bucket, monkeypatch):
    card = social_cards.Card(title="Title", section="", colour="", site="Site")
    social_cards.card_url(card)
    social_cards.card_url(card)
    asked = []
    monkeypatch.setattr(BucketStorage, "exists", lambda store, name: asked.append(name))

    social_cards.card_url(card)

    assert asked == []
    assert bucket.keys() == [f"site/{card.name}"]
