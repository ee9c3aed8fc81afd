"""Words and their dictionary forms in Russian, Armenian and English. Pure; loads its data when
first asked.

Russian comes from pymorphy3, English and Armenian from one compiled table (table.py), as do the few
Russian words that pymorphy3 takes for forms of a verb; words that are unknown, names above all, are
read by the endings of their language. A word in the script of another language is analysed as that
one's: a Latin name in a Russian text is English.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import name

import pymorphy3
from pymorphy3.units import DictionaryAnalyzer

from articles.search.language import armenian, table
from articles.search.language.letters import APOSTROPHES, folded, script_of

LIKELY = 0.25  # of the likeliest reading
LONGEST_WORD = 60  # letters; nobody looks for a longer one
KEPT = 30_000  # words whose forms are remembered, for each process

_INSIDE = (
    f"\\-\u2010\u2011{APOSTROPHES}\u0300-\u036f\u055a-\u055c\u055e\u055f\u00ad\u200b-\u200f\u2060"
)
_WORD = re.compile(
    rf"\d+(?:[.,:/]\d+)+(?:-[^\W\d_]+)?|[^\W_]+(?:[{_INSIDE}]+[^\W_]+)*[\u0300-\u036f]*"
)
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_NUMBER_WITH_ENDING = re.compile(r"(\d+(?:[.,:/]\d+)*)-?([^\W\d_]{1,4})")
_FOREIGN_WITH_ENDING = re.compile(r"([a-z0-9]+)-?([ա-և]+)")
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s$", re.I)
# Names that pymorphy3 does not know: Пашиняну is Пашинян, and not the people of a "пашинянин".
_NAME = re.compile(r"(.{3,}(?:ян|янц))(?:а|у|ом|е|ы|ов|ам|ами|ах)?")


class Word(NamedTuple):
    """A word of a text, as it is written and where."""

    text: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text; what a hyphen joins is one."""
    for found in _WORD.finditer(text):
        yield Word(found[0], found.start(), found.end())


def parts(word: str) -> list[str]:
    """Return the folded parts that hyphens join, or the one word."""
    return [part for part in folded(word).split("-") if part]


@lru_cache(maxsize=KEPT)
def lemmas(word: str, language: str) -> frozenset[str]:
    """Return the dictionary forms that a word may come from, in lower case; two words match when
    they share one.

    What is no word of a language (a number, a date, an abbreviation) stays as it is.
    """
    form = folded(_POSSESSIVE.sub("", word.strip()))[:LONGEST_WORD].strip("-")
    found = _hyphenated(form, language) if "-" in form else _simple(form, language)
    return frozenset(map(_spelt, found))


def _simple(form: str, language: str) -> frozenset[str]:
    if _NUMBER.fullmatch(form):
        return frozenset([form.replace(",", ".")])
    if found := _NUMBER_WITH_ENDING.fullmatch(form):
        is_ending = found[2] in armenian.ENDINGS or found[2] == "թ"
        return frozenset([found[1] if is_ending else form])
    if found := _FOREIGN_WITH_ENDING.fullmatch(form):
        return _english(found[1]) if found[2] in armenian.ENDINGS else frozenset([form])
    script = script_of(form) or language
    if script == "ru":
        return _russian(form)
    return _armenian(form) if script == "hy" else _english(form)


def _hyphenated(form: str, language: str) -> frozenset[str]:
    """Return the forms of what hyphens join, without them: e-mail is email."""
    head, _hyphen, last = form.rpartition("-")
    if last in armenian.ENDINGS:  # ՀՀ-ում, Facebook-ը
        return lemmas(head, language)
    if _NUMBER.fullmatch(head) and len(last) <= 3:  # 1990-х
        return frozenset([head.replace(",", ".")])
    joined = form.replace("-", "")
    script = script_of(form) or language
    if script == "ru":
        return frozenset(one.replace("-", "") for one in _russian(form))
    if known := table.words().find(joined):
        return known
    return frozenset(head.replace("-", "") + one for one in _simple(last, language))


def _russian(form: str) -> frozenset[str]:
    if known := table.words().find(form):  # следующий: hardly of "следовать"
        return known
    if not all(name(sign, "") for sign in form):  # pymorphy3 fails on letters without a name
        return frozenset([form])
    likely: dict[str, float] = defaultdict(float)
    is_known = False
    for reading in _morphology().parse(form):
        likely[reading.normal_form.replace("ё", "е")] += reading.score
        # More than one method: a known word was looked for behind a guessed prefix.
        method, *further = reading.methods_stack
        is_known = is_known or not further and isinstance(method[0], DictionaryAnalyzer)
    if not is_known and (person := _NAME.fullmatch(form)):
        return frozenset([person[1]])
    best = max(likely.values(), default=0)
    return frozenset(one for one, score in likely.items() if score >= LIKELY * best)


def _armenian(form: str) -> frozenset[str]:
    return table.words().find(form) or armenian.guessed(form)


def _english(form: str) -> frozenset[str]:
    if known := table.words().find(form):
        return known
    is_plural = len(form) > 3 and form.endswith("s") and not form.endswith(("ss", "us"))
    return frozenset([form, form[:-1]] if is_plural else [form])


def _spelt(form: str) -> str:
    """Write եվ where Armenian does: at the beginning of a word (Եվրոպա)."""
    return "եվ" + form[1:] if form.startswith("և") and len(form) > 1 else form


@cache
def _morphology() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")
