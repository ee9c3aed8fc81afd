"""The attributes that a cleaned body may have: each known by name, its value checked."""

import re
from functools import lru_cache
from html import escape
from urllib.parse import quote

import nh3

from articles.text.blocks import FIGURES, SECTIONS
from articles.text.blocks.base import number
from articles.text.markup.reading import nfc
from articles.text.tracking import untracked

Attributes = tuple[tuple[str, str], ...]

CLASSES = {
    "figure": ("wide", "side"),
    "p": ("align-center", "align-right"),
    "td": ("align-center", "align-right"),
    "th": ("align-center", "align-right"),
}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})

# Of a paragraph that still stands in its source's words (untranslated.py).
MARK = "data-source"
MARKED = frozenset({"p", "h2", "h3", "h4", "footer", "caption", "figcaption", "pre"})

_LONGEST_ADDRESS = 4_000
_LONGEST_TITLE = 200
_WIDEST_CELL = 100
_OUTSIDE = re.compile(r"https?://[^/\\?#\s]", re.I)
_PLACE = re.compile(r"/(?![/\\])|mailto:[^\s@]+@|tel:\+?[0-9]", re.I)
_GAPS = re.compile(r"[\t\n\r]")
# A moment with its offset, to the minute: of timed updates (articles/text/timed_updates.py).
_MOMENT = re.compile(
    r"\d{4}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d[+-][01]\d:[0-5]\d", re.ASCII
)
_DIGEST = re.compile("[0-9a-f]{12}")
_LINK_CHECK = nh3.Cleaner(
    tags={"a"}, attributes={"a": {"href"}}, link_rel=None, url_schemes=set(SCHEMES)
)


def attributes_of(tag: str, given: dict[str, str]) -> Attributes | None:
    """Return the attributes that a tag keeps; None for a link to nowhere, a time that is none."""
    if tag == "a":
        return _link(given.get("href", ""))
    if tag == "time":
        moment = given.get("datetime", "").strip()
        return (("datetime", moment),) if _MOMENT.fullmatch(moment) else None
    if tag == "abbr":
        # U+0338 would melt into the quote before it when somebody normalises the whole text.
        title = nfc(" ".join(given.get("title", "").split())).lstrip("\u0338 ")
        title = title[:_LONGEST_TITLE].rstrip()
        return (("title", title),) if title else ()
    kept = _class(tag, given)
    if tag in ("td", "th"):
        kept += _cell(tag, given)
    if tag in MARKED and _DIGEST.fullmatch(given.get(MARK, "")):
        kept += ((MARK, given[MARK]),)
    return kept


def figure_attributes(given: dict[str, str]) -> Attributes | None:
    """Return what a figure shows and its class; () for a bad one, None when it names nothing.

    Of several names the first good one counts.
    """
    named = [one for name, one in FIGURES.items() if f"data-{name}" in given]
    if not named:
        return None
    for one in named:
        value = one.checked(given[f"data-{one.name}"])
        if value:
            still = number(given.get("data-image", "")) if one.has_still else ""
            beside = (("data-image", still),) if still else ()
            look = _class("figure", given) if one.has_look else ()
            return ((f"data-{one.name}", value), *beside, *look)
    return ()


def block_attributes(given: dict[str, str]) -> Attributes:
    """Return what a section is; () for one that is nothing of ours."""
    name = given.get("data-block", "").strip()
    return (("data-block", name),) if name in SECTIONS else ()


@lru_cache(maxsize=4_096)
def _link(href: str) -> Attributes | None:
    href = _GAPS.sub("", untracked(_GAPS.sub("", href).strip())).strip()
    if not href or len(href) > _LONGEST_ADDRESS:
        return None
    href = quote(href, safe="!#$%&'()*+,/:;=?@[]~\\|^`{}\"<>", errors="ignore")
    outside = _OUTSIDE.match(href)
    if not (outside or _PLACE.match(href)):
        return None
    tag = f'<a href="{escape(href, quote=False).replace(chr(34), "&quot;")}">'
    if _LINK_CHECK.clean(f"{tag}x</a>") != f"{tag}x</a>":
        return None
    return (("href", href), ("rel", "noopener")) if outside else (("href", href),)


def _class(tag: str, given: dict[str, str]) -> Attributes:
    if "class" not in given:
        return ()
    wanted = given["class"].split()
    return next(((("class", name),) for name in CLASSES.get(tag, ()) if name in wanted), ())


def _cell(tag: str, given: dict[str, str]) -> Attributes:
    kept = []
    for name in ("colspan", "rowspan"):
        value = number(given.get(name, ""))
        if value and 1 < int(value) <= _WIDEST_CELL:
            kept.append((name, value))
    scope = given.get("scope", "").strip().lower()
    if tag == "th" and scope in ("row", "col", "rowgroup", "colgroup"):
        kept.append(("scope", scope))
    return tuple(kept)
