"""One word for where a language stands."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.editorial.states import language_states
from articles.models import Article, Edition


def state(article, language="ru"):
    article.refresh_from_db()
    return language_states([article])[article.pk][language].code


def test_state_of_a_language_without_words_is_missing(make_article):
    article = make_article()

    assert state(article, "hy") == "missing"
    assert state(article, "ru") == "draft"


def test_state_follows_the_desk(make_article, chief):
    article = make_article()

    workflow.submit(article, "ru", by=chief)
    assert state(article) == "review"
    workflow.send_back(article, "ru", by=chief, note="Цифры")
    assert state(article) == "sent_back"
    workflow.submit(article, "ru", by=chief)
    workflow.approve(article, "ru", by=chief)
    assert state(article) == "approved"


def test_state_follows_the_edition(make_article, chief):
    article = make_article()
    workflow.publish(article, "ru", by=chief, at=timezone.now() + timedelta(hours=1))
    assert state(article) == "scheduled"

    edition = workflow.publish(article, "ru", by=chief)
    assert state(article) == "live"
    Edition.objects.update(expires_at=timezone.now())
    assert state(article) == "ended"
    workflow.withdraw(edition, reason="Повтор", by=chief)
    assert state(article) == "withdrawn"


@pytest.mark.parametrize("field, value", [("lead_ru", "Лид"), ("kind", "opinion")])
def test_state_of_scheduled_with_later_changes(field, value, make_article, chief, in_two_hours):
    article = make_article()
    workflow.publish(article, "ru", by=chief, at=in_two_hours)
    setattr(article, field, value)

    workflow.save(article, by=chief)

    assert state(article) == "scheduled_changed"
    # Whatever waits at a desk: without a press the former words go out.
    workflow.submit(article, "ru", by=chief)
    found = language_states([Article.objects.get()])[article.pk]["ru"]
    assert (found.code, found.leaves_changes_out) == ("review", True)


def test_change_of_another_language_is_none_of_a_scheduled_one(make_article, chief, in_two_hours):
    article = make_article(title_hy="Լիճ")
    workflow.publish(article, "ru", by=chief, at=in_two_hours)
    article.lead_hy = "Լիդ"

    workflow.save(article, by=chief)

    assert state(article) == "scheduled"


@pytest.mark.parametrize("field, value", [("lead_ru", "Лид"), ("kind", "opinion")])
def test_state_of_live_with_later_changes(field, value, make_article, chief):
    article = make_article()
    workflow.publish(article, "ru", by=chief)
    setattr(article, field, value)

    workflow.save(article, by=chief)

    assert state(article) == "live_changed"


@pytest.mark.parametrize(
    "change, expected", [("typo", "live"), ("update", "behind"), ("correction", "behind")]
)
def test_translation_is_behind_after_an_update_of_its_source(change, expected, make_article, chief):
    article = make_article(title_hy="Լիճը վերադառնում է")
    workflow.publish(article, "ru", by=chief)
    workflow.publish(article, "hy", by=chief)
    article.lead_ru = "Новый лид"
    workflow.save(article, by=chief)

    workflow.publish(article, "ru", by=chief, change=change)

    assert state(article, "hy") == expected
    assert state(article, "ru") == "live"


def test_states_of_many_take_two_queries(make_article, django_assert_num_queries):
    articles = [make_article() for _ in range(5)]

    with django_assert_num_queries(2):
        language_states(articles)
