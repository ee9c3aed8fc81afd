"""Typographic repair: the signs of each language in the place of what a keyboard has.

Pure: text in, text out. Letters, links, attributes, times and addresses stay as they are, and what
cannot be told for certain (a quotation that does not end in its paragraph) is left alone.
`repair(repair(x)) == repair(x)`. A language that has no rules here gets those that all share.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from html import escape, unescape
from itertools import accumulate

from articles.text.markup.reading import INLINE

NBSP = "\xa0"
EV = ("", "և", "եւ")  # how Armenian "and" is written: as it was typed, one letter, two letters

# Outer and inner quotation marks. Armenian has one pair.
QUOTES = {"ru": ("«»", "„“"), "hy": ("«»", "«»"), "en": ("“”", "‘’")}
UNITS = {
    "ru": "км|м|см|мм|га|кг|г|т|л|мл|ч|мин|сек|тыс|млн|млрд|трлн|руб|долл|драм(?:ов|а)?|евро"
    "|кВт|МВт",
    "hy": "կմ|մ|սմ|մմ|հա|կգ|գ|տ|լ|մլ|ժ|րոպե|վրկ|հազ|մլն|մլրդ|դրամ|եվրո|կՎտ|ՄՎտ",
    "en": "km|m|cm|mm|ha|kg|g|t|l|ml|mph|million|billion|trillion|kW|MW",
}

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z0-9]+)")
_KEPT_TAGS = frozenset({"code", "pre", "time"})
# Stands for what nothing may touch; cleaned texts hold no control characters.
_SHIELD = "\x00"
_SHIELDED = re.compile(
    r"""
    \x00
    | (?:https?|ftp|mailto|tel):\S+ | www\.\S+ | \S+@\S+\.\w+ | (?<!\w)@\w+
    | (?<![\w.])[\w-]+(?:\.[\w-]+)*\.(?:am|ru|com|org|net|info|news|io|me|eu|ge|fr|de|uk)
      (?:/\S*)?(?!\w)
    | \d{1,2}:\d{2}(?::\d{2})?(?!\d)
    """,
    re.X | re.I,
)


def repair(text: str, language: str, *, ev: str = "") -> str:
    """Return a plain text (a title, a lead) with the signs of its language.

    `ev` is how Armenian "and" is to be written, one of EV.
    """
    text = text.replace(_SHIELD, "")
    return "\n".join(_repaired([(one, False)], language, ev)[0] for one in text.split("\n"))


def repair_html(html: str, language: str, *, ev: str = "") -> str:
    """Return a cleaned body with the signs of its language; every tag stays as it is.

    A quotation is looked at across the tags of its paragraph.
    """
    pieces = _TAG.split(html)
    line: list[int] = []
    kept = 0
    still: set[int] = set()
    for at, piece in enumerate([*pieces, "", "<p>"]):
        if at % 2 == 0:
            if at < len(pieces):
                line.append(at)
                still |= {at} if kept else set()
            continue
        name = _NAME.match(piece)
        tag = name[1] if name else ""
        if tag in _KEPT_TAGS:
            kept = max(kept + (-1 if piece.startswith("</") else 1), 0)
        if tag not in INLINE:
            _repair_line(pieces, line, still, language, ev)
            line, kept = [], kept if tag == "pre" else 0
    return "".join(pieces)


def _repair_line(pieces: list[str], line: list[int], still: set[int], language, ev) -> None:
    given = [(unescape(pieces[at]), at in still) for at in line]
    for at, (before, _still), after in zip(
        line, given, _repaired(given, language, ev), strict=True
    ):
        if before != after:
            pieces[at] = escape(after, quote=False).replace(NBSP, "&nbsp;")


def _repaired(parts: list[tuple[str, bool]], language: str, ev: str) -> list[str]:
    """Repair the pieces of one line, between which tags stand; return as many pieces."""
    shielded: list[str] = []

    def shield(found: re.Match[str]) -> str:
        shielded.append(found[0])
        return _SHIELD

    texts = []
    for text, is_still in parts:
        if is_still and text:
            shielded.append(text)
            texts.append(_SHIELD)
        else:
            texts.append(_SHIELDED.sub(shield, text))
    line = _Line(texts)
    _quotations(line, language)
    for pattern, sign in _rules(language, ev):
        line.replace(pattern, sign)
    words = iter(shielded)
    return [re.sub(_SHIELD, lambda _one: next(words), text) for text in line.parts()]


class _Line:
    """One line of text, and where in it tags stand."""

    def __init__(self, parts: list[str]):
        self.text = "".join(parts)
        self.cuts = list(accumulate(map(len, parts)))

    def parts(self) -> list[str]:
        starts = [0, *self.cuts]
        return [self.text[a:b] for a, b in zip(starts, self.cuts, strict=False)]

    def replace(self, pattern: re.Pattern[str], sign: Callable[[re.Match[str]], str]) -> None:
        """Put other signs in the place of what is found; nothing moves across a tag."""
        edits = []
        for found in pattern.finditer(self.text):
            new = sign(found)
            if new == found[0]:
                continue
            if len(new) == len(found[0]) or not self.is_cut(found.start(), found.end()):
                edits.append((found.start(), found.end(), new))
        self.put(edits)

    def is_cut(self, start: int, end: int) -> bool:
        return bisect_right(self.cuts, start) < bisect_left(self.cuts, end)

    def put(self, edits: list[tuple[int, int, str]]) -> None:
        """Write (start, end, new) in order."""
        if not edits:
            return
        written, done = [], 0
        ends, shifts = [], [0]
        for start, end, new in edits:
            written += [self.text[done:start], new]
            done = end
            ends.append(end)
            shifts.append(shifts[-1] + len(new) - (end - start))
        self.text = "".join(written) + self.text[done:]
        self.cuts = [cut + shifts[bisect_right(ends, cut)] for cut in self.cuts]


# Quotation marks

_MARK = re.compile('["“”„‟«»]')
_BEFORE_OPENING = frozenset("([{—–-/«„\n\t " + NBSP)
_NEVER_AFTER_OPENING = frozenset(" \n\t.,;:!?)]}" + NBSP)


def _quotations(line: _Line, language: str) -> None:
    """Write the quotation marks of a language by their depth; of a line where they pair only."""
    if language not in QUOTES:
        return
    outer, inner = QUOTES[language]
    edits, depth, opened = [], 0, -1
    for found in _MARK.finditer(line.text):
        at = found.start()
        is_opening = _opens(line.text, at, opened)
        if is_opening is None:
            return
        depth += 1 if is_opening else 0
        if depth == 0:
            return
        edits.append((at, at + 1, (outer if depth == 1 else inner)[not is_opening]))
        opened = at if is_opening else opened
        depth -= 0 if is_opening else 1
    if depth == 0:
        line.put([edit for edit in edits if line.text[edit[0]] != edit[2]])


def _opens(text: str, at: int, opened: int) -> bool | None:
    """Tell whether a mark begins a quotation; None where it cannot be told."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == "»":
        return False
    begins = not before or before in _BEFORE_OPENING or at - 1 == opened
    if text[at] in "«„":
        return True
    if begins:
        return None if not after or after in _NEVER_AFTER_OPENING else True
    # A letter on both sides, or inches.
    return None if after.isalpha() or (text[at] == '"' and before.isdigit()) else False


