"""What ODT, ODS and EPUB tell, and the same pages without it."""

import re

from newsroom.decoding.files import pictures
from newsroom.decoding.files.archive import Parts, packed, parsed, written
from newsroom.decoding.files.facts import Fact, Remote, Told, add
from newsroom.decoding.files.office import local

_META = {
    "initial-creator": Fact.AUTHOR,
    "creator": Fact.AUTHOR,
    "printed-by": Fact.AUTHOR,
    "generator": Fact.PROGRAM,
    "creation-date": Fact.CREATED,
    "keyword": Fact.TAGS,
}
_HREF = "{http://www.w3.org/1999/xlink}href"
# Elements that load what they name; links of the text lead there only when somebody follows them.
_LOADS = {"image", "object", "object-ole", "template", "auto-reload", "plugin", "table-source"}
_AWAY = re.compile(r"^(?:https?|ftps?|smb|webdavs?):|^(?:\\\\|//)|^file:/*[^/]+\.[^/]+/", re.I)
_PRINTER = {"PrinterName", "PrinterSetup", "PrinterPaperFromSetup"}
_EMPTY_META = (
    b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' office:version="1.3"><office:meta/></office:document-meta>'
)
_ANYBODY = "Author"


def read_facts(data: bytes) -> Told:
    """Return what a document tells. Raises Remote, Heavy, Unreadable."""
    parts, told = Parts(data), Told()
    for name in parts.names:
        if name == "meta.xml":
            _tell_meta(parts.tree(name), told)
        elif name == "settings.xml":
            for item in _printers(parts.tree(name)):
                add(told, Fact.PROPERTIES, item.text if item.text != "false" else "")
        elif name.endswith(".opf"):
            _tell_book(parts.tree(name), told)
        elif name in ("content.xml", "styles.xml"):
            _tell_content(parts.tree(name), told)
        elif name.startswith("Thumbnails/") and not name.endswith("/"):
            add(told, Fact.PREVIEW, "1")
        elif name.lower().endswith((".jpg", ".jpeg", ".png")):
            pictures.add_facts(parts.read(name), told)
    return told


def _tell_meta(root, told: Told) -> None:
    for element in root.iter("{*}*"):
        name = local(element)
        _refuse_remote(element)
        if name in _META:
            add(told, _META[name], element.text)
        elif name == "user-defined":
            label = next((v for k, v in element.attrib.items() if k.endswith("}name")), "")
            add(told, Fact.PROPERTIES, f"{label}: {element.text}" if element.text else "")
        elif name == "template":
            add(told, Fact.TEMPLATE, element.get(_HREF))


def _refuse_remote(element) -> None:
    if local(element) in _LOADS and _AWAY.match((element.get(_HREF) or "").strip()):
        raise Remote


def _tell_content(root, told: Told) -> None:
    comments = changes = 0
    for element in root.iter("{*}*"):
        name = local(element)
        _refuse_remote(element)
        comments += name == "annotation"
        changes += name == "changed-region"
        if name in ("creator", "creator-initials") and element.text != _ANYBODY:
            add(told, Fact.PEOPLE, element.text)
    if comments:
        add(told, Fact.COMMENTS, comments)
    if changes:
        add(told, Fact.CHANGES, changes)


def _tell_book(root, told: Told) -> None:
    for element in root.iter("{*}*"):
        if local(element) == "creator":
            add(told, Fact.AUTHOR, element.text)
        elif local(element) == "contributor":
            add(told, Fact.PROGRAM, element.text)
        elif local(element) == "meta" and element.get("name") == "generator":
            add(told, Fact.PROGRAM, element.get("content"))


def _printers(root) -> list:
    return [
        element
        for element in root.iter("{*}config-item")
        if any(value in _PRINTER for value in element.attrib.values())
    ]


def clean(data: bytes) -> bytes:
    """Return the same document; what is not seen of it is left out. Raises as `read_facts` does."""
    parts, kept = Parts(data), {}
    for name in parts.names:
        if name.startswith("Thumbnails/") or name.endswith("/"):
            continue
        part = parts.read(name)
        if name == "meta.xml":
            part = written(parsed(_EMPTY_META))
        elif name == "settings.xml":
            part = _clean_settings(part)
        elif name == "META-INF/manifest.xml":
            part = _clean_manifest(part)
        elif name.endswith(".opf"):
            part = _clean_book(part)
        elif name in ("content.xml", "styles.xml"):
            part = _clean_content(part)
        elif name.lower().endswith((".jpg", ".jpeg", ".png")):
            part = pictures.clean(part)
        kept[name] = part
    return packed(kept)


def _clean_settings(part: bytes) -> bytes:
    root = parsed(part)
    for item in _printers(root):
        item.getparent().remove(item)
    return written(root)


def _clean_manifest(part: bytes) -> bytes:
    root = parsed(part)
    for entry in list(root):
        if any(value.startswith("Thumbnails/") for value in entry.attrib.values()):
            root.remove(entry)
    return written(root)


def _clean_content(part: bytes) -> bytes:
    root = parsed(part)
    for element in root.iter("{*}*"):
        if local(element) in ("creator", "creator-initials") and element.text:
            element.text = _ANYBODY
    return written(root)


def _clean_book(part: bytes) -> bytes:
    """Who wrote a book is read in it; which program made it is not."""
    root = parsed(part)
    for element in list(root.iter("{*}*")):
        is_program = local(element) == "contributor" or (
            local(element) == "meta" and element.get("name") == "generator"
        )
        if is_program and element.getparent() is not None:
            element.getparent().remove(element)
    return written(root)
