"""The archive's calendar: which days of a month, and which months of a year, have stories."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, make_aware

from articles.models import Edition
from articles.site.lists import filled

MONTHS = 12


@dataclass(frozen=True)
class Cell:
    """A day or a month of the calendar; `url` is "" where nothing was published."""

    first: date
    url: str
    is_shown: bool


@dataclass(frozen=True)
class Calendar:
    """A month as weeks of days (None: of another month), or a year as one row of months.

    `earlier` and `later` are the nearest months or years with stories, None where there is none.
    """

    first: date
    weekdays: tuple[date, ...]
    rows: list[list[Cell | None]]
    earlier: Cell | None
    later: Cell | None


def of_month(language: str, shown: date, *, is_day: bool) -> Calendar:
    """Return the calendar of a month, with the day that is shown. Three queries."""
    first = shown.replace(day=1)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    days = [day for week in weeks for day in week if day.month == first.month]
    periods = [(midnight(day), midnight(day + timedelta(days=1))) for day in days]
    cells = {
        day: Cell(day, day_url(language, day) if is_filled else "", is_day and day == shown)
        for day, is_filled in zip(days, filled(language, periods), strict=True)
    }
    rows = [[cells.get(day) for day in week] for week in weeks]
    earlier, later = nearest_days(language, periods[0][0], periods[-1][1])
    return Calendar(
        first,
        tuple(weeks[0]),
        rows,
        earlier and Cell(earlier, month_url(language, earlier), is_shown=False),
        later and Cell(later, month_url(language, later), is_shown=False),
    )


def of_year(language: str, year: int) -> Calendar:
    """Return the calendar of a year: its months. Three queries."""
    months = [date(year, month, 1) for month in range(1, MONTHS + 1)]
    ends = [*months[1:], date(year + 1, 1, 1)]
    periods = [(midnight(start), midnight(end)) for start, end in zip(months, ends, strict=True)]
    row = [
        Cell(month, month_url(language, month) if is_filled else "", is_shown=False)
        for month, is_filled in zip(months, filled(language, periods), strict=True)
    ]
    earlier, later = nearest_days(language, periods[0][0], periods[-1][1])
    return Calendar(
        months[0],
        (),
        [row],
        earlier and Cell(earlier, year_url(language, earlier), is_shown=False),
        later and Cell(later, year_url(language, later), is_shown=False),
    )


def nearest_days(
    language: str, since: datetime, until: datetime
) -> tuple[date | None, date | None]:
    """Return the days of the nearest stories before and behind a period. Two queries."""
    moments = Edition.objects.live().in_language(language).values_list("published_at", flat=True)
    before = moments.filter(published_at__lt=since).order_by("-published_at").first()
    behind = moments.filter(published_at__gte=until).order_by("published_at").first()
    return before and localdate(before), behind and localdate(behind)


def midnight(day: date) -> datetime:
    """Return the beginning of a day in the newsroom's time zone."""
    return make_aware(datetime.combine(day, time.min))


def day_url(language: str, day: date) -> str:
    kwargs = {"language": language, "year": day.year, "month": day.month, "day": day.day}
    return reverse("archive_day", kwargs=kwargs)


def month_url(language: str, day: date) -> str:
    kwargs = {"language": language, "year": day.year, "month": day.month}
    return reverse("archive_month", kwargs=kwargs)


def year_url(language: str, day: date) -> str:
    return reverse("archive_year", kwargs={"language": language, "year": day.year})


def heading(first: date, *, is_day: bool, is_month: bool) -> str:
    """Return the words for a day, a month or a year in the active language."""
    if not is_day and not is_month:
        return str(first.year)
    return date_format(first, "DATE_FORMAT" if is_day else "YEAR_MONTH_FORMAT")
