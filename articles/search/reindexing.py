"""Making the index anew: all of it, what is missing, or what has a tag, an author, a picture."""

from collections.abc import Callable, Iterator

from django.db import transaction
from django.db.models import Q, QuerySet
from django_tasks import task

from articles.models import Article, Edition, Image
from articles.search import editors_index, index
from articles.search.terms import PERIOD

BATCH = 100


Rows = QuerySet[Edition] | QuerySet[Article] | QuerySet[Image]


def every() -> dict[str, Rows]:
    """Return all that can be found: editions, working copies, pictures; what lies in a bin, too,
    so that it is found when it is taken out.
    """
    return {
        "publications": Edition.objects.all(),
        "stories": Article.everything.filter(emptied_at=None),
        "pictures": Image.everything.all(),
    }


def missing() -> dict[str, Rows]:
    """Return what no search can find for want of an entry, and pictures whose entry is of the time
    when it began with a month: it has no words of single fields.
    """
    found = {what: rows.filter(search_entry=None) for what, rows in every().items()}
    former = Q(search_entry__terms__startswith=f"{PERIOD}2")
    return found | {
        "publications": found["publications"].filter(withdrawn_at=None),
        "pictures": every()["pictures"].filter(Q(search_entry=None) | former),
    }


def write(rows: list) -> None:
    """Write the entries of rows of one kind."""
    if rows and isinstance(rows[0], Edition):
        index.write(rows)
    elif rows and isinstance(rows[0], Article):
        editors_index.index_stories(rows)
    else:
        editors_index.index_pictures(rows)


def reindex(
    rows: Rows, *, after: int = 0, progress: Callable[[int, int], None] | None = None
) -> int:
    """Write the entries of rows anew, in the order of their ids; return how many.

    A batch is a transaction: readers find the former entries until then, and whoever breaks off
    goes on `after` the last id that it named. `progress` hears of the number so far and that id.
    """
    number = 0
    for last, batch in batches(rows, after):
        with transaction.atomic():
            # Locked in one order, so that what was saved meanwhile is not written over.
            batch_rows = rows.model._base_manager.select_for_update().filter(pk__in=batch)
            write(list(batch_rows.order_by("pk")))
        number += len(batch)
        if progress:
            progress(number, last)
    return number


def batches(rows: Rows, after: int) -> Iterator[tuple[int, list[int]]]:
    """Yield the last id and all ids of each batch."""
    while ids := list(
        rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        after = ids[-1]
        yield after, ids


@task()
def reindex_missing() -> None:
    """Write what is missing, so that a site that was updated finds its stories again."""
    for rows in missing().values():
        reindex(rows)


@task()
def reindex_named(noun: str, pk: int) -> None:
    """Write the entries of what has a tag, an author or a picture that is called otherwise now."""
    published, kept = {
        "tag": (Q(edition_tags__tag=pk), Q(tags=pk)),
        "author": (Q(edition_credits__author=pk), Q(credits__author=pk)),
        "picture": (Q(cover=pk) | Q(edition_pictures__image=pk), Q(story_pictures__image=pk)),
    }[noun]
    ids = Edition.objects.filter(published).values("pk")
    reindex(Edition.objects.filter(pk__in=ids))
    ids = Article.everything.filter(kept, emptied_at=None).values("pk")
    reindex(Article.everything.filter(pk__in=ids))
