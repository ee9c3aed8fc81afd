"""Search in live editions: `find`; in what editors work with: `stories`, `pictures`. See
docs/search.md.
"""

from articles.models import Author, Category
from articles.search.editors import Answer, pictures, pictures_with, stories
from articles.search.editors_index import index_pictures, index_story
from articles.search.hits import Hits
from articles.search.periods import PERIODS, since
from articles.search.query import LONGEST as LONGEST_QUERY
from articles.search.terms import CREDIT, PEOPLE

SORTS = ("best", "new")

__all__ = [
    "CREDIT",
    "LONGEST_QUERY",
    "PEOPLE",
    "PERIODS",
    "SORTS",
    "Answer",
    "Hits",
    "find",
    "index_pictures",
    "index_story",
    "pictures",
    "pictures_with",
    "since",
    "stories",
]


def find(
    query: str,
    language: str,
    *,
    category: Category | None = None,
    period: str | None = None,
    sort: str = "best",
    author: Author | None = None,
) -> Hits:
    """Return the live editions of a language that match a query, as cards, the best or the newest
    first.

    Lazy, countable, sliceable. Any text is a query; one without words finds nothing. `period` is a
    key of PERIODS. A few queries, whatever is typed.
    """
    return Hits(
        query,
        language,
        category=category,
        since=since(period) if period in PERIODS else None,
        author=author,
        by_date=sort == "new",
    )
