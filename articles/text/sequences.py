"""What two rows of things have in common, in order: quick for thousands, whatever they are.

Pure: the things are compared and hashed, nothing else. (difflib alone takes seconds for two long
texts in which everything was changed.)
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

SAME, CHANGED = "same", "changed"
MOST_PAIRS = 20_000  # looked at one by one in a gap; about 3 ms


def matches(old: Sequence, new: Sequence) -> list[tuple[int, int, int]]:
    """Return what stayed as (place in old, place in new, length), in order.

    What begins and ends alike first; then what occurs once on either side holds the rest in
    place; what lies between is looked at closely where it is small. Some n log n.
    """
    found: list[tuple[int, int, int]] = []
    todo = [(0, len(old), 0, len(new))]
    while todo:
        a, a_end, b, b_end = todo.pop()
        head = 0
        while a + head < a_end and b + head < b_end and old[a + head] == new[b + head]:
            head += 1
        if head:
            found.append((a, b, head))
            a, b = a + head, b + head
        tail = 0
        rest = min(a_end - a, b_end - b)
        while tail < rest and old[a_end - tail - 1] == new[b_end - tail - 1]:
            tail += 1
        if tail:
            a_end, b_end = a_end - tail, b_end - tail
            found.append((a_end, b_end, tail))
        if a == a_end or b == b_end:
            continue
        if (a_end - a) * (b_end - b) <= MOST_PAIRS:
            matcher = SequenceMatcher(None, old[a:a_end], new[b:b_end], autojunk=False)
            found += [(a + i, b + j, n) for i, j, n in matcher.get_matching_blocks() if n]
            continue
        anchors = _anchors(old, new, a, a_end, b, b_end)
        for i, j in anchors:
            todo.append((a, i, b, j))
            a, b = i, j
        if anchors:
            todo.append((a, a_end, b, b_end))
    return _longest(sorted(found))


def _longest(found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Make one of what follows each other on both sides."""
    result: list[tuple[int, int, int]] = []
    for i, j, length in found:
        a, b, before = result[-1] if result else (-1, -1, 0)
        if (a + before, b + before) == (i, j):
            result[-1] = (a, b, before + length)
        else:
            result.append((i, j, length))
    return result


def _anchors(old, new, a: int, a_end: int, b: int, b_end: int) -> list[tuple[int, int]]:
    """Return places of items that occur once on either side, the longest rising row of them."""
    in_old = Counter(old[a:a_end])
    in_new = Counter(new[b:b_end])
    places = {one: j for j, one in enumerate(new[b:b_end], b) if in_new[one] == 1}
    pairs = [
        (i, places[one])
        for i, one in enumerate(old[a:a_end], a)
        if in_old[one] == 1 and one in places
    ]
    tops: list[int] = []
    rows: list[tuple] = []
    for i, j in pairs:
        at = bisect_left(tops, j)
        row = (i, j, rows[at - 1] if at else None)
        if at == len(tops):
            tops.append(j)
            rows.append(row)
        else:
            tops[at], rows[at] = j, row
    chosen: list[tuple[int, int]] = []
    row = rows[-1] if rows else None
    while row:
        chosen.append(row[:2])
        row = row[2]
    return chosen[::-1]


def stretches(old: Sequence, new: Sequence) -> Iterator[tuple[str, Sequence, Sequence]]:
    """Yield (SAME or CHANGED, part of old, part of new) in order."""
    a = b = 0
    for i, j, length in [*matches(old, new), (len(old), len(new), 0)]:
        if i > a or j > b:
            yield CHANGED, old[a:i], new[b:j]
        if length:
            yield SAME, old[i : i + length], new[j : j + length]
        a, b = i + length, j + length
