"""Search in live editions: `find`; `articles.search.index` writes what is searched."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.timezone import now

from articles.models import Category, Edition
from articles.text import fold

PERIODS = {
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=30),
    "year": timedelta(days=365),
}
SORTS = ("best", "new")
MOST_WORDS = 12
LONGEST_QUERY = 200


def find(
    query: str,
    language: str,
    *,
    category: Category | None = None,
    period: str | None = None,
    sort: str = "best",
) -> QuerySet[Edition]:
    """Return the live editions of a language that have all words of the query, as cards.

    Lazy, countable, sliceable. Any text is a query; one without words finds nothing. `period` is
    a key of PERIODS. While hits are not ranked, "best" is the newest first, as "new" is.
    """
    words = query_words(query)
    if not words:
        return Edition.objects.none()
    hits = Edition.objects.live().in_language(language).for_stream()
    for word in words:
        hits = hits.filter(search_entry__words__contains=word)
    if category is not None:
        hits = hits.in_category(category)
    if period in PERIODS:
        hits = hits.filter(published_at__gte=since(period))
    return hits


def since(period: str) -> datetime:
    """Return the moment at which a period of PERIODS begins."""
    return now() - PERIODS[period]


def query_words(query: str) -> list[str]:
    """Return the folded words of a query, each once, a bounded number of them."""
    # PostgreSQL takes no NUL in a text.
    folded = fold(query.replace("\0", " ")[:LONGEST_QUERY])
    return list(dict.fromkeys(folded.split()))[:MOST_WORDS]
