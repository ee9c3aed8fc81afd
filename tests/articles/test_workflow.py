"""Verbs, each by itself: what happens, who may, what is refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import workflow
from articles.models import Action, Article, AuditEntry, Edition, OldSlug, Version


def actions(article):
    return list(article.audit_entries.order_by("pk").values_list("action", flat=True))


# save


def test_save_keeps_a_version_of_each_part_with_words(reporter, category):
    article = workflow.save(Article(title_ru="Озеро", category=category), by=reporter)

    assert sorted(article.versions.values_list("part", "number", "verb")) == [
        ("ru", 1, "save"),
        ("shared", 1, "save"),
    ]
    assert article.versions.get(part="ru").fields["title"] == "Озеро"
    assert article.created_by == reporter
    assert actions(article) == ["save"]


def test_save_of_nothing_new_writes_nothing(make_article, chief):
    article = make_article()

    workflow.save(Article.objects.get(pk=article.pk), by=chief)

    assert article.versions.count() == 2
    assert actions(article) == ["save"]


def test_save_keeps_tags_authors_and_related_stories(make_article, make_tag, author, chief):
    tag, other = make_tag(ru="Севан"), make_article()

    article = make_article(tags=[tag], authors=[author])
    workflow.save(article, by=chief, related=[other.pk])

    assert list(article.tags.all()) == [tag]
    assert [credit.author for credit in article.credits.all()] == [author]
    assert [row.story for row in article.related_stories.all()] == [other]
    assert article.versions.get(part="shared", number=2).fields["related"] == [other.pk]


def test_save_cleans_what_was_typed(make_article):
    article = make_article(title_ru=" Озеро\n растёт ", body_ru="<p onclick=x>Да<script>1</script>")

    assert article.title_ru == "Озеро растёт"
    assert article.body_ru == "<p>Да</p>"


def test_save_of_different_fields_by_two_people_keeps_both(make_article, chief, editor_ru):
    article = make_article(lead_ru="Лид")
    first, second = (Article.objects.get(pk=article.pk) for _ in range(2))

    first.title_ru = "Новый заголовок"
    workflow.save(first, by=chief, base={"ru": 1, "shared": 1})
    second.lead_ru = "Новый лид"
    workflow.save(second, by=editor_ru, base={"ru": 1, "shared": 1})

    article.refresh_from_db()
    assert (article.title_ru, article.lead_ru) == ("Новый заголовок", "Новый лид")


def test_save_of_the_same_field_by_two_people_is_a_conflict(make_article, chief, editor_ru):
    article = make_article()
    first, second = (Article.objects.get(pk=article.pk) for _ in range(2))
    first.title_ru = "Первый"
    workflow.save(first, by=chief, base={"ru": 1})
    second.title_ru = "Второй"

    with pytest.raises(workflow.Conflict) as refusal:
        workflow.save(second, by=editor_ru, base={"ru": 1})

    conflict = refusal.value.parts["ru"]["title"]
    assert (conflict.base, conflict.theirs, conflict.mine) == (
        "Озеро возвращается",
        "Первый",
        "Второй",
    )
    article.refresh_from_db()
    assert article.title_ru == "Первый"


def test_save_cannot_set_a_state(make_article, chief):
    article = make_article()
    article.status_ru = "approved"

    workflow.save(article, by=chief)

    article.refresh_from_db()
    assert article.status_ru == "draft"


def test_save_after_approval_makes_a_draft_again(make_article, chief):
    article = make_article()
    workflow.submit(article, "ru", by=chief)
    workflow.approve(article, "ru", by=chief)
    article.lead_ru = "Другой лид"

    workflow.save(article, by=chief)

    article.refresh_from_db()
    assert article.status_ru == "draft"


def test_save_of_anothers_story_is_refused_to_a_reporter(make_article, other_reporter):
    article = make_article()
    article.title_ru = "Чужой"

    with pytest.raises(PermissionDenied):
        workflow.save(article, by=other_reporter)

    article.refresh_from_db()
    assert article.title_ru == "Озеро возвращается"


def test_save_by_a_translator_is_for_their_languages_only(make_article, translator):
    article = make_article()
    article.title_hy = "Լիճը վերադառնում է"
    workflow.save(article, by=translator)
    article.title_ru = "Перевод"

    with pytest.raises(PermissionDenied):
        workflow.save(article, by=translator)

    article.refresh_from_db()
    assert (article.title_hy, article.title_ru) == ("Լիճը վերադառնում է", "Озеро возвращается")


# submit, send back, approve


def test_desk_goes_from_draft_to_review_to_ready(make_article, reporter, editor_ru):
    article = make_article(by=reporter)

    workflow.submit(article, "ru", by=reporter)
    assert Article.objects.get().status_ru == "review"
    workflow.approve(article, "ru", by=editor_ru)

    assert Article.objects.get().status_ru == "approved"
    assert actions(article) == ["save", "submit", "approve"]


def test_send_back_needs_a_note_and_keeps_it(make_article, editor_ru):
    article = make_article()
    workflow.submit(article, "ru", by=editor_ru)

    with pytest.raises(ValidationError):
        workflow.send_back(article, "ru", by=editor_ru, note=" ")
    workflow.send_back(article, "ru", by=editor_ru, note="Проверьте цифры")

    article.refresh_from_db()
    assert (article.status_ru, article.note_ru) == ("sent_back", "Проверьте цифры")


@pytest.mark.parametrize("verb", [workflow.approve, workflow.publish])
def test_reporter_translator_and_other_desk_may_not_decide(
    verb, make_article, reporter, translator, editor_hy, photo, administrator
):
    article = make_article(by=reporter)
    workflow.submit(article, "ru", by=reporter)

    for person in (reporter, translator, editor_hy, photo, administrator):
        with pytest.raises(PermissionDenied):
            verb(article, "ru", by=person)

    assert Article.objects.get().status_ru == "review"
    assert not Edition.objects.exists()


def test_step_from_elsewhere_is_refused(make_article, editor_ru):
    article = make_article()

    with pytest.raises(ValidationError):
        workflow.approve(article, "ru", by=editor_ru)

    assert Article.objects.get().status_ru == "draft"


# publish


def test_publish_copies_the_working_copy_for_readers(
    make_article, make_tag, author, category, editor_ru
):
    tag = make_tag(ru="Севан")
    article = make_article(
        tags=[tag], authors=[author], lead_ru="Лид", body_ru="<p>Текст</p>", source_ru="Хроника"
    )

    edition = workflow.publish(article, "ru", by=editor_ru)

    assert Edition.objects.live().get() == edition
    assert (edition.title, edition.lead, edition.body, edition.source) == (
        "Озеро возвращается",
        "Лид",
        "<p>Текст</p>",
        "Хроника",
    )
    assert (edition.category, list(edition.tags.all()), list(edition.authors.all())) == (
        category,
        [tag],
        [author],
    )
    assert edition.get_absolute_url() == "/ru/post/ozero-vozvrashchaetsya/"


def test_publish_from_a_draft_records_the_steps_passed_over(make_article, editor_ru):
    article = make_article()

    workflow.publish(article, "ru", by=editor_ru)

    entry = AuditEntry.objects.get(action=Action.PUBLISH)
    assert entry.details["skipped"] == ["review", "approved"]
    assert (entry.by, entry.language) == (editor_ru, "ru")


def test_publish_after_approval_skips_nothing_and_resets_the_state(make_article, editor_ru):
    article = make_article()
    workflow.submit(article, "ru", by=editor_ru)
    workflow.approve(article, "ru", by=editor_ru)

    workflow.publish(article, "ru", by=editor_ru)

    assert AuditEntry.objects.get(action=Action.PUBLISH).details["skipped"] == []
    assert Article.objects.get().status_ru == "draft"


def test_publish_writes_a_missing_version(chief, category):
    article = Article.objects.create(title_ru="Сразу", category=category)

    edition = workflow.publish(article, "ru", by=chief)

    assert edition.version == 1
    assert sorted(Version.objects.values_list("part", "verb")) == [
        ("ru", "publish"),
        ("shared", "publish"),
    ]


def test_publish_leaves_the_other_languages_alone(make_article, editor_ru):
    article = make_article(title_hy="Լիճը վերադառնում է")

    workflow.publish(article, "ru", by=editor_ru)

    assert list(Edition.objects.values_list("language", flat=True)) == ["ru"]


def test_publish_without_a_title_is_refused(make_article, chief):
    article = make_article(title_ru="", lead_ru="Лид без заголовка")

    with pytest.raises(ValidationError):
        workflow.publish(article, "ru", by=chief)

    assert not Edition.objects.exists()
    assert Article.objects.get().lead_ru == "Лид без заголовка"


def test_saved_change_is_unseen_until_published_again(make_article, chief):
    article = make_article()
    edition = workflow.publish(article, "ru", by=chief)
    article.title_ru = "Озеро вернулось"
    workflow.save(article, by=chief)
    assert Edition.objects.live().get().title == "Озеро возвращается"

    workflow.publish(article, "ru", by=chief)

    again = Edition.objects.live().get()
    assert again.title == "Озеро вернулось"
    assert (again.pk, again.published_at, again.slug) == (
        edition.pk,
        edition.published_at,
        edition.slug,
    )


@pytest.mark.parametrize("change, moves", [("typo", False), ("update", True), ("correction", True)])
def test_updated_at_moves_only_with_substance(change, moves, make_article, chief):
    article = make_article()
    workflow.publish(article, "ru", by=chief)
    article.lead_ru = "Новый лид"
    workflow.save(article, by=chief)

    edition = workflow.publish(article, "ru", by=chief, change=change)

    assert (edition.updated_at is not None) is moves


def test_publish_of_the_same_text_moves_no_update(make_article, chief):
    article = make_article()
    workflow.publish(article, "ru", by=chief)

    edition = workflow.publish(article, "ru", by=chief)

    assert edition.updated_at is None


def test_two_stories_with_one_title_get_two_addresses(make_article, chief):
    first = workflow.publish(make_article(), "ru", by=chief)
    second = workflow.publish(make_article(), "ru", by=chief)

    assert (first.slug, second.slug) == ("ozero-vozvrashchaetsya", "ozero-vozvrashchaetsya-2")


def test_wished_address_moves_the_edition_and_keeps_the_old_one(make_article, chief):
    article = make_article()
    workflow.publish(article, "ru", by=chief)
    article.slug_ru = "sevan"
    workflow.save(article, by=chief)

    edition = workflow.publish(article, "ru", by=chief)

    assert edition.slug == "sevan"
    assert list(OldSlug.objects.values_list("edition", "slug")) == [
        (edition.pk, "ozero-vozvrashchaetsya")
    ]


def test_old_address_of_another_story_is_never_given_again(make_article, chief):
    article = make_article(slug_ru="sevan")
    workflow.publish(article, "ru", by=chief)
    article.slug_ru = "ozero"
    workflow.save(article, by=chief)
    workflow.publish(article, "ru", by=chief)

    other = workflow.publish(make_article(slug_ru="sevan"), "ru", by=chief)

    assert other.slug == "sevan-2"


# schedule


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


# withdraw, restore, correct


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


# available


def test_available_names_what_each_may_do_now(make_article, reporter, editor_ru, editor_hy, chief):
    article = make_article(by=reporter)

    def verbs(person, edition=None):
        return workflow.available(person, article, "ru", edition)

    assert verbs(reporter) == ["submit"]
    assert verbs(editor_ru) == ["submit", "publish", "schedule"]
    assert verbs(editor_hy) == []
    workflow.submit(article, "ru", by=reporter)
    assert verbs(reporter) == []
    assert verbs(editor_ru) == ["send_back", "approve", "publish", "schedule"]
    edition = workflow.publish(article, "ru", by=chief)
    assert verbs(editor_ru, edition) == ["submit", "publish", "correct", "withdraw"]
    workflow.withdraw(edition, reason="Повтор", by=chief)
    edition.refresh_from_db()
    assert verbs(editor_ru, edition) == ["submit"]
    assert verbs(chief, edition) == ["submit", "restore"]


def test_save_of_an_endless_text_is_refused(make_article, chief):
    article = make_article(body_ru="<p>Да</p>")
    article.body_ru = "а" * 1_000_001

    with pytest.raises(ValidationError):
        workflow.save(article, by=chief)

    assert Article.objects.get().body_ru == "<p>Да</p>"
