"""What operators ask: does it run, can it answer, how is it doing."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from newsroom.cache.generation import clock
from newsroom.server import metrics
from newsroom.storage.store_health import watch

PLAIN = "text/plain; charset=utf-8"


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
def answer_metrics(request: HttpRequest) -> HttpResponse:
    """Answer /metrics in Prometheus' text format. One query."""
    metrics.DATABASE_UP.set(has_database())
    metrics.CHANGES_HEARD.set(not clock.is_deaf(grace=0))
    metrics.STORE_UP.set(not watch.is_away_now())
    return HttpResponse(metrics.text(), content_type=metrics.CONTENT_TYPE)


def has_database() -> bool:
    """Tell whether the database answers. One query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
