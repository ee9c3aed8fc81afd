"""What editors find: working copies and pictures, in all languages, with the forgiveness of the
readers' search.

Its index and its words are tables of their own: nothing of them reaches a reader.
"""

from dataclasses import dataclass, replace

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from articles.models import Article
from articles.search import combined, forgiving, matching, named, ranking
from articles.search.analysis import lemmas
from articles.search.indexes import PICTURES, STORIES, Ground, of_pictures, of_stories
from articles.search.language.letters import folded, script_of
from articles.search.matching import Condition, Found, Row
from articles.search.query import (
    APART,
    AS_TYPED,
    CORRECTED,
    MOST,
    MOST_WORDS,
    Query,
    Term,
    parse_query,
    terms_of,
)
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

    Any text is a query; the last word may be a beginning. Three queries, one more where much is
    found, some where nothing is by what was typed.
    """
    return find(query, of_stories(rows, language or languages.DEFAULT))


def pictures(query: str, rows: QuerySet | None = None, language: str = "") -> Answer:
    """Find pictures among some, or all that are not in the bin, by whatever is said of them.

    `author:` and `tag:` say nothing of a picture. As many queries as `stories`.
    """
    return find(query, of_pictures(rows, language or languages.DEFAULT))


def pictures_with(words: str, field: str, rows: QuerySet, language: str) -> QuerySet:
    """Keep pictures with all words, or with beginnings of them, in a field: CREDIT or PEOPLE."""
    condition, terms = Condition(PICTURES), terms_of(words, language)
    if not terms:
        return rows.none()
    asked = condition.all(
        condition.any(
            [
                *(condition.word(field + form) for form in sorted(term.forms)),
                condition.beginning(field + folded(term.text).replace(",", ".")),
            ]
        )
        for term in terms[:MOST_WORDS]
    )
    return rows.filter(pk__in=condition.rows(asked))


def find(text: str, ground: Ground) -> Answer:
    query = parse_query(text, ground.language)
    ground = narrowed(query, ground)
    if ground is None or not query.asks:
        return Answer((), query)
    try:
        return found_in(query, combined.with_few(ground) if is_narrow(query, ground) else ground)
    except EmptyResultSet:  # what the list is asked beside the words leaves nothing
        return Answer((), query)


def is_narrow(query: Query, ground: Ground) -> bool:
    """Tell whether anything is asked beside the words."""
    every = ground.rows.model.objects.all()
    return bool(query.terms) and ground.rows.query.where != every.query.where


def found_in(query: Query, ground: Ground) -> Answer:
    if not query.terms:
        return answer(query, matching.without_words(ground.rows, ground.index), ground)
    query, heard = with_near(query, ground)
    found, also = candidates(query, ground, heard=heard)
    if found.rows:
        return answer(query, found, ground, also=also)
    if heard != query:
        query, (found, _also) = heard, candidates(heard, ground)
    if found.rows:
        return answer(query, found, ground)
    return forgiven(query, ground)


def candidates(
    query: Query, ground: Ground, least: int | None = None, heard: Query | None = None
) -> tuple[Found, list[Row]]:
    """Return what matches, and what has all words in its title as they are `heard`. One query."""
    found, also = combined.candidates(query, ground, least, heard)
    phrased = ranking.with_phrases(query, found, index=ground.index)
    return phrased, [] if found.is_cut else also


def forgiven(query: Query, ground: Ground) -> Answer:
    """Look for what may have been meant, then for most of the words, then for any of them."""
    meant = forgiving.corrected(query, ground)
    if meant is not None:
        found, _also = candidates(meant, ground)
        if found.rows:
            return answer(meant, found, ground, CORRECTED)
    loose, understood, found = forgiving.loosened(
        meant or query, lambda query, least=None: candidates(query, ground, least)[0]
    )
    return answer(loose, found, ground, understood) if found.rows else Answer((), query)


def narrowed(query: Query, ground: Ground) -> Ground | None:
    """Leave what a query's author and tag allow; None where that is nothing."""
    if not (query.author or query.tag) or ground.index is not STORIES:
        return ground
    rows: QuerySet[Article] | None = named.narrowed_stories(ground.rows, query)
    return None if rows is None else replace(ground, rows=rows)


def with_near(query: Query, ground: Ground) -> tuple[Query, Query]:
    """Let the last word be the beginning of one; return that query, and the same whose words also
    find what sounds like them in other scripts: Ереван also Երևան. One query.
    """
    heard = {
        term: {key for key in forgiving.as_heard(term) if len(key) >= SHORTEST_HEARD}
        for term in query.terms
    }
    last = unfinished(query)
    start = folded(last.text) if last else ""
    rows = list(near_words({key for keys in heard.values() for key in keys}, start, ground))
    if last:
        begun = sorted((row for row in rows if row[0].startswith(start)), key=by_length)
        forms = {
            form for word, _sound in begun[:MOST_BEGUN] for form in lemmas(word, ground.language)
        }
        query = forgiving.with_forms(query, {last: frozenset(forms)})
        heard[last] |= {key for _word, key in begun if len(key) >= SHORTEST_HEARD}
    found = forgiving.forms_by_sound(rows, ground.language)
    terms = dict(zip(heard, query.terms, strict=True))
    also = {
        terms[term]: frozenset(
            form
            for key in keys
            for form in found.get(key, ())
            if script_of(form) != script_of(term.text)
        )
        for term, keys in heard.items()
    }
    return query, forgiving.with_forms(query, also)


def unfinished(query: Query) -> Term | None:
    """Return the last word where it may be the beginning of one."""
    words = query.typed.split()
    last = query.terms[-1] if query.terms else None
    is_last = last and words and words[-1] == last.text and len(last.text) >= SHORTEST_BEGUN
    return last if is_last else None


def near_words(keys: set[str], start: str, ground: Ground) -> QuerySet:
    """Return the words, and how they sound, that sound so; that begin so; that sound like those."""
    parts = [ground.words.filter(sound__in=keys)]
    if start:
        begun = ground.words.filter(word__startswith=start).order_by("length", "word")[:MOST_BEGUN]
        parts += [
            ground.words.filter(**{f"{one}__in": begun.values(one)}) for one in ("pk", "sound")
        ]
    first, *others = (part.values_list("word", "sound") for part in parts)
    return first.union(*others).order_by()[: forgiving.MOST_LOOKED_AT]


def by_length(row: tuple[str, str]) -> tuple[int, str]:
    return len(row[0]), row[0]


def answer(
    query: Query, found: Found, ground: Ground, understood: str = AS_TYPED, also: list[Row] = ()
) -> Answer:
    """Rank what was found; what `also` may be meant follows. One query."""
    rows = ranking.ranked(query, found, by_date=False, index=ground.index) if found.rows else []
    ids = dict.fromkeys(row[0] for row in (*rows, *also))
    return Answer(tuple(ids), query, understood)
