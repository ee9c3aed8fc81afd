"""Which blocks of a text came from which of a former one: kept, changed, moved, joined, split.

Pure. Nothing in a text says so (see docs/decisions.md): blocks are known again by being the
same, then by their words, near their old place first.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple
from unicodedata import normalize

from articles.text.blocks import FIGURES
from articles.text.sequences import matches

ALIKE = 0.4  # the share of common words from which a changed block is still itself, in its place
ALIKE_ELSEWHERE = 0.6  # … and anywhere else
HELD = 0.6  # how much of a block another must hold to have taken it in
_MOST_PAIRS = 2_500  # compared in one changed stretch; about 8 ms
_FREQUENT = 8  # a word of more changed blocks than these tells none of them
_CLOSEST = 4  # candidates looked at for each block

_INLINE = re.compile(r"</?(?:a|abbr|cite|code|em|s|strong|sub|sup|time)(?: [^>]*)?>")
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+")
_SHOWN = re.compile(rf'data-({"|".join(FIGURES)})="([^"]*)"')
_SENTENCE_END = re.compile(r"(?<=[.!?…։:])[\"'»”)]*\s+|<[^>]*>")


class Kind(IntEnum):
    """What a block has to do with the one that it came from."""

    SAME = 1
    CHANGED = 2
    REPLACED = 3  # other words in its place
    PART = 4  # a part of it, or it is a part of this


class Link(NamedTuple):
    old: int
    new: int
    kind: Kind


def key(block: str) -> str:
    """Return what two blocks are compared by: NFC and NFD of one text are no difference."""
    return block if block.isascii() else normalize("NFC", block)


class Words(dict[str, tuple[str, ...]]):
    """The words of blocks, each block read once: `words[block]`, a figure's contents among them."""

    def __missing__(self, block: str) -> tuple[str, ...]:
        shown = [f"{kind}:{one}" for kind, ids in _SHOWN.findall(block) for one in ids.split()]
        self[block] = (*shown, *_plain(block))
        return self[block]


def _plain(html: str) -> list[str]:
    return _WORD.findall(key(_TAG.sub(" ", _INLINE.sub("", html))).casefold())


class Sentences(dict[str, tuple[tuple[str, ...], ...]]):
    """The sentences of blocks as their words, each block read once; the block's own words first."""

    def __init__(self, words: Words):
        self.words = words

    def __missing__(self, block: str) -> tuple[tuple[str, ...], ...]:
        parts = (tuple(_plain(part)) for part in _SENTENCE_END.split(_INLINE.sub("", block)))
        self[block] = tuple(dict.fromkeys((self.words[block], *filter(None, parts))))
        return self[block]


def align(old: Sequence[str], new: Sequence[str], words: Words) -> list[Link]:
    """Return what leads from old blocks to new ones; what has no link was deleted or added."""
    runs = matches([key(one) for one in old], [key(one) for one in new])
    in_order = [(i + n, j + n) for i, j, length in runs for n in range(length)]
    links = [Link(i, j, Kind.SAME) for i, j in in_order]
    free = _Free(old, new, links)
    free.take(Link(i, j, Kind.SAME) for i, j in _moved(free))
    gaps = list(_gaps(in_order, len(old), len(new)))
    free.take(Link(i, j, Kind.CHANGED) for gap in gaps for i, j in _alike_in(gap, free, words))
    free.take(Link(i, j, Kind.CHANGED) for i, j in _alike_anywhere(free, words))
    free.take(list(_parts(free, words)))
    free.take(list(_carried(free, words)))
    ends = sorted((one.old, one.new) for one in free.links if one.kind <= Kind.CHANGED)
    for gap in _gaps(_rising(ends), len(old), len(new)):
        olds, news = free.within(gap)
        pairs = zip(olds, news, strict=False)
        if len(olds) != len(news):
            pairs = _alike_in(gap, free, words, enough=0.0)
        free.take([Link(*pair, Kind.REPLACED) for pair in pairs])
    return sorted(free.links)


