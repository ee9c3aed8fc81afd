"""Posting by the worker itself, and by two at a time."""

import os
import threading

import pytest
from django.core.management import call_command
from django.db import connection

from articles.distribution.telegram import tasks
from articles.models import TelegramPost

pytestmark = pytest.mark.django_db(transaction=True)


def test_worker_posts_a_story_and_lets_readers_go_first(channel, api, make_edition, monkeypatch):
    edition, given = make_edition("ru"), []
    monkeypatch.setattr(os, "nice", given.append)  # else all tests that follow would wait

    call_command("worker", batch=True, startup_delay=False, interval=0)

    assert given == [15]
    assert api.methods == ["sendMessage"]
    assert TelegramPost.objects.get().edition == edition


# The tests' SQLite lies in memory and refuses a second writer instead of having it wait.
@pytest.mark.only_on("postgresql")
def test_two_workers_at_once_post_once(channel, api, make_edition):
    make_edition("ru")
    number = TelegramPost.objects.get().pk

    def look():
        tasks.deliver.call(number)
        connection.close()

    threads = [threading.Thread(target=look) for _worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert api.methods == ["sendMessage"]
    assert len(api.messages) == 1
