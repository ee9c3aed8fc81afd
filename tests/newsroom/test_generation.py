"""The triggers on the suite's database, and the clock on a real SQLite file and PostgreSQL."""

import os
import threading
import time

import pytest
from django.db import connection, transaction
from django.db.utils import ConnectionHandler

from newsroom import triggers
from newsroom.generation import Clock, PostgresListener, SqliteRow
from newsroom.triggers import install

on_postgresql = pytest.mark.only_on("postgresql")

WATCHED, UNWATCHED = "seen_by_readers", "counts"


def execute(database, *statements):
    with database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def value(database, statement):
    with database.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def eventually(ask, seconds=10.0):
    """Wait until the answer is true, return it; the last answer when time is up."""
    until = time.monotonic() + seconds
    while not (answer := ask()) and time.monotonic() < until:
        time.sleep(0.005)
    return answer


# An SQLite file of its own


@pytest.fixture
def sqlite(tmp_path, django_db_blocker):
    options = {"init_command": "PRAGMA journal_mode=WAL", "transaction_mode": "IMMEDIATE"}
    engine = "django.db.backends.sqlite3"
    settings = {"ENGINE": engine, "NAME": str(tmp_path / "a b.sqlite3"), "OPTIONS": options}
    database = ConnectionHandler({"default": settings})["default"]
    with django_db_blocker.unblock():
        make_tables(database)
        yield database
        database.close()


def make_tables(database):
    execute(
        database,
        "CREATE TABLE newsroom_generation (id integer PRIMARY KEY, number bigint NOT NULL)",
        f"CREATE TABLE {WATCHED} (id integer PRIMARY KEY, title text)",
        f"CREATE TABLE {UNWATCHED} (id integer PRIMARY KEY)",
    )
    install(database, [WATCHED])


@pytest.fixture
def row(sqlite):
    """The clock's ear at that file; `row.number` counts how often it moved."""

    def move(name):
        ear.number, ear.name = ear.number + 1, name

    ear = SqliteRow(sqlite.settings_dict["NAME"], move)
    ear.number = 0
    assert heard(ear)
    yield ear
    ear.stop()


def heard(ear):
    time.sleep(SqliteRow.PAUSE)
    return ear.is_heard()


def moved(ear):
    """Tell whether the number moved since it was last asked."""
    before = ear.number
    heard(ear)
    return ear.number > before


@pytest.mark.parametrize(
    "change",
    [
        f"INSERT INTO {WATCHED} VALUES (2, 'b')",
        f"INSERT OR REPLACE INTO {WATCHED} VALUES (1, 'b')",
        f"UPDATE {WATCHED} SET title = 'b'",
        f"DELETE FROM {WATCHED}",
    ],
)
def test_sqlite_change_of_a_watched_row_moves_the_number(sqlite, row, change):
    execute(sqlite, f"INSERT INTO {WATCHED} VALUES (1, 'a')")
    assert moved(row)

    execute(sqlite, change)

    assert moved(row)
    assert not moved(row)


@pytest.mark.parametrize(
    "change", [f"INSERT INTO {UNWATCHED} VALUES (1)", f"UPDATE {WATCHED} SET title = 'b'"]
)
def test_sqlite_other_rows_and_no_rows_move_nothing(sqlite, row, change):
    execute(sqlite, change)

    assert not moved(row)


def test_sqlite_change_has_one_name_for_all_who_hear_it(sqlite, row):
    names = []
    other = SqliteRow(sqlite.settings_dict["NAME"], names.append)
    assert heard(other)
    execute(sqlite, f"INSERT INTO {WATCHED} VALUES (1, 'a')")
    assert heard(row)
    assert heard(other)
    other.stop()

    assert names[-1] == row.name
    assert len(set(names)) == 2


def test_sqlite_number_moves_at_commit_only(sqlite, row):
    execute(sqlite, "BEGIN IMMEDIATE", f"INSERT INTO {WATCHED} VALUES (1, 'a')")
    assert not moved(row)

    execute(sqlite, "COMMIT")
    assert moved(row)


