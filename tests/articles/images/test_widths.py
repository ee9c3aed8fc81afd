"""How wide pictures are drawn, as pages say it to browsers."""

from types import SimpleNamespace

import pytest

from articles.images.widths import (
    TEXT_COLUMN,
    WHOLE_PAGE,
    beside_words,
    in_ad,
    in_gallery,
    in_row,
    in_text,
)
from articles.models import Image


def a_row(*covers: bool) -> list:
    """Return what stands for editions, with a cover or without one."""
    return [SimpleNamespace(stream_cover=cover) for cover in covers]


@pytest.mark.parametrize("count, wide", [(1, "36rem"), (2, "36rem"), (3, "23rem"), (4, "17rem")])
def test_card_of_a_row_is_as_wide_as_the_row_lets_it(count, wide):
    row = a_row(*[True] * count)

    assert in_row(row, True).split(", ")[0].endswith(wide)
    assert in_row(row, True).endswith("100vw")
    assert in_row(row, False).endswith("7rem")
    assert in_row(a_row(*[True] * 9), False) == in_row(a_row(*[True] * 4), False)


def test_card_beside_one_without_a_picture_has_its_words_beside_it():
    beside_bare = "(min-width: 60rem) 15rem, (min-width: 40rem) 50vw, 7rem"

    assert in_row(a_row(False, True), False) == beside_bare
    assert in_row(a_row(True, False), True) == beside_bare.replace("7rem", "100vw")
    assert in_row(a_row(True, False, True), False) == in_row(a_row(True, True, True), False)


def test_card_with_its_words_beside_it_has_half_of_that():
    assert beside_words(True) == "(min-width: 80rem) 17.5rem, (min-width: 40rem) 23vw, 100vw"
    assert beside_words(False).endswith(" 7rem")


def test_picture_of_a_text_has_the_width_that_was_chosen_for_it():
    assert in_text("", TEXT_COLUMN) == TEXT_COLUMN
    assert "18rem" in in_text("side", TEXT_COLUMN)
    assert "57rem" in in_text("wide", TEXT_COLUMN)


def test_where_the_page_is_the_column_every_picture_is_as_wide():
    assert in_text("side", WHOLE_PAGE) == WHOLE_PAGE


@pytest.mark.parametrize(
    "size, text, page",
    [
        ((1600, 900), "(min-width: 46rem) 34rem, 85vw", "(min-width: 62rem) 52rem, 85vw"),
        ((1200, 1600), "(min-width: 46rem) 17rem, 42.5vw", "(min-width: 62rem) 26rem, 42.5vw"),
    ],
)
def test_upright_picture_of_a_gallery_is_narrower_in_its_window(size, text, page):
    image = Image(width=size[0], height=size[1])

    assert in_gallery(TEXT_COLUMN, image) == text
    assert in_gallery(WHOLE_PAGE, image) == page


@pytest.mark.parametrize(
    "place, size, expected",
    [
        ("header", (1456, 180), "(min-width: 48rem) 45.5rem, 100vw"),
        ("after_text", (600, 500), "(min-width: 48rem) 18.75rem, 18.75rem"),
        ("beside", (320, 1200), "(min-width: 48rem) 10rem, 10rem"),
        ("stream", (600, 500), "(min-width: 48rem) 9rem, 18.75rem"),
    ],
)
def test_picture_of_an_ad_alone_is_as_wide_as_its_shape_lets_it(place, size, expected):
    assert in_ad(place, Image(width=size[0], height=size[1]), False) == expected


@pytest.mark.parametrize("place", ["header", "stream", "in_text", "after_text", "beside", "foot"])
def test_every_place_of_ads_says_how_wide_a_picture_is(place):
    assert "rem" in in_ad(place, None, True)
    assert "rem" in in_ad(place, Image(width=3, height=2), False)