class _Free:
    """The blocks of both sides that nothing is known of yet, and the links that are."""

    def __init__(self, old: Sequence[str], new: Sequence[str], links: list[Link]):
        self.old, self.new, self.links = old, new, []
        self.olds, self.news = dict.fromkeys(range(len(old))), dict.fromkeys(range(len(new)))
        self.take(links)

    def take(self, links: Iterable[Link]) -> None:
        for link in list(links):
            self.links.append(link)
            self.olds.pop(link.old, None)
            self.news.pop(link.new, None)

    def within(self, gap: tuple[range, range]) -> tuple[list[int], list[int]]:
        olds, news = gap
        return [i for i in olds if i in self.olds], [j for j in news if j in self.news]


def _gaps(pairs: Iterable[tuple[int, int]], olds: int, news: int) -> Iterator[tuple[range, range]]:
    """Yield what lies between pairs of places that rise on both sides."""
    i = j = 0
    for next_i, next_j in [*pairs, (olds, news)]:
        if next_i > i and next_j > j:
            yield range(i, next_i), range(j, next_j)
        i, j = next_i + 1, next_j + 1


def _moved(free: _Free) -> Iterator[tuple[int, int]]:
    """Pair what is the same in another place."""
    places = defaultdict(list)
    for i in reversed(free.olds):
        places[key(free.old[i])].append(i)
    for j in free.news:
        if found := places.get(key(free.new[j])):
            yield found.pop(), j


def _alike_in(
    gap: tuple[range, range], free: _Free, words: Words, enough: float = ALIKE
) -> list[tuple[int, int]]:
    olds, news = free.within(gap)
    bags = [words[free.old[i]] for i in olds], [words[free.new[j]] for j in news]
    pairs = best_pairs(*bags, enough)
    return [(olds[i], news[j]) for i, j in pairs]


def _alike_anywhere(free: _Free, words: Words) -> Iterator[tuple[int, int]]:
    """Pair what was moved and changed: the most alike first."""
    bags = {i: frozenset(words[free.old[i]]) for i in free.olds}
    close = []
    for j, candidates in _candidates(bags, {j: words[free.new[j]] for j in free.news}):
        bag = frozenset(words[free.new[j]])
        close += [(-likeness(bags[i], bag, ALIKE_ELSEWHERE), i, j) for i in candidates]
    used: tuple[set[int], set[int]] = (set(), set())
    for share, i, j in sorted(close):
        if share and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            yield i, j


def _candidates(olds: dict, news: dict) -> Iterator[tuple[int, list[int]]]:
    """Yield for each new block the old ones that share the most words with it."""
    places = defaultdict(list)
    for i, bag in olds.items():
        for word in frozenset(bag):
            places[word].append(i)
    for j, bag in news.items():
        shared = Counter()
        for word in frozenset(bag):
            if len(places[word]) <= _FREQUENT:
                shared.update(places[word])
        yield j, [i for i, _number in shared.most_common(_CLOSEST)]


def _parts(free: _Free, words: Words) -> Iterator[Link]:
    """Yield the links of what was joined to a block that changed, or split from one."""
    changed = [one for one in free.links if one.kind is Kind.CHANGED]
    into = {j: words[free.new[j]] for j in (*(one.new for one in changed), *free.news)}
    of = {i: words[free.old[i]] for i in (*(one.old for one in changed), *free.olds)}
    for i, candidates in _candidates(into, {i: of[i] for i in free.olds}):
        yield from (Link(i, j, Kind.PART) for j in candidates if holds(into[j], of[i]))
    for j, candidates in _candidates(of, {j: into[j] for j in free.news}):
        yield from (Link(i, j, Kind.PART) for i in candidates if holds(of[i], into[j]))


