"""The worker's part: one at a time, again after a crash, never for what was taken off."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import images
from articles.images import removal, renditions_worker
from articles.models import Image, Making
from tests.articles.images.test_store import picture


@pytest.fixture
def image(photo):
    return images.store("a.jpg", picture(size=(400, 300)), by=photo)


def files(image) -> set[str]:
    return set(default_storage.listdir(f"public/{image.key}")[1])


def later(minutes: int) -> None:
    """Let time pass for whoever holds a picture."""
    Making.objects.update(held_until=timezone.now() - timedelta(minutes=minutes))


def test_making_ends_with_the_last_rendition(image):
    assert Making.objects.get().key == image.key

    images.make_renditions.call(image.pk, image.key)

    image.refresh_from_db()
    named = {
        f"{crop}-{width}.{kind}"
        for crop, formats in image.renditions.items()
        for kind, widths in formats.items()
        for width in widths
    }
    assert files(image) == named
    assert not Making.objects.exists()


def test_making_is_one_workers_at_a_time_and_anothers_when_that_one_died(image):
    assert renditions_worker.claim(image.pk, image.key)  # and dies
    before = files(image)

    images.make_renditions.call(image.pk, image.key)
    assert files(image) == before

    later(minutes=1)
    images.make_renditions.call(image.pk, image.key)
    assert files(image) > before


def test_making_leaves_word_to_look_after_it(image):
    renditions_worker.claim(image.pk, image.key)

    word = DBTaskResult.objects.order_by("run_after").first()
    assert word.args_kwargs["args"] == [image.pk, image.key]
    assert word.run_after - timezone.now() > renditions_worker.HELD - timedelta(minutes=1)
    assert word.priority == renditions_worker.AFTER_NEWS


def test_making_that_fails_is_tried_three_times_and_once_a_day(image):
    data = default_storage.open(image.original).read()
    default_storage.delete(image.original)

    for _ in range(renditions_worker.MOST_TRIES + 1):
        images.make_renditions.call(image.pk, image.key)
        later(minutes=1)
    assert Making.objects.get().tries == renditions_worker.MOST_TRIES
    default_storage.save(image.original, ContentFile(data))
    images.make_renditions.call(image.pk, image.key)
    assert Making.objects.exists()

    renditions_worker.once_more()
    images.make_renditions.call(image.pk, image.key)

    assert not Making.objects.exists()


def test_making_of_a_picture_that_was_taken_off_leaves_no_file(image):
    Image.objects.update(renditions={})
    removal.remove_public(image.key, image.renditions)

    images.make_renditions.call(image.pk, image.key)

    image.refresh_from_db()
    assert image.renditions == {}
    assert files(image) == set()


def test_making_begins_anew_with_another_focal_point(image):
    renditions_worker.claim(image.pk, image.key)
    former = image.key

    image.focal_x = 0.9
    images.refocus(image)
    images.make_renditions.call(image.pk, former)
    assert Making.objects.get().key == image.key

    images.make_renditions.call(image.pk, image.key)
    image.refresh_from_db()
    assert image.renditions["full"]["avif"]
