"""What a file says of its picture: IPTC, XMP and EXIF, read on the way in. Pure.

All of it is typed by strangers: bounded, and text only. It goes into the fields of the picture,
where editors see it, and into no public file.
"""

from dataclasses import asdict, dataclass, field, fields

import PIL.Image

from newsroom.decoding.images.metadata import exif, iptc, xmp

MOST_WORDS = 60  # keywords and people
LONGEST = 4_000  # characters of one text


@dataclass
class Metadata:
    """Texts as they stood there. `captions` and `credits` may come in several languages.

    `taken` is ISO 8601, without an offset where the camera did not know one; "" when unknown.
    """

    captions: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    source: str = ""
    copyright: str = ""
    people: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    taken: str = ""


def read_metadata(picture: PIL.Image.Image) -> dict:
    """Return what a loaded picture says, as the fields of `Metadata`. Never raises.

    The newest way of writing it wins, field by field: XMP, then IPTC, then EXIF; of the moment the
    camera's own word.
    """
    found = [
        part for part in (_quietly(one.read_metadata, picture) for one in (xmp, iptc, exif)) if part
    ]
    metadata = Metadata()
    for name in ("captions", "credits", "people", "keywords"):
        texts = (_bounded(part.get(name, [])) for part in found)
        setattr(metadata, name, next(filter(None, texts), []))
    for name in ("source", "copyright"):
        texts = _bounded([part[name] for part in found if part.get(name)])
        setattr(metadata, name, texts[0] if texts else "")
    metadata.taken = next((part["taken"] for part in reversed(found) if part.get("taken")), "")
    return asdict(metadata)


def is_metadata(words) -> bool:
    """Tell whether something has the shape of what `read_metadata` returns, in its bounds."""
    if type(words) is not dict or words.keys() != {one.name for one in fields(Metadata)}:
        return False
    texts = []
    for name, value in words.items():
        is_list = type(getattr(Metadata(), name)) is list
        if is_list and (type(value) is not list or len(value) > MOST_WORDS):
            return False
        texts += value if is_list else [value]
    return all(type(text) is str and len(text) <= LONGEST for text in texts)


def _quietly(reader, picture) -> dict:
    try:
        return reader(picture)
    except Exception:
        # Readers of hostile bytes raise what they like; a picture is welcome without its words.
        return {}


def _bounded(texts: list[str]) -> list[str]:
    """Return what is not empty, each once, in its order."""
    short = (text.replace("\0", "").strip()[:LONGEST] for text in texts)
    return list(dict.fromkeys(filter(None, short)))[:MOST_WORDS]