def _carried(free: _Free, words: Words) -> Iterator[Link]:
    """Yield the links of what was carried from one block into another: a sentence, half of one.

    It is known by words that only one block of the old text had and that this block lost.
    """
    sources, targets = defaultdict(Counter), defaultdict(Counter)
    for one in free.links:
        if one.kind is not Kind.SAME:
            sources[one.old].update(words[free.new[one.new]])
            targets[one.new].update(words[free.old[one.old]])
    homes: dict[str, int | None] = {}
    for i, block in enumerate(free.old):
        for word in frozenset(words[block]):
            homes[word] = i if word not in homes else None
    lost = {
        word: i
        for i in (*sources, *free.olds)
        for word in Counter(words[free.old[i]]) - sources.get(i, Counter())
        if homes[word] == i
    }
    for j in (*targets, *free.news):
        extra = Counter(words[free.new[j]]) - targets.get(j, Counter())
        for i in sorted({lost[word] for word in extra if word in lost}):
            yield Link(i, j, Kind.PART)


def copies(
    old: Sequence[str], new: Sequence[str], olds: Iterable[int], news: Iterable[int], words: Words
) -> Iterator[Link]:
    """Yield the links of new blocks that say once more what some of the old ones say."""
    of = {i: words[old[i]] for i in olds}
    for j, candidates in _candidates(of, {j: words[new[j]] for j in news}):
        for i in candidates:
            if holds(of[i], words[new[j]]) or holds(words[new[j]], of[i]):
                yield Link(i, j, Kind.PART)


def holds(whole: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Tell whether a text has taken another in: word for word, or most of it."""
    if not part or len(part) > 2 * len(whole):
        return False
    shared = (Counter(whole) & Counter(part)).total()
    if shared > 1 and shared >= HELD * len(part):
        return True
    return f" {' '.join(part)} " in f" {' '.join(whole)} "


def likeness(one: frozenset[str], other: frozenset[str], enough: float = ALIKE) -> float:
    """Return the share of words that two blocks have in common, 0 below what is enough."""
    share = 2 * len(one & other) / (len(one) + len(other) or 1)
    return share if share >= enough else 0.0


def best_pairs(
    old: Sequence[Sequence[str]], new: Sequence[Sequence[str]], enough: float = ALIKE
) -> list[tuple[int, int]]:
    """Return the best ordered pairing of the words of blocks by what they share."""
    if len(old) * len(new) > _MOST_PAIRS:
        return []
    bags = [[frozenset(block) for block in side] for side in (old, new)]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[likeness(one, other, enough) for other in bags[1]] for one in bags[0]]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = best[i + 1][j + 1] + alike[i][j] if alike[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest row of pairs in which both places rise."""
    kept, _sure = in_place([j for _i, j in pairs])
    result: list[tuple[int, int]] = []
    for place in sorted(kept):
        if not result or (pairs[place][0] > result[-1][0] and pairs[place][1] > result[-1][1]):
            result.append(pairs[place])
    return result


def in_place(origins: Sequence[int]) -> tuple[set[int], set[int]]:
    """Return which of a row of places stayed where they were, and which of these surely.

    The longest row that does not fall stayed; what is in every such row stayed surely: of two that
    changed places either may have been moved.
    """
    ends, before = _lengths(origins), _lengths([-one for one in reversed(origins)])[::-1]
    longest = max(ends, default=0)
    within = [at for at in range(len(origins)) if ends[at] + before[at] == longest + 1]
    alone = Counter(ends[at] for at in within)
    sure = {at for at in within if alone[ends[at]] == 1}
    kept: set[int] = set()
    wanted, highest = longest, float("inf")
    for at in reversed(within):
        if ends[at] == wanted and origins[at] <= highest:
            kept.add(at)
            wanted, highest = wanted - 1, origins[at]
    return kept, sure


def _lengths(row: Sequence[int]) -> list[int]:
    """Return the length of the longest row that does not fall and ends with each."""
    tops: list[int] = []
    lengths = []
    for one in row:
        at = bisect_right(tops, one)
        tops[at : at + 1] = [one]
        lengths.append(at + 1)
    return lengths
