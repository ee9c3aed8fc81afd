"""What a reader may have meant: a name in another script, another keyboard layout, a slip of the
finger.

Words come from those of the ground that is searched; that they are found there is asked each time.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import reduce
from math import ceil
from operator import or_

from django.db import connection
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from articles.models import Edition
from articles.models.search import Word
from articles.search.analysis import lemmas, parts
from articles.search.combined import at_once
from articles.search.index import document_of
from articles.search.indexes import Ground
from articles.search.language import exonyms, layouts
from articles.search.language.edits import SOUNDS, distance, edits
from articles.search.language.letters import folded, letter_bits, script_of
from articles.search.language.phonetic import alike, sound
from articles.search.matching import Condition, Found, found_alone
from articles.search.query import APART, MOST, MOST_WORDS, Query, Term, parse_query
from articles.search.terms import TITLE, known_words

SHORTEST, LONG = 4, 8  # letters: of words that may be misspelt at all, and by two slips
SHORTEST_SOUND = 3
SURE_SOUND, LONG_SOUND = 3, 5  # letters of a sound that a dictionary form has, too; of long ones
SHORTEST_STEM, STEM = 5, 0.65  # letters, and part of a word, that another one may begin with
MOST_CORRECTED = 4  # words of a query
MOST_LOOKED_AT = 3000  # words of the texts that are compared one by one
MOST_HEARD = 4  # slips between words that sound alike
TRIED = 8  # of the nearest words: the commonest of them is meant
ENOUGH = 5  # rows that lack one word: fewer are followed by those that lack two
MOST_LACKING_TWO = 8  # words of a query
OFTEN = 100  # editions: more make no word commoner


def loosened(query: Query, ask: Callable[..., Found]) -> tuple[Query, str, Found]:
    """Look for the words of a query without its phrases, then for most of them, then for any, where
    all of it is nowhere.

    `ask(query, least)` returns what has so many of the words.
    """
    loose = replace(query, phrases=())
    if query.phrases and (found := ask(loose)).rows:
        return loose, APART, found
    number, found = len(query.required), Found([])
    for lacking in (1, 2) if number <= MOST_LACKING_TWO else (1,):
        if number - lacking >= number / 2 and len(found.rows) < ENOUGH:
            found = ask(loose, number - lacking)
    if number > 2 and not found.rows:
        found = ask(loose, 1)
    return loose, MOST, found


def with_other_scripts(query: Query, ground: Ground) -> Query:
    """Let words in another script than the language's find what sounds like them, and places by
    their names in it. Two queries at most.
    """
    query = in_parts(query, ground.language)
    foreign = [term for term in query.terms if is_foreign(term, ground.language)]
    heard = {term: as_heard(term) for term in foreign}
    forms = by_sound({key for keys in heard.values() for key in keys}, ground)
    also = {
        term: places(term, ground.language).union(*(forms.get(key, ()) for key in heard[term]))
        for term in foreign
    }
    missing = {term: heard[term] for term in foreign if not also[term]}
    return with_forms(query, also | nearest_sounds(missing, ground))


def nearest_sounds(heard: Mapping[Term, set[str]], ground: Ground) -> dict[Term, frozenset[str]]:
    """Return the dictionary forms of words of which no dictionary form sounds like a term: those
    that sound so themselves (Лавров may be "of laurels"), else what sounds nearly so. One query.
    """
    heard = dict(list(heard.items())[:MOST_CORRECTED])
    near = {term: nearly(keys) for term, keys in heard.items()}
    typed = {term: in_other_layouts(term, ground.language) for term in heard}
    own = {key for keys in heard.values() for key in keys}
    if not own:
        return {}
    starts = sorted({key[: SURE_SOUND if len(key) > LONG_SOUND else SURE_SOUND - 1] for key in own})
    likely = reduce(or_, (Q(sound__startswith=start) for start in starts))
    likely &= Q(length__lte=max(map(len, own)) + SURE_SOUND)
    wanted = {key for steps in near.values() for keys in steps for key in keys}
    likely |= Q(sound__in=wanted) | Q(word__in=set().union(*typed.values()))
    known: set[str] = set()
    themselves: dict[str, set[str]] = {}
    nearby: dict[str, set[str]] = {}
    for word, key in ground.words.filter(likely).values_list("word", "sound")[:MOST_LOOKED_AT]:
        known.add(word)
        if (itself := sound(word)) in own:
            themselves.setdefault(itself, set()).update(lemmas(word, ground.language))
        if key in wanted:
            nearby.setdefault(key, set()).update(sounding_so(word, key, ground.language))
        elif itself in wanted:
            nearby.setdefault(itself, set()).update(lemmas(word, ground.language))
    found = {}
    for term, steps in near.items():
        if not typed[term].isdisjoint(known):
            steps = []  # a forgotten layout rather: see other_layout
        tried = [of_sounds(heard[term], themselves), *(of_sounds(keys, nearby) for keys in steps)]
        found[term] = next(filter(None, tried), frozenset())
    return found


def in_other_layouts(term: Term, language: str) -> set[str]:
    """Return the words that the keys of a term write in other layouts."""
    return {text for text in layouts.rewritten(term.text, language) if script_of(text) == language}


def of_sounds(keys: Iterable[str], forms: Mapping[str, set[str]]) -> frozenset[str]:
    return frozenset().union(*(forms.get(key, ()) for key in keys))


def is_foreign(term: Term, language: str) -> bool:
    return script_of(term.text) not in (language, None)


def in_parts(query: Query, language: str) -> Query:
    """Return the query with the parts of foreign words that hyphens join as words: the sounds of
    parts are known.
    """

    def parted(several: Iterable[Term]) -> tuple[Term, ...]:
        found = []
        for term in several:
            both = parts(term.text) if is_foreign(term, language) else ()
            found += [Term(one, lemmas(one, language)) for one in both] if len(both) > 1 else [term]
        return tuple(found)

    terms = tuple(dict.fromkeys(parted(query.terms)))[:MOST_WORDS]
    return replace(query, terms=terms, phrases=tuple(map(parted, query.phrases)))


def nearly(keys: set[str]) -> list[set[str]]:
    """Return what sounds nearly like some keys, the nearest first: with letters that are near each
    other, with one letter more, less or another.
    """
    return [
        {one for key in keys for one in alike(key)},
        {one for key in keys if len(key) > SHORTEST for one in edits(key, SOUNDS)},
    ]


def places(term: Term, language: str) -> frozenset[str]:
    """Return the dictionary forms of a place's name in the language of what is searched."""
    names = {exonyms.place_name(form, language) for form in term.forms} - {None}
    return frozenset(form for name in names for form in lemmas(name, language))


