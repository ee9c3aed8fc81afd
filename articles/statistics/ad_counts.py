"""Impressions and clicks of ads, counted without cookies: committed before the answer.

A page carries a ticket for each ad: our signature on the ad and the hour. The browser adds a key
that it makes up for each impression. So an impression counts only for who had a page of late, once
for its key, and its click once; of one network so many in half an hour, whatever keys it makes up.
"""

import hashlib
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.timezone import localdate, now

from articles.models import Ad, AdCount, AdReceipt
from articles.statistics import quotas
from articles.statistics.readers import network_in

TICKET = re.compile(r"([0-9]{1,9})-([0-9a-f]{20})", re.ASCII)
KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)
HOUR = 3600  # seconds
# Hours: a story that was read without a connection is told of when there is one.
TICKET_AGE = 24
# Of one ad and network within half an hour. Readers press one of a hundred ads, or fewer.
MOST = {"seen": quotas.MOST, "clicks": 5}
# For how long a browser may tell of the same impression again: longer than its ticket is good.
RECEIPT = timedelta(days=2)
# One impression in so many also sweeps away old receipts and quotas.
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


def ticket(ad: int) -> str:
    """Return the ticket that a page made now carries for an ad; another one each hour."""
    return _ticket(ad, int(now().timestamp()) // HOUR)


def _ticket(ad: int, hour: int) -> str:
    mac = salted_hmac("articles.ad_counting", f"{ad} {hour}", algorithm="sha256").hexdigest()
    return f"{hour}-{mac[:20]}"


def is_good(text: str, ad: int) -> bool:
    """Tell whether a text is a ticket of an ad that has not run out."""
    found = TICKET.fullmatch(text)
    if not found or not constant_time_compare(text, _ticket(ad, int(found[1]))):
        return False
    # Clocks of two machines may lie on both sides of the hour.
    return -1 <= int(now().timestamp()) // HOUR - int(found[1]) <= TICKET_AGE


def key_in(impression: str, ad: int, reader: str) -> str | None:
    """Return the key of an impression as a browser tells it, "ticket.key"; None for a forged one.

    Without script there is a ticket alone: then the reader has one impression of it.
    """
    given, _dot, key = impression.partition(".")
    if not is_good(given, ad):
        return None
    if not key:
        key = hashlib.sha256(f"{given} {reader}".encode()).hexdigest()[:32]
    return key if KEY.fullmatch(key) else None


def count_seen(ad: Ad, key: str, reader: str) -> bool:
    """Count one impression, once for its key; tell whether it is counted by now. Up to six queries.

    `key` is what `key_in` returns, `reader` the first of `readers.hashes_of`.
    """
    is_counted = once(ad, key, "seen", reader)
    if random.randrange(SWEEP_EVERY) == 0:
        AdReceipt.objects.filter(at__lte=now() - RECEIPT).delete()
        quotas.sweep(now())
    return is_counted


def count_click(ad: Ad, key: str, reader: str) -> bool:
    """Count one click, once for its impression; tell whether it is counted by now.

    Who presses an ad has seen it, even where the browser could not tell that yet. Up to twelve
    queries.
    """
    return count_seen(ad, key, reader) and once(ad, key, "clicks", reader)


@transaction.atomic
def once(ad: Ad, key: str, what: str, reader: str) -> bool:
    """Count, unless it was counted under this key, or enough of the network were."""
    receipt = hashlib.sha256(f"{what} {ad.pk} {key}".encode()).hexdigest()[:32]
    if not inserted(AdReceipt(key=receipt)):
        return True
    if not quotas.take_one(quotas.key(network_in(reader), what, ad.pk), MOST[what]):
        transaction.set_rollback(True)
        return False
    add_one(ad, what)
    return True


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
