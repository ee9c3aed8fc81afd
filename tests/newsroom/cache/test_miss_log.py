"""The log of misses: what a line says, and what it never says."""

import json
import logging

import pytest
from django.db import connection

from newsroom.cache import miss_log
from newsroom.cache.miss_log import MissLog
from newsroom.server.json_log import JsonLines
from tests.newsroom.cache.cached_site import Site, later


@pytest.fixture
def lines(caplog):
    """What was written, as a function; every miss is."""
    caplog.set_level(logging.INFO, logger=miss_log.__name__)
    return lambda: [said(one) for one in caplog.records]


def said(record) -> dict:
    """Return what a line says."""
    found = json.loads(JsonLines().format(record))
    return {name: found[name] for name in found.keys() - {"time", "level", "logger", "message"}}


@pytest.fixture
def site():
    one = Site()
    one.cache.renderer = MissLog(one.render)
    return one


def test_miss_is_one_line_and_a_hit_is_none(site, lines):
    for _ in range(3):
        site.get("/ru/?page=2")

    (line,) = lines()
    assert line.pop("ms") >= 0
    assert line == {
        "path": "/ru/",
        "parameters": ["page"],
        "status": 200,
        "queries": 0,
        "bytes": len(site.body),
        "database": "default",
        "reason": "new",
    }


def test_miss_counts_its_queries(site, lines, db):
    def ask_twice():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.execute("SELECT 2")

    site.while_rendering = ask_twice
    site.get()

    assert [line["queries"] for line in lines()] == [2]


def test_miss_says_why(site, lines):
    site.get()
    later(site, seconds=31)
    site.get()
    site.clock.last = 2
    site.get()
    site.clock.lose(away=False)
    site.get()

    assert [line["reason"] for line in lines()] == ["new", "expired", "new", "unheard"]


def test_line_never_says_what_somebody_looked_for_or_who(site, lines, caplog):
    site.get("/ru/search/?q=my+illness", HTTP_COOKIE="language=hy", REMOTE_ADDR="203.0.113.7")

    (line,), written = lines(), JsonLines().format(caplog.records[0])
    assert line["parameters"] == ["q"]
    assert "/ru/search/" in written
    assert not [word for word in ("illness", "203.0.113", "language=") if word in written]


@pytest.mark.parametrize("path", ["/ru/a\nERROR forged: b", "/ru/\r\x1b[2J", "/ru/\xff\xfe"])
def test_address_writes_no_line_of_its_own(site, lines, caplog, path):
    site.get(path)

    assert len(lines()) == 1
    assert JsonLines().format(caplog.records[0]).isprintable()


def test_line_has_the_letters_of_an_address(site, lines):
    site.get("/ru/\u0441".encode().decode("latin-1"))

    assert lines()[0]["path"] == "/ru/с"


@pytest.mark.parametrize("status, level", [("200 OK", "INFO"), ("503 Away", "ERROR")])
def test_failure_is_an_error(site, lines, caplog, status, level):
    site.status = status
    site.get()

    assert [one.levelname for one in caplog.records] == [level]


def test_slow_page_is_a_warning(site, lines, caplog, monkeypatch):
    monkeypatch.setattr(miss_log, "SLOW", 0.0)
    site.get()

    assert [one.levelname for one in caplog.records] == ["WARNING"]


def test_usual_misses_are_not_written_unless_asked_for(site, caplog):
    caplog.set_level(logging.WARNING, logger=miss_log.__name__)
    site.get()

    assert caplog.records == []
