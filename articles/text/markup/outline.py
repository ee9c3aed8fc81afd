"""The tree of a body: whatever an editor's HTML looked like, in the shape that readers get.

Blocks hold lines, lines hold runs of text that carry their marks (strong, em, a link). Broken
nesting cannot survive that: a mark that spans two paragraphs becomes one in each.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.text.markup.attributes import (
    Attributes,
    attributes_of,
    block_attributes,
    figure_attributes,
)
from articles.text.markup.reading import INLINE, Token


class Mark(NamedTuple):
    tag: str
    # None: a link to nowhere, a time that is none: kept until its end tag, never shown.
    attributes: Attributes | None


class Run(NamedTuple):
    """A piece of text in one look; a line break is "\\n"."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(slots=True)
class Node:
    tag: str
    attributes: Attributes = ()
    outer_marks: int = 0  # how many marks were open when it began
    # None stands for a border between two lines.
    children: list["Node | Run | None"] = field(default_factory=list)


DEEPEST = 32
_MOST_MARKS = 64
_SAME = {"b": "strong", "i": "em", "strike": "s", "del": "s", "tt": "code", "kbd": "code"}
_SAME |= {"h1": "h2", "h5": "h4", "h6": "h4", "menu": "ul", "dir": "ul"}
_MARKS = frozenset({"a", "strong", "em", "s", "sub", "sup", "cite", "abbr", "code", "time"})
_HEADINGS = frozenset({"h2", "h3", "h4"})
_LISTS = frozenset({"ul", "ol"})
_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_GRID = _SECTIONS | {"table", "tr"}
_CELLS = frozenset({"td", "th"})
_FLOW = _CELLS | {"", "blockquote", "li", "section"}
# What a block of its own cannot stand in.
_INNER = _FLOW - {""} | _LISTS | _GRID
_CAPTIONS = frozenset({"figcaption", "caption", "footer"})
_ONE_LINE = _CAPTIONS | _HEADINGS
_LINE_FENCE = _CELLS | {"caption", "figure"}
_ITEM_FENCE = _LINE_FENCE | {"blockquote", "section"}
_SPACE = re.compile("[ \t\n]+")


