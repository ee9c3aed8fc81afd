"""Every address that the outside was promised is there, in every language."""

import re

import pytest
from django.utils.timezone import localdate

from articles.models import Author, Page, SiteSettings

PAGE, RSS, ATOM = "text/html", "application/rss+xml", "application/atom+xml"
JSON_FEED, MAP = "application/feed+json", "application/xml"
FEEDS = (("feed/", RSS), ("feed/atom/", ATOM), ("feed/json/", JSON_FEED))
STREAMS = ("category/ecology/", "tag/sevan/", "author/mariam-petrosyan/")
LANDMARKS = {"header", "nav", "main", "aside", "footer"}
WITH_OFFSET = re.compile(r'<time datetime="[\dT:-]{19}[+-]\d\d:\d\d">')
LINK = re.compile(r'<a [^>]*href="([^"]*)"')
ADDRESSES = [
    ("", PAGE),
    ("post/{slug}/", PAGE),
    *((stream, PAGE) for stream in STREAMS),
    *((f"{stream}?page=1", PAGE) for stream in STREAMS),
    ("archive/{day:%Y/%m/%d}/", PAGE),
    ("archive/{day:%Y/%m}/", PAGE),
    ("archive/{day:%Y}/", PAGE),
    ("search/?q=a&category=ecology&period=week&sort=new&page=1", PAGE),
    ("popular/", PAGE),
    ("page/about/", PAGE),
    *((f"{place}{feed}", kind) for place in ("", *STREAMS) for feed, kind in FEEDS),
]
MACHINES = [
    ("/sitemap.xml", MAP),
    ("/sitemap-ru-1.xml", MAP),
    ("/sitemap-arm-1.xml", MAP),
    ("/sitemap-en-1.xml", MAP),
    ("/sitemap-news.xml", MAP),
    ("/robots.txt", "text/plain"),
    ("/ads.txt", "text/plain"),
    ("/manifest.webmanifest", "application/manifest+json"),
    ("/sw.js", "text/javascript"),
    ("/healthz", "text/plain"),
    ("/readyz", "text/plain"),
    ("/metrics", "text/plain"),
]


@pytest.mark.parametrize("prefix, code", [("ru", "ru"), ("arm", "hy"), ("en", "en")])
def test_every_address_of_readers_answers(client, make_edition, make_tag, author, prefix, code):
    Page.objects.create(slug="about", title_ru="О нас", title_hy="Մեր մասին", title_en="About us")
    tag = make_tag(ru="Севан", hy="Սևան", en="Sevan")
    edition = make_edition(code, tags=[tag], authors=[author])
    words = {"slug": edition.slug, "day": localdate()}

    answers = [client.get(f"/{prefix}/{path.format(**words)}") for path, _kind in ADDRESSES]

    found = [(one.status_code, one["Content-Type"].partition(";")[0]) for one in answers]
    assert found == [(200, kind) for _path, kind in ADDRESSES]


@pytest.mark.parametrize("prefix, code", [("ru", "ru"), ("arm", "hy"), ("en", "en")])
def test_every_time_of_a_page_says_its_offset(client, make_edition, prefix, code):
    make_edition(code)

    home = client.get(f"/{prefix}/").content.decode()

    times = re.findall(r"<time[^>]*>", home)
    assert times
    assert [one for one in times if not WITH_OFFSET.fullmatch(one)] == []


def test_home_and_a_story_have_every_landmark(client, make_edition, make_tag):
    tag = make_tag(ru="Севан", hy="Սևան", en="Sevan")
    edition, *_others = [make_edition("ru", tags=[tag]) for _story in range(3)]

    for path in ("/ru/", edition.get_absolute_url()):
        page = client.get(path).content.decode()
        assert set(re.findall("<(header|nav|main|aside|footer)[ >]", page)) == LANDMARKS


def test_every_link_is_ascii_whatever_letters_an_editor_wrote(client, make_edition, author):
    away = "https://пример.рф/Հայք?q=я"
    SiteSettings.objects.update_or_create(
        pk=1, defaults=dict.fromkeys(("telegram", "x", "support", "app_store"), away)
    )
    Author.objects.update(**dict.fromkeys(("website", "facebook"), away))
    body = f'<p><a href="{away}">a</a></p>'
    edition = make_edition("ru", body_ru=body, authors=[author])

    paths = ["/ru/", edition.get_absolute_url(), author.get_absolute_url()]
    links = [one for path in paths for one in LINK.findall(client.get(path).content.decode())]

    assert [one for one in links if not one.isascii()] == []
    assert sum(one.startswith("https://%D0%BF") for one in links) >= 6


def test_every_address_of_machines_answers(client, db):
    answers = [client.get(path) for path, _kind in MACHINES]

    found = [(one.status_code, one["Content-Type"].partition(";")[0]) for one in answers]
    assert found == [(200, kind) for _path, kind in MACHINES]


def test_views_are_counted_by_both_addresses(client, make_edition):
    edition = make_edition("ru")
    reader = {"headers": {"User-Agent": "Mozilla/5.0"}}

    counted = client.post(f"/views/{edition.pk}/", **reader)
    pixel = client.get(f"/views/{edition.pk}.gif", **reader)

    assert counted.json() == {"views": 1}
    assert (pixel.status_code, pixel["Content-Type"]) == (200, "image/gif")
