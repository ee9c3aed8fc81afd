"""Three-way merge: what two people made of one version, field by field, bodies by paragraph."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, NamedTuple
from unicodedata import normalize

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>")
_VOID = frozenset({"br", "hr"})
_WORD = re.compile(r"\w+")
_GALLERY = re.compile(r'(<figure data-gallery=")([^"]*)(".*)', re.DOTALL)
_SAME_PARAGRAPH = 0.4  # the share of common words from which a changed paragraph is still itself
_MOST_PAIRS = 2_500  # compared in one changed stretch; about 8 ms


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two answers to one question. Of a body, `places` holds its paragraphs in question."""

    base: Any
    theirs: Any
    mine: Any
    places: tuple["Conflict", ...] = ()


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


def merge_lists(base: Iterable[Any], theirs: Iterable[Any], mine: Iterable[Any]) -> list[Any]:
    """Merge lists: both sides' additions stay, what one of them removed is gone.

    The order is mine, or theirs when only they changed it; an addition of the other side follows
    the item it followed there.
    """
    base, theirs, mine = list(base), list(theirs), list(mine)
    leading, other = mine, theirs
    if [one for one in base if one in mine] == [one for one in mine if one in base]:
        leading, other = theirs, mine
    removed = [one for one in base if one not in theirs or one not in mine]
    result = [one for one in leading if one not in removed]
    at = 0
    for one in other:
        if one in result:
            at = result.index(one) + 1
        elif one not in removed:
            result.insert(at, one)
            at += 1
    return result


def merge_bodies(base: str, theirs: str, mine: str) -> tuple[str, tuple[Conflict, ...]]:
    """Merge cleaned HTML by its top-level blocks; return it and the paragraphs in conflict.

    Blocks that both put into the same place all stay, theirs first. A conflict is a block that
    both changed to different things, or that one changed and the other removed.
    """
    found = pieces(base, theirs, mine)
    places = tuple(piece for piece in found if isinstance(piece, Conflict))
    return "".join(piece if isinstance(piece, str) else piece.mine for piece in found), places


def pieces(base: str, theirs: str, mine: str) -> list[str | Conflict]:
    """Merge two bodies; return what is settled and the paragraphs in conflict, in order."""
    old = blocks(base)
    sides = [_edits(old, blocks(theirs)), _edits(old, blocks(mine))]
    result: list[str | Conflict] = []
    done = 0
    for start, end, their, my in _groups(*sides):
        result += old[done:start]
        done = end
        their_blocks = _applied(old, start, end, their)
        my_blocks = _applied(old, start, end, my)
        if not their or not my or _same(their_blocks, my_blocks):
            result += my_blocks if my else their_blocks
        elif start == end:
            result += [*their_blocks, *(one for one in my_blocks if one not in their_blocks)]
        else:
            texts = ["".join(part) for part in (old[start:end], their_blocks, my_blocks)]
            result.append(_merged_gallery(*texts) or Conflict(*texts))
    return result + old[done:]


def _merged_gallery(*texts: str) -> str | None:
    """Merge a gallery that both changed by its pictures; None of anything else."""
    found = [_GALLERY.fullmatch(text) for text in texts]
    if not all(found):
        return None
    old, their, my = (match[3] for match in found)
    if not (_same(their, my) or _same(their, old) or _same(my, old)):
        return None  # both wrote another caption
    pictures = merge_lists(*(match[2].split() for match in found))
    return f"{found[0][1]}{' '.join(pictures)}{their if _same(my, old) else my}"


def blocks(html: str) -> list[str]:
    """Return the top-level blocks of cleaned HTML; joined they are the same HTML again."""
    found: list[str] = []
    depth = begin = 0
    for tag in _TAG.finditer(html):
        if depth == 0 and tag.start() > begin:
            found.append(html[begin : tag.start()])
            begin = tag.start()
        if tag[2] not in _VOID:
            depth = max(depth + (-1 if tag[1] else 1), 0)
        if depth == 0:
            found.append(html[begin : tag.end()])
            begin = tag.end()
    if begin < len(html):
        found.append(html[begin:])
    return found


def edits(old: str, new: str) -> list[Edit]:
    """Return what leads from one body's blocks to another's, in order."""
    return _edits(blocks(old), blocks(new))


def _same(one: Any, other: Any) -> bool:
    return one == other or _key(one) == _key(other)


def _key(value: Any) -> Any:
    if isinstance(value, str):
        return normalize("NFC", value)
    return [_key(one) for one in value] if isinstance(value, list | tuple) else value


def _groups(
    theirs: list[Edit], mine: list[Edit]
) -> Iterable[tuple[int, int, list[Edit], list[Edit]]]:
    """Yield the stretches of the base that were edited, with each side's edits in them."""
    edits = sorted(
        [(edit, 0) for edit in theirs] + [(edit, 1) for edit in mine],
        key=lambda pair: (pair[0].start, pair[0].end, pair[1]),
    )
    group: tuple[list[Edit], list[Edit]] = ([], [])
    start = end = -1
    for edit, side in edits:
        same_place = edit.start == edit.end == start == end
        if start >= 0 and not (edit.start < end or same_place):
            yield start, end, *group
            group, start = ([], []), -1
        if start < 0:
            start, end = edit.start, edit.end
        end = max(end, edit.end)
        group[side].append(edit)
    if start >= 0:
        yield start, end, *group


def _applied(old: list[str], start: int, end: int, edits: list[Edit]) -> list[str]:
    result: list[str] = []
    for edit in edits:
        result += [*old[start : edit.start], *edit.new]
        start = edit.end
    return result + old[start:end]


def _edits(old: list[str], new: list[str]) -> list[Edit]:
    """Return what leads from old to new, as small as it can be told, in order."""
    before, after = [_key(block) for block in old], [_key(block) for block in new]
    edits: list[Edit] = []
    matcher = SequenceMatcher(None, before, after, autojunk=len(before) > _MOST_PAIRS)
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
    for pair_i, pair_j in [*_pairs(old, new), (len(old), len(new))]:
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


def _pairs(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Return the best ordered pairing of old and new blocks by their common words."""
    if len(old) * len(new) > _MOST_PAIRS or len(old) == len(new) == 1:
        return []
    bags = [[frozenset(_WORD.findall(block)) for block in side] for side in (old, new)]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    likeness = [[_likeness(one, other) for other in bags[1]] for one in bags[0]]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = best[i + 1][j + 1] + likeness[i][j] if likeness[i][j] else 0.0
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


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    share = 2 * len(one & other) / (len(one) + len(other) or 1)
    return share if share >= _SAME_PARAGRAPH else 0.0
