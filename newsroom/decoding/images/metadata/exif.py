"""EXIF: what the camera wrote."""

import re
from datetime import datetime

from newsroom.decoding.images.metadata.letters import decoded

LONGEST = 1024 * 1024
DESCRIPTION, ARTIST, COPYRIGHT, WINDOWS_KEYWORDS = 0x010E, 0x013B, 0x8298, 0x9C9E
EXIF_PART, TAKEN, TAKEN_OFFSET = 0x8769, 0x9003, 0x9011
# What cameras and programs write where a caption belongs. One word alone is none, either ("dav").
_NO_CAPTION = re.compile(
    r"DIGITAL CAMERA|CAMERA PICTURES|^SONY DSC|DCIM|^Created with|charset=|^\S*$", re.IGNORECASE
)


def read_metadata(picture) -> dict:
    """Return what the camera says of a picture."""
    if len(picture.info.get("exif", b"")) > LONGEST:
        return {}
    tags = picture.getexif()
    caption = text(tags.get(DESCRIPTION))
    camera = tags.get_ifd(EXIF_PART)
    return {
        "captions": [] if _NO_CAPTION.search(caption) else [caption],
        "credits": [text(tags.get(ARTIST))],
        # Two holders, of the shot and of its edition, stand one behind the other.
        "copyright": " ".join(text(tags.get(COPYRIGHT)).replace("\0", " ").split()),
        "keywords": windows(tags.get(WINDOWS_KEYWORDS)).split(";"),
        "taken": taken(text(camera.get(TAKEN)), text(camera.get(TAKEN_OFFSET))),
    }


def text(value) -> str:
    """Return a text; Pillow reads each byte as a letter of latin-1, whatever it was."""
    if isinstance(value, str):
        try:
            value = value.encode("latin-1")
        except UnicodeEncodeError:
            return value.strip()
    return decoded(value).strip() if isinstance(value, bytes) else ""


def windows(value) -> str:
    """Return a text of Windows' own fields, UTF-16 as bytes."""
    return bytes(value).decode("utf-16-le", "replace") if isinstance(value, bytes | tuple) else ""


def taken(moment: str, offset: str) -> str:
    """Return "2026:11:25 18:30:00" and "+04:00" in ISO 8601."""
    for said, form in ((moment + offset, "%Y:%m:%d %H:%M:%S%z"), (moment, "%Y:%m:%d %H:%M:%S")):
        try:
            return datetime.strptime(said, form).isoformat()
        except ValueError:
            pass  # the next form
    return ""
