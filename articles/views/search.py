"""The result page of a search."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, pgettext

from articles import context as rows
from articles.addresses import moved_to
from articles.models import Category
from articles.paging import stream_page
from articles.search import PERIODS, SORTS, find
from articles.views.page import NOINDEX, Elsewhere, render_page
from newsroom import languages

LONGEST_QUERY = 200


def search(request: HttpRequest, language: str) -> HttpResponse:
    """What a search finds; any `q` is a query, unknown filters are none.

    Template: `query`, `category_slug`, `period`, `sort`, `total`, `stream`, `heading`.
    """
    query = asked(request)
    chosen = filters(request, language)
    hits = find(query, language, **chosen)
    slug = chosen["category"].slug if chosen["category"] else ""
    keep = {"q": query, **chosen, "category": slug}
    keep = {name: value for name, value in keep.items() if value and value != SORTS[0]}
    # Translators: heading of the search page and title of its window
    heading = pgettext("heading", "Search")
    return render_page(
        request,
        "articles/search.html",
        {
            "query": query,
            "category_slug": slug,
            "period": chosen["period"] or "",
            "sort": chosen["sort"],
            "total": hits.count(),
            "stream": stream_page(request, hits, keep=keep),
            "heading": heading,
        },
        title=gettext("Search: %(query)s") % {"query": query} if query else heading,
        elsewhere=Elsewhere(same={code: search_path(code, query) for code in languages.CODES}),
        robots=NOINDEX,
    )


def asked(request: HttpRequest) -> str:
    """Return the query of a request: any text is one."""
    return request.GET.get("q", "").replace("\0", " ").strip()[:LONGEST_QUERY]


def filters(request: HttpRequest, language: str) -> dict:
    """Return the known filters of a request: category, period, sort."""
    slug, period = request.GET.get("category"), request.GET.get("period")
    sort = request.GET.get("sort")
    return {
        "category": category(slug, language) if slug else None,
        "period": period if period in PERIODS else None,
        "sort": sort if sort in SORTS else SORTS[0],
    }


def category(slug: str, language: str) -> Category | None:
    """Return the category of an address, a former one too; None for what was never one's."""
    known = next((one for one in rows.menu(language) if one.slug == slug), None)
    return known or moved_to("category", language, slug.replace("\0", ""))


def search_path(code: str, query: str) -> str:
    """Return the path of the same search in a language."""
    path = reverse("search", kwargs={"language": code})
    return f"{path}?{urlencode({'q': query})}" if query else path
