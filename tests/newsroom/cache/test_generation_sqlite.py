"""The triggers and the clock on an SQLite file of their own."""

import os
import threading
import time

import pytest
from django.db.utils import ConnectionHandler

from newsroom.cache.generation import SqliteRow
from newsroom.cache.triggers import install
from tests.newsroom.watched import UNWATCHED, WATCHED, execute


def value(database, statement):
    with database.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


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
