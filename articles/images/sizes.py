"""The fixed set of sizes that the layout uses: no address makes a new one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Crop:
    """A shape (width to height; None keeps the picture's own) and its widths in pixels.

    `first` is the width that is made at once, as JPEG, before an upload is answered.
    """

    ratio: float | None
    widths: tuple[int, ...]
    first: int
    formats: tuple[str, ...] = ("avif", "webp", "jpeg")


CROPS = {
    "16x9": Crop(16 / 9, (480, 800, 1280, 2000), first=800),
    "3x2": Crop(3 / 2, (240, 480, 720, 960), first=480),
    "1x1": Crop(1, (96, 192, 384), first=192),
    "full": Crop(None, (480, 800, 1280, 2000), first=800),
    "social": Crop(1200 / 630, (1200,), first=1200, formats=("jpeg",)),
}


def box(width: int, height: int, ratio: float | None, focal: tuple[float, float]):
    """Return the largest box (left, top, right, bottom) of a ratio, as near the focal point as
    the picture allows. `focal` is in fractions from the left and the top.
    """
    if ratio is None:
        return (0, 0, width, height)
    wide, high = min(width, round(height * ratio)), min(height, round(width / ratio))
    left = min(max(round(focal[0] * width - wide / 2), 0), width - wide)
    top = min(max(round(focal[1] * height - high / 2), 0), height - high)
    return (left, top, left + wide, top + high)


def widths(crop: Crop, available: int) -> list[int]:
    """Return the widths to make of a crop `available` pixels wide: never larger than it is."""
    return [width for width in crop.widths if width <= available] or [available]


def first_width(crop: Crop, available: int) -> int:
    """Return the width that is made at once."""
    return min(crop.first, max(widths(crop, available)))
