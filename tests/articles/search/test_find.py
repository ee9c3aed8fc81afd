"""A plain search: all words, in live editions of the language."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from articles.models import Category, Edition
from articles.search import find
from articles.search.index import index


def found(query: str, language: str = "ru", **filters) -> list[str]:
    return [edition.title for edition in find(query, language, **filters)]


@pytest.fixture
def lake(make_edition):
    return make_edition("ru", title_ru="Ёлки у озера", lead_ru="Вода", body_ru="<p>Рыба</p>")


@pytest.mark.parametrize("query", ["ёлки", "ЕЛКИ", "озера вода", "рыба  ёлки", "рыб"])
def test_find_has_all_words_in_title_lead_or_body(lake, query):
    assert found(query) == ["Ёлки у озера"]


@pytest.mark.parametrize("query", ["озера хлеб", "p", "%", "_", "озера%вода"])
def test_find_takes_words_as_they_are(lake, query):
    assert found(query) == []


@pytest.mark.parametrize("query", ["", "   ", "\0", "\t\n"])
def test_find_without_words_finds_nothing(lake, query):
    assert found(query) == []


def test_find_keeps_to_the_language(lake, make_edition):
    make_edition("hy", title_hy="Սևանա լիճը")

    assert found("ՍԵՎԱՆԱ") == []
    assert found("ՍԵՎԱՆԱ", "hy") == ["Սևանա լիճը"]


def test_find_filters_by_category_and_period(lake, category):
    Edition.objects.update(published_at=now() - timedelta(days=3))
    other = Category.objects.create(slug="other")

    assert found("вода", category=category, period="week") == ["Ёлки у озера"]
    assert found("вода", category=other) == []
    assert found("вода", period="day") == []


def test_find_is_lazy_countable_and_sliceable(make_edition):
    for number in range(3):
        make_edition("ru", title_ru=f"Вода {number}", hours_ago=number + 1)

    hits = find("вода", "ru", sort="new")

    assert hits.count() == 3
    assert [edition.title for edition in hits[1:2]] == ["Вода 1"]


def test_index_again_replaces_the_words(lake):
    lake.title = "Хлеб"
    index(lake)

    assert list(find("ёлки", "ru")) == []
    assert list(find("хлеб", "ru")) == [lake]
