"""Hostile and odd bytes become an upright picture in sRGB, or a reason."""

import io
import struct
import zlib

import PIL.Image
import pytest

from newsroom.decoding.images import opening
from newsroom.decoding.images.faults import Fault, Refused
from newsroom.decoding.images.opening import open_picture
from tests.data import DATA

CORNERS = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "white": (255,) * 3}


def opened(data: bytes, enough: float = 1) -> opening.Opened:
    return open_picture(data, lambda width, height: enough)


def encoded(picture: PIL.Image.Image, kind: str = "PNG", **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def plain(mode: str, colour, size=(16, 12), kind: str = "PNG", **options) -> bytes:
    return encoded(PIL.Image.new(mode, size, colour), kind, **options)


def seen(data: bytes, at=(4, 4)) -> tuple:
    return opened(data).pixels.getpixel(at)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(
    width: int, height: int, *chunks: bytes, depth: int = 8, colour: int = 2, rows=b""
) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunks) + body


def profile(space: bytes, gamma: float, **primaries: tuple) -> bytes:
    """A colour profile of the simplest kind: one curve, and three colours or grey."""

    def xyz(values) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(one * 65536)) for one in values)

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    said = b"text\0\0\0\0test\0\0\0\0"
    tags = {b"wtpt": xyz((0.9642, 1, 0.8249)), b"cprt": said}
    if primaries:
        tags |= {f"{name}XYZ".encode(): xyz(values) for name, values in primaries.items()}
        tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    else:
        tags[b"kTRC"] = curve
    table, body, at = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", at + len(body), len(data))
        body += data
    head = struct.pack(
        ">I4sI4s4s4s", at + len(body), b"\0\0\0\0", 0x02400000, b"mntr", space, b"XYZ "
    )
    head += bytes(12) + b"acsp" + bytes(28) + xyz((0.9642, 1, 0.8249))[8:]
    return head.ljust(128, b"\0") + table + body


P3 = profile(
    b"RGB ",
    2.2,
    r=(0.5151, 0.2412, -0.0011),
    g=(0.2919, 0.6922, 0.0419),
    b=(0.1572, 0.0666, 0.7841),
)
LINEAR_GREY = profile(b"GRAY", 1.0)


def near(colour: tuple, expected: tuple, by: int = 3) -> bool:
    return all(abs(one - other) <= by for one, other in zip(colour, expected, strict=True))


@pytest.mark.parametrize(
    "data, expected",
    [
        (plain("CMYK", (0, 255, 255, 0), kind="JPEG", quality=95), (254, 0, 0)),
        (plain("I;16", 0x8000), (128, 128, 128)),
        (png(1, 1, depth=16, rows=b"\0\x80\xff\x40\x00\xff\xff") , (128, 64, 255)),
        (plain("L", 128), (128, 128, 128)),
        (plain("L", 128, icc_profile=LINEAR_GREY), (188, 188, 188)),
        (plain("RGB", (200, 100, 50), icc_profile=P3), (216, 93, 24)),
        (plain("RGB", (200, 100, 50), kind="JPEG", quality=95, icc_profile=P3), (216, 93, 24)),
        (plain("L", 100, icc_profile=P3), (100, 100, 100)),
        (plain("RGB", (200, 100, 50), icc_profile=b"broken" * 40), (200, 100, 50)),
        (plain("RGB", (200, 100, 50), icc_profile=LINEAR_GREY), (200, 100, 50)),
        (plain("RGBA", (0, 0, 0, 0)), (255, 255, 255)),
        (plain("RGBA", (255, 0, 0, 128)), (255, 127, 127)),
        (plain("LA", (0, 0)), (255, 255, 255)),
        (plain("P", 0, transparency=0), (255, 255, 255)),
        (plain("P", 0, transparency=bytes([0] * 256)), (255, 255, 255)),
        (plain("1", 1), (255, 255, 255)),
    ],
    ids=[
        "cmyk", "16 bits grey", "16 bits", "grey", "grey profile", "wide", "wide jpeg",
        "grey with a profile of colours", "broken profile", "profile of grey for colours",
        "clear", "half clear", "clear grey", "clear in a palette", "palette half clear", "bitmap",
    ],
)  # fmt: skip
def test_colours_become_srgb_on_white(data, expected):
    at = (0, 0) if PIL.Image.open(io.BytesIO(data)).width == 1 else (4, 4)

    assert near(seen(data, at), expected)


