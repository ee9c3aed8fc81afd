"""Renditions: the public files of a picture, cut around its focal point.

A file is `public/<key>/<crop>-<width>.<format>`; its address is MEDIA_URL and the part after
`public/`. Names are unguessable and never used again, so they can be kept for ever by browsers.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import PIL.Image
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django_tasks import task

from articles.images.decode import decode
from articles.images.sizes import CROPS, box, first_width, widths
from articles.models import Image

# What each encoder is told; chosen by looking at the demo's pictures at 390 px and 2x.
ENCODERS = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 8},
    "webp": {"format": "WEBP", "quality": 76, "method": 4},
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


def make_first(image: Image, picture: PIL.Image.Image) -> None:
    """Write one JPEG of each crop, so that the picture can be shown at once. Saves no row."""
    for name, crop in CROPS.items():
        cut = cut_out(image, picture, name)
        width = first_width(crop, cut.width)
        write(image, cut, name, width, "jpeg")
        image.renditions[name] = {"jpeg": [width]}


@task()
def make_renditions(image_id: int, key: str) -> None:
    """Write all renditions of a picture. `key` tells a task that is out of date to do nothing."""
    image = Image.objects.filter(pk=image_id, key=key).first()
    if image is None:
        return
    with default_storage.open(image.original) as file:
        picture, *_rest = decode(file.read())
    ready = {name: make_crop(image, picture, name) for name in CROPS}
    with transaction.atomic():
        Image.objects.filter(pk=image_id, key=key).update(renditions=ready)


def enqueue_renditions(image: Image) -> None:
    """Leave the rest of the renditions to the worker."""
    make_renditions.enqueue(image.pk, image.key)


def make_crop(image: Image, picture: PIL.Image.Image, name: str) -> dict[str, list[int]]:
    """Write one crop in all its widths and formats; return them."""
    cut, crop = cut_out(image, picture, name), CROPS[name]
    made = widths(crop, cut.width)
    for kind in crop.formats:
        for width in made:
            if not default_storage.exists(file_name(image, name, width, kind)):
                write(image, cut, name, width, kind)
    first = first_width(crop, cut.width)
    return {kind: sorted({*made, first} if kind == "jpeg" else made) for kind in crop.formats}


def cut_out(image: Image, picture: PIL.Image.Image, name: str) -> PIL.Image.Image:
    """Cut a crop out of the picture around the focal point."""
    focal = (image.focal_x, image.focal_y)
    return picture.crop(box(picture.width, picture.height, CROPS[name].ratio, focal))


def file_name(image: Image, crop: str, width: int, kind: str) -> str:
    return f"public/{image.key}/{crop}-{width}.{kind}"


def write(image: Image, cut: PIL.Image.Image, crop: str, width: int, kind: str) -> None:
    """Encode a cut at a width and put it into the store."""
    height = max(1, round(cut.height * width / cut.width))
    scaled = cut.resize((width, height), PIL.Image.Resampling.LANCZOS, reducing_gap=2)
    out = io.BytesIO()
    scaled.save(out, **ENCODERS[kind])
    default_storage.save(file_name(image, crop, width, kind), ContentFile(out.getvalue()))
