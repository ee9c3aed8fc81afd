"""Notices to the staff's chat."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from articles import workflow
from articles.editorial import notes
from tests.articles.distribution.telegram.stand_in import BROKEN, KICKED


@pytest.fixture
def chat(api, make_channel):
    return make_channel("en", chat="-1001", is_staff=True)


@pytest.fixture
def submitted(chat, make_article, reporter):
    article = make_article(by=reporter, title_ru="Озеро & берег")
    workflow.submit(article, "ru", by=reporter)
    return article


def test_staff_are_told_what_waits_for_review(submitted, api, work):
    work()

    link = f"https://news.example/admin/articles/article/{submitted.pk}/change/"
    text = f"<b>Waiting for review: RU</b>\nОзеро &amp; берег\n{link}"
    assert api.requests == [
        ("sendMessage", {"chat_id": "-1001", "parse_mode": "HTML", "text": text})
    ]


def test_staff_are_not_told_of_what_was_taken_meanwhile(submitted, api, chief, work):
    workflow.approve(submitted, "ru", by=chief)

    work()

    assert api.requests == []


def test_notice_is_tried_again(submitted, api, work):
    api.faults = [BROKEN]

    work()
    work(seconds=31)
    work(hours=1)

    assert api.methods == ["sendMessage"] * 2


def test_notice_that_is_refused_is_seen_beside_the_channel(submitted, api, chat, work):
    api.faults = [KICKED]

    work()
    work(hours=1)

    chat.refresh_from_db()
    assert len(api.requests) == 1
    assert (chat.problem, chat.answer) == ("chat", KICKED[1]["description"])


def test_staff_are_told_that_a_scheduled_story_came_late(
    chat, api, make_channel, make_edition, work
):
    make_channel("ru")
    make_edition("ru", at=now() + timedelta(hours=1))

    work(minutes=80)

    assert [fields["chat_id"] for _method, fields in api.requests] == ["@news_ru", "-1001"]
    assert "late" in api.requests[1][1]["text"]


def test_staff_hear_nothing_of_a_story_in_time(chat, api, make_channel, make_edition, work):
    make_channel("ru")
    make_edition("ru", at=now() + timedelta(hours=1))

    work(minutes=61)

    assert len(api.requests) == 1


def test_staff_get_no_stories(chat, api, make_edition, work):
    make_edition("en")

    work()

    assert api.requests == []


def test_staff_are_told_to_whom_a_note_is_and_not_what_it_says(
    chat, api, work, make_article, reporter, chief
):
    article = make_article(title_ru="Озеро")
    notes.write(article, by=reporter, text="@chief тайна")

    work()

    link = f"https://news.example/admin/articles/article/{article.pk}/change/#notes"
    text = f"<b>New note for chief</b>\nОзеро\n{link}"
    assert api.requests == [
        ("sendMessage", {"chat_id": "-1001", "parse_mode": "HTML", "text": text})
    ]


def test_staff_are_not_told_of_a_note_that_was_read_or_names_nobody(
    chat, api, work, make_article, reporter, chief
):
    article = make_article()
    notes.put_away(notes.write(article, by=reporter, text="@chief"), by=chief)
    notes.write(article, by=reporter, text="Для всех")

    work()

    assert api.requests == []
