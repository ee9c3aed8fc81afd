"""Posts through their life: published, changed, withdrawn, at a time."""

from datetime import timedelta
from io import BytesIO

import PIL.Image
import pytest
from django.utils.timezone import localdate, now

from articles import images, workflow
from articles.distribution import telegram
from articles.models import Image
from tests.articles.distribution.telegram.editing import leave, rewrite
from tests.articles.distribution.telegram.stand_in import BAD_PICTURE
from tests.conftest import a_picture

LINK = "https://news.example/ru/post/ozero/"


def test_story_is_posted_by_the_worker_and_not_before(story, api, work, post_of):
    assert api.requests == []

    work()

    text = f"<b>Озеро</b>\n\nВода пришла.\n\n{LINK}"
    assert api.messages == {101: {"text": text, "photo": None}}
    assert (post_of(story).state, post_of(story).message_id) == ("sent", 101)


def test_story_with_a_cover_is_posted_with_it(channel, api, make_edition, cover, work):
    make_edition("ru", cover=cover)

    work()

    assert api.messages[101]["photo"].startswith(b"\xff\xd8")


def test_picture_that_telegram_refuses_leaves_the_text(channel, api, make_edition, cover, work):
    api.faults = [BAD_PICTURE]
    make_edition("ru", cover=cover)

    work()

    assert api.methods == ["sendPhoto", "sendMessage"]
    assert len(api.messages) == 1


def test_story_is_posted_to_the_channels_of_its_language_alone(
    api, make_channel, make_edition, work
):
    for language in ("ru", "hy"):
        make_channel(language)
    make_channel("hy", chat="-1001", is_staff=True)
    make_channel("hy", chat="@old_news", is_active=False)

    make_edition("hy")
    work()

    assert [fields["chat_id"] for _method, fields in api.requests] == ["@news_hy"]


def test_words_of_the_editor_are_posted(channel, api, make_article, chief, work):
    article = make_article(slug_ru="ozero")
    leave(article, text="Мои слова\nи ещё")

    workflow.publish(article, "ru", by=chief)
    work()

    assert api.messages[101]["text"] == f"<b>Мои слова</b>\n\nи ещё\n\n{LINK}"


@pytest.mark.parametrize(
    "kind, choice, is_posted",
    [
        ("news", None, True),
        ("opinion", None, False),
        ("news", False, False),
        ("opinion", True, True),
    ],
)
def test_kind_decides_unless_the_editor_does(
    api, make_channel, make_article, chief, work, kind, choice, is_posted
):
    make_channel(kinds=["news"])
    article = make_article(kind=kind)
    leave(article, is_wanted=choice)

    workflow.publish(article, "ru", by=chief)
    work()

    assert bool(api.messages) is is_posted


def test_old_story_is_no_news_to_a_channel(channel, api, make_edition, chief, work):
    edition = make_edition("ru", hours_ago=30)
    rewrite(edition, chief, title_ru="Озеро с запятой")

    work()

    assert api.requests == []


def test_old_story_is_posted_when_the_editor_says_so(channel, api, make_edition, chief, work):
    edition = make_edition("ru", hours_ago=30)
    leave(edition.article, is_wanted=True)
    rewrite(edition, chief, title_ru="Озеро с запятой")

    work()

    assert len(api.messages) == 1


@pytest.mark.parametrize("change", ["update", "typo", "correction"])
def test_changed_title_edits_the_post(story, api, chief, work, change):
    work()

    rewrite(story, chief, change, title_ru="Озеро & берег")
    work()

    assert api.messages[101]["text"] == f"<b>Озеро &amp; берег</b>\n\nВода пришла.\n\n{LINK}"
    assert api.methods == ["sendMessage", "editMessageText"]


def test_correction_edits_the_post(story, api, chief, work):
    work()
    story.article.refresh_from_db()
    story.article.lead_ru = "Вода ушла."
    workflow.save(story.article, by=chief)

    workflow.correct(story, kind="correction", text="Было наоборот.", by=chief)
    work()

    assert "Вода ушла." in api.messages[101]["text"]


def test_change_that_the_post_does_not_show_edits_nothing(story, api, chief, work):
    work()

    rewrite(story, chief, body_ru="<p>Новый текст</p>")
    work()

    assert api.methods == ["sendMessage"]


def test_another_cover_changes_the_picture(channel, api, make_edition, photo, cover, chief, work):
    edition = make_edition("ru", cover=cover)
    work()
    first = api.messages[101]["photo"]

    rewrite(edition, chief, cover=images.store("b.jpg", a_picture("blue"), by=photo))
    work()

    assert api.methods == ["sendPhoto", "editMessageMedia"]
    assert api.messages[101]["photo"] != first


