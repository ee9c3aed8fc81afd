"""Several questions to an index in one: the newest rows that each of them finds.

PostgreSQL walks through the periods of an index, the newest first (`articles_searchentry_periods`
and the like: months, of pictures blocks of numbers, then all that is older), and stops as soon as
it has enough: a word that is everywhere costs as much as its newest thousand rows. SQLite walks
down an index in the order of time, and stops, too.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.timezone import now

from articles.search import matching
from articles.search.indexes import Ground
from articles.search.matching import Condition, Found, Row, newest_first
from articles.search.query import Query
from articles.search.terms import TITLE

Asked = tuple[str, int]  # a condition, and how many rows are enough
# Titles of a category are looked through so far back: a word that hardly any of them has would
# lead through all stories that have it in theirs.
RECENT = timedelta(days=365)


def candidates(
    query: Query, ground: Ground, least: int | None = None, heard: Query | None = None
) -> tuple[Found, list[Row]]:
    """Return what matches, or has at least so many of the words; and what has all words in its
    title as they are `heard`. One query, a second one where it is more than can be looked at.
    """
    condition = Condition(ground.index, ground.among)
    asked = [(condition.terms(query, least=least), matching.MOST)]
    if heard not in (None, query):
        asked.append((condition.terms(heard, TITLE), matching.CLOSE))
    rows, *also = at_once(asked, ground)
    found = Found(rows)
    if len(rows) > matching.CLOSE:
        titled = ground.newer(now() - RECENT) if ground.is_narrow else ground
        [titles] = at_once([(condition.terms(query, TITLE, least), matching.CLOSE)], titled)
        found = matching.joined(rows, titles)
    return found, also[0] if also else []


def with_few(ground: Ground) -> Ground:
    """Know the rows by their numbers where the questions of a list leave few of them.

    Then a word is looked for in each of these, and not all rows looked through that have it. One
    query on PostgreSQL; SQLite gains nothing by it.
    """
    if connection.vendor != "postgresql":
        return ground
    ids = list(ground.rows.order_by().values_list("pk", flat=True)[: ground.index.few + 1])
    if len(ids) > ground.index.few:
        return ground
    return replace(ground, rows=ground.rows.model.objects.filter(pk__in=ids), among=tuple(ids))


def at_once(several: Iterable[Asked], ground: Ground) -> list[list[Row]]:
    """Return the newest rows of the ground for each of several conditions. One query.

    Raises EmptyResultSet where the ground is known to have no rows.
    """
    parts, given, found = [], [], []
    part = of_postgres if connection.vendor == "postgresql" else of_sqlite
    for place, (asked, most) in enumerate(several):
        sql, params = part(asked, most, ground).query.sql_with_params()
        sql, params = frame(place, sql, params, most, ground)
        parts.append(sql)
        given += params
        found.append([])
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), given)
        for place, *row in cursor.fetchall():
            found[place].append(tuple(row))
    # Pictures' periods are blocks of numbers, which follow the time of most of them.
    return [sorted(rows, key=lambda row: (row[1], row[0]), reverse=True) for rows in found]


def of_postgres(asked: str, most: int, ground: Ground) -> QuerySet:
    """Return the newest rows of one period, which `frame` gives as a column of `step`."""
    rows = newest_first(ground.index, ground.rows)
    if ground.among is not None:
        return rows.filter(pk__in=Condition(ground.index, ground.among).rows(asked))[:most]
    found = f"SELECT {ground.index.table}_found(%s::tsquery && step.period)"
    return rows.filter(pk__in=RawSQL(found, [asked]))[:most]


def of_sqlite(asked: str, most: int, ground: Ground) -> QuerySet:
    # Asked for by its number, SQLite would read every row that has the word; a story's is as long
    # as its texts.
    walking = newest_first(ground.index, ground.rows).alias(number=F("pk") + 0)
    return walking.filter(number__in=Condition(ground.index).rows(asked))[:most]


def frame(place: int, sql: str, params: tuple, most: int, ground: Ground) -> tuple[str, tuple]:
    """Return one part of the question, whose rows say which one they belong to, and its values."""
    key, moment, *others = (f"part.{column}" for column in ground.index.columns)
    columns = ", ".join([str(place), key, seconds(moment), *others])
    if connection.vendor != "postgresql":
        return f"SELECT * FROM (SELECT {columns} FROM ({sql}) part)", params
    if ground.among is not None:
        return f"(SELECT {columns} FROM ({sql}) part)", params
    since = (ground.since,) if ground.since else ()
    periods = f"{ground.index.table}_periods({', '.join(['%s'] * len(since))})"
    return (
        f"(SELECT {columns} FROM {periods} AS step (period)"
        f" CROSS JOIN LATERAL ({sql}) part LIMIT {most})"
    ), since + params


def seconds(moment: str) -> str:
    """Return the seconds since 1970 of a column, as SQL: a moment of Python's for each of a
    thousand rows would only be made to be taken apart again.
    """
    if connection.vendor == "postgresql":
        return f"extract(epoch FROM {moment})::float8"
    return f"(julianday({moment}) - 2440587.5) * 86400"
