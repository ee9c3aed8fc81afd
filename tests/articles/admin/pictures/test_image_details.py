"""The words of a picture, written where it was uploaded."""

import pytest
from django.urls import reverse

from articles.admin.pictures.image_details import WordsForm
from articles.models import AuditEntry, Image


def describe(client, image, **words):
    """Send the words as the form does that showed the picture as it is in `image`."""
    address = reverse("admin:articles_image_describe", args=[image.pk])
    form = WordsForm(instance=image, prefix=f"picture-{image.pk}")
    prefixed = {field.html_name: words.get(field.name, field.initial or "") for field in form}
    prefixed |= {field.html_initial_name: field.initial or "" for field in form}
    return client.post(address, prefixed, headers={"Accept": "application/json"})


def test_words_are_kept_in_each_language_and_in_the_audit(sign_in, photo, make_image):
    image = make_image(credit_ru="Севак")
    words = {"alt_ru": "Лодка", "alt_hy": "Նավակ", "caption_en": "A boat", "credit_ru": "Севак"}

    answer = describe(sign_in(photo), image, **words)

    kept = Image.objects.get()
    assert answer.json()["state"] == "kept"
    assert [kept.alt_ru, kept.alt_hy, kept.caption_en] == ["Лодка", "Նավակ", "A boat"]
    changed = AuditEntry.objects.latest("pk").details["fields"]
    assert set(changed) == {"alt_ru", "alt_hy", "caption_en"}


def test_words_leave_what_the_worker_writes_alone(sign_in, photo, make_image):
    image = make_image()
    Image.objects.filter(pk=image.pk).update(renditions={"full": {"jpeg": [480]}}, name="x.jpg")

    describe(sign_in(photo), image, alt_ru="Лодка")

    kept = Image.objects.get()
    assert (kept.renditions, kept.alt_ru) == ({"full": {"jpeg": [480]}}, "Лодка")


def test_words_that_somebody_else_wrote_meanwhile_stay(sign_in, photo, make_image):
    image = make_image(alt_ru="Озеро")
    Image.objects.filter(pk=image.pk).update(alt_hy="Լիճ")

    describe(sign_in(photo), image, alt_ru="Лодка на озере")

    kept = Image.objects.get()
    assert [kept.alt_ru, kept.alt_hy] == ["Лодка на озере", "Լիճ"]


def test_words_are_found_at_once(sign_in, photo, make_image):
    image = make_image()
    client = sign_in(photo)
    before = client.get(reverse("admin:articles_image_choose"), {"q": "лодки"})

    describe(client, image, alt_ru="Лодка")
    after = client.get(reverse("admin:articles_image_choose"), {"q": "лодки"})

    assert [list(answer.context["page"]) for answer in (before, after)] == [[], [image]]


def test_words_that_are_too_long_are_refused_and_nothing_is_kept(sign_in, photo, make_image):
    image = make_image(alt_ru="Озеро")

    answer = describe(sign_in(photo), image, alt_ru="я" * 301, alt_en="A lake")

    assert (answer.status_code, answer.json()["state"]) == (422, "refused")
    assert "301" in answer.json()["sentence"]
    assert [Image.objects.get().alt_ru, Image.objects.get().alt_en] == ["Озеро", None]


@pytest.mark.parametrize("person, status", [("reporter", 200), ("administrator", 403)])
def test_words_are_written_by_whoever_works_with_pictures(
    request, sign_in, make_image, person, status
):
    image = make_image()

    answer = describe(sign_in(request.getfixturevalue(person)), image, alt_ru="Лодка")

    assert answer.status_code == status
    assert (Image.objects.get().alt_ru == "Лодка") is (status == 200)
