"""What files tell is found before they are published; clean copies tell it no more."""

import io
import re
import zipfile
import zlib

import PIL.Image
import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from articles import files as uploads
from articles.files import inspection
from articles.models import AuditEntry, File
from newsroom.sandbox.client import Ended, Unavailable
from tests.articles.files import samples

pytestmark = pytest.mark.usefixtures("in_english")

PEOPLE_OF_OFFICE = {
    "author": ["Anna Secretova", "Ani Secretyan"],
    "company": ["Secret Ministry"],
}


def bytes_of(file: File) -> bytes:
    with default_storage.open(file.path) as opened:
        return opened.read()


def all_bytes(data: bytes) -> bytes:
    """Return a file with all that is packed in it unpacked, so that a word can be looked for."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = "\n".join(packed.namelist()).encode()
            return b"\n".join([names, *(packed.read(name) for name in packed.namelist())])
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S)
    unpacked = []
    for stream in streams:
        try:
            unpacked.append(zlib.decompressobj().decompress(stream))
        except zlib.error:
            unpacked.append(stream)
    return b"\n".join([data, *unpacked])


def told_of(name: str, data: bytes, by) -> dict:
    return uploads.store(name, data, by=by).tells


def test_pdf_tells_who_made_it_with_what_and_where(photo):
    assert told_of("a.pdf", samples.pdf(), photo) == {
        "author": ["Anna Secretova", "Ani Secretyan", "Secret Photographer"],
        "program": ["Microsoft Word", "Quartz"],
        "properties": ["SourceFile: /Users/anna/leak.docx"],
        "scripts": ["JavaScript"],
        "people": ["Secret Reviewer"],
        "attachments": ["secret.txt"],
        "camera": ["Canon EOS R5"],
        "place": ["40.1792, 44.4991"],
    }


def test_pdf_tells_that_earlier_states_are_in_it(photo):
    more = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1>>\nstartxref\n0\n%%EOF\n"

    assert told_of("a.pdf", samples.pdf(more=more), photo)["earlier"] == ["1"]
    assert "earlier" not in told_of("b.pdf", samples.pdf(), photo)


def test_docx_tells_people_template_place_and_what_is_hidden(photo):
    told = told_of("a.docx", samples.docx(), photo)

    assert told == {
        "author": ["Anna Secretova", "Ani Secretyan", "Secret Photographer"],
        "company": ["Secret Ministry"],
        "template": ["Ministry.dotx", "file:///C:/Users/anna-secret/Ministry.dotx"],
        "program": ["Microsoft Office Word"],
        "properties": ["Case: 77-secret"],
        "preview": ["1"],
        "people": ["Secret Editor", "Secret Reviewer"],
        "comments": ["1"],
        "changes": ["1"],
        "camera": ["Canon EOS R5"],
        "place": ["40.1792, 44.4991"],
    }


@pytest.mark.parametrize(
    "name, make, told",
    [
        (
            "a.xlsx",
            samples.xlsx,
            PEOPLE_OF_OFFICE | {"people": ["Secret Reviewer"], "comments": ["1"]},
        ),
        (
            "a.odt",
            samples.odt,
            {
                "author": ["Anna Secretova"],
                "program": ["LibreOffice/24 on secret-host"],
                "properties": ["Case: 77-secret", "secret-printer"],
                "people": ["Secret Reviewer"],
                "comments": ["1"],
                "preview": ["1"],
            },
        ),
        (
            "a.mp3",
            samples.mp3,
            {"author": ["Anna Secretova"], "program": ["Secret Recorder"], "preview": ["1"]},
        ),
        ("a.m4a", samples.m4a, {"place": [samples.PLACE.decode()]}),
        ("a.txt", lambda: b"words", {}),
    ],
)
def test_other_files_tell_what_they_hold(photo, name, make, told):
    found = told_of(name, make(), photo)

    assert {fact: found.get(fact) for fact in told} == told
    assert bool(found) == bool(told)


@pytest.mark.parametrize(
    "name, make, stays, left",
    [
        ("a.pdf", samples.pdf, [b"(Budget 2026) Tj", b"Seen note"], {}),
        (
            "a.docx",
            samples.docx,
            [b"Budget 2026", b"added", b"Seen note"],
            {"comments": ["1"], "changes": ["1"]},
        ),
        ("a.xlsx", samples.xlsx, [b"Seen note"], {"comments": ["1"]}),
        ("a.odt", samples.odt, [b"Budget 2026", b"Seen note"], {"comments": ["1"]}),
        ("a.mp3", samples.mp3, [samples.FRAME * 20], {}),
        ("a.m4a", samples.m4a, [b"\x07" * 900], {}),
    ],
)
def test_clean_copy_keeps_what_is_seen_and_nothing_else(photo, name, make, stays, left):
    first = uploads.store(name, make(), by=photo)
    before = bytes_of(first)

    copy = uploads.make_clean_copy(first, by=photo)

    found = all_bytes(bytes_of(copy))
    betraying = (b"secret", b"Secret", b"SR", b"00AB12CD", b"+40.1792", b"Canon", b"Ministry")
    assert [word for word in betraying if word in found] == []
    assert any(word in all_bytes(before) for word in betraying)
    assert [word for word in stays if word not in found] == []
    assert copy.tells == left
    assert (copy.cleaned_from, copy.kind, copy.name) == (first, first.kind, first.name)
    assert copy.path != first.path
    assert bytes_of(first) == before


def test_photograph_of_a_clean_copy_has_the_same_pixels_and_stays_upright(photo):
    first = uploads.store("a.docx", samples.docx(), by=photo)

    copy = uploads.make_clean_copy(first, by=photo)

    with zipfile.ZipFile(io.BytesIO(bytes_of(copy))) as packed:
        data = packed.read("word/media/image1.jpeg")
    was, now = (PIL.Image.open(io.BytesIO(one)) for one in (samples.photograph(), data))
    assert now.tobytes() == was.tobytes()
    assert dict(now.getexif()) == {0x0112: 6}


def test_clean_copy_is_an_archive_that_others_read(photo):
    first = uploads.store("a.odt", samples.odt(), by=photo)

    data = bytes_of(uploads.make_clean_copy(first, by=photo))

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        entries = packed.infolist()
    assert data[30:38] == b"mimetype"
    assert entries[0].compress_type == zipfile.ZIP_STORED
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_clean_copy_is_made_once_and_stands_in_the_audit(photo, chief):
    first = uploads.store("a.pdf", samples.pdf(), by=photo)

    copy = uploads.make_clean_copy(first, by=chief)

    assert uploads.make_clean_copy(first, by=photo) == copy
    entry = AuditEntry.objects.get(action="file_clean")
    assert (entry.by, entry.about) == (chief, "a.pdf")
    assert entry.details == {"file": first.pk, "copy": copy.pk}


AWAY = [
    "https://evil.example/t.dotm",
    "HTTP://evil.example/t.dotm",
    " http://evil.example/t",
    "ftp://evil.example/t",
    r"\\evil.example\share\t.dotm",
    "file://evil.example/share/t.dotm",
    "//evil.example/t.dotm",
]
REMOTE = "The file loads a template or picture from another server"


@pytest.mark.parametrize("target", AWAY)
@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "frame", "oleObject"])
def test_document_that_loads_something_from_elsewhere_is_refused(photo, kind, target):
    with pytest.raises(ValidationError, match=REMOTE):
        uploads.store("a.docx", samples.docx((kind, target, "External")), by=photo)

    assert not File.objects.exists()


@pytest.mark.parametrize("target", ["https://evil.example/a.png", "//evil.example/a.png"])
def test_opendocument_that_loads_something_from_elsewhere_is_refused(photo, target):
    with pytest.raises(ValidationError, match=REMOTE):
        uploads.store("a.odt", samples.odt(target), by=photo)

    assert uploads.store("a.odt", samples.odt("Pictures/a.png"), by=photo).kind == "odt"


def test_link_that_one_follows_is_no_template(photo):
    data = samples.docx(("hyperlink", "https://news.example/", "External"))

    assert "template" in uploads.store("a.docx", data, by=photo).tells
    assert "https://news.example/" not in str(File.objects.get().tells)


@pytest.mark.parametrize(
    "part",
    [
        b'<!DOCTYPE a [<!ENTITY b "words">]><w:document xmlns:w="urn:w">&b;</w:document>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><w:document xmlns:w="urn:w"/>',
        b"<w:document",
        b"",
    ],
)
def test_document_with_odd_xml_is_kept_and_said_to_be_unread(photo, part):
    data = samples.packed({"[Content_Types].xml": "<Types/>", "word/document.xml": part})

    file = uploads.store("a.docx", data, by=photo)

    assert file.tells == {"unknown": ["1"]}
    with pytest.raises(ValidationError, match="damaged or locked"):
        uploads.make_clean_copy(file, by=photo)


def test_bomb_of_an_archive_is_a_sentence(photo):
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}
    bomb = samples.packed(parts | {"word/media/a.png": bytes(300 * 1024 * 1024)})

    with pytest.raises(ValidationError, match="too complex to process"):
        uploads.store("a.docx", bomb, by=photo)

    assert len(bomb) < 1024 * 1024
    assert not File.objects.exists()


def test_file_from_before_is_looked_at_once(photo, django_assert_num_queries):
    file = uploads.store("a.pdf", samples.pdf(), by=photo)
    File.objects.update(tells=None)
    file.refresh_from_db()

    with django_assert_num_queries(1):
        told = uploads.facts_of(file)

    assert told["people"] == ["Secret Reviewer"]
    assert File.objects.get().tells == told


class Answers:
    """A sandbox that hostile bytes have taken over, or that is not there."""

    def __init__(self, words=None, files=(), error: Exception | None = None):
        self.words, self.files, self.error = words, [*files], error

    def run(self, order, data, **limits):
        if self.error:
            raise self.error
        return self.words, self.files


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"kind": "exe", "tells": {}},
        {"kind": "pdf"},
        {"kind": "pdf", "tells": {"author": "words"}},
        {"kind": "pdf", "tells": {"author": [1]}},
        {"kind": "pdf", "tells": {"author": ["a" * 201]}},
        {"kind": "pdf", "tells": {"of another kind": ["a"]}},
        {"kind": "mp4", "tells": {}, "film": {"width": 1}},
        {"kind": "mp4", "tells": {}, "film": {"path": 1, "width": 1}},
        {"kind": "mp4", "tells": {}, "film": {"width": "1"}},
        {"refused": ["a"]},
    ],
)
def test_answer_that_lies_is_a_sentence(photo, monkeypatch, words):
    files = [b"film"] if "path" in str(words) or '"1"' in str(words) else []
    monkeypatch.setattr(inspection, "_sandbox", Answers(words, files))

    with pytest.raises(ValidationError):
        uploads.store("a.pdf", samples.pdf(), by=photo)

    assert not File.objects.exists()


@pytest.mark.parametrize(
    "error, sentence",
    [
        (Unavailable(), "The server is busy"),
        (Ended(-9), "too complex to process"),
        (Ended(1), "damaged or locked"),
    ],
)
def test_process_that_breaks_down_is_a_sentence(photo, monkeypatch, error, sentence):
    monkeypatch.setattr(inspection, "_sandbox", Answers(error=error))

    with pytest.raises(ValidationError, match=sentence):
        uploads.store("a.pdf", samples.pdf(), by=photo)

    assert not File.objects.exists()


def test_no_byte_of_a_file_is_read_by_the_server_itself(photo, monkeypatch):
    """Neither archives nor PDFs are opened outside of the process that can reach nothing."""

    def opened(*given, **more):
        raise AssertionError("read in this process")

    monkeypatch.setattr(zipfile, "ZipFile", opened)
    monkeypatch.setattr("newsroom.decoding.files.job.inspect", opened)
    docx, pdf = DOCX, PDF

    assert uploads.store("a.docx", docx, by=photo).tells["company"] == ["Secret Ministry"]
    assert uploads.store("a.pdf", pdf, by=photo).tells["people"] == ["Secret Reviewer"]


DOCX, PDF = samples.docx(), samples.pdf()
