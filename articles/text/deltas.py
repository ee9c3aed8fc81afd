"""Bodies told by what differs from a text that browser and server both know.

A body is a list of blocks (paragraphs, lists, figures). static/admin/newsroom/autosave/blocks.js
does the same in the browser: what is changed here is changed there.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from articles.text import cleaning, merge

SPACES = " \t\r\n"
_UTF16 = "utf-16-le"  # browsers count characters in it


@dataclass(frozen=True)
class Delta:
    """A body as its changes.

    `parts` are, in the order of the new body: a string (a block), `[start, count]` (so many blocks
    of the known body from there on), or `[place, head, tail, middle]` (the block of a place with
    what stands between its first `head` and its last `tail` UTF-16 units replaced). `of` is the
    fingerprint of the known body, "" where none is needed; `becomes` that of the new one.
    """

    parts: list
    of: str = ""
    becomes: str = ""


def split(html: str) -> list[str]:
    """Return the top-level blocks of HTML, without white space around them."""
    blocks = (block.strip(SPACES) for block in merge.blocks(html))
    return [block for block in blocks if block]


def join(blocks: Sequence[str]) -> str:
    return "\n".join(blocks)


def fingerprint(blocks: Sequence[str]) -> str:
    """Return what tells two lists of blocks apart: it guards against mistakes, not people."""
    written = join(blocks).encode("utf-8", "surrogatepass")
    return f"{zlib.crc32(written):x}.{len(written)}"


def apply(delta: Delta, known: Sequence[str]) -> list[str]:
    """Return the new blocks.

    ValueError where the delta makes no sense or leads elsewhere, ValidationError (a sentence) where
    the text becomes too long.
    """
    if not isinstance(delta.parts, list):
        raise ValueError("no list of parts")
    blocks: list[str] = []
    characters = 0
    for part in delta.parts:
        new = made_of(part, known)
        characters += sum(map(len, new)) + len(new)
        cleaning.check_count(characters)
        blocks += new
    if delta.becomes and fingerprint(blocks) != delta.becomes:
        raise ValueError("another text than the browser's")
    return blocks


def made_of(part, known: Sequence[str]) -> Sequence[str]:
    """Return the blocks of one part of a delta."""
    if isinstance(part, str):
        return [part]
    if not isinstance(part, list):
        raise ValueError("neither a block nor places")
    *numbers, last = part if len(part) == 4 else [*part, ""]
    if len(numbers) not in (2, 3) or any(type(one) is not int or one < 0 for one in numbers):
        raise ValueError("no places")
    if len(numbers) == 2:
        start, count = numbers
        if start + count > len(known):
            raise ValueError("places beyond the end")
        return known[start : start + count]
    place, head, tail = numbers
    if place >= len(known) or not isinstance(last, str):
        raise ValueError("a place beyond the end")
    return [replaced(known[place], head, tail, last)]


def replaced(block: str, head: int, tail: int, middle: str) -> str:
    """Return a block with another middle; UnicodeError (a ValueError) for half a character."""
    written = block.encode(_UTF16, "surrogatepass")
    if 2 * (head + tail) > len(written):
        raise ValueError("more than there is")
    new = middle.encode(_UTF16, "surrogatepass")
    return (written[: 2 * head] + new + written[len(written) - 2 * tail :]).decode(_UTF16)
