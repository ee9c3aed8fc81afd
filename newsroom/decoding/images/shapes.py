"""Which part of a picture a crop shows, and in which widths it is made."""

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


def box(width: int, height: int, ratio: float | None, focal: tuple[float, float]):
    """Return the largest box (left, top, right, bottom) of a ratio, as near the focal point as
    the picture allows. `focal` is in fractions from the left and the top.
    """
    if ratio is None:
        return (0, 0, width, height)
    wide, high = min(width, round(height * ratio)), min(height, round(width / ratio))
    wide, high = max(wide, 1), max(high, 1)
    left = min(max(round(focal[0] * width - wide / 2), 0), width - wide)
    top = min(max(round(focal[1] * height - high / 2), 0), height - high)
    return (left, top, left + wide, top + high)


def kept_side(width: int, height: int, ratio: float | None, focal: tuple[float, float]) -> str:
    """Return at which side of a box the focal point lies: "", "left", "top", "right bottom", …

    What is laid into a place of another shape is cut at the other sides.
    """
    left, top, right, bottom = box(width, height, ratio, focal)
    across = third((focal[0] * width - left) / (right - left), "left", "right")
    down = third((focal[1] * height - top) / (bottom - top), "top", "bottom")
    return f"{across} {down}".strip()


def third(place: float, first: str, last: str) -> str:
    return first if place < 1 / 3 else last if place > 2 / 3 else ""


def widths(crop: Crop, available: int) -> list[int]:
    """Return the widths to make of a crop `available` pixels wide: never larger than it is."""
    return [width for width in crop.widths if width <= available] or [available]


def first_width(crop: Crop, available: int) -> int:
    """Return the width that is made at once."""
    return min(crop.first, max(widths(crop, available)))
