"""Three-way merge of two rows of blocks that came from one: paragraphs, items, rows of a table.

Pure. Blocks that have to do with each other (one was split into two, two were joined, both added
the same) are decided of together: taken from the side that touched them, or asked about.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from articles.text.alignment import Kind, Link, Sentences, Words, align, copies, in_place, key

SIDES = (0, 1)  # theirs, mine
_TELLING = 4  # words of a sentence that nobody writes twice by chance
_RETURNING = 3  # words of a sentence that is missed where one side took it out
_ALIKE = 0.8  # the share of words from which two added blocks are one
_ROUNDS = 8  # of asking; then everything that both touched is one question


class Deed(StrEnum):
    """What somebody did to the blocks of a question; LEFT where nothing."""

    LEFT = ""
    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"
    JOINED = "joined"
    MOVED = "moved"
    MOVED_AND_CHANGED = "moved and changed"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two answers to one question. Of a body, `places` holds its paragraphs in question.

    Of such a paragraph, `deeds` says what they and I did, `after` which block it follows in their
    text and in mine ("" at the beginning, None where that was not changed).
    """

    base: Any
    theirs: Any
    mine: Any
    places: tuple["Conflict", ...] = ()
    deeds: tuple[str, str] = field(default=("", ""), compare=False)
    after: tuple[str | None, str | None] = field(default=(None, None), compare=False)


class Entry(NamedTuple):
    """What comes to where a side has one of its blocks, by either answer."""

    side: int
    place: int
    theirs: str
    mine: str


@dataclass(eq=False)
class Group:
    """Blocks that have to do with each other, by their places: of the base, of theirs, of mine."""

    base: list[int] = field(default_factory=list)
    sides: tuple[list[int], list[int]] = field(default_factory=lambda: ([], []))
    entries: list[Entry] = field(default_factory=list)
    is_asked: bool = False


class Side:
    """One of the two texts, and what became of the base in it."""

    def __init__(self, number: int, base: Sequence[str], blocks: Sequence[str], words: Words):
        self.number, self.blocks = number, blocks
        self.links = align(base, blocks, words)
        self.of_new: dict[int, list[Link]] = defaultdict(list)
        self.of_old: dict[int, list[Link]] = defaultdict(list)
        for link in self.links:
            self.of_new[link.new].append(link)
            self.of_old[link.old].append(link)
        self.origin = {j: min(of, key=lambda one: one.kind).old for j, of in self.of_new.items()}
        row = sorted(self.origin)
        kept, sure = in_place([self.origin[j] for j in row])
        self.kept, self.sure = {row[at] for at in kept}, {row[at] for at in sure}
        self.first: dict[int, int] = {}  # block of the base → the one that stands in its place
        for j in sorted(self.kept):
            self.first.setdefault(self.origin[j], j)
        self.added = [j for j in range(len(blocks)) if j not in self.origin]

    def tells_place(self, i: int) -> bool:
        """Tell whether a block of the base says where things are: it stayed there, or is gone."""
        return i in self.first or not any(self.origin[one.new] == i for one in self.of_old[i])

    def is_exact(self, group: Group) -> bool:
        """Tell whether no word of the group was changed here."""
        mine = group.sides[self.number]
        links = [link for j in mine for link in self.of_new[j]]
        is_whole = len(links) == len(mine) == len(group.base)
        return is_whole and all(link.kind is Kind.SAME for link in links)

    def stayed(self, group: Group, *, surely: bool = False) -> bool:
        """Tell whether all blocks of the group are where they were, or may be said to be."""
        there = self.sure if surely else self.kept
        return all(j in there or j in self.added for j in group.sides[self.number])

    def is_replaced(self, group: Group) -> bool:
        links = (link for j in group.sides[self.number] for link in self.of_new[j])
        return any(link.kind >= Kind.REPLACED for link in links)

    def deed(self, group: Group) -> Deed:
        """Return what was done to the group here."""
        mine = group.sides[self.number]
        if not group.base:
            return Deed.ADDED if mine else Deed.LEFT
        links = [link for j in mine for link in self.of_new[j]]
        if len(mine) < len(group.base) and all(link.kind is Kind.SAME for link in links):
            return Deed.DELETED  # of what the other side joined, one block perhaps
        if any(len(self.of_new[j]) > 1 for j in mine):
            return Deed.JOINED
        if any(len(self.of_old[i]) > 1 for i in group.base):
            return Deed.SPLIT
        if self.stayed(group, surely=True):
            return Deed.LEFT if self.is_exact(group) else Deed.CHANGED
        return Deed.MOVED if self.is_exact(group) else Deed.MOVED_AND_CHANGED


