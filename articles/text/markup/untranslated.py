"""Paragraphs of a translation that still stand in the words of their source.

"Start translation" copies them, each with a digest of its words (`data-source`). While the words
are the source's the mark holds; with the first letter typed it is no mark any more and is dropped.
So nobody has to take it off: neither CKEditor, nor whoever types into a plain textarea.
"""

from collections.abc import Iterable
from hashlib import sha256

from articles.text.markup.attributes import MARK, MARKED
from articles.text.markup.outline import Node, Run
from articles.text.markup.reading import nfc
from articles.text.markup.writing import paragraphs

# Where a single line needs no paragraph around it: it gets one, to carry the mark.
_FLOW = frozenset({"", "blockquote", "li", "section", "td", "th"})


def digest(text: str) -> str:
    """Return what a paragraph is known by: its letters and digits count, nothing else does.

    "" where there is no letter: numbers need no translation.
    """
    words = "".join(filter(str.isalnum, nfc(text)))
    has_letter = any(map(str.isalpha, words))
    return sha256(words.encode()).hexdigest()[:12] if has_letter else ""


def words(node: Node) -> str:
    """Return the words of a node and of all within it."""
    return "".join(
        child.text if isinstance(child, Run) else words(child)
        for child in node.children
        if child is not None
    )


def settle(root: Node, *, keep: bool) -> None:
    """Drop marks that hold no more; with `keep` the others stay, else their words go with them."""
    for node in _nodes(root):
        given = dict(node.attributes).get(MARK)
        if given is None:
            continue
        is_source = given == digest(words(node))
        if not (is_source and keep):
            node.attributes = tuple(pair for pair in node.attributes if pair[0] != MARK)
        if is_source and not keep:
            node.children, node.attributes = [], ()


def mark(root: Node) -> None:
    """Mark every paragraph that has words as the source's."""
    root.children = list(paragraphs(root.children))
    for node in _nodes(root):
        if node.tag in _FLOW:
            node.children = list(paragraphs(node.children))
        if node.tag in MARKED and (found := digest(words(node))):
            others = tuple(pair for pair in node.attributes if pair[0] != MARK)
            node.attributes = (*others, (MARK, found))


def marked(root: Node) -> list[str]:
    """Return the words of the paragraphs whose mark holds, in order."""
    return [words(node) for node in _nodes(root) if MARK in dict(node.attributes)]


def _nodes(root: Node) -> Iterable[Node]:
    """Yield every node below, in order. A body is at most as deep as the outline lets it be."""
    for child in root.children:
        if isinstance(child, Node):
            yield child
            yield from _nodes(child)
