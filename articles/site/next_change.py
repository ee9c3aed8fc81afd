"""When readers' pages change next by time alone."""

from datetime import UTC, datetime

from django.utils.timezone import now

from articles.site import home_arrangement
from newsroom.server.databases import adapted, planned_cursor

# What begins or ends: (table, column, which rows).
MOMENTS = (
    ("articles_edition", "published_at", "withdrawn_at IS NULL"),
    ("articles_edition", "expires_at", "withdrawn_at IS NULL"),
    ("articles_ad", "starts_at", "1 = 1"),
    ("articles_ad", "ends_at", "1 = 1"),
    ("articles_breaking", "ends_at", "1 = 1"),
)
# By hand, and at once: every process asks after every change, before its first page.
FIRST = " UNION ALL ".join(
    f"SELECT MIN({column}) AS moment FROM {table} WHERE {column} > %(now)s AND {where}"
    for table, column, where in MOMENTS
)


def next_moment() -> datetime | None:
    """Return when something begins or ends next; None: never. Two queries."""
    with planned_cursor() as cursor:
        cursor.execute(f"SELECT MIN(moment) FROM ({FIRST}) AS moments", {"now": adapted(now())})
        first = cursor.fetchone()[0]
    if isinstance(first, str):  # SQLite has no moments of its own
        first = datetime.fromisoformat(first).replace(tzinfo=UTC)
    return min(filter(None, (first, home_arrangement.next_change())), default=None)
