"""What a PDF tells, and the same pages without it."""

import io
from collections.abc import Iterator

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from newsroom.decoding.files import pictures
from newsroom.decoding.files.facts import Fact, Told, Unreadable, add

_INFO = {
    "/Author": Fact.AUTHOR,
    "/Creator": Fact.PROGRAM,
    "/Producer": Fact.PROGRAM,
    "/CreationDate": Fact.CREATED,
    "/Company": Fact.COMPANY,
}
_SEEN = ("/Title", "/Subject", "/ModDate", "/Trapped")
# What XMP says, by how its elements end.
_XMP = {
    "}creator": Fact.AUTHOR,
    "}CreatorTool": Fact.PROGRAM,
    "}Producer": Fact.PROGRAM,
    "}CreateDate": Fact.CREATED,
    "}Author": Fact.AUTHOR,
}
_ACTS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition"}
# Of any object: words about it, when it was changed and by what, a small picture of it.
_BESIDE = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AF")
_MOST_OBJECTS = 500_000


def read_facts(data: bytes) -> Told:
    """Return what a PDF tells. Raises Unreadable."""
    told: Told = {}
    with _opened(data) as pdf:
        for name, value in _items(pdf.trailer.get("/Info")):
            if name in _INFO:
                add(told, _INFO[name], value)
            elif name not in _SEEN:
                add(told, Fact.PROPERTIES, f"{name.removeprefix('/')}: {value}")
        for found in _objects(pdf):
            _tell_of(found, told)
    ends = data.count(b"startxref")
    if ends > (2 if b"/Linearized" in data[:2_048] else 1):
        add(told, Fact.EARLIER, ends - 1)
    return told


def _tell_of(found: Dictionary | Stream, told: Told) -> None:
    if "/Metadata" in found:
        _tell_xmp(found["/Metadata"], told)
    if "/EF" in found:
        add(told, Fact.ATTACHMENTS, found.get("/UF") or found.get("/F"))
    if _is_action(found):
        add(told, Fact.SCRIPTS, str(found["/S"]).removeprefix("/"))
    if _is_note(found):
        add(told, Fact.PEOPLE, found.get("/T"))
    if "/Thumb" in found:
        add(told, Fact.PREVIEW, "1")
    if _is_jpeg(found):
        pictures.add_facts(found.read_raw_bytes(), told)


def _tell_xmp(stream, told: Told) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        tree = etree.fromstring(stream.read_bytes(), parser)
    except (etree.XMLSyntaxError, ValueError, AttributeError, pikepdf.PdfError):
        return
    for element in tree.iter("{*}*") if tree is not None else ():
        for ending, fact in _XMP.items():
            if element.tag.endswith(ending):
                add(told, fact, " ".join("".join(element.itertext()).split()))
        for name, value in element.attrib.items():
            for ending, fact in _XMP.items():
                if name.endswith(ending):
                    add(told, fact, value)


def clean(data: bytes) -> bytes:
    """Return the same pages; what is not seen of them is left out. Raises Unreadable."""
    with _opened(data) as pdf:
        for found in _objects(pdf):
            _clean_object(found)
        for name in ("/Names", "/AcroForm"):
            tree = pdf.Root.get(name)
            for part in ("/JavaScript", "/EmbeddedFiles", "/XFA"):
                if tree is not None and part in tree:
                    del tree[part]
        if "/OpenAction" in pdf.Root and _is_action(pdf.Root.OpenAction):
            del pdf.Root["/OpenAction"]
        for page in pdf.pages:
            _clean_notes(page.obj)
        for name in ("/Info", "/ID"):
            if name in pdf.trailer:
                del pdf.trailer[name]
        out = io.BytesIO()
        pdf.remove_unreferenced_resources()
        pdf.save(out, deterministic_id=True, encryption=False)
    return out.getvalue()


def _clean_object(found: Dictionary | Stream) -> None:
    for name in (*_BESIDE, "/AA"):
        if name in found:
            del found[name]
    for name in ("/A", "/Next", "/OpenAction"):
        if name in found and _is_action(found[name]):
            del found[name]
    if _is_action(found):
        for name in ("/JS", "/F", "/Win"):
            if name in found:
                del found[name]
    if _is_note(found):
        for name in ("/T", "/M", "/CreationDate", "/NM"):
            if name in found:
                del found[name]
    if _is_jpeg(found):
        found.write(pictures.clean(found.read_raw_bytes()), filter=Name.DCTDecode)


def _clean_notes(page: Dictionary) -> None:
    """Take files that are pinned to a page off it."""
    notes = page.get("/Annots")
    if isinstance(notes, Array):
        kept = [note for note in notes if note.get("/Subtype") != Name.FileAttachment]
        page["/Annots"] = Array(kept)


def _is_action(found) -> bool:
    return isinstance(found, Dictionary) and str(found.get("/S", "")) in _ACTS


def _is_note(found) -> bool:
    """Tell a note or a mark from the fields of a form, whose names stand in the same place."""
    kind = found.get("/Subtype")
    return "/Rect" in found and kind is not None and kind not in (Name.Widget, Name.Link)


def _is_jpeg(found) -> bool:
    filters = found.get("/Filter")
    if isinstance(filters, Array) and len(filters) == 1:
        filters = filters[0]
    is_picture = isinstance(found, Stream) and found.get("/Subtype") == Name.Image
    return is_picture and filters == Name.DCTDecode


def _items(found) -> list[tuple[str, str]]:
    if not isinstance(found, Dictionary):
        return []
    return [(name, str(value)) for name, value in found.items()]


def _objects(pdf: Pdf) -> Iterator[Dictionary | Stream]:
    if len(pdf.objects) > _MOST_OBJECTS:
        raise Unreadable
    for found in pdf.objects:
        if isinstance(found, Dictionary | Stream):
            yield found
            # What stands directly in another object is none of its own.
            yield from (part for part in _within(found) if isinstance(part, Dictionary))


def _within(found, depth: int = 0) -> Iterator:
    """Yield what stands directly in an object, through lists, three deep."""
    if depth > 3:
        return
    parts = found if isinstance(found, Array) else [value for _name, value in found.items()]
    for part in parts:
        if isinstance(part, Array | Dictionary) and not part.is_indirect:
            yield part
            yield from _within(part, depth + 1)


def _opened(data: bytes) -> Pdf:
    try:
        return Pdf.open(io.BytesIO(data), suppress_warnings=True)
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise Unreadable from error
