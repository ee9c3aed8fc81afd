from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from django.utils.html import strip_tags

from articles.models import SiteSettings
from articles.templatetags import reading

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "moment, words",
    [
        (datetime(2026, 11, 24, 5, 5, tzinfo=UTC), "09:05"),
        (datetime(2026, 11, 23, 20, 30, tzinfo=UTC), "00:30"),
        (datetime(2026, 11, 23, 14, 20, tzinfo=UTC), "Yesterday, 18:20"),
        (datetime(2026, 3, 2, 8, 0, tzinfo=UTC), "2 March"),
        (datetime(2025, 3, 2, 8, 0, tzinfo=UTC), "2 March 2025"),
    ],
)
def test_stream_says_only_what_is_needed_of_a_moment(monkeypatch, moment, words):
    monkeypatch.setattr(reading, "today", lambda: date(2026, 11, 24))

    with translation.override("en"):
        assert strip_tags(reading.when(moment)) == words


def test_full_moment_names_the_zone_and_tells_machines_its_offset_to_the_second():
    with translation.override("en"):
        assert reading.moment(NOW.replace(microsecond=5)) == (
            '<time datetime="2026-11-24T12:30:00+04:00">24 November 2026, 12:30 (Yerevan)</time>'
        )


@pytest.mark.parametrize(
    "language, number, words",
    [
        ("en", 1078, "1,078"),
        ("ru", 1078, "1078"),
        ("hy", 1078, "1078"),
        ("ru", 1234567, "1\xa0234\xa0567"),
        ("hy", 12345, "12\xa0345"),
    ],
)
def test_count_is_grouped_as_the_language_does(language, number, words):
    with translation.override(language):
        assert reading.grouped(number) == words


def test_icon_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in reading.icon("search")
    assert "icons/sprite.svg#search" in reading.icon("search")


def test_frame_speaks_the_active_language(category):
    SiteSettings.objects.create(pk=1, name_ru="Хроника", name_hy="Տարեգրություն")

    with translation.override("hy"):
        name, menu = reading.frame("_name"), reading.frame("_menu", "ecology")

    assert "Տարեգրություն" in name
    assert "Хроника" not in name
    assert 'aria-current="true">Բնապահպանություն' in menu
