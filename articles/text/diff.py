"""Comparison of two texts by words: what is gone, what is new, what stayed.

Pure: text in, words out. Nothing of the compared markup is ever handed on: a difference holds plain
text, names of ours for what looked bold or was a link, and addresses as text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from articles.text.blocks import FIGURES, ROWS, SECTIONS, Figure
from articles.text.markup.reading import INLINE, nfc, tokens
from articles.text.sequences import CHANGED, SAME, stretches

GONE, NEW, FOLD = "gone", "new", "fold"  # beside SAME and CHANGED
PARAGRAPH_END, LINE_END = "¶", "↵\n"

# Letters, their accents, Armenian marks that stand inside a word, hyphens between letters.
_IN_WORD = r"[\w\u0300-\u036f\u0559-\u055f]"
_WORD = re.compile(rf"(\s*)({_IN_WORD}+(?:[-'’]{_IN_WORD}+)*|\S)")
_SPACE = re.compile(r"[ \t\n]+")
_MARKS = {
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("em", "i", "cite"), "em"),
    **dict.fromkeys(("s", "del", "strike"), "s"),
    "sub": "sub",
    "sup": "sup",
    "code": "code",
}
_CONTAINERS = frozenset({"ul", "ol", "blockquote", *SECTIONS})
_SHORT_ISLAND = 3  # words that stayed between two larger changes and say nothing


class Word(NamedTuple):
    """A word or sign with the space before it; `link` is the address it leads to."""

    space: str
    text: str
    marks: tuple[str, ...] = ()
    link: str = ""


class Start(NamedTuple):
    """The beginning of a block: its tag (p, h2, li, td, image, …), its look, what it shows."""

    tag: str = "p"
    look: str = ""
    value: str = ""


class Run(NamedTuple):
    """Words that stayed, are gone or are new: `kind` is SAME, GONE or NEW.

    `marks` are of strong, em, s, sub, sup, code; `link` is an address to be shown as text.
    """

    kind: str
    text: str
    marks: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, item, cell or figure, and what became of it.

    `kind` is SAME, CHANGED, GONE, NEW, or FOLD for `count` blocks in a row that stayed. `value`
    is the ids of an image or gallery, the address of an embed and the id of its still.
    """

    kind: str
    tag: str = "p"
    look: str = ""
    value: str = ""
    runs: tuple[Run, ...] = ()
    count: int = 0

    @property
    def figure(self) -> type[Figure] | None:
        """Which figure it is, None of words."""
        return FIGURES.get(self.tag)

    @property
    def is_row(self) -> bool:
        """Whether its value is the number of a row beside pictures."""
        return self.tag in ROWS

    @property
    def is_boxed(self) -> bool:
        """Whether it stands in a section such as a box of facts."""
        return self.look in SECTIONS


def lines(old: str, new: str) -> list[Run]:
    """Compare two plain texts (titles, leads) by words. NFC and NFD are no difference."""
    return _runs(_tidied(_changes(_plain_words(old), _plain_words(new))))


def bodies(old: str, new: str) -> list[Block]:
    """Compare two HTML texts by paragraphs and words, however broken their markup is."""
    before, after = list(_blocks(old)), list(_blocks(new))
    result: list[Block] = []
    for kind, gone, came in stretches(before, after):
        if kind == SAME:
            result += [_block(SAME, start, [(SAME, words)]) for start, words in came]
        else:
            result += _changed(_flat(gone), _flat(came))
    return result


def folded(blocks: Sequence[Block], *, around: int = 1) -> list[Block]:
    """Put a FOLD in the place of blocks that stayed, but for those next to a change."""
    changed = [place for place, block in enumerate(blocks) if block.kind != SAME]
    near = {place + n for place in changed for n in range(-around, around + 1)}
    result: list[Block] = []
    for is_shown, group in groupby(enumerate(blocks), lambda pair: pair[0] in near):
        kept = [block for _place, block in group]
        result += kept if is_shown else [Block(FOLD, count=len(kept))]
    return result


