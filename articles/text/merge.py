"""Three-way merge: what two people made of one version, field by field, bodies by paragraph."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from articles.text.alignment import Words, best_pairs, key
from articles.text.assembly import Piece, Slot, assembled
from articles.text.containers import blocks, merge_inside, merge_lists
from articles.text.three_way import Conflict, ThreeWay

THEIRS, MINE = "theirs", "mine"
_DEEPEST = 4  # lists in lists that are merged by their items
_MOST_BLOCKS = 2_500  # compared with care


class Own(NamedTuple):
    """A third answer to a question: other words."""

    html: str


@dataclass(slots=True)
class Merged:
    """The outcome. Where `conflicts` names a field, `fields` holds mine there (for a body: mine
    in the paragraphs in question, everybody's changes in the others)."""

    fields: dict[str, Any] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)


class Edit(NamedTuple):
    """Blocks start to end of the base became `new`."""

    start: int
    end: int
    new: tuple[str, ...]


def merge_fields(
    base: Mapping[str, Any],
    theirs: Mapping[str, Any],
    mine: Mapping[str, Any],
    *,
    bodies: Collection[str] = frozenset({"body"}),
) -> Merged:
    """Merge what was saved meanwhile (theirs) with what is being saved (mine).

    A field that one side does not name is unchanged by it. Lists and tuples keep what either
    added and lose what either removed. The fields in `bodies` are cleaned HTML and merge by their
    top-level blocks. NFC and NFD of one text are no difference.
    """
    merged = Merged()
    for name in dict.fromkeys((*base, *theirs, *mine)):
        old = base.get(name)
        their, my = theirs.get(name, old), mine.get(name, old)
        if _same(my, their) or _same(their, old):
            merged.fields[name] = my
        elif _same(my, old):
            merged.fields[name] = their
        elif isinstance(my, list | tuple) and isinstance(their, list | tuple):
            merged.fields[name] = merge_lists(old or (), their, my)
        elif name in bodies:
            merged.fields[name], places = merge_bodies(old or "", their or "", my or "")
            if places:
                merged.conflicts[name] = Conflict(old, their, my, places)
        else:
            merged.fields[name] = my
            merged.conflicts[name] = Conflict(old, their, my)
    return merged


def merge_bodies(base: str, theirs: str, mine: str) -> tuple[str, tuple[Conflict, ...]]:
    """Merge cleaned HTML by its top-level blocks; return it and the paragraphs in conflict.

    Where there is a question the HTML holds mine. Blocks that both put into the same place all
    stay, theirs first. No block stands there twice that stood once on each side, and no text that
    one side took out, unless that is asked.
    """
    found = pieces(base, theirs, mine)
    return chosen(found, MINE), conflicts(found)


def pieces(base: str, theirs: str, mine: str) -> list[Piece]:
    """Merge two bodies; return what is settled and the paragraphs in conflict, in order.

    A conflict whose answers stand in several places is there as a `Slot` for each.
    """
    if _same(theirs, base) or _same(theirs, mine):
        return list(blocks(mine))
    if _same(mine, base):
        return list(blocks(theirs))
    return _merged(*(blocks(html) for html in (base, theirs, mine)), Words(), depth=0)


def conflicts(found: Iterable[Piece]) -> tuple[Conflict, ...]:
    """Return the questions of a merge, each once, in order."""
    asked = (_question(one) for one in found if not isinstance(one, str))
    return tuple({id(one): one for one in asked}.values())


def _question(piece: Conflict) -> Conflict:
    return piece.whole if isinstance(piece, Slot) else piece


def chosen(found: Iterable[Piece], answers: str | Sequence[str | Own]) -> str:
    """Return the HTML with an answer to each question, in the order of `conflicts`.

    An answer is THEIRS, MINE or own words; one may stand for all. Own words come to where mine
    stood, else to where theirs did.
    """
    found = list(found)
    asked = conflicts(found)
    given = [answers] * len(asked) if isinstance(answers, str) else answers
    answer_of = {id(one): answer for one, answer in zip(asked, given, strict=True)}
    done: set[int] = set()
    html = []
    for piece in found:
        if isinstance(piece, str):
            html.append(piece)
            continue
        conflict = _question(piece)
        answer = answer_of[id(conflict)]
        if not isinstance(answer, Own):
            html.append(getattr(piece, answer))
        elif id(conflict) not in done and (piece.mine or not conflict.mine):
            html.append(answer.html)
            done.add(id(conflict))
    return "".join(html)


def _merged(
    base: list[str], theirs: list[str], mine: list[str], words: Words, *, depth: int
) -> list[Piece]:
    """Merge rows of blocks, and what is inside of them."""

    def inner(*rows: list[str]) -> tuple[str, str]:
        found = _merged(*rows, words, depth=depth + 1)
        return chosen(found, THEIRS), chosen(found, MINE)

    def inside(*texts: str) -> tuple[str, str] | None:
        return merge_inside(texts, inner) if depth < _DEEPEST else None

    return assembled(ThreeWay(base, theirs, mine, words=words, merge_inside=inside))


def edits(old: str, new: str) -> list[Edit]:
    """Return what leads from one body's blocks to another's, in order."""
    return _edits(blocks(old), blocks(new))


def _same(one: Any, other: Any) -> bool:
    return one == other or _key(one) == _key(other)


def _key(value: Any) -> Any:
    if isinstance(value, str):
        return key(value)
    return [_key(one) for one in value] if isinstance(value, list | tuple) else value


def _edits(old: list[str], new: list[str]) -> list[Edit]:
    """Return what leads from old to new, as small as it can be told, in order."""
    before, after = [key(block) for block in old], [key(block) for block in new]
    edits: list[Edit] = []
    matcher = SequenceMatcher(None, before, after, autojunk=len(before) > _MOST_BLOCKS)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "replace":
            edits += _stretch(old[start:end], new[new_start:new_end], start)
        elif kind != "equal":
            edits.append(Edit(start, end, tuple(new[new_start:new_end])))
    return edits


def _stretch(old: list[str], new: list[str], offset: int) -> list[Edit]:
    """Tell a changed stretch paragraph by paragraph, pairing those that resemble each other."""
    edits: list[Edit] = []
    i = j = 0
    for pair_i, pair_j in [*_alike(old, new), (len(old), len(new))]:
        if pair_i - i == pair_j - j:
            edits += [
                Edit(offset + i + n, offset + i + n + 1, (new[j + n],)) for n in range(pair_i - i)
            ]
        else:
            edits.append(Edit(offset + i, offset + pair_i, tuple(new[j:pair_j])))
        if pair_i < len(old):
            edits.append(Edit(offset + pair_i, offset + pair_i + 1, (new[pair_j],)))
        i, j = pair_i + 1, pair_j + 1
    return edits


def _alike(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    words = Words()
    return best_pairs([words[one] for one in old], [words[one] for one in new])
