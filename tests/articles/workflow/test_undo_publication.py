"""Taking back what one has just published."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import workflow
from articles.editorial.states import language_states
from articles.models import (
    Action,
    Article,
    AuditEntry,
    Breaking,
    Edition,
    Former,
    Notice,
    OldSlug,
    SiteSettings,
)


def state(article, language="ru"):
    article.refresh_from_db()
    return language_states([article])[article.pk][language].code


def saved(article, by, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    return workflow.save(article, by=by)


def test_first_publication_becomes_a_draft_again(client, make_article, editor_ru):
    article = make_article()
    edition = workflow.publish(article, "ru", by=editor_ru)
    before = client.get(edition.get_absolute_url()).status_code

    workflow.take_back(edition, by=editor_ru)

    response = client.get(edition.get_absolute_url())
    assert (before, response.status_code) == (200, 410)
    assert Edition.objects.get().withdrawn_reason in response.content.decode()
    assert "Озеро возвращается" not in response.content.decode()
    assert state(article) == "draft"
    assert Article.objects.get().title_ru == "Озеро возвращается"


def test_what_was_taken_back_is_audited(make_article, editor_ru):
    edition = workflow.publish(make_article(), "ru", by=editor_ru)

    workflow.take_back(edition, by=editor_ru)

    entry = AuditEntry.objects.get(action=Action.TAKE_BACK)
    assert (entry.by, entry.language, entry.details["was_new"]) == (editor_ru, "ru", True)


def test_republication_gives_the_former_text_back(make_article, make_tag, author, editor_ru):
    tag, other = make_tag(ru="Севан"), make_tag(ru="Гавар")
    article = make_article(tags=[tag], authors=[author], lead_ru="Лид")
    workflow.publish(article, "ru", by=editor_ru)
    before = Edition.objects.values().get()
    article.title_ru, article.slug_ru = "Ошибка", "oshibka"
    workflow.save(article, by=editor_ru, tags=[other.pk], credits=[])
    edition = workflow.publish(article, "ru", by=editor_ru)

    workflow.take_back(edition, by=editor_ru)

    assert Edition.objects.values().get() == before
    edition.refresh_from_db()
    assert (list(edition.tags.all()), list(edition.authors.all())) == ([tag], [author])
    assert list(OldSlug.objects.values_list("slug", flat=True)) == ["oshibka"]
    assert state(article) == "live_changed"


def test_correction_is_taken_back_with_its_note(make_edition, editor_ru):
    edition = make_edition()
    workflow.correct(edition, kind="correction", text="Было 5", by=editor_ru)
    workflow.take_back(edition, by=editor_ru)

    assert not edition.corrections.exists()


def test_older_note_stays_when_a_later_correction_is_taken_back(make_edition, editor_ru):
    edition = make_edition()
    workflow.correct(edition, kind="correction", text="Первая", by=editor_ru)
    workflow.correct(edition, kind="correction", text="Вторая", by=editor_ru)

    workflow.take_back(edition, by=editor_ru)

    assert [note.text for note in edition.corrections.all()] == ["Первая"]


def test_taken_back_is_published_again_under_a_new_address(client, make_article, editor_ru):
    article = make_article(title_ru="Озёро")
    edition = workflow.publish(article, "ru", by=editor_ru)
    old = edition.get_absolute_url()
    workflow.take_back(edition, by=editor_ru)
    saved(article, editor_ru, title_ru="Севан")

    again = workflow.publish(article, "ru", by=editor_ru)

    assert (again.pk, again.is_live, again.slug) == (edition.pk, True, "sevan")
    assert client.get(old)["Location"] == "/ru/post/sevan/"


@pytest.mark.parametrize("who", ["chief", "editor_hy", "reporter"])
def test_only_who_published_takes_back(make_article, editor_ru, request, who):
    edition = workflow.publish(make_article(), "ru", by=editor_ru)

    with pytest.raises(PermissionDenied):
        workflow.take_back(edition, by=request.getfixturevalue(who))

    assert Edition.objects.live().exists()


def test_who_may_publish_no_more_takes_nothing_back(make_article, editor_ru):
    edition = workflow.publish(make_article(), "ru", by=editor_ru)
    editor_ru.role = "reporter"
    editor_ru.save()

    with pytest.raises(PermissionDenied):
        workflow.take_back(edition, by=editor_ru)

    assert Edition.objects.live().exists()


def test_after_ten_minutes_nothing_is_taken_back(make_article, editor_ru):
    edition = workflow.publish(make_article(), "ru", by=editor_ru)
    Former.objects.update(at=timezone.now() - timedelta(minutes=10, seconds=1))

    with pytest.raises(ValidationError):
        workflow.take_back(edition, by=editor_ru)

    assert Edition.objects.live().exists()


def test_somebodys_later_publication_is_not_taken_back(make_article, editor_ru, chief):
    article = make_article()
    edition = workflow.publish(article, "ru", by=editor_ru)
    workflow.publish(saved(article, chief, lead_ru="Лид"), "ru", by=chief)

    with pytest.raises(PermissionDenied):
        workflow.take_back(edition, by=editor_ru)

    assert Edition.objects.live().get().lead == "Лид"


def test_what_is_only_scheduled_is_not_taken_back(make_article, editor_ru):
    edition = workflow.publish(
        make_article(), "ru", by=editor_ru, at=timezone.now() + timedelta(hours=1)
    )

    with pytest.raises(ValidationError):
        workflow.take_back(edition, by=editor_ru)

    assert Edition.objects.get().is_scheduled


def test_what_nobody_can_take_back_any_more_is_forgotten(make_article, editor_ru):
    workflow.publish(make_article(), "ru", by=editor_ru)
    Former.objects.update(at=timezone.now() - timedelta(minutes=11))

    edition = workflow.publish(make_article(), "ru", by=editor_ru)

    assert Former.objects.get().edition == edition


def test_pressing_twice_publishes_once(make_article, editor_ru, chief):
    article = make_article()

    workflow.publish(article, "ru", by=editor_ru)
    workflow.publish(article, "ru", by=chief)

    assert AuditEntry.objects.filter(action=Action.PUBLISH).count() == 1


def test_new_time_moves_up_only_when_asked(make_edition, editor_ru):
    edition = make_edition(hours_ago=5)
    kept = workflow.publish(edition.article, "ru", by=editor_ru, change="typo")
    now = timezone.now()

    moved = workflow.publish(edition.article, "ru", by=editor_ru, change="typo", at=now)

    assert (kept.published_at, moved.published_at) == (edition.published_at, now)


@pytest.fixture
def only_hub(db):
    return SiteSettings.objects.create(pk=1, name_ru="Вестник", websub_hub="http://127.0.0.1:9/hub")


def waiting() -> list[str]:
    return sorted(one.event for one in Notice.objects.filter(state="waiting"))


def test_services_hear_that_a_first_publication_is_taken_back(make_article, editor_ru, only_hub):
    edition = workflow.publish(make_article(), "ru", by=editor_ru)
    before = waiting()

    workflow.take_back(edition, by=editor_ru)

    # What was to be said of the publication is found needless when its turn comes.
    assert (before, waiting()) == (["published"], ["published", "withdrawn"])


def test_services_look_again_when_the_former_text_is_back(make_article, editor_ru, only_hub):
    article = make_article()
    workflow.publish(article, "ru", by=editor_ru)
    edition = workflow.publish(saved(article, editor_ru, lead_ru="Лид"), "ru", by=editor_ru)
    Notice.objects.update(state="sent")

    workflow.take_back(edition, by=editor_ru)

    assert waiting() == ["published"]


def test_breaking_bar_ends_with_what_is_taken_back(make_article, editor_ru):
    edition = workflow.publish(make_article(), "ru", by=editor_ru)
    bar = Breaking(language="ru", text="Срочно", edition=edition)
    bar.ends_at = timezone.now() + timedelta(hours=1)
    bar.raised_by, bar.raised_at = editor_ru, timezone.now()
    bar.save()

    workflow.take_back(edition, by=editor_ru)

    assert not Breaking.objects.running().exists()


def test_address_that_readers_knew_stays_gone_when_taken_off_the_schedule(
    client, make_article, editor_ru
):
    article = make_article()
    edition = workflow.publish(article, "ru", by=editor_ru)
    workflow.take_back(edition, by=editor_ru)
    edition = workflow.publish(article, "ru", by=editor_ru, at=timezone.now() + timedelta(hours=1))

    workflow.unschedule(edition, by=editor_ru)

    assert client.get(edition.get_absolute_url()).status_code == 410
    assert state(article) == "draft"
