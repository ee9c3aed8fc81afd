"""What a campaign was seen and pressed, day by day: a table, a chart, a file."""

from dataclasses import dataclass

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.admin import spreadsheets
from articles.models import Ad
from articles.statistics import ad_counts
from articles.statistics.ad_counts import Day

CHART_HEIGHT = 160
BAR, GAP = 14, 4


@dataclass(frozen=True)
class Bar:
    """One day of the chart, in its units."""

    day: Day
    x: int
    y: int
    height: int
    width: int = BAR


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The table and the chart. Template: `ad`, `days`, `bars`, `total`, `width`, `height`."""
    ad = asked_for(request, pk)
    days = ad_counts.days(ad)
    total = Day(None, sum(one.seen for one in days), sum(one.clicks for one in days))
    context = admin.site.each_context(request) | {
        "title": _("Performance: %(name)s") % {"name": ad.name},
        "opts": Ad._meta,
        "ad": ad,
        "days": days[::-1],
        "total": total,
        "bars": bars(days),
        "width": max(len(days), 1) * (BAR + GAP),
        "height": CHART_HEIGHT,
    }
    return TemplateResponse(request, "admin/articles/ad/report.html", context)


def as_file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """The same as a file: day, impressions, clicks."""
    ad = asked_for(request, pk)
    rows = ((one.day.isoformat(), one.seen, one.clicks) for one in ad_counts.days(ad))
    return spreadsheets.as_file(f"ad-{ad.pk}", kind, ["day", "impressions", "clicks"], rows)


def asked_for(request: HttpRequest, pk: int) -> Ad:
    if not request.user.has_perm("articles.view_ad"):
        raise PermissionDenied
    return get_object_or_404(Ad, pk=pk)


def bars(days: list[Day]) -> list[Bar]:
    """Return the bars of the chart, the highest as high as the chart."""
    most = max((one.seen for one in days), default=0) or 1
    heights = [round(CHART_HEIGHT * one.seen / most) for one in days]
    return [
        Bar(one, number * (BAR + GAP), CHART_HEIGHT - height, height)
        for number, (one, height) in enumerate(zip(days, heights, strict=True))
    ]
