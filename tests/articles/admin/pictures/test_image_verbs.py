"""The pages that delete, withdraw and replace a picture, and the two lists that go with them."""

from datetime import timedelta
from io import BytesIO

import PIL.Image
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate
from django_tasks_db.models import DBTaskResult

from articles import workflow
from articles.models import Image
from articles.workflow import image_expiry
from tests.conftest import a_picture

HELD = "The picture is in use and cannot be deleted."


@pytest.fixture
def desk(client, photo):
    """The photo editor's browser."""
    client.force_login(photo)
    return client


@pytest.fixture
def image(make_image):
    return make_image(caption_en="The lake")


def page(desk, name: str, *args, **query) -> str:
    answer = desk.get(reverse(f"admin:articles_image_{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def send(desk, name: str, *args, **data):
    return desk.post(reverse(f"admin:articles_image_{name}", args=args), data)


def test_picture_in_use_says_where_and_offers_no_button(desk, image, make_edition):
    edition = make_edition(cover=image)

    shown = page(desk, "bin", image.pk)
    answer = send(desk, "bin", image.pk)

    assert HELD in shown
    assert f'href="{edition.article.get_admin_url()}"' in shown
    assert "Move to the bin" not in shown
    assert answer.headers["Location"] == reverse("admin:articles_image_bin", args=[image.pk])
    assert Image.objects.get() == image


def test_picture_goes_into_the_bin_and_comes_out_again(desk, image, photo):
    assert "Move to the bin" in page(desk, "bin", image.pk)
    answer = send(desk, "bin", image.pk)
    assert answer.headers["Location"] == reverse("admin:articles_image_changelist")
    listed = page(desk, "binned")
    assert "The lake" in listed
    assert "The lake" not in page(desk, "changelist")

    answer = send(desk, "take_out", image.pk)

    assert answer.headers["Location"] == reverse("admin:articles_image_change", args=[image.pk])
    assert Image.objects.get() == image
    assert "The bin is empty." in page(desk, "binned")


def test_withdrawing_says_what_it_touches_and_wants_a_reason(desk, image, make_edition):
    make_edition(cover=image, title_ru="Озеро")
    make_edition(cover=image, title_ru="Лес")

    assert "Currently visible to readers: 2" in page(desk, "withdraw", image.pk)
    assert send(desk, "withdraw", image.pk, reason="").status_code == 200
    assert Image.objects.get().is_usable(localdate())
    send(desk, "withdraw", image.pk, reason="A court")

    assert not Image.objects.get().is_usable(localdate())
    shown = page(desk, "change", image.pk)
    look = reverse("admin:articles_image_look", args=[image.pk])
    assert ("withdrawn from the site" in shown, f'src="{look}"' in shown) == (True, True)
    copy = desk.get(look)
    assert copy.headers["Content-Type"] == "image/jpeg"
    assert PIL.Image.open(BytesIO(b"".join(copy.streaming_content))).format == "JPEG"
    desk.logout()
    assert desk.get(look).status_code == 302


def test_another_file_or_a_picture_of_the_library_takes_the_place(desk, image, make_image):
    other = make_image("green")
    file = SimpleUploadedFile("blue.jpg", a_picture("blue"))

    assert send(desk, "replace", image.pk).status_code == 200
    assert send(desk, "replace", image.pk, file=file, other=other.pk).status_code == 200
    assert Image.objects.get(pk=image.pk).digest == image.digest
    send(desk, "replace", image.pk, other=other.pk)
    assert Image.objects.get(pk=image.pk).digest == other.digest
    file = SimpleUploadedFile("blue.jpg", a_picture("blue"))
    answer = send(desk, "replace", image.pk, file=file)

    assert answer.headers["Location"] == reverse("admin:articles_image_change", args=[image.pk])
    assert Image.objects.get(pk=image.pk).name == "blue.jpg"


def test_file_that_is_no_picture_is_refused_with_a_sentence(desk, image):
    file = SimpleUploadedFile("page.html", b"<html>")

    answer = send(desk, "replace", image.pk, file=file)

    assert "This is not a picture" in answer.content.decode()
    assert Image.objects.get().key == image.key


@pytest.mark.parametrize(
    "days, is_listed", [(-400, True), (-1, True), (0, True), (29, True), (30, False)]
)
def test_pictures_on_the_site_that_end_soon_are_listed(days, is_listed, desk, image, make_edition):
    make_edition("hy", cover=image, title_hy="Լիճը")
    Image.objects.update(usable_until=localdate() + timedelta(days=days))

    shown = page(desk, "ending")

    assert ("The lake" in shown, "Լիճը" in shown) == (is_listed, is_listed)
    assert ("The lake" in page(desk, "ending", language="hy")) is is_listed
    assert "No live pictures expire soon." in page(desk, "ending", language="ru")


def test_picture_that_no_publication_shows_is_not_listed(desk, image, make_article):
    make_article(cover=image)
    Image.objects.update(usable_until=localdate())

    assert "No live pictures expire soon." in page(desk, "ending")


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_the_same_few_questions(
    number, desk, make_image, make_edition, photo, django_assert_num_queries
):
    for place, colour in enumerate(["red", "green", "blue"][:number]):
        image = make_image(colour, usable_until=localdate())
        make_edition(cover=image, title_ru=f"Озеро {place}")
        workflow.bin_picture(make_image(f"#{place}{place}{place}000"[:7]), by=photo)
    page(desk, "binned")  # site-wide rows are read once

    with django_assert_num_queries(6):
        page(desk, "binned")
    with django_assert_num_queries(8):
        page(desk, "ending")


def test_another_last_day_has_the_worker_look_at_the_files(desk, image):
    form = {"usable_until": localdate() - timedelta(days=1), "focal_x": 0.5, "focal_y": 0.5}

    send(desk, "change", image.pk, caption_en="The lake", **form)

    assert Image.objects.get().usable_until == localdate() - timedelta(days=1)
    waiting = DBTaskResult.objects.filter(task_path=image_expiry.settle_pictures.module_path)
    assert waiting.count() == 1


def test_page_of_a_picture_offers_what_the_person_may_do(client, image, photo, editor_ru, reporter):
    def offered(person) -> list[str]:
        client.force_login(person)
        shown = page(client, "change", image.pk)
        names = ["replace", "withdraw", "bin"]
        return [
            name
            for name in names
            if f'href="{reverse(f"admin:articles_image_{name}", args=[image.pk])}"' in shown
        ]

    assert offered(photo) == ["replace", "withdraw", "bin"]
    assert offered(editor_ru) == ["bin"]
    assert offered(reporter) == []
