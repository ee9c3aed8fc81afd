"""What the log says while the database is away, and that it says all of any other failure."""

import logging
import sqlite3

import psycopg
import pytest
from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIHandler
from django.db import DataError, InterfaceError, OperationalError
from django.urls import path
from psycopg.errors import (
    AdminShutdown,
    CannotConnectNow,
    ConnectionFailure,
    DeadlockDetected,
    LockNotAvailable,
    QueryCanceled,
    TooManyConnections,
)
from psycopg_pool import PoolTimeout

from articles.site.views import errors
from newsroom.cache import miss_log
from newsroom.cache.miss_log import MissLog
from newsroom.server import database_errors
from tests.newsroom.cache.cached_site import Site

handler500 = errors.server_error


def caused_by(cause, kind=OperationalError):
    """Return what Django raises for what a driver has raised."""
    try:
        raise kind(*cause.args) from cause
    except kind as error:
        return error


def of_sqlite(code):
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = code
    return error


AWAY = [
    psycopg.OperationalError("connection refused\n\tIs the server running?"),
    PoolTimeout("couldn't get a connection after 2.00 sec"),
    ConnectionFailure("broken"),
    AdminShutdown("terminating connection"),
    CannotConnectNow("the database system is starting up"),
    TooManyConnections("sorry, too many clients already"),
    LockNotAvailable("canceling statement due to lock timeout"),
    of_sqlite(sqlite3.SQLITE_BUSY),
    of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT),
    of_sqlite(sqlite3.SQLITE_CANTOPEN),
]
FAULTS = [
    QueryCanceled("canceling statement due to statement timeout"),
    DeadlockDetected("deadlock detected"),
    of_sqlite(sqlite3.SQLITE_ERROR),  # no such column
    of_sqlite(sqlite3.SQLITE_FULL),
]


@pytest.mark.parametrize("cause", AWAY, ids=repr)
def test_database_is_away(cause):
    assert database_errors.is_away(caused_by(cause))


@pytest.mark.parametrize("cause", FAULTS, ids=repr)
def test_fault_is_no_database_that_is_away(cause):
    assert not database_errors.is_away(caused_by(cause))


@pytest.mark.parametrize("kind", [DataError, InterfaceError])
def test_other_kind_of_failure_is_no_database_that_is_away(kind):
    assert not database_errors.is_away(caused_by(psycopg.DataError("too long"), kind))


def written(error):
    """Return what the log has of a failure, on which Django was told of an address."""
    record = logging.LogRecord("a", logging.ERROR, "", 0, "%s: %s", ("Away", "/ru/"), None)
    record.exc_info = (type(error), error, error.__traceback__)
    return database_errors.Lines("{message}", style="{").format(record), record.exc_info


def test_database_that_is_away_is_one_line():
    error = caused_by(AWAY[0])
    line = "Away: /ru/ (OperationalError: connection refused Is the server running?)"

    assert written(error) == (line, (OperationalError, error, error.__traceback__))


def test_forged_host_is_one_line():
    assert written(DisallowedHost("Invalid HTTP_HOST header"))[0] == "Away: /ru/"


def test_fault_has_its_traceback():
    text, _ = written(caused_by(FAULTS[0]))

    assert text.startswith("Away: /ru/\n")
    assert "Traceback (most recent call last)" in text
    assert "QueryCanceled" in text


def fail(request, number):
    raise caused_by((AWAY + FAULTS)[number])


urlpatterns = [path("ru/<int:number>/", fail), path("admin/<int:number>/", fail)]


@pytest.fixture
def log(caplog, settings, db):
    """What is written while a page fails that is asked for through the page cache, or past it."""
    settings.ROOT_URLCONF, settings.ALLOWED_HOSTS = __name__, ["news.example"]
    settings.MIDDLEWARE = []
    site, django = Site(), WSGIHandler()
    site.cache.renderer, site.cache.application = MissLog(django), django
    caplog.set_level(logging.WARNING)

    def get(number, place="ru"):
        caplog.clear()
        assert site.get(f"/{place}/{number}/").status[:3] == "503"
        return [record.name for record in caplog.records], caplog.records

    return get


def test_readers_page_without_a_database_is_one_line_that_says_why(log):
    names, (line,) = log(0)

    assert names == [miss_log.__name__]
    assert line.failure.startswith("OperationalError: connection refused")


def test_editors_page_without_a_database_is_one_line_of_django(log):
    names, (line,) = log(0, "admin")

    assert names == ["django.request"]
    assert line.exc_info


def test_fault_of_a_readers_page_is_told_with_its_traceback(log):
    names, (fault, line) = log(len(AWAY))

    assert names == ["django.request", miss_log.__name__]
    assert fault.exc_info
    assert not hasattr(line, "failure")


def test_page_that_nobody_finds_writes_no_line():
    assert not logging.getLogger("django.request").isEnabledFor(logging.WARNING)