def with_forms(query: Query, also: Mapping[Term, frozenset[str]]) -> Query:
    """Return the query whose terms are answered by further forms, too."""

    def replaced(several: Iterable[Term]) -> tuple[Term, ...]:
        return tuple(term.also(also.get(term, frozenset())) for term in several)

    return replace(
        query,
        terms=replaced(query.terms),
        phrases=tuple(map(replaced, query.phrases)),
    )


def as_heard(term: Term) -> set[str]:
    """Return how a word and its dictionary forms sound."""
    heard = {sound(term.text), *map(sound, term.forms)}
    return {key for key in heard if len(key) >= SHORTEST_SOUND}


def by_sound(keys: set[str], ground: Ground) -> dict[str, set[str]]:
    """Return the dictionary forms of the words that sound so, by their sound. One query."""
    if not keys:
        return {}
    rows = ground.words.filter(sound__in=keys).values_list("word", "sound")
    return forms_by_sound(rows[:MOST_LOOKED_AT], ground.language)


def forms_by_sound(rows: Iterable[tuple[str, str]], language: str) -> dict[str, set[str]]:
    """Return the dictionary forms of words by the sound that they have."""
    found: dict[str, set[str]] = {}
    for word, heard in rows:
        found.setdefault(heard, set()).update(sounding_so(word, heard, language))
    return found


