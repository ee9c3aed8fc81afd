"""The result page of a search."""

import pytest

from articles.models import Edition


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
