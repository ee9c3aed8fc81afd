"""Who is already writing something like it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.editorial.similar_stories import similar
from articles.models import Article


def titles(found):
    return [one.title for one in found]


def test_stories_are_found_in_any_language_the_likest_first(make_article):
    make_article(title_ru="Гюмри ждёт поезд", title_en="Nikol Pashinyan to visit Gyumri")
    make_article(title_ru="Никол Пашинян едет в Гюмри на поезде")
    make_article(title_ru="Хлеб подорожал")

    found = similar("Никол Пашинян в Гюмри")

    assert titles(found) == [
        "Никол Пашинян едет в Гюмри на поезде",
        "Nikol Pashinyan to visit Gyumri",
    ]
    assert [one.language.code for one in found] == ["ru", "en"]


def test_it_says_who_writes_and_where_it_stands(make_article, reporter, chief):
    article = make_article(by=reporter, title_ru="Озеро Севан растёт")
    article.set_text("lead", "ru", "Новое")
    workflow.save(article, by=chief)

    (found,) = similar("Озеро Севан")

    assert found.people == ["chief", "reporter"]
    assert [(one.code, state.code) for one, state in found.states] == [("ru", "draft")]


def test_own_and_old_stories_are_left_out(make_article):
    own = make_article(title_ru="Озеро Севан растёт")
    old = make_article(title_ru="Озеро Севан мелеет")
    Article.objects.filter(pk=old.pk).update(changed_at=timezone.now() - timedelta(days=15))

    assert titles(similar("Озеро Севан")) == ["Озеро Севан растёт"]
    assert similar("Озеро Севан", but=own.pk) == []


@pytest.mark.parametrize("number", [1, 3])
def test_finding_costs_the_same_queries(make_article, django_assert_num_queries, number):
    for n in range(number):
        make_article(title_ru=f"Озеро Севан растёт {n}")

    with django_assert_num_queries(5):
        assert len(similar("Озеро Севан")) == number


@pytest.mark.parametrize("title", ["", "и в на", "🏔️", "x" * 5000])
def test_title_that_says_nothing_finds_nothing(make_article, title):
    make_article(title_ru="Озеро Севан")

    assert similar(title) == []
