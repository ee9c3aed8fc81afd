"""What the process of one file does: tell what it is and what it tells, or make a clean copy."""

# No file can be opened once a stranger's is read: what others load at first use is loaded here.
import encodings.cp437
import encodings.cp1251
import encodings.cp1252
import encodings.latin_1
import encodings.utf_8_sig  # noqa: F401
from collections.abc import Callable

from newsroom.decoding.files import audio, films, office, opendocument, pdf
from newsroom.decoding.files.facts import Fact, Heavy, Remote, Told, Unreadable, add
from newsroom.decoding.files.kinds import Programs, kind_of

_TELL: dict[str, Callable[[bytes], Told]] = {
    "pdf": pdf.read_facts,
    **dict.fromkeys(("docx", "xlsx", "pptx"), office.read_facts),
    **dict.fromkeys(("odt", "ods", "epub"), opendocument.read_facts),
}
_CLEAN: dict[str, Callable[[bytes], bytes]] = {
    "pdf": pdf.clean,
    **dict.fromkeys(("docx", "xlsx", "pptx"), office.clean),
    **dict.fromkeys(("odt", "ods", "epub"), opendocument.clean),
}
_RECORDINGS = ("mp3", "m4a", "ogg")


def run(order: dict, data: bytes) -> tuple[dict, list[bytes]]:
    """Do the one task of an order: `take` an upload, `tell` of a file, or `clean` one.

    `refused` names why it is not done.
    """
    try:
        if order["task"] == "take":
            return inspect(data, order["ending"])
        if order["task"] == "tell":
            return {"tells": read_facts(data, order["kind"])}, []
        copy = clean(data, order["kind"])
        return {"tells": read_facts(copy, order["kind"])}, [copy]
    except Programs:
        return {"refused": "programs"}, []
    except Remote:
        return {"refused": "remote"}, []
    except films.Unplayable as unplayable:
        return {"refused": unplayable.reason.value}, []
    except (Heavy, MemoryError):
        return {"refused": "heavy"}, []
    except Unreadable:
        return {"refused": "unreadable"}, []


def inspect(data: bytes, ending: str) -> tuple[dict, list[bytes]]:
    """Return kind, facts of a film, and what is told; with the bytes that readers get of a film."""
    kind = kind_of(data, ending)
    if kind == "mp4":
        film = films.checked_film(data)
        facts = {"width": film.width, "height": film.height, "seconds": film.seconds}
        return {"kind": kind, "film": facts, "tells": {}}, [film.data]
    return {"kind": kind, "tells": read_facts(data, kind)}, []


def read_facts(data: bytes, kind: str | None) -> Told:
    """Return what a file tells; that it cannot be read, where that is so."""
    told: Told = {}
    try:
        if kind in _TELL:
            return _TELL[kind](data)
        if kind in _RECORDINGS:
            return audio.read_facts(data, kind)
    except Unreadable:
        add(told, Fact.UNKNOWN, "1")
    return told


def clean(data: bytes, kind: str) -> bytes:
    """Return the same file without what it tells. Raises Unreadable, Heavy."""
    if kind in _CLEAN:
        return _CLEAN[kind](data)
    if kind in _RECORDINGS:
        return audio.clean(data, kind)
    raise Unreadable
