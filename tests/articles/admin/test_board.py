"""The first page of the admin."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow


@pytest.mark.parametrize("number", [1, 30])
def test_board_asks_the_same_questions_for_any_number_of_stories(
    sign_in, chief, make_article, django_assert_num_queries, number
):
    for one in range(number):
        article = make_article(title_ru=f"Озеро {one}")
        workflow.submit(article, "ru", by=chief)
    workflow.publish(article, "ru", by=chief, at=timezone.now() + timedelta(hours=1))
    client = sign_in(chief)

    # session, person, name of the site, photo, stories and two for their states, four counts,
    # what waits, what is scheduled
    with django_assert_num_queries(14):
        client.get(reverse("admin:index"))


def test_board_shows_what_waits_for_the_desks_of_the_person(
    sign_in, chief, editor_hy, make_article
):
    for code in ("ru", "hy"):
        article = make_article(**{f"title_{code}": f"Название {code}"})
        workflow.submit(article, code, by=chief)

    context = sign_in(editor_hy).get(reverse("admin:index")).context

    assert [words for _article, words, _desks in context["for_review"]] == ["Название hy"]
    assert [count.number for count in context["counts"]] == [1, 0, 0, 0]


def test_board_shows_the_newest_twenty(sign_in, reporter, make_article):
    for one in range(21):
        make_article(title_ru=f"Озеро {one}")

    context = sign_in(reporter).get(reverse("admin:index")).context

    assert len(context["newest"]) == 20


@pytest.mark.parametrize(
    "person", ["reporter", "translator", "editor_ru", "chief", "photo", "administrator"]
)
def test_board_is_there_for_everybody(request, sign_in, make_edition, person):
    make_edition("ru")

    response = sign_in(request.getfixturevalue(person)).get(reverse("admin:index"))

    assert response.status_code == 200
