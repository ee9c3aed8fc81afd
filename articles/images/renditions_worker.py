"""Making the renditions of a picture: off the request, by one worker, again after a crash."""

import logging
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import now
from django_tasks import task

from articles.images import process
from articles.images.lookalikes import compare, uncompared
from articles.images.removal import leave, public_folder, remove_public
from articles.images.renditions import ENCODERS
from articles.images.sizes import CROPS, RECIPE
from articles.models import Image, Making
from newsroom.decoding.images.making import Made, Order

logger = logging.getLogger(__name__)

# Notices, posts and links first: pages show the nearest rendition that is there meanwhile.
AFTER_NEWS = -10
HELD = timedelta(minutes=5)
MOST_TRIES = 3


def order(image: Image, *, only_first: bool = False) -> Order:
    """Return what is to be made of a picture that is not there yet."""
    return Order(
        crops=CROPS,
        encoders=ENCODERS,
        focal=(image.focal_x, image.focal_y),
        only_first=only_first,
        done=image.renditions,
    )


def keep_files(image: Image, made: Made) -> None:
    """Put what was made into the store, and note what it weighs. Raises OSError."""
    for name, data in made.files.items():
        default_storage.save(f"{public_folder(image.key)}{name}", ContentFile(data))
        if name.endswith(".jpeg"):
            image.weights[name] = len(data)
    image.recipe = RECIPE


def enqueue_renditions(image: Image) -> None:
    """Leave the rest of the renditions to the worker; what it was to do before is forgotten."""
    anew = {"key": image.key, "held_until": None, "tries": 0}
    Making.objects.update_or_create(image=image, defaults=anew)
    make_renditions.enqueue(image.pk, image.key)


@task(priority=AFTER_NEWS)
def make_renditions(image_id: int, key: str) -> None:
    """Make all renditions of a picture that are missing.

    `key` tells a task that is out of date to do nothing. Two workers never make the same picture;
    what fails, or is killed half way, is tried again after HELD, and with the daily sweep.
    """
    if not claim(image_id, key):
        return
    image = Image.everything.get(pk=image_id)
    compare(uncompared().filter(pk=image_id))
    former = image.key
    if key != former:  # made again by another recipe: under new names, beside the former ones
        image.key, image.renditions, image.weights = key, {}, {}
    try:
        with default_storage.open(image.original) as file:
            made = process.process(file.read(), order(image), seconds=process.LATER)
        keep_files(image, made)
    except (OSError, ValidationError) as error:
        logger.warning("Picture %s: its renditions could not be made now: %s", image_id, error)
        return
    image.renditions = made.renditions
    if not keep_row(image, former):
        remove_public(key, made.renditions)


@transaction.atomic
def keep_row(image: Image, former: str) -> bool:
    """Tell pages what is there; False where the picture was taken off them meanwhile."""
    Making.objects.filter(image=image, key=image.key).delete()
    # Without renditions it was taken off (articles/workflow/image_expiry.py), and stays so.
    shown = Image.everything.filter(pk=image.pk, key=former).exclude(renditions={})
    fields = ("key", "renditions", "weights", "recipe")
    if shown.update(**{field: getattr(image, field) for field in fields}):
        if image.key != former:
            leave(public_folder(former))
        return True
    leave(public_folder(image.key))
    return False


@transaction.atomic
def claim(image_id: int, key: str) -> bool:
    """Take the making of a picture for this worker; leave word to look after it if that dies."""
    moment = now()
    free = Q(held_until=None) | Q(held_until__lte=moment)
    waiting = Making.objects.filter(free, image=image_id, key=key, tries__lt=MOST_TRIES)
    if not waiting.update(held_until=moment + HELD, tries=F("tries") + 1):
        return False
    make_renditions.using(run_after=moment + HELD).enqueue(image_id, key)
    return True


def once_more() -> None:
    """Try again what was given up, or what nobody looks after: a worker died with its words."""
    for making in Making.objects.filter(Q(held_until=None) | Q(held_until__lte=now())):
        Making.objects.filter(pk=making.pk, tries__gte=MOST_TRIES).update(tries=MOST_TRIES - 1)
        make_renditions.enqueue(making.image_id, making.key)
