"""The bin: who puts a story in and takes it out, what is refused, what is left after 30 days."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from articles import workflow
from articles.editorial import notes
from articles.models import Article, AuditEntry, Edition, PreviewLink, SearchEntry, Version
from articles.workflow import preview_links
from articles.workflow.trash import KEPT, empty_bin


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def article(make_article, reporter, make_tag):
    return make_article(
        title_ru="Озеро", body_ru="<p>Слова</p>", by=reporter, tags=[make_tag(ru="Севан")]
    )


def age(article, by=KEPT):
    """Let a story have lain in the bin for some time."""
    moment = timezone.now() - by - timedelta(minutes=1)
    Article.everything.filter(pk=article.pk).update(binned_at=moment)


@pytest.mark.parametrize(
    "role, allowed",
    [("reporter", True), ("other_reporter", False), ("translator", False), ("editor_hy", True),
     ("chief", True), ("photo", False), ("administrator", False)],
)  # fmt: skip
def test_role_decides_who_deletes_and_who_takes_out(role, allowed, request, article, chief):
    person = request.getfixturevalue(role)

    if allowed:
        workflow.put_into_bin(article, by=person)
        assert not Article.objects.exists()
        workflow.take_out_of_bin(article, by=person)
        assert Article.objects.get() == article
    else:
        with pytest.raises(PermissionDenied):
            workflow.put_into_bin(article, by=person)
        assert Article.objects.exists()
        workflow.put_into_bin(article, by=chief)
        with pytest.raises(PermissionDenied):
            workflow.take_out_of_bin(article, by=person)
        assert not Article.objects.exists()


def test_story_comes_back_with_everything(article, reporter, chief):
    notes.write(article, by=reporter, text="Смотри")
    _link, secret = workflow.share(article, by=reporter, name="x")
    before = (article.versions.count(), Article.objects.get().changed_at)

    workflow.put_into_bin(article, by=reporter)
    kept = Article.everything.get()
    assert (kept.binned_by, kept.binned_at is None) == (reporter, False)
    workflow.take_out_of_bin(article, by=chief)

    kept = Article.objects.get()
    assert (kept.versions.count(), kept.changed_at) == before
    assert kept.text("body", "ru") == "<p>Слова</p>"
    assert (kept.tags.count(), kept.notes.count()) == (1, 1)
    assert (kept.binned_at, kept.binned_by) == (None, None)
    assert preview_links.opened_by(secret) is not None
    actions = AuditEntry.objects.order_by("pk").values_list("action", "by__username")
    assert list(actions)[-2:] == [("bin", "reporter"), ("unbin", "chief")]


def test_preview_of_what_lies_in_the_bin_is_closed(article, chief):
    _link, secret = workflow.share(article, by=chief, name="x")
    assert preview_links.opened_by(secret) is not None

    workflow.put_into_bin(article, by=chief)

    assert preview_links.opened_by(secret) is None


def test_what_readers_see_cannot_be_deleted(make_edition, chief):
    edition = make_edition("ru")

    with pytest.raises(ValidationError) as refusal:
        workflow.put_into_bin(edition.article, by=chief)
    sentence = "The story is live. Withdraw it before deleting it."
    assert refusal.value.messages == [sentence]
    workflow.withdraw(edition, reason="Ошибка", by=chief)
    workflow.put_into_bin(edition.article, by=chief)

    assert not Article.objects.exists()


def test_what_goes_live_by_itself_cannot_be_deleted(make_article, chief):
    article = make_article(title_ru="Озеро")
    soon = timezone.now() + timedelta(hours=1)
    edition = workflow.publish(article, "ru", by=chief, at=soon)

    with pytest.raises(ValidationError):
        workflow.put_into_bin(article, by=chief)
    workflow.unschedule(edition, by=chief)
    workflow.put_into_bin(article, by=chief)

    assert not Article.objects.exists()


def test_nothing_happens_to_what_lies_in_the_bin(article, chief):
    workflow.put_into_bin(article, by=chief)

    for verb in (
        lambda: workflow.save(article, by=chief),
        lambda: workflow.publish(article, "ru", by=chief),
        lambda: workflow.share(article, by=chief, name="x"),
        lambda: workflow.put_into_bin(article, by=chief),
    ):
        with pytest.raises(ValidationError) as refusal:
            verb()
        assert refusal.value.messages == ["The story is in the bin."]


def test_bin_is_emptied_after_thirty_days_and_not_before(article, chief, make_article):
    young = make_article(title_ru="Молодой")
    for one in (article, young):
        workflow.put_into_bin(one, by=chief)
    age(article)
    age(young, KEPT - timedelta(hours=1))

    empty_bin.func()

    assert Article.everything.get(pk=young.pk).emptied_at is None
    gone = Article.everything.get(pk=article.pk)
    assert gone.emptied_at is not None
    assert (gone.text("title", "ru"), gone.text("body", "ru")) == ("Озеро", "")
    assert not Version.objects.filter(article=article).exists()
    assert not gone.tags.exists()
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.article_id, entry.by) == ("empty", article.pk, None)
    with pytest.raises(ValidationError):
        workflow.take_out_of_bin(article, by=chief)


def test_taken_out_and_deleted_again_a_story_has_thirty_days_again(article, chief):
    workflow.put_into_bin(article, by=chief)
    workflow.take_out_of_bin(article, by=chief)
    workflow.put_into_bin(article, by=chief)

    empty_bin.func()

    assert Article.everything.get().emptied_at is None


def test_withdrawn_address_goes_on_answering_410(client, make_edition, chief):
    edition = make_edition("ru", body_ru="<p>Тайна</p>", lead_ru="Тайный лид")
    address = edition.get_absolute_url()
    workflow.withdraw(edition, reason="Ошибка в цифрах", by=chief)
    workflow.put_into_bin(edition.article, by=chief)
    assert client.get(address).status_code == 410
    age(edition.article)

    empty_bin.func()

    answer = client.get(address)
    assert answer.status_code == 410
    assert "Ошибка в цифрах" in answer.content.decode()
    kept = Edition.objects.get()
    assert (kept.body, kept.lead) == ("", "")
    assert not SearchEntry.objects.exists()


def test_worker_is_told_when_to_look(article, chief):
    from django_tasks_db.models import DBTaskResult

    workflow.put_into_bin(article, by=chief)

    task = DBTaskResult.objects.get(task_path="articles.workflow.trash.empty_bin")
    assert task.run_after == Article.everything.get().binned_at + KEPT


def test_links_go_with_the_story(article, chief):
    workflow.share(article, by=chief, name="x")
    workflow.put_into_bin(article, by=chief)
    age(article)

    empty_bin.func()

    assert not PreviewLink.objects.exists()
