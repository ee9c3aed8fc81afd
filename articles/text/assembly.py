"""A merged text in its order: what is settled, and the questions where their answers would stand.

Pure. Blocks that nobody moved keep the order of the base; what either added or moved follows the
block that it follows in that text, theirs first.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from articles.text.three_way import SIDES, Conflict, Deed, Entry, Group, ThreeWay

_MOVES = (Deed.MOVED, Deed.MOVED_AND_CHANGED)


@dataclass(frozen=True, slots=True)
class Slot(Conflict):
    """One of several places of a question (`whole`): what each answer puts there."""

    whole: Conflict | None = field(default=None, compare=False)


Piece = str | Conflict


@dataclass(eq=False)
class Place:
    """A place in the merged text: that of a block of the base (`at`), or behind it (`gap`)."""

    group: Group
    at: int | None
    gap: int
    theirs: str = ""
    mine: str = ""


def assembled(merge: ThreeWay) -> list[Piece]:
    """Return what is settled and what is asked, in order."""
    places, of_block = _places(merge)
    at_base = {place.at: place for place in places if place.at is not None}
    behind = _behind(merge, of_block)
    row: list[Place] = []
    for i in (-1, *sorted(merge.backbone)):
        if i in at_base:
            row.append(at_base[i])
        row += _interleaved(*behind[i])
    return list(_pieces(merge, row))


def _places(merge: ThreeWay) -> tuple[list[Place], list[dict[int, Place]]]:
    """Return the places of all groups, and which block of a side stands for which."""
    places: list[Place] = []
    of_block: list[dict[int, Place]] = [{}, {}]
    for group in merge.groups:
        own: list[Place] = []
        before: Entry | None = None
        for entry in group.entries:
            follows = before and entry[:2] == (before.side, before.place + 1)
            place = own[-1] if follows else _place_of(merge, group, entry, own)
            if follows and of_block[entry.side][before.place] is not place:
                place = of_block[entry.side][before.place]
            place.theirs += entry.theirs
            place.mine += entry.mine
            of_block[entry.side][entry.place] = place
            before = entry
        if len(own) == 1:
            for s in SIDES:
                of_block[s] |= dict.fromkeys(group.sides[s], own[0])
        places += own
    return places, of_block


def _place_of(merge: ThreeWay, group: Group, entry: Entry, own: list[Place]) -> Place:
    """Return the place of an entry; one that stands for the same block of the base is shared."""
    at = merge.stands_for(entry.side, entry.place)
    for place in own:
        if at is not None and place.at == at:
            return place
    own.append(Place(group, at, merge.gaps[entry.side][entry.place]))
    return own[-1]


def _behind(merge: ThreeWay, of_block: Sequence[dict[int, Place]]) -> dict[int, list]:
    """Return the places of each gap in the order of theirs and in that of mine."""
    found: dict[int, list] = defaultdict(lambda: ([], []))
    for s in SIDES:
        for j, gap in enumerate(merge.gaps[s]):
            place = of_block[s].get(j)
            if place and place.at is None and place.gap == gap:
                found[gap][s].append(place)
    return found


def _interleaved(theirs: Iterable[Place], mine: Iterable[Place]) -> list[Place]:
    """Put two rows together: what both have keeps them in step, theirs first between."""
    rest, mine = list(dict.fromkeys(theirs)), list(dict.fromkeys(mine))
    known = {place: at for at, place in enumerate(rest)}
    result: list[Place] = []
    waiting: list[Place] = []
    done = 0
    for place in mine:
        at = known.get(place)
        if at is None:
            waiting.append(place)
        elif at >= done:
            result += [*rest[done:at], *waiting, place]
            waiting, done = [], at + 1
    return [*result, *rest[done:], *waiting]


def _pieces(merge: ThreeWay, row: Sequence[Place]) -> Iterator[Piece]:
    """Yield the pieces of the places; neighbouring places of one question are one."""
    row = _joined(row)
    numbers: dict[Group, int] = defaultdict(int)
    for place in row:
        numbers[place.group] += 1
    conflicts: dict[Group, Conflict] = {}
    for place in row:
        group = place.group
        if not group.is_asked:
            yield place.theirs
            continue
        if group not in conflicts:
            conflicts[group] = _conflict(merge, group, is_placed_twice=numbers[group] > 1)
        whole = conflicts[group]
        is_alone = numbers[group] == 1
        yield whole if is_alone else Slot(whole.base, place.theirs, place.mine, whole=whole)


def _joined(row: Iterable[Place]) -> list[Place]:
    result: list[Place] = []
    for place in row:
        last = result[-1] if result else None
        if last and place.group.is_asked and last.group is place.group:
            last.theirs += place.theirs
            last.mine += place.mine
        else:
            result.append(place)
    return result


def _conflict(merge: ThreeWay, group: Group, *, is_placed_twice: bool) -> Conflict:
    deeds = tuple(side.deed(group) for side in merge.sides)
    after = []
    for s in SIDES:
        is_told = deeds[s] in _MOVES or (is_placed_twice and deeds[s] == Deed.ADDED)
        blocks, first = merge.sides[s].blocks, min(group.sides[s], default=0)
        after.append((blocks[first - 1] if first else "") if is_told else None)
    return Conflict(
        "".join(merge.base[i] for i in group.base),
        "".join(entry.theirs for entry in group.entries),
        "".join(entry.mine for entry in group.entries),
        deeds=deeds,
        after=tuple(after),
    )
