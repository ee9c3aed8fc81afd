"""Fields that no form has: ignored or refused, and in the audit."""

import json

import pytest

from articles.editorial import versions
from articles.models import Action, Article, AuditEntry, Edition

TRIED = {
    "status": "approved",
    "status_ru": "approved",
    "slug": "mine",
    "by": "1",
    "created_by": "1",
    "views": "1000000",
    "id": "1",
    "language": "hy",
    "embargo_until": "",
    "published_at": "2020-01-01 00:00",
}


def sent() -> list[str]:
    entries = AuditEntry.objects.filter(action=Action.EXTRA_FIELDS)
    return [name for entry in entries for name in entry.details["sent"].split(", ")]


def test_reporter_changes_nothing_but_the_story(
    sign_in, reporter, chief, make_article, as_posted, form_address
):
    article, other = make_article(by=reporter), make_article(by=chief, title_ru="Чужое")
    data = as_posted(article, title_ru="Моё", **TRIED | {"id": other.pk, "pk": other.pk})

    sign_in(reporter).post(form_address(article), data)

    kept = Article.objects.get(pk=article.pk)
    assert (kept.title_ru, kept.status_ru, kept.slug_ru) == ("Моё", "draft", "")
    assert kept.created_by == reporter
    assert Article.objects.get(pk=other.pk).title_ru == "Чужое"
    assert set(sent()) == {*TRIED, "pk"}


def test_reporter_who_submits_does_no_more(sign_in, reporter, make_article, verb_address):
    article = make_article(by=reporter, title_hy="Լիճ")

    sign_in(reporter).post(verb_address(article, "ru", "submit"), TRIED)

    article.refresh_from_db()
    assert (article.status_ru, article.status_hy) == ("review", "draft")
    assert set(sent()) == set(TRIED)


def test_refused_request_is_told_of_too(sign_in, reporter, make_article, verb_address):
    article = make_article(by=reporter)

    response = sign_in(reporter).post(verb_address(article, "ru", "publish"), TRIED)

    assert response.status_code == 403
    assert not Edition.objects.exists()
    assert set(sent()) == set(TRIED)


def test_form_that_is_refused_is_told_of_too(
    sign_in, other_reporter, make_article, as_posted, form_address
):
    article = make_article()

    response = sign_in(other_reporter).post(form_address(article), {"title_ru": "Моё", "by": 1})

    assert response.status_code == 403
    assert Article.objects.get().title_ru == "Озеро возвращается"
    assert sent() == ["by", "title_ru"]


def test_part_of_another_language_is_not_read(sign_in, translator, make_article, form_address):
    article = make_article(title_hy="Լիճ")

    base = json.dumps(versions.numbers(article))
    typed = {"title_hy": "Նոր", "title_ru": "Не моё", "base": base}
    sign_in(translator).post(form_address(article), typed)

    kept = Article.objects.get()
    assert (kept.title_hy, kept.title_ru) == ("Նոր", "Озеро возвращается")
    assert sent() == ["title_ru"]


def test_form_as_it_is_says_nothing(sign_in, chief, make_article, as_posted, form_address):
    article = make_article()

    sign_in(chief).post(form_address(article), as_posted(article, title_ru="Новое"))

    assert Article.objects.get().title_ru == "Новое"
    assert sent() == []


@pytest.mark.parametrize("verb", ["submit", "publish"])
def test_verb_as_it_is_says_nothing(sign_in, chief, make_article, verb_address, verb):
    article = make_article()

    sign_in(chief).post(verb_address(article, "ru", verb), {"when": "now", "change": "typo"})

    assert AuditEntry.objects.filter(action=verb).exists()
    assert sent() == []
