"""What is suggested while a reader types: live and named only."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from articles import workflow
from articles.models import Category
from articles.search import suggest
from articles.search.suggest import query_words
from tests.articles.search.test_query import BAD


def titles(query: str, language: str = "ru") -> list[str]:
    return [edition.title for edition in suggest.stories(query, language)]


def names(query: str, language: str = "ru") -> list[str]:
    return [getattr(tag, f"name_{language}") for tag in suggest.tags(query, language)]


@pytest.mark.parametrize(
    "query, text, fits",
    [
        ("се", "Озеро Севан", True),
        ("СЕВ ОЗЕ", "Озеро Севан", True),
        ("еван", "Озеро Севан", False),
        ("елка", "Ёлка", True),
        ("ин", "Ի՞նչ կփոխվի", False),
        ("ինչ", "Ի՞նչ կփոխվի", True),
        ("sev", "«Sevan»", True),
    ],
)
def test_query_begins_words(query, text, fits):
    assert suggest.begins(query_words(query), text) is fits


@pytest.mark.parametrize("text", [*BAD, "Сев\ud800", "\udfffСев"])
def test_any_text_may_be_typed(make_edition, make_tag, text):
    make_edition("ru", title_ru="Хлеб", tags=[make_tag(ru="Севан")])

    assert titles(text) == []
    assert set(names(text)) == ({"Севан"} if "Сев" in text else set())
    assert suggest.authors(text, "ru") == suggest.categories(text, Category.objects.all()) == []


def test_latest_stories_are_suggested_newest_first(make_edition):
    make_edition("ru", title_ru="Озеро растёт", hours_ago=3)
    make_edition("ru", title_ru="Лодка на озере", hours_ago=2)
    make_edition("ru", title_ru="Снег", hours_ago=1)

    assert titles("озер") == ["Лодка на озере", "Озеро растёт"]


def test_nothing_hidden_is_suggested(make_edition, make_article, make_tag, chief):
    tag = make_tag(ru="Тайна")
    facts = {"title_ru": "Тайна", "tags": [tag]}
    make_article(**facts)
    make_edition("ru", at=now() + timedelta(hours=1), **facts)
    workflow.withdraw(make_edition("ru", **facts), reason="Ошибка.", by=chief)

    assert (titles("тайна"), names("тайна")) == ([], [])


@pytest.mark.parametrize("language", ["ru", "hy", "en"])
def test_tag_is_suggested_where_it_has_a_name_and_a_story(make_edition, make_tag, language):
    tag = make_tag(**{language: {"ru": "Севан", "hy": "Սևան", "en": "Sevan"}[language]})
    make_edition(language, tags=[tag])
    prefix = {"ru": "сев", "hy": "սևա", "en": "SEV"}[language]

    assert len(names(prefix, language)) == 1
    others = {"ru", "hy", "en"} - {language}
    assert not any(suggest.tags(prefix, other) for other in others)


def test_category_is_suggested_by_its_name(category):
    with_name = [row for row in Category.objects.all() if row.name_ru]

    assert suggest.categories("эко", with_name) == [category]
    assert suggest.categories("", with_name) == []
    assert suggest.categories("логия", with_name) == []


@pytest.mark.parametrize("query", ["мариам", "mari", "Պետրոս", "petrosyan mar"])
def test_people_are_suggested_in_any_script(make_edition, author, query):
    make_edition("ru", title_ru="Вода", authors=[author])

    assert suggest.authors(query, "ru") == [author]
    assert suggest.authors("anahit", "ru") == []
