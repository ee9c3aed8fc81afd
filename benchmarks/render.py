"""How long a page takes that is rendered afresh: in the server, one client, no page cache.

Calls the WSGI application behind the page cache, so that network and client do not count; what is
kept for other pages (site-wide rows, the frame, cards) is kept as it is in a server that hears its
database. The first page after a publication reads stories anew: it is measured, too.
"""

import io
import itertools
import os
import statistics
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from django.core.wsgi import get_wsgi_application

from benchmarks import table

application = get_wsgi_application()

from django.conf import settings  # noqa: E402  once the apps are loaded
from django.db import connection  # noqa: E402
from django.db.models import F  # noqa: E402

from articles.models import Category, Edition  # noqa: E402
from newsroom import languages  # noqa: E402
from newsroom.cache import generation  # noqa: E402
from newsroom.server import databases  # noqa: E402

ROUNDS = 60
STORIES = 200


def render(path: str) -> float:
    """Return the milliseconds that one fresh page took.

    On SQLite a page waits for nobody: its processor time is what it takes on a machine with
    nothing else to do. What PostgreSQL does counts, too, so there it is the time by the clock.
    """
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    begun = clock()
    fetch(path)
    return (clock() - begun) * 1000


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


def median(paths: list[str]) -> float:
    """Return the median milliseconds over rounds through the pages, after one warm-up."""
    for path in paths:
        render(path)
    return statistics.median(
        render(path) for path in itertools.islice(itertools.cycle(paths), ROUNDS)
    )


def first(paths: list[str]) -> float:
    """Return the median milliseconds of pages that are the first after a publication."""
    taken = []
    for path in itertools.islice(itertools.cycle(paths), ROUNDS):
        change_a_story()
        taken.append(render(path))
    return statistics.median(taken)


def change_a_story() -> None:
    """Write a story as it is, as a publication does; wait until this process has heard of it."""
    before = generation.clock.current()
    Edition.objects.filter(pk=Edition.objects.live()[0].pk).update(lead=F("lead"))
    while generation.clock.current() in (None, before):
        time.sleep(0.001)


def main() -> None:
    databases.serve(settings.DATABASE_REPLICA)
    generation.clock.start()
    prefixes = [language.prefix for language in languages.LANGUAGES]
    articles = [edition.get_absolute_url() for edition in Edition.objects.live()[:STORIES]]
    slugs = Category.objects.values_list("slug", flat=True)
    how = f"rendered afresh, {connection.display_name} (median)"
    pages = [
        (f"article, {how}", articles, 8),
        (f"home, {how}", [f"/{prefix}/" for prefix in prefixes], 15),
        (
            f"category, {how}",
            [f"/{prefix}/category/{slug}/" for prefix in prefixes for slug in slugs],
            15,
        ),
    ]
    rows = [table.at_most(what, median(paths), most, "ms") for what, paths, most in pages]
    for what, paths, _most in pages[:2]:
        name = what.replace("rendered afresh", "the first after a publication")
        rows.append(table.Row(name, f"{first(paths):.1f} ms", "printed", True))
    print(table.dumps(rows))


if __name__ == "__main__":
    main()
