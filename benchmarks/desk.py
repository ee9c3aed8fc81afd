"""What the desk costs with many stories: the queries of a page and its milliseconds in the server.

Generates as many stories in the database of the environment, then asks for the board, the list and
a story's form as the chief editor, saves a story of its own and publishes it again and again.
"""

import json
import sys
from functools import partial

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles import workflow
from articles.editorial import versions
from articles.models import Article, Category
from benchmarks import table, timing
from newsroom import languages
from newsroom.models import User

STORIES = 100_000
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
        return partial(self.client.post, self.form, self.changed_form())

    def changed_form(self) -> dict:
        """Return the fields of the story's form, with another title and lead than before."""
        self.number += 1
        article = Article.objects.get(pk=self.article.pk)
        article.title_ru, article.lead_ru = f"Измерение {self.number}", f"Лид {self.number}"
        data = {"base": json.dumps(versions.numbers(article)), "kind": article.kind}
        data |= {"category": article.category_id, "source_language": article.source_language}
        for code in languages.CODES:
            for field, value in versions.texts(article, code).items():
                data[languages.column(field, code)] = "" if value is None else value
        return data

    def publish(self):
        """Press the button that publishes what was saved."""
        self.save()()
        return partial(self.client.post, self.verb, {"change": "update", "anyway": "on"})


def measure(stories: int = STORIES) -> list[table.Row]:
    call_command("demo", articles=stories, stdout=sys.stderr)
    timing.analyse()
    client = timing.signed_in("chief")
    where = f"{Article.objects.count():,} stories, {connection.vendor}"
    rows = []
    for what, address in pages().items():
        prepare = partial(partial, client.get, address)
        rows += timing.rows(f"{what}, {where}", prepare, most=QUERIES, bound=MILLISECONDS)
    story, sent = Story(client), {"status": 302, "bound": PUBLISH_MILLISECONDS}
    rows += timing.rows(f"saving a story, {where}", story.save, most=SAVE_QUERIES, **sent)
    again = f"publishing it again, {where}"
    return rows + timing.rows(again, story.publish, most=PUBLISH_QUERIES, **sent)
