"""Moving a scheduled publication to another time, and giving it newer words."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import workflow
from articles.models import Action, Article, AuditEntry, Edition, EditionTag, SiteSettings


@pytest.fixture
def tomorrow():
    return timezone.now() + timedelta(days=1)


@pytest.fixture
def edition(make_edition, make_tag, author):
    soon = timezone.now() + timedelta(hours=1)
    return make_edition("ru", at=soon, tags=[make_tag(ru="Севан")], authors=[author])


def test_scheduled_story_moves_with_its_streams_and_keeps_its_words(edition, editor_ru, tomorrow):
    article = edition.article
    article.set_text("title", "ru", "Правка после расписания")
    workflow.save(article, by=editor_ru)

    workflow.reschedule(edition, by=editor_ru, at=tomorrow)

    kept = Edition.objects.get()
    assert (kept.published_at, kept.title) == (tomorrow, "Озеро возвращается")
    assert EditionTag.objects.get().published_at == tomorrow
    assert kept.edition_credits.get().published_at == tomorrow


def test_move_is_in_the_audit(edition, editor_ru, tomorrow):
    before = edition.published_at

    workflow.reschedule(edition, by=editor_ru, at=tomorrow)

    entry = AuditEntry.objects.filter(action=Action.SCHEDULE, by=editor_ru).get()
    assert entry.details["before"] == before.isoformat()
    assert entry.details["at"] == tomorrow.isoformat()


@pytest.mark.parametrize("who", ["reporter", "translator", "editor_hy", "photo", "administrator"])
def test_only_who_may_publish_moves_it(edition, tomorrow, request, who):
    with pytest.raises(PermissionDenied):
        workflow.reschedule(edition, by=request.getfixturevalue(who), at=tomorrow)

    assert Edition.objects.get().published_at == edition.published_at


def test_what_is_live_does_not_move(make_edition, editor_ru, tomorrow):
    edition = make_edition("ru")

    with pytest.raises(ValidationError):
        workflow.reschedule(edition, by=editor_ru, at=tomorrow)

    assert Edition.objects.live().get() == edition


def test_nothing_moves_into_the_past(edition, editor_ru):
    before = edition.published_at

    with pytest.raises(ValidationError):
        workflow.reschedule(edition, by=editor_ru, at=timezone.now() - timedelta(minutes=1))

    assert Edition.objects.get().published_at == before


def test_nothing_moves_behind_its_end(make_edition, editor_ru, tomorrow):
    soon = timezone.now() + timedelta(hours=1)
    edition = make_edition("ru", at=soon, until=soon + timedelta(hours=2))

    with pytest.raises(ValidationError):
        workflow.reschedule(edition, by=editor_ru, at=tomorrow)

    assert Edition.objects.get().published_at < tomorrow


# Newer words


@pytest.fixture
def changed(edition, editor_ru):
    """The scheduled story, whose words and facts were saved anew since; it has an end."""
    Edition.objects.update(expires_at=edition.published_at + timedelta(days=2))
    article = edition.article
    article.set_text("title", "ru", "Новый заголовок")
    article.kind = "interview"
    return workflow.save(article, by=editor_ru, tags=[])


def what_goes_out() -> list:
    fields = ("title", "kind", "published_at", "expires_at")
    return list(Edition.objects.values_list(*fields))


def test_press_lets_newer_words_go_out_at_the_same_moment(changed, edition, editor_ru):
    moment, end = edition.published_at, edition.published_at + timedelta(days=2)
    assert what_goes_out() == [("Озеро возвращается", "news", moment, end)]

    workflow.schedule_changes(edition, by=editor_ru)

    assert what_goes_out() == [("Новый заголовок", "interview", moment, end)]
    assert not Edition.objects.live().exists()
    assert [one.title for one in Edition.objects.live(moment)] == ["Новый заголовок"]
    assert not EditionTag.objects.exists()


def test_press_is_in_the_audit_once(changed, edition, editor_ru):
    for _press in range(2):
        workflow.schedule_changes(edition, by=editor_ru)

    first, pressed = AuditEntry.objects.filter(action=Action.SCHEDULE).order_by("pk")
    assert "renewed" not in first.details
    assert (pressed.by, pressed.language, pressed.details["renewed"]) == (editor_ru, "ru", True)
    assert pressed.details["at"] == edition.published_at.isoformat()


@pytest.mark.parametrize("who", ["reporter", "translator", "editor_hy", "photo", "administrator"])
def test_only_who_may_publish_lets_newer_words_go_out(changed, edition, request, who):
    with pytest.raises(PermissionDenied):
        workflow.schedule_changes(edition, by=request.getfixturevalue(who))

    assert what_goes_out()[0][0] == "Озеро возвращается"


def test_newer_words_of_ones_own_wait_for_other_eyes(changed, edition, editor_ru, chief):
    SiteSettings.objects.create(pk=1, needs_other_eyes=True)
    with pytest.raises(PermissionDenied, match="."):
        workflow.schedule_changes(edition, by=editor_ru)
    assert what_goes_out()[0][0] == "Озеро возвращается"

    workflow.submit(changed, "ru", by=editor_ru)
    workflow.approve(changed, "ru", by=chief)
    del editor_ru.asks_other_eyes
    workflow.schedule_changes(edition, by=editor_ru)

    assert what_goes_out()[0][0] == "Новый заголовок"
    assert Article.objects.get().status_ru == "draft"


def test_newer_words_within_an_embargo_are_the_chiefs_with_a_reason(
    changed, edition, editor_ru, chief, tomorrow
):
    Article.objects.update(embargo_until=tomorrow)
    for by, reason in ((editor_ru, "Все пишут"), (chief, " ")):
        with pytest.raises(ValidationError):
            workflow.schedule_changes(edition, by=by, reason=reason)
    assert what_goes_out()[0][0] == "Озеро возвращается"

    workflow.schedule_changes(edition, by=chief, reason="Источник снял эмбарго")

    assert what_goes_out()[0][0] == "Новый заголовок"
    assert AuditEntry.objects.latest("pk").details["reason"] == "Источник снял эмбарго"


def test_newer_words_without_a_title_do_not_go_out(changed, edition, editor_ru):
    Article.objects.update(title_ru="")
    with pytest.raises(ValidationError):
        workflow.schedule_changes(edition, by=editor_ru)

    assert what_goes_out()[0][0] == "Озеро возвращается"


def test_what_came_out_meanwhile_takes_no_newer_words(changed, edition, editor_ru):
    Edition.objects.update(published_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(ValidationError):
        workflow.schedule_changes(edition, by=editor_ru)

    assert Edition.objects.live().get().title == "Озеро возвращается"
