"""One name for each request: whose word counts, and where it stands."""

import json
import logging
import re
from ipaddress import ip_network

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from newsroom.server import request_id
from newsroom.server.json_log import JsonLines
from newsroom.server.proxies import TrustedProxies
from newsroom.server.request_id import RequestIds
from tests.newsroom.cache.cached_site import Answered

PROXY, STRANGER = "10.0.0.1", "203.0.113.7"
GIVEN = "9f8c-4d1e_a.b7"
OWN = re.compile(r"[0-9a-f]{16}")
logger = logging.getLogger(__name__)


@pytest.fixture
def line():
    """Return what the log has of a line, as a program reads it."""

    def written(message="Said.", error=None, **extra):
        record = logging.LogRecord("a.b", logging.WARNING, "", 0, message, (), None)
        record.exc_info = error and (type(error), error, error.__traceback__)
        vars(record).update(extra)
        text = JsonLines().format(record)
        assert "\n" not in text
        return json.loads(text)

    yield written
    request_id._current.set("")


def answer(environ, start_response):
    start_response("200 OK", [("X-Seen", request_id.current())])
    return [b""]


def named(address: str, **environ) -> tuple[str, str]:
    """Return the name that the request had, and that of its answer."""
    answered = Answered()
    site = TrustedProxies(RequestIds(answer), [ip_network("10.0.0.0/8")])
    site({"REMOTE_ADDR": address} | environ, answered.start)
    headers = dict(answered.headers)
    return headers["X-Seen"], headers["X-Request-ID"]


def test_name_of_a_proxy_of_ours_is_kept():
    assert named(PROXY, HTTP_X_REQUEST_ID=GIVEN) == (GIVEN, GIVEN)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "short",
        "a" * 129,
        "two words",
        "line\r\nSet-Cookie: a=b",
        "слово-слово",
        "<script>alert",
    ],
)
def test_what_is_no_name_gets_one_of_ours(given):
    seen, told = named(PROXY, HTTP_X_REQUEST_ID=given)

    assert OWN.fullmatch(seen)
    assert told == seen


def test_strangers_name_no_request():
    seen, told = named(STRANGER, HTTP_X_REQUEST_ID=GIVEN)

    assert OWN.fullmatch(seen)
    assert told == seen


def test_each_request_has_a_name_of_its_own():
    assert len({named(STRANGER)[0] for _time in range(50)}) == 50


def test_answer_out_of_memory_has_the_name_of_a_proxy_and_no_other():
    answered, alone = Answered(), Answered()
    environ = {request_id.KEY: GIVEN}

    request_id.echo(answer, environ)(environ, answered.start)
    request_id.echo(answer, {})({}, alone.start)

    assert dict(answered.headers)["X-Request-ID"] == GIVEN
    assert "X-Request-ID" not in dict(alone.headers)


def test_line_of_the_log_is_an_object_that_names_its_request(line):
    named(PROXY, HTTP_X_REQUEST_ID=GIVEN)

    found = line("Слово\nи слово", ms=4.5)

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", found.pop("time"))
    assert found == {
        "level": "WARNING",
        "logger": "a.b",
        "message": "Слово\nи слово",
        "ms": 4.5,
        "request_id": GIVEN,
    }


def test_line_outside_of_a_request_names_none(line):
    assert "request_id" not in line()


def test_line_does_not_say_what_somebody_looked_for(line):
    asked = RequestFactory().get("/ru/search/?q=illness")

    found = line("Internal Server Error: /ru/search/", request=asked, status_code=500)

    assert set(found) == {"time", "level", "logger", "message"}
    assert "illness" in str(asked)


def test_failure_has_its_traceback_and_a_database_that_is_away_a_sentence(line):
    try:
        raise ValueError("wrong")
    except ValueError as error:
        fault = line(error=error)
    away = OperationalError("connection refused")

    assert fault["traceback"].startswith("Traceback (most recent call last):\n")
    assert fault["traceback"].endswith("ValueError: wrong")
    assert line(error=away)["message"] == "Said. (OperationalError: connection refused)"
    assert "traceback" not in line(error=away)


def test_line_opens_no_draft(line):
    assert line("Not found: /preview/sEcReT/")["message"] == "Not found: /preview/…"
