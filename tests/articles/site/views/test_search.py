"""The result page of a search."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from articles.models import Edition, Views
from articles.site.offers import offers


def test_search_page_shows_hits_and_filters(client, make_edition):
    make_edition("ru", title_ru="Вода прибывает")

    context = client.get("/ru/search/?q=вода&category=ecology&period=week&sort=new").context

    assert [edition.title for edition in context["stream"].object_list] == ["Вода прибывает"]
    assert context["total"] == 1
    assert (context["query"], context["category_slug"]) == ("вода", "ecology")
    assert (context["period"], context["sort"]) == ("week", "new")


def test_search_page_is_not_for_search_engines(client, db):
    assert client.get("/ru/search/").context["page_meta"].robots == "noindex"


def test_search_pages_keep_the_query(client, make_edition):
    for number in range(21):
        make_edition("ru", title_ru=f"Вода {number}")

    first = client.get("/ru/search/?q=вода&period=week&utm=1").context["stream"]
    second = client.get(f"/ru/search/{first.next_url}").context["stream"]

    assert first.next_url == "?q=%D0%B2%D0%BE%D0%B4%D0%B0&period=week&page=2"
    assert len(second.object_list) == 1
    assert second.previous_url == "?q=%D0%B2%D0%BE%D0%B4%D0%B0&period=week"


QUERIES = [
    "%00",
    "%ff%fe",
    "%",
    "_",
    "'%20OR%201=1--",
    "((((",
    "%22" * 999,
    "слово%20" * 500,
    "я" * 20_000,
    "%ED%A0%80",
    "<script>",
    "%F0%9F%98%80",
]


@pytest.mark.parametrize("query", QUERIES)
def test_any_text_is_a_query(client, make_edition, query):
    make_edition("ru")

    response = client.get(f"/ru/search/?q={query}")

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("filters", ["category=no", "period=century", "sort=worst", "category="])
def test_unknown_filters_are_none(client, make_edition, filters):
    make_edition("ru", title_ru="Вода")

    response = client.get(f"/ru/search/?q=вода&{filters}")

    assert response.context["total"] == Edition.objects.count()


def test_found_words_are_marked_as_they_stand(client, make_edition):
    make_edition("ru", title_ru="Озёра <b>растут</b>", lead_ru="Вода в озере & рыба")

    html = client.get("/ru/search/?q=озеро").content.decode()

    assert "<mark>Озёра</mark> &lt;b&gt;растут&lt;/b&gt;</a>" in html
    assert "Вода в <mark>озере</mark> &amp; рыба" in html


def test_filters_say_how_many_hits_they_leave(client, make_edition, author):
    make_edition("ru", title_ru="Вода", authors=[author])
    make_edition("ru", title_ru="Вода", hours_ago=48)

    html = client.get("/ru/search/?q=вода&period=day").content.decode()

    assert "Экология (1)</option>" in html
    assert html.count("За сутки (1)</option>") == 1
    assert html.count("За неделю (2)</option>") == 1
    assert "Мариам Петросян (1)</option>" in html


def test_numbers_of_filters_follow_the_other_choices(client, make_edition, author):
    make_edition("ru", title_ru="Вода", authors=[author])
    make_edition("ru", title_ru="Вода", hours_ago=48, authors=[author])
    make_edition("ru", title_ru="Вода")

    filters = client.get(f"/ru/search/?q=вода&author={author.slug}").context["filters"]

    assert filters.periods == {"day": 1, "week": 2, "month": 2, "year": 2}
    assert list(filters.categories.values()) == [2]
    assert filters.authors == [(author, 2)]


def test_search_without_filters_is_offered_where_they_leave_nothing(
    client, make_edition, in_english
):
    make_edition("en", title_en="Water & wine", hours_ago=48)

    page = client.get("/en/search/?q=water+%26+wine&period=day").content.decode()
    plain = client.get("/en/search/?q=nothing").content.decode()

    assert '<a href="?q=water%20%26%20wine">Results without filters: 1</a>' in page
    assert "Results without filters" not in plain


def test_hits_are_filtered_by_author(client, make_edition, author):
    make_edition("ru", title_ru="Вода и хлеб", authors=[author])
    make_edition("ru", title_ru="Вода")

    stream = client.get("/ru/search/?q=вода&author=mariam-petrosyan").context["stream"]

    assert [edition.title for edition in stream.object_list] == ["Вода и хлеб"]


def test_what_was_understood_is_said(client, make_edition, in_english):
    make_edition("en", title_en="Bread and salt")

    corrected = client.get("/en/search/?q=brread").content.decode()
    most = client.get("/en/search/?q=bread+salt+volcano").content.decode()

    assert "No results for “brread”. Showing results for “bread”." in corrected
    assert "No story contains all of these words." in most


def test_other_languages_are_named_where_they_find_something(client, make_edition):
    make_edition("ru", title_ru="Пашинян")

    html = client.get("/en/search/?q=Пашинян").content.decode()

    assert "Русский (1)</a>" in html
    assert "Հայերեն (" not in html


@pytest.mark.parametrize("form", ["", "atom/", "json/"])
def test_search_has_a_feed(client, make_edition, form):
    make_edition("ru", title_ru="Вода прибывает")
    make_edition("ru", title_ru="Хлеб")

    answer = client.get(f"/ru/search/feed/{form}?q=вода")
    page = client.get("/ru/search/?q=вода").content.decode()

    assert "Вода прибывает" in answer.content.decode()
    assert "Хлеб" not in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
    assert f"/ru/search/feed/{form}?q=%D0%B2%D0%BE%D0%B4%D0%B0" in page


@pytest.mark.parametrize(
    "path, code, headings",
    [
        ("/ru/", "ru", ["Последние новости", "Рубрики", "Самое читаемое"]),
        ("/arm/", "hy", ["Լրահոս", "Բաժիններ", "Ամենաընթերցված"]),
        ("/en/", "en", ["Latest news", "Categories", "Most read"]),
    ],
)
@pytest.mark.parametrize("page", ["search/?q=0000000", "search/?q=0000000&period=day", "nowhere/"])
def test_page_with_nothing_offers_newest_sections_and_most_read(
    client, make_edition, page, path, code, headings
):
    edition = make_edition(code)
    Views.objects.create(edition=edition, hour=now() - timedelta(hours=2), count=1)

    html = client.get(path + page).content.decode()

    assert re.findall(r'<h2 id="(?:newest|sections|most-read)">(.*?)</h2>', html) == headings
    sections = html[html.index('id="sections"') :]
    assert sections.index("/category/ecology/") < sections.index('id="most-read"')
    assert html.count(edition.get_absolute_url()) >= 2


def test_page_with_hits_offers_nothing_else(client, make_edition):
    make_edition("ru", title_ru="Вода")

    response = client.get("/ru/search/?q=вода")

    assert response.context["offers"] is None
    assert 'id="newest"' not in response.content.decode()
    assert 'id="newest"' in client.get("/ru/search/?q=0000000").content.decode()
    assert 'id="newest"' not in client.get("/ru/search/").content.decode()


@pytest.mark.parametrize("stories", [1, 7])
def test_offers_ask_the_same_number_of_queries(make_edition, stories):
    for _one in range(stories):
        edition = make_edition("ru")
        Views.objects.create(edition=edition, hour=now() - timedelta(hours=2), count=1)

    with CaptureQueriesContext(connection) as asked:
        found = offers("ru")

    assert (len(found.newest), len(found.most_read)) == (min(stories, 4), min(stories, 5))
    assert len(asked) == 4
