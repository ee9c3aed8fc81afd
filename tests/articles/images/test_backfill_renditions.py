"""Pictures that an older recipe made are made again, and pages never miss one meanwhile."""

import pytest
from django.core.files.storage import default_storage
from django_tasks_db.models import DBTaskResult

from articles import images
from articles.images import backfill_renditions
from articles.images.sizes import RECIPE
from articles.models import Image, Leftover, Making
from tests.articles.images.test_store import picture


@pytest.fixture
def old(photo):
    """A picture that an older recipe made."""
    image = images.store("a.jpg", picture(size=(500, 400)), by=photo)
    Making.objects.all().delete()
    Image.objects.update(recipe=RECIPE - 1, renditions={"16x9": {"jpeg": [480]}})
    image.refresh_from_db()
    return image


def test_picture_of_an_older_recipe_gets_new_files_under_new_names(old):
    backfill_renditions.remake_older.call()
    key = Making.objects.get().key

    images.make_renditions.call(old.pk, key)

    image = Image.objects.get()
    assert (image.key, image.recipe) == (key, RECIPE)
    assert image.key != old.key
    assert image.renditions["16x9"]["avif"] == [320, 480]
    assert default_storage.exists(f"public/{key}/16x9-320.avif")
    assert Leftover.objects.get().name == f"public/{old.key}/"
    assert not Making.objects.exists()


def test_pages_name_the_former_files_until_the_new_ones_are_there(old):
    backfill_renditions.remake_older.call()

    image = Image.objects.get()

    assert (image.key, image.renditions) == (old.key, {"16x9": {"jpeg": [480]}})


def test_picture_that_was_taken_off_meanwhile_stays_off(old):
    backfill_renditions.remake_older.call()
    key = Making.objects.get().key
    Image.objects.update(renditions={})

    images.make_renditions.call(old.pk, key)

    image = Image.objects.get()
    assert (image.key, image.renditions) == (old.key, {})


def test_picture_that_was_cut_anew_meanwhile_keeps_that(old):
    backfill_renditions.remake_older.call()
    key = Making.objects.get().key
    images.refocus(old)

    images.make_renditions.call(old.pk, key)

    assert Image.objects.get().key == old.key
    assert Making.objects.get().key == old.key


def test_some_are_made_at_a_time_the_newest_first(photo, monkeypatch):
    monkeypatch.setattr(backfill_renditions, "AT_ONCE", 2)
    made = [
        images.store(f"{width}.jpg", picture(size=(width, 100)), by=photo)
        for width in (200, 210, 220)
    ]
    Making.objects.all().delete()
    Image.objects.update(recipe=0)
    DBTaskResult.objects.all().delete()

    backfill_renditions.remake_older.call()

    assert {row.image_id for row in Making.objects.all()} == {made[1].pk, made[2].pk}
    waiting = DBTaskResult.objects.filter(task_path=backfill_renditions.remake_older.module_path)
    assert waiting.get().run_after is not None


def test_worker_begins_only_where_something_is_old(old):
    DBTaskResult.objects.all().delete()
    tasks = DBTaskResult.objects.filter(task_path=backfill_renditions.remake_older.module_path)

    backfill_renditions.begin()
    backfill_renditions.begin()

    assert tasks.count() == 1
    DBTaskResult.objects.all().delete()
    Image.objects.update(recipe=RECIPE)
    backfill_renditions.begin()
    assert not tasks.exists()
