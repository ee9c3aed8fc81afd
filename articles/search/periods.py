"""How far back a search may look."""

from datetime import datetime, timedelta

from django.utils.timezone import now

PERIODS = {
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=30),
    "year": timedelta(days=365),
}


def since(period: str) -> datetime:
    """Return the moment at which a period of PERIODS begins."""
    return now() - PERIODS[period]
