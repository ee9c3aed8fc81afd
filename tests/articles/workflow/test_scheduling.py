"""Publishing at a time and until one; taking it off the schedule."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import workflow
from articles.models import Edition
from tests.articles.workflow.told import actions


def test_scheduled_is_hidden_until_its_minute(make_article, chief, settings):
    article = make_article()
    moment = timezone.now() + timedelta(minutes=5)

    edition = workflow.publish(article, "ru", by=chief, at=moment)
    hidden = Edition.objects.live().exists()
    Edition.objects.update(published_at=timezone.now() - timedelta(seconds=1))

    assert not hidden
    assert Edition.objects.live().get() == edition
    assert actions(article) == ["save", "schedule"]


def test_edit_of_a_scheduled_story_changes_nothing_for_readers(make_article, chief):
    article = make_article()
    workflow.publish(article, "ru", by=chief, at=timezone.now() + timedelta(hours=1))
    article.title_ru = "Другой заголовок"

    workflow.save(article, by=chief)

    assert Edition.objects.get().title == "Озеро возвращается"


def test_publish_without_a_moment_brings_the_scheduled_out_now(make_article, chief):
    article = make_article()
    later = timezone.now() + timedelta(hours=1)
    workflow.publish(article, "ru", by=chief, at=later, until=later + timedelta(hours=1))

    edition = workflow.publish(article, "ru", by=chief)

    assert edition.is_live
    assert edition.expires_at is None


def test_schedule_of_what_is_live_is_refused(make_edition, chief):
    edition = make_edition()

    with pytest.raises(ValidationError):
        workflow.publish(edition.article, "ru", by=chief, at=timezone.now() + timedelta(hours=1))

    assert Edition.objects.live().get() == edition


def test_end_before_the_beginning_is_refused(make_article, chief):
    article, later = make_article(), timezone.now() + timedelta(hours=2)

    with pytest.raises(ValidationError):
        workflow.publish(article, "ru", by=chief, at=later, until=later - timedelta(hours=1))

    assert not Edition.objects.exists()


@pytest.mark.parametrize("began", [None, 3])
def test_end_already_past_is_refused(began, make_article, chief):
    """Of what begins now, and of what is said to have begun three hours ago."""
    article, now = make_article(), timezone.now()
    at = began and now - timedelta(hours=began)

    with pytest.raises(ValidationError):
        workflow.publish(article, "ru", by=chief, at=at, until=now - timedelta(hours=1))

    assert not Edition.objects.exists()


def test_end_already_past_is_refused_of_what_is_live(make_edition, chief):
    edition = make_edition("ru", hours_ago=3)

    with pytest.raises(ValidationError):
        workflow.publish(edition.article, "ru", by=chief, until=timezone.now() - timedelta(hours=1))

    edition.refresh_from_db()
    assert (edition.expires_at, edition.is_live) == (None, True)


def test_ended_is_live_again_from_now_when_published(make_edition, chief):
    edition = make_edition(until=timezone.now() + timedelta(hours=1))
    Edition.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert not Edition.objects.live().exists()

    again = workflow.publish(edition.article, "ru", by=chief)

    assert again.is_live
    assert again.expires_at is None
    assert again.published_at > edition.published_at


def test_unschedule_takes_the_edition_back(make_article, chief):
    article = make_article()
    edition = workflow.publish(article, "ru", by=chief, at=timezone.now() + timedelta(hours=1))

    workflow.unschedule(edition, by=chief)

    assert not Edition.objects.exists()
    assert actions(article) == ["save", "schedule", "unschedule"]
