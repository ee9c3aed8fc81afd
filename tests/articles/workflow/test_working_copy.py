"""Saving the working copy, and the steps of a desk: what happens, who may, what is refused."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles import workflow
from articles.models import Article, Edition
from tests.articles.workflow.told import actions


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


@pytest.mark.parametrize("what", ["kind", "cover", "tags", "credits"])
def test_change_of_the_facts_after_approval_makes_drafts_again(
    what, make_article, make_image, make_tag, author, chief
):
    article = make_article(title_hy="Լիճը վերադառնում է")
    for code in ("ru", "hy"):
        workflow.submit(article, code, by=chief)
        workflow.approve(article, code, by=chief)
    given = {}
    if what in ("tags", "credits"):
        rows = {"tags": [make_tag(ru="Севан").pk], "credits": [(author.pk, "text", "")]}
        given = {what: rows[what]}
    else:
        setattr(article, what, "opinion" if what == "kind" else make_image())

    workflow.save(article, by=chief, **given)

    article.refresh_from_db()
    assert (article.status_ru, article.status_hy) == ("draft", "draft")


def test_change_of_one_language_leaves_the_approval_of_another(make_article, chief):
    article = make_article(title_hy="Լիճը վերադառնում է")
    workflow.submit(article, "hy", by=chief)
    workflow.approve(article, "hy", by=chief)
    article.lead_ru = "Другой лид"

    workflow.save(article, by=chief)

    article.refresh_from_db()
    assert article.status_hy == "approved"


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


def test_save_of_an_endless_text_is_refused(make_article, chief):
    article = make_article(body_ru="<p>Да</p>")
    article.body_ru = "а" * 1_000_001

    with pytest.raises(ValidationError):
        workflow.save(article, by=chief)

    assert Article.objects.get().body_ru == "<p>Да</p>"
