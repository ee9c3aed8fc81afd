"""Sitemaps: an index, parts per language, and the news of two days.

A part has the stories whose numbers lie in one range, so that it never holds more than a map may,
needs nothing of those before it, and stays the same once its stories do.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from html import escape
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import F, IntegerField, Max
from django.db.models.functions import Cast, Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import now

from articles.images import address as image_address
from articles.images import nearest
from articles.models import Edition, Kind, SiteSettings, context
from articles.models.edition import live_sql
from articles.models.today import today
from articles.site.feeds.story_html import xml
from articles.site.page import absolute, home_path
from newsroom import languages
from newsroom.server.databases import adapted

# A map may have 10,000 addresses; so many with all that is said of them fit into the page cache.
SIZE = 3_300
# In the first part of a language stand its other pages, too.
STANDING = 500
# The highest number of an edition that is asked for: beyond any archive, within every database.
LAST = 1_000_000_000
NEWS_PERIOD = timedelta(days=2)
# Readers of news sitemaps take no more.
NEWS_SIZE = 1_000

CROP, WIDTH = "16x9", 1280
# The widths alone: reading all renditions of so many pictures takes longer than the rest.
WIDTHS = {
    "postgresql": f"CAST(i.renditions #> '{{{CROP},jpeg}}' AS text)",
    "sqlite": f"""json_extract(i.renditions, '$."{CROP}"."jpeg"')""",
}

MAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
IMAGE = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'


class Row(NamedTuple):
    """What a map says of a story: all of it text of the database, which costs least to read.

    `changed` is a moment of UTC, `2026-11-24 18:00:05…`; `widths` is a JSON list.
    """

    slugs: tuple[str | None, ...]  # of every language that is live, in the order of languages.CODES
    changed: str
    source_language: str
    cover: str | None
    widths: str | None


class Cover(NamedTuple):
    """What an address asks of a picture."""

    key: str


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

    One query.
    """
    if not 1 <= number <= LAST // SIZE:
        raise Http404
    rows = list(find(language, (number - 1) * SIZE + 1, number * SIZE))
    if not rows and number > 1:
        raise Http404
    written = [*(standing(language) if number == 1 else ()), *stories(language, rows)]
    return answer("urlset", f"{MAP} {XHTML} {IMAGE}", written)


def find(language: str, first: int, last: int) -> Iterator[Row]:
    """Yield the live stories whose numbers lie between two, in their order. One query.

    By hand, as in blocks.py: a million stories are a few thousand such questions.
    """
    others = [code for code in languages.CODES if code != language]
    slugs = ", ".join(f"{'e' if code == language else code}.slug" for code in languages.CODES)
    joins = " ".join(
        f"""LEFT JOIN articles_edition {code} ON {code}.article_id = e.article_id
        AND {code}.language = '{code}' AND {live_sql(code)}"""
        for code in others
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT CAST(COALESCE(e.updated_at, e.published_at) AS text), e.source_language,
                i.key, {WIDTHS[connection.vendor]}, {slugs}
            FROM articles_edition e {joins}
            LEFT JOIN articles_image i ON i.id = e.cover_id AND NOT i.is_graphic
                AND i.withdrawn_at IS NULL
                AND (i.usable_until IS NULL OR i.usable_until >= %(today)s)
            WHERE e.language = %(language)s AND e.id BETWEEN %(first)s AND %(last)s
            AND {live_sql("e")} ORDER BY e.id
            """,
            {
                "language": language,
                "first": first,
                "last": last,
                "now": adapted(now()),
                "today": today(),
            },
        )
        for changed, source, cover, widths, *slugs in cursor.fetchall():
            yield Row(slugs, changed, source, cover, widths)


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


def stories(language: str, rows: Iterable[Row]) -> Iterator[str]:
    """Yield the stories with links to all their languages.

    Slugs and keys of pictures need no escaping, what stands around them is escaped once.
    """
    place = {code: number for number, code in enumerate(languages.CODES)}
    own, default = place[language], place.get(context.site().default_language, 0)
    beginnings = [beginning(code) for code in languages.CODES]
    links = [link(code, start) for code, start in zip(languages.CODES, beginnings, strict=True)]
    for_others = [link("x-default", start) for start in beginnings]
    covers: dict[str, tuple[str, str]] = {}
    for slugs, changed, source, key, widths in rows:
        written = "".join(
            [f'{start}{slug}/"/>' for start, slug in zip(links, slugs, strict=True) if slug]
        )
        other = default if slugs[default] else place[source]
        if slugs[other]:
            written += f'{for_others[other]}{slugs[other]}/"/>'
        if widths:
            if widths not in covers:
                covers[widths] = around_key(json.loads(widths))
            start, end = covers[widths]
            written += f"{start}{key}{end}" if start else ""
        yield (
            f"<url><loc>{beginnings[own]}{slugs[own]}/</loc>"
            f"<lastmod>{changed[:10]}T{changed[11:19]}Z</lastmod>{written}</url>"
        )


def alternates(places: dict[str, str], default: str) -> str:
    """Write the links to every language of a page, and x-default as the page names it."""
    found = [(code, places[code]) for code in languages.CODES if code in places]
    if default in places:
        found.append(("x-default", places[default]))
    return "".join(f'{link(code, place)}"/>' for code, place in found)


def link(code: str, place: str) -> str:
    """Write a link to another language up to the end of its address."""
    return f'<xhtml:link rel="alternate" hreflang="{code}" href="{place}'


def around_key(widths: list[int]) -> tuple[str, str]:
    """Write what stands before and after the key of a picture; ("", "") where it has no file."""
    if not widths:
        return "", ""
    path = located(image_address(Cover("KEY"), CROP, nearest(widths, WIDTH), "jpeg"))
    start, _key, end = path.rpartition("KEY")
    return f"<image:image><image:loc>{start}", f"{end}</image:loc></image:image>"


def beginning(language: str) -> str:
    """Return what the addresses of a language's stories begin with; a slug and / follow."""
    path = reverse("edition", kwargs={"language": language, "slug": "slug"})
    return located(path.removesuffix("slug/"))


def address(loc: str, changed: datetime | None = None, links: str = "") -> str:
    """Write one address of a map."""
    lastmod = f"<lastmod>{stamp(changed)}</lastmod>" if changed else ""
    return f"<url><loc>{loc}</loc>{lastmod}{links}</url>"


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


def stamp(moment: datetime) -> str:
    """Write a moment as W3C wants it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def answer(root: str, spaces: str, rows: Iterable[str]) -> HttpResponse:
    """Answer a document of rows."""
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {spaces}>'
    return HttpResponse(
        "\n".join([head, *rows, f"</{root}>\n"]), content_type="application/xml; charset=utf-8"
    )
