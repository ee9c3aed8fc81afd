"""Several short lists of editions in two queries, however many the lists are.

A page with ten blocks asks each for a few rows at the end of an index. The database answers all
of them at once: first the ids (a UNION), then the cards (without the long texts). Django takes
ten times as long to write that UNION as the database to answer it, so it is written once.
"""

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from django.db import connection
from django.db.models import CharField, IntegerField, QuerySet, Value
from django.db.models.expressions import Combinable

from articles.models import Edition

Argument = datetime | int | str | None
Blocks = dict[str, list[Edition]]


def block(name: str, editions: QuerySet[Edition], *, rank: Combinable | None = None) -> QuerySet:
    """Name a sliced list of editions as a part of `prepared`; the lowest `rank` comes first."""
    # In a subquery of its own: SQLite knows no LIMIT inside of a UNION.
    chosen = Edition.objects.filter(pk__in=editions.values("pk")).order_by()
    return chosen.values_list(
        Value(name, output_field=CharField()),
        Value(0, output_field=IntegerField()) if rank is None else rank,
        "pk",
    )


def prepared(build: Callable[..., Iterable[QuerySet]]) -> Callable[..., Blocks]:
    """Turn a function that returns blocks into one that returns their editions.

    The function is called once for each shape of arguments (how many, of which types) with
    stand-ins: it must use the arguments in filters only, and may ask whether one is None. Its
    SQL is kept, and asked with the arguments of each call. Editions come by rank, then the newest
    first; the same edition is the same object in every block. Two queries.
    """
    kept: dict[tuple, tuple[str, list]] = {}

    @functools.wraps(build)
    def ask(*arguments: Argument) -> Blocks:
        shape = (connection.vendor, *map(type, arguments))
        if shape not in kept:
            kept[shape] = write(build, arguments)
        sql, parameters = kept[shape]
        adapted = [adapt(argument) for argument in arguments]
        with connection.cursor() as cursor:
            cursor.execute(sql, [slot(adapted) for slot in parameters])
            return collect(cursor.fetchall())

    return ask


def write(build: Callable, arguments: tuple[Argument, ...]) -> tuple[str, list[Callable]]:
    """Return the SQL of the blocks, and for each parameter how to get it from the arguments."""
    stand_ins = [stand_in(argument, number) for number, argument in enumerate(arguments)]
    first, *others = build(*stand_ins)
    union = (first.union(*others, all=True) if others else first).order_by()
    sql, parameters = union.query.sql_with_params()
    places = {adapt(one): number for number, one in enumerate(stand_ins) if one is not None}
    return sql, [slot_of(parameter, places) for parameter in parameters]


def slot_of(parameter, places: dict) -> Callable[[list], object]:
    if parameter in places:
        number = places[parameter]
        return lambda arguments: arguments[number]
    return lambda arguments: parameter


def stand_in(argument: Argument, number: int) -> Argument:
    """Return a value of the argument's type that no query has by chance."""
    if isinstance(argument, datetime):
        return datetime(1000 + number, 1, 1, tzinfo=UTC)
    if isinstance(argument, int):
        return -1_000_003 - number
    return None if argument is None else f"stand-in {number}"


def adapt(argument: Argument) -> object:
    """Return an argument as the database wants it."""
    if isinstance(argument, datetime):
        return connection.ops.adapt_datetimefield_value(argument)
    # Labels of choices (`Kind.NEWS`) are strings, but not exactly.
    return str(argument) if isinstance(argument, str) else argument


def collect(rows: list[tuple[str, int, int]]) -> Blocks:
    """Return the cards of (block, rank, id) by block. One query."""
    editions = Edition.objects.live().for_stream().filter(pk__in={pk for _name, _rank, pk in rows})
    cards = {edition.pk: (place, edition) for place, edition in enumerate(editions)}
    found: dict[str, list[tuple[int, int, Edition]]] = defaultdict(list)
    for name, rank, pk in rows:
        if pk in cards:
            found[name].append((rank, *cards[pk]))
    lists: Blocks = defaultdict(list)
    for name, ranked in found.items():
        lists[name] = [edition for _rank, _place, edition in sorted(ranked, key=lambda x: x[:2])]
    return lists
