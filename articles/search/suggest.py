"""What a reader may mean while typing: sections, tags, people, the latest stories. No ranking."""

import re
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from articles.models import (
    Author,
    Category,
    Edition,
    EditionCredit,
    EditionTag,
    SearchWord,
    Tag,
)
from articles.search.analysis import lemmas
from articles.search.combined import at_once
from articles.search.indexes import of_editions
from articles.search.language.letters import folded, script_of
from articles.search.language.phonetic import sound
from articles.search.matching import Condition
from articles.search.query import Term, parse_query
from articles.search.terms import TITLE
from articles.text.cleaning import fold
from newsroom import languages

# How many names are looked through, and how many of a noun are offered.
LONGEST_QUERY, MOST_WORDS = 200, 12
_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")
TAGS_LOOKED_AT, AUTHORS_LOOKED_AT = 40, 1000
MOST_BEGUN = 40  # words that begin as what is typed
MOST_CATEGORIES, MOST_TAGS, MOST_AUTHORS, MOST_STORIES = 3, 3, 3, 5


def storable(query: str) -> str:
    """Return what is read of a query, without what no database takes: NUL, halves of signs."""
    return _NOT_STORABLE.sub(" ", query[:LONGEST_QUERY]).strip()


def query_words(query: str) -> list[str]:
    """Return the folded words of a query, each once, a bounded number of them."""
    words = fold(storable(query)).split()
    return list(dict.fromkeys(words))[:MOST_WORDS]


def begins(words: list[str], text: str) -> bool:
    """Tell whether each word of a query begins some word of a text."""
    found = words_of(text)
    return all(any(one.startswith(word) for one in found) for word in words)


def begins_name(words: list[str], name: str) -> bool:
    """Tell whether each word of a query begins some word of a name, or in another script sounds
    so.
    """
    found = words_of(name)
    return all(any(is_beginning(word, one) for one in found) for word in words)


def is_beginning(typed: str, word: str) -> bool:
    if word.startswith(typed):
        return True
    heard = sound(typed) if script_of(typed) != script_of(word) else ""
    return len(heard) > 1 and sound(word).startswith(heard)


def words_of(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in fold(text)).split()


def categories(query: str, named: Iterable[Category]) -> list[Category]:
    """Return those of the named categories that the query begins. No query."""
    words = query_words(query)
    return [one for one in named if words and begins(words, one.name)][:MOST_CATEGORIES]


def tags(query: str, language: str) -> list[Tag]:
    """Return tags with a live story whose name the query begins. One query."""
    words = query_words(query)
    if not words:
        return []
    name = languages.column("name", language)
    asked = storable(query)
    # SQLite ignores the case of ASCII only, so the usual spellings are asked for by name.
    spellings = {asked, asked.lower(), asked.upper(), asked.capitalize(), asked.title()}
    matches = Q()
    for spelling in spellings:
        matches |= Q(**{f"{name}__contains": spelling})
    live = EditionTag.objects.filter(
        tag=OuterRef("pk"),
        language=language,
        edition__in=Edition.objects.live().in_language(language),
    )
    found = Tag.objects.filter(matches, Exists(live)).order_by(name, "pk")[:TAGS_LOOKED_AT]
    return [tag for tag in found if begins(words, getattr(tag, name))][:MOST_TAGS]


def stories(query: str, language: str, place: str = TITLE) -> list[Edition]:
    """Return the latest live stories whose title has the words, the last of them as far as it is
    typed; `place` "" asks for them anywhere.

    In any script: `erev` finds Ереван. Three queries at most.
    """
    terms = parse_query(query, language).terms
    if not terms:
        return []
    *typed, last = terms
    typed = [term for term in typed if not term.is_small]
    begun = Term(last.text, last.forms | beginning(last.text, language))
    condition = Condition()
    asked = condition.all(condition.term(term, place) for term in (*typed, begun))
    live = Edition.objects.live().in_language(language)
    [newest] = at_once([(asked, MOST_STORIES)], of_editions(language))
    ids = [row[0] for row in newest]
    return list(live.newest_first().filter(pk__in=ids).only("language", "slug", "title", "kind"))


def beginning(text: str, language: str) -> frozenset[str]:
    """Return the dictionary forms of words that begin so, in letters or in sound. One query."""
    word = folded(text)
    if script_of(word) == language:
        start = Q(word__startswith=word)
    else:
        heard = sound(word)
        start = Q(sound__startswith=heard) if len(heard) > 1 else Q(word__startswith=word)
    rows = SearchWord.objects.filter(start, language=language).order_by("length", "word")
    words = rows.values_list("word", flat=True)[:MOST_BEGUN]
    return frozenset(form for one in words for form in lemmas(one, language))


def authors(query: str, language: str) -> list[Author]:
    """Return people with a live story whose name the query begins. One query."""
    words = query_words(query)
    name = languages.column("name", language)
    live = EditionCredit.objects.filter(
        author=OuterRef("pk"),
        language=language,
        edition__in=Edition.objects.live().in_language(language),
    )
    if not words:
        return []
    rows = Author.objects.filter(Exists(live), **{f"{name}__gt": ""}).order_by(name, "pk")
    return [one for one in rows[:AUTHORS_LOOKED_AT] if begins_name(words, getattr(one, name))][
        :MOST_AUTHORS
    ]
