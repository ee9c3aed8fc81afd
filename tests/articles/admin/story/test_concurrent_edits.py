"""A form that is open while a colleague merges what its story is about."""

import pytest

from articles import workflow
from articles.models import Article, Author, Category


@pytest.fixture
def nouns(make_tag):
    """Three of each: the first is merged into the second, and that into the third."""
    return {
        "tags": [make_tag(ru=f"Тег {n}") for n in range(3)],
        "category": [Category.objects.create(slug=f"c-{n}", name_ru=f"Р {n}") for n in range(3)],
        "authors": [Author.objects.create(slug=f"a-{n}", name_ru=f"А {n}") for n in range(3)],
    }


def test_what_was_merged_meanwhile_stays_on_the_story_under_its_new_name(
    sign_in, chief, nouns, make_article, as_posted, form_address
):
    first = {name: rows[0] for name, rows in nouns.items()}
    article = make_article(
        tags=[first["tags"]], authors=[first["authors"]], category=first["category"]
    )
    opened = as_posted(article, title_ru="Набрано в открытой форме")
    for one, two, three in nouns.values():
        workflow.merge(one, into=two, by=chief)
        workflow.merge(two, into=three, by=chief)

    response = sign_in(chief).post(form_address(article), opened)

    assert response.status_code == 302
    kept = Article.objects.get(pk=article.pk)
    assert kept.title_ru == "Набрано в открытой форме"
    assert list(kept.tags.all()) == [nouns["tags"][2]]
    assert kept.category == nouns["category"][2]
    assert [row.author for row in kept.credits.all()] == [nouns["authors"][2]]
    assert article.versions.filter(part="shared").count() == 1


def test_what_was_deleted_meanwhile_is_said_and_every_word_stays(
    sign_in, chief, nouns, make_article, as_posted, form_address
):
    article, tag = make_article(), nouns["tags"][0]
    opened = as_posted(article, title_ru="Слово, которое не пропадёт", tags=[tag.pk])
    workflow.delete(tag, by=chief)

    page = sign_in(chief).post(form_address(article), opened)

    assert [one.field for one in page.context["problems"]] == ["Tags"]
    assert "Слово, которое не пропадёт" in page.content.decode()
