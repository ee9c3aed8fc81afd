"""Corrections of other languages, beside the text and on a page of their own."""

import pytest
from django.urls import reverse

from articles import workflow
from articles.models import CorrectionTask, Edition

NOTE = "Было 5, верно 6."
PAGE = "admin:articles_correction_tasks"


@pytest.fixture
def task(make_article, chief):
    """The Russian was corrected: the Armenian desk is to look at its text."""
    article = make_article(title_hy="Լիճը վերադառնում է")
    workflow.publish(article, "ru", by=chief)
    workflow.publish(article, "hy", by=chief)
    edition = Edition.objects.get(article=article, language="ru")
    workflow.correct(edition, kind="correction", text=NOTE, by=chief)
    return CorrectionTask.objects.get()


def answer_address(task):
    return reverse("admin:articles_correction_answer", args=[task.pk])


@pytest.mark.parametrize(
    "person, is_shown",
    [
        ("translator", True),
        ("editor_hy", True),
        ("chief", True),
        ("editor_ru", False),
        ("reporter", False),
        ("photo", False),
        ("administrator", False),
    ],
)
def test_page_shows_what_waits_for_the_desk(request, sign_in, task, person, is_shown):
    page = sign_in(request.getfixturevalue(person)).get(reverse(PAGE)).content.decode()

    assert (NOTE in page) is is_shown
    assert ('value="unchanged"' in page) is is_shown


def test_page_is_narrowed_to_a_language(sign_in, chief, task):
    client = sign_in(chief)

    pages = [
        client.get(reverse(PAGE), {"language": code}).content.decode()
        for code in ("hy", "en", "xx")
    ]

    assert [NOTE in page for page in pages] == [True, False, True]


@pytest.mark.parametrize("outcome", ["unchanged", "done"])
def test_answer_from_the_page(sign_in, translator, task, outcome):
    data = {"outcome": outcome, "next": "/admin/"}

    response = sign_in(translator).post(answer_address(task), data)

    task.refresh_from_db()
    assert response["Location"] == "/admin/"
    assert (task.outcome, task.closed_by) == (outcome, translator)


@pytest.mark.parametrize("person", ["reporter", "editor_ru", "editor_en", "photo", "administrator"])
def test_answer_is_refused_to_others(request, sign_in, task, person):
    response = sign_in(request.getfixturevalue(person)).post(
        answer_address(task), {"outcome": "done"}
    )

    task.refresh_from_db()
    assert response.status_code == 403
    assert task.closed_at is None


def test_answer_is_no_link(sign_in, chief, task):
    assert sign_in(chief).get(answer_address(task)).status_code == 405


def test_answer_leads_to_no_other_site(sign_in, chief, task):
    data = {"outcome": "done", "next": "https://elsewhere.example/"}

    assert sign_in(chief).post(answer_address(task), data)["Location"] == reverse(PAGE)


def test_form_shows_the_correction_beside_its_language(sign_in, editor_hy, task, form_address):
    page = sign_in(editor_hy).get(form_address(task.article)).content.decode()

    armenian = page.split('data-language-panel="hy"')[1].split("data-language-panel")[0]
    assert NOTE in armenian
    assert f'value="unchanged:{task.pk}"' in armenian
    assert page.count(NOTE) == 1


def test_button_in_the_form_saves_what_was_typed(sign_in, editor_hy, task, form_address, as_posted):
    data = as_posted(task.article, title_hy="Ուղղված", _task=f"done:{task.pk}")

    sign_in(editor_hy).post(form_address(task.article), data)

    task.refresh_from_db()
    task.article.refresh_from_db()
    assert (task.outcome, task.article.title_hy) == ("done", "Ուղղված")


@pytest.mark.parametrize("pressed", ["done", "done:x", "done:999999", "done:" + "9" * 30, ":"])
def test_nonsense_in_the_form_answers_nothing(
    sign_in, chief, task, form_address, as_posted, pressed
):
    response = sign_in(chief).post(
        form_address(task.article), as_posted(task.article, _task=pressed)
    )

    task.refresh_from_db()
    assert response.status_code == 302
    assert task.closed_at is None


def test_task_of_another_story_is_not_answered_from_this_form(
    sign_in, chief, task, make_article, form_address, as_posted
):
    other = make_article()

    sign_in(chief).post(form_address(other), as_posted(other, _task=f"done:{task.pk}"))

    task.refresh_from_db()
    assert task.closed_at is None
