"""Publishing a language: what readers get, under which address, what the audit says."""

import pytest
from django.core.exceptions import ValidationError

from articles import workflow
from articles.models import Action, Article, AuditEntry, Edition, OldSlug, Version


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
