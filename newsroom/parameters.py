"""Numbers, days and moments out of what somebody else wrote: an address, a query, a form."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_naive, make_aware

LARGEST_ID = 2**63 - 1  # what a key holds in both databases
# A photograph may be of 1826. Outside of these years a time zone may have no such moment.
YEARS = range(1800, 2101)


def parse_id(text: object) -> int | None:
    """Return the key that a text writes in plain digits, None where it is none."""
    text = str(text)
    if not (text.isascii() and text.isdecimal() and len(text) < 20):
        return None
    number = int(text)
    return number if number <= LARGEST_ID else None


def parse_ids(texts: Iterable[object]) -> list[int]:
    """Return the keys among the texts, each once, in their order."""
    return list(dict.fromkeys(key for text in texts if (key := parse_id(text)) is not None))


def parse_day(text: str | None) -> date | None:
    """Return the day that is written as 2026-03-01, None where there is none within YEARS."""
    try:
        day = parse_date(text or "")
    except ValueError:
        return None
    return day if day and day.year in YEARS else None


def parse_moment(text: str | None) -> datetime | None:
    """Return the moment that is written in ISO 8601, None where there is none within YEARS.

    One without a zone is the newsroom's.
    """
    try:
        moment = parse_datetime(text or "")
    except ValueError:
        return None
    if moment is None or moment.year not in YEARS:
        return None
    return make_aware(moment) if is_naive(moment) else moment


def row_of(rows: QuerySet, text: object):
    """Return the row whose key a text writes, None without one. One query, none for no key."""
    key = parse_id(text)
    return None if key is None else rows.filter(pk=key).first()
