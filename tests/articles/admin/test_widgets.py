"""Choosing without a script: names are written, and what nothing is called is said so."""

import re

import pytest
from django.urls import reverse

from articles.models import Article


@pytest.fixture
def save(sign_in, chief, form_address, as_posted):
    """Send a story's form as a browser without a script would, with names written."""

    def send(article, **written):
        typed = {f"{name}_written": words for name, words in written.items()}
        return sign_in(chief).post(form_address(article), as_posted(article, **typed))

    return send


def test_form_asks_for_names_only_where_there_is_no_script(
    sign_in, chief, make_article, form_address
):
    page = sign_in(chief).get(form_address(make_article())).content.decode()

    with_script = re.sub(r"<noscript>.*?</noscript>", "", page, flags=re.S)
    for name in ("category", "tags", "authors", "related"):
        assert page.count(f'name="{name}_written"') == 1
        assert f'name="{name}_written"' not in with_script


def test_rows_are_chosen_by_their_names_in_any_language(
    save, author, category, make_article, make_tag
):
    kept, lake, water = make_tag(ru="Было"), make_tag(ru="Севан", en="Sevan"), make_tag(hy="Ջուր")
    other = make_article(title_ru="Другой материал")
    article = make_article(category=None, tags=[kept])

    save(
        article,
        tags="SEVAN; ջուր",
        authors="мариам петросян",
        category="ecology",
        related=f"{other.pk}",
    )

    article = Article.objects.get(pk=article.pk)
    assert set(article.tags.all()) == {kept, lake, water}
    assert [credit.author for credit in article.credits.all()] == [author]
    assert article.category == category
    assert list(article.related.all()) == [other]


def test_related_story_is_chosen_by_its_title(save, make_article):
    other = make_article(title_ru="Другой материал, с запятой")
    article = make_article()

    save(article, related="Другой материал, с запятой")

    assert list(article.related.all()) == [other]


def test_name_that_nothing_has_is_said_and_stays_written(save, make_article, make_tag):
    make_tag(ru="Севан")
    article = make_article()

    response = save(article, tags="Севан; Неведомое <b>", category="Нет такой")

    page = response.content.decode()
    assert "Nothing found under the name “Неведомое &lt;b&gt;”." in page
    assert "Nothing found under the name “Нет такой”." in page
    assert 'value="Неведомое &lt;b&gt;"' in page
    assert not article.tags.exists()


@pytest.mark.parametrize("language, sign", [("en", "No."), ("ru", "№"), ("hy", "№")])
def test_pictures_have_their_numbers_in_the_library(sign_in, chief, make_image, language, sign):
    chief.interface_language = language
    chief.save()
    image = make_image()

    page = sign_in(chief).get(reverse("admin:articles_image_changelist"), {"view": "list"})
    page = page.content.decode()

    assert re.findall(rf"{sign} (\d+) ·", page) == [str(image.pk)]
