"""Posting by the worker itself, and by two at a time."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import TelegramPost
from articles.telegram import tasks

pytestmark = pytest.mark.django_db(transaction=True)


def test_worker_posts_a_story(channel, api, make_edition):
    edition = make_edition("ru")

    call_command("worker", batch=True, startup_delay=False, interval=0)

    assert api.methods == ["sendMessage"]
    assert TelegramPost.objects.get().edition == edition


# The tests' SQLite lies in memory and refuses a second writer instead of having it wait.
@pytest.mark.only_on("postgresql")
def test_two_workers_at_once_post_once(channel, api, make_edition):
    make_edition("ru")
    number = TelegramPost.objects.get().pk

    def look():
        tasks.tell.call(number)
        connection.close()

    threads = [threading.Thread(target=look) for _worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert api.methods == ["sendMessage"]
    assert len(api.messages) == 1
