"""Taking a language off the site and putting it back; correcting it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import workflow
from articles.models import Edition
from tests.articles.workflow.told import actions


def test_withdraw_takes_one_language_off(make_article, chief):
    article = make_article(title_hy="Լիճը վերադառնում է")
    russian = workflow.publish(article, "ru", by=chief)
    armenian = workflow.publish(article, "hy", by=chief)

    workflow.withdraw(armenian, reason="Կրկնվող նյութ", by=chief)

    assert list(Edition.objects.live()) == [russian]
    assert Edition.objects.get(language="hy").withdrawn_reason == "Կրկնվող նյութ"


def test_withdraw_needs_a_reason(make_edition, chief):
    edition = make_edition()

    with pytest.raises(ValidationError):
        workflow.withdraw(edition, reason="  ", by=chief)

    assert Edition.objects.live().get() == edition


def test_withdraw_of_what_is_only_scheduled_is_refused(make_article, chief):
    later = timezone.now() + timedelta(hours=1)
    edition = workflow.publish(make_article(), "ru", by=chief, at=later)

    with pytest.raises(ValidationError):
        workflow.withdraw(edition, reason="Повтор", by=chief)

    assert Edition.objects.get().withdrawn_at is None


def test_withdrawn_cannot_be_published_but_restored_as_it_was(make_edition, chief):
    edition = make_edition()
    workflow.withdraw(edition, reason="Повтор", by=chief)
    with pytest.raises(ValidationError):
        workflow.publish(edition.article, "ru", by=chief)

    workflow.restore(edition, by=chief)

    again = Edition.objects.live().get()
    assert (again.published_at, again.slug) == (edition.published_at, edition.slug)


def test_restore_is_for_the_chief(make_edition, chief, editor_ru):
    edition = make_edition()
    workflow.withdraw(edition, reason="Повтор", by=editor_ru)

    with pytest.raises(PermissionDenied):
        workflow.restore(edition, by=editor_ru)

    assert not Edition.objects.live().exists()


def test_withdraw_is_for_the_desk_of_the_language(make_edition, reporter, translator, editor_hy):
    edition = make_edition()

    for person in (reporter, translator, editor_hy):
        with pytest.raises(PermissionDenied):
            workflow.withdraw(edition, reason="Повтор", by=person)

    assert Edition.objects.live().get() == edition


def test_correct_writes_the_note_and_publishes(make_edition, chief):
    edition = make_edition()
    article = edition.article
    article.lead_ru = "48 сантиметров"
    workflow.save(article, by=chief)

    workflow.correct(edition, kind="correction", text="Было: 58. Верно: 48.", by=chief)

    edition.refresh_from_db()
    assert edition.lead == "48 сантиметров"
    assert edition.updated_at is not None
    assert [note.text for note in edition.corrections.all()] == ["Было: 58. Верно: 48."]
    assert actions(article)[-2:] == ["publish", "correct"]


def test_correct_of_what_is_not_live_is_refused(make_article, chief):
    later = timezone.now() + timedelta(hours=1)
    edition = workflow.publish(make_article(), "ru", by=chief, at=later)

    with pytest.raises(ValidationError):
        workflow.correct(edition, kind="correction", text="Ошибка", by=chief)

    assert not edition.corrections.exists()
