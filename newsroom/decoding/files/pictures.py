"""Pictures within documents: what their metadata tell, and the same pixels without it.

Nothing is decoded: the parts of a JPEG or PNG that hold words are left out, the others stay byte
for byte. Which way is up stays, since a program may show a picture by it.
"""

import io
import struct

import PIL.Image
from PIL import ExifTags, JpegImagePlugin, PngImagePlugin, TiffImagePlugin  # noqa: F401

from newsroom.decoding.files.facts import Fact, Told, add

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
# APP1 (EXIF, XMP), APP3 to APP13 (cameras, IPTC), APP15 and comments; APP2 is kept for colours.
_WORDS = {0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE}
_COLOURS = b"ICC_PROFILE\0"
_PNG_WORDS = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
_ORIENTATION, _EXIF, _GPS = 0x0112, 0x8769, 0x8825
_ARTIST, _MAKE, _MODEL, _PROGRAM, _OWNER = 0x013B, 0x010F, 0x0110, 0x0131, 0xA430


def add_facts(data: bytes, told: Told) -> None:
    """Note what a picture tells; one that cannot be read tells nothing."""
    try:
        exif = PIL.Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]).getexif()
        place = exif.get_ifd(_GPS)
        owner = exif.get_ifd(_EXIF).get(_OWNER)
    except Exception:  # what decoders raise on a broken file
        return
    add(told, Fact.AUTHOR, exif.get(_ARTIST), owner)
    add(told, Fact.CAMERA, " ".join(str(exif.get(tag, "")) for tag in (_MAKE, _MODEL)).strip())
    add(told, Fact.PROGRAM, exif.get(_PROGRAM))
    if place:
        add(told, Fact.PLACE, coordinates(place))


def coordinates(place: dict) -> str:
    """Return latitude and longitude in degrees, or that there are some."""
    try:
        values = []
        for letter, angle, minus in ((1, 2, "S"), (3, 4, "W")):
            degrees, minutes, seconds = (float(part) for part in place[angle])
            value = degrees + minutes / 60 + seconds / 3600
            values.append(f"{-value if place[letter] == minus else value:.4f}")
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return "GPS"
    return ", ".join(values)


def clean(data: bytes) -> bytes:
    """Return a JPEG or PNG without words; any other bytes as they are."""
    try:
        if data.startswith(_JPEG):
            return _clean_jpeg(data)
        if data.startswith(_PNG):
            return _clean_png(data)
    except (struct.error, IndexError):
        pass
    return data


def _clean_jpeg(data: bytes) -> bytes:
    kept, at = [data[:2], _upright(data)], 2
    while data[at] == 0xFF and data[at + 1] != 0xDA:
        (length,) = struct.unpack_from(">H", data, at + 2)
        segment = data[at : at + 2 + length]
        kind = segment[1]
        is_other = kind == 0xE2 and not segment[4:].startswith(_COLOURS)
        if kind not in _WORDS and not is_other:
            kept.append(segment)
        at += 2 + length
    return b"".join((*kept, data[at:]))


def _upright(data: bytes) -> bytes:
    """Return the part that says which way is up, empty where it is as it stands."""
    try:
        turned = PIL.Image.open(io.BytesIO(data), formats=["JPEG"]).getexif().get(_ORIENTATION, 1)
    except Exception:  # what decoders raise on a broken file
        return b""
    if turned not in range(2, 9):
        return b""
    exif = PIL.Image.Exif()
    exif[_ORIENTATION] = turned
    said = exif.tobytes()
    said = said if said.startswith(b"Exif\0\0") else b"Exif\0\0" + said
    return struct.pack(">BBH", 0xFF, 0xE1, len(said) + 2) + said


def _clean_png(data: bytes) -> bytes:
    kept, at = [data[:8]], 8
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        if name not in _PNG_WORDS:
            kept.append(data[at : at + 12 + length])
        at += 12 + length
    return b"".join(kept)
