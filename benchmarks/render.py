"""How long a page takes that is rendered afresh: in the server, one client, no page cache.

Calls the WSGI application behind the page cache, so that network and client do not count; what is
kept for other pages (site-wide rows, the frame, cards) is kept as it is in a server that hears its
database. The first page after a publication reads stories anew: it is measured, too.
"""

import io
import itertools
import statistics
import time

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.db.models import F

from articles.models import Category, Edition
from benchmarks import table, timing
from newsroom import languages
from newsroom.cache import generation

ROUNDS, STORIES = 60, 200
application = get_wsgi_application()


def fetch(path: str) -> bytes:
    """Return a fresh page; RuntimeError when it is not one."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.partition("?")[0],
        "QUERY_STRING": path.partition("?")[2],
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "HTTP_HOST": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
    }
    statuses = []
    response = application(environ, lambda status, headers: statuses.append(status))
    body = b"".join(response)
    response.close()
    if statuses != ["200 OK"] or not body:
        raise RuntimeError(f"{path} answered {statuses}")
    return body


def median(paths: list[str], before_each=lambda: None) -> float:
    """Return the median milliseconds over rounds through the pages.

    On SQLite a page waits for nobody: its processor time is what it takes on a machine with
    nothing else to do. What PostgreSQL does counts, too, so there it is the time by the clock.
    """
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    found = []
    for path in itertools.islice(itertools.cycle(paths), ROUNDS):
        before_each()
        found.append(timing.taken(fetch, path, clock=clock))
    return statistics.median(found)


def change_a_story() -> None:
    """Write a story as it is, as a publication does; wait until this process has heard of it."""
    before = generation.clock.current()
    Edition.objects.filter(pk=Edition.objects.live()[0].pk).update(lead=F("lead"))
    while generation.clock.current() in (None, before):
        time.sleep(0.001)


def measure() -> list[table.Row]:
    prefixes = [language.prefix for language in languages.LANGUAGES]
    slugs = Category.objects.values_list("slug", flat=True)
    pages = {
        "article": ([one.get_absolute_url() for one in Edition.objects.live()[:STORIES]], 8),
        "home": ([f"/{prefix}/" for prefix in prefixes], 15),
        "category": ([f"/{at}/category/{slug}/" for at in prefixes for slug in slugs], 15),
    }
    where, rows = f"{connection.display_name} (median)", []
    for name, (paths, most) in pages.items():
        for path in paths:
            fetch(path)
        rows.append(table.at_most(f"{name}, rendered afresh, {where}", median(paths), most, "ms"))
    for name in ("article", "home"):
        what = f"{name}, the first after a publication, {where}"
        rows.append(table.printed(what, f"{median(pages[name][0], change_a_story):.1f} ms"))
    return rows
