"""In which order editions are found. The same on both databases: all of it happens here.

Words in the title count most, then how near each other they stand, how often, how new the edition
is, and a little how much it is read. Only some hundred editions are looked at so closely: those
that have the words in the title, then the newest; the others follow by time.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from math import log, log10

from django.conf import settings
from django.db import connection
from django.utils.timezone import now

from articles.search import matching
from articles.search.indexes import EDITIONS, Index
from articles.search.matching import Found, Row
from articles.search.query import Query, Term
from articles.search.terms import hashed, title_words

COVERED, TITLE, WHOLE_TITLE, NEAR, OFTEN, NEW, READ = 4.0, 3.0, 1.0, 2.0, 1.0, 1.5, 0.4
SMALL = 0.2  # of a word that says something
OFTEN_ENOUGH, READ_ENOUGH = 20, 100_000  # words, views: more make no difference
BATCH = 200
READ_OF = {
    EDITIONS: "(SELECT coalesce(sum(count), 0) FROM articles_views views"
    " WHERE views.edition_id = entry.edition_id)"
}


def ranked(query: Query, found: Found, *, by_date: bool, index: Index = EDITIONS) -> list[Row]:
    """Return the rows in the order of the best, or of the newest. One query."""
    if by_date:
        return found.rows
    titled_first = sorted(found.rows, key=lambda row: row[0] not in found.in_title)
    close = titled_first[: matching.CLOSE]
    signs, moment = signs_of(query.terms), now().timestamp()
    scores = {
        row: by_words(signs, data) + by_time(row[1], moment) + by_views(read)
        for row, data, read in with_places(close, index)
    }
    order = sorted(close, key=lambda row: (-round(scores[row], 6), -row[1], -row[0]))
    return order + [row for row in found.rows if row not in scores]


def with_phrases(query: Query, found: Found, *, index: Index = EDITIONS) -> Found:
    """Leave the rows that have the phrases of a query. With phrases a query for each BATCH."""
    if not query.phrases and all(len(words) == 1 for words in query.without):
        return found
    several = with_places(found.rows, index)
    rows = [row for row, data, _read in several if has_phrases(query, data)]
    return replace(found, rows=rows)


def with_places(rows: list[Row], index: Index) -> Iterable[tuple[Row, bytes, int]]:
    """Yield rows with the places of their words, and how often they were read. A query for each
    BATCH.
    """
    for start in range(0, len(rows), BATCH):
        some = rows[start : start + BATCH]
        ids = ", ".join(str(int(row[0])) for row in some)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {index.key}, places, {READ_OF.get(index, 0)} FROM {index.table} entry"
                f" WHERE {index.key} IN ({ids})"
            )
            found = {pk: (bytes(places), int(read)) for pk, places, read in cursor.fetchall()}
        for row in some:
            yield row, *found.get(row[0], (b"\0\0", 0))


def signs_of(terms: Iterable[Term]) -> list[tuple[float, list[bytes]]]:
    """Return what each term weighs, and by what its forms are known among the places."""
    return [
        (
            SMALL if term.is_small else 1.0,
            [hashed(form).to_bytes(2, "little") for form in term.forms],
        )
        for term in terms
    ]


def positions(signs: Iterable[bytes], data: bytes) -> list[int]:
    """Return in which places a term stands, in order."""
    found = set()
    for sign in signs:
        at = data.find(sign, 2)
        while at != -1:
            if at % 2 == 0:
                found.add((at - 2) // 4)
            at = data.find(sign, at + 1)
    return sorted(found)


def by_words(terms: list[tuple[float, list[bytes]]], data: bytes) -> float:
    """Return what an edition is worth by where the terms stand in it."""
    if not terms:
        return 0.0
    title = title_words(data)
    every = sum(weight for weight, _signs in terms)
    places = [(weight, positions(signs, data)) for weight, signs in terms]
    weighed = [(weight, one) for weight, one in places if one]
    there = [one for _weight, one in weighed]
    covered = sum(weight for weight, _one in weighed)
    titled = sum(weight for weight, one in weighed if one[0] < title)
    score = COVERED * covered / every + TITLE * titled / every
    score += WHOLE_TITLE if titled > every - SMALL / 2 else 0
    often = sum(weight * len(one) for weight, one in weighed) / every
    score += OFTEN * min(1.0, log(1 + often) / log(1 + OFTEN_ENOUGH))
    if len(there) > 1:
        score += NEAR * len(there) / span(there)
    return score


def span(places: list[list[int]]) -> int:
    """Return in how many words in a row each of several terms stands at least once."""
    merged = sorted((at, number) for number, several in enumerate(places) for at in several)
    last: dict[int, int] = {}
    shortest = merged[-1][0] - merged[0][0] + 1
    for at, number in merged:
        last[number] = at
        if len(last) == len(places):
            shortest = min(shortest, at - min(last.values()) + 1)
    return max(shortest, len(places))


def has_phrases(query: Query, data: bytes) -> bool:
    """Tell whether all phrases stand in an edition, and none of those that must not."""
    unwanted = (words for words in query.without if len(words) > 1)
    return all(stands(phrase, data) for phrase in query.phrases) and not any(
        stands(phrase, data) for phrase in unwanted
    )


def stands(phrase: tuple[Term, ...], data: bytes) -> bool:
    """Tell whether the words of a phrase stand one behind the other somewhere."""
    places = [positions(signs, data) for _weight, signs in signs_of(phrase)]
    return any(
        all(is_in(start + step, places[step]) for step in range(1, len(places)))
        for start in places[0]
    )


def is_in(number: int, numbers: list[int]) -> bool:
    at = bisect_left(numbers, number)
    return at < len(numbers) and numbers[at] == number


def by_time(published: float, moment: float) -> float:
    """Return what a row is worth by its age; both in seconds since 1970."""
    age = max(0.0, (moment - published) / 86_400)
    return NEW * 0.5 ** (age / settings.SEARCH_HALF_LIFE)


def by_views(count: int) -> float:
    return READ * min(1.0, log10(1 + count) / log10(READ_ENOUGH))
