"""The bin of pictures, and taking one off the site: who may, what is refused, what is left."""

import importlib
import threading
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import images, workflow
from articles.images import usage
from articles.models import Action, Article, AuditEntry, Author, Image, Leftover, Making, audit_log
from articles.workflow import image_expiry
from articles.workflow.trash import KEPT

pytestmark = pytest.mark.usefixtures("in_english")
TODAY = timezone.localdate


@pytest.fixture
def image(photo):
    """A picture whose files are few and small."""
    image = Image.objects.create(
        key="k1",
        digest="d",
        name="lake.jpg",
        width=9,
        height=6,
        uploaded_by=photo,
        original="private/k1.jpg",
        renditions={"full": {"jpeg": [9]}},
    )
    for name in (image.original, "public/k1/full-9.jpeg", "public/k1/3x2-9.avif"):
        default_storage.save(name, ContentFile(b"x"))
    return image


def files() -> list[str]:
    found = []
    for folder in ("private", "public/k1"):
        if default_storage.exists(folder):
            found += sorted(default_storage.listdir(folder)[1])
    return found


def actions() -> list[tuple]:
    rows = AuditEntry.objects.filter(action__startswith="picture").order_by("pk")
    return [(one.action, str(one.by or "")) for one in rows]


WHO = [("reporter", False), ("translator", False), ("administrator", False), ("photo", True),
       ("chief", True)]  # fmt: skip


@pytest.mark.parametrize("role, allowed", [*WHO, ("editor_hy", True)])
def test_role_decides_who_deletes_and_who_takes_out(role, allowed, request, image, chief):
    person = request.getfixturevalue(role)

    if allowed:
        workflow.bin_picture(image, by=person)
        assert (Image.objects.count(), Image.everything.get().binned_by) == (0, person)
        workflow.unbin_picture(image, by=person)
        assert Image.objects.get().binned_by is None
        assert actions() == [("picture_bin", role), ("picture_unbin", role)]
    else:
        with pytest.raises(PermissionDenied):
            workflow.bin_picture(image, by=person)
        workflow.bin_picture(image, by=chief)
        with pytest.raises(PermissionDenied):
            workflow.unbin_picture(image, by=person)
        assert Image.objects.count() == 0


def test_picture_in_use_is_not_deleted(image, make_article, photo):
    make_article(body_ru=f'<figure data-image="{image.pk}"></figure>')

    with pytest.raises(workflow.InUse):
        workflow.bin_picture(image, by=photo)

    assert Image.objects.get().binned_at is None
    assert actions() == []


def test_story_that_uses_what_lies_in_the_bin_brings_it_back(image, make_article, photo):
    workflow.bin_picture(image, by=photo)

    article = make_article(body_ru=f'<figure data-image="{image.pk}"></figure>')

    assert Image.objects.get() == image
    assert usage.numbers([image.pk]) == {image.pk: 1}
    assert article.text("body", "ru") == f'<figure data-image="{image.pk}"></figure>'


def test_after_thirty_days_row_and_files_are_gone(image, photo):
    workflow.bin_picture(image, by=photo)
    image_expiry.empty_picture_bin.call()
    assert len(files()) == 3
    task = DBTaskResult.objects.get(task_path=image_expiry.empty_picture_bin.module_path)
    assert task.run_after == Image.everything.get().binned_at + KEPT

    let_lie(image)
    image_expiry.empty_picture_bin.call()

    assert (Image.everything.count(), files()) == (0, [])
    left = set(Leftover.objects.values_list("name", flat=True))
    assert left == {"public/k1/", "private/k1.jpg", "private/k1-look.jpg"}
    assert actions() == [("picture_bin", "photo"), ("picture_empty", "")]
    assert AuditEntry.objects.filter(action="picture_empty").get().about == "lake.jpg"


def let_lie(image) -> None:
    moment = timezone.now() - KEPT - timedelta(minutes=1)
    Image.everything.filter(pk=image.pk).update(binned_at=moment)


def test_what_came_into_use_meanwhile_is_not_removed(image, photo):
    workflow.bin_picture(image, by=photo)
    Author.objects.create(slug="a", portrait=image)
    let_lie(image)

    image_expiry.empty_picture_bin.call()

    assert Image.objects.get() == image
    assert len(files()) == 3


@pytest.mark.parametrize("role, allowed", [*WHO, ("editor_hy", False)])
def test_role_decides_who_takes_a_picture_off_the_site(role, allowed, request, image):
    person = request.getfixturevalue(role)

    if allowed:
        assert workflow.withdraw_picture(image, reason="Court", by=person)
        assert not Image.objects.get().is_usable(TODAY())
    else:
        with pytest.raises(PermissionDenied):
            workflow.withdraw_picture(image, reason="Court", by=person)
        assert Image.objects.get().is_usable(TODAY())
        assert len(files()) == 3


def test_withdrawn_picture_has_no_public_file_and_says_so_in_the_audit(image, make_edition, chief):
    edition = make_edition(cover=image)

    workflow.withdraw_picture(image, reason="A court\nordered it", by=chief)

    kept = Image.objects.get()
    assert (kept.withdrawn_at is not None, kept.usable_until, kept.renditions) == (True, None, {})
    assert files() == sorted(["k1.jpg", f"{kept.key}-look.jpg"])
    edition.refresh_from_db()
    assert edition.stream_cover is None
    entry = AuditEntry.objects.filter(action="picture_withdraw").get()
    assert (entry.details["reason"], entry.details["live"]) == ("A court ordered it", 1)
    with pytest.raises(ValidationError, match="already withdrawn"):
        workflow.withdraw_picture(image, reason="Again", by=chief)


