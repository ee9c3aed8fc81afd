"""Sitemaps: an index, parts per language, and the news of two days.

A part has the stories whose numbers lie in one range, so that it never holds more than a map may,
needs nothing of those before it, and stays the same once its stories do.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, tzinfo
from html import escape
from typing import NamedTuple

from django.conf import settings
from django.db.models import F, IntegerField, Max
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast, Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import get_current_timezone, now

from articles import context
from articles.feed_text import xml
from articles.images import url as image_url
from articles.models import Edition, Kind, SiteSettings
from articles.views.page import absolute, home_path
from newsroom import languages

# A map may have 10,000 addresses; so many with all that is said of them fit into the page cache.
SIZE = 3_300
# In the first part of a language stand its other pages, too.
STANDING = 500
# Far beyond any archive, and small enough for every database.
LAST_PART = 100_000
NEWS_PERIOD = timedelta(days=2)
# Readers of news sitemaps take no more.
NEWS_SIZE = 1_000

CROP, RENDITIONS = "16x9", "cover__renditions"

MAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
IMAGE = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'


class Row(NamedTuple):
    """What a map needs of a story, in the order in which the database gives it."""

    article_id: int
    slug: str
    published_at: datetime
    updated_at: datetime | None
    cover__key: str | None
    cover__is_graphic: bool | None
    widths: list[int] | None


class Cover(NamedTuple):
    """What an address asks of a picture; ten thousand whole rows would take seconds."""

    key: str
    renditions: dict


def index(request: HttpRequest) -> HttpResponse:
    """The parts of every language, and the news. One query."""
    changes = parts()
    for code in languages.CODES:
        changes.setdefault((code, 1), None)
    order = {code: place for place, code in enumerate(languages.CODES)}
    rows = [
        map_row(reverse("sitemap_part", kwargs={"language": code, "number": number}), changed)
        for (code, number), changed in sorted(
            changes.items(), key=lambda one: (order[one[0][0]], one[0][1])
        )
    ]
    return answer("sitemapindex", MAP, [*rows, map_row(reverse("sitemap_news"))])


def parts() -> dict[tuple[str, int], datetime | None]:
    """Return when each part that has stories changed last, by language and number. One query."""
    number = Cast((F("pk") - 1) / SIZE + 1, IntegerField())
    rows = (
        Edition.objects.live()
        .order_by()
        .annotate(part=number)
        .values("language", "part")
        .annotate(changed=Max(Coalesce("updated_at", "published_at")))
    )
    return {(row["language"], row["part"]): row["changed"] for row in rows}


def part(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """The stories of a range with their other languages; the first has the other pages too.

    Two queries.
    """
    if not 1 <= number <= LAST_PART:
        raise Http404
    numbers = ((number - 1) * SIZE + 1, number * SIZE)
    live = Edition.objects.live().in_language(language).filter(pk__range=numbers)
    # The widths alone: reading all renditions of so many pictures takes longer than the rest.
    wanted = live.order_by("pk").annotate(
        widths=KeyTransform("jpeg", KeyTransform(CROP, RENDITIONS))
    )
    rows = [Row(*row) for row in wanted.values_list(*Row._fields)]
    if not rows and number > 1:
        raise Http404
    written = [*(standing(language) if number == 1 else ()), *stories(language, rows, live)]
    return answer("urlset", f"{MAP} {XHTML} {IMAGE}", written)


def news(request: HttpRequest) -> HttpResponse:
    """The stories of the last two days in all languages, but for advertising. One query."""
    recent = Edition.objects.live().filter(published_at__gte=now() - NEWS_PERIOD)
    fields = ("language", "slug", "title", "published_at")
    ours = recent.exclude(kind=Kind.PARTNER).newest_first().only(*fields)[:NEWS_SIZE]
    site = context.site()
    return answer("urlset", f"{MAP} {NEWS}", [news_story(one, site) for one in ours])


def standing(language: str) -> list[str]:
    """Return the home page, the categories, the corrections and the pages of a language."""
    rows, default = [address(located(home_path(language)))], context.site().default_language
    for one in context.menu(language):
        kwargs = {"language": language, "slug": one.slug}
        rows.append(address(located(reverse("category", kwargs=kwargs))))
    rows.append(address(located(reverse("corrections", kwargs={"language": language}))))
    for one in context.footer_pages(language):
        paths = {
            code: reverse("page", kwargs={"language": code, "slug": one.slug})
            for code in languages.CODES
            if getattr(one, languages.column("title", code))
        }
        links = alternates({code: located(path) for code, path in paths.items()}, default)
        rows.append(address(located(paths[language]), one.changed_at, links))
    return rows[:STANDING]


def stories(language: str, rows: list[Row], live) -> Iterator[str]:
    """Yield the stories (of the queryset `live`) with links to all their languages. One query."""
    if not rows:
        return
    beginnings = {code: beginning(code) for code in languages.CODES}
    default, zone = context.site().default_language, get_current_timezone()
    near = Edition.objects.live().filter(article__in=live.order_by().values("article"))
    places: dict[int, dict[str, str]] = defaultdict(dict)
    sources = {}
    fields = ("article_id", "language", "slug", "source_language")
    for article, code, slug, source in near.order_by().values_list(*fields):
        places[article][code] = f"{beginnings[code]}{slug}/"
        sources[article] = source
    for row in rows:
        yield address(
            f"{beginnings[language]}{row.slug}/",
            row.updated_at or row.published_at,
            alternates(places[row.article_id], default, sources.get(row.article_id, "")),
            cover(row),
            zone,
        )


def alternates(places: dict[str, str], default: str, source: str = "") -> str:
    """Write the links to every language of a thing, and x-default as its page names it."""
    for_others = places.get(default) or places.get(source)
    links = [(code, places[code]) for code in languages.CODES if code in places]
    if for_others:
        links.append(("x-default", for_others))
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{place}"/>' for code, place in links
    )


def cover(row: Row) -> str:
    """Write the picture of a story, "" when it has none to show to everybody."""
    if not row.widths or row.cover__is_graphic:
        return ""
    cover = Cover(row.cover__key, {CROP: {"jpeg": row.widths}})
    return (
        f"<image:image><image:loc>{located(image_url(cover, CROP, 1280))}</image:loc></image:image>"
    )


def beginning(language: str) -> str:
    """Return what the addresses of a language's stories begin with; a slug and / follow."""
    path = reverse("edition", kwargs={"language": language, "slug": "slug"})
    return located(path.removesuffix("slug/"))


