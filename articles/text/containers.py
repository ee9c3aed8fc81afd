"""What stands inside of a block: items of a list, rows of a table, pictures of a gallery.

Pure. Two people who write in different items of one list are not in each other's way.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from articles.text.blocks import FIGURES

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>")
_VOID = frozenset({"br", "hr"})
_LISTS = "|".join(name for name, one in FIGURES.items() if one.has_many)
_NUMBERS = re.compile(rf'(<figure data-(?:{_LISTS})=")([^"]*)(".*)', re.DOTALL)
_OUTER = re.compile(
    r"(<(ul|ol|table|thead|tbody|tfoot|tr|section|blockquote|li)(?: [^>]*)?>)(.*)(</\2>)", re.DOTALL
)
_NESTED = re.compile(r"(.*?)(<[uo]l>.*)", re.DOTALL)

# Merges three rows of blocks: both answers.
Merge = Callable[[Sequence[str], Sequence[str], Sequence[str]], tuple[str, str]]


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


def merge_inside(texts: tuple[str, str, str], merge: Merge) -> tuple[str, str] | None:
    """Merge three versions of one block (base, theirs, mine) by what it is made of.

    Return both answers, the same where nothing is asked; None of a block that has no parts.
    """
    numbers = _merged_numbers(texts)
    if numbers is not None:
        return numbers, numbers
    outer = [_OUTER.fullmatch(text) for text in texts]
    if not all(outer):
        return None
    opening, closing = (chosen(*(match[n] for match in outer)) for n in (1, 4))
    rows = [parts(match[2], match[3]) for match in outer]
    if opening is None or closing is None or None in rows:
        return None
    if outer[0][2] in ("tr", "li"):
        if len({len(row) for row in rows}) > 1:
            return None
        merged = [_merged_part(one, merge) for one in zip(*rows, strict=True)]
        theirs, mine = ("".join(one) for one in zip(*merged, strict=True))
    else:
        theirs, mine = merge(*rows)
    return f"{opening}{theirs}{closing}", f"{opening}{mine}{closing}"


def parts(tag: str, inner: str) -> list[str] | None:
    """Return what a block is made of; None of an item that is nothing but words."""
    if tag != "li":
        return blocks(inner)
    nested = _NESTED.fullmatch(inner)
    if nested is None:
        return None
    lists = blocks(nested[2])
    return [nested[1], *lists] if len(lists) == 1 else None


def _merged_part(texts: tuple[str, str, str], merge: Merge) -> tuple[str, str]:
    """Merge what stands in the same place by its place: a cell, the words of an item."""
    one = chosen(*texts)
    if one is not None:
        return one, one
    return merge_inside(texts, merge) or texts[1:]


def chosen(base: Any, theirs: Any, mine: Any) -> Any | None:
    """Return what was changed by one of two; None where both made different things of it."""
    if theirs in (base, mine):
        return mine
    return theirs if mine == base else None


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


def _merged_numbers(texts: tuple[str, str, str]) -> str | None:
    """Merge a gallery that both changed by its pictures; None of anything else."""
    found = [_NUMBERS.fullmatch(text) for text in texts]
    if not all(found) or chosen(*(match[1] for match in found)) is None:
        return None
    rest = chosen(*(match[3] for match in found))
    if rest is None:
        return None  # both wrote another caption
    pictures = merge_lists(*(match[2].split() for match in found))
    return f"{found[0][1]}{' '.join(pictures)}{rest}"