def test_withdrawing_needs_a_reason(image, chief):
    with pytest.raises(ValidationError, match="Give a reason"):
        workflow.withdraw_picture(image, reason=" \n", by=chief)

    assert Image.objects.get().withdrawn_at is None


def test_file_that_cannot_be_removed_now_is_left_for_later(image, chief):
    default_storage.delete("public/k1/full-9.jpeg")  # a folder with a file in it refuses to go
    default_storage.save("public/k1/full-9.jpeg/x", ContentFile(b"x"))

    assert workflow.withdraw_picture(image, reason="Court", by=chief) is False

    assert Image.objects.get().renditions == {}
    assert Leftover.objects.get().name == "public/k1/"


def test_what_is_in_the_making_is_not_shown_when_the_picture_is_withdrawn(make_image, chief):
    image = make_image()
    assert Making.objects.filter(image=image).exists()

    workflow.withdraw_picture(image, reason="Court", by=chief)
    images.make_renditions.call(image.pk, image.key)

    kept = Image.objects.get()
    assert (kept.key != image.key, kept.renditions) == (True, {})
    assert Leftover.objects.get().name == f"public/{image.key}/"


def test_files_of_an_expired_picture_are_taken_by_the_worker(image):
    Image.objects.update(usable_until=TODAY())
    image_expiry.look_after_pictures.call()
    assert len(files()) == 3

    Image.objects.update(usable_until=TODAY() - timedelta(days=1))
    image_expiry.settle_pictures.call()

    kept = Image.objects.get()
    assert kept.renditions == {}
    assert files() == sorted(["k1.jpg", f"{kept.key}-look.jpg"])


def test_files_are_made_again_under_a_new_name_when_the_day_is_moved(make_image, chief):
    image = make_image()
    Image.objects.update(usable_until=TODAY() - timedelta(days=1))
    image_expiry.settle_pictures.call()
    old = timezone.now() - timedelta(days=1)
    Image.objects.update(usable_until=TODAY(), uploaded_at=old)

    image_expiry.settle_pictures.call()

    kept = Image.objects.get()
    assert kept.key != image.key
    assert set(kept.renditions) == set(image.renditions)
    assert default_storage.exists(f"public/{kept.key}/3x2-480.jpeg")
    assert not default_storage.exists(f"public/{image.key}/3x2-480.jpeg")


def test_round_of_the_worker_begins_once_and_comes_back_after_midnight(db):
    rows = DBTaskResult.objects.filter(task_path=image_expiry.look_after_pictures.module_path)
    image_expiry.begin()
    image_expiry.begin()
    assert rows.count() == 1

    rows.all().delete()
    image_expiry.look_after_pictures.call()

    again = timezone.localtime(rows.get().run_after)
    assert (again.date(), again.hour, again.minute) == (TODAY() + timedelta(days=1), 0, 1)


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["bin", "use"])
def test_picture_that_one_deletes_and_one_uses_is_never_lost(first, image, make_article, photo):
    article, said = make_article(), []
    begun, done = threading.Event(), threading.Event()

    def use():
        mine = Article.objects.get(pk=article.pk)
        mine.cover = image
        workflow.save(mine, by=article.created_by)

    def delete():
        workflow.bin_picture(image, by=photo)

    def hold(work):
        """Do the work and keep the transaction open until the other one waits."""
        with transaction.atomic():
            work()
            begun.set()
            done.wait(timeout=0.5)

    def run(work):
        try:
            work()
        except ValidationError as refusal:
            said.append(type(refusal))
        finally:
            connection.close()

    works = {"bin": delete, "use": use}
    other = works["use" if first == "bin" else "bin"]
    threads = [
        threading.Thread(target=run, args=(lambda: hold(works[first]),)),
        threading.Thread(target=run, args=(lambda: (begun.wait(), other()),)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Article.objects.get().cover_id == image.pk
    assert Image.objects.get() == image
    assert said == ([] if first == "bin" else [workflow.InUse])


@pytest.mark.parametrize("role, allowed", WHO)
def test_withdrawn_picture_comes_back_by_a_verb_only(role, allowed, request, make_image, chief):
    image = make_image()
    workflow.withdraw_picture(image, reason="Court", by=chief)
    Image.objects.update(usable_until=TODAY() + timedelta(days=9), uploaded_at="2020-01-01T00:00Z")
    image_expiry.settle_pictures.call()
    kept = Image.objects.get()
    assert (kept.is_usable(TODAY()), kept.renditions) == (False, {})
    person = request.getfixturevalue(role)

    if not allowed:
        with pytest.raises(PermissionDenied):
            workflow.restore_picture(image, by=person)
        return
    workflow.restore_picture(image, by=person)
    image_expiry.make_files.call(image.pk)

    kept = Image.objects.get()
    assert kept.is_usable(TODAY())
    assert set(kept.renditions) == set(image.renditions)
    assert AuditEntry.objects.filter(action="picture_restore").get().by == person


@pytest.mark.parametrize(
    "last_day, stays_off",
    [
        (-1, True),  # the day before, as withdrawing wrote it then
        (0, True),
        (9, False),  # allowed again since
        (None, False),
    ],
)
def test_migration_keeps_withdrawn_what_was_by_its_last_day(make_image, photo, last_day, stays_off):
    day = None if last_day is None else timezone.now().date() + timedelta(days=last_day)
    image, other = make_image(usable_until=day), make_image("blue", usable_until=day)
    audit_log.write(Action.PICTURE_WITHDRAW, by=photo, about=str(image), pk=image.pk)
    at = AuditEntry.objects.get(action="picture_withdraw").at

    migration = importlib.import_module("articles.migrations.0058_picture_withdrawn")
    migration.withdraw(apps, None)

    image.refresh_from_db()
    other.refresh_from_db()
    assert (image.withdrawn_at, other.withdrawn_at) == (at if stays_off else None, None)
