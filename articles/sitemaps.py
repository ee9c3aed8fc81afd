"""Sitemaps: an index, parts per language, and the news of two days."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.timezone import localtime, now

from articles import context
from articles.feeds import xml
from articles.models import Edition, SiteSettings
from articles.views.page import absolute, home_path
from newsroom import languages

SIZE = 10_000
NEWS_PERIOD = timedelta(days=2)
# Readers of news sitemaps take no more.
NEWS_SIZE = 1_000

# What a map needs of a story.
ROW = ("article_id", "language", "slug", "published_at", "updated_at")

MAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def index(request: HttpRequest) -> HttpResponse:
    """The parts of every language, and the news. One query a language."""
    addresses = [
        reverse("sitemap_part", kwargs={"language": code, "number": number})
        for code in languages.CODES
        for number in range(1, parts(code) + 1)
    ]
    addresses.append(reverse("sitemap_news"))
    rows = (f"<sitemap><loc>{located(one)}</loc></sitemap>" for one in addresses)
    return answer("sitemapindex", MAP, rows)


def part(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """Ten thousand stories with their other languages; the first has the other pages too.

    Two queries.
    """
    if not 1 <= number <= SIZE:
        raise Http404
    start = (number - 1) * SIZE
    live = Edition.objects.live().in_language(language).order_by("pk")
    editions = list(live.values_list(*ROW, named=True)[start : start + SIZE])
    if not editions and number > 1:
        raise Http404
    rows = [*(standing(language) if number == 1 else ()), *stories(editions)]
    return answer("urlset", f"{MAP} {XHTML}", rows)


def news(request: HttpRequest) -> HttpResponse:
    """The stories of the last two days in all languages. One query."""
    recent = Edition.objects.live().filter(published_at__gte=now() - NEWS_PERIOD).newest_first()
    fields = ("language", "slug", "title", "published_at")
    site = context.site()
    rows = [news_story(one, site) for one in recent.only(*fields)[:NEWS_SIZE]]
    return answer("urlset", f"{MAP} {NEWS}", rows)


def parts(language: str) -> int:
    """Return how many parts a language has: one at least. One query."""
    return max(1, -(-Edition.objects.live().in_language(language).count() // SIZE))


def standing(language: str) -> Iterator[str]:
    """Yield the home page, the categories and the pages of a language."""
    yield address(located(home_path(language)))
    for noun, rows in (
        ("category", context.menu(language)),
        ("page", context.footer_pages(language)),
    ):
        for row in rows:
            yield address(located(reverse(noun, kwargs={"language": language, "slug": row.slug})))


def stories(editions: list[tuple]) -> Iterator[str]:
    """Yield the stories (rows of ROW) with links to all their languages. One query."""
    if not editions:
        return
    beginnings = {code: beginning(code) for code in languages.CODES}
    # A range instead of ten thousand ids: the rows that are nobody's sibling are few.
    articles = [edition.article_id for edition in editions]
    near = Edition.objects.live().filter(article__gte=min(articles), article__lte=max(articles))
    links = defaultdict(str)
    for article, code, slug in near.order_by("language").values_list(*ROW[:3]):
        links[article] += (
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{beginnings[code]}{slug}/"/>'
        )
    for article, code, slug, published_at, updated_at in editions:
        yield address(f"{beginnings[code]}{slug}/", updated_at or published_at, links[article])


def beginning(language: str) -> str:
    """Return what the addresses of a language's stories begin with; a slug and / follow."""
    path = reverse("edition", kwargs={"language": language, "slug": "slug"})
    return located(path.removesuffix("slug/"))


def address(loc: str, changed: datetime | None = None, links: str = "") -> str:
    """Write one address of a map."""
    lastmod = f"<lastmod>{stamp(changed)}</lastmod>" if changed else ""
    return f"<url><loc>{loc}</loc>{lastmod}{links}</url>"


def news_story(edition: Edition, site: SiteSettings) -> str:
    """Write one story of the news map."""
    name = getattr(site, languages.column("name", edition.language)) or ""
    return (
        f"<url><loc>{located(edition.get_absolute_url())}</loc><news:news>"
        f"<news:publication><news:name>{escape(xml(name))}</news:name>"
        f"<news:language>{edition.language}</news:language></news:publication>"
        f"<news:publication_date>{stamp(edition.published_at)}</news:publication_date>"
        f"<news:title>{escape(xml(edition.title))}</news:title></news:news></url>"
    )


def located(path: str) -> str:
    """Write a path as a whole address."""
    return escape(absolute(path))


def stamp(moment: datetime) -> str:
    """Write a moment as W3C wants it, in the newsroom's zone."""
    return localtime(moment).isoformat(timespec="seconds")


def answer(root: str, spaces: str, rows: Iterable[str]) -> HttpResponse:
    """Answer a document of rows."""
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {spaces}>'
    return HttpResponse(
        "\n".join([head, *rows, f"</{root}>\n"]), content_type="application/xml; charset=utf-8"
    )
