"""Words that differ by a slip of the finger: one letter more, less, another, or two exchanged.
Pure.
"""

from articles.search.language.letters import script_of

ALPHABETS = {
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "hy": "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
    "en": "abcdefghijklmnopqrstuvwxyz",
}
SOUNDS = "abcdefghijklmnoprstuvzCS"


def edits(word: str, alphabet: str = "") -> set[str]:
    """Return all words one slip away from a folded word, some 70 for each letter."""
    alphabet = alphabet or ALPHABETS[script_of(word) or "en"]
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = {head + tail[1:] for head, tail in halves if tail}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in halves if len(tail) > 1}
    found |= {head + sign + tail[1:] for head, tail in halves if tail for sign in alphabet}
    found |= {head + sign + tail for head, tail in halves for sign in alphabet}
    return found - {word}


def distance(word: str, other: str, most: int) -> int:
    """Return how many slips lie between two words; `most` + 1 where there are more."""
    if abs(len(word) - len(other)) > most:
        return most + 1
    before, row = [], list(range(len(other) + 1))
    for place, sign in enumerate(word, start=1):
        older, before, row = before, row, [place]
        for column, letter in enumerate(other, start=1):
            cost = sign != letter
            best = min(before[column] + 1, row[column - 1] + 1, before[column - 1] + cost)
            swapped = place > 1 and column > 1 and sign == other[column - 2]
            if swapped and word[place - 2] == letter:
                best = min(best, older[column - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return row[-1]
