"""What a search finds: asked once, when somebody looks at it; countable and sliceable like a
queryset.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from django.db.models import QuerySet

from articles.models import Author, Category, Edition
from articles.search import combined, forgiving, indexes, matching, named, ranking
from articles.search.matching import Found, Row
from articles.search.query import AS_TYPED, CORRECTED, Query, parse_query


class Fact(NamedTuple):
    """What a hit is filtered by."""

    pk: int
    seconds: float  # since 1970, when it was published
    category: int | None


class Hits:
    """Live editions of a language that match a query, in order.

    `understood` says how the query was read, `query` what was looked for in the end. Of a word
    that is in more than matching.MOST editions only the newest and those with it in the title are
    hits (`is_cut`).
    """

    def __init__(
        self,
        text: str,
        language: str,
        *,
        category: Category | None = None,
        since=None,
        author: Author | None = None,
        by_date: bool = False,
    ):
        self.language = language
        self.typed = parse_query(text, language)
        self._category, self._since, self._author = category, since, author
        self._by_date = by_date

    def __iter__(self) -> Iterator[Edition]:
        return iter(self[:])

    def __len__(self) -> int:
        return self.count()

    def __bool__(self) -> bool:
        return bool(self._rows)

    def __getitem__(self, key: int | slice):
        """Return a story, or a list of stories, as cards. One query after the search itself."""
        if isinstance(key, slice):
            return self._cards(self._rows[key])
        return self._cards([self._rows[key]])[0]

    def count(self) -> int:
        """Return how many are found, at most two times matching.MOST."""
        return len(self._rows)

    @property
    def query(self) -> Query:
        return self._answer[0]

    @property
    def understood(self) -> str:
        return self._answer[1]

    @property
    def is_cut(self) -> bool:
        return self._answer[2].is_cut

    @property
    def facts(self) -> list[Fact]:
        """Return what the filters ask of each of the hits."""
        return [Fact(*row) for row in self._rows]

    @property
    def ids(self) -> list[int]:
        return [row[0] for row in self._rows]

    @cached_property
    def _rows(self) -> list[Row]:
        query, _understood, found = self._answer
        return ranking.ranked(query, found, by_date=self._by_date) if found.rows else []

    @cached_property
    def _answer(self) -> tuple[Query, str, Found]:
        """Return what is looked for in the end, how that came about, and what matches."""
        query = self.typed
        if not query.asks:
            return query, AS_TYPED, Found([])
        query = forgiving.with_other_scripts(query, self._ground)
        found = self._found(query)
        if found.rows or not query.terms:
            return query, AS_TYPED, found
        meant = forgiving.corrected(query, self._ground)
        if meant is not None and (found := self._found(meant)).rows:
            return meant, CORRECTED, found
        loose, understood, found = forgiving.loosened(meant or query, self._found)
        if not found.rows:
            understood = CORRECTED if meant else AS_TYPED
        return loose, understood, found

    def _found(self, query: Query, least: int | None = None) -> Found:
        editions = self._live
        if query.author or query.tag:
            narrowed = named.narrowed(editions, query, self.language)
            if narrowed is None:
                return Found([])
            editions = narrowed
        if not query.terms:
            return matching.without_words(editions)
        ground = replace(self._ground, rows=editions, since=self._since)
        if self._category or self._author or query.author or query.tag:
            ground = combined.with_few(replace(ground, is_narrow=True))
            if ground.among == ():
                return Found([])
        found, _heard = combined.candidates(query, ground, least)
        return ranking.with_phrases(query, found)

    @property
    def _ground(self) -> indexes.Ground:
        return indexes.of_editions(self.language, forgiving.as_written)

    @property
    def _live(self) -> QuerySet[Edition]:
        live = Edition.objects.live().in_language(self.language)
        if self._category is not None:
            live = live.in_category(self._category)
        if self._since is not None:
            live = live.filter(published_at__gte=self._since)
        return live if self._author is None else live.by_author(self._author)

    def _cards(self, rows: list[Row]) -> list[Edition]:
        cards = Edition.objects.live().for_stream().in_bulk([row[0] for row in rows])
        return [cards[row[0]] for row in rows if row[0] in cards]
