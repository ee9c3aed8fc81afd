"""What goes wrong while a post is sent: never twice, and tried again only where that is safe."""

import pytest

from articles import workflow
from articles.distribution import telegram
from articles.distribution.telegram import tasks
from articles.distribution.telegram.seal import seal
from articles.models import TelegramPost
from tests.articles.distribution.telegram.editing import rewrite
from tests.articles.distribution.telegram.stand_in import BROKEN, GATEWAY, KICKED, NO_CHAT, TOO_MANY

# Never twice


def test_two_tasks_post_once(story, api, work):
    tasks.enqueue(TelegramPost.objects.get().pk)

    work()

    assert api.methods == ["sendMessage"]


def test_post_that_another_process_is_sending_is_left_alone(story, api, work):
    tasks.claim(TelegramPost.objects.get().pk)

    work()

    assert api.requests == []


def test_process_that_dies_while_sending_leaves_a_question_and_no_second_post(
    story, api, work, post_of
):
    tasks.claim(TelegramPost.objects.get().pk)

    work(minutes=4)

    assert api.requests == []
    assert (post_of(story).state, post_of(story).problem) == ("unclear", "unclear")


def test_process_that_dies_while_editing_is_followed_by_another(story, api, chief, work):
    work()
    rewrite(story, chief, title_ru="Берег")
    tasks.claim(TelegramPost.objects.get().pk)

    work(minutes=4)

    assert api.messages[101]["text"].startswith("<b>Берег</b>")


@pytest.mark.parametrize("fault", ["silence", "cut", GATEWAY])
def test_post_without_an_answer_is_not_sent_again(story, api, hasty, work, post_of, fault):
    api.faults = [fault]

    work()
    work(hours=1)

    assert api.methods == ["sendMessage"]
    assert post_of(story).state == "unclear"
    assert post_of(story).is_given_up


def test_edit_without_an_answer_is_sent_again(story, api, hasty, chief, work):
    work()
    rewrite(story, chief, title_ru="Берег")
    api.faults = ["silence"]

    work()
    work(minutes=1)

    assert api.methods == ["sendMessage", "editMessageText", "editMessageText"]


def test_post_deleted_by_hand_does_not_come_back(story, api, chief, work, post_of):
    work()
    api.messages.clear()

    rewrite(story, chief, title_ru="Берег")
    work()
    rewrite(story, chief, title_ru="Другой берег")
    work()

    assert api.methods == ["sendMessage", "editMessageText"]
    assert (post_of(story).state, post_of(story).problem) == ("gone", "gone")


# Trying again


def test_passing_fault_is_tried_again_with_growing_pauses(story, api, work, post_of):
    api.faults = [BROKEN, BROKEN]

    work()
    assert (post_of(story).attempts, post_of(story).problem) == (1, "away")
    work(seconds=29)
    assert len(api.requests) == 1
    work(seconds=2)
    assert len(api.requests) == 2
    work(seconds=58)
    assert len(api.requests) == 2
    work(seconds=3)

    assert api.methods == ["sendMessage"] * 3
    assert (post_of(story).state, post_of(story).attempts, post_of(story).problem) == (
        "sent",
        0,
        "",
    )


def test_wait_that_telegram_asks_for_holds_for_the_whole_channel(story, api, make_edition, work):
    api.faults = [TOO_MANY]
    work()
    make_edition("ru", title_ru="Другое")

    work(seconds=33)
    assert len(api.requests) == 1

    work(seconds=4)
    assert len(api.messages) == 2


def test_a_day_without_telegram_ends_in_giving_up(story, api, work, post_of):
    api.faults = [BROKEN] * 200

    for _hour in range(30):
        for _quarter in range(4):
            work(minutes=16)

    assert len(api.requests) == tasks.TRIES
    assert (post_of(story).is_given_up, post_of(story).state) == (True, "waiting")


@pytest.mark.parametrize("fault, problem", [(KICKED, "chat"), (NO_CHAT, "chat")])
def test_refusal_is_not_tried_again_and_seen(story, api, channel, work, post_of, fault, problem):
    api.faults = [fault]

    work()
    work(hours=1)

    assert len(api.requests) == 1
    post = post_of(story)
    assert (post.is_given_up, post.problem) == (True, problem)
    assert post.answer == fault[1]["description"]
    channel.refresh_from_db()
    assert channel.problem == problem


def test_wrong_token_is_named(story, api, channel, work, post_of):
    channel.sealed_token = seal("1:" + "x" * 30)
    channel.save()

    work()

    assert (post_of(story).problem, post_of(story).answer) == ("token", "Unauthorized")


def test_token_under_another_key_is_named(story, api, settings, work, post_of):
    settings.SECRET_KEY = "another key of forty characters or more.."

    work()

    assert api.requests == []
    assert post_of(story).problem == "sealed"


def test_what_was_given_up_is_tried_again_when_asked(story, api, work, post_of):
    api.faults = [KICKED]
    work()

    telegram.try_again(post_of(story))
    work()

    assert (post_of(story).state, post_of(story).problem) == ("sent", "")


def test_channel_out_of_use_is_not_written_to(story, api, channel, work):
    channel.is_active = False
    channel.save()

    work()

    assert api.requests == []


def test_telegram_that_hangs_is_left_alone_for_a_while(
    story, api, hasty, make_edition, work, post_of
):
    api.faults = ["silence"]
    other = make_edition("ru", title_ru="Другое")

    work()
    assert len(api.requests) == 1

    work(seconds=31)
    assert post_of(other).state == "sent"


def test_withdrawal_does_not_wait_for_a_long_pause(story, api, chief, work):
    work()
    api.faults = [BROKEN] * 6
    rewrite(story, chief, title_ru="Берег")
    for _try in range(6):
        work(minutes=16)

    workflow.withdraw(story, reason="Ошибка", by=chief)
    work(seconds=31)

    assert api.messages == {}


def test_text_changed_while_the_post_is_being_sent_is_edited_after(story, api, chief, work):
    post, step = tasks.claim(TelegramPost.objects.get().pk)
    rewrite(story, chief, title_ru="Берег")

    tasks.record_done(post, step, tasks.carry_out(post, step))
    work()

    assert api.methods == ["sendMessage", "editMessageText"]
    assert api.messages[101]["text"].startswith("<b>Берег</b>")
