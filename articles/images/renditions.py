"""Renditions: the public files of a picture, cut around its focal point.

A file is `public/<key>/<crop>-<width>.<format>`; its address is MEDIA_URL and the part after
`public/`. Names are unguessable and never used again, so they can be kept for ever by browsers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.core.files.storage import default_storage

from articles.images.sizes import CROPS
from articles.models import Image
from newsroom.decoding.images.moving import NAME as MOVING
from newsroom.decoding.images.shapes import box, kept_side

PHONE = "(max-width: 39.99rem)"  # as static/css/card.css says it
# What each encoder is told: of photographs and drawings at 390 px and 2x, each is as near the
# picture as SSIM 0.95, and at most 60 KB (docs/pictures.md). One thread: the other cores are
# for readers.
ENCODERS = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 80, "method": 4},
    "jpeg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}


@dataclass(frozen=True)
class Source:
    """One `<source>` of a picture: the type and its addresses with widths.

    `media` is for whom it is, everybody where it is empty.
    """

    type: str
    srcset: str
    media: str = ""


@dataclass(frozen=True)
class Sources:
    """What a page needs to show a picture in one crop."""

    sources: tuple[Source, ...]
    src: str
    srcset: str
    width: int
    height: int
    kept: str  # the side that stays where a place has another shape: "", "left", "right top", …


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


def sources(image: Image | None, crop: str, on_phone: str = "") -> Sources | None:
    """Return what is ready of a picture in a crop, or None. No query.

    `on_phone` is the crop that narrow pages have instead, "" where it is the same.
    """
    ready = image.renditions.get(crop, {}) if image else {}
    if not ready.get("jpeg"):
        return None
    srcsets = offered(image, crop)
    narrow = offered(image, on_phone) if on_phone else {}
    largest = max(ready["jpeg"])
    shape = (image.width, image.height, CROPS[crop].ratio)
    left, top, right, bottom = box(*shape, (0.5, 0.5))
    return Sources(
        sources=(
            *(moving(image) if crop == "full" else ()),
            *(Source(f"image/{kind}", srcset, media=PHONE) for kind, srcset in narrow.items()),
            *(
                Source(f"image/{kind}", srcsets[kind])
                for kind in ("avif", "webp")
                if kind in srcsets
            ),
        ),
        src=url(image, crop, CROPS[crop].first),
        srcset=srcsets["jpeg"],
        width=largest,
        height=round(largest * (bottom - top) / (right - left)),
        kept=kept_side(*shape, (image.focal_x, image.focal_y)),
    )


def offered(image: Image, crop: str) -> dict[str, str]:
    """Return addresses with widths by the format, the best one first: of those that are ready."""
    ready = image.renditions.get(crop, {})
    return {
        kind: ", ".join(f"{address(image, crop, width, kind)} {width}w" for width in ready[kind])
        for kind in ("avif", "webp", "jpeg")
        if ready.get(kind)
    }


def moving(image: Image) -> Iterator[Source]:
    """Yield what a picture that moves shows whoever has not asked their device for rest."""
    for width in image.renditions.get(MOVING, {}).get("webp", []):
        srcset = f"{address(image, MOVING, width, 'webp')} {width}w"
        yield Source("image/webp", srcset, media="(prefers-reduced-motion: no-preference)")


def file_name(image: Image, crop: str, width: int, kind: str) -> str:
    return f"public/{image.key}/{crop}-{width}.{kind}"
