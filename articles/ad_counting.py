"""Impressions and clicks of ads, counted without cookies: committed before the answer."""

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import localdate, now

from articles.models import Ad, AdCount, AdReceipt

KEY = re.compile(r"[0-9a-f]{32}")
# For how long a browser may tell of the same impression again.
RECEIPT = timedelta(days=2)
# One impression in so many also sweeps away old receipts.
SWEEP_EVERY = 500


@dataclass(frozen=True)
class Day:
    """One line of a report."""

    day: date
    seen: int
    clicks: int

    @property
    def rate(self) -> float:
        """Clicks in a hundred impressions."""
        return 100 * self.clicks / self.seen if self.seen else 0.0


def count_seen(ad: Ad, key: str = "") -> bool:
    """Count one impression, once for each key; tell whether it was new. Two to four queries.

    A key is what the browser made for the impression: 32 hexadecimal digits.
    """
    with transaction.atomic():
        if KEY.fullmatch(key) and not inserted(AdReceipt(key=key)):
            return False
        add_one(ad, "seen")
    if random.randrange(SWEEP_EVERY) == 0:
        AdReceipt.objects.filter(at__lte=now() - RECEIPT).delete()
    return True


@transaction.atomic
def count_click(ad: Ad) -> None:
    """Count one click. One to three queries."""
    add_one(ad, "clicks")


def add_one(ad: Ad, what: str) -> None:
    """Let the row of the hour go up by one, making it when it is the first."""
    hour = now().replace(minute=0, second=0, microsecond=0)
    row = AdCount.objects.filter(ad=ad, hour=hour)
    if not row.update(**{what: F(what) + 1}) and not inserted(
        AdCount(ad=ad, hour=hour, **{what: 1})
    ):
        row.update(**{what: F(what) + 1})


def days(ad: Ad) -> list[Day]:
    """Return what an ad was seen and pressed, by day in the newsroom's time zone. One query."""
    return by_day(ad.counts.order_by("hour"))


def by_day(counts: Iterable[AdCount]) -> list[Day]:
    """Add up hours that come in order."""
    sums: dict[date, tuple[int, int]] = {}
    for one in counts:
        seen, clicks = sums.get(day := localdate(one.hour), (0, 0))
        sums[day] = (seen + one.seen, clicks + one.clicks)
    return [Day(day, *both) for day, both in sums.items()]


def inserted(row) -> bool:
    """Insert a row; tell whether it was not there before."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True