@pytest.mark.parametrize("enough", [1, 0.2])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("turned", range(1, 9))
def test_picture_is_upright_whatever_its_camera_held(turned, kind, enough):
    flips = [None, 0, 3, 1, 5, 2, 6, 4]  # what the camera did to the upright picture
    upright = PIL.Image.new("RGB", (120, 80), "white")
    for colour, corner in zip(CORNERS, ((0, 0), (60, 0), (0, 40), (60, 40)), strict=True):
        upright.paste(colour, (*corner, corner[0] + 60, corner[1] + 40))
    held = upright if turned == 1 else upright.transpose(flips[turned - 1])
    exif = PIL.Image.Exif()
    exif[0x0112] = turned

    found = opened(encoded(held, kind, exif=exif, quality=90), enough)

    assert (found.width, found.height) == (120, 80)
    wide, high = found.pixels.size
    corners = [(x * wide // 4, y * high // 4) for y in (1, 3) for x in (1, 3)]
    for colour, corner in zip(CORNERS.values(), corners, strict=True):
        assert near(found.pixels.getpixel(corner), colour, by=12)


def test_heic_of_a_phone_is_opened_upright():
    found = opened((DATA / "turned.heic").read_bytes())

    assert (found.kind, found.width, found.height) == ("HEIF", 48, 64)
    assert found.metadata["captions"] == ["A boat on the lake"]
    assert near(found.pixels.getpixel((24, 8)), (20, 20, 200), by=12)


def test_jpeg_of_a_phone_with_a_second_picture_behind_it_is_a_jpeg():
    first, second = (PIL.Image.new("RGB", (32, 24), colour) for colour in ("red", "blue"))
    data = encoded(first, "MPO", save_all=True, append_images=[second])

    found = opened(data)

    assert opening.FORMATS[found.kind] == "jpg"
    assert near(found.pixels.getpixel((4, 4)), (255, 0, 0))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_picture_is_decoded_no_larger_than_needed(kind):
    found = opened(plain("RGB", "teal", (1600, 1200), kind), enough=0.25)

    assert (found.width, found.height) == (1600, 1200)
    assert found.pixels.size == (800, 600)


def test_transparent_picture_is_made_smaller_strip_by_strip(monkeypatch):
    monkeypatch.setattr(opening, "STRIP", 16)
    picture = PIL.Image.new("RGBA", (400, 301), "red")
    picture.paste((0, 0, 255, 255), (0, 150, 400, 301))

    found = opened(encoded(picture), enough=0.25).pixels

    assert found.size == (200, 151)
    assert (found.getpixel((9, 9)), found.getpixel((9, 150))) == ((255, 0, 0), (0, 0, 255))


def bomb(megabytes: int) -> bytes:
    """Nothing but zeros, compressed: the same piece again and again."""
    pieces = zlib.compressobj()
    first = pieces.compress(bytes(1_000_000)) + pieces.flush(zlib.Z_FULL_FLUSH)
    piece = pieces.compress(bytes(1_000_000)) + pieces.flush(zlib.Z_FULL_FLUSH)
    return first + piece * (megabytes - 1)


BOMB = bomb(200)


@pytest.mark.parametrize(
    "data, fault",
    [
        (png(40_000, 40_000), Fault.LARGE),
        (png(2**31 - 1, 2**31 - 1), Fault.LARGE),
        (png(30_000, 10), Fault.LARGE),
        (png(9_000, 9_000), Fault.LARGE),
        (png(8, 8, chunk(b"zTXt", b"words\0\0" + BOMB)), Fault.DAMAGED),
        (png(8, 8, chunk(b"iTXt", b"words\0\1\0\0\0" + BOMB)), Fault.DAMAGED),
        (png(8, 8, chunk(b"iCCP", b"profile\0\0" + BOMB)), Fault.DAMAGED),
        (plain("RGB", "teal", (200, 200), "JPEG")[:400], Fault.DAMAGED),
        (plain("RGB", "teal", (200, 200))[:90], Fault.DAMAGED),
        ((DATA / "turned.heic").read_bytes()[:500], Fault.DAMAGED),
        (plain("RGB", "teal", kind="AVIF")[:300], Fault.DAMAGED),
        (b"\0\0\0\x18ftypheic" + bytes(400), Fault.DAMAGED),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Fault.DAMAGED),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", Fault.DAMAGED),
        (plain("RGB", "teal", kind="TIFF"), Fault.DAMAGED),
        (plain("RGB", "teal", kind="BMP"), Fault.DAMAGED),
    ],
    ids=[
        "40,000 squared", "2³¹", "wide", "81 million", "zTXt", "iTXt", "iCCP", "half a JPEG",
        "half a PNG", "half a HEIC", "half an AVIF", "no HEIC", "SVG", "PostScript", "TIFF", "BMP",
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused(data, fault):
    with pytest.raises(Refused) as refusal:
        opened(data)

    assert refusal.value.fault == fault
