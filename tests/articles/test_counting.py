"""Views: whom they count, how often, and that none is lost."""

import os
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.utils.timezone import now

from articles import counting
from articles.models import RecentView, Views
from newsroom.settings import BASE_DIR

PERSON = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
ROBOTS = [
    "",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
    "facebookexternalhit/1.1",
    "TelegramBot (like TwitterBot)",
    "curl/8.5.0",
    "python-requests/2.32",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0)",
    "WhatsApp/2.23",
    "Feedly/1.0",
]
PEOPLE = [
    PERSON,
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 14; CUBOT P80) AppleWebKit/537.36 Chrome/140 Mobile",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 YaBrowser/25.8 Safari/537.36",
    "Lynx/2.9.0",
]


def request_of(device: str = PERSON, **headers):
    return RequestFactory(headers={"User-Agent": device}).post("/views/1/", headers=headers)


@pytest.mark.parametrize("device", ROBOTS)
def test_robot_is_no_reader(device):
    assert not counting.is_reader(request_of(device))


@pytest.mark.parametrize("device", PEOPLE)
def test_person_is_a_reader(device):
    assert counting.is_reader(request_of(device))


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Purpose": "preview"},
        {"X-Moz": "prefetch"},
    ],
)
def test_page_loaded_in_advance_is_not_read(headers):
    assert not counting.is_reader(request_of(**headers))


def test_reader_is_a_hash_of_address_and_device_that_changes_daily(monkeypatch):
    today = counting.reader_of(request_of())
    monkeypatch.setattr(counting, "localdate", lambda: now().date() + timedelta(days=2))

    assert len(today) == 64
    assert counting.reader_of(request_of("Lynx")) != counting.reader_of(request_of())
    assert counting.reader_of(request_of()) != today


def test_reader_counts_once_in_half_an_hour(make_edition):
    edition = make_edition("ru")

    for reader in ("a", "a", "b", "a"):
        counting.count(edition.pk, reader)

    assert counting.count(edition.pk, None) == 2


def test_reader_counts_again_after_half_an_hour(make_edition):
    edition = make_edition("ru")
    counting.count(edition.pk, "a")
    RecentView.objects.update(at=now() - timedelta(minutes=31))

    counting.count(edition.pk, "a")
    counting.count(edition.pk, "a")

    assert counting.count(edition.pk, None) == 2


def test_views_are_kept_by_the_hour(make_edition):
    edition = make_edition("ru")
    hour = now().replace(minute=0, second=0, microsecond=0)
    Views.objects.create(edition=edition, hour=hour - timedelta(hours=1), count=5)

    counting.count(edition.pk, "a")
    counting.count(edition.pk, "b")

    rows = Views.objects.order_by("hour").values_list("hour", "count")
    assert list(rows) == [(hour - timedelta(hours=1), 5), (hour, 2)]


def test_sweep_forgets_readers_of_more_than_half_an_hour_ago(make_edition):
    edition = make_edition("ru")
    for reader, minutes in (("old", 31), ("new", 29)):
        at = now() - timedelta(minutes=minutes)
        RecentView.objects.create(edition=edition, reader=reader, at=at)

    counting.sweep(now())

    assert [row.reader for row in RecentView.objects.all()] == ["new"]


# SQLite's database of the tests lies in memory, where threads do not wait for each other.
@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("readers, views", [(["same"] * 8, 1), ([str(n) for n in range(8)], 8)])
def test_many_at_once_are_counted_right(make_edition, readers, views):
    edition = make_edition("ru")
    together = threading.Barrier(len(readers))

    def read(reader):
        together.wait()
        counting.count(edition.pk, reader)
        connection.close()

    threads = [threading.Thread(target=read, args=(reader,)) for reader in readers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert counting.count(edition.pk, None) == views


def test_view_is_one_statement_where_a_statement_can_write_twice(
    make_edition, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(counting, "SWEEP_EVERY", 10**9)
    edition = make_edition("ru")
    counting.count(edition.pk, "somebody")
    # SQLite: BEGIN, the reader, the hour, the total, COMMIT.
    queries = 1 if connection.vendor == "postgresql" else 5

    with django_assert_num_queries(queries):
        counted = counting.count(edition.pk, "somebody else")

    assert counted == 2


def test_nobody_is_counted_without_a_reader(make_edition):
    edition = make_edition("ru")
    counting.count(edition.pk, "somebody")

    assert counting.count(edition.pk, None) == 1
    assert RecentView.objects.count() == 1


COUNTS_ON = """
import django
django.setup()
from django.test import Client
for number in range(10**6):
    device = f"Mozilla/5.0 (reader {number})"
    answer = Client(HTTP_HOST="localhost").post("/views/EDITION/", headers={"User-Agent": device})
    print(answer.json()["views"], flush=True)
"""


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
def test_no_view_that_was_answered_is_lost_by_a_kill(make_edition):
    edition, known = make_edition("ru"), connection.settings_dict
    address = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**known)
    program = [sys.executable, "-c", COUNTS_ON.replace("EDITION", str(edition.pk))]
    settings = {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    with subprocess.Popen(
        program, cwd=BASE_DIR, env=os.environ | settings, stdout=subprocess.PIPE, text=True
    ) as process:
        answered = [int(process.stdout.readline()) for _ in range(20)][-1]

        process.kill()
        answered = max([answered, *map(int, process.stdout.read().split())])

    assert answered <= counting.count(edition.pk, None) <= answered + 1
