"""Views: counted without cookies, once per reader and half hour.

A view is one row that goes up, committed before the answer: nothing is lost when a process dies.
"""

import random
import re
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Max, Sum
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate, now

from articles.models import Edition, RecentView, Views, ViewsOfDay

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


def count(edition: Edition, reader: str) -> None:
    """Count one view of a live edition, unless the reader was counted within the half hour.

    Safe against any number of the same at once. Two to five queries.
    """
    moment = now()
    with transaction.atomic():
        if is_new(edition, reader, moment):
            add_one(edition, moment.replace(minute=0, second=0, microsecond=0))
    if random.randrange(SWEEP_EVERY) == 0:
        sweep(moment)
        fold(moment)


def is_new(edition: Edition, reader: str, moment: datetime) -> bool:
    """Note the reader; tell whether they were not there in the half hour before."""
    rows = RecentView.objects.filter(edition=edition, reader=reader)
    # Both statements are decided by the database: of two at once, one finds nothing to do.
    if rows.filter(at__lte=moment - HALF_HOUR).update(at=moment):
        return True
    return inserted(RecentView(edition=edition, reader=reader, at=moment))


def add_one(edition: Edition, hour: datetime) -> None:
    """Let the row of the hour go up by one, making it when it is the first view."""
    row = Views.objects.filter(edition=edition, hour=hour)
    if not row.update(count=F("count") + 1) and not inserted(
        Views(edition=edition, hour=hour, count=1)
    ):
        row.update(count=F("count") + 1)


def inserted(row) -> bool:
    """Insert a row; tell whether it was not there before."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True


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


def total(edition: Edition) -> int:
    """Return all views of an edition. One query."""
    return edition.views.aggregate(total=Sum("count"))["total"] or 0
