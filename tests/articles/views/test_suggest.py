"""The answer to the search overlay while a reader types."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.pagecache import may_be_kept

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
