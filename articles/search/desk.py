"""What editors find: working copies and pictures, in all languages, with the forgiveness of the
readers' search.

Its index and its words are tables of their own: nothing of them reaches a reader.
"""

from dataclasses import dataclass, replace

from django.db.models import QuerySet

from articles.models import Article
from articles.search import forgiving, matching, named, ranking
from articles.search.analysis import lemmas
from articles.search.indexes import STORIES, Ground, of_pictures, of_stories
from articles.search.letters import folded, script_of
from articles.search.matching import Condition, Found, Row
from articles.search.query import APART, AS_TYPED, CORRECTED, MOST, Query, read
from articles.search.terms import TITLE
from newsroom import languages

SHORTEST_HEARD = 4  # letters of a sound: names, by which other scripts are looked for
SHORTEST_BEGUN = 3  # letters of a last word that may not be finished
MOST_BEGUN = 40  # words that begin so


@dataclass(frozen=True)
class Answer:
    """The ids that were found, the best first, at most some two thousand; how the query was read.

    `understood` is AS_TYPED, APART (without its phrases), MOST (of its words) or CORRECTED; `query`
    is what was looked for.
    """

    ids: tuple[int, ...]
    query: Query
    understood: str = AS_TYPED

    @property
    def is_corrected(self) -> bool:
        return self.understood == CORRECTED

    @property
    def is_apart(self) -> bool:
        return self.understood == APART

    @property
    def is_most(self) -> bool:
        return self.understood == MOST


def stories(query: str, rows: QuerySet | None = None, language: str = "") -> Answer:
    """Find working copies among some, or all that are not in the bin.

    Any text is a query; the last word may be a beginning. Six queries, some more on PostgreSQL
    with many stories, and where nothing is found by what was typed.
    """
    return find(query, of_stories(rows, language or languages.DEFAULT))


def pictures(query: str, rows: QuerySet | None = None, language: str = "") -> Answer:
    """Find pictures among some, or all that are not in the bin, by whatever is said of them.

    `author:` and `tag:` say nothing of a picture. As many queries as `stories`.
    """
    return find(query, of_pictures(rows, language or languages.DEFAULT))


def find(text: str, ground: Ground) -> Answer:
    query = read(text, ground.language)
    ground = narrowed(query, ground)
    if ground is None or not query.asks:
        return Answer((), query)
    query = with_beginning(query, ground)
    found = candidates(query, ground)
    if not query.terms:
        return answer(query, found, ground)
    heard = with_sounds(query, ground)
    if not found.rows and heard != query:
        query, found = heard, candidates(heard, ground)
    elif heard != query and len(found.rows) < matching.MOST:
        return answer(query, found, ground, also=in_titles(heard, ground))
    if found.rows:
        return answer(query, found, ground)
    return forgiven(query, ground)


def candidates(query: Query, ground: Ground, least: int | None = None) -> Found:
    found = matching.candidates(query, ground.rows, least, index=ground.index)
    return ranking.with_phrases(query, found, index=ground.index)


def forgiven(query: Query, ground: Ground) -> Answer:
    """Look for what may have been meant, then for most of the words, then for any of them."""
    meant = forgiving.corrected(query, ground)
    if meant is not None and (found := candidates(meant, ground)).rows:
        return answer(meant, found, ground, CORRECTED)
    loose, understood, found = forgiving.loosened(
        meant or query, lambda query, least=None: candidates(query, ground, least)
    )
    return answer(loose, found, ground, understood) if found.rows else Answer((), query)


def narrowed(query: Query, ground: Ground) -> Ground | None:
    """Leave what a query's author and tag allow; None where that is nothing."""
    if not (query.author or query.tag) or ground.index is not STORIES:
        return ground
    rows: QuerySet[Article] | None = named.narrowed_stories(ground.rows, query)
    return None if rows is None else replace(ground, rows=rows)


def with_beginning(query: Query, ground: Ground) -> Query:
    """Let the last word be the beginning of one. One query."""
    words = query.typed.split()
    last = query.terms[-1] if query.terms else None
    if not last or not words or words[-1] != last.text or len(last.text) < SHORTEST_BEGUN:
        return query
    rows = ground.words.filter(word__startswith=folded(last.text)).order_by("length", "word")
    begun = rows.values_list("word", flat=True)[:MOST_BEGUN]
    forms = frozenset(form for word in begun for form in lemmas(word, ground.language))
    return forgiving.with_forms(query, {last: forms})


def with_sounds(query: Query, ground: Ground) -> Query:
    """Let words find what sounds like them in other scripts: Ереван also Երևան. One query."""
    heard = {
        term: {key for key in forgiving.as_heard(term) if len(key) >= SHORTEST_HEARD}
        for term in query.terms
    }
    wanted = {key for keys in heard.values() for key in keys}
    found = forgiving.by_sound(wanted, ground)
    also = {
        term: frozenset(
            form
            for key in keys
            for form in found.get(key, ())
            if script_of(form) != script_of(term.text)
        )
        for term, keys in heard.items()
    }
    return forgiving.with_forms(query, also)


def in_titles(query: Query, ground: Ground) -> list[Row]:
    """Return the newest rows with all words in their titles. One query."""
    condition = Condition(ground.index)
    return matching.newest(condition, condition.terms(query, TITLE), ground.rows, matching.CLOSE)


def answer(
    query: Query, found: Found, ground: Ground, understood: str = AS_TYPED, also: list[Row] = ()
) -> Answer:
    """Rank what was found; what `also` may be meant follows. Two queries."""
    rows = ranking.ranked(query, found, by_date=False, index=ground.index) if found.rows else []
    ids = dict.fromkeys(row[0] for row in (*rows, *also))
    return Answer(tuple(ids), query, understood)
