"""The result page of a search, and its feed."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, pgettext
from django.utils.translation import override as in_language

from articles.models import Author, Category, Edition
from articles.models import context as rows
from articles.search import PERIODS, SORTS, Hits, find, hit_page
from articles.site.feeds import feeds
from articles.site.feeds.formats import FORMS, NAMES, SUFFIXES
from articles.site.offers import offers
from articles.site.page import NOINDEX, Elsewhere, Feed, absolute, render_page
from articles.site.paging import stream_page
from articles.site.redirects import moved_to
from articles.statistics import search_queries
from newsroom import languages

LONGEST_QUERY = 200


@dataclass(frozen=True)
class OtherLanguage:
    """The same search in a language in which it finds something."""

    language: languages.Language
    number: int
    url: str


def search(request: HttpRequest, language: str) -> HttpResponse:
    """What a search finds; any `q` is a query, unknown filters are none.

    Template: `query`, `hits` (search.Hits), `filters` (search.shown.Filters), `total`, `stream` of
    editions with `marked_title` and `snippets`, `others` (OtherLanguage), `offers`
    (offers.Offers, where nothing is found), `category_slug`, `period`, `sort`, `author_slug`,
    `note`, `heading`.
    """
    query = query_of(request)
    chosen = filters(request, language)
    hits = find(query, language, **chosen)
    keep = hit_parameters(query, chosen)
    stream = stream_page(request, hits, keep=keep)
    hit_page.mark(stream.object_list, hits)
    # Translators: heading of the search page and title of its window
    heading = pgettext("heading", "Search")
    return render_page(
        request,
        "articles/search.html",
        {
            "query": query,
            "hits": hits,
            "filters": hit_page.filters(query, language, hits, chosen),
            "others": [] if hits or not query else others(query, language),
            "offers": offers(language) if query and not hits else None,
            "category_slug": chosen["category"].slug if chosen["category"] else "",
            "author_slug": chosen["author"].slug if chosen["author"] else "",
            "period": chosen["period"] or "",
            "sort": chosen["sort"],
            "total": hits.count(),
            "note": search_note(query, language, keep, is_found=bool(hits)),
            "stream": stream,
            "heading": heading,
        },
        title=gettext("Search: %(query)s") % {"query": query} if query else heading,
        elsewhere=Elsewhere(same={code: search_path(code, query) for code in languages.CODES}),
        robots=NOINDEX,
        feeds=feed_links(language, query) if query else (),
    )


def search_note(query: str, language: str, keep: dict, *, is_found: bool) -> str:
    """Return what the reader's browser sends back to have a search counted; "" for further choices
    among what was found.
    """
    return (
        search_queries.sealed_note(query, language, is_found=is_found) if set(keep) == {"q"} else ""
    )


def feed(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """The newest that a search finds, as a feed. No page for search engines."""
    query = query_of(request)
    ids = find(query, language, sort="new").ids[: feeds.SIZE]
    stream = Edition.objects.live().filter(pk__in=ids).newest_first()
    title = gettext("Search: %(query)s") % {"query": query}
    path = search_path(language, query)
    editions = list(stream.select_related("category", "cover"))
    response = feeds.answer(request, language, form, editions, title=title, path=path)
    response["X-Robots-Tag"] = NOINDEX
    return response


def feed_links(language: str, query: str) -> list[Feed]:
    """Return the feeds of a search, in each form."""
    return [
        Feed(
            title=f"{query} ({NAMES[form]})",
            url=absolute(
                f"{reverse(f'search_feed{SUFFIXES[form]}', kwargs={'language': language})}"
                f"?{urlencode({'q': query})}"
            ),
            type=FORMS[form].content_type.partition(";")[0],
        )
        for form in FORMS
    ]


def query_of(request: HttpRequest) -> str:
    """Return the query of a request: any text is one."""
    return request.GET.get("q", "").replace("\0", " ").strip()[:LONGEST_QUERY]


def hit_parameters(query: str, chosen: dict) -> dict[str, str]:
    """Return the parameters that belong to a page of hits."""
    keep = {"q": query, **chosen}
    for noun in ("category", "author"):
        keep[noun] = chosen[noun].slug if chosen[noun] else ""
    return {name: value for name, value in keep.items() if value and value != SORTS[0]}


def filters(request: HttpRequest, language: str) -> dict:
    """Return the known filters of a request: category, period, author, sort."""
    slug, period = request.GET.get("category"), request.GET.get("period")
    sort, writer = request.GET.get("sort"), request.GET.get("author", "").replace("\0", "")[:80]
    return {
        "category": category(slug, language) if slug else None,
        "period": period if period in PERIODS else None,
        "sort": sort if sort in SORTS else SORTS[0],
        "author": Author.objects.filter(slug=writer).first() if writer else None,
    }


def category(slug: str, language: str) -> Category | None:
    """Return the category of an address, a former one too; None for what was never one's."""
    known = next((one for one in rows.menu(language) if one.slug == slug), None)
    return known or moved_to("category", language, slug.replace("\0", ""))


def others(query: str, language: str) -> list[OtherLanguage]:
    """Return the other languages in which a query finds something."""
    found = []
    for other in languages.LANGUAGES:
        if other.code != language:
            with in_language(other.code):
                number = Hits(query, other.code).count()
            if number:
                found.append(OtherLanguage(other, number, search_path(other.code, query)))
    return found


def search_path(code: str, query: str) -> str:
    """Return the path of the same search in a language."""
    path = reverse("search", kwargs={"language": code})
    return f"{path}?{urlencode({'q': query})}" if query else path
