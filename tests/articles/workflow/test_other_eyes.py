"""Four eyes: where the site settings want it, nobody lets their own text out."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import override

from articles import workflow
from articles.editorial import permissions, versions
from articles.models import Article, Edition, SiteSettings, Status


@pytest.fixture
def four_eyes(db):
    SiteSettings.objects.create(pk=1, needs_other_eyes=True)


@pytest.fixture
def in_an_hour():
    return timezone.now() + timedelta(hours=1)


@pytest.fixture
def written_by(make_article):
    """A story in review, whose Russian the person wrote last."""

    def make(person, chief, **fields):
        article = make_article(by=chief, **fields)
        article.set_text("lead", "ru", "Вода поднялась.")
        workflow.save(article, by=person)
        workflow.submit(article, "ru", by=person)
        return article

    return make


def status(article) -> str:
    return Article.objects.get(pk=article.pk).text("status", "ru")


@pytest.mark.parametrize("person", ["editor_ru", "chief"])
def test_own_text_is_not_approved(request, four_eyes, written_by, chief, person):
    by = request.getfixturevalue(person)
    article = written_by(by, chief)

    with override("en"), pytest.raises(PermissionDenied, match="someone else must approve"):
        workflow.approve(article, "ru", by=by)

    assert status(article) == Status.REVIEW
    assert "approve" not in workflow.available(by, article, "ru", None)


@pytest.mark.parametrize("person", ["editor_ru", "chief"])
def test_own_text_is_approved_where_nothing_forbids_it(request, written_by, chief, person):
    by = request.getfixturevalue(person)
    article = written_by(by, chief)

    workflow.approve(article, "ru", by=by)

    assert status(article) == Status.APPROVED


def test_somebody_elses_text_is_approved(four_eyes, written_by, editor_ru, chief):
    article = written_by(chief, chief)

    workflow.approve(article, "ru", by=editor_ru)

    assert status(article) == Status.APPROVED


@pytest.mark.parametrize("person", ["reporter", "translator", "editor_hy", "photo"])
def test_other_eyes_need_the_right_all_the_same(request, four_eyes, written_by, chief, person):
    article = written_by(chief, chief)

    with pytest.raises(PermissionDenied):
        workflow.approve(article, "ru", by=request.getfixturevalue(person))

    assert status(article) == Status.REVIEW


@pytest.mark.parametrize("person", ["editor_ru", "chief"])
def test_own_text_is_not_published_past_the_approval(request, four_eyes, written_by, chief, person):
    by = request.getfixturevalue(person)
    article = written_by(by, chief)

    with pytest.raises(PermissionDenied):
        workflow.publish(article, "ru", by=by)

    assert not Edition.objects.exists()
    assert {"publish", "schedule"}.isdisjoint(workflow.available(by, article, "ru", None))


def test_own_text_is_published_once_another_approved_it(four_eyes, written_by, editor_ru, chief):
    article = written_by(editor_ru, chief)
    workflow.approve(article, "ru", by=chief)
    offered = workflow.available(editor_ru, article, "ru", None)

    workflow.publish(article, "ru", by=editor_ru)

    assert "publish" in offered
    assert Edition.objects.live().get().lead == "Вода поднялась."


def test_edit_after_the_approval_asks_for_eyes_again(four_eyes, written_by, editor_ru, chief):
    article = written_by(editor_ru, chief)
    workflow.approve(article, "ru", by=chief)
    article.set_text("lead", "ru", "Вода ушла.")
    workflow.save(article, by=editor_ru)

    with pytest.raises(PermissionDenied):
        workflow.publish(article, "ru", by=editor_ru)

    assert not Edition.objects.exists()


def test_own_flash_does_not_wait(four_eyes, make_article, editor_ru):
    article = make_article(by=editor_ru, kind="flash")

    workflow.publish(article, "ru", by=editor_ru)

    assert Edition.objects.live().get().kind == "flash"


def test_own_correction_needs_other_eyes(four_eyes, make_article, chief, editor_ru):
    article = make_article(by=chief)
    edition = workflow.publish(article, "ru", by=editor_ru)
    article.set_text("lead", "ru", "48 сантиметров")
    workflow.save(article, by=editor_ru)

    with pytest.raises(PermissionDenied):
        workflow.correct(edition, kind="correction", text="Было 58.", by=editor_ru)
    workflow.correct(edition, kind="correction", text="Было 58.", by=chief)

    assert Edition.objects.get().lead == "48 сантиметров"
    assert edition.corrections.count() == 1


def test_what_readers_have_already_goes_out_again(
    four_eyes, written_by, editor_ru, chief, in_an_hour
):
    article = written_by(editor_ru, chief)
    workflow.approve(article, "ru", by=chief)
    workflow.publish(article, "ru", by=editor_ru)

    workflow.publish(article, "ru", by=editor_ru, until=in_an_hour)

    assert Edition.objects.live().get().expires_at == in_an_hour


def test_each_language_has_a_writer_of_its_own(four_eyes, make_article, chief, editor_ru):
    article = make_article(by=chief, title_hy="Լիճ")
    article.set_text("lead", "ru", "Вода.")
    workflow.save(article, by=editor_ru)

    assert not permissions.needs_approval(chief, article, "ru")
    assert permissions.needs_approval(chief, article, "hy")


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_once(four_eyes, written_by, editor_ru, chief, number, django_assert_num_queries):
    articles = [written_by(editor_ru, chief) for _one in range(number)]
    articles = list(Article.objects.filter(pk__in=[one.pk for one in articles]))
    permissions.asks_other_eyes(editor_ru)

    with django_assert_num_queries(1):
        versions.know_writers(articles)
        barred = [permissions.needs_approval(editor_ru, one, "ru") for one in articles]

    assert barred == [True] * number


def test_new_story_can_be_begun_by_who_may_publish(four_eyes, chief):
    assert not permissions.needs_approval(chief, Article(), "ru")


@pytest.mark.parametrize("field", ["subtitle", "lead", "body"])
def test_own_flash_of_more_than_a_headline_waits(four_eyes, make_article, editor_ru, field):
    article = make_article(by=editor_ru, kind="flash", **{f"{field}_ru": "<p>Вода</p>"})

    with pytest.raises(PermissionDenied):
        workflow.publish(article, "ru", by=editor_ru)

    assert not Edition.objects.exists()


def test_own_flash_that_becomes_news_is_asked_for_again(four_eyes, make_article, editor_ru, chief):
    article = make_article(by=editor_ru, kind="flash")
    workflow.publish(article, "ru", by=editor_ru)
    article.kind = "news"
    workflow.save(article, by=editor_ru)

    with pytest.raises(PermissionDenied):
        workflow.publish(article, "ru", by=editor_ru)
    assert Edition.objects.get().kind == "flash"
    workflow.publish(article, "ru", by=chief)

    assert Edition.objects.get().kind == "news"


def test_story_that_was_more_does_not_become_a_flash_by_its_writer(
    four_eyes, make_article, editor_ru, chief
):
    article = make_article(by=editor_ru, lead_ru="Вода")
    workflow.publish(article, "ru", by=chief)
    article.kind = "flash"
    article.set_text("lead", "ru", "")
    workflow.save(article, by=editor_ru)

    with pytest.raises(PermissionDenied):
        workflow.publish(article, "ru", by=editor_ru)

    assert Edition.objects.get().lead == "Вода"


def test_own_flash_does_not_become_news_by_its_details(four_eyes, make_article, editor_ru, chief):
    article = make_article(by=editor_ru, kind="flash")
    workflow.publish(article, "ru", by=editor_ru)
    article.kind = "news"
    workflow.save(article, by=editor_ru)

    with override("en"), pytest.raises(PermissionDenied, match="someone else must approve"):
        workflow.publish_facts(article, by=editor_ru)
    assert Edition.objects.get().kind == "flash"
    workflow.publish_facts(article, by=chief)

    assert Edition.objects.get().kind == "news"


def test_own_news_does_not_become_a_flash_by_its_details(four_eyes, make_article, editor_ru, chief):
    article = make_article(by=editor_ru, lead_ru="Вода")
    workflow.publish(article, "ru", by=chief)
    article.kind = "flash"
    workflow.save(article, by=editor_ru)

    with pytest.raises(PermissionDenied):
        workflow.publish_facts(article, by=editor_ru)

    assert Edition.objects.get().kind == "news"


def test_flash_becomes_news_by_its_details_once_another_approved_it(
    four_eyes, make_article, editor_ru, chief
):
    article = make_article(by=editor_ru, kind="flash")
    workflow.publish(article, "ru", by=editor_ru)
    article.kind = "news"
    workflow.save(article, by=editor_ru)
    workflow.submit(article, "ru", by=editor_ru)
    workflow.approve(article, "ru", by=chief)

    workflow.publish_facts(article, by=editor_ru)

    assert Edition.objects.get().kind == "news"


def test_other_details_of_ones_own_story_do_not_wait(four_eyes, make_article, make_tag, editor_ru):
    article = make_article(by=editor_ru, kind="flash")
    workflow.publish(article, "ru", by=editor_ru)
    tag = make_tag(ru="Севан")
    workflow.save(article, by=editor_ru, tags=[tag.pk])

    workflow.publish_facts(article, by=editor_ru)

    assert list(Edition.objects.get().tags.all()) == [tag]
