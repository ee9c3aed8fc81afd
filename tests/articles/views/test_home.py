"""`/` and the home pages."""

import pytest

from articles.models import SiteSettings


@pytest.mark.parametrize(
    "accepted, path",
    [
        ("hy-AM,hy;q=0.9", "/arm/"),
        ("fr,en-US;q=0.8,ru;q=0.5", "/en/"),
        ("ru", "/ru/"),
        ("fr", "/ru/"),
        ("", "/ru/"),
        ("\xff;q=x,,;", "/ru/"),
    ],
)
def test_root_follows_the_device(client, db, accepted, path):
    response = client.get("/", headers={"Accept-Language": accepted})

    assert (response.status_code, response["Location"]) == (302, path)
    assert "Accept-Language" in response["Vary"]
    assert "private" in response["Cache-Control"]


def test_root_follows_the_readers_choice_first(client, db):
    client.cookies["language"] = "en"

    assert client.get("/", headers={"Accept-Language": "hy"})["Location"] == "/en/"


def test_root_falls_back_to_the_language_of_the_site(client, db):
    SiteSettings.objects.create(pk=1, default_language="hy")

    assert client.get("/", headers={"Accept-Language": "fr"})["Location"] == "/arm/"


@pytest.mark.parametrize("prefix", ["ru", "arm", "en"])
def test_home_of_an_empty_language_is_an_honest_page(client, db, prefix):
    response = client.get(f"/{prefix}/")

    assert response.status_code == 200
    assert response.context["front"].leads == []
    assert [one.is_same for one in response.context["switch"]] == [True, True, True]


def test_home_ignores_unknown_parameters(client, db, settings):
    response = client.get("/ru/?utm_source=x&page=abc&q=%00")

    assert response.status_code == 200
    assert response.context["page_meta"].canonical == f"{settings.SITE_URL}/ru/"


@pytest.mark.parametrize("path", ["/ru/", "/ru/category/ecology/", "/ru/popular/"])
def test_hreflang_links_stand_for_stories_and_pages_only(client, category, path):
    meta = client.get(path).context["page_meta"]

    assert (meta.alternates, meta.x_default) == ([], None)
