"""What a search finds: asked once, when somebody looks at it; countable and sliceable like a
queryset.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from django.db.models import QuerySet

from articles.models import Author, Category, Edition
from articles.search import forgiving, indexes, matching, named, ranking
from articles.search.matching import Found, Row
from articles.search.query import Query, read

# How a query was understood: as typed; most of its words; other words than typed.
AS_TYPED, MOST, CORRECTED = "as_typed", "most", "corrected"


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
        self.typed = read(text, language)
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
    def categories(self) -> Counter[int | None]:
        """Return how many of the hits each category has, by its id."""
        return Counter(row[2] for row in self._rows)

    @property
    def moments(self) -> list:
        """Return when each of the hits was published."""
        return [row[1] for row in self._rows]

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
        return self._with_most(meant or query, bool(meant))

    def _with_most(self, query: Query, is_corrected: bool) -> tuple[Query, str, Found]:
        """Look for all words but one, then for any of them, where all of them are nowhere."""
        number = len(query.terms)
        loose = replace(query, phrases=())
        for least in dict.fromkeys((number - 1, 1)):
            if 0 < least < number and (found := self._found(loose, least)).rows:
                return loose, MOST, found
        return query, CORRECTED if is_corrected else AS_TYPED, Found([])

    def _found(self, query: Query, least: int | None = None) -> Found:
        editions = self._live
        if query.author or query.tag:
            narrowed = named.narrowed(editions, query, self.language)
            if narrowed is None:
                return Found([])
            editions = narrowed
        return matching.candidates(query, editions, least)

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