# The other signs


def _always(sign: str) -> Callable[[re.Match[str]], str]:
    return lambda _found: sign


def _range(found: re.Match[str]) -> str:
    """A range of numbers, and no score, date or telephone: it grows, nothing begins with 0."""
    first, last = found[1], found[2]
    grows = int(first) < int(last) and "0" not in (first[0], last[0])
    return f"{first}–{last}" if grows else found[0]


_SPACE = f"[ {NBSP}]"
_TO_NBSP = _always(NBSP)
_COMMON = [
    (re.compile(r"(?<!\.)\.{3}(?!\.)"), _always("…")),
    (re.compile(r"(?<=\d) (?=[%‰°€$£₽֏])"), _TO_NBSP),
    (re.compile(rf"№{_SPACE}?(?=\d)"), _always(f"№{NBSP}")),
    # 10 000: up to three digits, then threes.
    (
        re.compile(rf"(?<![\w.,])\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\w|[.,]\d)"),
        lambda found: found[0].replace(" ", NBSP),
    ),
    (re.compile(r"(?<![\w.,/:–-])(\d{1,4})-(\d{1,4})(?![\w/:–-]|[.,]\d)"), _range),
]
# A letter between two: О’Генри, don’t.
_APOSTROPHE = (re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])"), _always("’"))
_ENGLISH = [
    _APOSTROPHE,
    (re.compile(r"'(?=\d0s)"), _always("’")),
    (re.compile(r"(?<![\w’'])'(?=\w[^'‘’\n]{0,300}[\w.,!?…]'(?!\w))"), _always("‘")),
    (re.compile(r"(?<=[\w.,!?…])'(?!\w)"), _always("’")),
]
# A colon stands at its word; between two numbers it is a ratio, before a sign a smiley.
_COLON = [
    (re.compile(rf"(?<=[^\W\d_]|[»”’)\]%…]){_SPACE}+(?=:(?:\s|$)(?!\s*[()]))"), _always("")),
    (re.compile(rf"(?<=\d){_SPACE}+(?=:(?:$|\s+[^\s\d()]))"), _always("")),
]


