"""Keys, days and moments as others write them."""

from datetime import UTC, date, datetime

import pytest
from django import forms

from articles.admin.base import DayField, MomentField
from newsroom.parameters import parse_day, parse_id, parse_ids, parse_moment


@pytest.mark.parametrize(
    "text, key",
    [
        ("12", 12),
        ("0", 0),
        ("9223372036854775807", 2**63 - 1),
        ("9223372036854775808", None),
        ("9" * 5000, None),
        ("²", None),
        ("٣", None),
        ("-1", None),
        ("1.5", None),
        ("", None),
        (None, None),
    ],
)
def test_key_is_what_a_column_holds(text, key):
    assert parse_id(text) == key


def test_keys_are_kept_once_and_in_their_order():
    assert parse_ids(["3", "x", "1", "3", "9" * 30]) == [3, 1]


@pytest.mark.parametrize(
    "text, day",
    [
        ("1826-06-01", date(1826, 6, 1)),
        ("2100-12-31", date(2100, 12, 31)),
        ("0001-01-01", None),
        ("9999-12-31", None),
        ("2026-02-30", None),
        ("", None),
        (None, None),
    ],
)
def test_day_is_one_that_every_zone_knows(text, day):
    assert parse_day(text) == day


def test_moment_without_a_zone_is_the_newsrooms(settings):
    settings.TIME_ZONE = "Asia/Yerevan"

    assert parse_moment("2026-03-01T10:00") == datetime(2026, 3, 1, 6, tzinfo=UTC)
    assert parse_moment("2026-03-01T10:00+00:00") == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert [parse_moment(text) for text in ("2026-13-45T99:00", "0001-01-01T00:00")] == [None, None]


@pytest.mark.parametrize(
    "field, text", [(DayField, "0001-01-01"), (MomentField, "9999-12-31T23:59")]
)
def test_form_says_which_years_there_are(field, text, in_english):
    with pytest.raises(forms.ValidationError) as refused:
        field().clean(text)

    assert refused.value.messages == ["Enter a year from 1800 to 2100."]