def test_sqlite_rollback_moves_nothing(sqlite, row):
    execute(sqlite, "BEGIN IMMEDIATE", f"INSERT INTO {WATCHED} VALUES (1, 'a')", "ROLLBACK")

    assert not moved(row)


def test_sqlite_row_that_was_flushed_is_born_with_another_number(sqlite, row):
    before = value(sqlite, "SELECT number FROM newsroom_generation")

    execute(sqlite, "DELETE FROM newsroom_generation", f"INSERT INTO {WATCHED} VALUES (1, 'a')")

    assert value(sqlite, "SELECT number FROM newsroom_generation") != before
    assert moved(row)


def test_sqlite_missing_file_is_not_heard_and_moves_when_it_is_back(sqlite, row, tmp_path):
    path = sqlite.settings_dict["NAME"]
    os.rename(path, tmp_path / "away")
    assert (heard(row), row.is_away()) == (False, True)

    os.rename(tmp_path / "away", path)

    assert moved(row)
    assert (row.is_heard(), row.is_away()) == (True, False)


def test_sqlite_file_put_in_place_of_another_moves_the_number(sqlite, row, tmp_path):
    execute(sqlite, f"VACUUM INTO '{tmp_path}/copy'")

    os.replace(tmp_path / "copy", sqlite.settings_dict["NAME"])

    assert moved(row)


def test_sqlite_locked_file_is_not_heard(sqlite, row):
    row.stop()  # the journal changes only while nobody else is connected
    execute(sqlite, "PRAGMA journal_mode=DELETE")
    assert heard(row)

    execute(sqlite, "BEGIN EXCLUSIVE")
    assert (heard(row), row.is_away()) == (False, True)

    execute(sqlite, "COMMIT")
    assert moved(row)


def test_sqlite_is_asked_every_ten_milliseconds_at_most(sqlite, row):
    heard(row)
    execute(sqlite, f"INSERT INTO {WATCHED} VALUES (1, 'a')")
    before, row._ask_again_at = row.number, time.monotonic() + 60

    row.is_heard()

    assert row.number == before


def test_sqlite_table_made_anew_gets_its_triggers_back(sqlite, row):
    execute(
        sqlite,
        f"CREATE TABLE made_anew AS SELECT * FROM {WATCHED}",
        f"DROP TABLE {WATCHED}",
        f"ALTER TABLE made_anew RENAME TO {WATCHED}",
    )
    execute(sqlite, f"INSERT INTO {WATCHED} VALUES (1, 'a')")
    assert not moved(row)

    install(sqlite, [WATCHED])
    assert moved(row)

    execute(sqlite, f"UPDATE {WATCHED} SET title = 'b'")
    assert moved(row)


def test_install_twice_changes_nothing_and_drops_what_is_not_watched(sqlite):
    names = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
    install(sqlite, [WATCHED])
    assert value(sqlite, names) == 3

    install(sqlite, [UNWATCHED, "does_not_exist"])
    assert value(sqlite, f"{names} AND tbl_name = '{UNWATCHED}'") == 3
    assert value(sqlite, names) == 3


def test_clocks_of_threads_agree(sqlite, row):
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(heard(row))) for _ in range(20)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (answers, row.number) == ([True] * 20, 1)


# PostgreSQL


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


@on_postgresql
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


@on_postgresql
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


@on_postgresql
def test_postgresql_change_has_one_name_for_all_who_hear_it(clock, other_clock):
    names = [clock.name]
    for change in (f"INSERT INTO {WATCHED} VALUES (1, 'a')", f"DELETE FROM {WATCHED}"):
        assert moves(clock, change)
        assert eventually(lambda: other_clock.name == clock.name)
        names.append(clock.name)

    assert None not in names
    assert len(set(names)) == 3


