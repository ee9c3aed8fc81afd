"""Small files for machines."""

from datetime import datetime, timedelta

import pytest
from django.contrib.staticfiles import finders
from django.utils.timezone import now
from protego import Protego

from articles.models import SiteSettings
from articles.site.views.machines import AI_CRAWLERS


@pytest.fixture
def site(db):
    return SiteSettings.objects.create(pk=1)


def put(**fields) -> None:
    SiteSettings.objects.update(**fields)


def robots(client) -> Protego:
    return Protego.parse(client.get("/robots.txt").content.decode())


def test_robots_may_read_all_but_what_is_not_for_them(client, site, settings):
    rules = robots(client)

    paths = ["/ru/", "/ru/post/x/", "/ads.txt", "/ru/feed/", "/media/a/b.jpeg"]
    private = ["/admin/", "/preview/a/", "/views/1/", "/ads/click/1/", "/ru/search/?q=a"]
    root = settings.SITE_URL
    assert [rules.can_fetch(root + path, "Googlebot") for path in paths] == [True] * 5
    assert [rules.can_fetch(root + path, "Googlebot") for path in private] == [False] * 5
    assert list(rules.sitemaps) == [f"{root}/sitemap.xml", f"{root}/sitemap-news.xml"]


def test_crawlers_of_ai_companies_stay_away_only_where_the_newsroom_says_so(client, site, settings):
    address = f"{settings.SITE_URL}/ru/"
    welcome = {robots(client).can_fetch(address, name) for name in AI_CRAWLERS}

    put(allows_ai_crawlers=False)

    asked_away = {robots(client).can_fetch(address, name) for name in AI_CRAWLERS}
    assert (welcome, asked_away) == ({True}, {False})
    assert robots(client).can_fetch(address, "Googlebot")


def test_ads_file_names_nobody_until_somebody_is_named(client, site):
    nobody = client.get("/ads.txt").content.decode()

    put(ads_txt="google.com, pub-1, DIRECT, f08c47fec0942fa0\r\n# ours\r\n")

    assert nobody.startswith("#")
    assert client.get("/ads.txt").content == (
        b"google.com, pub-1, DIRECT, f08c47fec0942fa0\n# ours\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "google.com, pub-1, DIRECT, f08c47fec0942fa0",
        "  example.co.uk ,  1 , reseller # comment",
        "# only a comment\n\nOWNERDOMAIN=news.example\ncontact=ads@news.example",
    ],
)
def test_ads_file_takes_what_the_standard_allows(client, site, text):
    site.ads_txt = text

    site.full_clean()
    site.save()

    assert client.get("/ads.txt").content.decode() == f"{text}\n"


def test_humans_file_is_there_where_something_is_written(client, site):
    before = client.get("/humans.txt").status_code
    put(humans_txt="Лилит\r\nАрам")

    after = client.get("/humans.txt")

    assert (before, after.content.decode()) == (404, "Лилит\nАрам\n")


@pytest.mark.parametrize(
    "contact, line",
    [
        ("security@news.example", "mailto:security@news.example"),
        ("https://news.example/security", "https://news.example/security"),
    ],
)
def test_security_file_says_where_to_write_and_until_when(client, site, settings, contact, line):
    before = client.get("/.well-known/security.txt").status_code
    site.security_contact = contact
    site.full_clean()
    site.save()

    response = client.get("/.well-known/security.txt")

    said = dict(one.split(": ", 1) for one in response.content.decode().splitlines())
    assert (before, response["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert said["Contact"] == line
    assert said["Canonical"] == f"{settings.SITE_URL}/.well-known/security.txt"
    period = datetime.fromisoformat(said["Expires"]) - now()
    assert timedelta(days=150) < period < timedelta(days=366)


@pytest.mark.parametrize("key", ["", "another-key"])
def test_only_the_key_of_indexnow_has_a_file(client, site, key):
    put(indexnow_key=key)

    assert client.get("/0123456789abcdef.txt").status_code == 404
    assert client.get("/readme.txt").status_code == 404


def test_favicon_leads_to_the_icon(client, db):
    assert client.get("/favicon.ico")["Location"] == "/static/icons/favicon.ico"
    assert finders.find("icons/favicon.ico")
