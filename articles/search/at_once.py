"""Several questions to an editors' index in one: the newest rows that each of them finds.

PostgreSQL walks through the periods of an index, the newest first (`articles_storyentry_periods`,
`articles_pictureentry_periods`: months, blocks of numbers, then all that is older), and stops as
soon as it has enough: a word that is everywhere costs as much as its newest thousand rows. SQLite
walks down an index in the order of time, and stops, too.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL

from articles.search.indexes import Ground
from articles.search.matching import Condition, Row, newest_first

Asked = tuple[str, int]  # a condition, and how many rows are enough


def at_once(several: Iterable[Asked], ground: Ground) -> list[list[Row]]:
    """Return the newest rows of the ground for each of several conditions. One query.

    Raises EmptyResultSet where the ground is known to have no rows.
    """
    parts, given, found = [], [], []
    part = of_postgres if connection.vendor == "postgresql" else of_sqlite
    for place, (asked, most) in enumerate(several):
        sql, params = part(asked, most, ground).query.sql_with_params()
        parts.append(frame(place, sql, most, ground))
        given += params
        found.append([])
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), given)
        rows = cursor.fetchall()
    moment = reader_of_moments(ground)
    for place, pk, at in rows:
        found[place].append((pk, moment(at)))
    return found


def of_postgres(asked: str, most: int, ground: Ground) -> QuerySet:
    """Return the newest rows of one period, which `frame` gives as a column of `step`."""
    if ground.among is not None:
        return named(ground).filter(pk__in=Condition(ground.index, ground.among).rows(asked))[:most]
    found = f"SELECT {ground.index.table}_found(%s::tsquery && step.period)"
    return named(ground).filter(pk__in=RawSQL(found, [asked]))[:most]


def of_sqlite(asked: str, most: int, ground: Ground) -> QuerySet:
    # Asked for by its number, SQLite would read every row that has the word; a story's is as long
    # as its texts.
    walking = named(ground).alias(number=F("pk") + 0)
    return walking.filter(number__in=Condition(ground.index).rows(asked))[:most]


def named(ground: Ground) -> QuerySet:
    """Return the rows, the newest first, as columns that have the names of their fields."""
    _pk, moment = ground.index.columns
    return newest_first(ground.index, ground.rows).values_list("id", moment)


def frame(place: int, sql: str, most: int, ground: Ground) -> str:
    """Return one part of the question; its rows say which one they belong to."""
    _pk, moment = ground.index.columns
    columns = f"{place}, part.id, part.{moment}"
    if connection.vendor != "postgresql":
        return f"SELECT * FROM (SELECT {columns} FROM ({sql}) part)"
    if ground.among is not None:
        return f"(SELECT {columns} FROM ({sql}) part)"
    return (
        f"(SELECT {columns} FROM {ground.index.table}_periods() AS step (period)"
        f" CROSS JOIN LATERAL ({sql}) part LIMIT {most})"
    )


def reader_of_moments(ground: Ground) -> Callable:
    """Return what makes a moment of what the database gives, which SQLite keeps as text."""
    field = ground.rows.model._meta.get_field(ground.index.columns[1])
    column = field.get_col(ground.rows.model._meta.db_table)
    converters = connection.ops.get_db_converters(column)

    def moment(given) -> datetime:
        for convert in converters:
            given = convert(given, column, connection)
        return given

    return moment