@on_postgresql
def test_postgresql_who_has_missed_something_knows_no_name_until_the_next(clock):
    clock._source._moved(None)
    assert clock.name is None

    assert moves(clock, f"INSERT INTO {WATCHED} VALUES (1, 'a')")
    assert clock.name is not None


@on_postgresql
def test_postgresql_all_of_a_transaction_moves_it_once(clock):
    before = clock.last
    with transaction.atomic():
        execute(connection, *(f"INSERT INTO {WATCHED} VALUES ({pk}, 'a')" for pk in range(3)))

    assert eventually(lambda: clock.last > before)
    time.sleep(0.2)
    assert clock.last == before + 1


@on_postgresql
def test_postgresql_number_moves_at_commit_only(clock):
    with transaction.atomic():
        assert moves_nothing(clock, f"INSERT INTO {WATCHED} VALUES (1, 'a')")
        before = clock.current()

    assert eventually(lambda: clock.current() != before)


@on_postgresql
def test_postgresql_connection_that_was_killed_comes_back_with_another_number(clock):
    before = clock.current()
    ours = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT 1' "
    execute(connection, ours + "AND pid <> pg_backend_pid() AND datname = current_database()")

    assert eventually(lambda: clock.current() not in (None, before))
    assert clock.is_away() is False
    assert moves(clock, f"INSERT INTO {WATCHED} VALUES (1, 'a')")


@on_postgresql
def test_postgresql_that_cannot_be_reached_is_away():
    nobody = PostgresListener({"host": "127.0.0.1", "port": 1}, lambda name: None)

    assert eventually(nobody.is_away)
    assert nobody.is_heard() is False
    nobody.stop()


@on_postgresql
def test_postgresql_that_refuses_only_us_is_not_away(db):
    parameters = connection.get_connection_params() | {"dbname": "there is no such database"}
    refused = PostgresListener(parameters, lambda name: None)
    time.sleep(0.2)

    assert (refused.is_heard(), refused.is_away()) == (False, False)
    refused.stop()


@on_postgresql
def test_postgresql_that_is_silent_is_away(clock, monkeypatch):
    monkeypatch.setattr(PostgresListener, "SILENCE", 0.0)

    assert (clock.current(), clock.is_away()) == (None, True)


# The clock itself, on whichever database


def test_clock_that_was_not_started_hears_nothing():
    assert (Clock().current(), Clock().is_away()) == (None, False)


def test_clock_that_was_stopped_hears_nothing():
    one = Clock()
    one.start()
    one.stop()

    assert one.current() is None


def test_start_connects_to_nothing():
    one = Clock()

    one.start()

    assert one._source is None


@on_postgresql
def test_clock_listens_anew_in_a_forked_process(clock):
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


@pytest.mark.django_db
def test_every_watched_table_has_its_triggers():
    assert triggers.WATCHED
    assert triggers.missing(connection) == []


def test_watch_app_refuses_a_name_that_is_no_model():
    with pytest.raises(LookupError):
        triggers.watch_app("newsroom", but=["Misspelt"])


def test_watch_app_takes_tables_of_many_to_many_fields_but_not_what_is_left_out(monkeypatch):
    monkeypatch.setattr(triggers, "WATCHED", set())

    triggers.watch_app("newsroom", but=["Attempt", "RecoveryCode", "SignIn", "User"])

    assert sorted(triggers.WATCHED) == ["newsroom_user_groups", "newsroom_user_user_permissions"]


def test_clock_that_hears_of_no_tables_takes_all_for_changed():
    one = Clock()
    one._move("SQLite says a number and nothing else")

    assert one.has_moved(["whatever"], 0)


def test_clock_that_hears_of_tables_takes_no_other_for_changed():
    one = Clock()
    one._move("first")
    one._move("second", {"stories"})

    assert [one.has_moved([table], 1) for table in ("stories", "menu")] == [True, False]
    assert not one.has_moved(["stories"], 2)
