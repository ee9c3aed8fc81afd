"""The Bot API over HTTP: what went well, what may be tried again, what is refused."""

import json
import socket
import traceback

import pytest

from articles.distribution.telegram.bot import Bot, Fault, Refused, TryLater, Unclear
from tests.articles.distribution.telegram.stand_in import (
    BROKEN,
    GATEWAY,
    KICKED,
    NO_CHAT,
    TOKEN,
    TOO_MANY,
    refusal,
)


@pytest.fixture
def bot(api):
    return Bot(api.url, TOKEN, "@news")


def test_message_is_sent_as_html(bot, api):
    number = bot.send_message("<b>Озеро</b>")

    assert number == 101
    fields = {"chat_id": "@news", "parse_mode": "HTML", "text": "<b>Озеро</b>"}
    assert api.requests == [("sendMessage", fields)]


def test_picture_is_sent_with_its_bytes(bot, api):
    number = bot.send_photo(b"\xff\xd8\r\n--jpeg", "Подпись")

    assert api.messages[number] == {"text": "Подпись", "photo": b"\xff\xd8\r\n--jpeg"}


def test_message_is_edited_and_deleted(bot, api):
    number = bot.send_message("один")

    bot.edit_text(number, "два")

    assert api.messages[number]["text"] == "два"
    bot.delete(number)
    assert api.messages == {}


def test_picture_of_a_message_is_changed(bot, api):
    number = bot.send_photo(b"one", "один")

    bot.edit_photo(number, b"two", "два")

    assert api.messages[number] == {"text": "два", "photo": b"two"}


def test_edit_that_changes_nothing_is_done(bot, api):
    number = bot.send_message("один")

    bot.edit_text(number, "один")

    assert api.methods == ["sendMessage", "editMessageText"]


def test_deleting_what_is_not_there_is_done(bot, api):
    bot.delete(404)

    assert api.methods == ["deleteMessage"]


@pytest.mark.parametrize("answer, seconds", [(TOO_MANY, 35), (BROKEN, None)])
def test_passing_fault_says_when_to_try_again(bot, api, answer, seconds):
    api.faults = [answer]

    with pytest.raises(TryLater) as caught:
        bot.send_message("x")

    assert caught.value.seconds == seconds


@pytest.mark.parametrize("asked, seconds", [(0, 1), (10**9, 21600), ("soon", 1), (None, 1)])
def test_wait_that_makes_no_sense_is_bounded(bot, api, asked, seconds):
    api.faults = [refusal(429, "Too Many Requests", retry_after=asked)]

    with pytest.raises(TryLater) as caught:
        bot.send_message("x")

    assert caught.value.seconds == seconds


@pytest.mark.parametrize("answer, code", [(KICKED, 403), (NO_CHAT, 400)])
def test_refusal_keeps_its_code_and_words(bot, api, answer, code):
    api.faults = [answer]

    with pytest.raises(Refused) as caught:
        bot.send_message("x")

    assert (caught.value.code, str(caught.value)) == (code, answer[1]["description"])


@pytest.mark.parametrize("fault", ["silence", "cut", GATEWAY])
def test_no_answer_of_telegrams_own_leaves_it_open(bot, api, hasty, fault):
    api.faults = [fault]

    with pytest.raises(Unclear):
        bot.send_message("x")


@pytest.mark.parametrize("answer", [{"ok": True}, {"ok": True, "result": {"message_id": "a"}}, []])
def test_answer_without_a_number_leaves_it_open(bot, api, answer):
    api.faults = [(200, answer)]

    with pytest.raises(Unclear):
        bot.send_message("x")


def test_server_that_is_not_there_is_tried_later():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"

    with pytest.raises(TryLater):
        Bot(url, TOKEN, "@news").send_message("x")


@pytest.mark.parametrize(
    "fault",
    [TOO_MANY, KICKED, "silence", GATEWAY, (302, {}), refusal(400, f"Bad Request: /bot{TOKEN}/x")],
)
def test_token_stands_in_no_exception(bot, api, hasty, caplog, fault):
    api.faults = [fault]

    with pytest.raises(Fault) as caught:
        bot.send_message("x")

    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    kept = [line for line in shown.format() if "tests/" not in line]
    assert TOKEN not in "".join(kept) + str(caught.value) + repr(bot) + caplog.text


def test_redirect_is_not_followed(bot, api):
    api.faults = [(302, {"ok": False, "error_code": 302, "description": "Found"})]

    with pytest.raises(Refused):
        bot.send_message("x")

    assert len(api.requests) == 1
    assert json.dumps(api.requests[0][1])
