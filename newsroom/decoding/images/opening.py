"""From hostile bytes to an upright picture in sRGB, no larger than somebody needs it."""

import io
import math
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import PIL.Image
from PIL import (  # noqa: F401  decoders make themselves known
    AvifImagePlugin,
    GifImagePlugin,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)

from newsroom.decoding.images.colour import in_srgb
from newsroom.decoding.images.faults import Fault, Refused
from newsroom.decoding.images.metadata import read_metadata

# Decoder → ending of the kept original. The content decides what a file is.
FORMATS = {
    "JPEG": "jpg",
    "MPO": "jpg",  # JPEG with more pictures behind the first: depth, light, another camera
    "PNG": "png",
    "WEBP": "webp",
    "AVIF": "avif",
    "HEIF": "heic",
    "GIF": "gif",
}
MOST_PIXELS = 80_000_000
# What these decoders need is a multiple of the picture; phones send 48 and 50 million.
MOST_PIXELS_OF = {"AVIF": 52_000_000, "HEIF": 52_000_000, "WEBP": 30_000_000}
LONGEST_SIDE = 20_000
# Beyond this a picture is halved before anything else is done to it.
MOST_AT_WORK = 40_000_000
STRIP = 256  # rows
ORIENTATION = 0x0112  # from 5 on the camera was turned by a quarter


@dataclass
class Opened:
    """A picture to be cut: `width` and `height` are the whole's, upright; `pixels` may be fewer."""

    pixels: PIL.Image.Image
    width: int
    height: int
    kind: str
    metadata: dict


def open_file(data: bytes) -> PIL.Image.Image:
    """Return a picture whose header was read and nothing else. Raises Refused."""
    if data[4:8] == b"ftyp":
        know_heif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # our own bound is lower than the one that warns
            picture = PIL.Image.open(io.BytesIO(data), formats=decoders())
    except PIL.Image.DecompressionBombError as error:
        raise Refused(Fault.LARGE) from error
    except MemoryError:
        raise
    except Exception as error:
        # Pillow's decoders raise what they like on a broken file: all of it means one thing.
        raise Refused(Fault.DAMAGED) from error
    most = MOST_PIXELS_OF.get(picture.format, MOST_PIXELS)
    # Before anything is decoded: the header alone says how much memory it would take.
    if picture.width * picture.height > most or max(picture.size) > LONGEST_SIDE:
        raise Refused(Fault.LARGE)
    return picture


def open_picture(data: bytes, enough: Callable[[int, int], float]) -> Opened:
    """Return an upright picture without metadata, no larger than somebody needs it.

    `enough` tells of a width and a height which fraction of them is needed: a picture of which a
    quarter is asked for is decoded at a quarter, or at what is next above it. Raises Refused.
    """
    picture = open_file(data)
    kind = picture.format
    try:
        if kind in ("JPEG", "MPO"):
            # The decoder leaves out what nobody needs, in time and memory.
            width, height = upright_size(picture)
            times = shrinking(width * height, enough(width, height))
            whole = picture.size
            picture.draft(None, tuple(math.ceil(side / times) for side in whole))
            was = round(max(whole) / max(picture.size))
            picture.load()
        else:
            picture.load()  # only then all of them know which way is up
            width, height = upright_size(picture)
            times, was = shrinking(width * height, enough(width, height)), 1
        metadata = read_metadata(picture)
        # One name for all of them: whatever is behind us gives its memory back.
        picture = smaller(picture, times // was)
        picture = upright(picture)
        picture = in_srgb(picture)
    except (Refused, MemoryError):
        raise
    except Exception as error:
        raise Refused(Fault.DAMAGED) from error
    picture.info = {}
    return Opened(picture, width, height, kind, metadata)


def upright_size(picture: PIL.Image.Image) -> tuple[int, int]:
    """Return width and height as people will see it."""
    width, height = picture.size
    return (height, width) if picture.getexif().get(ORIENTATION, 1) >= 5 else (width, height)


def shrinking(pixels: int, enough: float) -> int:
    """Return by how much a picture can be made smaller at once; half as much again stays."""
    times = max(1, int(1 / (enough * 1.4)))
    return max(times, 2) if pixels > MOST_AT_WORK else times


def smaller(picture: PIL.Image.Image, times: int) -> PIL.Image.Image:
    """Make a picture some times smaller; those that have no shades between theirs stay."""
    if times < 2 or picture.mode in ("P", "PA", "1", "I;16", "I", "F"):
        return picture
    width, height = -(-picture.width // times), -(-picture.height // times)
    reduced = PIL.Image.new(picture.mode, (width, height))
    # Strip by strip: Pillow makes a copy of all that is seen through.
    for top in range(0, picture.height, STRIP * times):
        bottom = min(top + STRIP * times, picture.height)
        strip = picture.crop((0, top, picture.width, bottom)).reduce(times)
        reduced.paste(strip, (0, top // times))
    reduced.info = picture.info
    return reduced


def upright(picture: PIL.Image.Image) -> PIL.Image.Image:
    return ImageOps.exif_transpose(picture) or picture


def decoders() -> list[str]:
    """Return the names of the decoders that are loaded; JPEG's own calls MPO."""
    return [name for name in FORMATS if name in PIL.Image.OPEN and name != "MPO"]


def know_heif() -> None:
    """Let Pillow read HEIC; loaded only where a file may be one."""
    import pi_heif  # 15 MB that no other picture needs

    if "HEIF" not in PIL.Image.OPEN:
        pi_heif.options.DECODE_THREADS = 1
        pi_heif.options.THUMBNAILS = False
        pi_heif.register_heif_opener()
