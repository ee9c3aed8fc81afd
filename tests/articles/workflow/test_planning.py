"""What is intended for a language: by whom it may be said, and what it changes."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import workflow
from articles.editorial.states import language_states
from articles.models import Action, AuditEntry, Plan

pytestmark = pytest.mark.usefixtures("in_english")


def state(article, language):
    article.refresh_from_db()
    return language_states([article])[article.pk][language].code


def test_plan_is_kept_with_an_audit_entry(make_article, translator, editor_ru):
    article, evening = make_article(), timezone.now() + timedelta(hours=5)

    workflow.plan(article, "hy", by=editor_ru, wanted_at=evening, person=translator)

    row = Plan.objects.get()
    assert (row.article, row.language, row.choice) == (article, "hy", "translation")
    assert (row.wanted_at, row.person) == (evening, translator)
    entry = AuditEntry.objects.get(action=Action.PLAN)
    assert (entry.by, entry.language) == (editor_ru, "hy")
    assert entry.details == {"wanted_at": evening.isoformat(), "person": "translator"}


def test_plan_keeps_what_is_left_out_and_none_empties(make_article, translator, chief):
    article, evening = make_article(), timezone.now() + timedelta(hours=5)
    workflow.plan(article, "hy", by=chief, wanted_at=evening, person=translator)

    row = workflow.plan(article, "hy", by=chief, choice="independent", person=None)

    assert (row.choice, row.wanted_at, row.person) == ("independent", evening, None)


def test_plan_that_changes_nothing_writes_nothing(make_article, chief):
    workflow.plan(make_article(), "hy", by=chief, choice="translation")

    assert not AuditEntry.objects.filter(action=Action.PLAN).exists()


def test_plan_reads_a_moment_without_a_zone_as_the_newsrooms(make_article, chief, settings):
    row = workflow.plan(make_article(), "hy", by=chief, wanted_at=datetime(2026, 12, 1, 18))

    zone = ZoneInfo(settings.TIME_ZONE)
    assert row.wanted_at == datetime(2026, 12, 1, 18, tzinfo=zone)


@pytest.mark.parametrize(
    "role, allowed",
    [("reporter", True), ("translator", True), ("editor_ru", True), ("other_reporter", False)]
    + [("photo", False), ("administrator", False)],
)
def test_plan_is_for_writers_of_the_language_and_editors(
    role, allowed, request, make_article, reporter
):
    person, article = request.getfixturevalue(role), make_article(by=reporter)

    if allowed:
        workflow.plan(article, "hy", by=person, choice="not_planned")
    else:
        with pytest.raises(PermissionDenied):
            workflow.plan(article, "hy", by=person, choice="not_planned")

    assert Plan.objects.exists() is allowed


def test_translator_plans_no_language_of_others(make_article, translator):
    with pytest.raises(PermissionDenied):
        workflow.plan(make_article(), "ru", by=translator, choice="independent")


@pytest.mark.parametrize("role", ["translator", "photo", "administrator", "editor_hy"])
def test_nobody_is_asked_for_what_they_do_not_write(role, request, make_article, chief):
    with pytest.raises(ValidationError, match="does not work in this language"):
        workflow.plan(make_article(), "ru", by=chief, person=request.getfixturevalue(role))


def test_plan_refuses_a_choice_that_there_is_not(make_article, chief):
    with pytest.raises(ValidationError, match="Choose a plan"):
        workflow.plan(make_article(), "hy", by=chief, choice="maybe")


def test_language_that_is_not_planned_is_no_hole(make_article, chief):
    article = make_article()
    assert state(article, "hy") == "missing"

    workflow.plan(article, "hy", by=chief, choice="not_planned")

    assert state(article, "hy") == "not_planned"
    article.title_hy = "Լիճը վերադառնում է"
    workflow.save(article, by=chief)
    assert state(article, "hy") == "draft"


def test_text_of_its_own_is_never_behind(make_article, chief):
    article = make_article(title_hy="Լիճը վերադառնում է")
    for code in ("ru", "hy"):
        workflow.publish(article, code, by=chief)
    article.lead_ru = "Новый лид"
    workflow.save(article, by=chief)
    workflow.publish(article, "ru", by=chief)
    assert state(article, "hy") == "behind"

    workflow.plan(article, "hy", by=chief, choice="independent")

    assert state(article, "hy") == "live"