def sounding_so(word: str, heard: str, language: str) -> frozenset[str]:
    """Return the dictionary forms of a word that sound so, all where none does."""
    forms = lemmas(word, language)
    return frozenset(form for form in forms if sound(form) == heard) or forms


def corrected(query: Query, ground: Ground) -> Query | None:
    """Return what was meant by a query of which some words are found nowhere; None when unknown."""
    terms = query.required[:MOST_CORRECTED]
    is_found = found_alone(terms, ground)
    unknown = [term for term, there in zip(terms, is_found, strict=True) if not there]
    if not unknown:
        return None
    meant = other_layout(query, ground) or apart(query, unknown, ground)
    return meant or respelt(query, unknown, ground)


def other_layout(query: Query, ground: Ground) -> Query | None:
    """Return the query as another layout of the keyboard would have written it, if that is
    found.
    """
    language = ground.language
    meant = [parse_query(text, language) for text in layouts.rewritten(query.typed, language)]
    terms = dict.fromkeys(term for one in meant for term in one.terms[:MOST_CORRECTED])
    there = dict(zip(terms, found_alone(terms, ground), strict=True))
    likely = (one for one in meant if one.terms and all(there.get(term) for term in one.terms))
    return next(likely, None)


def apart(query: Query, unknown: list[Term], ground: Ground) -> Query | None:
    """Return the query with what hyphens join as words of their own (half-marathon), None where
    that is not found either. One query.
    """
    text = query.typed
    for term in unknown:
        text = text.replace(term.text, " ".join(parts(term.text)))
    meant = parse_query(text, ground.language)
    if len(meant.terms) <= len(query.terms):
        return None
    return meant if all(found_alone(meant.required[:MOST_CORRECTED], ground)) else None


def respelt(query: Query, unknown: list[Term], ground: Ground) -> Query | None:
    """Return the query with known words in the place of misspelt ones, None where one has none."""
    text, several = query.typed, {}
    for term in unknown:
        word = meant_word(term, ground)
        if word is None:
            return None
        several[term] = Term(word, lemmas(word, ground.language))
        text = text.replace(term.text, word)

    def replaced(terms: Iterable[Term]) -> tuple[Term, ...]:
        return tuple(several.get(term, term) for term in terms)

    return replace(
        query,
        terms=tuple(dict.fromkeys(replaced(query.terms))),
        phrases=tuple(map(replaced, query.phrases)),
        typed=text,
    )


def meant_word(term: Term, ground: Ground) -> str | None:
    """Return the nearest known word: one slip away, or alike in sound, or two slips; else one that
    begins like it (шахматисты: шахматный).
    """
    word = folded(term.text)
    if len(word) < SHORTEST or not word.isalpha():
        return None
    for near in (one_slip, sounding, two_slips, begun_alike):
        words = near(word, ground.words)
        if words and (found := commonest(words, ground)):
            return found
    return None


def sounding(word: str, known: QuerySet[Word]) -> list[str]:
    key = sound(word)
    if len(key) < SHORTEST_SOUND:
        return []
    return nearest(word, known.filter(sound=key), most=MOST_HEARD)


def one_slip(word: str, known: QuerySet[Word]) -> list[str]:
    return nearest(word, known.filter(word__in=edits(word)), most=1)


def two_slips(word: str, known: QuerySet[Word]) -> list[str]:
    """Return words two slips away; words of seven letters have too many of them."""
    if len(word) < LONG:
        return []
    likely = known.filter(length__range=(len(word) - 2, len(word) + 2)).filter(
        few_other_letters(word)
    )
    return nearest(word, likely, most=2)


