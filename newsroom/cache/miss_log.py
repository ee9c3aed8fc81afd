"""The log of misses: one line for each page that was made, none for what came from memory.

A full access log costs half of what memory gains; the server in front writes one. A line says
nothing of who asked: of a query the names of its parameters, and not what somebody looked for.
"""

import logging
import time
from collections.abc import Callable, Iterable
from urllib.parse import parse_qsl

from django.db import connection

from newsroom.cache.responses import close
from newsroom.server import database_errors

logger = logging.getLogger(__name__)

SLOW = 1.0  # seconds
REASON = "newsroom.reason"
FAILURE = "newsroom.failure"


class MissLog:
    """A WSGI application that tells of each answer of the one behind it.

    INFO, WARNING for one that took a second, ERROR for a failure of ours: LOG_MISSES decides from
    which level on. The page cache says in `environ[REASON]` why the page was not in memory.
    """

    def __init__(self, application: Callable):
        self.application = application

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer a request for a page that is the same for everybody, whole."""
        began, queries, told = time.perf_counter(), 0, []

        def count(execute: Callable, *asked: object) -> object:
            nonlocal queries
            queries += 1
            return execute(*asked)

        with connection.execute_wrapper(count):
            body = self.application(environ, lambda *begin: told.append(begin))
            try:
                whole = b"".join(body)
            finally:
                close(body)
        log_miss(environ, told[-1][0], time.perf_counter() - began, queries, len(whole))
        start_response(*told[-1])
        return [whole]


def log_miss(environ: dict, status: str, seconds: float, queries: int, size: int) -> None:
    """Write the line of one miss."""
    level = logging.WARNING if seconds >= SLOW else logging.INFO
    level = logging.ERROR if status >= "500" else level
    if not logger.isEnabledFor(level):
        return
    asked = parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True, encoding="latin-1")
    line = {
        # WSGI has the bytes of an address as latin-1.
        "path": environ["PATH_INFO"].encode("latin-1").decode(errors="replace"),
        "parameters": [name for name, _value in asked],
        "status": int(status[:3]),
        "ms": round(seconds * 1000, 1),
        "queries": queries,
        "bytes": size,
        "database": connection.alias,
        "reason": environ.get(REASON, ""),
    }
    if failure := environ.get(FAILURE):
        line["failure"] = failure
    logger.log(level, "A page was made.", extra=line)


class Untold(logging.Filter):
    """Leaves to the log of misses what Django says of a reader's page while the database is away.

    For Django's logger: a page that fails is one line, and not two.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info and record.exc_info[1]
        asked = getattr(getattr(record, "request", None), "META", {})
        if REASON not in asked or not error or not database_errors.is_away(error):
            return True
        asked[FAILURE] = database_errors.one_line(error)
        return False
