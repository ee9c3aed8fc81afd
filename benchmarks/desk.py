"""What the desk costs with many stories: the queries of a page and its milliseconds in the server.

    python -m benchmarks.desk 100000

Generates as many stories in the database of the environment, then asks for the board, the list and
a story's form as the chief editor. Times are of this process's processor, so that what else the
machine does hardly counts; the database's own time is in them on SQLite, which lives in the same
process, and printed beside them elsewhere.
"""

import os
import statistics
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402  once the apps are loaded
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from articles.models import Article  # noqa: E402
from benchmarks import table  # noqa: E402
from newsroom import generation  # noqa: E402
from newsroom.models import User  # noqa: E402

STORIES = 100_000
ROUNDS = 21
QUERIES, MILLISECONDS = 12, 60


def pages() -> dict[str, str]:
    """Return the addresses that are measured, by what they are."""
    stories = reverse("admin:articles_article_changelist")
    return {
        "board": reverse("admin:index"),
        "board, narrowed": reverse("admin:index") + "?days=14&state=live&desk=hy",
        "list of stories": stories,
        "list, narrowed": stories + "?ru=live&hy=missing&kind=news&days=365",
        "list, in review": stories + "?ru=review",
        "a story's form": Article.objects.order_by("-changed_at").first().get_admin_url(),
    }


def milliseconds(client: Client, address: str) -> float:
    """Return the processor's milliseconds for one page."""
    begun = time.process_time()
    response = client.get(address)
    taken = time.process_time() - begun
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return taken * 1000


def queries(client: Client, address: str) -> tuple[int, float]:
    """Return how many queries a page asks, and their milliseconds on the clock of the wall."""
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured), sum(float(one["time"]) for one in captured) * 1000


def measure() -> list[table.Row]:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.get(username="chief"))
    rows = []
    for what, address in pages().items():
        milliseconds(client, address)
        taken = statistics.median(milliseconds(client, address) for _round in range(ROUNDS))
        asked, in_database = queries(client, address)
        place = f"{what}, {Article.objects.count():,} stories, {connection.vendor}"
        if connection.vendor != "sqlite":
            taken += in_database
        rows.append(table.at_most(f"{place} (median)", taken, MILLISECONDS, "ms"))
        rows.append(table.at_most(f"{place}: queries", asked, QUERIES, "queries"))
    return rows


def main() -> None:
    stories = int(sys.argv[1]) if len(sys.argv) > 1 else STORIES
    call_command("demo", articles=stories, stdout=sys.stderr)
    if connection.vendor == "postgresql":
        # What its autovacuum does within a minute. SQLite is never analysed where we run it.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    generation.clock.start()
    print(table.dumps(measure()))


if __name__ == "__main__":
    main()
