"""What a file is, by what stands in it. Pure: bytes in, a kind out; nothing is unpacked or run.

A file that only begins like a PDF is one to its reader, too: the point is that none of these is
ever shown by a browser in the name of the site. They are handed out to be saved
(newsroom/storage/media.py), recordings apart, which browsers play and never read as pages.
"""

import io
import re
import zipfile

_OFFICE = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
_MIMETYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/epub+zip": "epub",
}
_MOST_PARTS = 10_000
# Macros, and what is carried along to be started with a double click.
_PROGRAM = re.compile(r"(vbaproject|activex|oleobject|\.(exe|js|vbs|scr|bat|jar|dll)$)", re.I)
_MP4_AUDIO = (b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"dash")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
# Bit rates of MPEG audio, layer III, in kbit/s: MPEG 1, then MPEG 2 and 2.5.
_RATES = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
_SAMPLES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}


class Programs(Exception):
    """An office file with macros or programs in it."""


def kind_of(data: bytes, ending: str) -> str | None:
    """Return the kind of a file, None where it is none that may be handed out.

    `ending` (".csv") only tells a table from plain text; whether a film can be played is asked
    of films.py. Raises Programs.
    """
    if data.startswith(b"%PDF-"):
        return "pdf" if b"%%EOF" in data[-2_048:] else None
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if data.startswith(b"OggS"):
        return "ogg" if _is_ogg_audio(data) else None
    if data[4:8] == b"ftyp":
        return "m4a" if _is_mp4_audio(data) else "mp4" if b"vide" in data else None
    if _is_mp3(data):
        return "mp3"
    if ending in (".csv", ".txt") and _is_text(data):
        return "csv" if ending == ".csv" else "txt"
    return None


def _packed(data: bytes) -> str | None:
    """Tell office files and books apart by the list of their parts; no part is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError):
        return None
    names = {part.filename for part in parts}
    if len(parts) > _MOST_PARTS or any(name.startswith(("/", "..")) for name in names):
        return None
    if any(map(_PROGRAM.search, names)):
        raise Programs
    # OpenDocument and EPUB say what they are in their first part, as it is.
    said = re.match(rb"PK\x03\x04.{22}\x08\x00..mimetype([\x20-\x7e]+?)PK\x03\x04", data, re.S)
    if said:
        return _MIMETYPES.get(said[1])
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for name, kind in _OFFICE.items() if name in names), None)


def _is_ogg_audio(data: bytes) -> bool:
    head = data[:512]
    return any(sign in head for sign in (b"\x01vorbis", b"OpusHead", b"\x7fFLAC")) and (
        b"\x80theora" not in data[:4_096]
    )


def _is_mp4_audio(data: bytes) -> bool:
    # Handlers of the tracks: sound, and no picture.
    return data[8:12] in _MP4_AUDIO and b"soun" in data and b"hdlr" in data and b"vide" not in data


def _is_mp3(data: bytes) -> bool:
    """Look for two frames, one right behind the other, at the beginning or behind the tag."""
    at = 0
    if data.startswith(b"ID3") and len(data) > 10:
        for byte in data[6:10]:  # the length of the tag, seven bits a byte
            at = at << 7 | byte & 0x7F
        at += 10
        at += next((n for n, byte in enumerate(data[at : at + 4_096]) if byte == 0xFF), 0)
    length = _frame(data, at)
    return bool(length and _frame(data, at + length))


def _frame(data: bytes, at: int) -> int:
    """Return the length of the frame of MPEG audio, layer III, at a place, 0 without one."""
    head = data[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0 or (head[1] >> 1) & 3 != 1:
        return 0
    version, rate, speed = (head[1] >> 3) & 3, head[2] >> 4, (head[2] >> 2) & 3
    if version == 1 or rate in (0, 15) or speed == 3:
        return 0
    kilobits = _RATES[version != 3][rate]
    return (144 if version == 3 else 72) * kilobits * 1_000 // _SAMPLES[version][speed] + (
        (head[2] >> 1) & 1
    )


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not _CONTROL.search(text)
