"""Any text in the address of a search is answered, quickly and with bounded work."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.articles.search.test_query import BAD

# A page asks some 45 for what all pages show, which the server keeps.
MOST_QUERIES = 90
# In which language each is asked for, by turns.
CASES = [(query, ("ru", "arm", "en")[place % 3]) for place, query in enumerate(BAD)]


@pytest.fixture
def some(make_edition):
    make_edition("ru", title_ru="Слово и хлеб", body_ru="<p>а или не в на с и</p>")
    make_edition("en", title_en="Near and or not", body_en="<p>the of and</p>")


@pytest.mark.parametrize("query, prefix", CASES)
def test_any_text_is_answered_within_a_second_and_few_questions(client, some, query, prefix):
    sent = query.encode("utf-8", "surrogatepass")  # as a robot would
    for page in ("search/", "search/suggest/"):
        begun = time.process_time()
        with CaptureQueriesContext(connection) as asked:
            response = client.get(f"/{prefix}/{page}", {"q": sent})

        assert response.status_code == 200
        assert time.process_time() - begun < 1
        assert len(asked) <= MOST_QUERIES


def test_five_hundred_words_make_a_feed_of_nothing(client, some):
    words = " ".join(f"слово{number}" for number in range(500))

    for ending in ("", "atom/", "json/"):
        response = client.get(f"/ru/search/feed/{ending}", {"q": words})
        assert response.status_code == 200
        assert "Near and or not" not in response.content.decode()
