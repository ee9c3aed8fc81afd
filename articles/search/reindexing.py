"""Making the index anew: all of it, what is missing, or the editions of a tag or an author."""

from collections.abc import Callable, Iterator

from django.db import transaction
from django.db.models import Q, QuerySet
from django_tasks import task

from articles.models import Edition
from articles.search import index

BATCH = 100


def missing() -> QuerySet[Edition]:
    """Return the editions that no search can find for want of an entry."""
    return Edition.objects.filter(search_entry=None, withdrawn_at=None)


def reindex(
    editions: QuerySet[Edition], *, after: int = 0, said: Callable[[int, int], None] | None = None
) -> int:
    """Write the entries of editions anew, in the order of their ids; return how many.

    A batch is a transaction: readers find the former entries until then, and whoever breaks off
    goes on `after` the last id that was said. `said` hears of the number so far and that id.
    """
    number = 0
    for last, batch in batches(editions, after):
        with transaction.atomic():
            # Locked in one order, so that a publication of meanwhile is not written over.
            rows = Edition.objects.select_for_update().filter(pk__in=batch).order_by("pk")
            index.write(list(rows))
        number += len(batch)
        if said:
            said(number, last)
    return number


def batches(editions: QuerySet[Edition], after: int) -> Iterator[tuple[int, list[int]]]:
    """Yield the last id and all ids of each batch."""
    while ids := list(
        editions.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        after = ids[-1]
        yield after, ids


@task()
def reindex_missing() -> None:
    """Write what is missing, so that a site that was updated finds its stories again."""
    reindex(missing())


@task()
def reindex_named(noun: str, pk: int) -> None:
    """Write the entries of the editions with a tag or by an author whose name has changed."""
    about = {"tag": Q(edition_tags__tag=pk), "author": Q(edition_credits__author=pk)}[noun]
    ids = Edition.objects.filter(about).values("pk")
    reindex(Edition.objects.filter(pk__in=ids))
