"""`author:` and `tag:` in a query: people and subjects by a part of their name."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from articles.models import (
    Article,
    Author,
    Credit,
    Edition,
    EditionCredit,
    EditionTag,
    Tag,
)
from articles.models.tag import TaggedArticle
from articles.search.language.letters import folded
from articles.search.language.phonetic import sound
from articles.search.query import Query
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
        ids = fitting(text, model, [language])
        if not ids:
            return None
        with_it = rows.objects.filter(language=language, **{f"{field}__in": ids})
        editions = editions.filter(pk__in=with_it.values("edition"))
    return editions


def narrowed_stories(rows: QuerySet[Article], query: Query) -> QuerySet[Article] | None:
    """Leave the stories that a query's author and tag allow, named in any language; None where
    there is no such name. A query for each of the two.
    """
    for text, model, link, field, story in (
        (query.author, Author, Credit, "author", "article"),
        (query.tag, Tag, TaggedArticle, "tag", "content_object"),
    ):
        if not text:
            continue
        ids = fitting(text, model, languages.CODES)
        if not ids:
            return None
        with_it = link.objects.filter(**{f"{field}__in": ids}).order_by()
        rows = rows.filter(pk__in=with_it.values(story))
    return rows


def fitting(text: str, model: type[Author] | type[Tag], codes: Iterable[str]) -> list[int]:
    """Return the ids of those whose name in one of the languages has all words of a text, or words
    that sound like them. One query.
    """
    wanted = spellings(text)
    names = [languages.column("name", code) for code in codes]
    is_named = reduce(or_, (Q(**{f"{name}__gt": ""}) for name in names))
    rows = model.objects.filter(is_named).order_by("pk").values_list("pk", *names)
    found = []
    for pk, *known in rows[:READ]:
        if wanted and any(fits(wanted, spellings(one or "")) for one in known):
            found.append(pk)
    return found[:MOST]


def fits(wanted: list[set[str]], known: list[set[str]]) -> bool:
    """Tell whether a name has each of the wanted words."""
    return all(any(ours & theirs for theirs in known) for ours in wanted)


def spellings(text: str) -> list[set[str]]:
    """Return each word of a text as it is written and as it sounds."""
    return [{word, sound(word)} - {""} for word in folded(text).replace("-", " ").split()]
