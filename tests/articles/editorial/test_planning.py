"""The plan of days and weeks: what comes in, what goes live, what is late, stories only planned."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import workflow
from articles.editorial import planning
from articles.editorial.planning import Choice
from articles.models import Article, AuditEntry, Plan, Version
from newsroom.models import Role

HOUR = timedelta(hours=1)


@pytest.fixture
def wanted(make_article, chief):
    """Want a language of a story in some hours: `wanted("hy", 2, person=translator)`."""

    def want(language="ru", hours=1, *, article=None, person=None, **fields):
        article = article or make_article(**fields)
        at = timezone.now() + hours * HOUR
        return workflow.plan(article, language, by=chief, wanted_at=at, person=person)

    return want


def around(choice=None):
    now = timezone.now()
    return planning.between(now - 30 * HOUR, now + 30 * HOUR, choice or Choice())


def shown(pieces):
    return [(piece.article.pk, piece.language.code) for piece in pieces]


def test_plan_holds_what_is_wanted_and_what_goes_live_in_order(wanted, make_edition):
    evening = wanted("hy", 9)
    noon = make_edition("en", at=timezone.now() + 5 * HOUR, title_en="Noon")
    morning = wanted("ru", 2)

    pieces = around()

    rows = [(morning.article_id, "ru"), (noon.article_id, "en"), (evening.article_id, "hy")]
    assert shown(pieces) == rows
    assert [piece.is_wanted for piece in pieces] == [True, False, True]


def test_what_is_live_or_not_planned_is_not_on_the_plan(wanted, make_edition, chief):
    make_edition("ru", hours_ago=2)
    dropped = wanted("hy", 2)
    workflow.plan(dropped.article, "hy", by=chief, choice=Plan.Choice.NOT_PLANNED)

    assert around() == []


@pytest.mark.parametrize("step", ["nothing", "sent_back", "behind"])
def test_piece_is_late_until_it_comes_in(wanted, make_edition, chief, reporter, step):
    article = make_edition("ru", hours_ago=40, title_hy="Լիճ").article
    if step == "sent_back":
        workflow.submit(article, "hy", by=chief)
        workflow.send_back(article, "hy", by=chief, note="Ещё раз")
    if step == "behind":
        workflow.publish(article, "hy", by=chief)
        article.set_text("title", "ru", "Озеро")
        workflow.save(article, by=chief)
        workflow.publish(article, "ru", by=chief, change="update")
    wanted("hy", -26, article=article)

    assert [piece.is_late for piece in around()] == [True]
    assert shown(planning.late_before(timezone.now(), Choice())) == [(article.pk, "hy")]


@pytest.mark.parametrize("step", ["submitted", "approved", "scheduled", "live"])
def test_piece_that_came_in_is_not_late(wanted, make_article, chief, step):
    article = make_article(title_hy="Լիճ")
    wanted("hy", -26, article=article)
    if step in ("submitted", "approved"):
        workflow.submit(article, "hy", by=chief)
    if step == "approved":
        workflow.approve(article, "hy", by=chief)
    if step in ("scheduled", "live"):
        at = timezone.now() + 50 * HOUR if step == "scheduled" else None
        workflow.publish(article, "hy", by=chief, at=at)

    assert [piece.is_late for piece in around()] == [False]
    assert planning.late_before(timezone.now(), Choice()) == []


def test_what_never_came_is_reminded_of_for_two_weeks(wanted):
    wanted("hy", -15 * 24)
    recent = wanted("hy", -13 * 24)

    late = planning.late_before(timezone.now(), Choice())

    assert shown(late) == [(recent.article_id, "hy")]


def test_plan_of_one_desk_and_of_one_person(wanted, make_edition, translator, editor_ru):
    theirs = wanted("hy", 1, person=translator)
    wanted("ru", 2, person=editor_ru)
    make_edition("ru", at=timezone.now() + 5 * HOUR)

    assert shown(around(Choice(desk="hy"))) == [(theirs.article_id, "hy")]
    assert shown(around(Choice(person=translator))) == [(theirs.article_id, "hy")]


def test_scheduled_story_is_on_the_plan_of_who_began_it(make_article, chief, reporter):
    article = make_article(by=reporter)
    workflow.publish(article, "ru", by=chief, at=timezone.now() + HOUR)

    assert shown(around(Choice(person=reporter))) == [(article.pk, "ru")]
    assert around(Choice(person=chief)) == []


def test_day_is_the_newsrooms_also_when_the_clock_changes(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    berlin = ZoneInfo("Europe/Berlin")

    begin, end = planning.span(date(2026, 3, 29))

    assert begin == datetime(2026, 3, 29, tzinfo=berlin)
    assert end.timestamp() - begin.timestamp() == 23 * 3600


@pytest.mark.parametrize("day", [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 5)])
def test_week_begins_on_monday(day):
    assert planning.monday(day) == date(2028, 2, 28)


def test_person_sees_what_is_wanted_from_them(wanted, translator, editor_hy):
    soon = wanted("hy", 1, person=translator)
    late = wanted("en", -3, person=translator)
    wanted("hy", 1, person=editor_hy)

    assert list(planning.wanted(translator)) == [late, soon]


def test_what_was_handed_in_is_wanted_no_more(wanted, make_article, translator, chief):
    article = make_article(title_hy="Լիճ")
    wanted("hy", 1, article=article, person=translator)
    workflow.submit(article, "hy", by=chief)

    assert list(planning.wanted(translator)) == []


# Stories that are only a plan


def test_story_begins_as_a_plan(editor_ru, reporter):
    at = timezone.now() + 3 * HOUR

    article = workflow.plan_story(
        by=editor_ru,
        title="Репортаж",
        language="ru",
        wanted_at=at,
        person=reporter,
        translations=["hy"],
        translations_at=at + HOUR,
    )

    rows = Plan.objects.order_by("language")
    assert list(rows.values_list("language", "choice", "wanted_at", "person")) == [
        ("en", "not_planned", None, None),
        ("hy", "translation", at + HOUR, None),
        ("ru", "translation", at, reporter.pk),
    ]
    assert article.text("title", "ru") == "Репортаж"


def test_story_of_a_plan_is_written_by_who_was_asked(editor_ru, reporter):
    article = workflow.plan_story(
        by=editor_ru, title="Репортаж", language="ru", wanted_at=timezone.now(), person=reporter
    )
    article = Article.objects.get(pk=article.pk)
    article.set_text("lead", "ru", "С места")

    workflow.save(article, by=reporter)
    workflow.submit(article, "ru", by=reporter)

    assert Version.objects.filter(part="ru", by=reporter).count() == 1


def test_another_reporter_does_not_write_it(editor_ru, reporter, other_reporter):
    article = workflow.plan_story(
        by=editor_ru, title="Репортаж", language="ru", wanted_at=timezone.now(), person=reporter
    )
    article.set_text("lead", "ru", "Не моё")

    with pytest.raises(PermissionDenied):
        workflow.save(article, by=other_reporter)


def test_who_was_asked_for_one_language_does_not_write_another(make_article, chief, reporter):
    article = make_article()
    workflow.plan(article, "hy", by=chief, person=reporter)
    article.set_text("title", "ru", "Чужой язык")

    with pytest.raises(PermissionDenied):
        workflow.save(article, by=reporter)


def test_translator_begins_no_story(translator):
    with pytest.raises(PermissionDenied):
        workflow.plan_story(
            by=translator, title="Նյութ", language="hy", wanted_at=None, person=None
        )

    assert not Article.objects.exists()


def test_plan_that_cannot_be_kept_leaves_no_story(editor_ru, translator):
    assert translator.role == Role.TRANSLATOR

    with pytest.raises(ValidationError):
        workflow.plan_story(
            by=editor_ru, title="Тема", language="ru", wanted_at=None, person=translator
        )

    assert (Article.objects.count(), AuditEntry.objects.count()) == (0, 0)
