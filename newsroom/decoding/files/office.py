"""What DOCX, XLSX and PPTX tell, and the same pages without it."""

import re
from pathlib import PurePosixPath

from newsroom.decoding.files import pictures
from newsroom.decoding.files.archive import Parts, packed, parsed, written
from newsroom.decoding.files.facts import Fact, Remote, Told, add

_CORE = {
    "creator": Fact.AUTHOR,
    "lastModifiedBy": Fact.AUTHOR,
    "created": Fact.CREATED,
    "keywords": Fact.TAGS,
    "category": Fact.PROPERTIES,
    "description": Fact.PROPERTIES,
}
_APP = {
    "Application": Fact.PROGRAM,
    "Company": Fact.COMPANY,
    "Manager": Fact.PEOPLE,
    "Template": Fact.TEMPLATE,
    "HyperlinkBase": Fact.PROPERTIES,
}
_NO_TEMPLATE = {"Normal.dotm", "Normal.dot", "Normal"}
# What is led to by these is loaded only when somebody follows it.
_LINKS = {"hyperlink", "externalLinkPath", "externalLinkLongPath", "externalLink"}
_TEMPLATE = "attachedTemplate"
_AWAY = re.compile(
    r"^(?:https?:|ftps?:|smb:|webdavs?:|\\\\|//|file:(?://|\\\\)?(?://|\\\\)?[^/\\:]+[/\\])"
)
_CHANGES = {"ins", "del", "moveFrom", "moveTo"}
_RSID = re.compile(r"\}rsid\w*$")
_ANYBODY = "Author"
_EMPTY = {
    "docProps/core.xml": (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties"/>'
    ),
    "docProps/app.xml": (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"/>'
    ),
    "docProps/custom.xml": (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'custom-properties"/>'
    ),
}


def local(element) -> str:
    """Return the name of an element without its namespace, "" of a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def read_facts(data: bytes) -> Told:
    """Return what a document tells. Raises Remote, Heavy, Unreadable."""
    parts, told = Parts(data), Told()
    for name in parts.names:
        if name.endswith(".rels"):
            _tell_relations(parts.tree(name), told)
        elif name == "docProps/custom.xml":
            for element in parts.tree(name):
                value = " ".join("".join(element.itertext()).split())
                add(told, Fact.PROPERTIES, f"{element.get('name')}: {value}")
        elif name.startswith("docProps/") and name.endswith(".xml"):
            _tell_properties(parts.tree(name), told)
        elif name.startswith("docProps/thumbnail"):
            add(told, Fact.PREVIEW, "1")
        elif name.endswith(".xml"):
            _tell_people(parts.tree(name), told)
        elif _is_picture(name):
            pictures.add_facts(parts.read(name), told)
    return told


def _is_picture(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in (".jpg", ".jpeg", ".jpe", ".jfif", ".png")


def _tell_relations(root, told: Told) -> None:
    for relation in root:
        if relation.get("TargetMode") != "External":
            continue
        kind = (relation.get("Type") or "").rpartition("/")[2]
        target = relation.get("Target") or ""
        if kind not in _LINKS and _AWAY.match(target.strip().lower()):
            raise Remote
        if kind == _TEMPLATE:
            add(told, Fact.TEMPLATE, target)
        elif kind not in ("hyperlink",):
            add(told, Fact.PROPERTIES, target)


def _tell_properties(root, told: Told) -> None:
    for element in root.iter("{*}*"):
        fact = (_CORE | _APP).get(local(element))
        if fact and (element.text or "") not in _NO_TEMPLATE:
            add(told, fact, element.text)


def _tell_people(root, told: Told) -> None:
    comments = changes = 0
    for element in root.iter("{*}*"):
        name = local(element)
        comments += name in ("comment", "threadedComment", "cm")
        changes += name in _CHANGES
        for _attribute, value in _people_of(element):
            if value != _ANYBODY:
                add(told, Fact.PEOPLE, value)
        if name == "author" and not len(element) and element.text != _ANYBODY:
            add(told, Fact.PEOPLE, element.text)
    if comments:
        add(told, Fact.COMMENTS, comments)
    if changes:
        add(told, Fact.CHANGES, changes)


def _people_of(element) -> list[tuple[str, str]]:
    """Return the attributes of an element that name who commented, changed or saved."""
    found = []
    for attribute, value in element.attrib.items():
        name = attribute.rpartition("}")[2]
        if name in ("author", "userId", "userName") or (
            name in ("displayName", "name") and local(element) in ("person", "cmAuthor", "author")
        ):
            found.append((attribute, value))
    return found


def clean(data: bytes) -> bytes:
    """Return the same document; what is not seen of it is left out. Raises as `read_facts` does."""
    parts, kept = Parts(data), {}
    thumbnails = [name for name in parts.names if name.startswith("docProps/thumbnail")]
    for name in parts.names:
        if name in thumbnails or name.endswith("/"):
            continue
        part = parts.read(name)
        if name in _EMPTY:
            part = written(parsed(_EMPTY[name].encode()))
        elif name.endswith(".rels"):
            part = _clean_relations(part)
        elif name.endswith(".xml") and name != "[Content_Types].xml":
            part = _clean_part(part)
        elif _is_picture(name):
            part = pictures.clean(part)
        kept[name] = part
    return packed(kept)


def _clean_relations(part: bytes) -> bytes:
    root = parsed(part)
    for relation in list(root):
        kind = (relation.get("Type") or "").rpartition("/")[2]
        if kind in (_TEMPLATE, "thumbnail"):
            root.remove(relation)
    return written(root)


def _clean_part(part: bytes) -> bytes:
    root = parsed(part)
    for element in list(root.iter("{*}*")):
        name = local(element)
        if name in ("attachedTemplate", "rsids", "docId"):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
                continue
        for attribute, _value in _people_of(element):
            element.set(attribute, _ANYBODY)
        for attribute in [*element.attrib]:
            ending = attribute.rpartition("}")[2]
            if _RSID.search(attribute) or (ending == "initials" and name != "docPr"):
                del element.attrib[attribute]
        if name == "author" and not len(element) and element.text:
            element.text = _ANYBODY
        if name == "lastModifiedBy" and element.text:
            element.text = None
    return written(root)
