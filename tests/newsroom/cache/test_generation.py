"""The clock and what it watches, on whichever database; more of each in a file of its own."""

import pytest
from django.db import connection

from newsroom.cache import triggers
from newsroom.cache.generation import Clock


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


@pytest.mark.django_db
def test_every_watched_table_has_its_triggers():
    assert triggers.WATCHED
    assert triggers.missing(connection) == []


def test_watch_app_refuses_a_name_that_is_no_model():
    with pytest.raises(LookupError):
        triggers.watch_app("newsroom", but=["Misspelt"])


def test_watch_app_takes_tables_of_many_to_many_fields_but_not_what_is_left_out(monkeypatch):
    monkeypatch.setattr(triggers, "WATCHED", set())

    triggers.watch_app("newsroom", but=["Attempt", "Passkey", "RecoveryCode", "SignIn", "User"])

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
