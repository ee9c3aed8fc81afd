"""Small files for machines."""

from django.contrib.staticfiles import finders

from articles.models import SiteSettings


def test_robots_may_read_all_but_what_is_not_for_them(client, db, settings):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Disallow: /admin/" in lines
    assert "Disallow: /preview/" in lines
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines


def test_ads_file_names_nobody(client, db):
    lines = client.get("/ads.txt").content.decode().splitlines()

    assert all(line.startswith("#") for line in lines)


def test_manifest_is_in_the_language_of_the_site(client, db):
    SiteSettings.objects.create(pk=1, default_language="hy", name_hy="Լրաբեր", name_ru="Вестник")

    response = client.get("/manifest.webmanifest")

    manifest = response.json()
    assert response["Content-Type"] == "application/manifest+json"
    assert (manifest["name"], manifest["lang"]) == ("Լրաբեր", "hy")
    assert manifest["start_url"] == "/arm/"


def test_icons_of_the_manifest_are_files(client, db):
    icons = client.get("/manifest.webmanifest").json()["icons"]

    names = [icon["src"].removeprefix("/static/") for icon in icons]
    assert [finders.find(name) is not None for name in names] == [True, True, True]


def test_favicon_leads_to_the_icon(client, db):
    assert client.get("/favicon.ico")["Location"] == "/static/icons/favicon.ico"
    assert finders.find("icons/favicon.ico")
