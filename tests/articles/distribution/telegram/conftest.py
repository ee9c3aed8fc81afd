"""A stand-in for Telegram, channels that write to it, and a worker."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult, get_date_max

from articles import images
from articles.distribution.telegram import bot
from articles.distribution.telegram.seal import seal
from articles.models import Edition, TelegramChannel, TelegramPost
from tests.articles.distribution.telegram.stand_in import TOKEN, StandIn
from tests.conftest import a_picture


@pytest.fixture
def api(settings):
    stand_in = StandIn()
    settings.TELEGRAM_API = stand_in.url
    settings.SITE_URL = "https://news.example"
    yield stand_in
    stand_in.close()


@pytest.fixture
def hasty(monkeypatch):
    """Wait for an answer no longer than a test may last."""
    monkeypatch.setattr(bot, "SECONDS", 0.2)


@pytest.fixture
def make_channel(db):
    def make(language="ru", **fields):
        fields = {"chat": f"@news_{language}", "sealed_token": seal(TOKEN)} | fields
        return TelegramChannel.objects.create(language=language, **fields)

    return make


@pytest.fixture
def channel(api, make_channel):
    return make_channel()


@pytest.fixture
def story(channel, make_edition):
    """Publish a story a minute ago; nobody has posted it yet."""
    return make_edition("ru", slug_ru="ozero", title_ru="Озеро", lead_ru="Вода пришла.")


@pytest.fixture
def cover(photo):
    return images.store("lake.jpg", a_picture(), by=photo)


@pytest.fixture
def work(db):
    """Do what the worker would do now, or after some time has passed: `work(minutes=5)`."""

    def run(**passed):
        if passed:
            set_back(timedelta(**passed))
        while (
            due := waiting().filter(run_after__lte=now()).first() or waiting(at_once=True).first()
        ):
            task, arguments = due.task, due.args_kwargs
            due.delete()
            task.call(*arguments["args"], **arguments["kwargs"])

    return run


def waiting(at_once: bool = False):
    rows = DBTaskResult.objects.filter(task_path__startswith="articles.distribution.telegram")
    return rows.filter(run_after=get_date_max()) if at_once else rows


def set_back(passed: timedelta) -> None:
    """Let time pass by moving every moment that counts back."""
    for rows, names in (
        (waiting().exclude(run_after=get_date_max()), ["run_after"]),
        (TelegramPost.objects.all(), ["not_before", "created_at"]),
        (TelegramChannel.objects.all(), ["quiet_until"]),
        (Edition.objects.all(), ["published_at", "expires_at"]),
    ):
        rows.update(**{name: F(name) - passed for name in names})


@pytest.fixture
def post_of():
    def find(edition):
        return TelegramPost.objects.get(edition=edition)

    return find
