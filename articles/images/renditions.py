"""Renditions: the public files of a picture, cut around its focal point.

A file is `public/<key>/<crop>-<width>.<format>`; its address is MEDIA_URL and the part after
`public/`. Names are unguessable and never used again, so they can be kept for ever by browsers.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import now
from django_tasks import task

from articles.images import apart
from articles.images.sizes import CROPS, RECIPE
from articles.models import Image, Leftover, Making
from articles.pixels.making import Made, Order
from articles.pixels.shapes import box

logger = logging.getLogger(__name__)

# Notices, posts and links first: pages show the nearest rendition that is there meanwhile.
AFTER_NEWS = -10
HELD = timedelta(minutes=5)
MOST_TRIES = 3
# What each encoder is told: of photographs and drawings at 390 px and 2x, each is as near the
# picture as SSIM 0.95, and at most 60 KB (benchmarks/cover.py).
ENCODERS = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 8},
    "webp": {"format": "WEBP", "quality": 80, "method": 4},
    "jpeg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}


@dataclass(frozen=True)
class Source:
    """One `<source>` of a picture: the type and its addresses with widths."""

    type: str
    srcset: str


@dataclass(frozen=True)
class Sources:
    """What a page needs to show a picture in one crop."""

    sources: tuple[Source, ...]
    src: str
    srcset: str
    width: int
    height: int


def address(image: Image, crop: str, width: int, kind: str) -> str:
    """Return the address of a rendition."""
    return f"{settings.MEDIA_URL}{image.key}/{crop}-{width}.{kind}"


def url(image: Image, crop: str = "social", width: int = 1200) -> str:
    """Return the address of the JPEG nearest to a width, or "" when there is none."""
    ready = image.renditions.get(crop, {}).get("jpeg", [])
    if not ready:
        return ""
    return address(image, crop, nearest(ready, width), "jpeg")


def nearest(widths: Iterable[int], wanted: int) -> int:
    """Return the one of some widths that is nearest to the wanted one."""
    return min(widths, key=lambda one: abs(one - wanted))


def length(image: Image, crop: str, width: int, kind: str = "jpeg") -> int | None:
    """Return the size of a rendition in bytes, None when the store does not tell. No query."""
    if known := image.weights.get(f"{crop}-{width}.{kind}"):
        return known
    try:
        return _size(file_name(image, crop, width, kind))
    except (OSError, NotImplementedError):
        return None


@lru_cache(maxsize=16_384)  # a file never changes under its name
def _size(name: str) -> int:
    return default_storage.size(name)


def sources(image: Image | None, crop: str) -> Sources | None:
    """Return what is ready of a picture in a crop, or None. No query."""
    ready = image.renditions.get(crop, {}) if image else {}
    if not ready.get("jpeg"):
        return None
    srcsets = {
        kind: ", ".join(f"{address(image, crop, width, kind)} {width}w" for width in ready[kind])
        for kind in ("avif", "webp", "jpeg")
        if ready.get(kind)
    }
    largest = max(ready["jpeg"])
    left, top, right, bottom = box(image.width, image.height, CROPS[crop].ratio, (0.5, 0.5))
    return Sources(
        sources=tuple(
            Source(f"image/{kind}", srcsets[kind]) for kind in ("avif", "webp") if kind in srcsets
        ),
        src=url(image, crop, CROPS[crop].first),
        srcset=srcsets["jpeg"],
        width=largest,
        height=round(largest * (bottom - top) / (right - left)),
    )


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
        default_storage.save(f"{folder(image.key)}{name}", ContentFile(data))
        if name.endswith(".jpeg"):
            image.weights[name] = len(data)
    image.recipe = RECIPE


def folder(key: str) -> str:
    """Return where the public files of a key lie."""
    return f"public/{key}/"


def file_name(image: Image, crop: str, width: int, kind: str) -> str:
    return f"{folder(image.key)}{crop}-{width}.{kind}"


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
    if not hold(image_id, key):
        return
    image = Image.everything.get(pk=image_id)
    former = image.key
    if key != former:  # made again by another recipe: under new names, beside the former ones
        image.key, image.renditions, image.weights = key, {}, {}
    try:
        with default_storage.open(image.original) as file:
            made = apart.make(file.read(), order(image), seconds=apart.LATER)
        keep_files(image, made)
    except (OSError, ValidationError) as error:
        logger.warning("Picture %s: its renditions could not be made now: %s", image_id, error)
        return
    ready = {"renditions": made.renditions, "weights": image.weights, "recipe": image.recipe}
    with transaction.atomic():
        # Taken off the pages meanwhile, it has none and stays so.
        rows = Image.everything.filter(pk=image_id, key=former).exclude(renditions={})
        if rows.update(key=key, **ready) and key != former:
            Leftover.objects.get_or_create(name=folder(former))
        Making.objects.filter(image=image_id, key=key).delete()


@transaction.atomic
def hold(image_id: int, key: str) -> bool:
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
