"""The forms of English and the dictionary forms that count of each: the common ones."""

from collections.abc import Iterator
from functools import cache

import lemminflect
from lemminflect.core.Lemmatizer import Lemmatizer
from simplemma import lemmatize
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
from wordfreq import zipf_frequency

from articles.search.language.letters import folded

Lemmas = dict[str, tuple[str, ...]]  # by part of speech, or by inflection

MOST_FORMS = 4  # dictionary forms of one form
# How much commoner a form must be than the other forms of its verb to be a word of its own, in
# powers of ten. "Engineering" is no form of "engineer" to anybody who looks for it.
THAN_VERB, THAN_FORMS, PARTICIPLE_THAN_FORMS = 0.25, 0.75, 1.0
# A noun that is seldom a verb has hardly a past (bank, banked): its -ing is a trade or a thing.
# How much commoner than the past, less a part of how much it is than the noun; more of it where
# simplemma takes it for a form.
THAN_PAST, PART_OF_NOUN, WHERE_FORM = 1.0, 0.8, 1.4
# Williams is no plural of William: a name has its 's as often as any form in -s, and the form is
# nearly as common as the name. Powers of ten again.
NAME_OWNS, NAME_TO_PLURAL, NAME_TO_FORM = 1.95, 1.8, 1.0
COMPARATIVES = ("er", "est", "st", "se")
NUMBER_THAN_NUMB = 0.7


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
    if not found and form.endswith("s") and len(form) > 3:
        if is_surname(form):
            return {form}
        if form.endswith("is") and common(form[:-1]) > common(form) > 0 and is_base(form):
            return {form[:-1]}
    if form in found.get("ADJ", ()) and len(found["ADJ"]) > 1:  # elder, further
        return {form}
    words = {folded(word) for several in compared(form, found).values() for word in several}
    words = words or {folded(lemmatize(form, "en"))}
    if form.endswith("ings") and words == {form}:
        return {form[:-1]}
    if words == {form} and form.endswith("s") and not found:
        return set()  # see _english of articles/search/analysis.py
    if form.endswith("ed") and form in words and is_base(form):
        return {form}
    if words & {"more", "most"} or is_own_word(form, words):
        return {form}
    if form.endswith("ing") and common(form + "s") and lemmatize(form + "s", "en") == form:
        return words | {form}  # tastings
    return words


def is_base(form: str) -> bool:
    """Tell whether simplemma takes a form for no form of another word."""
    return lemmatize(form, "en") == form


def is_surname(form: str) -> bool:
    """Tell whether an unknown word in -s is a name of its own beside the one without."""
    name = form[:-1]
    owns = common(name + "'s")
    return (
        not lemminflect.getAllLemmas(name)
        and owns > 0
        and owns >= common(name) - NAME_OWNS
        and common(form) >= common(name) - NAME_TO_FORM
        and common(form) < owns + NAME_TO_PLURAL
    )


def compared(form: str, found: Lemmas) -> Lemmas:
    """Return the readings without those that only a comparison in theory has: "better" is good and
    not well, "number" no more numb.
    """
    if not form.endswith(COMPARATIVES) or found.get("ADJ", (form,))[0] == form:
        return found
    adjective = found["ADJ"][0]
    kept = {part: words for part, words in found.items() if part not in ("ADJ", "ADV")}
    if kept and common(form) > common(adjective) + NUMBER_THAN_NUMB:
        return kept
    return kept | {"ADJ": (adjective,)}


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
        than_past = common(form) - commonest(inflected, "VBD", "VBN")
        if {"NOUN", "ADJ"} & lemminflect.getAllLemmas(verb).keys():
            least = THAN_PAST + (0 if is_base(form) else WHERE_FORM)
            if than_past - PART_OF_NOUN * than_verb > least:
                return True
        mean = (than_verb + than_past + common(form) - commonest(inflected, "VBZ")) / 3
        return mean >= THAN_FORMS or is_listed and than_verb >= THAN_VERB
    if is_listed and form in inflected.get("VBD", ()) + inflected.get("VBN", ()):
        mean = (than_verb + common(form) - commonest(inflected, "VBG")) / 2
        return mean >= PARTICIPLE_THAN_FORMS
    return False


@cache
def inflections(verb: str) -> Lemmas:
    known = lemminflect.getAllInflections(verb, "VERB")
    return known or lemminflect.getAllInflectionsOOV(verb, "VERB")


def commonest(inflected: Lemmas, *tags: str) -> float:
    """Return how common the commonest of some inflected forms is."""
    return max((common(one) for tag in tags for one in inflected.get(tag, ())), default=0.0)


@cache
def common(word: str) -> float:
    """Return how common a word is: the power of ten of its number in a thousand million words."""
    return zipf_frequency(word, "en")
