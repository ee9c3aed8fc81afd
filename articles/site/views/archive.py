"""The archive: a day, a month, a year."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate

from articles.models import Edition
from articles.site.archive import heading, midnight, of_month, of_year
from articles.site.feeds.feeds import links
from articles.site.paging import stream_page
from articles.site.views.stream import render_stream
from newsroom import languages

FIRST_YEAR = 1900


def archive(
    request: HttpRequest, language: str, year: int, month: int = 0, day: int = 0
) -> HttpResponse:
    """What was published in a year, a month or on a day; today's may be empty, others not.

    Template: `stream`, `heading`, `calendar` (articles.site.archive.Calendar), and `day`, `month`
    (dates or None), `year` (a number). Six queries.
    """
    first, last = period(year, month, day)
    rows = Edition.objects.live().filter(
        published_at__gte=midnight(first), published_at__lt=midnight(last)
    )
    stream = stream_page(request, rows.in_language(language).for_stream())
    is_present = first <= localdate() < last
    if not stream.object_list and not is_present:
        raise Http404
    name = "archive_day" if day else "archive_month" if month else "archive_year"
    parts = {"year": year} | ({"month": month} if month else {}) | ({"day": day} if day else {})
    same = [
        code
        for code in languages.CODES
        if is_present or code == language or rows.in_language(code).exists()
    ]
    return render_stream(
        request,
        "archive",
        {
            "day": first if day else None,
            "month": first if month else None,
            "year": year,
            "stream": stream,
            "calendar": of_month(language, first, is_day=bool(day))
            if month
            else of_year(language, year),
        },
        heading=heading(first, is_day=bool(day), is_month=bool(month)),
        same={code: reverse(name, kwargs={"language": code} | parts) for code in same},
        feeds=links(language),
    )


def period(year: int, month: int, day: int) -> tuple[date, date]:
    """Return the first day of a year, month or day, and the first one behind it."""
    try:
        first = date(year, month or 1, day or 1)
        if day:
            last = first + timedelta(days=1)
        elif month:
            last = date(year + month // 12, month % 12 + 1, 1)
        else:
            last = date(year + 1, 1, 1)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    if not FIRST_YEAR <= year <= localdate().year:
        raise Http404
    return first, last
