"""Which rows have the words of a query: asked of the database's index, a bounded number.

PostgreSQL answers from a GIN index of tsvectors, SQLite from FTS5. Both say the same: the newest
rows first, and of those that have all words in their title the newest, too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from django.db import connection
from django.db.models import Exists, QuerySet
from django.db.models.expressions import RawSQL

from articles.search.indexes import EDITIONS, Ground, Index
from articles.search.query import Query, Term

MOST = 1000  # editions that are ranked
CLOSE = 200  # … and of them so many by where the words stand

Row = tuple  # id, seconds since 1970, id of the category where there is one


class Condition:
    """What the index is asked, in the language of either database."""

    def __init__(self, index: Index = EDITIONS, among: tuple[int, ...] | None = None):
        """Ask an index; `among` are the ids of all rows that may be found, where they are few."""
        self.index = index
        self.among = among
        self.is_postgres = connection.vendor == "postgresql"
        # Whether the newest rows can be asked for alone.
        self.knows_newest = self.is_postgres and among is None

    def word(self, form: str) -> str:
        if self.is_postgres:
            return "'" + form.replace("\\", "\\\\").replace("'", "''") + "'"
        return '"' + form.replace('"', '""') + '"'

    def beginning(self, form: str) -> str:
        return self.word(form) + (":*" if self.is_postgres else " *")

    def any(self, several: Iterable[str]) -> str:
        return "(" + (" | " if self.is_postgres else " OR ").join(several) + ")"

    def all(self, several: Iterable[str]) -> str:
        return "(" + (" & " if self.is_postgres else " AND ").join(several) + ")"

    def but(self, first: str, without: str) -> str:
        return f"({first} & !{without})" if self.is_postgres else f"({first} NOT {without})"

    def term(self, term: Term, before: str = "") -> str:
        return self.any(self.word(before + form) for form in sorted(term.forms))

    def terms(self, query: Query, before: str = "", least: int | None = None) -> str:
        """Ask for all terms that a hit must have, or for at least so many of them."""
        several = [self.term(term, before) for term in query.required]
        if least is None or least >= len(several):
            found = self.all(several)
        elif least <= 1:
            found = self.any(several)
        else:
            found = self.any(map(self.all, combinations(several, least)))
        for words in query.without:
            if len(words) == 1:  # of a phrase the words may well be there
                found = self.but(found, self.term(words[0]))
        return found

    def rows(self, asked: str, *, lately: bool = False) -> RawSQL:
        """Return the ids of the rows that the index has for it.

        A function asks PostgreSQL's index in any case: left to itself it takes a common word for
        one that is in most rows, and makes the terms of each anew. Another one looks at a few rows
        of an editors' index, and at no others. `lately` asks for the newest rows only.
        """
        index = self.index
        if self.among is not None:
            asked_of_each = f"SELECT {index.table}_among(%s::tsquery, %s::bigint[])"
            return RawSQL(asked_of_each, [asked, list(self.among)])
        if lately:
            newest = f"(SELECT period FROM {index.table}_periods() step (period) LIMIT 1)"
            return RawSQL(f"SELECT {index.table}_found(%s::tsquery && {newest})", [asked])
        if self.is_postgres:
            return RawSQL(f"SELECT {index.table}_found(%s::tsquery)", [asked])
        return RawSQL(f"SELECT rowid FROM {index.fts} WHERE {index.fts} MATCH %s", [asked])


@dataclass(frozen=True)
class Found:
    """The rows that match, the newest first, and which of them surely have it in the title.

    Where there are more than MOST they are the newest, and the newest of those by their title.
    """

    rows: list[Row]
    in_title: frozenset[int] = frozenset()
    is_cut: bool = False


def without_words(rows: QuerySet, index: Index = EDITIONS) -> Found:
    """Return the newest rows, whatever their words. One query."""
    found = [
        (pk, moment.timestamp(), *others)
        for pk, moment, *others in newest_first(index, rows)[:MOST]
    ]
    return Found(found, is_cut=len(found) == MOST)


def joined(rows: list[Row], titles: list[Row]) -> Found:
    """Return the newest rows that match together with the newest that do so by their title."""
    # Known by their numbers: what is saved between the two questions has another moment.
    known, in_title = {row[0] for row in rows}, frozenset(row[0] for row in titles)
    older = [row for row in titles if row[0] not in known]
    return Found(rows + older, in_title, is_cut=len(rows) == MOST)


def newest_first(index: Index, rows: QuerySet) -> QuerySet:
    """Return rows in the order of time, as the columns that candidates come with."""
    return rows.order_by(f"-{index.columns[1]}", "-pk").values_list(*index.columns)


def found_alone(terms: Iterable[Term], ground: Ground) -> list[bool]:
    """Tell of each term whether a row of the ground has it. One query.

    Of the newest rows it is asked first: most words are there.
    """
    condition, terms = Condition(ground.index, ground.among), list(terms)

    def there(asked: str, lately: bool) -> Exists:
        rows = condition.rows(asked, lately=lately)
        return Exists(ground.rows.order_by().filter(pk__in=rows))

    asked = {}
    for place, term in enumerate(terms):
        whole = condition.term(term)
        is_there = there(whole, lately=False)
        if condition.knows_newest:
            is_there = there(whole, lately=True) | is_there
        asked[f"has_{place}"] = is_there
    if not asked:
        return []
    # Of which row it is asked does not matter, as long as there is one.
    every = ground.index.entry.objects.order_by()
    rows = list(every.annotate(**asked).values_list(*asked)[:1])
    return list(rows[0]) if rows else [False] * len(asked)
