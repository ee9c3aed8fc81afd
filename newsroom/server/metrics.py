"""What a server counts, by Prometheus' own client (/metrics).

Each process keeps its figures in files of its own in one folder; whichever is asked adds up all of
them, those of processes that have ended, too. So no counter goes backwards while the server runs.
"""

import os
import resource
import sys
import threading
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Gauge, disable_created_metrics
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from newsroom.server import metrics_folder

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
# ru_maxrss is in kilobytes on Linux, in bytes on macOS.
MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024

disable_created_metrics()
_registry = CollectorRegistry()
if os.environ.get(metrics_folder.VARIABLE):
    _all_processes = CollectorRegistry()
    MultiProcessCollector(_all_processes)
else:
    _all_processes = _registry

# What the process says that is asked; of the two others what all of them have.
_newest = {"registry": _registry, "multiprocess_mode": "mostrecent"}
DATABASE_UP = Gauge("newsroom_database_up", "The database answers.", **_newest)
CHANGES_HEARD = Gauge("newsroom_changes_heard", "Changes of the database are heard.", **_newest)
STORE_UP = Gauge("newsroom_store_up", "The store of files answers.", **_newest)
_memory = Gauge(
    "newsroom_memory_peak_bytes",
    "The most that one process has taken.",
    registry=_registry,
    multiprocess_mode="max",
)
_seconds = Counter(
    "newsroom_cpu_seconds_total", "Time of the processor, of all processes.", registry=_registry
)
_responses = Counter(
    "newsroom_responses_total",
    "Answers that were made; those out of memory are not among them.",
    ["status"],
    registry=_registry,
)


class _Usage:
    """Adds to the figures what this process has used since the last time."""

    def __init__(self):
        os.register_at_fork(after_in_child=self._begin_anew)
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._lock, self._told = threading.Lock(), 0.0

    def update(self) -> None:
        with self._lock:
            used = resource.getrusage(resource.RUSAGE_SELF)
            seconds = used.ru_utime + used.ru_stime
            _seconds.inc(seconds - self._told)
            _memory.set(used.ru_maxrss * MEMORY_UNIT)
            self._told = seconds


_usage = _Usage()


class MetricsMiddleware:
    """Counts what is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        _responses.labels(response.status_code).inc()
        _usage.update()
        return response


def text() -> bytes:
    """Return the figures of all processes of this server, as Prometheus reads them."""
    _usage.update()
    return generate_latest(_all_processes)
