"""What the memory of a story costs: comparing and merging long texts, 500 versions behind a story.

Texts of 5,000 words; times are of this process's processor, the median of several rounds.
"""

import random
from functools import partial

from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, Version
from articles.text import diff, merge
from benchmarks import table, timing
from newsroom.models import User

WORDS, PARAGRAPH, VERSIONS = 5_000, 60, 500
COMPARISON, MERGE, FORM = 150, 50, 80  # milliseconds
QUERIES = 12

chance = random.Random(7)
VOCABULARY = [f"слово{int(chance.paretovariate(0.7))}" for _ in range(20_000)]


def text() -> list[str]:
    return [chance.choice(VOCABULARY) for _ in range(WORDS)]


def edited(words: list[str], share: float) -> list[str]:
    return [chance.choice(VOCABULARY) if chance.random() < share else word for word in words]


def html(words: list[str], by: int = PARAGRAPH) -> str:
    return "".join(f"<p>{' '.join(words[at : at + by])}</p>" for at in range(0, len(words), by))


def functions() -> list[table.Row]:
    old, new = text(), text()
    few, theirs, mine = (edited(old, 0.02) for _ in range(3))
    cases = {
        "two words in a hundred changed": (html(old), html(few)),
        "all words changed": (html(old), html(new)),
        "all words changed, in one paragraph": (html(old, WORDS), html(new, WORDS)),
    }
    rows = []
    for what, pair in cases.items():
        middle = timing.usual(diff.bodies, *pair, rounds=5)
        rows.append(table.at_most(f"comparison of 5,000 words, {what}", middle, COMPARISON, "ms"))
    merging = timing.usual(merge.merge_bodies, html(old), html(theirs), html(mine), rounds=5)
    return [*rows, table.at_most("merge of 5,000 words, both sides edited", merging, MERGE, "ms")]


def remembered(by: User) -> Article:
    """Return a story with 500 versions of 5,000 words each."""
    words = text()
    article = workflow.save(Article(title_ru="Память", body_ru=html(words)), by=by)
    fields, rows = article.versions.get(part="ru").fields, []
    common = {"article": article, "part": "ru", "verb": "save", "by": by, "at": timezone.now()}
    for number in range(2, VERSIONS + 1):
        words = edited(words, 0.002)
        rows.append(Version(number=number, fields=fields | {"body": html(words)}, **common))
    Version.objects.bulk_create(rows, batch_size=50)
    return article


def measure() -> list[table.Row]:
    article, client = remembered(User.objects.get(username="chief")), timing.signed_in("chief")
    first, last = (article.versions.get(part="ru", number=n) for n in (1, VERSIONS))
    compared = reverse("admin:articles_article_compare", args=[article.pk])
    history = reverse("admin:articles_article_versions", args=[article.pk])
    beside = f"{compared}?old={first.pk}&new={last.pk}"
    rows = functions()
    for what, address, bound in (
        ("form with 500 versions behind it", article.get_admin_url(), FORM),
        ("history of 500 versions", history, 2 * COMPARISON),
        ("first version beside the last", beside, 2 * COMPARISON),
    ):
        prepare = partial(partial, client.get, address)
        rows += timing.rows(what, prepare, most=QUERIES, bound=bound)
    return rows
