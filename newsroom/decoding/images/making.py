"""The public files of a picture, as bytes.

What is to be made comes as plain data (`Order`), so that it can be handed to another process.
"""

import io
from dataclasses import dataclass, field

import PIL.Image

from newsroom.decoding.images import moving
from newsroom.decoding.images.fingerprint import fingerprint
from newsroom.decoding.images.opening import FORMATS, Opened, open_file, open_picture
from newsroom.decoding.images.shapes import Crop, box, first_width, widths

JPEG = "jpeg"
# Of one rendition: a drawing of ten screens' height is not made in its largest width.
MOST_PIXELS = 8_000_000
LONGEST_SIDE = 16_000  # what WebP can have
Renditions = dict[str, dict[str, list[int]]]  # crop → format → widths


@dataclass(frozen=True)
class Order:
    """What to make: crops by name, what each encoder is told, and around which point to cut.

    `only_first` asks for the one JPEG of each crop; what is in `done` is not made again.
    """

    crops: dict[str, Crop]
    encoders: dict[str, dict]
    focal: tuple[float, float] = (0.5, 0.5)
    only_first: bool = False
    done: Renditions = field(default_factory=dict)


@dataclass
class Made:
    """A picture and its files: what it is, its renditions, and the bytes by their names.

    `frames` is how many pictures it moves through; `is_moving` tells whether readers see it move.
    """

    width: int
    height: int
    ending: str
    fingerprint: int
    metadata: dict
    frames: int
    is_moving: bool
    renditions: Renditions = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


def render(data: bytes, order: Order) -> Made:
    """Decode a picture once and make what is ordered. Raises Refused."""
    opened = open_picture(data, lambda *size: enough(order, *size))
    header = open_file(data)
    frames = moving.frames_of(header)
    made = Made(
        width=opened.width,
        height=opened.height,
        ending=FORMATS[opened.kind],
        fingerprint=fingerprint(opened.pixels),
        metadata=opened.metadata,
        frames=frames,
        is_moving=moving.may_move(data, header, frames),
    )
    for name in order.crops:
        cut(opened, name, order, made)
    if made.is_moving and not order.only_first:
        # The picture is not needed any more, and its frames take the room.
        del opened
        width, film = moving.encode(data)
        made.renditions[moving.NAME] = {"webp": [width]}
        made.files[f"{moving.NAME}-{width}.webp"] = film
    return made


def cut(opened: Opened, name: str, order: Order, made: Made) -> None:
    """Make one crop in its widths and formats."""
    crop, done = order.crops[name], order.done.get(name, {})
    part = box(opened.width, opened.height, crop.ratio, order.focal)
    made.renditions[name] = wanted(crop, part, only_first=order.only_first)
    for width in sorted({one for made_in in made.renditions[name].values() for one in made_in}):
        kinds = [kind for kind, those in made.renditions[name].items() if width in those]
        missing = [kind for kind in kinds if width not in done.get(kind, [])]
        scaled = scale(opened, part, width) if missing else None
        for kind in missing:
            made.files[f"{name}-{width}.{kind}"] = encode(scaled, order.encoders[kind])


def wanted(
    crop: Crop, part: tuple[int, int, int, int], *, only_first: bool
) -> dict[str, list[int]]:
    """Return format → widths of a crop that shows this part of the picture."""
    left, top, right, bottom = part
    first = first_width(crop, right - left)
    if only_first:
        return {JPEG: [first]}
    made = widths(crop, right - left)
    tall = (bottom - top) / (right - left)
    made = [width for width in made if width * width * tall <= MOST_PIXELS] or made[:1]
    formats = crop.formats if made[-1] * tall <= LONGEST_SIDE else (JPEG,)
    return {kind: sorted({*made, first} if kind == JPEG else made) for kind in formats}


def enough(order: Order, width: int, height: int) -> float:
    """Return which fraction of a picture is needed for the widest rendition of each crop.

    Without a crop it is all of it: then it is looked at.
    """
    fractions = []
    for crop in order.crops.values():
        part = box(width, height, crop.ratio, order.focal)
        made = wanted(crop, part, only_first=order.only_first)
        fractions.append(max(map(max, made.values())) / (part[2] - part[0]))
    return max(fractions, default=1)


def scale(opened: Opened, part: tuple[int, int, int, int], width: int) -> PIL.Image.Image:
    """Return a part of the whole picture at a width, from the pixels that there are."""
    left, top, right, bottom = part
    height = max(1, round((bottom - top) * width / (right - left)))
    across = opened.pixels.width / opened.width
    down = opened.pixels.height / opened.height
    return opened.pixels.resize(
        (width, height),
        PIL.Image.Resampling.LANCZOS,
        box=(left * across, top * down, right * across, bottom * down),
        reducing_gap=2,
    )


def encode(picture: PIL.Image.Image, encoder: dict) -> bytes:
    out = io.BytesIO()
    picture.save(out, **encoder)
    return out.getvalue()
