"""What search promises: how well it forgives, and what it takes, with as many stories as are
wished.

    python -m benchmarks.search 100000

Generates as many stories in the database of the environment, breaks words of live titles by one
letter, writes names in other scripts and layouts, and asks for words that are rare, common and
everywhere. Times are the wall's: measure on a machine that does nothing else. Those of this
process alone say so.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import count, permutations
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402  once the apps are loaded
from django.db import connection, transaction  # noqa: E402
from django.utils.timezone import now  # noqa: E402

from articles.models import Article, Edition, SearchWord  # noqa: E402
from articles.search import editors_index, find, index, stories  # noqa: E402
from articles.search.analysis import KEPT, lemmas, words  # noqa: E402
from articles.search.language import layouts  # noqa: E402
from articles.search.language.edits import ALPHABETS  # noqa: E402
from articles.search.language.letters import folded, script_of  # noqa: E402
from articles.text.cleaning import plain  # noqa: E402
from benchmarks import table  # noqa: E402
from newsroom import languages  # noqa: E402

TRIED, FIRST = 300, 5
NAMED = 28  # stories that have the names in their titles
ROUNDS = 9
ARMENIAN = ("phonetic", "typewriter", "eastern")  # as layouts.py has them
SEED = 7


def memory() -> float:
    """Return how much memory the process takes, in MB."""
    with open("/proc/self/status") as file:
        line = next(line for line in file if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def loading() -> list[table.Row]:
    """Analyse the first words of this process."""
    before, begun = memory(), time.process_time()
    for language, word in (("ru", "озёрами"), ("hy", "լճերում"), ("en", "lakes")):
        lemmas(word, language)
    loaded = time.process_time() - begun
    for number in range(KEPT):
        lemmas(f"слово{number}", "ru")
    return [
        table.at_most("analysis: loads (processor)", loaded, 0.5, "s"),
        table.at_most("analysis: memory of all three languages", memory() - before, 60, "MB"),
    ]


def speed() -> table.Row:
    rows = SearchWord.objects.values_list("word", "language")
    text = list(rows.order_by("pk")[:KEPT])
    for word, language in text:
        lemmas(word, language)
    begun = time.process_time()
    for word, language in text:
        lemmas(word, language)
    words_a_second = len(text) / (time.process_time() - begun)
    holds = words_a_second >= 20_000
    return table.Row("analysis, warm", f"{words_a_second:,.0f} words/s", "≥ 20,000 words/s", holds)


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
                is_understood(layouts.rewritten(word, other)[number], word, language)
                for word in several
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
        taken = median(lambda query=query: find(query, "ru")[:20])
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
        taken = median(lambda query=query, among=among: stories(query, among))
        place = f"editors: {what}, {number:,} stories, {connection.vendor}"
        rows.append(table.at_most(place, taken, 100, "ms"))
    return rows


def publishing() -> table.Row:
    """Index a story of a thousand words again and again."""
    edition = Edition.objects.live().in_language("ru").latest("pk")
    texts = Edition.objects.live().in_language("ru").exclude(body="").values_list("body", flat=True)
    body = ""
    for text in texts[:50]:
        body += text
        if len(body.split()) > 1000:
            break
    edition.body = body

    def write() -> None:
        with transaction.atomic():
            index.index(edition)
            transaction.set_rollback(True)

    return table.at_most("indexing a story of 1,000 words", median(write), 60, "ms")


def saving() -> table.Row:
    """Index a working copy of a thousand words in each language, one word of which is new."""
    article = Edition.objects.live().in_language("ru").latest("pk").article
    bodies = {
        code: " ".join(
            Edition.objects.live()
            .in_language(code)
            .exclude(body="")
            .order_by("pk")
            .values_list("body", flat=True)[:4]
        )
        for code in languages.CODES
    }
    tried = count()

    def write() -> None:
        for code, body in bodies.items():
            article.set_text("body", code, body)
        article.set_text("body", "ru", f"{bodies['ru']}<p>новое{next(tried)}</p>")
        with transaction.atomic():
            editors_index.index_story(article, parts=["ru"])
            transaction.set_rollback(True)

    return table.at_most("indexing a working copy, one language changed", median(write), 30, "ms")


def median(work: Callable) -> float:
    """Return the usual milliseconds of some work, on the clock of the wall."""
    taken = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken[1:])


def forgiveness() -> list[table.Row]:
    """Measure what is forgiven; generated stories say nothing that the demo's own do not."""
    rows = [speed(), *(slips(language) for language in languages.CODES)]
    return [*rows, *scripts(), *forgotten_layouts()]


if __name__ == "__main__":
    first = loading()  # before the demo analyses anything
    generated = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    call_command("demo", stdout=sys.stderr)
    rows = [*first, *forgiveness()]
    call_command("demo", articles=generated, stdout=sys.stderr)
    rows += [*times(), publishing(), saving()]
    write = table.markdown if sys.stdout.isatty() else table.dumps
    print(write(rows))
