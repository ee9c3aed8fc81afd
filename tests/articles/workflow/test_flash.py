"""A flash: a headline and nothing else, and what becomes known under it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import workflow
from articles.models import Action, Article, AuditEntry, Edition

TITLE = "Перевал Варденяц закрыт"


def test_flash_is_live_with_nothing_but_a_headline(client, editor_ru):
    edition = workflow.flash(TITLE, "ru", by=editor_ru)

    page = client.get(edition.get_absolute_url()).content.decode()
    assert TITLE in page
    assert '<b class="alarm">' in page  # being updated
    assert (edition.kind, edition.category) == ("flash", None)


def test_flash_tells_the_audit_which_steps_were_passed_over(editor_ru):
    workflow.flash(TITLE, "ru", by=editor_ru)

    entry = AuditEntry.objects.get(action=Action.PUBLISH)
    assert entry.details["skipped"] == ["review", "approved"]


@pytest.mark.parametrize("who", ["reporter", "translator", "photo", "administrator", "editor_hy"])
def test_flash_is_for_who_may_publish_in_the_language(request, who):
    with pytest.raises(PermissionDenied):
        workflow.flash(TITLE, "ru", by=request.getfixturevalue(who))

    assert not Article.objects.exists()


def test_two_presses_are_one_flash(editor_ru, chief):
    first = workflow.flash(TITLE, "ru", by=editor_ru)

    again = workflow.flash(f" {TITLE} ", "ru", by=editor_ru)
    somebody_elses = workflow.flash(TITLE, "ru", by=chief)

    assert again == first
    assert somebody_elses != first
    assert Edition.objects.count() == 2


def test_flash_without_a_word_is_refused(editor_ru):
    with pytest.raises(ValidationError):
        workflow.flash(" \n ", "ru", by=editor_ru)

    assert not Article.objects.exists()


def test_same_address_grows_into_the_story(client, editor_ru, category):
    edition = workflow.flash(TITLE, "ru", by=editor_ru)
    article = edition.article
    article.kind, article.category, article.title_ru = "news", category, "Перевал открыт"
    article.body_ru = "<p>Полный текст</p>"
    workflow.save(article, by=editor_ru)

    again = workflow.publish(article, "ru", by=editor_ru)

    page = client.get(edition.get_absolute_url()).content.decode()
    assert again.get_absolute_url() == edition.get_absolute_url()
    assert "Полный текст" in page
    assert '<b class="alarm">' not in page


def test_updates_stand_over_each_other_with_their_times(client, editor_ru):
    edition = workflow.flash(TITLE, "ru", by=editor_ru)

    for words in ("Сошла лавина", "Дорогу открыли\n\nМашин под снегом нет"):
        edition = workflow.add_update(edition.article, "ru", by=editor_ru, words=words)

    now = timezone.localtime()
    stamp = f'<h3><time datetime="{now:%Y-%m-%dT%H:}'
    assert edition.body.count(stamp) == 2
    assert edition.body.index("Дорогу открыли") < edition.body.index("Сошла лавина")
    assert "<p>Машин под снегом нет</p>" in client.get(edition.get_absolute_url()).content.decode()
    assert edition.updated_at is not None


def test_update_of_a_later_day_names_it(editor_ru):
    edition = workflow.flash(TITLE, "ru", by=editor_ru)
    Edition.objects.update(published_at=timezone.now() - timedelta(days=2))

    edition = workflow.add_update(edition.article, "ru", by=editor_ru, words="Открыт")

    assert f">{timezone.localtime().day} " in edition.body


def test_update_is_text_and_no_markup(editor_ru):
    edition = workflow.flash(TITLE, "ru", by=editor_ru)

    edition = workflow.add_update(edition.article, "ru", by=editor_ru, words="<script>x</script>&")

    assert "<p>&lt;script&gt;x&lt;/script&gt;&amp;</p>" in edition.body


@pytest.mark.parametrize("words", ["", "  \n\n "])
def test_update_without_words_is_refused(editor_ru, words):
    edition = workflow.flash(TITLE, "ru", by=editor_ru)

    with pytest.raises(ValidationError):
        workflow.add_update(edition.article, "ru", by=editor_ru, words=words)

    assert Edition.objects.get().body == ""


def test_what_is_not_on_the_site_gets_no_update(make_article, editor_ru):
    article = make_article(kind="flash")

    with pytest.raises(ValidationError):
        workflow.add_update(article, "ru", by=editor_ru, words="Открыт")

    assert not Edition.objects.exists()
