"""What a text is found by: its dictionary forms, and which of them stands where. Pure.

Terms are words without spaces: a dictionary form; the same with TITLE before it where it is in the
title, with CREDIT or PEOPLE where it is in that field of a picture; behind PERIOD that of the row,
by which the newest can be asked for first: a month, of a picture its block of numbers.

Places are two hashes for each word of a text (it may come from several words, two are enough to
tell), 16 bits each, with gaps between title, lead and body.
"""

import struct
import zlib
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from articles.search.analysis import lemmas, words
from articles.search.language.letters import folded

TITLE, PERIOD = "^", "#"
CREDIT, PEOPLE = "credit:", "people:"  # of a picture, in one field
BLOCK = 1024  # pictures: their numbers follow the time they came
GAP = 12  # words between pieces of a text, so that nothing is near across
MOST_WORDS = 60_000  # of one text
SHORTEST_KNOWN, LONGEST_KNOWN = 3, 30  # letters of words that misspelt ones are compared with


@dataclass(frozen=True)
class Document:
    """The texts of an edition, in plain words."""

    title: str
    lead: str  # and the subtitle
    body: str
    beside: tuple[str, ...] = ()  # captions, tags, authors


def month(moment: datetime) -> str:
    """Return the term of a month; months are UTC's."""
    return f"{PERIOD}{moment.astimezone(UTC):%Y%m}"


def block(number: int) -> str:
    """Return the term of the block that a picture's number lies in."""
    return f"{PERIOD}b{number // BLOCK}"


def analysed(text: str, language: str) -> list[list[str]]:
    """Return the dictionary forms of each word of a text; the parts of what hyphens join, too.

    What hyphens join is one word in the first place of its parts.
    """
    found = []
    for word in words(text):
        forms = sorted(lemmas(word.text, language))
        parts = folded(word.text).split("-") if "-" in word.text or "‑" in word.text else ()
        if len(parts) > 1:
            several = [sorted(lemmas(part, language)) for part in parts if part]
            several[:1] = [forms + [one for one in several[0] if one not in forms]]
            found += several
        else:
            found.append(forms)
        if len(found) >= MOST_WORDS:
            break
    return found


def entry(
    documents: Mapping[str, Document], period: str, also: Iterable[str] = ()
) -> tuple[str, bytes]:
    """Return the terms of the texts of each language, separated by spaces, and their places: all
    titles first. `also` are further terms, without a place.
    """
    places, terms = array("H"), set()
    for language, document in documents.items():
        if places:
            places.extend([0] * 2 * GAP)
        forms, stand = kept_piece(document.title, language)
        terms |= forms
        places.frombytes(stand)
    found = {TITLE + form for form in terms - {""}}
    start = len(places) // 2
    for language, document in documents.items():
        for text in (document.lead, document.body, *document.beside):
            forms, stand = kept_piece(text, language)
            terms |= forms
            places.extend([0] * 2 * GAP)
            places.frombytes(stand)
    written = " ".join([period, *sorted(found | terms - {""} | set(also))])
    return written, struct.pack("<H", min(start, 65_535)) + little(places).tobytes()


def piece(text: str, language: str) -> tuple[frozenset[str], bytes]:
    """Return the dictionary forms of a text and the places of its words."""
    several = analysed(text, language)
    places = array("H")
    append_forms(places, several)
    return frozenset(form for forms in several for form in forms), places.tobytes()


# Whoever saves a story again has changed one of its texts, and publishes what they have saved.
kept_piece = lru_cache(maxsize=60)(piece)


def append_forms(places: array, forms: Iterable[list[str]]) -> None:
    for several in forms:
        first = hashed(several[0]) if several else 0
        places.append(first)
        places.append(hashed(several[1]) if len(several) > 1 else first)


def title_words(data: bytes) -> int:
    """Return how many words the title has."""
    return struct.unpack_from("<H", data)[0]


def little(places: array) -> array:
    """Return the array in the byte order that is kept."""
    if struct.pack("=H", 1) != struct.pack("<H", 1):
        places = array("H", places)
        places.byteswap()
    return places


@lru_cache(maxsize=20_000)
def hashed(form: str) -> int:
    """Return the hash of a dictionary form, 1 to 65,535."""
    return zlib.crc32(form.encode()) % 65_535 + 1


def known_words(document: Document) -> set[str]:
    """Return the words of a text as they are written, folded, that misspelt ones may have meant."""
    texts = (document.title, document.lead, document.body, *document.beside)
    written = {word.text for text in texts for word in words(text)}
    return {part for word in written for part in known_parts(word)}


@lru_cache(maxsize=20_000)
def known_parts(word: str) -> tuple[str, ...]:
    return tuple(
        part
        for part in folded(word).split("-")
        if SHORTEST_KNOWN <= len(part) <= LONGEST_KNOWN and part.isalpha()
    )
