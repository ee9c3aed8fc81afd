"""Fingerprints, and what looks alike, of pictures that came in before either was kept."""

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django_tasks import task

from articles.images import process
from articles.images.lookalikes import compare, uncompared
from articles.images.renditions import file_name
from articles.images.renditions_worker import AFTER_NEWS
from articles.models import Image
from newsroom.decoding.images.fingerprint import SAYS_NOTHING
from newsroom.decoding.images.making import Order

BATCH = 100


def unseen() -> QuerySet[Image]:
    return Image.everything.filter(fingerprint=None)


def is_waiting() -> bool:
    """Tell whether some picture was not looked at, or not compared with the others."""
    return unseen().exists() or uncompared().exists()


@task(priority=AFTER_NEWS)
def look_at_pictures() -> None:
    """Look at some pictures, those in the bin too; what follows is another task's."""
    images = list(unseen().order_by("pk")[:BATCH])
    for image in images:
        image.fingerprint = fingerprint_of(image)
    Image.everything.bulk_update(images, ["fingerprint"])
    compare(list(uncompared().order_by("pk")[:BATCH]))
    if is_waiting():
        look_at_pictures.enqueue()


def fingerprint_of(image: Image) -> int:
    """Return the fingerprint by the smallest JPEG that shows the whole picture."""
    widths = image.renditions.get("full", {}).get("jpeg", [])
    if not widths:
        return SAYS_NOTHING
    try:
        with default_storage.open(file_name(image, "full", min(widths), "jpeg")) as file:
            return process.process(file.read(), Order(crops={}, encoders={})).fingerprint
    except (OSError, ValidationError):  # the file is lost, or cannot be read
        return SAYS_NOTHING
