"""A correction puts a task on the desks of the story's other languages."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles import workflow
from articles.editorial import correction_tasks
from articles.models import AuditEntry, CorrectionTask, Edition


@pytest.fixture
def story(make_article, chief):
    """Live in Russian and Armenian; English is a draft."""
    article = make_article(title_hy="Լիճը վերադառնում է", title_en="The lake returns")
    for language in ("ru", "hy"):
        workflow.publish(article, language, by=chief)
    return article


@pytest.fixture
def correct(chief):
    def make(article, language, text="Было 5, верно 6."):
        edition = Edition.objects.get(article=article, language=language)
        return workflow.correct(edition, kind="correction", text=text, by=chief)

    return make


def waiting(article) -> list[str]:
    return sorted(task.language for task in correction_tasks.of_story(article))


def test_every_other_language_with_a_text_is_asked(story, correct):
    correct(story, "ru")

    assert waiting(story) == ["en", "hy"]


def test_language_without_a_text_is_not_asked(make_edition, correct):
    edition = make_edition("ru")

    correct(edition.article, "ru")

    assert waiting(edition.article) == []


@pytest.mark.parametrize("change, left", [("typo", ["hy"]), ("update", []), ("correction", [])])
def test_publishing_again_answers_unless_it_is_a_typo(story, correct, chief, change, left):
    correct(story, "ru")
    story.set_text("lead", "hy", "Ճիշտը 6 է։")
    workflow.save(story, by=chief)

    workflow.publish(story, "en", by=chief)
    workflow.publish(story, "hy", by=chief, change=change)

    assert waiting(story) == left


def test_publishing_the_corrected_language_answers_for_no_other(story, correct, chief):
    correct(story, "ru")

    workflow.publish(story, "ru", by=chief)

    assert waiting(story) == ["en", "hy"]


def test_echo_of_a_correction_asks_nobody_anew(story, correct):
    correct(story, "ru")

    correct(story, "hy", "Գրված էր 5, ճիշտը 6 է։")

    assert waiting(story) == ["en"]
    assert CorrectionTask.objects.filter(correction__edition__language="hy").count() == 0


def test_next_correction_asks_again(story, correct, chief):
    correct(story, "ru")
    workflow.answer_correction(CorrectionTask.objects.get(language="hy"), by=chief, outcome="done")

    correct(story, "ru", "И ещё одна.")

    assert waiting(story) == ["en", "en", "hy"]


def test_correction_taken_back_takes_its_tasks_along(story, correct, chief):
    correct(story, "ru")
    assert waiting(story) == ["en", "hy"]

    workflow.take_back(Edition.objects.get(article=story, language="ru"), by=chief)

    assert waiting(story) == []


def test_publication_taken_back_puts_its_task_back_on_the_desk(story, correct, chief):
    correct(story, "ru")
    edition = workflow.publish(story, "en", by=chief)
    assert waiting(story) == ["hy"]

    workflow.take_back(edition, by=chief)

    assert waiting(story) == ["en", "hy"]


def test_correction_that_begins_in_a_translation_asks_the_source(story, correct):
    correct(story, "hy", "Գրված էր 5, ճիշտը 6 է։")

    assert waiting(story) == ["en", "ru"]


@pytest.mark.parametrize("outcome", ["unchanged", "done"])
def test_answer_closes_and_is_audited(story, correct, editor_hy, outcome):
    correct(story, "ru")
    task = CorrectionTask.objects.get(language="hy")

    workflow.answer_correction(task, by=editor_hy, outcome=outcome)

    task.refresh_from_db()
    assert (task.outcome, task.closed_by) == (outcome, editor_hy)
    assert waiting(story) == ["en"]
    entry = AuditEntry.objects.get(action="correction_answered")
    assert (entry.by, entry.language, entry.details["outcome"]) == (editor_hy, "hy", outcome)


@pytest.mark.parametrize(
    "person, is_allowed",
    [
        ("translator", True),
        ("editor_hy", True),
        ("chief", True),
        ("reporter", False),
        ("editor_ru", False),
        ("photo", False),
        ("administrator", False),
    ],
)
def test_answer_is_for_the_desk_of_the_language(request, story, correct, person, is_allowed):
    correct(story, "ru")
    task = CorrectionTask.objects.get(language="hy")
    by = request.getfixturevalue(person)

    if is_allowed:
        workflow.answer_correction(task, by=by, outcome="done")
    else:
        with pytest.raises(PermissionDenied):
            workflow.answer_correction(task, by=by, outcome="done")

    assert ("hy" not in waiting(story)) is is_allowed


@pytest.mark.parametrize("outcome", ["", "published", "whatever"])
def test_other_answers_are_refused(story, correct, chief, outcome):
    correct(story, "ru")

    with pytest.raises(ValidationError):
        workflow.answer_correction(
            CorrectionTask.objects.get(language="hy"), by=chief, outcome=outcome
        )

    assert "hy" in waiting(story)


def test_second_answer_is_refused_with_a_sentence(story, correct, editor_hy, chief):
    correct(story, "ru")
    task = CorrectionTask.objects.get(language="hy")
    workflow.answer_correction(task, by=editor_hy, outcome="done")

    with pytest.raises(ValidationError):
        workflow.answer_correction(task, by=chief, outcome="unchanged")

    task.refresh_from_db()
    assert (task.outcome, task.closed_by) == ("done", editor_hy)


def test_no_change_needed_answers_too(story, correct, chief, editor_hy):
    story.set_text("lead", "ru", "Вода поднялась.")
    workflow.save(story, by=chief)
    correct(story, "ru")

    workflow.no_change_needed(Edition.objects.get(article=story, language="hy"), by=editor_hy)

    assert waiting(story) == ["en"]
    assert CorrectionTask.objects.get(language="hy").outcome == "unchanged"


def test_withdrawn_language_is_not_asked_until_it_is_back(story, correct, chief):
    correct(story, "ru")
    armenian = Edition.objects.get(language="hy")

    workflow.withdraw(armenian, reason="Կրկնություն", by=chief)
    gone = waiting(story)
    workflow.restore(armenian, by=chief)

    assert (gone, waiting(story)) == (["en"], ["en", "hy"])


# What a person's board shows


@pytest.mark.parametrize(
    "person, languages",
    [
        ("translator", ["en", "hy"]),
        ("editor_hy", ["hy"]),
        ("editor_ru", []),
        ("chief", ["en", "hy"]),
        ("reporter", []),
        ("administrator", []),
    ],
)
def test_board_shows_what_waits_in_the_persons_languages(
    request, story, correct, person, languages
):
    correct(story, "ru")

    tasks = correction_tasks.open_for(request.getfixturevalue(person))

    assert sorted(task.language for task in tasks) == languages


@pytest.mark.parametrize("number", [1, 3])
def test_board_asks_once(
    make_article, correct, translator, chief, number, django_assert_num_queries
):
    for _one in range(number):
        article = make_article(title_hy="Լիճ")
        workflow.publish(article, "ru", by=chief)
        correct(article, "ru")

    with django_assert_num_queries(1):
        rows = [
            (task.article.working_title(), task.correction.edition.title, task.correction.text)
            for task in correction_tasks.open_for(translator)
        ]

    assert len(rows) == number
