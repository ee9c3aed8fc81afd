"""What search promises: how well it forgives, what it takes with as many stories as are wished.

Breaks words of live titles by one letter, writes names in other scripts and layouts, and asks for
words that are rare, common and everywhere. Times are the wall's: measure on a machine that does
nothing else.
"""

import random
import sys
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import permutations
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from django.utils.timezone import now

from articles.models import Article, Edition
from articles.search import find, index, stories
from articles.search.analysis import lemmas, words
from articles.search.language import layouts
from articles.search.language.edits import ALPHABETS
from articles.search.language.letters import folded, script_of
from articles.text.cleaning import plain
from benchmarks import table, timing
from newsroom import languages

TRIED, FIRST, SEED = 300, 5, 7
NAMED = 28  # stories that have the names in their titles
ROUNDS = 8
ARMENIAN = ("phonetic", "typewriter", "eastern")  # as layouts.py has them


def typed_words(language: str, fields: Iterable[str] = ("title", "lead", "body")) -> list[str]:
    """Return the words of live stories that may be mistyped, each once: those of titles first, then
    of leads and of texts, in an order of our own.
    """
    live = Edition.objects.live().in_language(language).exclude(title__contains="(")
    several: dict[str, None] = {}
    for field in fields:
        found = {
            folded(word.text)
            for text in live.values_list(field, flat=True)[:5000]
            for word in words(plain(text))
            if len(word.text) >= 4 and word.text.isalpha() and script_of(word.text) == language
        }
        some = sorted(found - several.keys())
        random.Random(SEED).shuffle(some)
        several |= dict.fromkeys(some)
    return list(several)


def slip(word: str, chance: random.Random) -> str:
    """Return a word with one letter more, less, another, or two exchanged."""
    place = chance.randrange(len(word))
    before = max(place - 1, 0)
    letter = chance.choice(ALPHABETS[script_of(word)])
    return chance.choice(
        [
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[:place] + letter + word[place + 1 :],
            word[:before] + word[before : place + 1][::-1] + word[place + 1 :],
        ]
    )


def slips(language: str) -> table.Row:
    """Misspell words of titles: the word that is understood must be the one that was meant."""
    chance, right, tried = random.Random(SEED), 0, 0
    several = typed_words(language, ["title"])
    for number in range(2 * TRIED if several else 0):
        word = several[number % len(several)]
        typed = slip(word, chance)
        if len(typed) < 4 or tried == TRIED:  # too short to be anything else
            continue
        right += is_understood(typed, word, language)
        tried += 1
    return share(f"slips of the finger, {language}", right, tried)


def is_understood(typed: str, word: str, language: str) -> bool:
    """Tell whether what is looked for in the end is the word that was meant."""
    forms = {form for term in find(typed, language).query.terms for form in term.forms}
    return not lemmas(word, language).isdisjoint(forms)


def scripts() -> list[table.Row]:
    """Look for names of each language by how the other two write them."""
    text = (Path(__file__).parent / "names.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    written = {code: [row[place] for row in rows] for place, code in enumerate(("ru", "hy", "en"))}
    found = []
    for language in languages.CODES:
        with transaction.atomic():
            stand = entitled(language, written[language])
            for other in languages.CODES:
                if other != language:
                    found.append(names(language, other, written[other], stand))
            transaction.set_rollback(True)
    return found


def entitled(language: str, names: list[str]) -> list[int]:
    """Share names out among the titles of the live stories; return the edition of each."""
    editions = list(Edition.objects.live().in_language(language).order_by("pk")[:NAMED])
    for place, edition in enumerate(editions):
        edition.title = " ".join(names[place :: len(editions)])
        edition.save(update_fields=["title"])
        index.index(edition)
    return [editions[place % len(editions)].pk for place in range(len(names))]


def names(language: str, other: str, typed: list[str], stand: list[int]) -> table.Row:
    """Type names as the other language writes them: their story must be among the first."""
    right = sum(
        pk in find(name, language).ids[:FIRST] for name, pk in zip(typed, stand, strict=True)
    )
    return share(f"names, {other} → {language}", right, len(typed))


def forgotten_layouts() -> list[table.Row]:
    """Type words of each language while the layout of another one is on: of Armenian any of three,
    phonetic, typewriter, eastern.
    """
    rows = []
    for language, other in permutations(languages.CODES, 2):
        several = typed_words(language)[:TRIED]
        for number in range(len(ARMENIAN) if "hy" in (language, other) else 1):
            right = sum(
                is_understood(made[min(number, len(made) - 1)], word, language)
                for word in several
                if (made := layouts.rewritten(word, other))  # fewer where two write the same
            )
            which = f" ({ARMENIAN[number]})" if "hy" in (language, other) else ""
            rows.append(share(f"layout, {other} keys → {language}{which}", right, len(several)))
    return rows


def share(what: str, right: int, of: int) -> table.Row:
    part = 100 * right / max(1, of)
    return table.Row(what, f"{part:.1f} % of {of}", "≥ 95 %", part >= 95)


def times() -> list[table.Row]:
    """Ask for words by how common they are."""
    number = Edition.objects.in_language("ru").count()
    large = number > 300_000
    asked = {
        "a rare word": (str(number // 2), 20 if large else 10),
        "two words": ("цены хлеб", 60 if large else 30),
        "the commonest word": ("и", 100 if large else 50),
    }
    rows = []
    for what, (query, most) in asked.items():
        if connection.vendor == "sqlite":
            most = 100
        taken = usual(lambda query=query: find(query, "ru")[:20])
        place = f"{what}, {number:,} Russian stories, {connection.vendor}"
        rows.append(table.at_most(place, taken, most, "ms"))
    return rows + desk_times()


def desk_times() -> list[table.Row]:
    """Look for working copies in the list of editors: among all, and among a few."""
    number = Article.objects.count()
    lately = Article.objects.filter(changed_at__gte=now() - timedelta(days=30))
    rows = []
    for what, query, among in (
        ("two words", "цены хлеб", None),
        ("the commonest word", "и", None),
        ("a slip", "хлпб", None),
        ("two words of the last 30 days", "цены хлеб", lately),
    ):
        taken = usual(lambda query=query, among=among: stories(query, among))
        place = f"editors: {what}, {number:,} stories, {connection.vendor}"
        rows.append(table.at_most(place, taken, 100, "ms"))
    return rows


def usual(work: Callable) -> float:
    """Return the usual milliseconds of some work, on the clock of the wall."""
    return timing.usual(work, clock=time.perf_counter, rounds=ROUNDS)


def measure(generated: int = 0) -> list[table.Row]:
    """Generated stories say nothing of what is forgiven that the demo's own do not."""
    forgiven = [*map(slips, languages.CODES), *scripts(), *forgotten_layouts()]
    call_command("demo", articles=generated, stdout=sys.stderr)
    return [*forgiven, *times()]
