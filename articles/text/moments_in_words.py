"""Moments in words, as people of the newsroom read them: in its time, with the day named."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format


def full_moment(at: datetime) -> str:
    """Write a moment with its weekday and day: "Friday, 27 November 2026, 18:00"."""
    at = timezone.localtime(at)
    day = f"{date_format(at, 'l')}, {date_format(at, 'DATE_FORMAT')}"
    return f"{day}, {date_format(at, 'TIME_FORMAT')}"


def patterns() -> dict[str, list[str]]:
    """Return how days are written, for scripts: weekdays from Monday, a date of each month.

    A browser need not know the language.
    """
    monday = date(2001, 1, 1)
    sample = [date(2001, month, 11) for month in range(1, 13)]
    return {
        "weekdays": [date_format(monday + timedelta(days=n), "l") for n in range(7)],
        "dates": [
            date_format(day, "DATE_FORMAT").replace("2001", "{year}").replace("11", "{day}")
            for day in sample
        ],
    }


def zone_words() -> str:
    """Name the newsroom's time zone and how far it is from UTC now: "Asia/Yerevan, UTC+04:00"."""
    offset = timezone.localtime().strftime("%z")
    return f"{timezone.get_default_timezone_name()}, UTC{offset[:3]}:{offset[3:]}"
