"""Lists of editions that are asked for at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from articles.models import Edition
from articles.site.lists import block, cards, fetch_lists, newest

MOMENT = now()


def test_blocks_are_asked_with_values_of_their_own(make_edition):
    first, second, armenian = make_edition("ru"), make_edition("ru"), make_edition("hy")
    parts = [
        block("this", "e.id = %(pk)s", 1),
        block("others", "e.id <> %(pk)s AND e.language = %(language)s", 2),
    ]

    assert fetch_lists(parts, pk=first.pk, language="ru") == {"this": [first], "others": [second]}
    assert fetch_lists(parts, pk=armenian.pk, language="hy") == {"this": [armenian]}


def test_editions_come_by_rank_then_the_newest_first(make_edition):
    newest, middle, oldest = (make_edition("ru", hours_ago=hours) for hours in (1, 2, 3))
    Edition.objects.filter(pk=newest.pk).update(reading_minutes=9)

    found = fetch_lists(
        [block("plain", "true", 3), block("ranked", "true", 3, rank="e.reading_minutes")]
    )

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

    found = fetch_lists([block("newest", "true", 2)])

    assert found["newest"] == [ending, live] == list(Edition.objects.live())


def test_any_number_of_blocks_takes_three_queries(make_edition, make_image):
    make_edition("ru", cover=make_image())
    with CaptureQueriesContext(connection) as queries:
        fetch_lists(block(f"block_{number}", "true", 1) for number in range(9))

    # The categories are the site's.
    assert len([one for one in queries if 'FROM "articles_category"' not in one["sql"]]) == 3


def test_newest_are_what_is_live_at_the_moment(make_edition):
    ended, withdrawn, old, new, soon, later = (
        make_edition("ru", hours_ago=hours) for hours in (1, 2, 6, 5, 4, 3)
    )
    make_edition("en")
    for edition, change in (
        (ended, {"expires_at": now()}),
        (withdrawn, {"withdrawn_at": now(), "withdrawn_reason": "Ошибка"}),
        (soon, {"published_at": now() + timedelta(seconds=10)}),
        (later, {"published_at": now() + timedelta(hours=1)}),
    ):
        Edition.objects.filter(pk=edition.pk).update(**change)

    assert newest("ru", 2) == newest("ru", 9) == [new, old]
    assert newest("ru", 9, now() + timedelta(seconds=20)) == [soon, new, old]
    assert newest("ru", 9, now() + timedelta(hours=2)) == [later, soon, new, old]


def test_cards_are_those_live_at_the_moment(make_edition):
    live, soon = make_edition("ru"), make_edition("ru")
    Edition.objects.filter(pk=soon.pk).update(published_at=now() + timedelta(hours=1))
    ids = [live.pk, soon.pk]

    assert cards(ids) == {live.pk: live}
    assert cards(ids, now() + timedelta(hours=2)) == {live.pk: live, soon.pk: soon}
    assert cards([]) == {}


@pytest.mark.parametrize(
    "change, is_live",
    [
        ({}, True),
        ({"published_at": MOMENT}, True),
        ({"published_at": MOMENT + timedelta(seconds=1)}, False),
        ({"expires_at": MOMENT}, False),
        ({"expires_at": MOMENT + timedelta(seconds=1)}, True),
        ({"withdrawn_at": MOMENT, "withdrawn_reason": "Ошибка"}, False),
    ],
)
def test_row_and_query_agree_on_what_is_live(make_edition, change, is_live):
    edition = make_edition("ru", hours_ago=5)
    Edition.objects.filter(pk=edition.pk).update(**change)
    edition.refresh_from_db()

    assert edition.is_live_at(MOMENT) == is_live
    assert Edition.objects.live(MOMENT).filter(pk=edition.pk).exists() == is_live
