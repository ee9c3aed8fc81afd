"""Russian participles that are words of their own, which pymorphy3 takes for forms of a verb.

"Следующий" is no form of "следовать" to anybody who looks for it, nor "управляющий" of "управлять".
"""

from collections.abc import Iterator
from math import log10

import pymorphy3
from wordfreq import zipf_frequency

from articles.search.language.letters import folded

SELDOM = 2.0  # less common participles are forms, in powers of ten
THAN_VERB = 0.0  # how much commoner it is, all forms together, than what the verb says of somebody
SPOKEN = ("INFN", "VERB", "GRND")
PRESENT = {"PRTF", "actv", "pres"}
NOMINATIVE = {"nomn", "sing", "masc"}


def forms() -> Iterator[tuple[str, set[str]]]:
    """Yield the forms of such participles in order, each with its nominative."""
    found: dict[str, set[str]] = {}
    for participle in participles():
        lexeme = participle.lexeme
        own = {one.word for one in lexeme if PRESENT in one.tag}
        spoken = {one.word for one in lexeme if one.tag.POS in SPOKEN}
        if together(own) - together(spoken) >= THAN_VERB:
            for form in own:
                found.setdefault(folded(form), set()).add(folded(participle.word))
    yield from sorted(found.items())


def participles() -> Iterator[pymorphy3.analyzer.Parse]:
    """Yield the active participles of the present in the nominative that are not rare."""
    morphology = pymorphy3.MorphAnalyzer(lang="ru")
    for word, tag, *_rest in morphology.dictionary.iter_known_words():
        is_one = word.endswith(("щий", "щийся")) and PRESENT | NOMINATIVE in tag
        if is_one and zipf_frequency(word, "ru") >= SELDOM:
            yield from (one for one in morphology.parse(word) if one.tag == tag)


def together(words: set[str]) -> float:
    """Return how common some words are in all: the power of ten of their number."""
    return log10(1 + sum(10 ** zipf_frequency(word, "ru") for word in words))
