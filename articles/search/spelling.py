"""What a reader may have meant by what is typed so far, as text: a word in another script, other
keys, a slip of the finger. What `forgiving` does for a whole search, within few queries.
"""

from collections.abc import Iterable

from django.db.models import Exists, Q

from articles.models import Category, SearchEntry
from articles.search import forgiving
from articles.search.analysis import words
from articles.search.indexes import Ground, of_editions
from articles.search.language.layouts import rewritten
from articles.search.language.letters import folded, script_of
from articles.search.query import Query, Term, parse_query
from articles.search.suggest import begins, query_words, storable

SHORTEST = 3  # letters of a word that is worth it
MOST_MISSPELT = 2  # words of a query


def meant(query: str, language: str, named: Iterable[Category]) -> str | None:
    """Return what was meant by the beginning of a query for which there is nothing to suggest, None
    where it is unknown. Fifteen queries at most; `named` are the categories of the menu.
    """
    typed, ground = parse_query(storable(query), language), of_editions(language)
    if not typed.terms:
        return None
    if found := in_own_script(typed, ground):
        return found
    own = {term: folded(term.text) for term in typed.required}
    others = in_other_layouts(typed.typed, language)
    known = begun({*own.values()}.union(*others.values()), ground)
    names = [one.name for one in named]
    for text, several in others.items():
        if known.issuperset(several) or any(begins(several, name) for name in names):
            return text
    return respelt(typed, [term for term, word in own.items() if word not in known], ground)


def in_other_layouts(text: str, language: str) -> dict[str, list[str]]:
    """Return what the keys of a text write in layouts of the language, and the words of each."""
    texts = [one for one in rewritten(text, language) if script_of(one) == language]
    found = {one: query_words(" ".join(word.text for word in words(one))) for one in texts}
    return {one: several for one, several in found.items() if several}


def in_own_script(query: Query, ground: Ground) -> str | None:
    """Return a query with what sounds like its foreign words in their place. Two queries."""
    heard = forgiving.with_other_scripts(query, ground).terms
    if not any(forgiving.is_foreign(term, ground.language) for term in heard):
        return None
    own = [own_word(term, ground.language) for term in heard]
    return " ".join(own) if all(own) else None


def own_word(term: Term, language: str) -> str | None:
    """Return the word, or the shortest that answers it in the script of the language."""
    if not forgiving.is_foreign(term, language):
        return term.text
    forms = (form for form in term.forms if script_of(form) == language)
    return min(forms, key=lambda form: (len(form), form), default=None)


def begun(several: Iterable[str], ground: Ground) -> set[str]:
    """Return those of several words that a known word begins with. One query."""
    several = list(several)
    asked = {
        f"has_{place}": Exists(ground.words.filter(Q(word__startswith=word)))
        for place, word in enumerate(several)
    }
    if not asked:
        return set()
    # Of which row it is asked does not matter, as long as there is one.
    rows = list(SearchEntry.objects.order_by().annotate(**asked).values_list(*asked)[:1])
    return {word for word, there in zip(several, rows[0], strict=True) if there} if rows else set()


def respelt(query: Query, misspelt: list[Term], ground: Ground) -> str | None:
    """Return a query with the nearest words in the place of misspelt ones, None where one has none
    or more than MOST_MISSPELT are. Six queries a word at most.
    """
    if not misspelt or len(misspelt) > MOST_MISSPELT:
        return None
    text = query.typed
    for term in misspelt:
        word = near_word(folded(term.text), ground)
        if word is None:
            return None
        text = text.replace(term.text, word)
    return text


def near_word(word: str, ground: Ground) -> str | None:
    """Return the word that is one slip away or sounds alike and that most stories have."""
    if len(word) < forgiving.SHORTEST or not word.isalpha():
        return None
    for near in (forgiving.one_slip, forgiving.sounding):
        likely = near(word, ground.words)
        if likely and (found := forgiving.commonest(likely, ground)):
            return found
    return None
