"""Several short lists of editions in three queries, however many the lists are.

A page with ten blocks asks each for a few rows at the end of an index. The database answers all
of them at once: first the ids, by one UNION of SQL that stands in this file, then the cards
(without the long texts) and their covers. By hand, because Django takes 9 ms to write the UNION
of the home page and 6 ms that of a story, which the database answers in one (two cores of 2026;
both pages have less than 15 ms in all).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import connection
from django.utils.timezone import now

from articles.models import Edition, context
from articles.models.edition import live_sql
from articles.site import rows
from newsroom.cache.generation import KEPT_SECONDS, per_generation
from newsroom.cache.per_key import per_generation_by_key
from newsroom.server.databases import adapted, planned_cursor

Blocks = dict[str, list[Edition]]

# Among so many of the newest, pages look for what they show; some end while they are kept.
MOST_NEWEST, SPARE = 40, 10

NEWEST_FIRST = "e.published_at DESC, e.id DESC"
# All but the long text.
CARD = ", ".join(f"e.{one.column}" for one in Edition._meta.concrete_fields if one.name != "body")


# It keeps the lists full; what is shown passes `live()` itself.
LIVE = live_sql("e")


def block(
    name: str,
    where: str,
    limit: int,
    *,
    tables: str = "articles_edition e",
    rank: str = "0",
    order: str = NEWEST_FIRST,
) -> str:
    """Return the SQL of a list: the first `limit` live editions `e` where something holds.

    Everything is SQL of ours; what comes from elsewhere stands in it as `%(name)s`. `tables`
    are read in their order (by CROSS JOIN, see below); in the list the lowest `rank` comes first,
    then the newest.
    """
    return ranked(
        name,
        f"""
        SELECT {rank} AS weight, e.published_at, e.id FROM {tables}
        WHERE {LIVE} AND {where}
        ORDER BY {order} LIMIT {limit}
        """,
    )


def ranked(name: str, rows: str) -> str:
    """Return the SQL that numbers the rows (weight, published_at, id) of a block."""
    # In a subquery of its own: SQLite knows no LIMIT inside of a UNION.
    return f"""
        SELECT '{name}' AS block,
            ROW_NUMBER() OVER (ORDER BY weight, published_at DESC, id DESC) AS place, id
        FROM ({rows}) AS {name}
    """


def fetch_lists(blocks: Iterable[str], **values) -> Blocks:
    """Return the editions of each block by its name; `values` fill the names in their SQL.

    The same edition is the same object in every block. Two queries, and one for covers.
    """
    found = ask_ids(blocks, **values)
    editions = cards({pk for ids in found.values() for pk in ids})
    lists: Blocks = defaultdict(list)
    for name, ids in found.items():
        lists[name] = [editions[pk] for pk in ids if pk in editions]
    return lists


def ask_ids(blocks: Iterable[str], **values) -> dict[str, list[int]]:
    """Return the ids of the editions of each block by its name. One query.

    They are live now, or at the moment that `values` call "now".
    """
    values.setdefault("now", now())
    with planned_cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(blocks),
            {name: adapted(value) for name, value in values.items()},
        )
        places = cursor.fetchall()
    found: dict[str, list[int]] = defaultdict(list)
    for name, _place, pk in sorted(places):
        found[name].append(pk)
    return found


def cards(ids: Iterable[int], moment: datetime | None = None) -> dict[int, Edition]:
    """Return the live editions of ids, as streams show them, now or at a moment.

    Two queries with their covers, none of what other pages have asked for.
    """
    moment = moment or now()
    return {pk: one for pk, one in _cards(ids).items() if one.is_live_at(moment)}


@per_generation_by_key
def _cards(ids: Iterable[int]) -> dict[int, Edition]:
    """Return the editions of ids, live or not: time alone moves no generation."""
    return {one.pk: one for one in _read("e.id IN (" + ", ".join(["%s"] * len(ids)) + ")", *ids)}


def _read(where: str, *values: object) -> list[Edition]:
    """Return editions as `for_stream` has them, where SQL of ours holds.

    What is kept of categories and pictures stays when stories change: they are not joined.
    """
    query = f"SELECT {CARD} FROM articles_edition e WHERE {where}"
    found = list(Edition.objects.raw(query, [adapted(value) for value in values]))
    covers = rows.images_of({one.cover_id for one in found})
    categories = {one.pk: one for one in context.categories()} if found else {}
    for one in found:
        one.category = categories.get(one.category_id)
        one.cover = covers.get(one.cover_id)
    return found


def newest(language: str, number: int, moment: datetime | None = None) -> list[Edition]:
    """Return the newest live editions of a language, as streams show them, now or at a moment.

    Two queries with their covers, none of what another page has asked for.
    """
    known_until = now() + timedelta(seconds=KEPT_SECONDS)
    moment = moment or now()
    if number > MOST_NEWEST or moment > known_until:
        return list(Edition.objects.live(moment).in_language(language).for_stream()[:number])
    return [one for one in _newest(language) if one.is_live_at(moment)][:number]


@per_generation
def _newest(language: str) -> list[Edition]:
    """Return the newest that are live or will be while this is kept, with some to spare."""
    moment, most = now(), MOST_NEWEST + SPARE
    soon = moment + timedelta(seconds=2 * KEPT_SECONDS)
    return _read(
        f"""
        e.language = %s AND e.published_at <= %s AND e.withdrawn_at IS NULL
        AND (e.expires_at IS NULL OR e.expires_at > %s) ORDER BY {NEWEST_FIRST} LIMIT {most}
        """,
        *(language, soon, moment),
    )


def filled(language: str, periods: Sequence[tuple[datetime, datetime]]) -> list[bool]:
    """Tell of each period whether it has live stories in a language. One query."""
    parts, values = [], {"now": now(), "language": language}
    for number, (since, until) in enumerate(periods):
        parts.append(f"""
            EXISTS (
                SELECT 1 FROM articles_edition e
                WHERE {LIVE} AND e.language = %(language)s
                AND e.published_at >= %(since_{number})s AND e.published_at < %(until_{number})s
            )
        """)
        values |= {f"since_{number}": since, f"until_{number}": until}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(parts)}", {name: adapted(value) for name, value in values.items()}
        )
        return [bool(one) for one in cursor.fetchone()]
