"""Lists of editions whose SQL is written once."""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.db.models import F, IntegerField
from django.db.models.functions import Cast
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from articles.blocks import block, prepared
from articles.models import Edition


def test_prepared_asks_with_the_arguments_of_each_call(make_edition):
    @prepared
    def blocks(moment, language, pk):
        live = Edition.objects.live(moment).in_language(language)
        return [block("this", live.filter(pk=pk)), block("others", live.exclude(pk=pk)[:2])]

    first, second = make_edition("ru"), make_edition("ru")
    armenian = make_edition("hy")

    assert blocks(now(), "ru", first.pk) == {"this": [first], "others": [second]}
    assert blocks(now(), "ru", second.pk) == {"this": [second], "others": [first]}
    assert blocks(now(), "hy", armenian.pk) == {"this": [armenian]}
    assert blocks(now() - timedelta(days=9), "ru", first.pk) == {}


def test_prepared_writes_the_sql_once_for_a_shape(make_edition):
    calls = []

    @prepared
    def blocks(moment, *numbers):
        calls.append(numbers)
        return [block("some", Edition.objects.live(moment).filter(pk__in=numbers)[:2])]

    edition = make_edition("ru")

    found = [blocks(now(), *numbers)["some"] for numbers in [(edition.pk, 0), (0, 0), (0,)]]

    assert found == [[edition], [], []]
    assert len(calls) == 2


def test_prepared_tells_the_function_what_is_none(make_edition):
    @prepared
    def blocks(category):
        return [block("some" if category else "none", Edition.objects.all()[:1])]

    edition = make_edition("ru")

    assert blocks(None) == {"none": [edition]}
    assert blocks(edition.category_id) == {"some": [edition]}


def test_editions_come_by_rank_then_the_newest_first(make_edition):
    @prepared
    def blocks(moment):
        live = Edition.objects.live(moment)
        minutes = Cast(F("reading_minutes"), IntegerField())
        return [block("plain", live[:3]), block("ranked", live[:3], rank=minutes)]

    newest, middle, oldest = (make_edition("ru", hours_ago=hours) for hours in (1, 2, 3))
    Edition.objects.filter(pk=newest.pk).update(reading_minutes=9)

    found = blocks(datetime(2999, 1, 1, tzinfo=UTC))

    assert found == {"plain": [newest, middle, oldest], "ranked": [middle, oldest, newest]}
    assert found["plain"][0] is found["ranked"][2]


def test_prepared_asks_two_queries(make_edition):
    @prepared
    def blocks(moment):
        return [block(str(number), Edition.objects.live(moment)[:1]) for number in range(9)]

    make_edition("ru")
    with CaptureQueriesContext(connection) as queries:
        blocks(now())

    assert len(queries) == 2
