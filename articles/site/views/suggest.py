"""What the search overlay offers while a reader types."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext

from articles.models import Edition
from articles.models import context as rows
from articles.search import suggest as suggestions
from articles.search.spelling import SHORTEST, meant
from articles.site.views.search import query_of


def suggest(request: HttpRequest, language: str) -> JsonResponse:
    """Answer {"suggestions": [{"label", "kind", "url"}, …]} to any `q`.

    Seven queries at most; where there is nothing, what is typed is forgiven as on the page of
    hits, in some thirty.
    """
    query = query_of(request)
    found = begun(query, language) or forgiven(query, language)
    offered = [
        {"label": label(row), "kind": kind or row.label, "url": row.get_absolute_url()}
        for kind, row in found
    ]
    answer = JsonResponse({"suggestions": offered})
    answer["X-Robots-Tag"] = "noindex"
    return answer


def begun(query: str, language: str) -> list[tuple]:
    """Return what a query begins: what it is (as readers call it), the row."""
    found = [
        (gettext("Category"), suggestions.categories(query, rows.menu(language))),
        (gettext("Tag"), suggestions.tags(query, language)),
        (gettext("Author"), suggestions.authors(query, language)),
        ("", suggestions.stories(query, language)),
    ]
    return [(kind, row) for kind, several in found for row in several]


def forgiven(query: str, language: str) -> list[tuple]:
    """Return what the query may have meant; of a word that no title has, stories with it."""
    if len(query) < SHORTEST:
        return []
    if found := suggestions.stories(query, language, ""):
        return [("", row) for row in found]
    text = meant(query, language, rows.menu(language))
    if text is None:
        return []
    return begun(text, language) or [("", row) for row in suggestions.stories(text, language, "")]


def label(row) -> str:
    """Return the words for a category, a tag or a story."""
    return row.title if isinstance(row, Edition) else row.name
