"""How each language writes dates."""

from datetime import date

import pytest
from django.utils.formats import date_format, sanitize_separators
from django.utils.translation import override

DAY = date(2026, 11, 4)


@pytest.mark.parametrize(
    "code, name, words",
    [
        ("ru", "DATE_FORMAT", "4 ноября 2026"),
        ("ru", "MONTH_DAY_FORMAT", "4 ноября"),
        ("ru", "YEAR_MONTH_FORMAT", "Ноябрь 2026"),
        ("en", "DATE_FORMAT", "4 November 2026"),
        ("en", "MONTH_DAY_FORMAT", "4 November"),
        ("en", "YEAR_MONTH_FORMAT", "November 2026"),
        ("hy", "SHORT_DATE_FORMAT", "04.11.2026"),
    ],
)
def test_date_is_written_as_the_language_writes_it(code, name, words):
    with override(code):
        assert date_format(DAY, name) == words


def test_armenian_date_has_its_word_for_the_year():
    with override("hy"):
        assert date_format(DAY, "DATE_FORMAT").endswith(" 2026 թ.")


def test_armenian_numbers_have_a_decimal_comma():
    with override("hy"):
        assert sanitize_separators("1,5") == "1.5"