def _closing(found: re.Match[str]) -> str:
    """A colon before a bracket ends a sentence where a bracket is open; else it is a smiley."""
    before = found.string[: found.start()]
    return "։" if before.count("(") > before.count(")") else found[0]


# Behind a word, and behind a number where a sentence may begin.
_AT_WORD, _AT_NUMBER = r"(?<=[Ա-Ֆա-և»)…՜՛՞])", r"(?<=[\d%\x00])"
_AFTER_WORD, _AFTER_NUMBER = r"(?:[\s»]|$|«?[Ա-Ֆ])", r"(?:»?$|»?\s+[«Ա-Ֆ]|«?[Ա-Ֆ])"
_ARMENIAN = [
    # Verchaket ends a sentence: at its word, and a space follows.
    (re.compile(rf"{_AT_WORD}{_SPACE}+(?=[:։]{_AFTER_WORD})"), _always("")),
    (re.compile(rf"(?<=[\d%]){_SPACE}+(?=[:։]{_AFTER_NUMBER})"), _always("")),
    (re.compile(rf"{_AT_WORD}:(?={_AFTER_WORD})"), _always("։")),
    (re.compile(rf"{_AT_WORD}:(?=\))"), _closing),
    (re.compile(rf"{_AT_NUMBER}:(?={_AFTER_NUMBER})"), _always("։")),
    (re.compile(r"(?<=[ա-և»)…՜՛՞\d%\x00])։(?=«?[Ա-Ֆ])"), _always("։ ")),
    (re.compile(r"(?<=[Ա-Ֆա-և»)՜՛՞])`"), _always("՝")),
    (re.compile(r"(?<=\d)`(?=[\s,»]|$)"), _always("՝")),
]


def _dashes(dash: str) -> list:
    own = _always(dash)
    wrong = "-{1,2}" if dash == "–" else "-{1,2}|–"
    return [
        (re.compile(rf"(?<=[^\s\d]) (?:{wrong})(?= \S)"), _always(f"{NBSP}{dash}")),
        (re.compile(rf"(?<=\d) (?:{wrong})(?= [^\s\d])"), _always(f"{NBSP}{dash}")),
        (re.compile(rf"(?<={NBSP})(?:{wrong})(?= [^\s\d])"), own),
        (re.compile(r"(?<=\S) (?=[—–] \S)"), _TO_NBSP),
        (re.compile(rf"^(?:{wrong})(?= [^\s\d])"), own),
        (re.compile(r"(?<=[,»])-{1,2}(?= )"), own),
        (re.compile(r"(?<=[^\W\d_])--(?=[^\W\d_])"), _always("–" if dash == "–" else "—")),
    ]


def _near(language: str) -> list:
    """No-break spaces between a number and its unit, between initials and a surname."""
    capital = {"ru": "А-ЯЁ", "hy": "Ա-Ֆ", "en": "A-Z"}[language]
    return [
        (re.compile(rf"(?<=\d) (?=(?:{UNITS[language]})(?!\w))"), _TO_NBSP),
        (re.compile(rf"(?<![\w’'-])([{capital}][.․]) (?=[{capital}])"), lambda m: m[1] + NBSP),
    ]


_OWN = {
    "ru": [*_COMMON, *_near("ru"), *_dashes("—"), _APOSTROPHE, *_COLON],
    "hy": [*_COMMON, *_near("hy"), *_dashes("–"), *_ARMENIAN],
    "en": [*_COMMON, *_near("en"), *_dashes("–"), *_ENGLISH, *_COLON],
}
_EV = {
    "և": [(re.compile("եւ"), _always("և"))],
    "եւ": [(re.compile("և"), _always("եւ"))],
}


def _rules(language: str, ev: str) -> list:
    return _OWN.get(language, _COMMON) + (_EV.get(ev, []) if language == "hy" else [])