def begun_alike(word: str, known: QuerySet[Word]) -> list[str]:
    """Return words with the same beginning, of which two thirds of the dictionary form are."""
    bare = min(lemmas(word, script_of(word) or "en"), key=len)
    start = word[: max(SHORTEST_STEM, ceil(len(bare) * STEM))]
    if len(start) >= min(len(word), len(bare)):
        return []
    rows = known.filter(word__startswith=start).values_list("word", flat=True)[:MOST_LOOKED_AT]
    return sorted(rows, key=lambda one: (len(one), one))[:TRIED]


def few_other_letters(word: str):
    """Return the condition that a word has at most four letters that this one has not, or the
    reverse.
    """
    bits = letter_bits(word)
    if connection.vendor == "postgresql":
        return RawSQL("bit_count((letters # %s)::bit(64)) <= 4", [bits], BooleanField())
    connection.ensure_connection()
    connection.connection.create_function("letters_apart", 2, letters_apart, deterministic=True)
    return RawSQL("letters_apart(letters, %s) <= 4", [bits], BooleanField())


def letters_apart(one: int, other: int) -> int:
    return (one ^ other).bit_count()


def nearest(word: str, rows: QuerySet[Word], *, most: int) -> list[str]:
    """Return the words that are near enough, those with the fewest slips only."""
    found = []
    for other in rows.values_list("word", flat=True)[:MOST_LOOKED_AT]:
        slips = distance(word, other, most)
        if slips <= most:
            found.append((slips, word[:1] != other[:1], abs(len(word) - len(other)), other))
    found.sort()
    return [other for slips, *_order, other in found if slips == found[0][0]][:TRIED]


def commonest(words: list[str], ground: Ground) -> str | None:
    """Return the word that most rows have, as one of them writes it; None without any.

    Words of titles come first. The vocabulary keeps words of rows that nobody may see (scheduled,
    withdrawn, in the bin), too. The newest are counted, if there are any. Up to eight queries.
    """
    condition = Condition(ground.index, ground.among)
    terms = [Term(word, lemmas(word, ground.language)) for word in words]
    asked = [condition.term(term, place) for term in terms for place in (TITLE, "")]
    found = [0]
    if condition.knows_newest:
        found = numbers_of(asked, ground, lately=True)
    if not any(found):
        found = numbers_of(asked, ground)
    numbers = dict(zip(words, zip(found[::2], found[1::2], strict=True), strict=True))
    best = max(words, key=lambda word: numbers[word])
    if not any(numbers[best]):
        return None
    if ground.written is None:
        return best
    term = condition.term(Term(best, lemmas(best, ground.language)))
    [newest] = at_once([(term, 1)], ground)
    return ground.written(best, ground.rows.filter(pk__in=[row[0] for row in newest]))


def numbers_of(asked: Iterable[str], ground: Ground, *, lately: bool = False) -> list[int]:
    """Return how many rows of the ground have each of what is asked, at most OFTEN; `lately` of the
    newest only. One query.
    """
    condition = Condition(ground.index, ground.among)
    rows = (condition.rows(one, lately=lately) for one in asked)
    return counted([ground.rows.filter(pk__in=one) for one in rows], most=OFTEN)


def counted(several: list[QuerySet], *, most: int) -> list[int]:
    """Return how many rows each queryset has, `most` where there are more. One query for all."""
    parts, given = [], []
    for rows in several:
        sql, params = rows.order_by().values("pk")[:most].query.sql_with_params()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) counted)")
        given += params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", given)
        return list(cursor.fetchone())


def as_written(word: str, editions: QuerySet[Edition]) -> str | None:
    """Return the word of the newest edition that is nearest to a word and has a dictionary form of
    it: no spelling that readers cannot see.
    """
    edition = editions.newest_first().first()
    if edition is None:
        return None
    forms = lemmas(word, edition.language)
    written = {
        one
        for one in known_words(document_of(edition))
        if not forms.isdisjoint(lemmas(one, edition.language))
    }
    return min(written, key=lambda one: (distance(word, one, len(word)), one), default=None)
