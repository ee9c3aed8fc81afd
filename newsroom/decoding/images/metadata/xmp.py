"""XMP: the same words as XML."""

import re
from datetime import datetime
from xml.etree import ElementTree

from newsroom.decoding.images.metadata.iptc import credit_line

LONGEST = 512 * 1024
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
EXIF = "{http://ns.adobe.com/exif/1.0/}"
PERSON = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}PersonInImage"
# Entities are declared behind this; nobody who writes XMP has any.
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST)", re.IGNORECASE)


def read_metadata(picture) -> dict:
    """Return what the XMP of a picture says."""
    data = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    return parsed(data.encode() if isinstance(data, str) else bytes(data))


def parsed(data: bytes) -> dict:
    """Return what a packet of XMP says; {} for one that is too long or declares anything.

    Only UTF-8, the encoding that files carry it in: in another one a declaration could hide.
    """
    data = data.strip(b"\0 \r\n\t")
    if not data or len(data) > LONGEST or _DECLARES.search(data):
        return {}
    tree = ElementTree.fromstring(data.decode("utf-8"))
    found: dict[str, list[str]] = {}
    for description in tree.iter(f"{RDF}Description"):
        for name, value in description.attrib.items():
            found.setdefault(name, []).append(value)
        for child in description:
            found.setdefault(child.tag, []).extend(texts(child))

    def first(name: str) -> str:
        return next(iter(found.get(name, [])), "")

    return {
        "captions": found.get(f"{DC}description", []),
        "credits": [
            credit_line(", ".join(found.get(f"{DC}creator", [])), first(f"{PHOTOSHOP}Credit"))
        ],
        "source": first(f"{PHOTOSHOP}Source"),
        "copyright": first(f"{DC}rights"),
        "people": found.get(PERSON, []),
        "keywords": found.get(f"{DC}subject", []),
        "taken": taken(first(f"{PHOTOSHOP}DateCreated") or first(f"{EXIF}DateTimeOriginal")),
    }


def texts(element: ElementTree.Element) -> list[str]:
    """Return the text of a property, or those of its list."""
    items = [item.text or "" for item in element.iter(f"{RDF}li")]
    return items or [element.text or ""]


def taken(moment: str) -> str:
    """Return a moment in ISO 8601 that names at least a day."""
    try:
        return datetime.fromisoformat(moment).isoformat()
    except ValueError:
        return ""
