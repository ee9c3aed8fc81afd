"""The board's matrix: stories of the last days and where each language of them stands."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.admin.planning.board_form import FILTERS
from articles.admin.story_list.article_filters import NAMES
from articles.models import Article, Plan
from tests.articles.admin.planning.test_board import handed_in, shown


def make_old(article, days):
    Article.objects.filter(pk=article.pk).update(changed_at=timezone.now() - timedelta(days=days))
    return article


def test_matrix_shows_the_last_days_what_went_live_and_what_is_wanted(
    board, chief, make_article, make_edition
):
    make_old(make_article(title_ru="Старое"), 9)
    make_article(title_ru="Новое")
    make_old(make_edition("ru", title_ru="Вышло", hours_ago=3).article, 9)
    wanted = make_old(make_article(title_ru="Нужно"), 9)
    workflow.plan(wanted, "ru", by=chief, wanted_at=timezone.now())

    assert shown(board(chief)) == {"Новое", "Вышло", "Нужно"}
    assert "Старое" in shown(board(chief, days="14"))
    day = timezone.localdate() - timedelta(days=9)
    assert "Старое" in shown(board(chief, day=day.isoformat()))
    assert "Новое" not in shown(board(chief, day=day.isoformat()))


def test_matrix_is_narrowed_by_questions_that_combine(
    board, chief, reporter, translator, category, make_article
):
    handed_in(make_article, reporter, title_ru="Сдано, экология")
    handed_in(make_article, reporter, title_ru="Сдано, без рубрики", category=None)
    asked = make_article(title_ru="Спрошено")
    workflow.plan(asked, "hy", by=chief, person=translator)
    unplanned = make_article(title_ru="Без армянского")
    workflow.plan(unplanned, "hy", by=chief, choice=Plan.Choice.NOT_PLANNED)

    assert shown(board(chief, state="review")) == {"Сдано, экология", "Сдано, без рубрики"}
    assert shown(board(chief, state="review", category=category.pk)) == {"Сдано, экология"}
    assert shown(board(chief, state="review", desk="hy")) == set()
    assert shown(board(chief, person=translator.pk)) == {"Спрошено"}
    assert "Без армянского" not in shown(board(chief, desk="hy"))
    assert [one.code for one in board(chief, desk="hy")["columns"]] == ["hy"]


def test_list_of_stories_understands_what_the_board_is_narrowed_by():
    assert set(FILTERS) <= set(NAMES)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"days": "x", "day": "2026-02-31"},
        {"state": "lost", "desk": "arm"},
        {"category": "x", "person": "999999"},
        {"category": "9" * 30},
    ],
)
def test_matrix_leaves_nonsense_in_an_address_out(board, chief, make_article, nonsense):
    make_article(title_ru="Новое")

    assert shown(board(chief, **nonsense)) == {"Новое"}


def test_matrix_leads_to_the_next_step_of_those_who_may_take_it(
    board, reporter, editor_ru, editor_hy, make_article, verb_address
):
    article = handed_in(make_article, reporter)

    def step(person):
        cells = board(person)["matrix"][0].cells
        return next(one.step for one in cells if one.language.code == "ru")

    assert step(editor_ru).address == verb_address(article, "ru", "approve")
    assert step(editor_hy) is None
    assert step(reporter) is None


@pytest.mark.parametrize("number", [30, 31])
def test_matrix_leads_on_to_the_list_when_there_is_more(board, chief, make_article, number):
    for one in range(number):
        make_article(title_ru=f"Озеро {one}")

    context = board(chief)

    assert len(context["matrix"]) == 30
    assert bool(context["rest"]) is (number == 31)


def test_matrix_without_stories_says_so_across_all_its_columns(sign_in, chief, db):
    client = sign_in(chief)

    every = client.get(reverse("admin:index")).content.decode()
    one = client.get(reverse("admin:index"), {"desk": "hy"}).content.decode()

    # The story and the languages beside it.
    assert re.findall(r'colspan="(\d+)"', every) == ["4"]
    assert re.findall(r'colspan="(\d+)"', one) == ["2"]
