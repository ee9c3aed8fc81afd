"""Several short lists of editions in two queries, however many the lists are.

A page with ten blocks asks each for a few rows at the end of an index. The database answers all
of them at once: first the ids (a UNION), then the cards (without the long texts).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import CharField, QuerySet, Value

from articles.models import Edition


def block(name: str, editions: QuerySet[Edition]) -> QuerySet:
    """Name a sliced list of editions as one part of `fetch`."""
    # In a subquery of its own: SQLite knows no LIMIT inside of a UNION.
    chosen = Edition.objects.filter(pk__in=editions.values("pk")).order_by()
    return chosen.values_list(Value(name, output_field=CharField()), "pk")


def fetch(
    blocks: Iterable[QuerySet], ids: Mapping[str, list[int]] | None = None
) -> dict[str, list[Edition]]:
    """Return the editions of each block, the newest first, as cards. Two queries.

    `ids` are further blocks, already known by id and in their own order. The rows of a block
    are the same objects in every other block that has them.
    """
    first, *others = blocks
    rows = list(first.union(*others, all=True))
    found: dict[str, list[int]] = defaultdict(list)
    for name, pk in rows:
        found[name].append(pk)
    wanted = {pk for _name, pk in rows}.union(*(ids or {}).values())
    cards = {one.pk: one for one in Edition.objects.live().for_stream().filter(pk__in=wanted)}
    by_age = {pk: place for place, pk in enumerate(cards)}
    lists: dict[str, list[Edition]] = defaultdict(list)
    for name, pks in found.items():
        lists[name] = [cards[pk] for pk in sorted(by_age.keys() & pks, key=by_age.__getitem__)]
    for name, pks in (ids or {}).items():
        lists[name] = [cards[pk] for pk in pks if pk in cards]
    return lists
