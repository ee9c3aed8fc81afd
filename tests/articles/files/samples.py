"""Documents and recordings that tell a lot, written byte by byte or with other libraries than ours.

No library that cleans takes part: PDFs are written by hand, archives with zipfile, tags by their
specifications (ID3v2.4, ID3v1, Vorbis comments, ISO 6709 in QuickTime's ©xyz), EXIF with Pillow.
"""

import io
import struct
import zipfile

import PIL.Image

from tests.articles.files.test_films import box, track

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def photograph() -> bytes:
    """A JPEG with place, camera and author, turned by a quarter."""
    exif = PIL.Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "Secret Photographer"
    exif[0x010F], exif[0x0110] = "Canon", "EOS R5"
    exif.get_ifd(0x8825).update({1: "N", 2: (40.0, 10.0, 45.12), 3: "E", 4: (44.0, 29.0, 56.76)})
    out = io.BytesIO()
    PIL.Image.new("RGB", (40, 30), "teal").save(out, "JPEG", exif=exif, comment=b"by Secret")
    return out.getvalue()


def pdf(*, more: bytes = b"") -> bytes:
    """A PDF with author, program, words about it, a note, a file, a script and a photograph."""
    jpeg = photograph()
    xmp = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
        b' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
        b' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq>'
        b"<rdf:li>Ani Secretyan</rdf:li></rdf:Seq></dc:creator></rdf:Description>"
        b"</rdf:RDF></x:xmpmeta>"
    )
    page = b"BT /F1 24 Tf 72 700 Td (Budget 2026) Tj ET q 40 0 0 30 72 600 cm /Im1 Do Q"

    def stream(words: bytes, data: bytes) -> bytes:
        return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (words, len(data), data)

    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Metadata 6 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>"
        b"/Names<</EmbeddedFiles<</Names[(a) 8 0 R]>>>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[7 0 R]"
        b"/Resources<</Font<</F1 5 0 R>>/XObject<</Im1 10 0 R>>>>>>",
        stream(b"", page),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        stream(b"/Type/Metadata/Subtype/XML", xmp),
        b"<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(Seen note)/T(Secret Reviewer)>>",
        b"<</Type/Filespec/F(secret.txt)/EF<</F 9 0 R>>>>",
        stream(b"/Type/EmbeddedFile", b"attached secret"),
        stream(
            b"/Type/XObject/Subtype/Image/Width 40/Height 30/ColorSpace/DeviceRGB"
            b"/BitsPerComponent 8/Filter/DCTDecode",
            jpeg,
        ),
        b"<</Author(Anna Secretova)/Creator(Microsoft Word)/Producer(Quartz)/Title(Budget)"
        b"/SourceFile(/Users/anna/leak.docx)>>",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, words in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, words)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer\n<</Size %d/Root 1 0 R/Info 11 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return out + more + table + tail % (len(objects) + 1, len(out + more))


def packed(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(name, data, how)
    return out.getvalue()


def relations(*rows: tuple[str, str, str]) -> str:
    """Rows of type, target and mode."""
    inside = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"'
        f"{f' TargetMode={mode!r}'.replace(chr(39), chr(34)) if mode else ''}/>"
        for number, (kind, target, mode) in enumerate(rows, 1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{inside}</Relationships>'


def properties() -> dict[str, str]:
    return {
        "docProps/core.xml": (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
            'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Budget'
            "</dc:title><dc:creator>Anna Secretova</dc:creator><cp:lastModifiedBy>Ani Secretyan"
            "</cp:lastModifiedBy></cp:coreProperties>"
        ),
        "docProps/app.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            'extended-properties"><Template>Ministry.dotx</Template><Application>Microsoft Office'
            " Word</Application><Company>Secret Ministry</Company></Properties>"
        ),
        "docProps/custom.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            'custom-properties" xmlns:vt="urn:vt"><property name="Case"><vt:lpwstr>77-secret'
            "</vt:lpwstr></property></Properties>"
        ),
        "docProps/thumbnail.jpeg": "a small picture, secret",
    }


