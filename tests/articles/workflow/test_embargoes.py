"""Nothing of a story is on the site before its embargo ends, but by the chief with a reason."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from articles import workflow
from articles.editorial import embargo
from articles.models import Action, Article, AuditEntry, Edition


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def end():
    return timezone.now().replace(microsecond=0) + timedelta(hours=3)


@pytest.fixture
def article(make_article, end, chief):
    article = make_article()
    workflow.embargo(article, by=chief, until=end)
    return article


def test_within_it_a_story_is_written_approved_and_scheduled_for_its_end(article, end, editor_ru):
    article.lead_ru = "Лид"
    workflow.save(article, by=editor_ru)
    workflow.submit(article, "ru", by=editor_ru)
    workflow.approve(article, "ru", by=editor_ru)

    edition = workflow.publish(article, "ru", by=editor_ru, at=end)

    assert (edition.is_scheduled, edition.published_at) == (True, end)


@pytest.mark.parametrize("hours", [None, -1, 2])
def test_nothing_goes_out_before_its_end(article, editor_ru, hours):
    at = hours and timezone.now() + timedelta(hours=hours)

    with pytest.raises(ValidationError, match="Only the chief editor"):
        workflow.publish(article, "ru", by=editor_ru, at=at, reason="Все уже пишут")

    assert not Edition.objects.exists()


@pytest.mark.parametrize("was", ["scheduled", "ended", "taken back"])
def test_nothing_goes_out_before_its_end_that_has_a_publication_already(
    was, make_article, end, chief, editor_ru
):
    article, now = make_article(), timezone.now()
    later = end + timedelta(hours=1) if was == "scheduled" else None
    edition = workflow.publish(article, "ru", by=chief, at=later, until=end + timedelta(days=1))
    if was == "ended":
        Edition.objects.update(published_at=now - timedelta(hours=2), expires_at=now)
    if was == "taken back":
        workflow.take_back(edition, by=chief)
    workflow.embargo(article, by=chief, until=end)

    with pytest.raises(ValidationError, match="Only the chief editor"):
        workflow.publish(article, "ru", by=editor_ru)

    assert not Edition.objects.live().exists()
    assert not AuditEntry.objects.filter(by=editor_ru).exists()


def test_what_readers_have_is_corrected_within_it(make_edition, end, editor_ru):
    edition = make_edition("ru")
    Article.objects.update(embargo_until=end)

    workflow.publish(Article.objects.get(), "ru", by=editor_ru, change="typo")

    assert list(Edition.objects.live()) == [edition]


def test_chief_lets_it_out_with_a_reason_only(article, end, chief):
    with pytest.raises(ValidationError, match="Give a reason for publishing it earlier"):
        workflow.publish(article, "ru", by=chief, reason=" ")
    workflow.publish(article, "ru", by=chief, reason="Источник снял эмбарго")

    entry = AuditEntry.objects.get(action=Action.PUBLISH)
    assert entry.details["reason"] == "Источник снял эмбарго"
    assert entry.details["embargo"] == end.isoformat()
    assert Edition.objects.live().exists()


def test_schedule_does_not_move_before_its_end(article, end, editor_ru):
    edition = workflow.publish(article, "ru", by=editor_ru, at=end)

    with pytest.raises(ValidationError):
        workflow.reschedule(edition, by=editor_ru, at=end - timedelta(hours=1))

    assert Edition.objects.get().published_at == end


def test_withdrawn_is_not_restored_within_it(make_edition, end, chief):
    edition = make_edition()
    workflow.withdraw(edition, reason="Эмбарго", by=chief)
    workflow.embargo(edition.article, by=chief, until=end)

    with pytest.raises(ValidationError):
        workflow.restore(edition, by=chief)

    assert not Edition.objects.live().exists()


def test_after_its_end_everything_is_as_ever(article, editor_ru):
    Article.objects.update(embargo_until=timezone.now() - timedelta(seconds=1))

    workflow.publish(article, "ru", by=editor_ru)

    assert Edition.objects.live().exists()


def test_saving_an_older_copy_does_not_lift_it(make_article, end, chief):
    old_copy = make_article()
    workflow.embargo(Article.objects.get(), by=chief, until=end)
    old_copy.lead_ru = "Лид"

    workflow.save(old_copy, by=chief)

    assert Article.objects.get().embargo_until == end


@pytest.mark.parametrize("who", ["translator", "photo", "administrator", "other_reporter"])
def test_who_does_not_write_the_facts_sets_none(make_article, end, request, who):
    with pytest.raises(PermissionDenied):
        workflow.embargo(make_article(), by=request.getfixturevalue(who), until=end)

    assert Article.objects.get().embargo_until is None


def test_reporter_sets_it_for_their_own_story_and_moves_it_later(make_article, reporter, end):
    article = make_article(by=reporter)

    workflow.embargo(article, by=reporter, until=end)
    workflow.embargo(article, by=reporter, until=end + timedelta(days=1))

    assert Article.objects.get().embargo_until == end + timedelta(days=1)
    assert AuditEntry.objects.filter(action=Action.EMBARGO).count() == 2


@pytest.mark.parametrize("hours", [None, 1])
def test_only_the_chief_shortens_it_and_says_why(article, end, editor_ru, chief, hours):
    until = hours and timezone.now() + timedelta(hours=hours)

    for person, reason in ((editor_ru, "Надо"), (chief, "")):
        with pytest.raises(ValidationError):
            workflow.embargo(article, by=person, until=until, reason=reason)
    assert Article.objects.get().embargo_until == end
    workflow.embargo(article, by=chief, until=until, reason="Источник разрешил")

    assert Article.objects.get().embargo_until == until
    assert AuditEntry.objects.get(action=Action.LIFT_EMBARGO).details["reason"] == (
        "Источник разрешил"
    )


def test_it_is_refused_where_readers_have_the_story(make_edition, end, chief):
    edition = make_edition()

    with pytest.raises(ValidationError, match="already live"):
        workflow.embargo(edition.article, by=chief, until=end)

    assert Article.objects.get().embargo_until is None


def test_it_is_refused_where_the_schedule_would_break_it(make_edition, end, chief):
    edition = make_edition(at=end - timedelta(hours=1))

    with pytest.raises(ValidationError, match="scheduled for an earlier time"):
        workflow.embargo(edition.article, by=chief, until=end)

    assert Article.objects.get().embargo_until is None


def test_moment_in_the_past_is_no_embargo(make_article, chief):
    with pytest.raises(ValidationError):
        workflow.embargo(make_article(), by=chief, until=timezone.now() - timedelta(minutes=1))

    assert Article.objects.get().embargo_until is None


def test_board_can_ask_which_end_soon(make_article, chief):
    now = timezone.now()
    hours = {make_article(title_ru=str(n)): n for n in (1, 5)}
    make_article(title_ru="Без эмбарго")
    for one, n in hours.items():
        workflow.embargo(one, by=chief, until=now + timedelta(hours=n))

    assert [one.title_ru for one in embargo.about_to_end()] == ["1"]
    assert [one.title_ru for one in embargo.running()] == ["1", "5"]