# Merges three versions of one block: both answers, one where all is settled; None if it cannot.
Inside = Callable[[str, str, str], tuple[str, str] | None]


class ThreeWay:
    """What is to become of the blocks of three texts: `groups`, each settled or asked about."""

    def __init__(
        self,
        base: Sequence[str],
        theirs: Sequence[str],
        mine: Sequence[str],
        *,
        words: Words,
        merge_inside: Inside,
    ):
        self.base, self.words, self.merge_inside = base, words, merge_inside
        self.sentences = Sentences(words)
        self.sides = (Side(0, base, theirs, words), Side(1, base, mine, words))
        self.backbone = {i for i in range(len(base)) if all(s.tells_place(i) for s in self.sides)}
        self.gaps = [self._gaps_of(side) for side in self.sides]
        self.groups = self._grouped([*self._touched_twice(), *self._added_twice()])
        self.group_of = [{j: g for g in self.groups for j in g.sides[s]} for s in SIDES]
        for group in self.groups:
            self._decide(group)
        self._ask_where_texts_return()

    def stands_for(self, s: int, j: int) -> int | None:
        """Return the block of the base whose place a block has in both texts, if it has one."""
        i = self.sides[s].origin.get(j)
        return i if i in self.backbone and self.sides[s].first.get(i) == j else None

    def _gaps_of(self, side: Side) -> list[int]:
        """Return after which block of the base each block stands; -1 at the beginning."""
        gaps, last = [], -1
        for j in range(len(side.blocks)):
            i = self.stands_for(side.number, j)
            last = last if i is None else i
            gaps.append(last)
        return gaps

    # Which blocks belong together

    def _grouped(self, beside: Iterable[tuple]) -> list[Group]:
        """Put what is linked into one group; a block is its side (2 for the base) and its place."""
        above: dict[tuple, tuple] = {}

        def top(one):
            while above.setdefault(one, one) != one:
                above[one] = one = above[above[one]]
            return one

        linked = [((2, one.old), (s, one.new)) for s in SIDES for one in self.sides[s].links]
        for one, other in [*linked, *beside]:
            above[top(one)] = top(other)
        groups: dict[tuple, Group] = defaultdict(Group)
        for i in range(len(self.base)):
            groups[top((2, i))].base.append(i)
        for s in SIDES:
            for j in range(len(self.sides[s].blocks)):
                groups[top((s, j))].sides[s].append(j)
        return list(groups.values())

    def _touched_twice(self) -> Iterator[tuple]:
        """Link what one side added in the words of a block that the other side touched."""
        for s in SIDES:
            side, other = self.sides[s], self.sides[1 - s]
            same = {one.old for one in other.links if one.kind is Kind.SAME}
            touched = [i for i in range(len(self.base)) if i not in same]
            for link in copies(self.base, side.blocks, touched, side.added, self.words):
                yield (2, link.old), (s, link.new)

    def _added_twice(self) -> Iterator[tuple]:
        """Link what both added in the same words, or nearly."""
        theirs, mine = ([side.blocks[j] for j in side.added] for side in self.sides)
        for one in align(theirs, mine, self.words):
            if one.kind is Kind.SAME or self._are_one(theirs[one.old], mine[one.new]):
                yield (0, self.sides[0].added[one.old]), (1, self.sides[1].added[one.new])

    def _are_one(self, block: str, other: str) -> bool:
        one, another = Counter(self.words[block]), Counter(self.words[other])
        shared = (one & another).total()
        return shared >= _TELLING and 2 * shared >= _ALIKE * (one.total() + another.total())

    # What becomes of a group

    def _decide(self, group: Group) -> None:
        for s in SIDES:
            side, other = self.sides[s], self.sides[1 - s]
            if not group.base and not group.sides[s]:
                return self._take(group, 1 - s)
            if group.base and side.is_exact(group) and side.stayed(group):
                is_one = len(group.base) == len(group.sides[1 - s]) == 1
                is_safe = is_one and not other.is_replaced(group)
                if is_safe or side.stayed(group, surely=True):
                    return self._take(group, 1 - s)
        theirs, mine = (self._keys(group, s) for s in SIDES)
        if theirs == mine and (not mine or self._is_in_one_place(group)):
            return self._take(group, 0)
        if len(theirs) == len(mine) == 1 and len(group.base) < 2:
            return self._decide_one(group)
        return self._ask(group)

    def _decide_one(self, group: Group) -> None:
        """Decide of one block that both have and both touched: its words, then its place."""
        if self._is_moved_and_replaced(group):
            return self._ask(group)
        (j,), (k,) = group.sides
        their, my = self._answers(group)
        moved = [s for s in SIDES if not self.sides[s].stayed(group)]
        is_placed_twice = not group.base or len(moved) == 2
        if is_placed_twice and not self._is_in_one_place(group):
            group.entries, group.is_asked = [Entry(0, j, their, ""), Entry(1, k, "", my)], True
        else:
            owner = moved[0] if moved else 0
            group.entries = [Entry(owner, group.sides[owner][0], their, my)]
            group.is_asked = their != my
        return None

    def _is_moved_and_replaced(self, group: Group) -> bool:
        is_replaced = any(side.is_replaced(group) for side in self.sides)
        return is_replaced and not all(side.stayed(group, surely=True) for side in self.sides)

    def _answers(self, group: Group) -> tuple[str, str]:
        """Return both answers to how one block reads, the same where there is no question."""
        their, my = (self.sides[s].blocks[group.sides[s][0]] for s in SIDES)
        if not group.base:
            return (my, my) if key(their) == key(my) else (their, my)
        old = self.base[group.base[0]]
        if key(my) in (key(their), key(old)):
            return (their, their)
        if key(their) == key(old):
            return my, my
        return self.merge_inside(old, their, my) or (their, my)

    def _is_in_one_place(self, group: Group) -> bool:
        """Tell whether both sides have these blocks, as many, in the same places."""
        pairs = list(zip(*group.sides, strict=True))
        return all(self._is_one_place(j, k, is_new=not group.base) for j, k in pairs)

    def _is_one_place(self, j: int, k: int, *, is_new: bool) -> bool:
        here, there = self.stands_for(0, j), self.stands_for(1, k)
        if here is not None or there is not None:
            return here == there
        if self.gaps[0][j] != self.gaps[1][k]:
            return False
        return is_new or any(self._neighbour(0, j, n) is self._neighbour(1, k, n) for n in (-1, 1))

    def _neighbour(self, s: int, j: int, step: int) -> Group | None:
        return self.group_of[s].get(j + step)

    def _take(self, group: Group, s: int) -> None:
        blocks = self.sides[s].blocks
        group.entries = [Entry(s, j, blocks[j], blocks[j]) for j in group.sides[s]]

    def _ask(self, group: Group) -> None:
        theirs, mine = (side.blocks for side in self.sides)
        group.entries = [Entry(0, j, theirs[j], "") for j in group.sides[0]]
        group.entries += [Entry(1, k, "", mine[k]) for k in group.sides[1]]
        group.is_asked = True

    def _keys(self, group: Group, s: int) -> list[str]:
        return [key(self.sides[s].blocks[j]) for j in group.sides[s]]

    # Nothing twice, nothing back

    def _ask_where_texts_return(self) -> None:
        """Make one question of what would stand twice together, or come back deleted."""
        for number in range(_ROUNDS):
            together = [*self._twice(), *self._returned()]
            if not together:
                return
            if number == _ROUNDS - 1:
                together = [[one for one in self.groups if not self._is_untouched(one)]]
            self._unite(together)

    def _is_untouched(self, group: Group) -> bool:
        return all(side.is_exact(group) and side.stayed(group) for side in self.sides)

    def _unite(self, together: Iterable[Sequence[Group]]) -> None:
        into: dict[Group, Group] = {}
        for groups in together:
            first, *others = dict.fromkeys(into.get(one, one) for one in groups)
            for one in others:
                first.base += one.base
                for s in SIDES:
                    first.sides[s].extend(one.sides[s])
                into |= {group: first for group, top in into.items() if top is one}
                into[one] = first
            first.is_asked = True
            into[first] = first
        self.groups = [one for one in self.groups if into.get(one, one) is one]
        self.group_of = [{j: g for g in self.groups for j in g.sides[s]} for s in SIDES]
        for group in set(into.values()):
            for row in (group.base, *group.sides):
                row.sort()
            self._ask(group)

    def _units(self, blocks: Iterable[str]) -> Counter:
        """Count what must not stand twice: blocks, and sentences that are long enough to tell."""
        found = Counter()
        for block in blocks:
            found[key(block)] += 1
            found.update(one for one in self.sentences[block] if len(one) >= _TELLING)
        return found

    def _outcome(self, group: Group) -> Counter:
        """Count the units that a group may bring, whichever answer is chosen."""
        theirs = self._units(one.theirs for one in group.entries if one.theirs)
        if not group.is_asked:
            return theirs
        return theirs | self._units(one.mine for one in group.entries if one.mine)

    def _twice(self) -> Iterator[list[Group]]:
        """Yield the groups that would bring a text more often than either side has it."""
        limit = self._units(self.sides[0].blocks) | self._units(self.sides[1].blocks)
        outcomes = [(group, self._outcome(group)) for group in self.groups]
        total = Counter()
        for _group, units in outcomes:
            total.update(units)
        over = {unit for unit, number in total.items() if number > limit[unit]}
        where = defaultdict(list)
        for group, units in outcomes:
            for unit in over & units.keys():
                where[unit].append(group)
        yield from (groups for groups in where.values() if len(groups) > 1)

    def _returned(self) -> Iterator[list[Group]]:
        """Yield each settled group with words that a side deleted, and the groups they were in."""
        gone = set()
        for s in SIDES:
            kept = {one.old for one in self.sides[s].links if one.kind is Kind.SAME}
            touched = (self.base[i] for i in range(len(self.base)) if i not in kept)
            missing = {unit for block in touched for unit in self._telling(block)}
            if missing:
                gone |= missing.difference(*map(self._telling, self.sides[s].blocks))
        if not gone:
            return
        home = defaultdict(list)
        for group in self.groups:
            for i in group.base:
                for unit in gone.intersection(self._telling(self.base[i])):
                    home[unit].append(group)
        for group in self.groups:
            if not group.is_asked:
                for one in group.entries:
                    for unit in gone.intersection(self._telling(one.theirs)):
                        yield [group, *home[unit]]

    def _telling(self, block: str) -> set:
        """Return the words of a block as a whole, and its sentences that are long enough."""
        whole, *sentences = self.sentences[block]
        return {
            one for one in (whole, *sentences) if one and (one is whole or len(one) >= _RETURNING)
        }
