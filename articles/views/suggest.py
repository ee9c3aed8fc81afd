"""What the search overlay offers while a reader types."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext

from articles import context as rows
from articles.models import Edition
from articles.search import suggest as suggestions
from articles.views.search import asked


def suggest(request: HttpRequest, language: str) -> JsonResponse:
    """Answer {"suggestions": [{"label", "kind", "url"}, …]} to any `q`. Seven queries at most.

    `kind` is the noun, of a story its label.
    """
    query = asked(request)
    found = [
        (gettext("Category"), suggestions.categories(query, rows.menu(language))),
        (gettext("Tag"), suggestions.tags(query, language)),
        (gettext("Author"), suggestions.authors(query, language)),
        ("", suggestions.stories(query, language)),
    ]
    offered = [
        {"label": label(row), "kind": kind or row.label, "url": row.get_absolute_url()}
        for kind, several in found
        for row in several
    ]
    answer = JsonResponse({"suggestions": offered})
    answer["X-Robots-Tag"] = "noindex"
    return answer


def label(row) -> str:
    """Return the words for a category, a tag or a story."""
    return row.title if isinstance(row, Edition) else row.name