def counted(runs: Iterable[Run]) -> tuple[int, int]:
    """Return how many words are new and how many are gone."""
    found = Counter()
    for run in runs:
        found[run.kind] += sum(any(map(str.isalnum, word)) for word in run.text.split())
    return found[NEW], found[GONE]


# Reading


def _plain_words(text: str, marks: tuple[str, ...] = (), link: str = "") -> list[Word]:
    found = []
    for space, word in _WORD.findall(nfc(text)):
        found.append(Word(_SPACE.sub(" ", space), word, marks, link))
    return found


def _blocks(html: str) -> Iterator[tuple[Start, tuple[Word, ...]]]:
    """Yield the blocks of any HTML, each with its words."""
    start: Start | None = None
    words: list[Word] = []
    open_tags: list[str] = []
    marks: list[str] = []
    link, space, figure = "", "", False
    for token in tokens(html):
        if token.kind == "text":
            text = space + token.value
            space = text[len(text.rstrip()) :]
            if text.strip():
                start = start or _start(open_tags)
                words += _plain_words(text, tuple(dict.fromkeys(marks)), link)
        elif token.value == "br":
            words += [Word("", LINE_END)] if start else []
        elif token.value in _MARKS:
            _mark(marks, _MARKS[token.value], token.kind)
        elif token.value == "a":
            link = token.attributes.get("href", "") if token.kind == "start" else ""
        elif token.value not in INLINE and not (figure and token.value == "figcaption"):
            if start is not None:
                yield start, _stripped(words)
            start, words, space, figure = None, [], "", False
            _follow(open_tags, token)
            if token.kind == "start":
                start = _own_start(token, open_tags)
                figure = start is not None and start.tag != "hr"
    if start is not None:
        yield start, _stripped(words)


def _mark(marks: list[str], name: str, kind: str) -> None:
    if kind == "start":
        marks.append(name)
    elif name in marks:
        marks.remove(name)


def _follow(open_tags: list[str], token) -> None:
    """Keep the list of open blocks; what closes nothing is passed over."""
    name = token.value
    if name == "section":  # known by what it is; there is one at a time
        inside = next((tag for tag in open_tags if tag in SECTIONS), name)
        name = token.attributes.get("data-block", name) if token.kind == "start" else inside
    if token.kind == "start" and name != "hr":
        if len(open_tags) < 100:
            open_tags.append(name)
    elif name in open_tags:
        while open_tags.pop() != name:
            pass


def _start(open_tags: list[str]) -> Start:
    """Return the beginning of a block of text inside of these tags."""
    inner = open_tags[-1] if open_tags and open_tags[-1] not in _CONTAINERS else "p"
    around = next((tag for tag in reversed(open_tags) if tag in _CONTAINERS), "")
    return Start(inner, around)


def _own_start(token, open_tags: list[str]) -> Start | None:
    """Return the block that a tag makes though it may have no words: a figure, a rule."""
    if token.value == "hr":
        return Start("hr")
    if token.value != "figure":
        return None
    given = token.attributes
    for name, one in FIGURES.items():
        if f"data-{name}" in given:
            shown = [given[f"data-{name}"]]
            if one.names == "address" and given.get("data-image"):
                shown.append(given["data-image"])
            return Start(name, given.get("class", ""), " ".join(shown))
    return None


def _stripped(words: list[Word]) -> tuple[Word, ...]:
    """Return the words of a block: what stands first has the space that any word may have."""
    while words and words[-1].text == LINE_END:
        words.pop()
    return (words[0]._replace(space=" "), *words[1:]) if words else ()


# Comparing


def _changes(old: Sequence, new: Sequence) -> list[tuple[str, Sequence]]:
    changes: list[tuple[str, Sequence]] = []
    for kind, gone, came in stretches(old, new):
        if kind == SAME:
            changes.append((SAME, came))
        else:
            changes += [(GONE, gone)] if gone else []
            changes += [(NEW, came)] if came else []
    return changes


