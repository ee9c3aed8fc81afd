"""Documents that are archives of parts: read within bounds, written anew without traces."""

import io
import zipfile
import zlib

from lxml import etree

from newsroom.decoding.files.facts import Heavy, Unreadable

MOST_UNPACKED = 250 * 1024 * 1024
MOST_OF_XML = 64 * 1024 * 1024
_PIECE = 1024 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Parts:
    """The parts of a document by their names, each unpacked when it is asked for."""

    def __init__(self, data: bytes):
        try:
            self.packed = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError) as error:
            raise Unreadable from error
        self.left = MOST_UNPACKED

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(self.packed.namelist()))

    def read(self, name: str) -> bytes:
        """Return a part. Raises Heavy, Unreadable."""
        data = bytearray()
        try:
            with self.packed.open(name) as part:
                while piece := part.read(_PIECE):
                    data += piece
                    self.left -= len(piece)
                    if self.left < 0:
                        raise Heavy
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
            raise Unreadable from error
        except (NotImplementedError, KeyError, ValueError) as error:
            raise Unreadable from error
        return bytes(data)

    def tree(self, name: str) -> etree._Element:
        return parsed(self.read(name))


def parsed(data: bytes) -> etree._Element:
    """Return the root of a part of XML; what declares anything is none. Raises as `read`."""
    if len(data) > MOST_OF_XML:
        raise Heavy
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable from error
    if root.getroottree().docinfo.doctype and root.tag.rpartition("}")[2] != "html":
        raise Unreadable
    return root


def written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def packed(parts: dict[str, bytes]) -> bytes:
    """Return an archive: in their order, without times, owners and comments."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0
            # OpenDocument and EPUB say in the first one, as it is, what they are.
            is_plain = name == "mimetype"
            entry.compress_type = zipfile.ZIP_STORED if is_plain else zipfile.ZIP_DEFLATED
            file.writestr(entry, data)
    return out.getvalue()
