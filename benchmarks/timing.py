"""What a request or a function costs: milliseconds, and queries."""

import re
import statistics
import time
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import table
from newsroom.models import User

ROUNDS, FEW = 21, 5
NO_QUERY = re.compile("^(BEGIN|COMMIT)|SAVEPOINT")


def signed_in(username: str) -> Client:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.get(username=username))
    return client


def taken(work: Callable, *given, clock: Callable[[], float] = time.process_time) -> float:
    """Return the milliseconds of some work, of this process's processor or by another clock."""
    begun = clock()
    work(*given)
    return (clock() - begun) * 1000


def usual(work: Callable, *given, clock: Callable[[], float] = time.process_time, rounds=ROUNDS):
    """Return the median milliseconds of some work, after one round that warms up."""
    work(*given)
    return statistics.median(taken(work, *given, clock=clock) for _round in range(rounds))


def send(request: Callable, status: int) -> None:
    """Send a request; RuntimeError for another status."""
    if (response := request()).status_code != status:
        raise RuntimeError(f"{response.status_code} instead of {status}")


def queries(request: Callable) -> tuple[int, float]:
    """Return how many queries a request asks, and their milliseconds on the clock of the wall.

    What a transaction costs is in the time, and counted as no query. The clock of the wall counts
    what else the machine does: `rows` takes the least of some.
    """
    with CaptureQueriesContext(connection) as captured:
        request()
    asked = sum(not NO_QUERY.search(one["sql"]) for one in captured)
    return asked, sum(float(one["time"]) for one in captured) * 1000


def rows(what: str, prepare: Callable, *, most: int, bound: float, status=200) -> list[table.Row]:
    """Return the median time and the queries of a request; `prepare` returns what sends it.

    The database's own time is in the first on SQLite, which lives in this process, and added to it
    elsewhere.
    """
    send(prepare(), status)
    middle = statistics.median(taken(send, prepare(), status) for _round in range(ROUNDS))
    asked, in_database = min(queries(prepare()) for _round in range(FEW))
    if connection.vendor != "sqlite":
        middle += in_database
    return [
        table.at_most(f"{what} (median)", middle, bound, "ms"),
        table.at_most(f"{what}: queries", asked, most, "queries"),
    ]


def analyse() -> None:
    """Do what PostgreSQL's autovacuum does within a minute."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
