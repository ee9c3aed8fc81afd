"""Found words, marked in the text they were found in: inflected as they stand there. Pure.

Everything is escaped; `<mark>` is all the markup there is.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.search.analysis import Word, lemmas, words
from articles.search.language.letters import HYPHENS

AROUND = 8  # words before the first found one
PIECE = 36  # words of a piece of text
LONGEST = 40_000  # characters of a text that are looked through at once
MOST_READ = 400_000  # … and in all: more than the words that are kept of a text


def found_words(text: str, forms: Collection[str], language: str) -> list[Word]:
    """Return the words of a text, or the parts of what hyphens join, that come from one of the
    forms.
    """
    found = []
    for word in words(text):
        if not lemmas(word.text, language).isdisjoint(forms):
            found.append(word)
        elif any(sign in word.text for sign in HYPHENS):
            found += [
                part for part in split(word) if not lemmas(part.text, language).isdisjoint(forms)
            ]
    return found


def split(word: Word) -> list[Word]:
    """Return the parts of what hyphens join."""
    parts, start = [], 0
    for place, sign in enumerate(word.text + "-"):
        if sign in HYPHENS:
            if place > start:
                parts.append(Word(word.text[start:place], word.start + start, word.start + place))
            start = place + 1
    return parts


@dataclass(frozen=True)
class Excerpt:
    """Part of a plain text, and the found words in it."""

    text: str
    found: list[Word]

    @property
    def html(self) -> SafeString:
        """Return it with the found words marked."""
        return with_marks(self.text, self.found)


def excerpt(text: str, forms: Collection[str], language: str) -> Excerpt | None:
    """Return the part of a plain text with the most different found words; None without any.

    Of a very long text the first stretch that has one.
    """
    for start in range(0, min(len(text), MOST_READ), LONGEST):
        stretch = text[start : start + LONGEST]
        if found := found_words(stretch, forms, language):
            return excerpt_around(stretch, found, language, start > 0, start + LONGEST < len(text))
    return None


def excerpt_around(
    text: str, found: list[Word], language: str, is_before: bool, is_behind: bool
) -> Excerpt:
    """Return the part of a text around its found words, with … where more stands before it or
    behind it.
    """
    every = list(words(text))
    numbers = {word.start: number for number, word in enumerate(every)}
    places = [numbers.get(word.start, 0) for word in found]
    best = max(range(len(found)), key=lambda at: (variety(found, places, at, language), -at))
    first = max(0, places[best] - AROUND)
    last = min(len(every), first + PIECE) - 1
    start = every[first].start if first else 0
    end = every[last].end if last < len(every) - 1 else len(text)
    before = "… " if start or is_before else ""
    behind = " …" if end < len(text) or is_behind else ""
    moved = len(before) - start
    inside = [
        Word(word.text, word.start + moved, word.end + moved)
        for word in found
        if start <= word.start and word.end <= end
    ]
    return Excerpt(f"{before}{text[start:end]}{behind}", inside)


def variety(found: list[Word], places: list[int], at: int, language: str) -> int:
    """Return how many different words are found within a piece that begins before one of them."""
    inside = {
        min(lemmas(word.text, language))
        for word, place in zip(found[at : at + PIECE], places[at : at + PIECE], strict=True)
        if place < places[at] + PIECE - AROUND
    }
    return len(inside)


def with_marks(text: str, found: list[Word]) -> SafeString:
    parts, last = [], 0
    for word in found:
        parts += [escape(text[last : word.start]), f"<mark>{escape(word.text)}</mark>"]
        last = word.end
    return mark_safe("".join([*parts, escape(text[last:])]))
