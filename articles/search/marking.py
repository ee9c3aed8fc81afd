"""Found words, marked in the text they were found in: inflected as they stand there. Pure.

Everything is escaped; `<mark>` is all the markup there is.
"""

from collections.abc import Collection

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.search.analysis import Word, lemmas, words
from articles.search.letters import HYPHENS

AROUND = 8  # words before the first found one
PIECE = 36  # words of a piece of text
LONGEST = 40_000  # characters of a text that are looked through


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


def marked(text: str, forms: Collection[str], language: str) -> SafeString:
    """Return a text as HTML with the found words marked."""
    return with_marks(text, found_words(text, forms, language))


def piece(text: str, forms: Collection[str], language: str) -> SafeString:
    """Return the part of a plain text with the most different found words, marked; "" without
    any.
    """
    text = text[:LONGEST]
    found = found_words(text, forms, language)
    if not found:
        return mark_safe("")
    every = list(words(text))
    numbers = {word.start: number for number, word in enumerate(every)}
    places = [numbers.get(word.start, 0) for word in found]
    best = max(range(len(found)), key=lambda at: (variety(found, places, at, language), -at))
    first = max(0, places[best] - AROUND)
    last = min(len(every), first + PIECE) - 1
    start = every[first].start if first else 0
    end = every[last].end if last < len(every) - 1 else len(text)
    inside = [
        Word(word.text, word.start - start, word.end - start)
        for word in found
        if start <= word.start and word.end <= end
    ]
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return mark_safe(f"{before}{with_marks(text[start:end], inside)}{after}")


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
