"""Who has a story open: heard from their windows every few seconds, told to the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import BigIntegerField, F, Func, QuerySet, Subquery
from django.utils.timezone import now

from articles.models import Article, Presence
from newsroom.models import User
from newsroom.server.databases import adapted

# Of one story so many are named; rows that nobody took away are dropped after so long.
MOST = 20
# A window gives itself its name, and might give itself another one at each request: the windows of
# a person that were silent for longest make room, in a story and altogether.
MOST_WINDOWS, MOST_OF_PERSON = 8, 40
FORGOTTEN = timedelta(hours=1)
# By hand, since the answer says whether the window was known.
TELL = """
    INSERT INTO "articles_presence" (article_id, person_id, tab, part, field, since, seen_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (article_id, person_id, tab) DO UPDATE
    SET part = EXCLUDED.part, field = EXCLUDED.field, seen_at = EXCLUDED.seen_at
    RETURNING since = seen_at
"""


@dataclass(frozen=True)
class Here:
    """Somebody who has the story open, and the place they were last at."""

    row: Presence
    is_own: bool


def record_window(article: Article, *, by: User, tab: str, part: str = "", field: str = "") -> None:
    """Note that a window of somebody's is open, and where they are.

    One query; four more at most for a window that was not known.
    """
    moment = adapted(now())
    values = [article.pk, by.pk, tab, part, field, moment, moment]
    with connection.cursor() as cursor:
        cursor.execute(TELL, values)
        is_new = cursor.fetchone()[0]
    if is_new:
        windows = Presence.objects.filter(person=by)
        drop_silent(windows.filter(article=article), keep=MOST_WINDOWS)
        drop_silent(windows, keep=MOST_OF_PERSON)


def drop_silent(windows: QuerySet, *, keep: int) -> None:
    """Drop all but the windows that were heard of last. Two queries at most."""
    silent = windows.order_by("-seen_at", "-pk").values_list("pk", flat=True)[keep:]
    if rows := list(silent):
        Presence.objects.filter(pk__in=rows).delete()


def leave(article: Article, *, by: User, tab: str) -> None:
    """Take a window away that was closed, and what others left behind. Two queries."""
    Presence.objects.filter(article=article, person=by, tab=tab).delete()
    Presence.objects.filter(seen_at__lt=now() - FORGOTTEN).delete()


def openers(articles: Iterable[Article], *, but: User) -> dict[int, list[User]]:
    """Return who has stories open, by the story's id, but for one person. One query."""
    rows = Presence.objects.here().filter(article__in=[one.pk for one in articles])
    rows = rows.exclude(person=but).select_related("person").order_by("since", "pk")
    found: dict[int, list[User]] = {}
    for row in rows:
        people = found.setdefault(row.article_id, [])
        if row.person not in people:
            people.append(row.person)
    return found


def places(articles: Iterable[int], *, but: User) -> dict[int, dict[int, list[str]]]:
    """Return who has stories open and in which parts: by the story's id, then the person's.

    The first to come first, but for one person. One query.
    """
    rows = Presence.objects.here().filter(article__in=articles).exclude(person=but)
    found: dict[int, dict[int, list[str]]] = {}
    for article, person, part in rows.order_by("since", "pk").values_list(
        "article", "person", "part"
    ):
        parts = found.setdefault(article, {}).setdefault(person, [])
        if part not in parts:
            parts.append(part)
    return found


def mark(*, but: User) -> Subquery:
    """Return what changes when somebody else opens a story or leaves one, for a query to carry."""
    rows = Presence.objects.here().exclude(person=but).order_by()
    total = Func(F("pk"), function="SUM", output_field=BigIntegerField())
    return Subquery(rows.annotate(total=total).values("total"))


def others(article: Article, *, by: User, tab: str) -> list[Here]:
    """Return who else has the story open, each person once, the first to come first. One query.

    One's own other windows are among them, as one.
    """
    rows = Presence.objects.here().filter(article=article).select_related("person")
    rows = rows.order_by("-seen_at", "-pk")[: MOST * 2]
    found: dict[int, Presence] = {}
    for row in rows:
        if (row.person_id, row.tab) != (by.pk, tab):
            found.setdefault(row.person_id, row)
    people = sorted(found.values(), key=lambda row: (row.since, row.pk))
    return [Here(row, row.person_id == by.pk) for row in people[:MOST]]
