"""What an MP4 holds, read box by box: pure, and nothing of it is decoded.

Only what every browser plays from the first second: H.264, AAC, the index before the pictures.
What cameras and phones write beside that (the place where it was filmed, above all) is blanked
where it stands, so that no other byte moves.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

_BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"M4VH")
_MOST_BOXES = 10_000
_MOST_SIDE = 8_192
# What a box may hold of others; all else there is blanked.
_KEPT = {
    b"": (b"ftyp", b"moov", b"mdat"),
    b"moov": (b"mvhd", b"trak", b"iods"),
    b"trak": (b"tkhd", b"edts", b"mdia"),
    b"mdia": (b"mdhd", b"hdlr", b"minf", b"elng"),
    b"minf": (b"vmhd", b"smhd", b"hdlr", b"dinf", b"stbl"),
}
_CODECS = {b"vide": {b"avc1", b"avc3"}, b"soun": {b"mp4a"}}


class Reason(Enum):
    """Why a film is refused."""

    DAMAGED = "damaged"
    OTHER = "other"  # not H.264 with AAC
    SLOW = "slow"  # its index is at the end: nothing is seen until all of it has come
    MORE = "more"  # a track of something else, such as places


class Unplayable(Exception):
    def __init__(self, reason: Reason):
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Film:
    """A film as readers may have it; its size in pixels and its length."""

    data: bytes
    width: int
    height: int
    seconds: int


@dataclass(frozen=True)
class Box:
    """A box by the places of its beginning, its content and its end."""

    name: bytes
    start: int
    inside: int
    end: int


class Reader:
    """Walks through the boxes of one file, blanks what is not kept, notes what was found."""

    def __init__(self, data: bytes):
        self.data = bytearray(data)
        self.left = _MOST_BOXES
        self.size = (0, 0)
        self.seconds = 0
        self.order: list[bytes] = []

    def boxes(self, start: int, end: int) -> Iterator[Box]:
        while start < end:
            self.left -= 1
            size, name = struct.unpack_from(">I4s", self.data, start)
            inside = start + 8
            if size == 1:
                (size,) = struct.unpack_from(">Q", self.data, inside)
                inside += 8
            elif size == 0:
                size = end - start
            if size < inside - start or start + size > end or self.left < 0:
                raise Unplayable(Reason.DAMAGED)
            yield Box(name, start, inside, start + size)
            start += size

    def within(self, parent: bytes, start: int, end: int) -> list[Box]:
        """Return the boxes that are kept of a container; the others are blanked."""
        kept = []
        for box in self.boxes(start, end):
            if box.name in _KEPT[parent]:
                kept.append(box)
            else:
                self.blank(box)
        return kept

    def blank(self, box: Box) -> None:
        self.data[box.start + 4 : box.start + 8] = b"free"
        self.data[box.inside : box.end] = bytes(box.end - box.inside)

    def parse(self) -> None:
        if bytes(self.data[8:12]) not in _BRANDS:
            raise Unplayable(Reason.OTHER)
        for box in list(self.within(b"", 0, len(self.data))):
            self.order.append(box.name)
            if box.name == b"moov":
                self.index(box)
        if b"moov" not in self.order or b"mdat" not in self.order or not all(self.size):
            raise Unplayable(Reason.DAMAGED)
        if self.order.index(b"moov") > self.order.index(b"mdat"):
            raise Unplayable(Reason.SLOW)

    def index(self, moov: Box) -> None:
        for box in self.within(b"moov", moov.inside, moov.end):
            if box.name == b"trak":
                self.track(box)
            elif box.name == b"mvhd":
                is_long = self.data[box.inside] == 1
                at = box.inside + (20 if is_long else 12)
                scale, length = struct.unpack_from(">IQ" if is_long else ">II", self.data, at)
                self.seconds = round(length / scale) if scale else 0

    def track(self, trak: Box) -> None:
        found = {box.name: box for box in self.within(b"trak", trak.inside, trak.end)}
        media = found[b"mdia"]
        parts = {box.name: box for box in self.within(b"mdia", media.inside, media.end)}
        kind = bytes(self.data[parts[b"hdlr"].inside + 8 : parts[b"hdlr"].inside + 12])
        if kind not in _CODECS:
            raise Unplayable(Reason.MORE)
        inner = parts[b"minf"]
        tables = {box.name: box for box in self.within(b"minf", inner.inside, inner.end)}
        samples = tables[b"stbl"]
        (described,) = [
            box for box in self.boxes(samples.inside, samples.end) if box.name == b"stsd"
        ]
        codecs = {box.name for box in self.boxes(described.inside + 8, described.end)}
        if not codecs or codecs - _CODECS[kind]:
            raise Unplayable(Reason.OTHER)
        if kind == b"vide":
            self.size = self.shown_size(found[b"tkhd"])

    def shown_size(self, header: Box) -> tuple[int, int]:
        """Return width and height as they are seen: a phone's film may lie on its side."""
        numbers = struct.unpack_from(">9i2I", self.data, header.end - 44)
        width, height = numbers[9] >> 16, numbers[10] >> 16
        if max(width, height) > _MOST_SIDE:
            raise Unplayable(Reason.DAMAGED)
        lies = numbers[0] == 0 and numbers[4] == 0
        return (height, width) if lies else (width, height)


def checked_film(data: bytes) -> Film:
    """Return the film that readers get. Raises Unplayable."""
    reader = Reader(data)
    try:
        reader.parse()
    except (struct.error, KeyError, IndexError, ValueError) as error:
        raise Unplayable(Reason.DAMAGED) from error
    return Film(bytes(reader.data), *reader.size, reader.seconds)


def blanked(data: bytes) -> bytes:
    """Return a recording in which all but the sound is blanked. Raises Unplayable."""
    reader = Reader(data)
    try:
        for found in reader.within(b"", 0, len(data)):
            if found.name == b"moov":
                reader.index(found)
    except (struct.error, KeyError, IndexError, ValueError) as error:
        raise Unplayable(Reason.DAMAGED) from error
    return bytes(reader.data)


def beside_media(data: bytes) -> bytes:
    """Return the boxes that hold neither picture nor sound, one after the other."""
    reader = Reader(data)
    try:
        boxes = [found for found in reader.boxes(0, len(data)) if found.name != b"mdat"]
    except (struct.error, Unplayable):
        return b""
    return b"".join(data[found.start : found.end] for found in boxes)
