"""Texts of articles: cleaned for readers, read as plain words, counted, compared.

Pure: no database, no settings. How the HTML is taken apart and written stands in `markup/`.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.text.blocks import FIGURES, Figure
from articles.text.markup import untranslated as marks
from articles.text.markup.attributes import CLASSES, MARK, MARKED, SCHEMES
from articles.text.markup.outline import Node, Outline
from articles.text.markup.reading import INLINE, nfc, scrub, tokens
from articles.text.markup.writing import write

WORDS_A_MINUTE = 180
LONGEST = 1_000_000  # characters of one text: cleaning hostile ones takes some 3 s for each

_KEPT_LENGTH = 200_000  # characters of a body whose cleaned form is kept for a while

_TAGS = (
    "p h2 h3 h4 ul ol li blockquote footer cite a strong em s sub sup br hr table caption thead"
    " tbody tfoot tr th td figure figcaption abbr code pre time section"
)
_ATTRIBUTES = {
    "a": {"href", "rel"},
    "abbr": {"title"},
    "time": {"datetime"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "figure": {f"data-{name}" for name in FIGURES},
    "section": {"data-block"},
}
_CHECK = nh3.Cleaner(
    tags=set(_TAGS.split()),
    # The one attribute that readers never get, since `clean` drops it with its words.
    attributes=_ATTRIBUTES | {tag: {MARK} for tag in MARKED},
    allowed_classes={tag: set(names) for tag, names in CLASSES.items()},
    link_rel=None,
    url_schemes=set(SCHEMES),
)
# nh3 takes quadratic time for one very long text; what is in it cannot matter, it is escaped.
_LONG_TEXT = re.compile(r"(?<=>)[^<>]{5000,}(?=<)")
_FIGURE = re.compile(
    rf'<figure data-({"|".join(FIGURES)})="([^"]*)"(?: data-image="([0-9]+)")?'
    r'(?: class="([^"]*)")?>'
    r'(?:<figcaption(?: data-source="\w+")?>(.*?)</figcaption>)?</figure>',
    re.S,
)
_LINE_SPACES = re.compile(r"[ \t\n]+")
_ENDS = " \t\n\xa0"
# What needs no sign behind it: a sentence or a part of one, perhaps quoted or in brackets.
_STOPPED = re.compile(r"[.!?…։՝՞՜:;,—–][»”’\"')\]]*$")
# և has no capital of its own: in capitals Երևան is ԵՐԵՎԱՆ, but Եվրոպա begins with two letters.
_CAPITAL_EV = re.compile(r"(?<=[Ա-Ֆ])ԵՎ|\bԵՎ\b")
_UNSAID = dict.fromkeys(map(ord, "\u0301\u055b\u055c\u055e\xad"))


def clean(html: str | None) -> str:
    """Return what readers get of an editor's HTML: known tags, attributes, addresses, NFC.

    Paragraphs that still stand in the words of another language (`skeleton`) are left out.
    Stable, clean(clean(x)) == clean(x), and linear in time, whatever the input; "" for None.
    """
    if not html:
        return ""
    return _kept_clean(html) if len(html) <= _KEPT_LENGTH else _written(_outline(html), keep=False)


# A form asks for the same bodies several times: to count, to check, to publish.
@lru_cache(maxsize=12)
def _kept_clean(html: str) -> str:
    return _written(_outline(html), keep=False)


def clean_draft(html: str | None) -> str:
    """Return the same for the working copy, where paragraphs to be translated keep their mark."""
    return _written(_outline(html), keep=True) if html else ""


def skeleton(html: str | None) -> str:
    """Return a body for a translation to begin with: everything in place, every text marked."""
    root = _outline(clean(html))
    marks.mark(root)
    return _written(root, keep=True)


def untranslated(html: str | None) -> list[str]:
    """Return the paragraphs of a working copy that still stand in the words of its source."""
    if not html or MARK not in html:
        return []
    root = _outline(html)
    marks.settle(root, keep=True)
    return [" ".join(words.split()) for words in marks.marked(root)]


def _outline(html: str) -> Node:
    outline = Outline()
    for token in tokens(html):
        outline.take(token)
    return outline.root


def _written(root: Node, *, keep: bool) -> str:
    marks.settle(root, keep=keep)
    written = write(root)
    skeleton = _LONG_TEXT.sub("x", written)
    if _CHECK.clean(skeleton) != skeleton:
        # Never seen: nh3 and we disagree about what is safe. The words stay, the markup goes.
        return f"<p>{escape(plain(written), quote=False)}</p>"
    return written


def check_length(html: str | None) -> None:
    """Refuse a text that nobody would read and that could hold a process for long."""
    check_count(len(html or ""))


def check_count(characters: int) -> None:
    """Refuse so many characters of one text."""
    if characters > LONGEST:
        raise ValidationError(_("The text is too long: the limit is one million characters."))


def plain(html: str | None) -> str:
    """Return the words of any HTML on one line, a space between blocks, cells and lines."""
    return " ".join(plain_blocks(html))


def plain_blocks(html: str | None) -> list[str]:
    """Return the words of each block, cell and line of any HTML that has some."""
    parts = [[]]
    for token in tokens(html or ""):
        if token.kind == "text":
            parts[-1].append(token.value)
        elif token.value not in INLINE:
            parts.append([])
    found = (nfc(" ".join("".join(part).split())) for part in parts)
    return [words for words in found if words]


def joined(blocks: Iterable[str]) -> str:
    """Return the words of blocks on one line, " · " behind those that end without a stop."""
    parts, before = [], ""
    for words in blocks:
        if before:
            parts.append(" " if _STOPPED.search(before) else " · ")
        parts.append(words)
        before = words
    return "".join(parts)


def words(html: str | None) -> int:
    """Count the words of any HTML, captions and cells too; a dash alone is no word."""
    return sum(any(map(str.isalnum, word)) for word in plain(html).split())


def reading_minutes(words: int) -> int:
    """Return how many minutes so many words take at 180 a minute, rounded up, at least 1."""
    return max(1, -(-words // WORDS_A_MINUTE))


def first_words(text: str, limit: int) -> str:
    """Return at most `limit` characters of plain text, cut after a word and ended with …"""
    text = text.strip()
    if len(text) <= limit:
        return text
    head = text[: max(limit - 1, 0)]
    if not text[len(head)].isspace() and " " in head:
        head = head[: head.rindex(" ")]
    return head.rstrip(" \n\t\xa0,;:.–—-՝«(") + "…" if limit > 0 else ""


def images_in(html: str | None) -> list[int]:
    """Return the ids of the pictures in a cleaned body, in order, each once.

    Those of galleries and the stills of embeds, too.
    """
    ids = (one for piece in figures(html) if isinstance(piece, Figure) for one in piece.ids)
    return list(dict.fromkeys(ids))


def rows_in(html: str | None, kind: str) -> list[int]:
    """Return the ids of the rows that figures of a kind ("story", "file") name in a body."""
    named = (one.row for one in figures(html) if isinstance(one, Figure) and one.name == kind)
    return list(dict.fromkeys(named))


def figures(html: str | None) -> Iterator[str | Figure]:
    """Yield the pieces of a cleaned body in order: HTML as it is, and figures to be expanded.

    A figure may stand inside a list, a quotation or a cell, so a piece of HTML may end inside
    a tag's content; joined in order the pieces make the whole.
    """
    position, html = 0, html or ""
    for found in _FIGURE.finditer(html):
        if found.start() > position:
            yield html[position : found.start()]
        name, *written = found.groups(default="")
        yield FIGURES[name].parsed(*written)
        position = found.end()
    if position < len(html):
        yield html[position:]


def safe_line(text: str | None) -> str:
    """Return a title on one line: NFC, no control characters; no-break spaces stay inside."""
    return nfc(_LINE_SPACES.sub(" ", scrub(text or "")).strip(_ENDS))


def fold(text: str) -> str:
    """Return the form in which words are searched: case, ё, և, stress and intonation apart.

    Armenian ՛ ՜ ՞ stand inside a word and are dropped, so that «ինչո՞ւ» is found by «ինչու».
    """
    text = _CAPITAL_EV.sub("և", nfc(text)).casefold().translate(_UNSAID)
    return nfc(text).replace("ё", "е").replace("եւ", "և")
