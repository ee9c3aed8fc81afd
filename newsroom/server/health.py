"""What operators ask: does it run, can it answer, how is it doing."""

import resource
import sys

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from newsroom.cache.generation import clock
from newsroom.storage.store_health import watch

PLAIN = "text/plain; charset=utf-8"
# ru_maxrss is in kilobytes on Linux, in bytes on macOS.
MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024


@never_cache
def is_alive(request: HttpRequest) -> HttpResponse:
    """Answer /healthz: the process runs. No query."""
    return HttpResponse("ok\n", content_type=PLAIN)


@never_cache
def is_ready(request: HttpRequest) -> HttpResponse:
    """Answer /readyz: pages can be made and kept; 503 with the reason while they cannot.

    A store of files that is away is told and no reason: pages can be read, and another machine
    has the same store. One query.
    """
    if not has_database():
        return not_ready("the database does not answer")
    if clock.is_deaf():
        return not_ready("changes are not heard: every page is made anew for every reader")
    words = "ok\n"
    if watch.is_away_now():
        words += "the store of files is away: pictures cannot be uploaded\n"
    return HttpResponse(words, content_type=PLAIN)


def not_ready(reason: str) -> HttpResponse:
    return HttpResponse(f"{reason}\n", content_type=PLAIN, status=503)


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer /metrics in Prometheus' text format. One query."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    lines = [
        "# TYPE newsroom_database_up gauge",
        f"newsroom_database_up {int(has_database())}",
        "# TYPE newsroom_changes_heard gauge",
        f"newsroom_changes_heard {int(not clock.is_deaf(grace=0))}",
        "# TYPE newsroom_store_up gauge",
        f"newsroom_store_up {int(not watch.is_away_now())}",
        "# TYPE newsroom_memory_peak_bytes gauge",
        f"newsroom_memory_peak_bytes {usage.ru_maxrss * MEMORY_UNIT}",
        "# TYPE newsroom_cpu_seconds_total counter",
        f"newsroom_cpu_seconds_total {usage.ru_utime + usage.ru_stime:.2f}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4")


def has_database() -> bool:
    """Tell whether the database answers. One query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
