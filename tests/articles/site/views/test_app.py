"""The site as an app."""

import pytest
from django.contrib.staticfiles import finders

from articles.models import SiteSettings


def test_manifest_is_in_the_language_of_the_site(client, db):
    SiteSettings.objects.create(pk=1, default_language="hy", name_hy="Լրաբեր", name_ru="Вестник")

    response = client.get("/manifest.webmanifest")

    manifest = response.json()
    assert response["Content-Type"] == "application/manifest+json"
    assert (manifest["name"], manifest["lang"]) == ("Լրաբեր", "hy")
    assert (manifest["start_url"], manifest["display"]) == ("/arm/", "standalone")


def test_manifest_has_a_shortcut_in_each_language(client, db):
    shortcuts = client.get("/manifest.webmanifest").json()["shortcuts"]

    assert [one["url"] for one in shortcuts] == ["/ru/", "/arm/", "/en/"]
    assert len({one["name"] for one in shortcuts}) == 3
    assert shortcuts[2]["name"] == "Latest news (English)"


def test_icons_of_the_manifest_are_files(client, db):
    icons = client.get("/manifest.webmanifest").json()["icons"]

    names = [icon["src"].removeprefix("/static/") for icon in icons]
    assert [finders.find(name) is not None for name in names] == [True] * 4
    assert icons[-1]["purpose"] == "maskable"


def test_worker_is_asked_for_anew_and_knows_the_languages(client, db):
    response = client.get("/sw.js")

    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert 'LANGUAGES = ["ru", "arm", "en"]' in response.content.decode()


def test_worker_that_is_switched_off_takes_itself_away(client, db):
    SiteSettings.objects.create(pk=1, has_offline=False)

    assert "unregister" in client.get("/sw.js").content.decode()
    assert "data-worker" not in client.get("/ru/").content.decode()


@pytest.mark.parametrize("address, lang", [("/ru/", "ru"), ("/arm/", "hy"), ("/en/", "en")])
def test_page_for_no_connection_is_not_for_search_engines(client, db, address, lang):
    html = client.get(f"{address}offline/").content.decode()

    assert f'<html lang="{lang}"' in html
    assert 'name="robots" content="noindex' in html
    assert "data-kept" in html
