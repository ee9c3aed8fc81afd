"""Views: counted without cookies, once per reader and half hour, so many of one network.

A view is one row that goes up, committed before the answer: nothing is lost when a process dies.
"""

import random
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.db.models import BigIntegerField, Max, Sum
from django.utils.timezone import now

from articles.models import RecentView, Views, ViewsOfDay
from articles.models.edition import live_sql
from articles.statistics import quotas
from articles.statistics.quotas import WINDOW
from articles.statistics.readers import network_in
from newsroom.server.databases import adapted, planned_cursor

DAY = timedelta(hours=24)
# Whatever was being counted at midnight has been written by then.
SETTLED = timedelta(hours=1)
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
FOLD_BATCH = 2_000
# One view in so many also sweeps away what is older than the half hour, and folds days.
SWEEP_EVERY = 200


def count(edition: int, reader: str | None, before: str = "") -> int | None:
    """Count one view of an edition, unless the reader, or enough of the network, were just counted.

    `reader` and `before` are what `readers.hashes_of` returns; nobody is counted without a
    `reader`. Returns all views of the edition, None where none of that number is live. Safe
    against any number at once. One query on PostgreSQL, two to six on SQLite, and one more in the
    half hour after midnight.
    """
    if edition > BigIntegerField.MAX_BIGINT:
        return None
    moment = now()
    if reader and before and was_counted(edition, before, moment):
        reader = None
    given = {
        "edition": edition,
        "reader": reader,
        "key": quotas.key(network_in(reader or ""), "views", edition),
        "most": quotas.MOST,
        "now": moment,
        "hour": moment.replace(minute=0, second=0, microsecond=0),
        "long_ago": moment - WINDOW,
    }
    total = at_once(given) if connection.vendor == "postgresql" else one_by_one(given)
    if random.randrange(SWEEP_EVERY) == 0:
        sweep(moment)
        quotas.sweep(moment)
        fold(moment)
    return total


# A reader who was not there in the half hour before: the database decides, of two at once one.
FRESH = f"""
    INSERT INTO articles_recentview (edition_id, reader, at)
    SELECT e.id, CAST(%(reader)s AS text), %(now)s FROM articles_edition e
    WHERE e.id = %(edition)s AND {live_sql("e")} AND CAST(%(reader)s AS text) IS NOT NULL
    ON CONFLICT (edition_id, reader) DO UPDATE SET at = excluded.at
    WHERE articles_recentview.at <= %(long_ago)s
    RETURNING edition_id
"""
# One of what is left of the network's, for who is fresh.
TAKEN = f"""
    INSERT INTO articles_quota (key, since, count)
    SELECT CAST(%(key)s AS text), %(now)s, 1 FROM fresh WHERE TRUE {quotas.TAKE}
"""
ONE_MORE = """
    INSERT INTO articles_views (edition_id, hour, count)
    SELECT CAST(%(edition)s AS bigint), %(hour)s, 1 FROM taken WHERE TRUE
    ON CONFLICT (edition_id, hour) DO UPDATE SET count = articles_views.count + 1
"""
TOTAL = f"""
    SELECT COALESCE((SELECT SUM(count) FROM articles_views WHERE edition_id = e.id), 0)
    FROM articles_edition e WHERE e.id = %(edition)s AND {live_sql("e")}
"""
# A statement sees what was there before it, so it adds its own view by itself.
AT_ONCE = f"""
    WITH fresh AS ({FRESH}), taken AS ({TAKEN}), counted AS ({ONE_MORE} RETURNING 1)
    SELECT total.coalesce + (SELECT COUNT(*) FROM counted) FROM ({TOTAL}) AS total
"""


def at_once(given: dict) -> int | None:
    """Count and add up in one statement."""
    with planned_cursor() as cursor:
        cursor.execute(AT_ONCE, given)
        return (cursor.fetchone() or [None])[0]


def one_by_one(given: dict) -> int | None:
    """Count and add up where a statement cannot write twice."""
    given = {name: adapted(value) for name, value in given.items()}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FRESH, given)
        if cursor.fetchall():
            cursor.execute(f"WITH fresh AS (SELECT 1) {TAKEN}", given)
            if cursor.fetchall():
                cursor.execute(f"WITH taken AS (SELECT 1) {ONE_MORE}", given)
        cursor.execute(TOTAL, given)
        return (cursor.fetchone() or [None])[0]


def was_counted(edition: int, reader: str, moment: datetime) -> bool:
    """Tell whether a reader was counted within the half hour. One query."""
    recent = RecentView.objects.filter(edition=edition, reader=reader, at__gt=moment - WINDOW)
    return recent.exists()


def sweep(moment: datetime) -> None:
    """Forget readers who were here longer than half an hour ago. One query."""
    RecentView.objects.filter(at__lte=moment - WINDOW).delete()


def folded_until() -> datetime:
    """Return the end of the last day that is folded. One query."""
    return ViewsOfDay.objects.aggregate(last=Max("until"))["last"] or NEVER


def fold(moment: datetime) -> None:
    """Sum up the hours of each day that is over and not summed up yet.

    A day is folded whole or not at all; twice is the same as once.
    """
    today = (moment - SETTLED).astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = Views.objects.filter(hour__gte=folded_until(), hour__lt=today)
    while first := waiting.order_by("hour").values_list("hour", flat=True).first():
        day = first.astimezone(UTC).replace(hour=0)
        fold_day(day)
        waiting = waiting.filter(hour__gte=day + DAY)


@transaction.atomic
def fold_day(day: datetime) -> None:
    """Write the sums of one day."""
    hours = Views.objects.filter(hour__gte=day, hour__lt=day + DAY).order_by()
    sums = hours.values_list("edition").annotate(Sum("count"))
    ViewsOfDay.objects.bulk_create(
        (ViewsOfDay(edition_id=edition, until=day + DAY, count=count) for edition, count in sums),
        batch_size=FOLD_BATCH,
        ignore_conflicts=True,
    )
