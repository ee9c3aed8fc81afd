"""Timed updates in a body."""

from datetime import datetime, timedelta, timezone

import pytest

from articles.text import timed_updates
from articles.text.cleaning import clean

AT = datetime(2028, 2, 29, 18, 5, tzinfo=timezone(timedelta(hours=4)))
HEADING = '<h3><time datetime="2028-02-29T18:05+04:00">18:05</time></h3>'


def test_update_stands_over_the_text():
    body = timed_updates.with_update("<p>Было</p>", "Стало\nизвестно", at=AT, label="18:05")

    assert body == f"{HEADING}<p>Стало<br>известно</p><p>Было</p>"


def test_update_is_as_clean_as_it_can_be():
    body = timed_updates.with_update("", "А & Б", at=AT, label="18:05")

    assert clean(body) == body


@pytest.mark.parametrize(
    "value", ["", "18:05", "2028-02-29", "2028-13-01T18:05+04:00", '2028-02-29T18:05+04:00" x="']
)
def test_time_that_is_none_is_only_its_words(value):
    assert clean(f"<p><time datetime='{value}'>18:05</time></p>") == "<p>18:05</p>"


def test_time_keeps_nothing_but_its_moment():
    html = '<p><time datetime="2028-02-29T18:05+04:00" onclick="x" class="y">18:05</time></p>'

    assert clean(html) == '<p><time datetime="2028-02-29T18:05+04:00">18:05</time></p>'
