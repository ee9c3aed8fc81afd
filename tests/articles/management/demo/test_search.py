"""Search in the demo newsroom: two hundred queries find the same in the same order on both
databases.

What they find stands in tests/data/search_hits.json: a change of the ranking is seen there.
Written anew by

    SEARCH_HITS=write python -m pytest tests/articles/management/demo/test_search.py
"""

import json
import os
from datetime import timedelta

import pytest
from django.utils.timezone import now

from articles.models import Edition, Views
from articles.search import find
from articles.search.analysis import words
from newsroom import languages
from tests.data import DATA

KEPT = DATA / "search_hits.json"
NUMBER, FIRST = 200, 10


def queries() -> list[tuple[str, str]]:
    """Return (language, query): words and pairs of words of titles and leads, as they stand."""
    found = []
    for language in languages.CODES:
        live = Edition.objects.live().in_language(language).order_by("slug")
        for title, lead in live.values_list("title", "lead"):
            several = [word.text for word in words(f"{title} {lead}") if len(word.text) > 3]
            found += [(language, one) for one in several[::5]]
            found += [
                (language, f"{one} {other}")
                for one, other in zip(several[::7], several[3::7], strict=False)
            ]
    return found[:: max(1, len(found) // NUMBER)][:NUMBER]


def hits() -> dict[str, list[str]]:
    """Return the addresses of the first hits, by language and query."""
    return {
        f"{language} {query}": [edition.slug for edition in find(query, language)[:FIRST]]
        for language, query in queries()
    }


@pytest.fixture
def evenly_old(newsroom):
    """The demo's stories an hour apart and unread: both follow from the time of day otherwise."""
    Views.objects.all().delete()
    moment = now()
    for number, edition in enumerate(Edition.objects.order_by("slug", "pk")):
        edition.published_at = moment - timedelta(hours=number)
        edition.save(update_fields=["published_at"])


def test_both_databases_find_the_same_in_the_same_order(evenly_old):
    found = hits()
    if os.environ.get("SEARCH_HITS") == "write":
        KEPT.write_text(json.dumps(found, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")

    assert len(found) > 190
    assert found == json.loads(KEPT.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "language, query, word",
    [
        ("ru", "цена хлеба", "Хлеб"),
        ("ru", "озеро севан уровень", "Севан"),
        ("ru", "[kt,", "Хлеб"),
        ("ru", "обсерваториия", "обсерватори"),
        ("ru", "sevan", "Севан"),
        ("hy", "հացի գինը", "Հաց"),
        ("hy", "sevan", "Սևան"),
        ("hy", "Севан", "Սևան"),
        ("en", "price of breads", "Bread"),
        ("en", "observatry", "observatory"),
        ("en", "Севан", "Sevan"),
    ],
)
def test_readers_find_what_they_look_for(newsroom, language, query, word):
    first = [f"{edition.title} {edition.lead}" for edition in find(query, language)[:3]]

    assert any(word in one for one in first)
