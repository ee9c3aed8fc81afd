"""Which query parameters an address knows; all others make no page of their own."""

import re
from urllib.parse import parse_qsl, urlencode

# By the first word of an address behind its language; in the order in which they are written.
KNOWN = {
    "": ("page",),
    "category": ("page",),
    "tag": ("page",),
    "author": ("page",),
    "archive": ("page",),
    "corrections": ("page",),
    "popular": ("page", "category", "period"),
    "search": ("page", "q", "category", "period", "author", "sort"),
}
EVERYWHERE = ("lite",)
NUMBER = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)
NO_PAGE = "0"


def known_query(query: str, path: str) -> str:
    """Return the parameters that the address knows, in one order, the last of a name.

    Bytes as given; what is no number of a page is one and the same, and so is the first page.
    """
    # latin-1 maps every byte to a character and back, broken UTF-8 too.
    given = dict(parse_qsl(query, keep_blank_values=True, encoding="latin-1"))
    names = [*known_at(path), *EVERYWHERE]
    known = {name: given[name] for name in names if name in given}
    if known.get("lite") != "1":
        known.pop("lite", None)
    if "page" in known and not NUMBER.fullmatch(known["page"]):
        known["page"] = NO_PAGE
    if known.get("page") == "1":
        del known["page"]
    return urlencode(known, encoding="latin-1", errors="replace")


def known_at(path: str) -> tuple[str, ...]:
    """Return what KNOWN has for the first word behind the language: "post" of "/ru/post/sevan/"."""
    words = path.split("/", 3)
    return KNOWN.get(words[2], ()) if len(words) > 2 else ()