def address(
    loc: str,
    changed: datetime | None = None,
    links: str = "",
    image: str = "",
    zone: tzinfo | None = None,
) -> str:
    """Write one address of a map; who writes many looks up the newsroom's zone once."""
    lastmod = f"<lastmod>{stamp(changed, zone)}</lastmod>" if changed else ""
    return f"<url><loc>{loc}</loc>{lastmod}{links}{image}</url>"


def map_row(path: str, changed: datetime | None = None) -> str:
    """Write one map of the index."""
    lastmod = f"<lastmod>{stamp(changed)}</lastmod>" if changed else ""
    return f"<sitemap><loc>{located(path)}</loc>{lastmod}</sitemap>"


def news_story(edition: Edition, site: SiteSettings) -> str:
    """Write one story of the news map."""
    name = getattr(site, languages.column("name", edition.language)) or settings.SITE_HOST
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


def stamp(moment: datetime, zone: tzinfo | None = None) -> str:
    """Write a moment as W3C wants it, in the newsroom's zone."""
    return moment.astimezone(zone or get_current_timezone()).isoformat(timespec="seconds")


def answer(root: str, spaces: str, rows: Iterable[str]) -> HttpResponse:
    """Answer a document of rows."""
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {spaces}>'
    return HttpResponse(
        "\n".join([head, *rows, f"</{root}>\n"]), content_type="application/xml; charset=utf-8"
    )