class Outline:
    """Builds the tree from tokens; every token costs a bounded amount of work."""

    def __init__(self) -> None:
        self.root = Node("")
        self._open = [self.root]
        self._marks: list[Mark] = []
        self._look: tuple[Mark, ...] | None = ()

    def take(self, token: Token) -> None:
        """Add one token to the tree."""
        if token.kind == "text":
            self._text(token.value)
            return
        tag = _SAME.get(token.value, token.value)
        if tag in _MARKS:
            self._mark(tag, token) if token.kind == "start" else self._unmark(tag)
        elif tag == "br":
            self._put(Run("\n", self._current_look()))
        elif tag in INLINE:
            return
        elif token.kind == "start":
            opener = _OPENERS.get(tag)
            opener(self, tag, token.attributes) if opener else self._border()
        else:
            self._end(tag)

    # Text and marks

    def _text(self, text: str) -> None:
        if self._open[-1].tag != "pre":
            text = _SPACE.sub(" ", text)
        if text:
            self._put(Run(text, self._current_look()))

    def _put(self, run: Run) -> None:
        top = self._open[-1]
        if top.tag in _FLOW or top.tag in _ONE_LINE or top.tag in ("p", "pre"):
            top.children.append(run)
        elif not run.text.isspace():
            if top.tag in _LISTS:
                self._push("li")
                self._open[-1].children.append(run)
            else:
                self._put_outside(run)

    def _put_outside(self, child: Run | None) -> None:
        """Text between rows goes before the table, text beside a caption after the figure."""
        at = len(self._open) - 1
        if self._open[at].tag == "figure":
            self._open[at - 1].children.append(child)
            return
        while self._open[at].tag != "table":
            at -= 1
        siblings = self._open[at - 1].children
        siblings.insert(len(siblings) - 1, child)

    def _border(self) -> None:
        top = self._open[-1]
        if top.tag in _ONE_LINE:
            top.children.append(Run(" ", ()))
        elif top.tag in ("p", "pre"):
            self._pop()
        elif top.tag in _FLOW:
            top.children.append(None)
        elif top.tag not in _LISTS:
            self._put_outside(None)

    def _mark(self, tag: str, token: Token) -> None:
        if tag == "a":
            self._unmark("a")
        if len(self._marks) < _MOST_MARKS:
            self._marks.append(Mark(tag, attributes_of(tag, token.attributes)))
            self._look = None

    def _unmark(self, tag: str) -> None:
        for at in range(len(self._marks) - 1, -1, -1):
            if self._marks[at].tag == tag:
                del self._marks[at]
                self._look = None
                return

    def _current_look(self) -> tuple[Mark, ...]:
        if self._look is None:
            outermost: dict[str, Mark] = {}
            for mark in self._marks:
                if mark.attributes is not None:
                    outermost.setdefault(mark.tag, mark)
            self._look = tuple(outermost.values())
        return self._look

    # Opening and closing

    def _push(self, tag: str, attributes: Attributes = ()) -> None:
        node = Node(tag, attributes, len(self._marks))
        self._open[-1].children.append(node)
        self._open.append(node)

    def _pop(self) -> None:
        node = self._open.pop()
        if len(self._marks) > node.outer_marks:
            del self._marks[node.outer_marks :]
            self._look = None

    def _pop_to(self, tags: frozenset[str]) -> None:
        while self._open[-1].tag not in tags:
            self._pop()

    def _nearest(self, tags: frozenset[str], fence: frozenset[str]) -> int:
        """Return the place of the innermost open one of `tags` inside the fence, or 0."""
        for at in range(len(self._open) - 1, 0, -1):
            tag = self._open[at].tag
            if tag in tags:
                return at
            if tag in fence:
                return 0
        return 0

    def _to_flow(self) -> None:
        """Close what cannot hold a block."""
        while (top := self._open[-1]).tag not in _FLOW:
            if top.tag not in _LISTS:
                self._pop()
            elif top.children:  # a list written beside the item that it belongs to
                item = top.children[-1]
                item.outer_marks = len(self._marks)
                self._open.append(item)
            else:
                self._push("li")

    def _line(self, tag: str, attributes: dict[str, str]) -> None:
        top = self._open[-1].tag
        beside = tag == "p" and (top in _GRID or top == "figure")
        if beside or (top in _ONE_LINE and not (top in _HEADINGS and tag in _HEADINGS)):
            self._border()
            return
        self._to_flow()
        self._push(tag, attributes_of(tag, attributes) or ())

    def _container(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= DEEPEST or self._open[-1].tag in _CAPTIONS:
            self._border()
            return
        self._to_flow()
        self._push(tag)

    def _section(self, tag: str, attributes: dict[str, str]) -> None:
        """A block such as a fact box, at the top of a body only; else what stands in it stays."""
        named = block_attributes(attributes)
        if not named or self._nearest(_INNER, frozenset()):
            self._border()
            return
        self._to_flow()
        self._push("section", named)

    def _item(self, tag: str, attributes: dict[str, str]) -> None:
        if self._nearest(_LISTS, _ITEM_FENCE):
            self._pop_to(_LISTS)
            self._push(tag)
        else:
            self._border()

    def _table_part(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._nearest(frozenset({"table"}), frozenset()):
            self._border()
            return
        if tag in _SECTIONS or tag == "caption":
            self._pop_to(frozenset({"table"}))
        else:
            self._pop_to(_GRID if tag in _CELLS else _SECTIONS | {"table"})
            if self._open[-1].tag == "table":
                self._push("tbody")
            if tag in _CELLS and self._open[-1].tag != "tr":
                self._push("tr")
        self._push(tag, attributes_of(tag, attributes) or ())

    def _figure(self, tag: str, attributes: dict[str, str]) -> None:
        named = figure_attributes(attributes)
        if named is None:  # only a frame around something: what stands in it stays
            self._pop_to(_FLOW | _GRID | _LISTS | _HEADINGS | {"p", "pre", "caption", "footer"})
            self._border()
            return
        self._to_flow()
        self._push("figure", named)
        if not named:
            self._open[-2].children.pop()  # a bad one: read to its end, never shown

    def _figcaption(self, tag: str, attributes: dict[str, str]) -> None:
        if self._open[-1].tag == "figure":
            self._push(tag, attributes_of(tag, attributes) or ())
        else:
            self._border()

    def _footer(self, tag: str, attributes: dict[str, str]) -> None:
        if self._open[-1].tag in ("p", "pre"):
            self._pop()
        if self._open[-1].tag == "blockquote":
            self._push(tag, attributes_of(tag, attributes) or ())
        else:
            self._border()

    def _rule(self, tag: str, attributes: dict[str, str]) -> None:
        self._border()
        if self._open[-1].tag in ("", "blockquote"):
            self._open[-1].children.append(Node("hr"))

    def _end(self, tag: str) -> None:
        same = _HEADINGS if tag in _HEADINGS else frozenset({tag})
        fence = frozenset() if tag in _GRID or tag in _LINE_FENCE else _LINE_FENCE
        at = self._nearest(same, fence)
        if not at:
            self._border()
        while at and len(self._open) > at:
            self._pop()


_OPENERS = {
    **dict.fromkeys(("p", "pre", *_HEADINGS), Outline._line),
    **dict.fromkeys(("blockquote", "table", *_LISTS), Outline._container),
    **dict.fromkeys(("caption", "tr", *_SECTIONS, *_CELLS), Outline._table_part),
    "section": Outline._section,
    "li": Outline._item,
    "figure": Outline._figure,
    "figcaption": Outline._figcaption,
    "footer": Outline._footer,
    "hr": Outline._rule,
}
