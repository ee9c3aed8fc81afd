"""The answer to the search overlay while a reader types."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from newsroom.cache.pagecache import may_be_kept

ADDRESS = "/en/search/suggest/"


@pytest.fixture
def ecology(make_edition, make_tag):
    tag = make_tag(en="ecosystem")
    return make_edition("en", title_en="Ecosystems return", short_title_en="Return", tags=[tag])


def test_answer_names_category_tag_and_story(client, ecology):
    answer = client.get(ADDRESS, {"q": "eco"})

    assert answer.json() == {
        "suggestions": [
            {"label": "Ecology", "kind": "Category", "url": "/en/category/ecology/"},
            {"label": "ecosystem", "kind": "Tag", "url": "/en/tag/ecosystem/"},
            {"label": "Ecosystems return", "kind": "", "url": ecology.get_absolute_url()},
        ]
    }


@pytest.mark.parametrize(
    "query",
    ["", "%00", "%ff%fe", "%", "_", "'%20OR%201=1--", "%22" * 999, "я" * 20_000, "%ED%A0%80"],
)
def test_any_text_is_a_query(client, ecology, query):
    answer = client.get(f"{ADDRESS}?q={query}")

    assert answer.json() == {"suggestions": []}


@pytest.mark.parametrize("stories", [1, 30])
def test_answer_asks_five_queries(client, make_edition, make_tag, stories):
    for number in range(stories):
        make_edition("en", title_en=f"Water {number}", tags=[make_tag(en=f"water {number}")])

    with CaptureQueriesContext(connection) as captured:
        client.get(ADDRESS, {"q": "water"})

    own = [query for query in captured if 'FROM "articles_category"' not in query["sql"]]
    assert len(own) == 5


def test_answer_may_be_kept_by_the_page_cache(client, ecology):
    answer = client.get(ADDRESS, {"q": "eco"})

    assert may_be_kept(f"{answer.status_code} OK", list(answer.headers.items()))
    assert answer["X-Robots-Tag"] == "noindex"


def labels(client, path: str, query: str) -> list[str]:
    answer = client.get(f"/{path}/search/suggest/", {"q": query}).json()
    return [one["label"] for one in answer["suggestions"]]


@pytest.mark.parametrize(
    "path, code, title, typed",
    [
        ("ru", "ru", "Озеро Севан", ["ctdfy", "ctdf", "севон", "Sevan", "Սևան", "севанн"]),
        ("arm", "hy", "Սևան լիճը", ["Սևոն", "Севан", "Sevan", "Sewan"]),
        ("en", "en", "Fish of Sevan", ["ыумфт", "sevon", "Севан", "Սևան", "fihs"]),
    ],
)
def test_what_the_page_of_hits_forgives_is_forgiven(client, make_edition, path, code, title, typed):
    make_edition(code, **{f"title_{code}": title})
    make_edition(code, **{f"title_{code}": {"ru": "Хлеб", "hy": "Հաց", "en": "Bread"}[code]})

    assert {query: labels(client, path, query) for query in typed} == {
        one: [title] for one in typed
    }


def test_armenian_word_typed_with_another_layout_is_suggested(client, make_edition):
    make_edition("hy", title_hy="Հացի գները")

    assert labels(client, "arm", "hac") == ["Հացի գները"]
    assert labels(client, "arm", "рфщ") == labels(client, "arm", "цщцщц") == []


def test_names_are_forgiven(client, make_edition, make_tag, category):
    make_edition("ru", title_ru="Снег", tags=[make_tag(ru="Верблюды")])

    assert labels(client, "ru", "dth,k.l") == ["Верблюды"]
    assert labels(client, "ru", "'rjkj") == ["Экология"]


def test_story_with_the_word_below_its_title_is_suggested_where_no_title_has_it(
    client, make_edition
):
    make_edition("ru", title_ru="Снег", body_ru="<p>В Ереване тихо</p>")

    assert labels(client, "ru", "erevan") == ["Снег"]

    make_edition("ru", title_ru="Ереван", lead_ru="")

    assert labels(client, "ru", "erevan") == ["Ереван"]


def test_what_readers_may_not_see_is_not_forgiven_into_sight(client, make_edition, chief):
    edition = make_edition("ru", title_ru="Верблюды")
    seen = [labels(client, "ru", query) for query in ("верблюдв", "dth,k.l", "verblyud")]
    workflow.withdraw(edition, reason="Ошибка.", by=chief)
    make_edition("ru", title_ru="Снег")

    gone = [labels(client, "ru", query) for query in ("верблюдв", "dth,k.l", "verblyud")]

    assert (seen, gone) == ([["Верблюды"]] * 3, [[]] * 3)


@pytest.mark.parametrize(
    "query, number",
    [
        ("верблюд", 5),
        ("верблюл", 14),
        ("dth,k.l", 12),
        ("щщщщ", 8),
        ("zzzz yyyy xxxx", 9),
        ("верблюл верблюж", 16),
        ("щ", 4),
    ],
)
@pytest.mark.parametrize("stories", [1, 9])
def test_forgiving_asks_a_bounded_number_of_queries(client, make_edition, query, number, stories):
    for place in range(stories):
        make_edition("ru", title_ru=f"Верблюд {place}")

    with CaptureQueriesContext(connection) as captured:
        client.get("/ru/search/suggest/", {"q": query})

    own = [one for one in captured if 'FROM "articles_category"' not in one["sql"]]
    assert len(own) == number
