"""Pages while PostgreSQL restarts, has no connection left, or is full of locks."""

import re
import time
from io import BytesIO

import psycopg
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections
from django.http import HttpResponse
from django.urls import path
from psycopg_pool import ConnectionPool

from articles.site.views import errors
from newsroom.cache import reader_connections
from newsroom.cache.generation import clock
from newsroom.cache.pagecache import PageCache
from newsroom.cache.reader_connections import FromReaders
from newsroom.cache.triggers import CHANNEL
from newsroom.postgres.base import DatabaseWrapper
from newsroom.server import databases
from tests.newsroom.cache.cached_site import NOON, Answered
from tests.newsroom.own_database import NAME, eventually, execute, known_as

pytestmark = pytest.mark.only_on("postgresql")
handler500 = errors.server_error
SOON = 5.0  # seconds
CHANGE = f"SELECT pg_notify('{CHANNEL}', '')"


def titles(request, language, slug):
    with connection.cursor() as cursor:
        cursor.execute("SELECT title FROM story")
        return HttpResponse(str(cursor.fetchall()))


urlpatterns = [path("<str:language>/<slug:slug>/", titles)]


@pytest.fixture
def site(pair, settings, django_db_blocker):
    """A site whose every page asks a database of its own, behind the page cache."""
    settings.ROOT_URLCONF, settings.ALLOWED_HOSTS = __name__, ["news.example"]
    execute(pair[0], "DROP ROLE IF EXISTS few", "CREATE ROLE few LOGIN IN ROLE pg_read_all_data")
    address = pair[0].url(NAME).replace("postgres@", "few@")
    database = databases.patient(databases.primary(address), databases.READERS_PATIENCE)
    DatabaseWrapper._shut_until.clear()
    with django_db_blocker.unblock(), known_as(readers=database):
        clock.start(databases.READERS)
        assert eventually(clock.current)
        yield Site()
        clock.stop()


class Site:
    def __init__(self):
        handler = WSGIHandler()
        readers = FromReaders(handler, alias=databases.READERS)
        self.cache = PageCache(
            handler,
            renderer=readers,
            clock=clock,
            zone=NOON.tzinfo,
            moments=(),
        )

    def request(self, address):
        asked = {"REQUEST_METHOD": "GET", "PATH_INFO": address, "HTTP_HOST": "news.example"}
        return asked | {"wsgi.url_scheme": "https", "wsgi.input": BytesIO()}

    def get(self, address):
        answer, began = Answered(), time.monotonic()
        answer.body = b"".join(self.cache(self.request(address), answer.start)).decode()
        answer.seconds = time.monotonic() - began
        return answer


def end_connections(cluster):
    execute(cluster, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'few'")


def backends(cluster):
    with psycopg.connect(cluster.url(NAME)) as one:
        rows = one.execute("SELECT pid FROM pg_stat_activity WHERE usename = 'few'")
        return {pid for (pid,) in rows.fetchall()}


def test_page_is_read_by_a_new_connection_where_the_server_has_ended_the_old_one(site, pair):
    assert site.get("/ru/one/").status == "200 OK"
    before = backends(pair[0])

    end_connections(pair[0])
    assert eventually(lambda: not backends(pair[0]) & before)

    assert before
    assert site.get("/ru/two/").status == "200 OK"


def test_connection_that_stands_is_not_asked_whether_it_does(site, monkeypatch):
    assert site.get("/ru/one/").status == "200 OK"
    asked = []
    monkeypatch.setattr(ConnectionPool, "check_connection", asked.append)

    assert site.get("/ru/two/").status == "200 OK"
    assert asked == []


def is_answered(site, address):
    return site.get(address).status == "200 OK"


def test_pages_in_memory_go_on_while_the_database_restarts(site, pair):
    kept = site.get("/ru/kept/").body
    pair[0].stop()
    assert eventually(lambda: clock.is_gone())

    misses = [site.get(f"/{language}/other/") for language in ("ru", "arm", "en")]

    assert site.get("/ru/kept/").body == kept
    assert [one.status for one in misses] == ["503 Service Unavailable"] * 3
    assert all(int(one.headers["Retry-After"]) > 0 and one.seconds < 0.5 for one in misses)
    said = [re.findall(r'<section lang="(\w+)">', one.body) for one in misses]
    assert [sections[0] for sections in said] == ["ru", "hy", "en"]
    assert {len(sections) for sections in said} == {3}

    pair[0].start()
    assert eventually(lambda: is_answered(site, "/ru/other/"), SOON)
    assert eventually(clock.current, SOON)


def test_reader_waits_for_no_connection_while_there_are_none_left(site, pair):
    site.get("/ru/kept/")
    connection_of_the_listener_only = "ALTER ROLE few CONNECTION LIMIT 1"
    execute(pair[0], connection_of_the_listener_only, OTHERS_OF_FEW)
    assert eventually(lambda: len(backends(pair[0])) == 1 and clock.current())

    first, *others = [site.get(f"/ru/{number}/") for number in range(5)]

    assert [one.status[:3] for one in (first, *others)] == ["503"] * 5
    assert first.seconds < databases.POOL["timeout"] + 1
    assert all(one.seconds < 0.2 for one in others)
    assert not clock.is_gone()

    execute(pair[0], "ALTER ROLE few CONNECTION LIMIT -1")
    assert eventually(lambda: is_answered(site, "/ru/0/"), SOON)


def test_next_moment_is_asked_on_a_connection_that_stands(site, pair):
    site.cache.moments = [reader_connections.asked_by_readers(opening)]
    site.get("/ru/kept/")
    before = clock.last
    execute(pair[0], OTHERS_OF_FEW, CHANGE)
    assert eventually(lambda: clock.last > before and len(backends(pair[0])) == 1)

    assert is_answered(site, "/ru/kept/")

    assert site.cache.key(site.request("/ru/kept/")) in site.cache.pages
    assert connections[databases.READERS].connection is None


def test_next_moment_waits_for_a_lock_no_longer_than_a_page(site, pair):
    site.cache.moments = [reader_connections.asked_by_readers(opening)]
    with psycopg.connect(pair[0].url(NAME)) as other:
        other.execute("SET idle_in_transaction_session_timeout = 5000")
        other.execute("LOCK TABLE opening")

        first, *others = [site.get(f"/ru/{number}/") for number in range(4)]

    assert ({one.status for one in (first, *others)}, site.cache.size) == ({"200 OK"}, 0)
    assert first.seconds < databases.READERS_PATIENCE["lock_timeout"] / 1000 + 0.5
    assert sum(one.seconds for one in others) < 0.5


def opening():
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(at) FROM opening")
        return cursor.fetchone()[0]


OTHERS_OF_FEW = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE usename = 'few' AND query NOT LIKE '%SELECT 1%'
"""


def test_page_that_waits_for_a_lock_answers_503_and_the_kept_ones_go_on(site, pair):
    kept = site.get("/ru/kept/").body
    with psycopg.connect(pair[0].url(NAME)) as other:
        other.execute("SET idle_in_transaction_session_timeout = 5000")
        other.execute("LOCK TABLE story")

        waiting = site.get("/ru/other/")

        assert (waiting.status[:3], site.get("/ru/kept/").body) == ("503", kept)
        assert waiting.seconds < databases.READERS_PATIENCE["lock_timeout"] / 1000 + 0.5
    assert is_answered(site, "/ru/other/")
