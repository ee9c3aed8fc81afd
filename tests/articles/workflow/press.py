"""A process of its own that publishes and dies: called by test_worst_days.py.

    python -m tests.articles.workflow.press killed|together ARTICLE PERSON NUMBER

"killed": publishes that often, each in a child that kills itself at a random moment between or
after its questions to the database; prints what was before, what could be, and what is.
"together": that many children publish the same story at once; prints what is then.
"merged": that many children publish the story or save it with its category, tag and author chosen
anew, while as many merge these into others (the next ids); prints how each ended.
"""

import json
import os
import random
import signal
import sys
import traceback

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.db import connection  # noqa: E402  the apps come first

from articles import workflow  # noqa: E402
from articles.models import Article, AuditEntry, Edition, SearchEntry, Version  # noqa: E402
from newsroom.models import User  # noqa: E402


def state(article: int) -> dict:
    """Return everything that a publication writes."""
    edition = Edition.objects.filter(article=article).first()
    return {
        "title": edition and edition.title,
        "version": edition and edition.version,
        "tags": edition and edition.edition_tags.count(),
        "words": edition and words_of_title(edition),
        "before": edition and (edition.former.row or {}).get("values", {}).get("title"),
        "audit": AuditEntry.objects.filter(article=article, action="publish").count(),
        "versions": Version.objects.filter(article=article).count(),
    }


def words_of_title(edition: Edition) -> list[str]:
    """Return what the search knows of an edition's title."""
    terms = SearchEntry.objects.get(edition=edition).terms.split()
    return [term for term in terms if term.startswith("^")]


def let_go() -> None:
    """Close what a child must not share."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()


def in_child(work) -> int:
    let_go()
    if child := os.fork():
        return child
    try:
        work()
        connection.close()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def publish(article: int, person: int, die_at: int) -> None:
    """Publish; die before (even) or after (odd) the question with that half number."""
    asked = iter(range(10_000))

    def wrapper(execute, sql, params, many, context):
        number = next(asked)
        if number * 2 == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = execute(sql, params, many, context)
        if number * 2 + 1 == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    story, by = Article.objects.get(pk=article), User.objects.get(pk=person)
    with connection.execute_wrapper(wrapper):
        workflow.publish(story, "ru", by=by)


def killed(article: int, person: int, number: int) -> None:
    chance = random.Random(6)
    for one, die_at in enumerate(sorted(chance.sample(range(80), number))):
        story, title = Article.objects.get(pk=article), f"Заголовок{one}"
        story.title_ru = title
        workflow.save(story, by=User.objects.get(pk=person))
        before = state(article)
        _pid, status = os.waitpid(in_child(lambda at=die_at: publish(article, person, at)), 0)
        done = {
            "title": title,
            "version": Version.objects.filter(article=article, part="ru").count(),
            "tags": 1,
            "words": [f"^{title.lower()}"],
            "before": before["title"],
            "audit": before["audit"] + 1,
            "versions": before["versions"],
        }
        was_killed = os.WIFSIGNALED(status)
        print(json.dumps([was_killed, before, done, state(article)]), flush=True)


def together(article: int, person: int, number: int) -> None:
    children = [in_child(lambda: publish(article, person, -1)) for _one in range(number)]
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    print(json.dumps([codes, state(article)]))


def merged(article: int, person: int, number: int) -> None:
    by, story = User.objects.get(pk=person), Article.objects.get(pk=article)
    tag, author = story.tags.get(), story.credits.get().author
    start, go = os.pipe()

    def waiting(work):
        def wait_and_work():
            os.close(go)
            os.read(start, 1)  # until the parent closes its end
            work()

        return in_child(wait_and_work)

    def merge(row) -> None:
        workflow.merge(row, type(row).objects.get(pk=row.pk + 1), by=by)

    def choose(mine: Article) -> None:
        """Give a story what is merged at this moment, as a form that was open for long does."""
        mine.category_id = story.category_id
        workflow.save(mine, by=by, tags=[tag.pk], credits=[(author.pk, "text", "")])

    others = [workflow.save(Article(title_ru=f"{one}"), by=by) for one in range(number)]
    works = [lambda row=row: merge(row) for row in (tag, author, story.category)]
    for one in others:
        works.append(lambda: workflow.publish(Article.objects.get(pk=article), "ru", by=by))
        works.append(lambda one=one: choose(one))
    children = [waiting(work) for work in works]
    os.close(go)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    edition = Edition.objects.get(article=article)
    found = {
        "published": [
            edition.category_id,
            *edition.edition_tags.values_list("tag", flat=True),
            *edition.edition_credits.values_list("author", flat=True),
        ]
    }
    for one in Article.objects.all():
        facts = Version.objects.filter(article=one, part="shared").latest("number").fields
        found[one.pk] = [
            [one.category_id, *one.tags.values_list("pk", flat=True)],
            [*one.credits.values_list("author", flat=True)],
            [facts["category"], *facts["tags"], facts["credits"][0][0]],
        ]
    print(json.dumps([codes, found]))


if __name__ == "__main__":
    {"killed": killed, "together": together, "merged": merged}[sys.argv[1]](*map(int, sys.argv[2:]))
