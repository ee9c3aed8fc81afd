"""Addresses without what follows a reader around. Pure.

The lists are data: the text editor gets them too, and takes the same out of a paste at once
(static/ckeditor-newsroom/links.js).
"""

import re
from urllib.parse import unquote

# Parts of a query that only say where a reader came from.
PARAMETERS = [
    "fbclid",
    "gclid",
    "dclid",
    "gbraid",
    "wbraid",
    "gclsrc",
    "msclkid",
    "yclid",
    "ysclid",
    "twclid",
    "ttclid",
    "li_fat_id",
    "igshid",
    "igsh",
    "mc_cid",
    "mc_eid",
    "_openstat",
    "vero_id",
    "mkt_tok",
    "oly_anon_id",
    "oly_enc_id",
    "rb_clickid",
    "s_cid",
    "wickedid",
    "_hsenc",
    "_hsmi",
    "__hssc",
    "__hstc",
    "__hsfp",
    "hsctatracking",
    "srsltid",
    "ref_src",
    "ref_url",
]
PREFIXES = ["utm_", "hsa_", "pk_", "mtm_"]
# Addresses that only lead on: the host without www., the path, where the goal stands.
REDIRECTS = [
    ["google.com", "/url", ["q", "url"]],
    ["google.ru", "/url", ["q", "url"]],
    ["google.am", "/url", ["q", "url"]],
    ["l.facebook.com", "/l.php", ["u"]],
    ["lm.facebook.com", "/l.php", ["u"]],
    ["l.instagram.com", "/", ["u"]],
    ["l.messenger.com", "/l.php", ["u"]],
    ["l.threads.com", "/", ["u"]],
    ["vk.com", "/away.php", ["to"]],
    ["m.vk.com", "/away.php", ["to"]],
    ["youtube.com", "/redirect", ["q"]],
    ["slack-redir.net", "/link", ["url"]],
    ["linkedin.com", "/redir/redirect", ["url"]],
    ["out.reddit.com", "/", ["url"]],
]
RULES = {"parameters": PARAMETERS, "prefixes": PREFIXES, "redirects": REDIRECTS}

_ADDRESS = re.compile(r"(https?://)([^/?#\\@]+)([^?#]*)(?:\?([^#]*))?(#.*)?", re.I | re.S)
_GOAL = re.compile(r"https?://[^/?#\\\s]", re.I)


def untracked(address: str) -> str:
    """Return where an address leads in the end, without what tracks; any other text as it is.

    untracked(untracked(x)) == untracked(x): each step makes it shorter.
    """
    while found := _ADDRESS.fullmatch(address):
        scheme, host, path, query, fragment = found.groups()
        parts = (query or "").split("&")
        goal = _goal(host.lower().removeprefix("www."), path, parts)
        if goal is not None and len(goal) < len(address):
            address = goal
            continue
        kept = "&".join(part for part in parts if not _is_tracking(part.partition("=")[0].lower()))
        query = f"?{kept}" if kept else ("?" if query == "" else "")
        return f"{scheme}{host}{path}{query}{fragment or ''}"
    return address


def _is_tracking(name: str) -> bool:
    return name in PARAMETERS or name.startswith(tuple(PREFIXES))


def _goal(host: str, path: str, parts: list[str]) -> str | None:
    """Return the address that a redirecting one leads to."""
    for known, below, names in REDIRECTS:
        if host == known and path.rstrip("/") == below.rstrip("/"):
            values = dict(part.partition("=")[::2] for part in reversed(parts))
            goals = (unquote(values.get(name, "").replace("+", " ")).strip() for name in names)
            return next((goal for goal in goals if _GOAL.match(goal)), None)
    return None
