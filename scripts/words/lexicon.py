"""The lexicon of uniparser-eastern-armenian, spelt out: every form with what it may come from.

The package's own analyser needs a gigabyte and up to 50 ms a word; its data are stems and paradigms
in plain text, whose forms can simply be written down, once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntFlag
from functools import cache
from importlib.resources import files

DATA = files("uniparser_eastern_armenian") / "data"
UNUSUAL = {"old", "nonst", "dial"}
NOUN_CASES = {"obl", "abl", "ins", "loc"}
PERSONS = {"poss.1", "poss.2"}
NOMINAL = NOUN_CASES | PERSONS | {"def", "pl", "nmlz"}
DEEPEST = 6
# Verbs whose present has a dictionary entry of its own.
DEFECTIVE = {"ունենալ": "ունեմ", "գիտենալ": "գիտեմ"}


class Sort(IntFlag):
    """What a reading is, as far as the choice between readings asks."""

    NOMINALIZED = 1
    IMPERATIVE = 2
    PERSONAL = 4
    CAUSATIVE = 8
    VERB = 16
    CONVERB = 32
    LOCATIVE = 64
    OBLIQUE = 128
    WEAK = 256
    RESULT = 512
    PASSIVE = 1024
    TRANSLATED = 2048
    INTRANSITIVE = 4096


@dataclass(frozen=True)
class Ending:
    """One way to make a form: for which stems (None: any), what stands around, what it says."""

    stems: frozenset[int] | None
    before: str
    after: str
    tests: tuple[re.Pattern, ...]  # of the stem
    tags: tuple[str, ...]


def read_paradigms() -> dict[str, dict]:
    """Return name → {"endings": […], "next": [names]}."""
    paradigms: dict[str, dict] = {}
    ending = None
    for line in (DATA / "paradigms.txt").read_text(encoding="utf-8-sig").splitlines():
        found = re.match(r"( *)-?([\w-]+): ?(.*)$", line)
        if not found:
            continue
        depth, key, value = len(found[1]), found[2], found[3].strip()
        if line.startswith("-paradigm"):
            current = paradigms.setdefault(value, {"endings": [], "next": []})
            ending = None
        elif key == "flex":
            ending = {"forms": value.split("//"), "tags": "", "next": [], "test": None}
            ending["depth"] = depth
            current["endings"].append(ending)
        elif key == "paradigm":
            inside = ending is not None and depth > ending["depth"]
            (ending if inside else current)["next"].append(value)
        elif key == "gramm":
            ending["tags"] = value
        elif key == "regex-prev":
            ending["test"] = re.compile(value)
    return paradigms


PARADIGMS = read_paradigms()


@cache
def endings(name: str, depth: int = 0) -> tuple[Ending, ...]:
    """Return all endings of a paradigm, those of the paradigms that follow joined on."""
    if depth > DEEPEST or name not in PARADIGMS:
        return ()
    made = []
    paradigm = PARADIGMS[name]
    for row in paradigm["endings"]:
        tags = tuple(tag for tag in row["tags"].split(",") if tag)
        if UNUSUAL & set(tags):
            continue
        tests = (row["test"],) if row["test"] else ()
        following = [*row["next"], *paradigm["next"]]
        for form in row["forms"]:
            stems, before, after, is_open = parsed(form)
            one = Ending(stems, before, after, tests, tags)
            if is_open and following:
                made += [
                    both
                    for further in following
                    for rest in endings(further, depth + 1)
                    if (both := joined(one, rest))
                ]
            else:
                made.append(one)
    return tuple(dict.fromkeys(made))


def parsed(form: str) -> tuple[frozenset[int] | None, str, str, bool]:
    """Take `<1>before.after<.>` apart; the last says whether more may follow."""
    found = re.match(r"^(?:<([\d,]+)>)?(.*)$", form)
    stems = frozenset(map(int, found[1].split(","))) if found[1] else None
    is_open = found[2].endswith("<.>")
    letters = re.sub(r"<\.>$|[\[\]|&]", "", found[2])
    before, _dot, after = letters.partition(".")
    return stems, before, after.replace(".", ""), is_open


def joined(one: Ending, rest: Ending) -> Ending | None:
    """Return an ending with another one behind it; None where they do not fit."""
    stems = one.stems if rest.stems is None else rest.stems
    if one.stems is not None and rest.stems is not None:
        stems = one.stems & rest.stems
        if not stems:
            return None
    tests = one.tests
    if not one.after:
        tests += rest.tests
    elif not all(test.match("Ֆ" + one.after) for test in rest.tests):
        return None
    tags = one.tags + rest.tags
    return Ending(stems, rest.before + one.before, one.after + rest.after, tests, tags)


def is_rare(ending: Ending, paradigm: str) -> bool:
    """Tell whether nobody writes such forms, or unknown words would be understood as well.

    That is so of participles with an article, which are nouns by their endings.
    """
    tags = set(ending.tags)
    if "ptcp" in tags and NOMINAL & tags:
        return True
    if "caus" in tags and paradigm.startswith("V1"):
        return True
    if "nmlz" in tags:
        place = ending.tags.index("nmlz")
        return bool(PERSONS & tags or NOUN_CASES & set(ending.tags[place + 1 :]))
    if not PERSONS & tags:
        return False
    is_verbal = bool({"inf", "caus", "pass"} & tags)
    return is_verbal or ending.after.endswith(("ըս", "ըդ"))


def sort_of(tags: set[str], grammar: str) -> Sort:
    """Return what a form of these tags is; `grammar` describes the word."""
    sort = Sort(0)
    for tag, one in (
        ("nmlz", Sort.NOMINALIZED),
        ("imp", Sort.IMPERATIVE | Sort.WEAK),
        ("poss.1", Sort.PERSONAL),
        ("poss.2", Sort.PERSONAL),
    ):
        if tag in tags:
            sort |= one
    if not grammar.startswith("V"):
        if grammar.startswith(("N", "A,")) or grammar == "A":
            sort |= Sort.LOCATIVE if "loc" in tags else Sort(0)
            sort |= Sort.OBLIQUE if "obl" in tags else Sort(0)
        return sort
    sort |= Sort.VERB
    for tag, one in (("pass", Sort.PASSIVE), ("caus", Sort.CAUSATIVE), ("ipfv", Sort.CONVERB)):
        if tag in tags:
            sort |= one
    if {"ptcp", "res"} <= tags:
        sort |= Sort.RESULT
    if {"sbjv", "cond", "conneg"} & tags:
        sort |= Sort.WEAK
    return sort | (Sort.INTRANSITIVE if "intr" in grammar else Sort(0))


def lexemes() -> Iterator[dict]:
    """Yield the words of the lexicon: lex, stem, gramm, paradigm (several), trans_en."""
    text = (DATA / "lexemes.txt").read_text(encoding="utf-8-sig")
    for block in text.split("-lexeme")[1:]:
        word: dict = {"paradigm": []}
        for key, value in re.findall(r"^\s+(\w+):[ ]*(.*)$", block, re.M):
            if key == "paradigm":
                word["paradigm"].append(value.strip())
            else:
                word[key] = value.strip()
        yield word


@cache
def usable(paradigm: str, grammar: str) -> tuple[tuple[Ending, int, bool, bool], ...]:
    """Return the endings that are written: each with its sort, whether causative, whether
    present.
    """
    found = []
    for ending in endings(paradigm):
        if is_rare(ending, paradigm):
            continue
        tags = set(ending.tags)
        is_present = bool({"prs", "pst"} & tags) and not {"sbjv", "cond"} & tags
        sort = int(sort_of(tags, grammar))
        found.append((ending, sort, "caus" in tags, is_present))
    return tuple(found)


def causative(form: str, before: str) -> str:
    """Return the infinitive of a causative form."""
    place = max(form.rfind("ց" + letter) for letter in ("ն", "ր", "վ"))
    head = form[: place if place > 0 else form.rfind("ց")]
    return head.removeprefix(before) + "ցնել"


def forms() -> Iterator[tuple[str, str, int]]:
    """Yield (form, dictionary form, what it is) of the whole lexicon, some forms many times."""
    for word in lexemes():
        stems = [
            list(dict.fromkeys(re.sub(r"[.|]", "", one) for one in part.split("//")))
            for part in word["stem"].split("|")
        ]
        known = int(Sort.TRANSLATED) if word.get("trans_en") else 0
        for name in dict.fromkeys(word["paradigm"]):
            for ending, sort, is_causative, is_present in usable(name, word["gramm"]):
                for number, variants in enumerate(stems):
                    if ending.stems is not None and len(stems) > 1 and number not in ending.stems:
                        continue
                    for stem in variants:
                        if ending.tests and not all(test.match(stem) for test in ending.tests):
                            continue
                        form = ending.before + stem + ending.after
                        base = causative(form, ending.before) if is_causative else word["lex"]
                        if is_present:
                            base = DEFECTIVE.get(base, base)
                        yield form, base, sort | known
