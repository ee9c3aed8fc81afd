"""When readers' pages change next by time alone."""

from datetime import datetime

from django.db.models import Min
from django.utils.timezone import now

from articles import arranging
from articles.models import Ad, Breaking, Edition


def next_moment() -> datetime | None:
    """Return when something begins or ends next; None: never. Six queries."""
    rows = (
        (Edition.objects.filter(withdrawn_at__isnull=True), "published_at"),
        (Edition.objects.filter(withdrawn_at__isnull=True), "expires_at"),
        (Ad.objects.all(), "starts_at"),
        (Ad.objects.all(), "ends_at"),
        (Breaking.objects.all(), "ends_at"),
    )
    moment = now()
    found = [
        queryset.filter(**{f"{field}__gt": moment}).aggregate(first=Min(field))["first"]
        for queryset, field in rows
    ]
    found.append(arranging.next_change())
    return min(filter(None, found), default=None)
