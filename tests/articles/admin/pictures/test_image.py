"""Pictures in the admin: uploading, choosing, describing."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles import images
from articles.models import Image
from tests.conftest import a_picture

CHOOSE = "admin:articles_image_choose"


def upload(name="lake.jpg", colour="red"):
    return SimpleUploadedFile(name, a_picture(colour), content_type="image/jpeg")


@pytest.fixture
def image(make_image):
    return make_image(caption_ru="Озеро Севан", alt_en="A lake")


def test_upload_takes_several_at_once(sign_in, photo):
    files = {"files": [upload("a.jpg", "red"), upload("b.jpg", "blue")]}

    sign_in(photo).post(reverse("admin:articles_image_add"), files)

    assert sorted(Image.objects.values_list("name", flat=True)) == ["a.jpg", "b.jpg"]


def test_upload_keeps_the_good_ones_and_says_what_was_refused(sign_in, photo):
    files = {"files": [upload("a.jpg"), SimpleUploadedFile("evil.svg", b"<svg onload=x()>")]}

    response = sign_in(photo).post(reverse("admin:articles_image_add"), files, follow=True)

    assert Image.objects.get().name == "a.jpg"
    assert "Not uploaded: evil.svg." in response.content.decode()


@pytest.mark.parametrize("person, kept", [("reporter", 1), ("translator", 1), ("administrator", 0)])
def test_upload_asks_for_permission(request, sign_in, person, kept):
    client = sign_in(request.getfixturevalue(person))

    in_page = client.post(reverse("admin:articles_image_add"), {"files": [upload()]})
    in_chooser = client.post(reverse(CHOOSE), {"files": [upload()]})

    assert Image.objects.count() == kept
    assert {in_page.status_code, in_chooser.status_code} == ({302, 200} if kept else {403})


@pytest.mark.parametrize("term", ["севан", "СЕВАН", "lake"])
def test_chooser_finds_pictures_in_any_language(sign_in, reporter, image, term):
    response = sign_in(reporter).get(reverse(CHOOSE), {"q": term})

    assert f'data-picture="{image.pk}"' in response.content.decode()


def test_chooser_finds_nothing_for_other_words(sign_in, reporter, image):
    response = sign_in(reporter).get(reverse(CHOOSE), {"q": "гора"})

    assert "data-picture=" not in response.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "abc", "99999999999"])
def test_chooser_takes_any_page_number(sign_in, reporter, image, page):
    response = sign_in(reporter).get(reverse(CHOOSE), {"page": page})

    assert f'data-picture="{image.pk}"' in response.content.decode()


def test_chooser_and_thumb_ask_for_permission(client, sign_in, reporter, image):
    addresses = [reverse(CHOOSE), reverse("admin:articles_image_thumb", args=[image.pk])]
    reporter.is_staff = False
    reporter.save()

    strangers = [client.get(address) for address in addresses]
    signed_in = [sign_in(reporter).get(address) for address in addresses]

    for response in strangers + signed_in:
        assert response["Location"].startswith(reverse("admin:login"))


def test_thumb_leads_to_a_rendition(sign_in, reporter, image):
    response = sign_in(reporter).get(reverse("admin:articles_image_thumb", args=[image.pk]))

    assert response["Location"] == images.url(image, "3x2", 480)


def test_focal_point_cuts_anew(sign_in, photo, image):
    typed = {"focal_x": "0.2", "focal_y": "0.8", "alt_ru": "Лодка на озере"}

    sign_in(photo).post(reverse("admin:articles_image_change", args=[image.pk]), typed)

    kept = Image.objects.get()
    assert (kept.focal_x, kept.focal_y, kept.alt_ru) == (0.2, 0.8, "Лодка на озере")
    assert kept.key != image.key


@pytest.mark.parametrize("person", ["administrator"])
def test_description_is_changed_by_whoever_works_with_pictures(request, sign_in, image, person):
    response = sign_in(request.getfixturevalue(person)).post(
        reverse("admin:articles_image_change", args=[image.pk]), {"alt_ru": "Чужое"}
    )

    assert response.status_code == 403
    assert Image.objects.get().alt_ru != "Чужое"


def test_focal_point_stays_where_the_original_cannot_be_read(sign_in, photo, image):
    default_storage.delete(image.original)
    typed = {"focal_x": "0.2", "focal_y": "0.8", "alt_ru": "Лодка на озере"}

    address = reverse("admin:articles_image_change", args=[image.pk])
    answer = sign_in(photo).post(address, typed, follow=True)

    kept = Image.objects.get(pk=image.pk)
    assert (
        "The picture could not be saved: storage is full or unavailable." in answer.content.decode()
    )
    assert (kept.focal_x, kept.focal_y, kept.alt_ru) == (0.5, 0.5, "Лодка на озере")
    assert (kept.key, kept.renditions) == (image.key, image.renditions)
