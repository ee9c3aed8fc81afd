"""Files that nobody needs go after a day; nothing else does."""

import os
import time
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import images
from articles.images import sweeping
from articles.models import Image, Leftover
from newsroom.storage.atomic_files import PARTS
from tests.articles.images.test_store import picture

KEY = "0123456789abcdef01234567"


@pytest.fixture
def image(photo):
    return images.store("a.jpg", picture(size=(400, 300)), by=photo)


def put(*names: str) -> None:
    for name in names:
        default_storage.save(name, ContentFile(b"bytes"))


def age(hours: int = 25) -> None:
    """Let all files be some hours old."""
    before = time.time() - hours * 3600
    for folder, _folders, names in os.walk(default_storage.location):
        for name in names:
            os.utime(os.path.join(folder, name), (before, before))


def there(name: str) -> bool:
    return default_storage.exists(name)


def test_sweep_removes_what_belongs_to_no_picture(image):
    orphans = [f"private/{KEY}.jpg", f"public/{KEY}/full-800.jpeg", f"{PARTS}/{KEY}"]
    put(*orphans)
    age()

    swept = sweeping.sweep_now()

    assert (swept.orphans, swept.parts) == (2, 1)
    assert not any(map(there, [*orphans, f"public/{KEY}"]))
    assert there(image.original)
    assert there(f"public/{image.key}/1x1-192.jpeg")


def test_sweep_leaves_what_is_young_in_the_bin_or_not_of_the_door(image):
    Image.objects.update(binned_at=timezone.now())
    others = ["public/cards/a.png", "public/files/0/law.pdf", "private/notes.txt", "private/a.jpg"]
    put(*others)
    age()
    young = [f"private/{KEY}.png", f"public/{KEY}/full-800.jpeg", f"{PARTS}/{KEY}"]
    put(*young)

    sweeping.sweep_now()

    assert all(map(there, [*others, *young, image.original, f"public/{image.key}/1x1-192.jpeg"]))


def test_sweep_removes_former_renditions_a_day_after_a_change(image):
    former = image.key
    image.focal_x = 0.9
    images.refocus(image)
    age(hours=200)

    sweeping.sweep_now()
    assert there(f"public/{former}/1x1-192.jpeg")

    Leftover.objects.update(since=timezone.now() - timedelta(hours=25))
    sweeping.sweep_now()
    assert not there(f"public/{former}")
    assert there(f"public/{image.key}/1x1-192.jpeg")
    assert not Leftover.objects.exists()


def test_sweep_keeps_what_a_picture_names_again(image):
    Leftover.objects.create(name=f"public/{image.key}/")
    Leftover.objects.create(name=image.original)
    Leftover.objects.update(since=timezone.now() - timedelta(hours=25))

    sweeping.sweep_now()

    assert there(image.original)
    assert there(f"public/{image.key}/1x1-192.jpeg")


def test_sweep_stops_before_a_store_of_another_database(image, monkeypatch, capsys):
    monkeypatch.setattr(sweeping, "SUSPICIOUS", 1)
    put(f"private/{KEY}.jpg", f"public/{KEY}/full-800.jpeg")
    age()

    with pytest.raises(CommandError, match="2 of 4 names in the store belong to no picture"):
        call_command("sweep_pictures")
    assert there(f"private/{KEY}.jpg")

    call_command("sweep_pictures", sure=True)
    assert "Removed: 0 left over, 2 of no picture, 0 half written." in capsys.readouterr().out
    assert not there(f"private/{KEY}.jpg")


def test_sweep_of_a_store_that_is_away_is_tried_tomorrow(settings, db, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    settings.MEDIA_ROOT = tmp_path / "file"

    sweeping.sweep.call()

    assert DBTaskResult.objects.get().run_after - timezone.now() > timedelta(hours=23)


def test_worker_begins_to_sweep_once(db):
    sweeping.begin()
    sweeping.begin()

    assert DBTaskResult.objects.count() == 1


def test_sweep_asks_two_questions_whatever_lies_there(image, django_assert_num_queries):
    put(*(f"private/{KEY[:-1]}{n}.jpg" for n in range(3)))
    age()

    with django_assert_num_queries(5):
        sweeping.sweep_now()


def test_sweep_of_a_bucket(bucket, photo, monkeypatch):
    image = images.store("a.jpg", picture(size=(400, 300)), by=photo)
    put(f"private/{KEY}.jpg", f"public/{KEY}/full-800.jpeg")
    monkeypatch.setattr(sweeping, "KEPT", timedelta(seconds=-5))

    swept = sweeping.sweep_now()

    assert swept.orphans == 2
    kept = bucket.keys()
    assert not [key for key in kept if KEY in key]
    assert f"site/{image.original}" in kept