def _tidied(changes: list[tuple[str, Sequence]]) -> list[tuple[str, Sequence]]:
    """Count a word or two that stayed amid larger changes as changed: it reads better."""
    result: list[tuple[str, Sequence]] = []
    gone: list = []
    came: list = []
    for place, (kind, items) in enumerate(changes):
        if kind == GONE:
            gone += items
        elif kind == NEW:
            came += items
        elif _is_island(changes, place):
            gone += items
            came += items
        else:
            result += _both(gone, came)
            result.append((SAME, items))
            gone, came = [], []
    return result + _both(gone, came)


def _slid(changes: list[tuple[str, Sequence]]) -> list[tuple[str, Sequence]]:
    """Let a paragraph that came or went whole begin with its beginning, not with the next one's."""
    for place in range(1, len(changes) - 1):
        (before, kept), (kind, items), (after, rest) = changes[place - 1 : place + 2]
        if before == after == SAME and isinstance(items[-1], Start) and kept[-1] == items[-1]:
            changes[place - 1 : place + 2] = [
                (SAME, kept[:-1]),
                (kind, [kept[-1], *items[:-1]]),
                (SAME, [items[-1], *rest]),
            ]
    return changes


def _both(gone: list, came: list) -> list[tuple[str, Sequence]]:
    return [pair for pair in ((GONE, gone), (NEW, came)) if pair[1]]


def _is_island(changes: list[tuple[str, Sequence]], place: int) -> bool:
    items = changes[place][1]
    if len(items) > _SHORT_ISLAND or any(isinstance(one, Start) for one in items):
        return False
    before, after = changes[max(place - 2, 0) : place], changes[place + 1 : place + 3]
    size = _size(items)
    return all(
        max((_size(part) for kind, part in side if kind != SAME), default=0) > size
        for side in (before, after)
    )


def _size(items: Sequence) -> int:
    return sum(len(one.text) for one in items if isinstance(one, Word))


# Writing


def _flat(blocks: Iterable[tuple[Start, tuple[Word, ...]]]) -> list[Start | Word]:
    return [item for start, words in blocks for item in (start, *words)]


def _changed(gone: list, came: list) -> list[Block]:
    """Compare a changed stretch by words; paragraphs may have been split and joined in it."""
    made: list[tuple[str, Start, list]] = []
    for kind, items in _tidied(_slid(_changes(gone, came))):
        for is_start, group in groupby(items, lambda one: isinstance(one, Start)):
            if is_start:
                made += [(kind, start, []) for start in group]
            else:
                # The first item of a stretch is a Start, gone or new at least.
                made[-1][2].append((kind, list(group)))
    return [_block(*one) for one in _joined(made)]


def _joined(made: list[tuple[str, Start, list]]) -> list[tuple[str, Start, list]]:
    """Hand the words of a paragraph whose beginning is gone on to the one before, if any live."""
    result: list[tuple[str, Start, list]] = []
    for kind, start, parts in made:
        lives = any(part_kind != GONE for part_kind, _items in parts)
        if kind == GONE and lives and result:
            result[-1][2].extend([(GONE, [Word("", PARAGRAPH_END)]), *parts])
        elif kind == NEW and parts and any(part_kind != NEW for part_kind, _items in parts):
            result.append((CHANGED, start, [(NEW, [Word("", PARAGRAPH_END)]), *parts]))
        else:
            result.append((kind, start, parts))
    return result


def _block(kind: str, start: Start, parts: Iterable[tuple[str, Sequence[Word]]]) -> Block:
    runs = tuple(_runs(parts))
    if kind in (SAME, GONE) and any(run.kind != kind for run in runs):
        kind = CHANGED
    return Block(kind, *start, runs)


def _runs(parts: Iterable[tuple[str, Sequence[Word]]]) -> list[Run]:
    words = [(kind, word) for kind, items in parts for word in items]
    runs = []
    for (kind, marks, link), group in groupby(words, lambda one: (one[0], *one[1][2:])):
        text = "".join(word.space + word.text for _kind, word in group)
        runs.append(Run(kind, text.replace("↵", "") if kind == SAME else text, marks, link))
    return runs
