"""Where readers' pages are read from: a replica that streams, behind, away and current."""

import time

import psycopg
import pytest
from django.db import OperationalError, connection, connections

from newsroom.cache import generation, reader_connections
from newsroom.cache.generation import Clock
from newsroom.cache.reader_connections import FromReaders, Replica
from newsroom.server import databases
from tests.newsroom.own_database import NAME, eventually, execute, known_as

pytestmark = pytest.mark.only_on("postgresql")


@pytest.fixture
def site(pair, django_db_blocker):
    """A site of one page, read as a server reads it."""
    first, copy = pair
    execute(first, "UPDATE story SET title = 'first'")
    readers, replica = databases.primary(first.url(NAME)), databases.replica(copy.url(NAME))
    with django_db_blocker.unblock(), known_as(readers=readers, replica=replica):
        yield (one := Site())
        one.clock.stop()


class Site:
    """Answers the title of the story and the port of the server that told it."""

    def __init__(self):
        self.clock = Clock()
        self.clock.start(databases.READERS, locates=True)
        assert eventually(self.clock.current)
        self.statement = "SELECT title, inet_server_port() FROM story"
        self.replica = Replica(databases.REPLICA)
        self.readers = FromReaders(
            self.render, alias=databases.READERS, replica=self.replica, clock=self.clock
        )

    def render(self, environ, start_response):
        try:
            with connection.cursor() as cursor:
                cursor.execute(self.statement)
                title, port = cursor.fetchone()
        except Exception as error:
            start_response("503 Service Unavailable", [])
            return [type(error).__name__.encode()]
        start_response("200 OK", [])
        return [f"{title} {port}".encode()]

    def get(self):
        body = self.readers({"PATH_INFO": "/ru/"}, lambda status, headers: None)
        return b"".join(body).decode()


def change(site, cluster, title):
    """Change the story and tell of it as a trigger does; wait until the site has heard."""
    before = site.clock.current()
    tell = f"SELECT pg_notify('{generation.CHANNEL}', '')"
    execute(cluster, f"UPDATE story SET title = '{title}'", tell)
    assert eventually(lambda: site.clock.current() not in (None, before))
    assert eventually(lambda: site.clock.position[0] == site.clock.current())


def test_page_is_read_from_the_replica_once_it_has_every_change(site, pair):
    first, copy = pair
    assert eventually(lambda: site.get() == f"first {copy.port}")

    change(site, first, "second")

    assert eventually(lambda: site.get() == f"second {copy.port}")
    assert connection.alias == "default"


def test_page_is_read_from_the_database_while_the_replica_is_behind(site, pair):
    first, copy = pair
    assert eventually(lambda: site.get() == f"first {copy.port}")
    execute(copy, "SELECT pg_wal_replay_pause()")

    change(site, first, "second")

    assert [site.get() for _ in range(3)] == [f"second {first.port}"] * 3
    execute(copy, "SELECT pg_wal_replay_resume()")
    assert eventually(lambda: site.get() == f"second {copy.port}")


def test_replica_that_is_away_is_passed_over_and_asked_again_after_some_seconds(site, pair, caplog):
    first, copy = pair
    assert eventually(lambda: site.get() == f"first {copy.port}")
    copy.stop()

    assert [site.get() for _ in range(3)] == [f"first {first.port}"] * 3
    copy.start()
    assert site.get() == f"first {first.port}"
    assert [one.message for one in caplog.records if "replica" in one.message][1:] == []

    site.replica.rest(0.0)
    assert eventually(lambda: site.get() == f"first {copy.port}")


def test_page_that_the_replica_cannot_make_is_made_by_the_database(site, pair):
    first, copy = pair
    assert eventually(lambda: site.get() == f"first {copy.port}")
    site.statement = "INSERT INTO opening VALUES (now()) RETURNING 'seen', inet_server_port()"

    assert site.get() == f"seen {first.port}"


def test_position_of_a_change_that_is_not_known_yet_asks_no_replica(site, pair):
    first, copy = pair
    assert eventually(lambda: site.get() == f"first {copy.port}")

    site.clock._move()

    assert site.get() == f"first {first.port}"


def test_row_that_a_replica_may_lack_is_kept_by_nobody(site, pair):
    first, copy = pair
    title = generation.per_generation(lambda: site.get(), using=site.clock)
    assert eventually(lambda: site.get() == f"first {copy.port}")
    with generation.read_at(site.clock.current()):
        assert title() == f"first {copy.port}"
        change(site, first, "second")
        site.statement = "SELECT 'old', 0"

        assert title() == "old 0"

    site.statement = "SELECT 'new', 0"
    assert title() == "new 0"


def test_database_that_is_no_replica_is_never_asked(site, pair, monkeypatch):
    first, _copy = pair
    itself = Replica(databases.READERS)

    assert itself.has_reached("0/0") is False


def test_pages_are_read_with_the_readers_patience(site, pair):
    site.replica.rest(60.0)
    options = connections.settings[databases.READERS]
    with_patience = databases.patient(options, databases.READERS_PATIENCE | {"lock_timeout": 50})
    options["OPTIONS"] = with_patience["OPTIONS"]
    with psycopg.connect(pair[0].url(NAME)) as other:
        other.execute("SET idle_in_transaction_session_timeout = 5000")
        other.execute("LOCK TABLE story")
        began = time.monotonic()

        assert site.get() == OperationalError.__name__
        assert time.monotonic() - began < 1


def test_server_has_ways_of_its_own_and_commands_have_one(monkeypatch):
    database = databases.primary("postgres://a@localhost/b?options=-c%20lock_timeout%3D7")
    configured = connections.configure_settings({"default": database})
    monkeypatch.setattr(connections, "settings", configured)
    assert reader_connections.from_readers(print) is print

    databases.serve(databases.replica("postgres://a@copy/b"))

    options = {alias: one["OPTIONS"]["options"] for alias, one in connections.settings.items()}
    assert list(options) == ["default", "readers", "replica"]
    assert "statement_timeout=30000" in options["default"]
    assert "statement_timeout=5000" in options["readers"]
    assert options["readers"].endswith("-c lock_timeout=7")
    assert connections.settings["replica"]["HOST"] == "copy"
    assert isinstance(reader_connections.from_readers(print), FromReaders)
