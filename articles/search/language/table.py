"""The table of words: forms of English and Armenian, and the dictionary forms behind them.

A DAWG leads from a folded form to the number of a rule; a rule says how much of the form to cut off
and what to write instead, so that thousands of words share one. Compiled by `scripts.words`.
"""

import json
import struct
import zlib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from dawg_python.wrapper import Dictionary

try:
    import dawg
except ImportError:  # no wheel for this machine: pymorphy3's own reader does the same, more slowly
    dawg = None

PATH = Path(__file__).parent / "data" / "words.table"
MARK = b"words 1\n"
WHOLE = 99  # letters cut off: all of them
LONGEST_PREFIX = 5
SHARED = 2  # letters that make it worth to keep a part of the form

Rule = tuple[int, int, str]  # letters cut off in front, behind; what is added behind


class Table:
    """The words of a file, read into memory once (as many bytes as the file has)."""

    def __init__(self, data: bytes):
        if not data.startswith(MARK):
            raise ValueError("This is no table of words.")
        (size,) = struct.unpack_from(">I", data, len(MARK))
        start = len(MARK) + 4
        self._rules = json.loads(zlib.decompress(data[start : start + size]))
        self._number = reader(data[start + size :])

    def find(self, form: str) -> frozenset[str] | None:
        """Return the dictionary forms of a folded form, None where the table does not know it."""
        number = self._number(form)
        if number is None:
            return None
        return frozenset(applied(rule, form) for rule in self._rules[number])


def reader(data: bytes) -> Callable[[str], int | None]:
    """Return what finds the number of a form in the bytes of a DAWG."""
    if dawg is not None:
        forms = dawg.IntDAWG()
        forms.frombytes(data)
        return forms.get
    dictionary = Dictionary()
    (units,) = struct.unpack_from("=I", data)
    dictionary._units.frombytes(data[4 : 4 * (units + 1)])

    def number(form: str) -> int | None:
        found = dictionary.find(form.encode())
        return found if found >= 0 else None

    return number


@cache
def words() -> Table:
    """Return the table that belongs to the site."""
    return Table(PATH.read_bytes())


def applied(rule: Rule, form: str) -> str:
    front, back, end = rule
    return end if back == WHOLE else form[front : len(form) - back] + end


def rule(form: str, word: str) -> Rule:
    """Return the rule that makes the word of the form."""
    for front in range(min(LONGEST_PREFIX, len(form)) + 1):
        shared = 0
        for one, other in zip(form[front:], word, strict=False):
            if one != other:
                break
            shared += 1
        if shared >= min(SHARED, len(word)):
            return front, len(form) - front - shared, word[shared:]
    return 0, WHOLE, word


def compiled(forms: Iterable[tuple[str, set[str]]]) -> bytes:
    """Return the bytes of a table; the forms come in the order of their UTF-8 bytes."""
    numbers: dict[tuple[Rule, ...], int] = {}

    def numbered():
        for form, found in forms:
            rules = tuple(sorted(rule(form, word) for word in found))
            yield form, numbers.setdefault(rules, len(numbers))

    made = dawg.IntDAWG(numbered(), input_is_sorted=True).tobytes()
    rules = zlib.compress(json.dumps(list(numbers), ensure_ascii=False).encode(), 9)
    return MARK + struct.pack(">I", len(rules)) + rules + made
