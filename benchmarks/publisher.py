"""The process that publishes while benchmarks/publishing.py watches."""

import sys
import time

from django.db import transaction

from articles import workflow
from articles.models import Article
from newsroom.models import User


def measure() -> list:
    """Print the address of a new story; publish it as often as told, printing when it was done."""
    chief = User.objects.get(username="chief")
    done: list[float] = []
    example = Article.objects.filter(cover__isnull=False, category__isnull=False).first()
    story = Article(title_ru="Публикация", category=example.category, cover=example.cover)

    def publish(number: int):
        story.body_ru = f"<p>Publication {number}.</p>"
        workflow.save(story, by=chief)
        with transaction.atomic():
            transaction.on_commit(lambda: done.append(time.monotonic()))
            return workflow.publish(story, "ru", by=chief)

    print(publish(0).get_absolute_url(), flush=True)
    for number in range(1, int(sys.stdin.readline()) + 1):
        publish(number)
        print(done[-1], number, flush=True)
        time.sleep(1)
    return []
