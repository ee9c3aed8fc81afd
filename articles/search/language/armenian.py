"""Armenian words that no dictionary knows, names above all: read by the endings of nouns. Pure."""

import re

# What may follow a hyphen or a foreign word: ՀՀ-ում, NATO-ի.
_ENDINGS = (
    "ը ն ի ին ից ով ում ու ուց ս դ ներ ները ների ներին ներից ներով ներում եր երը երի երին երից"
    " ցի ցին յի յին յից յով յում յան ական"
)
ENDINGS = frozenset(_ENDINGS.split())
_VOWEL = re.compile("[աեէիըոօ]$|ու$")
_FUTURE = re.compile("(.*[եա]լ)իք(?:ը|ի|ին|ից|ով|ում|ներ|ները|ների|ներին)?")
# An ending and what the dictionary form has in its place; the longest come first.
_CASES = (
    *((ending, "") for ending in ("ներից", "ներով", "ներում", "ներին", "ների", "ներ")),
    *((ending, "") for ending in ("երից", "երով", "երում", "երին", "երի", "եր")),
    *((ending, "ություն") for ending in ("ությամբ", "ության", "ությունից", "ությունում")),
    *((ending, "ում") for ending in ("ման", "մամբ", "ումից")),
    *((ending, "") for ending in ("յից", "յով", "յում", "յին", "յի")),
    *((ending, "") for ending in ("ից", "ով", "ում", "ին", "ի")),
    *((ending, "ի") for ending in ("ուց", "ուն", "ու")),
)
SHORTEST = 4  # letters of a word that may have an ending; three of them are its own
_STEM = 3


def guessed(form: str) -> frozenset[str]:
    """Return the dictionary forms that a folded unknown word may have: itself, and without its
    ending.
    """
    if len(form) < SHORTEST:
        return frozenset([form])
    if future := _FUTURE.fullmatch(form):
        return frozenset([future[1]])
    bare, found = _without_article(form)
    for ending, instead in _CASES:
        stem = bare.removesuffix(ending)
        if stem == bare or len(stem) < _STEM or not _fits(stem, ending, instead):
            continue
        found.add(stem + instead)
        if len(ending) > 2 and ending != "ներ" and bare == form:
            return frozenset(found)  # no name ends like that by itself
        break
    return frozenset(found | {bare})


def _without_article(form: str) -> tuple[str, set[str]]:
    """Return a form without -ը or -ն behind a consonant; and what it is where -ն follows a
    vowel.
    """
    head, last = form[:-1], form[-1]
    follows_vowel = bool(_VOWEL.search(head))
    if last == "ը" and not follows_vowel:
        return head, set()
    if last == "ն":
        if not follows_vowel and len(form) > 5:
            return head, set()
        is_name = form.endswith("յան") or head.endswith(("ի", "ու"))
        if follows_vowel and not is_name:
            return form, {head}
    return form, set()


def _fits(stem: str, ending: str, instead: str) -> bool:
    """Tell whether a stem takes the ending."""
    ends_in_vowel = bool(_VOWEL.search(stem))
    if ending[0] == "յ":
        return ends_in_vowel
    if ending[0] in "իու" and not instead:
        return not ends_in_vowel
    if ending.startswith("եր"):
        return not stem.endswith("ն")
    return not (ending == "ուն" and stem.endswith("թյ"))
