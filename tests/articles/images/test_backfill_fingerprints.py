"""Pictures from before there were fingerprints get theirs."""

from django.core.files.storage import default_storage

from articles import images
from articles.images import backfill_fingerprints
from articles.models import Image
from newsroom.decoding.images.fingerprint import SAYS_NOTHING, distance
from tests.articles.images.test_lookalikes import encoded, scene


def test_looking_gives_pictures_the_fingerprint_that_the_door_would(photo, monkeypatch):
    monkeypatch.setattr(backfill_fingerprints, "BATCH", 1)
    seen = images.store("a.jpg", encoded(scene()), by=photo)
    lost = images.store("b.jpg", encoded(scene(5)), by=photo)
    Image.objects.update(fingerprint=None)
    default_storage.delete(f"public/{lost.key}/full-{lost.renditions['full']['jpeg'][0]}.jpeg")

    backfill_fingerprints.look_at_pictures.call()
    backfill_fingerprints.look_at_pictures.call()

    assert distance(Image.objects.get(pk=seen.pk).fingerprint, seen.fingerprint) <= 2
    assert Image.objects.get(pk=lost.pk).fingerprint == SAYS_NOTHING
    assert not backfill_fingerprints.unseen().exists()
