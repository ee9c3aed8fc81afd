"""Names and terms found in a text in whatever form they stand there. Pure: no database.

An honest rule and no dictionary: a word is the term's where it begins with the term's stem and what
follows is an ending of the language. It knows regular endings (Севан, Севана, Севаном; Սևանի,
Սևանում; Yerevan's) and none that change the stem (дворец, дворца; գիրք, գրքի): write such a form
into the glossary as well. A capital letter of the term asks for one in the text; words of capitals
only (ООН) are found as they are.
"""

import re
from collections.abc import Hashable, Iterable
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from articles.text.cleaning import fold

_SHORTEST_STEM = 3  # letters
_WORD = re.compile(r"[^\W_]+(?:[՛՜՞]+[^\W_]*)*(?:[-'’][^\W_]+)*")

_DICTIONARY_RUSSIAN = "ый ий ой ая яя ое ее ые ие а я о е ь й ы и"
# What a dictionary form ends in, and what may stand there instead.
_DICTIONARY = {
    "ru": tuple(_DICTIONARY_RUSSIAN.split()),
    "hy": ("ի",),
    "en": ("y",),
}
_RUSSIAN = (
    "а я о е ы и у ю ь й ой ей ою ею ом ем ам ям ами ями ах ях ов ев ия ии ию ие ием ией иях иям"
    " иями ий ый ая яя ое ее ые ого его ому ему ым им ых их ыми ими ую юю"
)
_ARMENIAN = product(
    ("", "եր", "ներ"),
    ("", "ի", "ին", "ից", "ով", "ում", "ու", "ուն", "ուց", "ան", "յի", "յին", "յից", "յով", "յում"),
    ("", "ը", "ն", "ս", "դ"),
)
ENDINGS = {
    "ru": frozenset({"", *_RUSSIAN.split()}),
    "hy": frozenset("".join(parts) for parts in _ARMENIAN),
    "en": frozenset({"", "s", "es", "'s", "s'", "y", "y's", "ies"}),
}
_LONGEST_ENDING = max(len(one) for endings in ENDINGS.values() for one in endings)


class Hit(NamedTuple):
    """Where something was found: `words` as they stand in the text, and what was given for it."""

    start: int
    end: int
    words: str
    value: Hashable


class _Form(NamedTuple):
    """A word of a phrase: it is found as `exact`, or as `stem` (unless "") with an ending."""

    exact: str
    stem: str
    is_capital: bool

    @property
    def key(self) -> str:
        return self.stem or self.exact

    def fits(self, word: str, folded: str, endings: frozenset[str]) -> bool:
        if self.is_capital and not word[:1].isupper():
            return False
        if folded == self.exact:
            return True
        begun = (base for base in (self.stem, self.exact) if self.stem and folded.startswith(base))
        return any(folded[len(base) :] in endings for base in begun)


class Finder:
    """Finds phrases of one language; each stands for a value."""

    def __init__(self, phrases: Iterable[tuple[str, Hashable]], language: str):
        self.endings = ENDINGS.get(language, frozenset({""}))
        self.known: dict[str, list[tuple[list[_Form], Hashable]]] = {}
        for phrase, value in phrases:
            forms = [_form(word, language) for word in _WORD.findall(phrase)]
            if forms:
                self.known.setdefault(forms[0].key, []).append((forms, value))
        # A stem has three letters at least, so that most words are passed over at once.
        self.beginnings = {key[:_SHORTEST_STEM] for key in self.known}
        # What stands for None is only not to be taken for something else.
        self.told = {
            key for key, found in self.known.items() if any(one[1] is not None for one in found)
        }

    def may_hit(self, text: str) -> bool:
        """Tell at little cost whether a word begins as a phrase does that stands for something."""
        folded = map(_folded, set(_WORD.findall(text)))
        near = (word for word in folded if word[:_SHORTEST_STEM] in self.beginnings)
        return any(word[:end] in self.told for word in near for end in range(1, len(word) + 1))

    def find(self, text: str) -> list[Hit]:
        """Return what is found, in order; of two that begin at one word the longer.

        Of two of one length the one that was given first.
        """
        if not self.known:
            return []
        words = [(found, _folded(found[0])) for found in _WORD.finditer(text)]
        hits: list[Hit] = []
        at = 0
        while at < len(words):
            length, value = self._longest(words, at)
            if length:
                start, end = words[at][0].start(), words[at + length - 1][0].end()
                hits.append(Hit(start, end, text[start:end], value))
            at += length or 1
        return hits

    def _longest(self, words: list, at: int) -> tuple[int, Hashable]:
        best: tuple[int, Hashable] = (0, None)
        folded = words[at][1]
        if folded[:_SHORTEST_STEM] not in self.beginnings:
            return best
        for cut in range(min(len(folded), _LONGEST_ENDING + 2)):
            for forms, value in self.known.get(folded[: len(folded) - cut], ()):
                following = words[at : at + len(forms)]
                if (
                    len(forms) > best[0]
                    and len(following) == len(forms)
                    and all(
                        form.fits(found[0], word, self.endings)
                        for form, (found, word) in zip(forms, following, strict=True)
                    )
                ):
                    best = len(forms), value
        return best


def misused(text: str, entries: tuple[tuple[str, str], ...], language: str) -> list[Hit]:
    """Find forbidden forms; `entries` are pairs (forbidden, allowed), hits stand for the allowed.

    Where the allowed form itself stands, nothing within it counts.
    """
    watch = _watch(entries, language)
    return [hit for hit in watch.find(text) if hit.value is not None] if watch.may_hit(text) else []


@lru_cache(maxsize=16)
def _watch(entries: tuple[tuple[str, str], ...], language: str) -> Finder:
    allowed = {good: None for _bad, good in entries if good}
    return Finder([*allowed.items(), *entries], language)


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    return fold(word).replace("’", "'")


def _form(word: str, language: str) -> _Form:
    folded = _folded(word)
    is_abbreviation = len(word) > 1 and word.isupper()
    stem = "" if is_abbreviation else _stem(folded, language)
    return _Form(folded, stem, word[:1].isupper())


def _stem(folded: str, language: str) -> str:
    """Return what stays of a word in all of its forms; "" where too little does."""
    stem = folded
    if language == "hy" and folded.endswith("ություն"):
        stem = folded[:-3]
    else:
        ending = next((one for one in _DICTIONARY.get(language, ()) if folded.endswith(one)), "")
        if len(folded) - len(ending) >= _SHORTEST_STEM:
            stem = folded[: len(folded) - len(ending)]
    return stem if len(stem) >= _SHORTEST_STEM else ""
