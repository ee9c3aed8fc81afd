"""Moving a scheduled publication to another time."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import workflow
from articles.models import Action, AuditEntry, Edition, EditionTag


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
