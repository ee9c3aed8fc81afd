"""What readers read most."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from articles.models import Category, Edition, Views, ViewsOfDay
from articles.site.popular import LENGTH, Period, most_read
from articles.statistics import view_counts

DAYS_AGO = {Period.DAY: 0, Period.WEEK: 3, Period.MONTH: 20}


@pytest.fixture
def read():
    """Let an edition be read: `read(edition, 7, days_ago=3)`."""

    def add(edition, count, *, days_ago=0):
        hour = now().replace(minute=0, second=0, microsecond=0) - timedelta(days=days_ago)
        Views.objects.create(edition=edition, hour=hour, count=count)

    return add


@pytest.mark.parametrize("is_folded", [False, True])
def test_period_counts_what_was_read_in_it(make_edition, read, is_folded):
    by_period = {period: make_edition("ru") for period in Period}
    for count, (period, edition) in enumerate(by_period.items(), start=1):
        read(edition, count, days_ago=DAYS_AGO[period])
    read(make_edition("ru"), 99, days_ago=31)
    if is_folded:
        view_counts.fold(now())

    today, week, month = (by_period[period].pk for period in Period)
    assert most_read("ru") == {
        Period.DAY: [today],
        Period.WEEK: [week, today],
        Period.MONTH: [month, week, today],
    }


def test_folded_days_and_later_hours_are_counted_once(make_edition, read):
    often, now_and_then = make_edition("ru"), make_edition("ru")
    read(often, 10, days_ago=2)
    read(now_and_then, 6, days_ago=3)
    view_counts.fold(now())
    read(now_and_then, 5)

    ranking = most_read("ru")

    assert ranking[Period.WEEK] == [now_and_then.pk, often.pk]
    assert ranking[Period.DAY] == [now_and_then.pk]


def test_only_live_stories_of_the_language_are_ranked(make_edition, read):
    live, gone, other = make_edition("ru"), make_edition("ru"), make_edition("hy")
    for edition in (live, gone, other):
        read(edition, 5)
    assert most_read("ru")[Period.WEEK] == [gone.pk, live.pk]

    Edition.objects.filter(pk=gone.pk).update(withdrawn_at=now(), withdrawn_reason="Ошибка")

    assert most_read("ru")[Period.WEEK] == [live.pk]
    assert most_read("hy")[Period.WEEK] == [other.pk]


def test_category_has_a_ranking_of_its_own(make_edition, read):
    other = Category.objects.create(slug="sport", name_ru="Спорт")
    ours, theirs = make_edition("ru"), make_edition("ru", category=other)
    for edition in (ours, theirs):
        read(edition, 5)

    assert most_read("ru", other.pk)[Period.DAY] == [theirs.pk]


def test_ranking_is_short_and_takes_one_query(make_article, chief, read):
    editions = Edition.objects.bulk_create(
        Edition(
            article=make_article(),
            language="ru",
            slug=f"story-{number}",
            title="Слово",
            published_at=now(),
            version=1,
            shared_version=1,
            substance_version=1,
        )
        for number in range(LENGTH + 2)
    )
    for edition in editions:
        read(edition, 1)

    with CaptureQueriesContext(connection) as queries:
        ranking = most_read("ru")

    assert (len(ranking[Period.DAY]), len(queries)) == (LENGTH, 1)


def test_fold_sums_up_each_day_that_is_over_once(make_edition):
    edition, midnight = make_edition("ru"), now().replace(hour=0, minute=0, second=0, microsecond=0)
    for hours_ago, count in ((1, 2), (24, 3), (25, 4), (49, 5)):
        Views.objects.create(
            edition=edition, hour=midnight - timedelta(hours=hours_ago), count=count
        )
    Views.objects.create(edition=edition, hour=midnight + timedelta(hours=1), count=9)

    for _twice in range(2):
        view_counts.fold(midnight + timedelta(hours=3))

    assert list(ViewsOfDay.objects.order_by("until").values_list("until", "count")) == [
        (midnight - timedelta(days=2), 5),
        (midnight - timedelta(days=1), 4),
        (midnight, 5),
    ]


def test_day_that_has_just_ended_is_not_folded_yet(make_edition):
    midnight = now().replace(hour=0, minute=0, second=0, microsecond=0)
    Views.objects.create(edition=make_edition("ru"), hour=midnight - timedelta(hours=1), count=2)

    view_counts.fold(midnight + timedelta(minutes=59))
    assert not ViewsOfDay.objects.exists()

    view_counts.fold(midnight + timedelta(minutes=60))
    assert ViewsOfDay.objects.get().count == 2
