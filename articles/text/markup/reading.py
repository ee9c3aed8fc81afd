"""HTML as a stream of tokens, read leniently and in linear time.

nh3's parser takes quadratic time for deep or repeated markup (measured: 0.2 MB of `<div>` takes
3 s, 1 MB of no-break spaces 14 s), so that it only ever sees what was read here first.
"""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import NamedTuple
from unicodedata import combining, normalize

from articles.text.blocks import FIGURES


class Token(NamedTuple):
    kind: str  # "text", "start" or "end"
    value: str  # the text, or the name of the tag in lower case
    attributes: dict[str, str] = {}


def _names(line: str) -> frozenset[str]:
    return frozenset(line.split())


INLINE = _names(
    "a abbr b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q s small"
    " span strike strong sub sup time tt u var wbr"
)
# Their content is never text for readers.
_UNREAD = _names("script style iframe noembed noframes noscript title")
_KEPT = _names("href title class colspan rowspan scope datetime data-block data-source")
_KEPT |= {f"data-{name}" for name in FIGURES}

_SPACE = r"[ \t\n\f\r]"
_NAME = re.compile(r"/?[a-zA-Z][^ \t\n\f\r/>]*")
_ATTRIBUTE = re.compile(
    rf"(?:{_SPACE}|/)*([^ \t\n\f\r/>][^ \t\n\f\r/>=]*)(?:{_SPACE}*(=){_SPACE}*)?"
)
_TAG_END = re.compile(rf"(?:{_SPACE}|/)*>")
_UNQUOTED = re.compile(r"[^ \t\n\f\r>]*")
_CLOSING = {name: re.compile(rf"</{name}(?=[ \t\n\f\r/>])[^>]*>?", re.I) for name in _UNREAD}

_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_SHORT = 2_000  # characters
_CROWD = 31  # accents in a row: one more than a letter may carry
_LINE_ENDS = re.compile("\r\n?")
_ODD_SPACES = re.compile("[\x0b\x0c\x85\u2028\u2029]")
# Python refuses to read a number of thousands of digits; no character has more than seven.
_ENDLESS_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")


def scrub(text: str) -> str:
    """Remove control characters, lone surrogates and bidi overrides; line ends become \\n."""
    text = _LINE_ENDS.sub("\n", text)
    return _REMOVED.sub("", _ODD_SPACES.sub(" ", text))


def nfc(text: str) -> str:
    """Return the text in NFC, in linear time: no letter carries more than thirty accents.

    Python takes quadratic time to sort the accents of one letter; thirty is the limit that
    Unicode's stream-safe text format sets.
    """
    is_short = len(text) <= _SHORT or text.isascii()
    # More than thirty in a row cannot hide from a look at every thirty-first character.
    if not (is_short or _accents().isdisjoint(text[::_CROWD])):
        text = _crowded_accents().sub(r"\1", text)
    return normalize("NFC", text)


@cache
def _accents() -> frozenset[str]:
    return frozenset(char for char in map(chr, range(0x300, 0x20000)) if combining(char))


@cache
def _crowded_accents() -> re.Pattern[str]:
    accents = "".join(sorted(_accents()))
    return re.compile(f"([{accents}]{{{_CROWD - 1}}})[{accents}]+")


def tokens(html: str) -> Iterator[Token]:
    """Yield the text, the start tags and the end tags of any string, however broken.

    Comments, declarations and the content of scripts and the like are left out, character
    references are read, attributes that no cleaned body may have are not collected. A `<` that
    begins no tag is text, as in browsers.
    """
    html = scrub(html)
    last = html.rfind(">")
    position = 0
    while position < len(html):
        opening = html.find("<", position)
        if opening < 0 or opening > last:
            yield _text(html[position:])
            return
        if opening > position:
            yield _text(html[position:opening])
        name = _NAME.match(html, opening + 1)
        if name:
            token, position = _tag(html, name)
            yield token
            if token.kind == "start" and token.value in _UNREAD:
                closing = _CLOSING[token.value].search(html, position)
                position = closing.end() if closing else len(html)
        elif html[opening + 1] in "!?/":
            position = _after_comment(html, opening)
        else:
            yield Token("text", "<")
            position = opening + 1


def _text(raw: str) -> Token:
    if "&" in raw:
        raw = scrub(unescape(_ENDLESS_REFERENCE.sub("\ufffd", raw)))
    return Token("text", raw)


def _tag(html: str, name: re.Match[str]) -> tuple[Token, int]:
    """Read a tag from its name on; return it and the place behind its `>`."""
    position, attributes = name.end(), {}
    while not (end := _TAG_END.match(html, position)):
        found = _ATTRIBUTE.match(html, position)
        if not found:
            return _named(name[0], attributes), len(html)
        position, value = found.end(), ""
        if found[2]:
            value, position = _value(html, position)
        attribute = found[1].lower()
        if attribute in _KEPT and attribute not in attributes:
            attributes[attribute] = value
    return _named(name[0], attributes), end.end()


def _named(name: str, attributes: dict[str, str]) -> Token:
    if name[0] == "/":
        return Token("end", name[1:].lower())
    return Token("start", name.lower(), attributes)


def _value(html: str, position: int) -> tuple[str, int]:
    quote = html[position : position + 1]
    closing = html.find(quote, position + 1) if quote in ('"', "'") else -1
    if closing >= 0:
        raw, end = html[position + 1 : closing], closing + 1
    else:  # not quoted, or a quote that never closes: it must not swallow the rest of a story
        found = _UNQUOTED.match(html, position)
        raw, end = found[0], found.end()
    if "&" in raw:  # only with a semicolon: "?a=1&copy=2" is an address, not a © in one
        raw = scrub(_REFERENCE.sub(lambda match: unescape(match[0]), raw))
    return raw, end


def _after_comment(html: str, opening: int) -> int:
    if html.startswith("<!--", opening):
        if html.startswith((">", "->"), opening + 4):
            return html.index(">", opening) + 1
        end = html.find("-->", opening + 4)
        return end + 3 if end >= 0 else len(html)
    return html.index(">", opening) + 1
