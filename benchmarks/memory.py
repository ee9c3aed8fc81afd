"""What the memory of a story costs: comparing and merging long texts, 500 versions behind a story.

    python -m benchmarks.memory

Texts of 5,000 words; times are of this process's processor, the best of several rounds for a
function and the median for a page.
"""

import os
import random
import sys
import time
from functools import partial

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from django.test import Client  # noqa: E402  once the apps are loaded
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles import workflow  # noqa: E402
from articles.models import Article, Version  # noqa: E402
from articles.text import diff, merge  # noqa: E402
from benchmarks import table  # noqa: E402
from benchmarks.desk import cost  # noqa: E402
from newsroom.cache import generation  # noqa: E402
from newsroom.models import User  # noqa: E402

WORDS, PARAGRAPH, VERSIONS = 5_000, 60, 500
COMPARISON, MERGE, FORM = 150, 50, 80  # milliseconds, as the issue promises
QUERIES = 12

chance = random.Random(7)
VOCABULARY = [f"слово{int(chance.paretovariate(0.7))}" for _ in range(20_000)]


def text() -> list[str]:
    return [chance.choice(VOCABULARY) for _ in range(WORDS)]


def edited(words: list[str], share: float) -> list[str]:
    return [chance.choice(VOCABULARY) if chance.random() < share else word for word in words]


def html(words: list[str], by: int = PARAGRAPH) -> str:
    return "".join(f"<p>{' '.join(words[at : at + by])}</p>" for at in range(0, len(words), by))


def best(function, *given) -> float:
    """Return the milliseconds of the quickest of a few rounds."""
    taken = []
    for _round in range(5):
        begun = time.process_time()
        function(*given)
        taken.append(time.process_time() - begun)
    return min(taken) * 1000


def functions() -> list[table.Row]:
    old = text()
    few, all_new = edited(old, 0.02), text()
    theirs, mine = edited(old, 0.02), edited(old, 0.02)
    cases = {
        "two words in a hundred changed": (html(old), html(few)),
        "all words changed": (html(old), html(all_new)),
        "all words changed, in one paragraph": (html(old, WORDS), html(all_new, WORDS)),
    }
    rows = [
        table.at_most(
            f"comparison of 5,000 words, {what}", best(diff.bodies, *pair), COMPARISON, "ms"
        )  # fmt: skip
        for what, pair in cases.items()
    ]
    merging = best(merge.merge_bodies, html(old), html(theirs), html(mine))
    return [*rows, table.at_most("merge of 5,000 words, both sides edited", merging, MERGE, "ms")]


def remembered(by: User) -> Article:
    """Return a story with 500 versions of 5,000 words each."""
    words = text()
    given = {"title_ru": "Память", "body_ru": html(words)}
    article = workflow.save(Article(**given), by=by)
    fields = article.versions.get(part="ru").fields
    rows = []
    for number in range(2, VERSIONS + 1):
        words = edited(words, 0.002)
        body = fields | {"body": html(words)}
        rows.append(
            Version(
                article=article,
                part="ru",
                number=number,
                fields=body,
                verb="save",
                by=by,
                at=timezone.now(),
            )  # fmt: skip
        )
    Version.objects.bulk_create(rows, batch_size=50)
    return article


def opened(client: Client, address: str):
    """Return what `cost` wants: what prepares the request of a page."""
    return lambda: partial(client.get, address)


def pages() -> list[table.Row]:
    chief = User.objects.get(username="chief")
    article, client = remembered(chief), Client(HTTP_HOST="127.0.0.1")
    client.force_login(chief)
    first, last = (article.versions.get(part="ru", number=n) for n in (1, VERSIONS))
    compared = reverse("admin:articles_article_compare", args=[article.pk])
    history = reverse("admin:articles_article_versions", args=[article.pk])
    beside = f"{compared}?old={first.pk}&new={last.pk}"
    addresses = {
        "form with 500 versions behind it": (article.get_admin_url(), FORM),
        "history of 500 versions": (history, 2 * COMPARISON),
        "first version beside the last": (beside, 2 * COMPARISON),
    }
    rows = []
    for what, (address, slowest) in addresses.items():
        taken, asked = cost(opened(client, address))
        rows.append(table.at_most(f"{what} (median)", taken, slowest, "ms"))
        rows.append(table.at_most(f"{what}: queries", asked, QUERIES, "queries"))
    return rows


def main() -> None:
    generation.clock.start()
    print(table.dumps([*functions(), *pages()]))


if __name__ == "__main__":
    sys.exit(main())
