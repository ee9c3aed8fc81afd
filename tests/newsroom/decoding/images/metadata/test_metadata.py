"""What files say of their pictures, read as text and bounded."""

import io

import PIL.Image
import pytest

from newsroom.decoding.images import metadata
from newsroom.decoding.images.metadata import iptc, xmp
from newsroom.decoding.images.metadata.letters import decoded


def dataset(number: int, value: bytes, record: int = 2) -> bytes:
    return bytes([0x1C, record, number]) + len(value).to_bytes(2, "big") + value


def packet(inside: str, attributes: str = "") -> str:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
        f" {attributes}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta>"
    )


def several(kind: str, *texts: str) -> str:
    return f"<rdf:{kind}>{''.join(f'<rdf:li>{text}</rdf:li>' for text in texts)}</rdf:{kind}>"


def jpeg(**options) -> PIL.Image.Image:
    out = io.BytesIO()
    PIL.Image.new("RGB", (8, 8)).save(out, "JPEG", **options)
    picture = PIL.Image.open(out)
    picture.load()
    return picture


@pytest.mark.parametrize(
    "text, encoding",
    [
        ("Озеро Севан в ноябре", "utf-8"),
        ("Озеро Севан в ноябре", "cp1251"),
        ("Ёлки у озера", "cp1251"),
        ("Le café près du théâtre", "cp1252"),
        ("Straße in Köln", "cp1252"),
        ("Սևանա լիճը", "utf-8"),
    ],
)
def test_bytes_are_read_in_the_encoding_that_fits(text, encoding):
    assert decoded(text.encode(encoding) + b"\0") == text


def test_iptc_is_read_in_the_encoding_that_it_names():
    data = dataset(90, b"\x1b%G", record=1) + dataset(120, "Սևանա լիճը".encode())

    assert iptc.parsed(data)["captions"] == ["Սևանա լիճը"]


def test_iptc_tells_who_made_it_and_whose_it_is():
    data = b"".join(
        [
            dataset(120, "Паром в порту".encode("cp1251")),
            dataset(80, "Анна Петросян".encode("cp1251")),
            dataset(110, b"Photolure"),
            dataset(115, b"Photolure archive"),
            dataset(116, "© 2026 Photolure".encode("cp1251")),
            dataset(25, "порт".encode("cp1251")),
            dataset(25, "море".encode("cp1251")),
            dataset(55, b"20261124"),
            dataset(60, b"183000+0400"),
        ]
    )

    assert iptc.parsed(data) == {
        "captions": ["Паром в порту"],
        "credits": ["Анна Петросян / Photolure"],
        "source": "Photolure archive",
        "copyright": "© 2026 Photolure",
        "keywords": ["порт", "море"],
        "taken": "2026-11-24T18:30:00+04:00",
    }


@pytest.mark.parametrize(
    "data", [b"\x1c", b"\x1c\x02\x78\x00", b"\x1c\x02\x78\x80\x04aaaa", b"\x1c\x02\x78\x00\xffabc"]
)
def test_iptc_that_is_broken_says_nothing(data):
    assert iptc.parsed(data)["captions"] == []


def test_xmp_is_read_from_elements_and_attributes():
    inside = (
        f"<dc:description>{several('Alt', 'A boat', 'Лодка')}</dc:description>"
        f"<dc:creator>{several('Seq', 'Anna Petrosyan')}</dc:creator>"
        f"<dc:subject>{several('Bag', 'lake', 'boat')}</dc:subject>"
        f"<Iptc4xmpExt:PersonInImage>{several('Bag', 'Ani', 'Aram')}</Iptc4xmpExt:PersonInImage>"
    )
    attributes = 'photoshop:Credit="Anna Petrosyan/AP" photoshop:DateCreated="2026-11-24T18:30"'

    assert xmp.parsed(packet(inside, attributes).encode()) == {
        "captions": ["A boat", "Лодка"],
        "credits": ["Anna Petrosyan/AP"],
        "source": "",
        "copyright": "",
        "people": ["Ani", "Aram"],
        "keywords": ["lake", "boat"],
        "taken": "2026-11-24T18:30:00",
    }


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE x [<!ENTITY a "boo">]>' + packet("<dc:rights>&a;</dc:rights>").encode(),
        packet("<dc:rights>boo</dc:rights>").encode("utf-16"),
        packet("<dc:rights>" + "boo" * 200_000 + "</dc:rights>").encode(),
        packet("<dc:rights>boo").encode(),
        packet("<a>" * 100_000).encode(),
    ],
    ids=["entity", "utf-16", "long", "torn", "deep"],
)
def test_xmp_that_is_hostile_or_broken_says_nothing(data):
    assert metadata.read_metadata(jpeg(xmp=data[:60_000]))["copyright"] == ""
    assert metadata.read_metadata(fake(xmp=data))["copyright"] == ""


def fake(**info) -> PIL.Image.Image:
    """A picture as if opened from a file that no encoder of ours writes."""
    picture = PIL.Image.new("RGB", (8, 8))
    picture.info.update(info)
    return picture


def test_metadata_takes_xmp_first_then_iptc_then_exif():
    exif = PIL.Image.Exif()
    exif[0x010E], exif[0x8298] = "From the camera", "The camera's"
    exif.get_ifd(0x8769)[0x9003] = "2026:11:24 18:30:00"
    picture = jpeg(
        exif=exif, xmp=packet(f"<dc:subject>{several('Bag', 'xmp')}</dc:subject>").encode()
    )
    picture.info["photoshop"] = {0x0404: dataset(120, b"From the agency") + dataset(25, b"iptc")}

    found = metadata.read_metadata(picture)

    assert found["keywords"] == ["xmp"]
    assert found["captions"] == ["From the agency"]
    assert found["copyright"] == "The camera's"
    assert found["taken"] == "2026-11-24T18:30:00"


@pytest.mark.parametrize(
    "text", ["OLYMPUS DIGITAL CAMERA", "SONY DSC", "DCIM\\100MEDIA\\DJI_0001.JPG", "dav", ""]
)
def test_exif_of_a_camera_is_no_caption(text):
    exif = PIL.Image.Exif()
    exif[0x010E] = text

    assert metadata.read_metadata(jpeg(exif=exif))["captions"] == []


def test_exif_written_in_another_encoding_is_read():
    exif = PIL.Image.Exif()
    exif[0x010E] = "Озеро Севан".encode()
    exif[0x013B] = "Анна Петросян".encode("cp1251")

    found = metadata.read_metadata(jpeg(exif=exif))

    assert found["captions"] == ["Озеро Севан"]
    assert found["credits"] == ["Анна Петросян"]


def test_metadata_is_bounded():
    data = b"".join(dataset(25, b"word %d" % number) for number in range(1_000))
    picture = jpeg()
    picture.info["photoshop"] = {0x0404: data + dataset(116, b"c" * 30_000)}

    found = metadata.read_metadata(picture)

    assert len(found["keywords"]) == metadata.MOST_WORDS
    assert len(found["copyright"]) == metadata.LONGEST
