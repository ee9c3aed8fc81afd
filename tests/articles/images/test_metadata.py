"""What a file says, in the fields of its picture."""

import datetime

import PIL.Image
import pytest

from articles import images
from articles.images import metadata
from articles.models import Image
from newsroom.decoding.images.metadata import Metadata
from tests.articles.images.test_store import picture


def filled(image: Image | None = None, **said) -> Image:
    image = image or Image()
    metadata.fill_empty_fields(image, vars(Metadata(**said)))
    return image


def test_words_go_to_the_language_of_their_letters():
    image = filled(
        captions=["Озеро Севан", "Սևանա լիճը", "Lake Sevan"], credits=["Reuters / Анна Ованнисян"]
    )

    assert (image.caption_ru, image.caption_hy) == ("Озеро Севан", "Սևանա լիճը")
    assert image.caption_en == "Lake Sevan"
    assert (image.credit_ru, image.credit_en) == ("Reuters / Анна Ованнисян", None)


def test_words_of_an_editor_stay():
    image = filled(Image(caption_ru="Наша подпись"), captions=["Чужая подпись"], source="AP")

    assert (image.caption_ru, image.source) == ("Наша подпись", "AP")


def test_words_are_one_bounded_line_of_plain_text():
    image = filled(
        captions=["A\u202e boat\n\x07on the lake"], keywords=["word"] * 3 + ["x" * 90] * 9
    )

    assert image.caption_en == "A boat on the lake"
    assert len(image.keywords) <= 500
    assert image.keywords.endswith("…")


@pytest.mark.parametrize(
    "said, expected",
    [
        ("2026-11-24T18:30:00+01:00", datetime.datetime(2026, 11, 24, 17, 30, tzinfo=datetime.UTC)),
        ("2026-11-24T18:30:00", datetime.datetime(2026, 11, 24, 14, 30, tzinfo=datetime.UTC)),
        ("2096-11-24T18:30:00", None),
        ("0001-01-01T00:00:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_moment_without_an_offset_is_the_newsrooms(said, expected):
    assert metadata.moment(said) == expected


def test_store_reads_what_the_file_says(photo):
    exif = PIL.Image.Exif()
    exif[0x010E], exif[0x013B] = "A boat on the lake", "Anna Petrosyan"
    exif.get_ifd(0x8769)[0x9003] = "2026:11:24 18:30:00"

    image = images.store("a.jpg", picture(size=(80, 60), exif=exif), by=photo)

    image.refresh_from_db()
    assert (image.caption_en, image.credit_en) == ("A boat on the lake", "Anna Petrosyan")
    assert image.taken_at == datetime.datetime(2026, 11, 24, 14, 30, tzinfo=datetime.UTC)
