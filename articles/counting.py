"""Views: counted without cookies, once per reader and half hour.

A view is one row that goes up, committed before the answer: nothing is lost when a process dies.
"""

import random
import re
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.db.models import BigIntegerField, Max, Sum
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate, now

from articles.blocks import LIVE, adapted
from articles.models import RecentView, Views, ViewsOfDay
from newsroom.databases import planned_cursor

HALF_HOUR = timedelta(minutes=30)
DAY = timedelta(hours=24)
# Whatever was being counted at midnight has been written by then.
SETTLED = timedelta(hours=1)
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
FOLD_BATCH = 2_000
# One view in so many also sweeps away what is older than the half hour, and folds days.
SWEEP_EVERY = 200
PREFETCH_HEADERS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
PREFETCH = re.compile(r"prefetch|prerender|preview", re.I)
# CUBOT makes telephones.
ROBOTS = re.compile(
    r"(?<!\bcu)bot(?:\b|[/;_-])|crawl|spider|slurp|fetch|scan|monitor|preview|externalhit|facebookcatalog"
    r"|whatsapp|lighthouse|pingdom|archiver|validator|feed|curl|wget|python|java/|ruby|perl"
    r"|go-http|okhttp|axios|node|http[-_]?client|libwww|scrapy|phantom|mediapartners|yandex\.com/",
    re.I,
)


def is_reader(request: HttpRequest) -> bool:
    """Tell whether a person asks who looks at the page: no robot, no page loaded in advance."""
    device = request.headers.get("User-Agent", "")
    is_early = any(PREFETCH.search(request.headers.get(name, "")) for name in PREFETCH_HEADERS)
    return bool(device) and not ROBOTS.search(device) and not is_early


def reader_of(request: HttpRequest) -> str:
    """Return a hash of address and device that nobody can undo or follow beyond the day."""
    who = f"{request.META.get('REMOTE_ADDR', '')}\n{request.headers.get('User-Agent', '')}"
    salt = f"articles.counting {localdate().isoformat()}"
    return salted_hmac(salt, who, algorithm="sha256").hexdigest()


def count(edition: int, reader: str | None) -> int | None:
    """Count one view of an edition, unless the reader was counted within the half hour.

    Returns all views of the edition, None where none of that number is live. Nobody is counted
    without a `reader`. Safe against any number of the same at once. One query on PostgreSQL,
    two to five on SQLite.
    """
    if edition > BigIntegerField.MAX_BIGINT:
        return None
    moment = now()
    given = {
        "edition": edition,
        "reader": reader,
        "now": moment,
        "hour": moment.replace(minute=0, second=0, microsecond=0),
        "long_ago": moment - HALF_HOUR,
    }
    total = at_once(given) if connection.vendor == "postgresql" else one_by_one(given)
    if random.randrange(SWEEP_EVERY) == 0:
        sweep(moment)
        fold(moment)
    return total


# A reader who was not there in the half hour before: the database decides, of two at once one.
FRESH = f"""
    INSERT INTO articles_recentview (edition_id, reader, at)
    SELECT e.id, CAST(%(reader)s AS text), %(now)s FROM articles_edition e
    WHERE e.id = %(edition)s AND {LIVE} AND CAST(%(reader)s AS text) IS NOT NULL
    ON CONFLICT (edition_id, reader) DO UPDATE SET at = excluded.at
    WHERE articles_recentview.at <= %(long_ago)s
    RETURNING edition_id
"""
ONE_MORE = """
    INSERT INTO articles_views (edition_id, hour, count)
    SELECT fresh.edition_id, %(hour)s, 1 FROM fresh WHERE TRUE
    ON CONFLICT (edition_id, hour) DO UPDATE SET count = articles_views.count + 1
"""
TOTAL = f"""
    SELECT COALESCE((SELECT SUM(count) FROM articles_views WHERE edition_id = e.id), 0)
    FROM articles_edition e WHERE e.id = %(edition)s AND {LIVE}
"""
# A statement sees what was there before it, so it adds its own view by itself.
AT_ONCE = f"""
    WITH fresh AS ({FRESH}), counted AS ({ONE_MORE} RETURNING 1)
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
            cursor.execute(f"WITH fresh AS (SELECT %(edition)s AS edition_id) {ONE_MORE}", given)
        cursor.execute(TOTAL, given)
        return (cursor.fetchone() or [None])[0]


def sweep(moment: datetime) -> None:
    """Forget readers who were here longer than half an hour ago. One query."""
    RecentView.objects.filter(at__lte=moment - HALF_HOUR).delete()


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
