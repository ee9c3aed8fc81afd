"""The counter of searches, from the page to the row."""

import re
from html import unescape

import pytest

from articles.models import AskedQuery
from articles.statistics import search_queries

PERSON = {"User-Agent": "Mozilla/5.0"}


@pytest.fixture(autouse=True)
def _nobody_asked_before():
    search_queries._recent.clear()


def note_of(page: str) -> str:
    return unescape(re.search('data-asked="([^"]+)"', page)[1])


def counted() -> list[tuple[str, str, int, int]]:
    rows = AskedQuery.objects.order_by("words")
    return list(rows.values_list("language", "words", "number", "unanswered"))


def test_page_of_a_search_is_counted_by_its_note(client, make_edition):
    make_edition("ru", title_ru="Хлеб")
    for query in ("хлеба", "соль"):
        page = client.get("/ru/search/", {"q": query}).content.decode()
        answer = client.post("/views/search/", {"note": note_of(page)}, headers=PERSON)
        assert answer.status_code == 204

    assert counted() == [("ru", "", 2, 1), ("ru", "соль", 1, 1), ("ru", "хлеба", 1, 0)]


def test_pixel_counts_for_readers_without_script(client, db):
    page = client.get("/arm/search/", {"q": "հաց"}).content.decode()
    (address,) = re.findall('<noscript><img class="pixel" src="([^"]+)"', page)

    answer = client.get(unescape(address), headers=PERSON)

    assert answer["Content-Type"] == "image/gif"
    assert "no-store" in answer["Cache-Control"]
    assert counted() == [("hy", "", 1, 1), ("hy", "հաց", 1, 1)]


def test_robots_and_the_newsroom_are_not_counted(client, chief, db):
    sealed = search_queries.sealed_note("хлеб", "ru", is_found=True)

    client.post("/views/search/", {"note": sealed}, headers={"User-Agent": "Googlebot/2.1"})
    client.force_login(chief)
    client.post("/views/search/", {"note": sealed}, headers=PERSON)
    assert counted() == []

    client.logout()
    client.post("/views/search/", {"note": sealed}, headers=PERSON)
    assert counted() == [("ru", "", 1, 0), ("ru", "хлеб", 1, 0)]


def test_further_choices_and_pages_carry_no_note(client, make_edition):
    make_edition("ru", title_ru="Хлеб")

    for more in ({"period": "week"}, {"sort": "new"}, {"q": ""}):
        page = client.get("/ru/search/", {"q": "хлеб"} | more).content.decode()
        assert "data-asked" not in page


@pytest.mark.parametrize("given", [{}, {"note": "x"}, {"note": "x" * 5000}])
def test_nonsense_is_refused(client, db, given):
    assert client.post("/views/search/", given, headers=PERSON).status_code == 400
    assert client.get("/views/search.gif", given, headers=PERSON).status_code == 400
    assert client.get("/views/search/", given, headers=PERSON).status_code == 405
    assert counted() == []
