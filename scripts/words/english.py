"""The forms of English and the dictionary forms that count of each: the common ones."""

from collections.abc import Iterator
from functools import cache

import lemminflect
from lemminflect.core.Lemmatizer import Lemmatizer
from simplemma import lemmatize
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
from wordfreq import zipf_frequency

from articles.search.letters import folded

MOST_FORMS = 4  # dictionary forms of one form
# How much commoner a form must be than the other forms of its verb to be a word of its own, in
# powers of ten. "Engineering" is no form of "engineer" to anybody who looks for it.
THAN_VERB, THAN_FORMS, PARTICIPLE_THAN_FORMS = 0.25, 0.75, 1.0


def forms() -> Iterator[tuple[str, set[str]]]:
    """Yield the forms of English in order: lemminflect's, and simplemma's where it has none."""
    known = set(Lemmatizer()._getLemmaDict())
    others = set(DefaultDictionaryFactory().get_dictionary("en"))
    spelt = {folded(one) for one in known | others}
    for form in sorted(one for one in spelt if one.isascii() and one.isalpha()):
        if words := readings(form):
            yield form, set(sorted(words)[:MOST_FORMS])


def readings(form: str) -> set[str]:
    """Return the dictionary forms that count of a form, none for most unknown plurals."""
    found = lemminflect.getAllLemmas(form)
    words = {folded(word) for several in found.values() for word in several}
    words = words or {folded(lemmatize(form, "en"))}
    if words == {form} and form.endswith("s") and not found:
        return set()  # see _english of articles/search/analysis.py
    if form.endswith("ed") and form in words and lemmatize(form, "en") == form:
        return {form}
    if words & {"more", "most"} or is_own_word(form, words):
        return {form}
    return words


def is_own_word(form: str, words: set[str]) -> bool:
    """Tell whether a form in -ing, or a participle that is an adjective, too, is read as itself."""
    verbs = words - {form}
    if not verbs:
        return False
    verb = max(sorted(verbs), key=common)
    inflected = inflections(verb)
    is_listed = form in words
    than_verb = common(form) - common(verb)
    if form.endswith("ing"):
        others = [common(form) - commonest(inflected, *tags) for tags in (("VBD", "VBN"), ("VBZ",))]
        mean = (than_verb + sum(others)) / 3
        return mean >= THAN_FORMS or is_listed and than_verb >= THAN_VERB
    if is_listed and form in inflected.get("VBD", ()) + inflected.get("VBN", ()):
        mean = (than_verb + common(form) - commonest(inflected, "VBG")) / 2
        return mean >= PARTICIPLE_THAN_FORMS
    return False


@cache
def inflections(verb: str) -> dict[str, tuple[str, ...]]:
    return lemminflect.getAllInflections(verb, "VERB")


def commonest(inflected: dict[str, tuple[str, ...]], *tags: str) -> float:
    """Return how common the commonest of some inflected forms is."""
    return max((common(one) for tag in tags for one in inflected.get(tag, ())), default=0.0)


@cache
def common(word: str) -> float:
    """Return how common a word is: the power of ten of its number in a thousand million words."""
    return zipf_frequency(word, "en")
