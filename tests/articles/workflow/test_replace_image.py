"""Another file for a picture: every page shows it at once, what is said of it stays."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.utils.timezone import localdate
from django_tasks_db.models import DBTaskResult

from articles import workflow
from articles.models import AuditEntry, Image, Leftover
from articles.workflow import image_expiry
from tests.conftest import a_picture

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def image(make_image):
    return make_image(alt_ru="Озеро", credit_ru="Мариам", focal_x=0.2)


@pytest.mark.parametrize(
    "role, allowed",
    [("reporter", False), ("editor_ru", False), ("administrator", False), ("photo", True),
     ("chief", True)],
)  # fmt: skip
def test_role_decides_who_replaces_a_picture(role, allowed, request, image):
    person = request.getfixturevalue(role)

    if allowed:
        workflow.replace_picture(image, name="b.jpg", data=a_picture("blue"), by=person)
        assert Image.objects.get().name == "b.jpg"
    else:
        with pytest.raises(PermissionDenied):
            workflow.replace_picture(image, name="b.jpg", data=a_picture("blue"), by=person)
        assert Image.objects.get().name == "lake.jpg"


def test_every_page_shows_the_new_file_at_once(image, make_edition, photo, client):
    make_edition(cover=image, slug_ru="ozero")
    assert image.key in client.get("/ru/post/ozero/").content.decode()

    new = workflow.replace_picture(image, name="b.jpg", data=a_picture("blue"), by=photo)

    page = client.get("/ru/post/ozero/").content.decode()
    assert (new.pk, image.key in page, new.key in page) == (image.pk, False, True)
    kept = Image.objects.get()
    assert (kept.alt_ru, kept.credit_ru, kept.focal_x) == ("Озеро", "Мариам", 0.2)
    assert default_storage.exists(kept.original)
    left = set(Leftover.objects.values_list("name", flat=True))
    assert {f"public/{image.key}/", image.original} <= left
    assert f"public/{kept.key}/" not in left
    entry = AuditEntry.objects.filter(action="picture_replace").get()
    assert (entry.details["pk"], entry.details["former_file"]) == (image.pk, "lake.jpg")


def test_picture_of_the_library_can_take_the_place_and_stays(image, make_image, photo):
    other = make_image("green")

    kept = workflow.replace_by_other(image, other, by=photo)

    assert (kept.digest, kept.alt_ru) == (other.digest, "Озеро")
    assert len({kept.key, image.key, other.key}) == 3
    assert len({kept.original, image.original, other.original}) == 3
    assert default_storage.exists(kept.original)
    assert Image.objects.get(pk=other.pk).original == other.original


def test_upload_that_the_library_has_is_taken_from_there(image, make_image, photo):
    other = make_image("green")

    kept = workflow.replace_picture(image, name="c.jpg", data=a_picture("green"), by=photo)

    assert kept.digest == other.digest
    assert Image.objects.count() == 2


def test_another_file_is_no_later_day(image, photo):
    workflow.withdraw_picture(image, reason="Court", by=photo)

    workflow.replace_picture(image, name="b.jpg", data=a_picture("blue"), by=photo)
    image_expiry.settle_pictures.call()

    kept = Image.objects.get()
    assert (kept.name, kept.is_usable(localdate()), kept.renditions) == ("b.jpg", False, {})
    waiting = DBTaskResult.objects.filter(task_path=image_expiry.settle_pictures.module_path)
    assert waiting.count() == 1


def test_same_file_is_refused(image, photo):
    with pytest.raises(ValidationError, match="already"):
        workflow.replace_picture(image, name="b.jpg", data=a_picture(), by=photo)

    with pytest.raises(ValidationError):
        workflow.replace_picture(image, name="b.jpg", data=b"<html>", by=photo)
    assert Image.objects.get().key == image.key