@pytest.mark.parametrize(
    "fields", [{"is_graphic": True}, {"usable_until": localdate() - timedelta(days=1)}]
)
def test_picture_that_may_not_be_shown_is_never_posted(
    fields, channel, api, make_edition, cover, work
):
    Image.objects.filter(pk=cover.pk).update(**fields)

    make_edition("ru", cover=Image.objects.get())
    work()

    assert api.methods == ["sendMessage"]


def test_card_takes_the_place_of_a_picture_that_may_not_be_shown_any_more(
    channel, api, make_edition, cover, work, post_of
):
    edition = make_edition("ru", cover=cover)
    work()
    first = api.messages[101]["photo"]
    Image.objects.update(usable_until=localdate() - timedelta(days=1))

    telegram.have_looked_at(post_of(edition))
    work()

    assert api.methods == ["sendPhoto", "editMessageMedia"]
    assert api.messages[101]["photo"] != first
    assert PIL.Image.open(BytesIO(api.messages[101]["photo"])).size == (1200, 630)
    telegram.have_looked_at(post_of(edition))
    work()
    assert len(api.methods) == 2


def test_withdrawn_story_is_deleted(story, api, chief, work, post_of):
    work()

    workflow.withdraw(story, reason="Ошибка", by=chief)
    work()

    assert api.messages == {}
    assert post_of(story).state == "removed"


def test_story_withdrawn_before_the_worker_came_is_never_posted(story, api, chief, work):
    workflow.withdraw(story, reason="Ошибка", by=chief)

    work()

    assert api.requests == []


def test_post_too_old_to_be_deleted_says_that_the_story_was_withdrawn(
    story, api, chief, work, post_of
):
    work()
    api.too_old = True

    workflow.withdraw(story, reason="Ошибка", by=chief)
    work()

    assert api.methods == ["sendMessage", "deleteMessage", "editMessageText"]
    assert "Озеро" not in api.messages[101]["text"]
    assert (post_of(story).state, post_of(story).problem) == ("replaced", "stays")


def test_restored_story_takes_its_place_again(story, api, chief, work):
    work()
    api.too_old = True
    workflow.withdraw(story, reason="Ошибка", by=chief)
    work()

    workflow.restore(story, by=chief)
    work()

    assert api.messages[101]["text"].startswith("<b>Озеро</b>")
    assert len(api.messages) == 1


def test_story_ends_in_the_channel_when_it_ends_on_the_site(channel, api, make_edition, work):
    make_edition("ru", until=now() + timedelta(hours=1))
    work()
    assert len(api.messages) == 1

    work(minutes=59)
    assert len(api.messages) == 1

    work(minutes=2)
    assert api.messages == {}


# At a time


def test_scheduled_story_is_posted_when_its_moment_has_come(channel, api, make_edition, work):
    make_edition("ru", at=now() + timedelta(hours=2))
    work()
    work(minutes=119)
    assert api.requests == []

    work(minutes=2)

    assert len(api.messages) == 1


def test_story_taken_off_the_schedule_is_never_posted(channel, api, make_edition, chief, work):
    edition = make_edition("ru", at=now() + timedelta(hours=2))

    workflow.unschedule(edition, by=chief)
    work(hours=3)

    assert api.requests == []


def test_story_put_off_is_posted_at_its_new_moment_alone(channel, api, make_edition, chief, work):
    edition = make_edition("ru", at=now() + timedelta(hours=2))
    workflow.publish(edition.article, "ru", by=chief, at=now() + timedelta(hours=5))

    work(hours=3)
    assert api.requests == []

    work(hours=3)
    assert len(api.messages) == 1


def test_scheduled_story_is_posted_once_with_the_words_that_were_taken(
    channel, api, make_edition, chief, work
):
    edition = make_edition("ru", title_ru="Прежний", at=now() + timedelta(hours=2))
    edition.article.title_ru = "Новый"
    workflow.save(edition.article, by=chief)
    workflow.schedule_changes(edition, by=chief)

    work(minutes=119)
    assert api.requests == []

    work(minutes=2)
    assert [one["text"].split("\n")[0] for one in api.messages.values()] == ["<b>Новый</b>"]


def test_scheduled_story_goes_unposted_when_the_editor_changes_his_mind(
    channel, api, make_edition, chief, work
):
    edition = make_edition("ru", at=now() + timedelta(hours=2))
    leave(edition.article, is_wanted=False)
    workflow.publish(edition.article, "ru", by=chief, at=now() + timedelta(hours=2))

    work(hours=3)

    assert api.requests == []


def test_publishing_asks_one_question_when_there_is_no_channel(
    make_edition, django_assert_num_queries
):
    edition = make_edition("ru")

    with django_assert_num_queries(1):
        telegram.after_publishing(edition)
