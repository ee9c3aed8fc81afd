"""The door for files: what comes in by what it holds, under a name nobody can guess."""

import io
import re
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from articles import files
from articles.models import File

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
# A frame of MPEG 1, layer III, 128 kbit/s at 44.1 kHz is 417 bytes long.
FRAME = b"\xff\xfb\x90\x00" + bytes(413)
MP3 = FRAME * 3
OGG = b"OggS\x00\x02" + bytes(22) + b"\x01\x13OpusHead" + bytes(40)
M4A = b"\x00\x00\x00\x20ftypM4A \x00\x00\x02\x00" + b"moov hdlr soun" + bytes(40)


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


def office(*parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in ("[Content_Types].xml", *parts):
            file.writestr(name, b"<x/>")
    return out.getvalue()


def opendocument(said: bytes) -> bytes:
    return packed(mimetype=said, content_dot_xml=b"<x/>")


ODT = opendocument(b"application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(
    "name, data, kind",
    [
        ("Закон.pdf", PDF, "pdf"),
        ("called.docx.pdf.exe", office("word/document.xml"), "docx"),
        ("a.xlsx", office("xl/workbook.xml"), "xlsx"),
        ("a.pptx", office("ppt/presentation.xml"), "pptx"),
        ("a.odt", ODT, "odt"),
        ("a.ods", opendocument(b"application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        ("a.epub", opendocument(b"application/epub+zip"), "epub"),
        ("a.csv", "город;жители\nЕреван;1".encode(), "csv"),
        ("a.txt", b"\xef\xbb\xbfa", "txt"),
        ("a.mp3", MP3, "mp3"),
        ("a", b"ID3\x04\x00\x00\x00\x00\x00\x05" + bytes(5) + MP3, "mp3"),
        ("a.ogg", OGG, "ogg"),
        ("a.m4a", M4A, "m4a"),
    ],
)
def test_store_knows_a_file_by_what_it_holds(photo, name, data, kind):
    file = files.store(name, data, by=photo)

    assert (file.kind, file.size, file.uploaded_by) == (kind, len(data), photo)
    assert default_storage.open(file.path).read() == data


@pytest.mark.parametrize(
    "name, data",
    [
        ("a.html", b"<!doctype html><script>alert(1)</script>"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("a.pdf", b"<script>alert(1)</script>%PDF-1.7 %%EOF"),
        ("a.pdf", b"%PDF-1.7 cut off"),
        ("a.docx", b"PK\x03\x04 broken"),
        ("a.zip", office()),
        ("a.docx", office("../../etc/passwd", "word/document.xml")),
        ("a.exe", b"MZ" + bytes(400)),
        ("a.txt", b"a\x00b"),
        ("a.csv", b"\xff\xfe\x00"),
        ("a.mp3", b"\xff\xfb\x90\x00" + bytes(900)),
        ("a.ogg", b"OggS" + bytes(30) + b"\x80theora"),
        ("a.m4a", M4A + b"hdlr vide"),
        ("a.mp4", b"\x00\x00\x00\x20ftypqt  " + bytes(40)),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(400)),
        ("a.txt", b"  \n "),
    ],
)
def test_store_refuses_what_readers_are_not_given(photo, name, data):
    with pytest.raises(ValidationError, match=r"PDF|H\.264"):
        files.store(name, data, by=photo)

    assert not File.objects.exists()


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "word/activeX/activeX1.bin", "x/run.exe"])
def test_store_refuses_programs_in_office_files(in_english, photo, part):
    with pytest.raises(ValidationError, match="macros"):
        files.store("a.docx", office("word/document.xml", part), by=photo)

    assert not File.objects.exists()


def test_store_refuses_an_empty_and_an_endless_file(photo):
    with pytest.raises(ValidationError):
        files.store("a.pdf", b"", by=photo)
    with pytest.raises(ValidationError, match="60"):
        files.store("a.pdf", PDF.ljust(60 * 1024 * 1024 + 1), by=photo)

    assert not File.objects.exists()


def test_same_bytes_are_kept_once(photo, chief):
    first = files.store("a.pdf", PDF, by=photo)

    assert files.store("b.pdf", PDF, by=chief) == first
    assert File.objects.count() == 1


@pytest.mark.parametrize(
    "name, shown, end",
    [
        ("Бюджет 2027.pdf", "Бюджет 2027.pdf", "byudzhet-2027.pdf"),
        ("..\\..\\evil\x00\r\n.html", "evil .html", "evil.pdf"),
        ("/", "-", "file.pdf"),
        ("…" * 300 + ".pdf", "…" * 196 + ".pdf", "file.pdf"),
    ],
)
def test_file_has_an_address_that_cannot_be_guessed(photo, name, shown, end):
    file = files.store(name, PDF, by=photo)

    assert file.name == shown
    assert re.fullmatch(rf"/media/files/[0-9a-f]{{32}}/{re.escape(end)}", file.url)
