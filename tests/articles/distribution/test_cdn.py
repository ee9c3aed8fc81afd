"""What a CDN is told of changes, and when."""

import hashlib
import hmac
import json
import threading
from datetime import timedelta

import pytest
from django.utils.timezone import now

from articles.distribution import cdn as purging
from articles.distribution.cdn import ECHO, PAUSES, SPACING, Purger
from articles.distribution.http_post import Answer
from tests.newsroom.cache.cached_site import Hearing
from tests.stand_in import StandIn


class Newsroom:
    """A purger with clocks that a test sets; `told` are the seconds at which the CDN was told."""

    def __init__(self):
        self.clock, self.at, self.told, self.statuses = Hearing(), 0.0, [], []
        self.moment = None
        self.purger = Purger(
            self.clock, send=self.send, moment=lambda: self.moment, steady=lambda: self.at
        )

    def send(self):
        self.told.append(round(self.at, 1))
        return Answer(self.statuses.pop(0) if self.statuses else 200, "")

    def run(self, seconds):
        until = self.at + seconds
        while self.at < until:
            self.purger.step()
            self.at = round(self.at + 0.1, 1)


@pytest.fixture
def newsroom():
    """One that has told already what it tells at its start."""
    one = Newsroom()
    one.run(10)
    assert one.told == [0, ECHO]
    one.told.clear()
    return one


def test_nothing_is_told_while_nothing_changes(newsroom):
    newsroom.run(60)

    assert newsroom.told == []


def test_change_is_told_at_once_and_once_more(newsroom):
    newsroom.clock.last += 1
    newsroom.run(60)

    assert newsroom.told == [10, 10 + ECHO]


def test_many_changes_are_told_once_a_second(newsroom):
    for _ in range(30):
        newsroom.clock.last += 1
        newsroom.run(0.1)
    newsroom.run(60)

    assert newsroom.told[:3] == [10, 10 + SPACING, 10 + 2 * SPACING]
    assert len(newsroom.told) == 5
    assert newsroom.told[-1] == pytest.approx(12.9 + ECHO, abs=0.2)


def test_failure_is_repeated_until_it_is_taken(newsroom):
    newsroom.statuses = [500, 0, 503]
    newsroom.clock.last += 1
    newsroom.run(60)

    tries = [10, 10 + PAUSES[0], 10 + sum(PAUSES[:2]), 10 + sum(PAUSES[:3])]
    assert newsroom.told[:4] == tries
    assert len(newsroom.told) == 5  # and the echo


def test_moment_that_comes_is_told(newsroom, monkeypatch):
    newsroom.moment = now() + timedelta(minutes=1)
    newsroom.clock.last += 1
    newsroom.run(5)
    newsroom.told.clear()
    monkeypatch.setattr(purging, "now", lambda: now() + timedelta(minutes=1))
    newsroom.moment = None

    newsroom.run(5)

    assert newsroom.told == [15, 15 + ECHO]


def test_database_that_is_away_says_nothing_and_all_when_it_is_back(newsroom):
    newsroom.clock.lose(away=True)
    newsroom.run(5)
    assert newsroom.told == []

    newsroom.clock.hear_again()
    newsroom.run(5)

    assert newsroom.told == [15, 15 + ECHO]


@pytest.fixture
def cdn(settings):
    one = StandIn()
    settings.PURGE_URL, settings.PURGE_SECRET = f"{one.url}/purge", "only the CDN knows it"
    settings.SITE_URL = "https://news.example"
    yield one
    one.close()


def test_cdn_is_told_the_key_of_pages_signed(cdn):
    assert purging.send().is_good

    ((path, body),) = cdn.requests
    (headers,) = cdn.told
    said = hmac.new(
        b"only the CDN knows it", f"{headers['X-Newsroom-Time']}.".encode() + body, hashlib.sha256
    )
    assert path == "/purge"
    assert json.loads(body) == {"site": "https://news.example", "keys": ["pages"]}
    assert headers["X-Newsroom-Signature"] == f"sha256={said.hexdigest()}"


@pytest.mark.parametrize("answer, is_good", [(204, True), (302, False), (500, False)])
def test_cdn_that_leads_elsewhere_or_fails_was_not_told(cdn, answer, is_good):
    cdn.answers = [answer]
    cdn.headers = {"Location": f"{cdn.url}/elsewhere"}

    assert purging.send().is_good is is_good
    assert [path for path, _body in cdn.requests] == ["/purge"]


def test_cdn_that_is_not_there_was_not_told(cdn):
    cdn.close()

    assert purging.send().is_good is False


def test_thread_tells_and_outlives_what_fails(cdn, django_db_blocker):
    failing, ended = [True], threading.Event()

    def moment():
        if failing:
            failing.pop()
            raise OSError("no database")

    purger = Purger(Hearing(), moment=moment)
    thread = threading.Thread(target=purging.run, args=(purger, ended))
    with django_db_blocker.unblock():
        thread.start()
        while not cdn.requests:
            ended.wait(0.01)
        ended.set()
        thread.join()

    assert failing == []
