"""Which rows have the words of a query: asked of the database's index, a bounded number.

PostgreSQL answers from a GIN index of tsvectors, SQLite from FTS5. Both say the same: the newest
rows first, and of those that have all words in their title the newest, too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from django.db import connection
from django.db.models import Exists, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.timezone import now

from articles.search.indexes import EDITIONS, Ground, Index
from articles.search.query import Query, Term
from articles.search.terms import PERIOD, TITLE

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

    def __init__(self, index: Index = EDITIONS, among: tuple[int, ...] | None = None):
        """Ask an index; `among` are the ids of all rows that may be found, where they are few."""
        self.index = index
        self.among = among
        self.is_postgres = connection.vendor == "postgresql"
        # Whether the newest rows can be asked for alone.
        self.knows_newest = index.has_months or (self.is_postgres and among is None)

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

    def lately(self, asked: str, months: int) -> str:
        """Ask for what came out in the latest months only."""
        return self.all([self.any(self.word(one) for one in latest_months(months)), asked])

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
        if lately and not index.has_months:
            newest = f"(SELECT period FROM {index.table}_periods() step (period) LIMIT 1)"
            return RawSQL(f"SELECT {index.table}_found(%s::tsquery && {newest})", [asked])
        if lately:
            asked = self.lately(asked, FIRST_MONTHS)
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


def candidates(query: Query, editions: QuerySet, least: int | None = None) -> Found:
    """Return which editions match. Up to four queries, eight where there are many."""
    condition = Condition()
    if not query.terms:
        return without_words(editions)
    rows = newest(condition, condition.terms(query, least=least), editions, MOST)
    if len(rows) <= CLOSE:
        return Found(rows)
    titles = newest(condition, condition.terms(query, TITLE, least), editions, CLOSE)
    return joined(rows, titles)


def without_words(rows: QuerySet, index: Index = EDITIONS) -> Found:
    """Return the newest rows, whatever their words. One query."""
    found = list(newest_first(index, rows)[:MOST])
    return Found(found, is_cut=len(found) == MOST)


def joined(rows: list[Row], titles: list[Row]) -> Found:
    """Return the newest rows that match together with the newest that do so by their title."""
    together = dict.fromkeys([*rows, *titles])
    in_title = frozenset(row[0] for row in titles)
    return Found(list(together), in_title, is_cut=len(rows) == MOST)


def whole(condition: Condition, asked: str, editions, most: int) -> list[Row]:
    return list(editions.filter(pk__in=condition.rows(asked))[:most])


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


def newest(condition: Condition, asked: str, editions: QuerySet, most: int) -> list[Row]:
    """Return the newest editions that the index has for it, the way that suits their number."""
    way = by_months if is_large(condition.index) else whole
    return way(condition, asked, newest_first(condition.index, editions), most)


def newest_first(index: Index, rows: QuerySet) -> QuerySet:
    """Return rows in the order of time, as the columns that candidates come with."""
    return rows.order_by(f"-{index.columns[1]}", "-pk").values_list(*index.columns)


def latest_months(number: int) -> list[str]:
    """Return the terms of the latest months, the present one first."""
    day = now().date().replace(day=1)
    found = []
    for _month in range(number):
        found.append(f"{PERIOD}{day:%Y%m}")
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
