"""What the process of one picture does: an order and bytes in, words and files out."""

# No file can be opened once a picture is read: what others load at their first use is loaded here.
import _strptime  # noqa: F401
import encodings.cp1251
import encodings.cp1252
import encodings.latin_1
import encodings.utf_16_le  # noqa: F401
from dataclasses import asdict

import PIL.Image
from PIL import ImageColor, ImagePalette, MpoImagePlugin, TiffImagePlugin  # noqa: F401

from newsroom.decoding.images.faults import Fault, Refused
from newsroom.decoding.images.making import Order, render
from newsroom.decoding.images.opening import know_heif, open_file
from newsroom.decoding.images.shapes import Crop

# What is made beside others, without a turn: what it can cost is bounded by its size.
SMALL_BYTES, SMALL_PIXELS = 512 * 1024, 3_000_000
SMALL_KINDS = ("JPEG", "PNG", "WEBP", "GIF")
# A JPEG is read anew for every scan; honest ones have ten.
MOST_SCANS = 16

PIL.Image.preinit()  # Pillow looks for it when the first picture is written


def prepare(data: bytes) -> None:
    """Load what a picture needs while files can still be opened."""
    if data[4:8] == b"ftyp":
        know_heif()


def run(order: dict, data: bytes) -> tuple[dict, list[bytes]]:
    """Make what is ordered; `only_small` leaves a picture that costs more for a turn of its own."""
    try:
        if order.pop("only_small") and not is_small(data):
            return {"is_small": False}, []
        crops = {name: Crop(**crop) for name, crop in order.pop("crops").items()}
        made = render(data, Order(crops=crops, **order))
    except Refused as refused:
        return {"fault": refused.fault}, []
    except MemoryError:
        return {"fault": Fault.HEAVY}, []
    files, made.files = made.files, {}
    return {**asdict(made), "files": [*files]}, [*files.values()]


def may_be_small(data: bytes) -> bool:
    """Tell by its bytes alone, without reading it, whether a picture may be a small one."""
    return (
        len(data) <= SMALL_BYTES and data[4:8] != b"ftyp" and data.count(b"\xff\xda") <= MOST_SCANS
    )


def is_small(data: bytes) -> bool:
    """Tell whether a picture is of the usual kinds, stands still and has few pixels."""
    if not may_be_small(data):
        return False
    header = open_file(data)
    try:
        is_still = getattr(header, "n_frames", 1) == 1 or header.format == "MPO"
    except Exception:  # what decoders raise on a broken frame
        return False
    pixels = header.width * header.height
    return header.format in SMALL_KINDS and is_still and pixels <= SMALL_PIXELS
