"""One picture at a time for a script: what is kept, what is refused and why, who may."""

from io import BytesIO

import PIL.Image
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.admin.pictures import upload
from articles.models import File, Image
from tests.articles.files.test_store import PDF
from tests.conftest import a_picture

UPLOAD = reverse("admin:articles_image_upload")
FILES = reverse("admin:articles_article_files")
AS_SCRIPT = {"Accept": "application/json"}


def a_file(name="lake.jpg", data=None):
    return SimpleUploadedFile(name, data or a_picture(), content_type="image/jpeg")


def a_landscape(width: int, quality: int) -> bytes:
    """Return hills under a sky as JPEG: something for a fingerprint to hold on to."""
    hills = PIL.Image.linear_gradient("L").rotate(30).resize((width, width * 2 // 3))
    out = BytesIO()
    hills.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def send(client, *files, to=UPLOAD):
    return client.post(to, {"files": list(files)}, headers=AS_SCRIPT)


def test_one_picture_is_kept_and_can_be_taken_and_described(in_english, sign_in, photo):
    answer = send(sign_in(photo), a_file())

    image = Image.objects.get()
    told = answer.json()
    assert (told["state"], told["id"], told["label"]) == ("kept", image.pk, "lake.jpg")
    assert f'data-picture="{image.pk}"' in told["html"]
    assert f'name="picture-{image.pk}-alt_hy"' in told["html"]
    assert "Already in the library" not in told["html"]
    assert (image.name, image.uploaded_by) == ("lake.jpg", photo)


def test_same_picture_again_is_the_one_that_exists(in_english, sign_in, photo, make_image):
    image = make_image()

    told = send(sign_in(photo), a_file("again.jpg")).json()

    assert told["id"] == image.pk
    assert f"Already in the library: no. {image.pk}." in told["html"]


def test_picture_that_looks_like_another_offers_that_one(in_english, sign_in, photo):
    first = send(sign_in(photo), a_file("big.jpg", a_landscape(1200, 90))).json()
    told = send(sign_in(photo), a_file("small.jpg", a_landscape(800, 60))).json()
    other = send(sign_in(photo), a_file("red.jpg")).json()

    assert f"This looks like picture no. {first['id']}. Use that one?" in told["html"]
    assert f'data-picture="{first["id"]}"' in told["html"]
    assert "This looks like" not in first["html"] + other["html"]


def test_picture_that_is_none_is_refused_with_a_sentence(in_english, sign_in, photo):
    answer = send(sign_in(photo), a_file("evil.jpg", b"<script>alert(1)</script>"))

    assert (answer.status_code, answer.json()["state"]) == (422, "refused")
    assert answer.json()["sentence"].startswith("The file is damaged or is not a picture")
    assert not Image.objects.exists()


def test_refusal_is_said_in_the_language_of_the_person(monkeypatch, sign_in, photo):
    monkeypatch.setattr(upload, "MAX_BYTES", 100)
    photo.interface_language = "ru"
    photo.save()

    answer = send(sign_in(photo), a_file())

    assert answer.json()["sentence"] == "Файл больше 60\xa0МБ."


def test_too_large_a_file_is_not_even_read(monkeypatch, in_english, sign_in, photo):
    monkeypatch.setattr(upload, "MAX_BYTES", 100)

    answer = send(sign_in(photo), a_file())

    assert answer.json() == {"state": "refused", "sentence": "The file is larger than 60 MB."}
    assert not Image.objects.exists()


@pytest.mark.parametrize("number", [0, 2])
def test_script_sends_one_file_at_a_time(sign_in, photo, number):
    answer = send(sign_in(photo), *(a_file(f"{one}.jpg") for one in range(number)))

    assert answer.status_code == 422
    assert not Image.objects.exists()


def test_upload_is_for_whoever_works_with_pictures(sign_in, photo, administrator):
    refused = send(sign_in(administrator), a_file())
    before = Image.objects.count()
    taken = send(sign_in(photo), a_file())

    assert (refused.status_code, before) == (403, 0)
    assert taken.json()["state"] == "kept"


def test_script_whose_session_is_over_is_told_so(client, db):
    answer = send(client, a_file())

    assert (answer.status_code, answer.json()) == (401, {"state": "signed_out"})
    assert not Image.objects.exists()


def test_script_with_a_stale_token_gets_a_new_one(photo):
    client = Client(enforce_csrf_checks=True)
    client.force_login(photo)
    headers = AS_SCRIPT | {"Sec-Fetch-Site": "same-origin"}

    answer = client.post(UPLOAD, {"files": [a_file()]}, headers=headers)
    token = answer.json()["token"]
    again = client.post(UPLOAD, {"files": [a_file()]}, headers=headers | {"X-CSRFToken": token})

    assert answer.json()["state"] == "token"
    assert again.json()["state"] == "kept"


def test_file_of_a_text_is_kept_the_same_way(in_english, sign_in, photo):
    told = send(sign_in(photo), SimpleUploadedFile("Law.pdf", PDF), to=FILES).json()
    refused = send(sign_in(photo), SimpleUploadedFile("a.html", b"<p>"), to=FILES).json()

    file = File.objects.get()
    assert (told["state"], told["id"]) == ("kept", file.pk)
    assert f'data-picture="{file.pk}"' in told["html"]
    assert refused["sentence"].startswith("This file type is not supported.")
