"""Two people in one story: every way of writing is merged with what was saved meanwhile."""

import pytest
from django.core.exceptions import PermissionDenied

from articles import workflow
from articles.admin.story_list import article_bulk
from articles.editorial import versions
from articles.models import Article, Category, Version
from articles.models.version import SHARED


def read(article) -> Article:
    return Article.objects.get(pk=article.pk)


def test_save_without_a_base_starts_from_what_was_read(make_article, chief, editor_ru):
    article = make_article(title_ru="Старое", lead_ru="Лид")
    mine, theirs = read(article), read(article)
    theirs.lead_ru = "Чужой лид"
    workflow.save(theirs, by=editor_ru)

    mine.title_ru = "Моё"
    workflow.save(mine, by=chief)

    kept = read(article)
    assert (kept.title_ru, kept.lead_ru) == ("Моё", "Чужой лид")


def test_save_without_a_base_refuses_what_another_changed_since_it_was_read(
    make_article, chief, editor_ru
):
    article = make_article(title_ru="Старое")
    mine, theirs = read(article), read(article)
    theirs.title_ru = "Чужое"
    workflow.save(theirs, by=editor_ru)
    mine.title_ru = "Моё"

    with pytest.raises(workflow.Conflict) as refusal:
        workflow.save(mine, by=chief)

    clash = refusal.value.parts["ru"]["title"]
    assert (clash.base, clash.theirs, clash.mine) == ("Старое", "Чужое", "Моё")
    assert (refusal.value.base, refusal.value.seen) == ({"ru": 1}, {"ru": 2})
    assert refusal.value.mine["ru"]["title"] == "Моё"


def test_one_row_saved_again_and_again_is_no_conflict(make_article, chief):
    article = make_article(title_ru="Раз")

    for title in ("Два", "Три"):
        article.title_ru = title
        workflow.save(article, by=chief)
    workflow.publish(article, "ru", by=chief)
    article.title_ru = "Четыре"
    workflow.save(article, by=chief)

    assert read(article).title_ru == "Четыре"
    assert versions.numbers(article)["ru"] == 4


def test_language_that_was_empty_for_both_is_no_conflict(make_article, chief, editor_hy):
    article = make_article()
    theirs = read(article)
    theirs.title_hy = "Վերնագիր"
    workflow.save(theirs, by=editor_hy)

    article.title_ru = "Моё"
    workflow.save(article, by=chief, base={"ru": 1, "hy": 0})

    kept = read(article)
    assert (kept.title_ru, kept.title_hy) == ("Моё", "Վերնագիր")


@pytest.fixture
def sport(db):
    return Category.objects.create(slug="sport", name_ru="Спорт")


def test_actions_on_several_stories_keep_what_was_saved_since_they_were_read(
    make_article, make_tag, chief, editor_ru, sport
):
    tags = [make_tag(ru=name) for name in ("Севан", "Вода")]
    article = make_article(title_ru="Старое")
    for_tag, for_category, theirs = read(article), read(article), read(article)
    theirs.title_ru = "Чужое"
    workflow.save(theirs, by=editor_ru, tags=[tags[0].pk])

    article_bulk.add_tag(for_tag, "", chief, {"tag": tags[1]})
    article_bulk.change_category(for_category, "", chief, {"category": sport})

    kept = read(article)
    assert (kept.title_ru, kept.category) == ("Чужое", sport)
    assert set(kept.tags.all()) == set(tags)


def test_planned_story_is_a_save_like_any_other(reporter):
    story = workflow.plan_story(
        by=reporter, title="План", language="ru", wanted_at=None, person=None
    )  # fmt: skip

    assert versions.numbers(story) == {"ru": 1, "hy": 0, "en": 0, SHARED: 1}


def test_update_of_a_flash_stands_over_what_was_saved_meanwhile(make_edition, chief, editor_ru):
    edition = make_edition("ru", body_ru="<p>Было</p>")
    stale, theirs = read(edition.article), read(edition.article)
    theirs.body_ru = "<p>Было</p><p>Чужое</p>"
    workflow.save(theirs, by=editor_ru)

    workflow.add_update(stale, "ru", by=chief, words="Стало известно")

    body = read(stale).body_ru
    assert body.endswith("<p>Было</p><p>Чужое</p>")
    assert "Стало известно" in body


def test_own_press_that_was_not_answered_is_no_others_work(make_article, chief):
    article = make_article(title_ru="Старое")
    first, second = read(article), read(article)
    first.title_ru = "Новое"
    workflow.save(first, by=chief, base={"ru": 1}, form="f")
    second.title_ru = "Новое, дальше"

    workflow.save(second, by=chief, base={"ru": 1}, form="f")

    assert read(article).title_ru == "Новое, дальше"


@pytest.mark.parametrize("form", ["", "g"])
def test_save_of_another_form_is_asked_about(make_article, chief, form):
    article = make_article(title_ru="Старое")
    first, second = read(article), read(article)
    first.title_ru = "Новое"
    workflow.save(first, by=chief, base={"ru": 1}, form="f")
    second.title_ru = "Другое"

    with pytest.raises(workflow.Conflict):
        workflow.save(second, by=chief, base={"ru": 1}, form=form)


def test_form_of_another_person_by_the_same_name_is_asked_about(make_article, chief, editor_ru):
    article = make_article(title_ru="Старое")
    first, second = read(article), read(article)
    first.title_ru = "Новое"
    workflow.save(first, by=editor_ru, base={"ru": 1}, form="f")
    second.title_ru = "Другое"

    with pytest.raises(workflow.Conflict):
        workflow.save(second, by=chief, base={"ru": 1}, form="f")


def aside(article, words, by):
    texts = {"ru": versions.texts(article, "ru") | {"title": words}}
    return workflow.set_aside(article, texts, by=by)["ru"]


def test_what_is_set_aside_is_in_the_history_and_never_the_newest(make_article, chief):
    article = make_article(title_ru="Старое")

    row = aside(article, "В сторону", chief)

    assert (row.number, row.verb, row.is_aside) == (1, "set_aside", True)
    assert versions.numbers(article)["ru"] == 1
    assert versions.latest(article)["ru"].fields["title"] == "Старое"
    assert list(Version.objects.filter(is_aside=True)) == []
    assert read(article).title_ru == "Старое"


def test_same_words_are_set_aside_once(make_article, chief, editor_ru):
    article = make_article()

    rows = [aside(article, "Раз", chief), aside(article, "Раз", chief)]
    rows += [aside(article, "Два", chief), aside(article, "Два", editor_ru)]

    assert [row.number for row in rows] == [1, 1, 2, 3]


def test_who_may_not_write_a_part_sets_nothing_aside_in_it(make_article, editor_hy):
    article = make_article()

    with pytest.raises(PermissionDenied):
        aside(article, "Чужая рука", editor_hy)

    assert not Version.everything.filter(is_aside=True).exists()


def test_merged_tag_gets_its_new_number_in_what_was_set_aside_too(make_article, make_tag, chief):
    old, new = make_tag(ru="Старый"), make_tag(ru="Новый")
    article = make_article(tags=[old])
    facts = {SHARED: versions.facts(article)}
    workflow.set_aside(article, facts, by=chief)

    workflow.merge(old, into=new, by=chief)

    assert Version.everything.get(is_aside=True).fields["tags"] == [new.pk]
