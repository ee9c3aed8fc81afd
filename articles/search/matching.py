"""Which rows have the words of a query: asked of the database's index, a bounded number.

PostgreSQL answers from a GIN index of tsvectors, SQLite from FTS5. Both say the same: the newest
rows first, and of those that have all words in their title the newest, too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from django.db import connection
from django.db.models import Exists, F, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.timezone import now

from articles.search.indexes import EDITIONS, Ground, Index
from articles.search.query import Query, Term
from articles.search.terms import MONTH, TITLE

MOST = 1000  # editions that are ranked
CLOSE = 200  # … and of them so many by where the words stand
# From so many rows on, the newest months are asked before the whole index: a common word is in
# hundreds of thousands of editions, of which nobody reads more than the newest thousand.
MANY = 20_000
FIRST_MONTHS = 2
LONGEST_AGO = 24 * 12  # months

Row = tuple  # id, moment (published_at), id of the category where there is one


class Condition:
    """What the index is asked, in the language of either database."""

    def __init__(self, index: Index = EDITIONS):
        self.index = index
        self.is_postgres = connection.vendor == "postgresql"
        # PostgreSQL's months follow the moments of all rows.
        self.knows_months = index.has_months or self.is_postgres

    def word(self, form: str) -> str:
        if self.is_postgres:
            return "'" + form.replace("\\", "\\\\").replace("'", "''") + "'"
        return '"' + form.replace('"', '""') + '"'

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

    def lately(self, asked: str, months: int) -> str:
        """Ask for what came out in the latest months only."""
        return self.all([self.any(self.word(one) for one in latest_months(months)), asked])

    def rows(self, asked: str) -> RawSQL:
        """Return the ids of the rows that the index has for it.

        A function asks PostgreSQL's index in any case: left to itself it takes a common word for
        one that is in most rows, and makes the terms of each anew.
        """
        index = self.index
        if self.is_postgres:
            return RawSQL(f"SELECT {index.function}(%s::tsquery)", [asked])
        return RawSQL(f"SELECT rowid FROM {index.fts} WHERE {index.fts} MATCH %s", [asked])


@dataclass(frozen=True)
class Found:
    """The rows that match, the newest first, and which of them surely have it in the title.

    Where there are more than MOST they are the newest, and the newest of those by their title.
    """

    rows: list[Row]
    in_title: frozenset[int] = frozenset()
    is_cut: bool = False


def candidates(
    query: Query, rows: QuerySet, least: int | None = None, *, index: Index = EDITIONS
) -> Found:
    """Return what matches of these rows. Up to four queries, eight where there are many."""
    condition, among = Condition(index), rows
    if not query.terms:
        rows = list(newest_first(index, among)[:MOST])
        return Found(rows, is_cut=len(rows) == MOST)
    rows = newest(condition, condition.terms(query, least=least), among, MOST)
    if len(rows) <= CLOSE:
        return Found(rows)
    titles = newest(condition, condition.terms(query, TITLE, least), among, MOST)
    together = dict.fromkeys([*rows, *titles])
    in_title = frozenset(row[0] for row in titles)
    return Found(list(together), in_title, is_cut=len(rows) == MOST)


def whole(condition: Condition, asked: str, editions, most: int) -> list[Row]:
    if condition.knows_months:
        return list(editions.filter(pk__in=condition.rows(asked))[:most])
    # SQLite would read every row that has the word; a story's is as long as its texts. So it walks
    # down an index in the order of time, and stops.
    walking = editions.alias(number=F("pk") + 0)
    return list(walking.filter(number__in=condition.rows(asked))[:most])


def by_months(condition: Condition, asked: str, editions, most: int) -> list[Row]:
    """Ask for the newest months, then for as many more as seem to be enough, then for all.

    So a word that is everywhere costs as much as its newest thousand editions.
    """
    months = FIRST_MONTHS
    for _try in range(3):
        found = whole(condition, condition.lately(asked, months), editions, most)
        if len(found) >= most:
            return found
        months = round(months * 1.5 * most / len(found)) if found else LONGEST_AGO
        if months >= LONGEST_AGO:
            break
    return whole(condition, asked, editions, most)


def newest(condition: Condition, asked: str, rows: QuerySet, most: int) -> list[Row]:
    """Return the newest rows that the index has for it, the way that suits their number."""
    index = condition.index
    way = by_months if condition.knows_months and is_large(index) else whole
    return way(condition, asked, newest_first(index, rows), most)


def newest_first(index: Index, rows: QuerySet) -> QuerySet:
    """Return rows in the order of time, as the columns that candidates come with."""
    return rows.order_by(f"-{index.columns[1]}", "-pk").values_list(*index.columns)


def latest_months(number: int) -> list[str]:
    """Return the terms of the latest months, the present one first."""
    day = now().date().replace(day=1)
    found = []
    for _month in range(number):
        found.append(f"{MONTH}{day:%Y%m}")
        day = date(day.year, day.month, 1) - timedelta(days=1)
        day = day.replace(day=1)
    return found


def is_large(index: Index) -> bool:
    """Tell whether there are many rows, roughly. One quick query."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [index.table])
        else:
            cursor.execute(f"SELECT MAX({index.key}) FROM {index.table}")
        return (cursor.fetchone()[0] or 0) >= MANY


def found_alone(terms: Iterable[Term], ground: Ground) -> list[bool]:
    """Tell of each term whether a row of the ground has it. One query.

    Of the latest months it is asked first: most words are there.
    """
    condition, terms = Condition(ground.index), list(terms)

    def there(asked: str) -> Exists:
        return Exists(ground.rows.order_by().filter(pk__in=condition.rows(asked)))

    asked = {}
    for place, term in enumerate(terms):
        whole = condition.term(term)
        is_there = there(whole)
        if condition.knows_months:
            is_there = there(condition.lately(whole, FIRST_MONTHS)) | is_there
        asked[f"has_{place}"] = is_there
    if not asked:
        return []
    # Of which row it is asked does not matter, as long as there is one.
    every = ground.index.entry.objects.order_by()
    rows = list(every.annotate(**asked).values_list(*asked)[:1])
    return list(rows[0]) if rows else [False] * len(asked)
