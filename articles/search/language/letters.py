"""Letters: how a word is spelt for search, and which of our languages its script belongs to.

Pure. Case, ё, և, stress, apostrophes, hyphens, soft hyphens, accents of Latin letters and the ways
of composing a letter make no difference to search; й is a letter of its own and stays.
"""

import re
from unicodedata import combining, normalize

from articles.text.cleaning import fold

HYPHENS = "-\u2010\u2011\u2012\u2013\u058a"
APOSTROPHES = "'\u2019\u02bc`\u00b4\u2018"
_APOSTROPHES = re.compile(f"[{APOSTROPHES}]")
_HYPHENS = re.compile(f"[{HYPHENS}]+")
_UNSEEN = re.compile("[\0\xad\u200b-\u200f\u2060\ufeff\ud800-\udfff]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_ARMENIAN = re.compile("[\u0531-\u058f]")
_OTHER_LATIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th"}
)


def folded(word: str) -> str:
    """Return the one spelling of a word; hyphens are one sign, apostrophes are none.

    Armenian եվ and և are one, too: they sound alike and people mix them.
    """
    word = fold(_UNSEEN.sub("", word))
    word = _APOSTROPHES.sub("", _HYPHENS.sub("-", word))
    if not word.isascii():
        word = unaccented(word).replace("եվ", "և")
    return word


def unaccented(word: str) -> str:
    """Return a folded word without the accents of its Latin letters."""
    if not any("\xc0" <= sign <= "\u024f" or "\u1e00" <= sign <= "\u1eff" for sign in word):
        return word
    parts = []
    for sign in word:
        if "\u0400" <= sign <= "\u052f":
            parts.append(sign)
        else:
            parts.append("".join(one for one in normalize("NFD", sign) if not combining(one)))
    return "".join(parts).translate(_OTHER_LATIN)


def script_of(word: str) -> str | None:
    """Return the language whose script a word is written in, None for numbers and other scripts."""
    if word.isascii():
        return "en" if any(map(str.isalpha, word)) else None
    if _CYRILLIC.search(word):
        return "ru"
    if _ARMENIAN.search(word):
        return "hy"
    return "en" if any("a" <= sign <= "\u024f" for sign in word.lower()) else None


def letter_bits(word: str) -> int:
    """Return a number with a bit for each letter that a folded word has; alike for words alike."""
    bits = 0
    for sign in word:
        bits |= 1 << ord(sign) % 61
    return bits
