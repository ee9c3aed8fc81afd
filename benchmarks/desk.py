"""What the desk costs with many stories: the queries of a page and its milliseconds in the server.

    python -m benchmarks.desk 100000

Generates as many stories in the database of the environment (`DATABASE_URL`), then asks for the
board, the list and a story's form as the chief editor, saves a story of its own and publishes it
again and again. Times are of this process's processor, so that what else the machine does hardly
counts; the database's own time is in them on SQLite, which lives in the same process, and added to
them elsewhere.
"""

import json
import os
import re
import statistics
import sys
import time
from functools import partial

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402  once the apps are loaded
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from articles import workflow  # noqa: E402
from articles.editorial import versions  # noqa: E402
from articles.models import Article, Category  # noqa: E402
from benchmarks import table  # noqa: E402
from newsroom import languages  # noqa: E402
from newsroom.cache import generation  # noqa: E402
from newsroom.models import User  # noqa: E402

STORIES = 100_000
ROUNDS, FEW = 21, 5
NO_QUERY = re.compile("^(BEGIN|COMMIT)|SAVEPOINT")
QUERIES, MILLISECONDS = 12, 60
SAVE_QUERIES, PUBLISH_QUERIES, PUBLISH_MILLISECONDS = 25, 30, 80


def pages() -> dict[str, str]:
    """Return the addresses that are measured, by what they are."""
    stories = reverse("admin:articles_article_changelist")
    return {
        "board": reverse("admin:index"),
        "board, narrowed": reverse("admin:index") + "?days=14&state=live&desk=hy",
        "list of stories": stories,
        "list, narrowed": stories + "?ru=live&hy=missing&kind=news&days=365",
        "list, in review": stories + "?ru=review",
        "list, Armenian missing": stories + "?hy=missing",
        "a story's form": Article.objects.order_by("-changed_at").first().get_admin_url(),
    }


class Story:
    """A story of the benchmark's own, which is saved and published with other words each time."""

    def __init__(self, client: Client):
        self.client, self.number = client, 0
        chief = User.objects.get(username="chief")
        article = Article(title_ru="Измерение", category=Category.objects.first())
        self.article = workflow.save(article, by=chief)
        workflow.publish(self.article, "ru", by=chief)
        pk = self.article.pk
        self.form = reverse("admin:articles_article_change", args=[pk])
        self.verb = reverse("admin:articles_article_verb", args=[pk, "ru", "publish"])

    def save(self):
        """Send the story's form with another title and lead."""
        self.number += 1
        article = Article.objects.get(pk=self.article.pk)
        article.title_ru, article.lead_ru = f"Измерение {self.number}", f"Лид {self.number}"
        data = {"base": json.dumps(versions.numbers(article)), "kind": article.kind}
        data |= {"category": article.category_id, "source_language": article.source_language}
        for code in languages.CODES:
            for field, value in versions.texts(article, code).items():
                data[languages.column(field, code)] = "" if value is None else value
        return lambda: self.client.post(self.form, data)

    def publish(self):
        """Press the button that publishes what was saved."""
        self.save()()
        return lambda: self.client.post(self.verb, {"change": "update", "anyway": "on"})


def milliseconds(send, status: int) -> float:
    """Return the processor's milliseconds for one request."""
    begun = time.process_time()
    response = send()
    taken = time.process_time() - begun
    if response.status_code != status:
        raise RuntimeError(f"{response.status_code} instead of {status}")
    return taken * 1000


def queries(send) -> tuple[int, float]:
    """Return how many queries a request asks, and their milliseconds on the clock of the wall.

    What a transaction costs is in the time, and counted as no query. The clock of the wall counts
    what else the machine does: `row` takes the least of some.
    """
    with CaptureQueriesContext(connection) as captured:
        send()
    asked = sum(not NO_QUERY.search(one["sql"]) for one in captured)
    return asked, sum(float(one["time"]) for one in captured) * 1000


def row(what: str, prepare, *, status=200, most: int, bound: float) -> list[table.Row]:
    """Return the median time and the queries of a request; `prepare` returns what sends it."""
    taken, asked = cost(prepare, status=status)
    place = f"{what}, {Article.objects.count():,} stories, {connection.vendor}"
    return [
        table.at_most(f"{place} (median)", taken, bound, "ms"),
        table.at_most(f"{place}: queries", asked, most, "queries"),
    ]


def cost(prepare, *, status=200) -> tuple[float, int]:
    """Return the median milliseconds and the queries of what `prepare` returns to be sent."""
    milliseconds(prepare(), status)
    taken = statistics.median(milliseconds(prepare(), status) for _round in range(ROUNDS))
    asked, in_database = min(queries(prepare()) for _round in range(FEW))
    if connection.vendor != "sqlite":
        taken += in_database
    return taken, asked


def measure() -> list[table.Row]:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.get(username="chief"))
    rows = []
    for what, address in pages().items():
        send = partial(client.get, address)
        rows += row(what, lambda send=send: send, most=QUERIES, bound=MILLISECONDS)
    story, sent = Story(client), {"status": 302, "bound": PUBLISH_MILLISECONDS}
    rows += row("saving a story", story.save, most=SAVE_QUERIES, **sent)
    rows += row("publishing it again", story.publish, most=PUBLISH_QUERIES, **sent)
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
