"""The checks beside the form: of what is typed, which nobody has saved yet."""

import pytest
from django.urls import reverse

from articles.editorial.checks.rules import Check, Level
from articles.models import Article, Author, SiteSettings


@pytest.fixture(autouse=True)
def _all_checks_ask(db):
    SiteSettings(pk=1, checks=dict.fromkeys(Check, Level.WARNING)).save()


@pytest.fixture
def marks():
    """Return the checks of what a form holds, as they stand beside it."""

    def marked(client, address, typed, code="ru") -> str:
        return client.post(address, typed).json()["checks"][code]

    return marked


def test_checks_follow_what_is_typed_and_nothing_is_kept(
    sign_in, reporter, make_article, make_image, as_posted, marks
):
    article = make_article(by=reporter, lead_ru="", body_ru="")
    address = reverse("admin:articles_article_checks", args=[article.pk])
    client, cover = sign_in(reporter), make_image(alt_ru="", credit_ru="Фото: Анна")
    author = Author.objects.create(slug="anna", name_ru="Анна")
    typed = {"lead_ru": "Лид", "body_ru": "<p>Слова</p>", "authors": [author.pk]}

    before = marks(client, address, as_posted(article))
    after = marks(client, address, as_posted(article, **typed, cover=cover.pk))

    article.refresh_from_db()
    gone = ["No lead.", "No text.", "No author or source."]
    assert [sentence in before for sentence in gone] == [True, True, True]
    assert [sentence in after for sentence in gone] == [False, False, False]
    assert ('href="#id_cover"' in before, "id_lead_ru" in after) == (True, False)
    assert (article.lead_ru, article.cover_id, article.credits.count()) == ("", None, 0)


def test_checks_of_a_new_story_are_those_of_its_form(sign_in, reporter, category, marks):
    address = reverse("admin:articles_article_checks_new")
    client = sign_in(reporter)

    empty = marks(client, address, {"kind": "news"})
    filled = marks(client, address, {"title_ru": "Т", "category": category.pk, "kind": "news"})

    said = ["No title.", "No category."]
    assert [one in empty for one in said] == [True, True]
    assert [one in filled for one in said] == [False, False]
    assert not Article.objects.exists()
