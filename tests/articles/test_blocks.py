"""Lists of editions that are asked for at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from articles import counting
from articles.blocks import ask, block, most_read
from articles.models import Edition, Views


def test_blocks_are_asked_with_values_of_their_own(make_edition):
    first, second, armenian = make_edition("ru"), make_edition("ru"), make_edition("hy")
    parts = [
        block("this", "e.id = %(pk)s", 1),
        block("others", "e.id <> %(pk)s AND e.language = %(language)s", 2),
    ]

    assert ask(parts, pk=first.pk, language="ru") == {"this": [first], "others": [second]}
    assert ask(parts, pk=armenian.pk, language="hy") == {"this": [armenian]}


def test_editions_come_by_rank_then_the_newest_first(make_edition):
    newest, middle, oldest = (make_edition("ru", hours_ago=hours) for hours in (1, 2, 3))
    Edition.objects.filter(pk=newest.pk).update(reading_minutes=9)

    found = ask([block("plain", "true", 3), block("ranked", "true", 3, rank="e.reading_minutes")])

    assert found == {"plain": [newest, middle, oldest], "ranked": [middle, oldest, newest]}
    assert found["plain"][0] is found["ranked"][2]


@pytest.mark.parametrize(
    "change",
    [
        {"published_at": now() + timedelta(hours=1)},
        {"expires_at": now() - timedelta(seconds=1)},
        {"withdrawn_at": now(), "withdrawn_reason": "Ошибка"},
    ],
)
def test_block_is_filled_with_what_is_live(make_edition, change):
    live, ending = make_edition("ru", hours_ago=5), make_edition("ru", hours_ago=4)
    Edition.objects.filter(pk=ending.pk).update(expires_at=now() + timedelta(hours=1))
    gone = make_edition("ru", hours_ago=3)
    Edition.objects.filter(pk=gone.pk).update(**change)

    found = ask([block("newest", "true", 2)])

    assert found["newest"] == [ending, live] == list(Edition.objects.live())


def test_most_read_counts_only_the_period_and_what_is_live(make_edition):
    hour = now().replace(minute=0, second=0, microsecond=0)
    much, little, other = make_edition("ru"), make_edition("ru"), make_edition("hy")
    gone = make_edition("ru")
    Edition.objects.filter(pk=gone.pk).update(withdrawn_at=now(), withdrawn_reason="Ошибка")
    for edition, count in ((much, 7), (little, 1), (other, 50), (gone, 99)):
        Views.objects.create(edition=edition, hour=hour, count=count)
    Views.objects.create(edition=little, hour=hour - timedelta(days=8), count=100)

    found = ask([most_read("week", "since", 5)], language="ru", since=now() - counting.WEEK)

    assert found["week"] == [much, little]


def test_any_number_of_blocks_takes_two_queries(make_edition):
    make_edition("ru")
    with CaptureQueriesContext(connection) as queries:
        ask(block(f"block_{number}", "true", 1) for number in range(9))

    assert len(queries) == 2
