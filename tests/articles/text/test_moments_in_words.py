"""Moments in words."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from articles.text import moments_in_words


@pytest.mark.parametrize(
    "code, words",
    [
        ("en", "Tuesday, 29 February 2028, 18:00"),
        ("ru", "вторник, 29 февраля 2028, 18:00"),
        ("hy", "երեքշաբթի, 29 փետրվարի, 2028 թ., 18:00"),
    ],
)
def test_moment_names_its_day_in_the_newsrooms_time(code, words):
    with translation.override(code):
        assert moments_in_words.full_moment(datetime(2028, 2, 29, 14, tzinfo=UTC)) == words


def test_zone_is_named_with_its_distance():
    assert moments_in_words.zone_words() == "Asia/Yerevan, UTC+04:00"


@pytest.mark.parametrize("code", ["ru", "hy", "en"])
def test_patterns_write_what_the_server_writes(code):
    with translation.override(code):
        known = moments_in_words.patterns()
        date = known["dates"][1].replace("{year}", "2028").replace("{day}", "29")

        written = moments_in_words.full_moment(datetime(2028, 2, 29, 14, tzinfo=UTC))
        assert written == f"{known['weekdays'][1]}, {date}, 18:00"