def docx(*rows: tuple[str, str, str], **more) -> bytes:
    """A DOCX with properties, a comment, a change, a photograph and the way to a template."""
    rows = rows or (("attachedTemplate", "file:///C:/Users/anna-secret/Ministry.dotx", "External"),)
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(
                ("officeDocument", "word/document.xml", ""),
                ("thumbnail", "docProps/thumbnail.jpeg", ""),
            ),
            **properties(),
            "word/document.xml": (
                f'<w:document xmlns:w="{MAIN}"><w:body><w:p w:rsidR="00AB12CD"><w:r><w:t>Budget'
                ' 2026</w:t></w:r><w:ins w:id="1" w:author="Secret Editor"><w:r><w:t>added</w:t>'
                "</w:r></w:ins></w:p></w:body></w:document>"
            ),
            "word/comments.xml": (
                f'<w:comments xmlns:w="{MAIN}"><w:comment w:id="0" w:author="Secret Reviewer"'
                ' w:initials="SR"><w:p><w:r><w:t>Seen note</w:t></w:r></w:p></w:comment>'
                "</w:comments>"
            ),
            "word/settings.xml": (
                f'<w:settings xmlns:w="{MAIN}" xmlns:r="{OFFICE}"><w:attachedTemplate r:id="r1"/>'
                '<w:rsids><w:rsid w:val="00AB12CD"/></w:rsids></w:settings>'
            ),
            "word/_rels/settings.xml.rels": relations(*rows),
            "word/media/image1.jpeg": photograph(),
            **more,
        }
    )


def xlsx() -> bytes:
    sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            **properties(),
            "xl/workbook.xml": f'<workbook xmlns="{sheet}"><sheets/></workbook>',
            "xl/comments1.xml": (
                f'<comments xmlns="{sheet}"><authors><author>Secret Reviewer</author></authors>'
                '<commentList><comment ref="A1" authorId="0"><text><t>Seen note</t></text>'
                "</comment></commentList></comments>"
            ),
        }
    )


def odt(href: str = "") -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    meta = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
    dc = "http://purl.org/dc/elements/1.1/"
    names = f'xmlns:o="{office}" xmlns:m="{meta}" xmlns:dc="{dc}"'
    picture = f'<d:image xlink:href="{href}"/>' if href else ""
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "meta.xml": (
                f"<o:document-meta {names}><o:meta><m:initial-creator>Anna Secretova"
                "</m:initial-creator><m:generator>LibreOffice/24 on secret-host</m:generator>"
                '<m:user-defined m:name="Case">77-secret</m:user-defined></o:meta>'
                "</o:document-meta>"
            ),
            "content.xml": (
                f'<o:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink"'
                ' xmlns:d="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><o:body>Budget 2026'
                "<o:annotation><dc:creator>Secret Reviewer</dc:creator>Seen note</o:annotation>"
                f"{picture}</o:body></o:document-content>"
            ),
            "settings.xml": (
                '<o:s xmlns:o="urn:o"><o:config-item o:name="PrinterName">secret-printer'
                "</o:config-item></o:s>"
            ),
            "Thumbnails/thumbnail.png": "a small picture, secret",
            "META-INF/manifest.xml": (
                '<m:manifest xmlns:m="urn:m"><m:file-entry m:full-path="Thumbnails/thumbnail.png"/>'
                '<m:file-entry m:full-path="content.xml"/></m:manifest>'
            ),
        }
    )


FRAME = b"\xff\xfb\x90\x00" + bytes(413)


def mp3() -> bytes:
    """ID3v2.4 with an artist, a program and a cover, ID3v1 behind."""

    def frame(name: bytes, data: bytes) -> bytes:
        return name + bytes([0, 0, len(data) >> 7, len(data) & 0x7F, 0, 0]) + data

    inside = frame(b"TPE1", b"\x03Anna Secretova") + frame(b"TENC", b"\x03Secret Recorder")
    inside += frame(b"COMM", b"\x03eng\0secret call")
    inside += frame(b"APIC", b"\x03image/jpeg\0\x03\0" + photograph()[:90])
    head = b"ID3\x04\0\0" + bytes([0, 0, len(inside) >> 7, len(inside) & 0x7F])
    old = b"TAG" + b"secret title".ljust(30, b"\0") + b"Anna Secretova".ljust(30, b"\0")
    return head + inside + FRAME * 20 + old.ljust(128, b"\0")


PLACE = b"+40.1792+044.4991+990.000/"


def m4a() -> bytes:
    """As a phone writes it: the place of the recording stands beside the sound."""
    place = box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0x15C7), PLACE)
    moment = box(b"mvhd", bytes(12), struct.pack(">II", 1_000, 61_400), bytes(80))
    moov = box(b"moov", moment, track(b"soun", b"mp4a"), box(b"udta", place))
    return box(b"ftyp", b"M4A ", bytes(4)) + moov + box(b"mdat", b"\x07" * 900)
