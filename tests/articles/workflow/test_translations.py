"""A translation that is behind its original, and "no change needed"."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles import workflow
from articles.editorial.states import language_states
from articles.models import Action, AuditEntry, Edition
from articles.text.cleaning import untranslated


def state(article, language="hy"):
    article.refresh_from_db()
    return language_states([article])[article.pk][language]


def update(article, by, lead, change="update"):
    article.lead_ru = lead
    workflow.save(article, by=by)
    return workflow.publish(article, "ru", by=by, change=change)


@pytest.fixture
def story(make_article, chief):
    """A story in Russian with an Armenian translation, both live."""
    article = make_article(title_hy="Լիճը վերադառնում է", lead_ru="Лид")
    for code in ("ru", "hy"):
        workflow.publish(article, code, by=chief)
    return article


@pytest.fixture
def behind(story, chief):
    update(story, chief, "Новый лид")
    return Edition.objects.get(language="hy")


def test_no_change_needed_clears_it_until_the_next_update(behind, story, translator, chief):
    before = state(story).code
    workflow.no_change_needed(behind, by=translator)
    cleared = state(story).code
    update(story, chief, "Совсем новый лид")

    assert (before, cleared, state(story).code) == ("behind", "live", "behind")


def test_no_change_needed_is_recorded(behind, translator):
    workflow.no_change_needed(behind, by=translator)

    entry = AuditEntry.objects.get(action=Action.NO_CHANGE_NEEDED)
    assert (entry.by, entry.language) == (translator, "hy")
    assert (entry.details["before"], entry.details["version"]) == (1, 2)


@pytest.mark.parametrize("who", ["editor_ru", "editor_en", "reporter", "photo", "administrator"])
def test_no_change_needed_is_for_who_works_in_the_language(behind, request, who):
    with pytest.raises(PermissionDenied):
        workflow.no_change_needed(behind, by=request.getfixturevalue(who))

    assert Edition.objects.get(language="hy").made_from == 1


def test_who_saw_an_older_original_looks_again(behind, story, translator, chief):
    update(story, chief, "Третий лид")

    with pytest.raises(ValidationError):
        workflow.no_change_needed(behind, by=translator, seen=2)

    assert state(story).code == "behind"


def test_what_is_not_behind_needs_no_word(story, translator):
    edition = Edition.objects.get(language="hy")

    with pytest.raises(ValidationError):
        workflow.no_change_needed(edition, by=translator)

    assert not AuditEntry.objects.filter(action=Action.NO_CHANGE_NEEDED).exists()


def test_typo_leaves_nobody_behind(story, chief):
    update(story, chief, "Новый лид", change="typo")

    assert state(story).code == "live"


def test_text_of_its_own_is_never_behind(story, chief, translator):
    workflow.plan(story, "hy", by=chief, choice="independent")

    update(story, chief, "Новый лид")

    assert (state(story).code, state(story).is_behind) == ("live", False)
    with pytest.raises(ValidationError):
        workflow.no_change_needed(Edition.objects.get(language="hy"), by=translator)


def test_translation_in_review_is_known_to_be_behind(behind, story, translator):
    story.title_hy = "Լիճը"
    workflow.save(story, by=translator)
    workflow.submit(story, "hy", by=translator)

    assert (state(story).code, state(story).is_behind) == ("review", True)


def test_publishing_the_translation_clears_it(behind, story, chief):
    story.title_hy = "Լիճը"
    workflow.save(story, by=chief)

    workflow.publish(story, "hy", by=chief)

    assert state(story).code == "live"


def test_language_not_planned_is_no_hole(make_article, chief):
    article = make_article()
    workflow.plan(article, "en", by=chief, choice="not_planned")

    assert (state(article, "en").code, state(article, "hy").code) == ("not_planned", "missing")


BODY = "<h2>Итог</h2><p>Вода поднялась.</p><hr><ul><li>Один</li></ul>"


def test_start_translation_copies_the_skeleton_as_a_version(make_article, translator):
    article = make_article(body_ru=BODY, lead_ru="Лид")

    workflow.start_translation(article, "hy", by=translator)

    article.refresh_from_db()
    kept = article.versions.get(part="hy")
    assert (kept.number, kept.verb, kept.by) == (1, "start_translation", translator)
    assert untranslated(article.body_hy) == ["Итог", "Вода поднялась.", "Один"]
    assert (article.title_hy or "", article.lead_hy or "") == ("", "")
    assert language_states([article])[article.pk]["hy"].code == "draft"


def test_start_translation_leaves_no_word_of_the_original_to_readers(make_article, chief):
    article = make_article(body_ru=BODY, title_hy="Լիճ")
    workflow.start_translation(article, "hy", by=chief)
    article.refresh_from_db()
    article.body_hy = article.body_hy.replace("Вода поднялась", "Ջուրը բարձրացավ")
    workflow.save(article, by=chief)

    edition = workflow.publish(article, "hy", by=chief)

    assert edition.body == "<p>Ջուրը բարձրացավ.</p><hr>"
    article.refresh_from_db()
    assert untranslated(article.body_hy) == ["Итог", "Один"]


@pytest.mark.parametrize("language, fields", [("ru", {}), ("hy", {"body_hy": "<p>Ջուր</p>"})])
def test_start_translation_refuses_what_has_a_text(make_article, chief, language, fields):
    article = make_article(**{"body_ru": BODY} | fields)

    with pytest.raises(ValidationError):
        workflow.start_translation(article, language, by=chief)

    article.refresh_from_db()
    assert (article.body_ru, article.body_hy or "") == (BODY, fields.get("body_hy", ""))


def test_start_translation_is_for_the_desk_of_the_language(make_article, editor_ru):
    article = make_article(body_ru=BODY)

    with pytest.raises(PermissionDenied):
        workflow.start_translation(article, "hy", by=editor_ru)
