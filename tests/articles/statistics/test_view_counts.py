"""Views: how often a reader and a network count, and that none is lost."""

import os
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils.timezone import now

from articles.models import Quota, RecentView, Views
from articles.statistics import view_counts
from newsroom.settings import BASE_DIR

NETWORK, OTHER_NETWORK = "0" * 32, "f" * 32


def reader(number: int, network: str = NETWORK) -> str:
    return f"{network}{number:032x}"


def test_reader_counts_once_in_half_an_hour(make_edition):
    edition = make_edition("ru")

    for reader in ("a", "a", "b", "a"):
        view_counts.count(edition.pk, reader)

    assert view_counts.count(edition.pk, None) == 2


def test_reader_counts_again_after_half_an_hour(make_edition):
    edition = make_edition("ru")
    view_counts.count(edition.pk, "a")
    RecentView.objects.update(at=now() - timedelta(minutes=31))

    view_counts.count(edition.pk, "a")
    view_counts.count(edition.pk, "a")

    assert view_counts.count(edition.pk, None) == 2


def test_network_counts_twenty_readers_in_half_an_hour(make_edition):
    edition, other = make_edition("ru"), make_edition("ru")
    for number in range(60):
        view_counts.count(edition.pk, reader(number))
    assert view_counts.count(edition.pk, None) == 20

    view_counts.count(edition.pk, reader(0, OTHER_NETWORK))
    view_counts.count(other.pk, reader(0))

    assert view_counts.count(edition.pk, None) == 21
    assert view_counts.count(other.pk, None) == 1


def test_network_counts_again_after_half_an_hour(make_edition):
    edition = make_edition("ru")
    for number in range(25):
        view_counts.count(edition.pk, reader(number))
    RecentView.objects.update(at=now() - timedelta(minutes=31))
    Quota.objects.update(since=now() - timedelta(minutes=31))

    for number in range(10, 35):
        view_counts.count(edition.pk, reader(number))

    assert view_counts.count(edition.pk, None) == 40


def test_reader_of_before_midnight_counts_again_half_an_hour_later(make_edition, monkeypatch):
    edition, begun = make_edition("ru"), now()
    yesterday, today = reader(1), reader(1, OTHER_NETWORK)

    counted = []
    for minutes, names in (
        (0, (yesterday, "")),
        (2, (today, yesterday)),
        (29, (today, yesterday)),
        (30.5, (today, yesterday)),
        (32, (today, "")),
    ):
        moment = begun + timedelta(minutes=minutes)
        monkeypatch.setattr(view_counts, "now", lambda moment=moment: moment)
        counted.append(view_counts.count(edition.pk, *names))

    assert counted == [1, 1, 1, 2, 2]


def test_views_are_kept_by_the_hour(make_edition):
    edition = make_edition("ru")
    hour = now().replace(minute=0, second=0, microsecond=0)
    Views.objects.create(edition=edition, hour=hour - timedelta(hours=1), count=5)

    view_counts.count(edition.pk, "a")
    view_counts.count(edition.pk, "b")

    rows = Views.objects.order_by("hour").values_list("hour", "count")
    assert list(rows) == [(hour - timedelta(hours=1), 5), (hour, 2)]


def test_sweep_forgets_readers_of_more_than_half_an_hour_ago(make_edition):
    edition = make_edition("ru")
    for reader, minutes in (("old", 31), ("new", 29)):
        at = now() - timedelta(minutes=minutes)
        RecentView.objects.create(edition=edition, reader=reader, at=at)

    view_counts.sweep(now())

    assert [row.reader for row in RecentView.objects.all()] == ["new"]


# SQLite's database of the tests lies in memory, where threads do not wait for each other.
@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "readers, views",
    [
        (["same"] * 8, 1),
        ([str(n) for n in range(8)], 8),
        ([reader(n) for n in range(24)], 20),
    ],
)
def test_many_at_once_are_counted_right(make_edition, readers, views):
    edition = make_edition("ru")
    together = threading.Barrier(len(readers))

    def read(name):
        together.wait()
        view_counts.count(edition.pk, name)
        connection.close()

    threads = [threading.Thread(target=read, args=(reader,)) for reader in readers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert view_counts.count(edition.pk, None) == views


def test_view_is_one_statement_where_a_statement_can_write_twice(
    make_edition, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(view_counts, "SWEEP_EVERY", 10**9)
    edition = make_edition("ru")
    view_counts.count(edition.pk, "somebody")
    # SQLite: BEGIN, the reader, the network, the hour, the total, COMMIT.
    queries = 1 if connection.vendor == "postgresql" else 6

    with django_assert_num_queries(queries):
        counted = view_counts.count(edition.pk, "somebody else")

    assert counted == 2


def test_nobody_is_counted_without_a_reader(make_edition):
    edition = make_edition("ru")
    view_counts.count(edition.pk, "somebody")

    assert view_counts.count(edition.pk, None) == 1
    assert RecentView.objects.count() == 1


COUNTS_ON = """
import django
django.setup()
from django.test import Client
for number in range(10**6):
    device = f"Mozilla/5.0 (reader {number})"
    browser = Client(HTTP_HOST="localhost", REMOTE_ADDR=f"10.0.{number // 256}.{number % 256}")
    answer = browser.post("/views/EDITION/", headers={"User-Agent": device})
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

    assert answered <= view_counts.count(edition.pk, None) <= answered + 1
