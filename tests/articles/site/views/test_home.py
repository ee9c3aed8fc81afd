"""`/` and the home pages."""

import random
from datetime import UTC, datetime
from unicodedata import normalize
from urllib.parse import quote

import pytest
from django.utils.html import escape

from articles.models import SiteSettings
from newsroom.cache.query_parameters import known_query


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
    response = client.get("/ru/?utm_source=x&sort=abc&q=%00")

    assert response.status_code == 200
    assert response.context["page_meta"].canonical == f"{settings.SITE_URL}/ru/"


@pytest.mark.parametrize("path", ["/ru/", "/ru/category/ecology/", "/ru/popular/"])
def test_hreflang_links_stand_for_stories_and_pages_only(client, category, path):
    meta = client.get(path).context["page_meta"]

    assert (meta.alternates, meta.x_default) == ([], None)


def test_latest_news_lead_to_the_archive_of_their_day(client, make_edition):
    make_edition("ru")
    latest = make_edition("ru", at=datetime(2024, 2, 29, 20, 30, tzinfo=UTC))  # 1 March in Yerevan

    page = client.get("/ru/")

    assert page.context["front"].latest == [latest]
    assert '<a href="/ru/archive/2024/03/01/">' in page.content.decode()


def test_titles_of_any_kind_stay_text(client, make_edition, bad_titles):
    for number, title in enumerate(bad_titles):
        make_edition("ru", title_ru=title, hours_ago=number + 1)

    for path in ("/ru/", "/ru/category/ecology/"):
        page = client.get(path).content.decode()
        titles = [escape(normalize("NFC", title)) for title in bad_titles]
        assert [title for title in titles if title not in page] == []
        assert "</script><script>alert" not in page


def test_any_query_string_gives_the_same_page(client, make_edition, settings):
    make_edition("ru")
    chance = random.Random(7)
    letters = "abc=&%+[]<>;/\\\"'яՀ🙂\0\udcff"
    queries = ["u" + "".join(chance.choices(letters, k=chance.randrange(40))) for _ in range(1000)]
    queries = [quote(query, safe="=&+;%", errors="surrogateescape") for query in queries]

    # The page cache lets Django see, and keeps apart, the known parameters only.
    assert {known_query(query, "/ru/") for query in queries} == {""}
    for query in queries[:20]:
        page = client.get(f"/ru/?{query}")
        assert page.context["page_meta"].canonical == f"{settings.SITE_URL}/ru/"


@pytest.mark.parametrize("page", ["2", "0", "-1", "abc", "99999999999", "%00", "1e3"])
def test_home_has_no_pages(client, make_edition, page):
    make_edition("ru")

    assert client.get(f"/ru/?page={page}").status_code == 404
