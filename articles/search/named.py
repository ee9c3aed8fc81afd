"""`author:` and `tag:` in a query: people and subjects by a part of their name."""

from django.db.models import QuerySet

from articles.models import Author, Edition, EditionCredit, EditionTag, Tag
from articles.search.letters import folded
from articles.search.query import Query
from articles.search.sound import sound
from newsroom import languages

MOST = 20  # people or tags whose name fits
READ = 5000  # names that are looked through


def narrowed(editions: QuerySet[Edition], query: Query, language: str) -> QuerySet[Edition] | None:
    """Leave the editions that a query's author and tag allow; None where there is no such name.

    A query for each of the two.
    """
    for text, model, rows, field in (
        (query.author, Author, EditionCredit, "author"),
        (query.tag, Tag, EditionTag, "tag"),
    ):
        if not text:
            continue
        ids = fitting(text, model, language)
        if not ids:
            return None
        with_it = rows.objects.filter(language=language, **{f"{field}__in": ids})
        editions = editions.filter(pk__in=with_it.values("edition"))
    return editions


def fitting(text: str, model: type[Author] | type[Tag], language: str) -> list[int]:
    """Return the ids of those whose name has all words of a text, or words that sound like them."""
    wanted = spellings(text)
    name = languages.column("name", language)
    rows = model.objects.filter(**{f"{name}__gt": ""}).order_by("pk").values_list("pk", name)
    found = []
    for pk, known in rows[:READ]:
        known = spellings(known)
        if wanted and all(any(ours & theirs for theirs in known) for ours in wanted):
            found.append(pk)
    return found[:MOST]


def spellings(text: str) -> list[set[str]]:
    """Return each word of a text as it is written and as it sounds."""
    return [{word, sound(word)} - {""} for word in folded(text).replace("-", " ").split()]
