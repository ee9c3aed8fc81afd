"""The triggers and the clock on the suite's database, where that is PostgreSQL."""

import os
import time

import pytest
from django.db import connection, transaction

from newsroom.cache import triggers
from newsroom.cache.generation import Clock, PostgresListener
from newsroom.cache.triggers import install
from tests.newsroom.own_database import eventually
from tests.newsroom.watched import UNWATCHED, WATCHED, execute

pytestmark = pytest.mark.only_on("postgresql")


@pytest.fixture
def clock(transactional_db):
    """A clock that hears the suite's database, with a table of its own to watch."""
    execute(
        connection,
        f"CREATE TABLE {WATCHED} (id integer PRIMARY KEY, title text)",
        f"CREATE TABLE {UNWATCHED} (id integer PRIMARY KEY)",
    )
    install(connection, [*triggers.WATCHED, WATCHED])
    one = Clock()
    one.start()
    assert eventually(lambda: one.current() and one.name)
    yield one
    one.stop()
    execute(connection, f"DROP TABLE {WATCHED}", f"DROP TABLE {UNWATCHED}")


def moves(clock, *statements):
    """Tell whether the statements move the generation, which may take a moment."""
    before = clock.current()
    execute(connection, *statements)
    return eventually(lambda: clock.current() not in (None, before))


def moves_nothing(clock, *statements):
    """Tell whether the generation stays where it is."""
    before = clock.last
    execute(connection, *statements)
    time.sleep(0.2)
    return clock.last == before


@pytest.mark.parametrize(
    "change",
    [
        f"INSERT INTO {WATCHED} VALUES (2, 'b')",
        f"INSERT INTO {WATCHED} VALUES (1, 'b') ON CONFLICT (id) DO UPDATE SET title = 'c'",
        f"UPDATE {WATCHED} SET title = 'b'",
        f"DELETE FROM {WATCHED}",
        f"TRUNCATE {WATCHED}",
    ],
)
def test_postgresql_change_of_a_watched_row_moves_the_number(clock, change):
    assert moves(clock, f"INSERT INTO {WATCHED} VALUES (1, 'a')")

    assert moves(clock, change)


@pytest.mark.parametrize(
    "change",
    [
        f"INSERT INTO {UNWATCHED} VALUES (1)",
        f"UPDATE {WATCHED} SET title = 'b'",
        f"DELETE FROM {WATCHED}",
    ],
)
def test_postgresql_other_rows_and_no_rows_move_nothing(clock, change):
    assert moves_nothing(clock, change)


@pytest.fixture
def other_clock(clock):
    """The clock of another process, which has heard all that the first one has."""
    other = Clock()
    other.start()
    assert eventually(lambda: other.current() and other.name == clock.name)
    yield other
    other.stop()


def test_postgresql_change_has_one_name_for_all_who_hear_it(clock, other_clock):
    names = [clock.name]
    for change in (f"INSERT INTO {WATCHED} VALUES (1, 'a')", f"DELETE FROM {WATCHED}"):
        assert moves(clock, change)
        assert eventually(lambda: other_clock.name == clock.name)
        names.append(clock.name)

    assert None not in names
    assert len(set(names)) == 3


def test_postgresql_who_has_missed_something_knows_no_name_until_the_next(clock):
    clock._source._moved(None)
    assert clock.name is None

    assert moves(clock, f"INSERT INTO {WATCHED} VALUES (1, 'a')")
    assert clock.name is not None


def test_postgresql_all_of_a_transaction_moves_it_once(clock):
    before = clock.last
    with transaction.atomic():
        execute(connection, *(f"INSERT INTO {WATCHED} VALUES ({pk}, 'a')" for pk in range(3)))

    assert eventually(lambda: clock.last > before)
    time.sleep(0.2)
    assert clock.last == before + 1


def test_postgresql_number_moves_at_commit_only(clock):
    with transaction.atomic():
        assert moves_nothing(clock, f"INSERT INTO {WATCHED} VALUES (1, 'a')")
        before = clock.current()

    assert eventually(lambda: clock.current() != before)


def test_postgresql_connection_that_was_killed_comes_back_with_another_number(clock):
    before = clock.current()
    ours = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT 1' "
    execute(connection, ours + "AND pid <> pg_backend_pid() AND datname = current_database()")

    assert eventually(lambda: clock.current() not in (None, before))
    assert clock.is_away() is False
    assert moves(clock, f"INSERT INTO {WATCHED} VALUES (1, 'a')")


def test_postgresql_that_cannot_be_reached_is_away():
    nobody = PostgresListener({"host": "127.0.0.1", "port": 1}, lambda name: None)

    assert eventually(nobody.is_away)
    assert nobody.is_heard() is False
    nobody.stop()


def test_postgresql_that_refuses_only_us_is_not_away(db):
    parameters = connection.get_connection_params() | {"dbname": "there is no such database"}
    refused = PostgresListener(parameters, lambda name: None)
    time.sleep(0.2)

    assert (refused.is_heard(), refused.is_away()) == (False, False)
    refused.stop()


def test_postgresql_that_is_silent_is_away(clock, monkeypatch):
    monkeypatch.setattr(PostgresListener, "SILENCE", 0.0)

    assert (clock.current(), clock.is_away()) == (None, True)


def test_postgresql_is_listened_to_anew_in_a_forked_process(clock):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        inherited = clock._source
        again = eventually(clock.current)
        os.write(writing, b"1" if inherited is None and again else b"0")
        os._exit(0)
    os.waitpid(child, 0)

    assert os.read(reading, 1) == b"1"
    assert moves(clock, f"INSERT INTO {WATCHED} VALUES (1, 'a')")
