"""A million stories: what pages, feeds and sitemaps take beside ten thousand, on PostgreSQL.

    make bench-large, or python -m benchmarks.million [stories]

Not a part of `make bench`: the rows alone take minutes to write. Pages are rendered afresh, behind
the page cache, and timed by the clock, since what the database takes counts, too. What is known is
kept at once (benchmarks/results.md), so that a run which is broken off was not in vain.
"""

import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg

from benchmarks import kept, table
from benchmarks.serving import ROOT
from scripts import postgres

FEW, MANY = 10_000, 1_000_000
GROWTH = 1.2
ALL_PARTS_SECONDS, ALL_PARTS_MB = 60, 150
DEEP = 1_000  # a page of a stream that hardly anybody asks for
DEEPER = 2  # times the first page
# The time that PostgreSQL takes counts, too, so it is taken by the clock: on an idle machine.
ROUNDS = 60
# As a server of this size would be set up; written rows need not outlive the run.
OPTIONS = (*postgres.FAST, "shared_buffers=2GB", "work_mem=64MB", "max_wal_size=8GB")
COMMAND, INDEX = "make bench-large", "index of the sitemaps"
BEGUN = time.monotonic()
# Many stories have more news within two days than few: there, what counts is a story of the list.
LISTS = {"news sitemap, a story of it": "/sitemap-news.xml", "first feed, a story": "/ru/feed/"}
STORY = re.compile(rb"<url>|<item>")


def say(what: str) -> None:
    """Tell whoever waits, with the time since the start."""
    print(f"{time.monotonic() - BEGUN:6.0f} s  {what}", file=sys.stderr, flush=True)


def command(env: dict[str, str], *arguments: str) -> None:
    """Run Python on the benchmark's database."""
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, check=True)


def bring_up(env: dict[str, str], stories: int) -> None:
    """Bring up the number of stories, and have the database know them as one in use does."""
    say(f"writing up to {stories:,} stories")
    with watched(env["DATABASE_URL"]):
        command(env, "manage.py", "demo", "--articles", str(stories))
    say("VACUUM ANALYZE")
    with psycopg.connect(env["DATABASE_URL"], autocommit=True) as one:
        one.execute("VACUUM ANALYZE")


@contextmanager
def watched(url: str) -> Iterator[None]:
    """Tell every half a minute how many stories there are by now."""
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(30):
            with psycopg.connect(url) as one:
                most = one.execute("SELECT max(id) FROM articles_article").fetchone()[0]
                say(f"  {most or 0:,} stories so far")

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def measured(env: dict[str, str], note: Callable[[dict[str, float]], None]) -> dict[str, float]:
    """Return what `inside` measures; `note` gets all that is known after each figure."""
    found: dict[str, float] = {}
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.million", "inside"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        for line in process.stdout:
            name, figure = json.loads(line)
            found[name] = figure
            say(f"  {name}: {figure:.2f}")
            note(found)
    if process.returncode:
        raise RuntimeError(f"Measuring ended with {process.returncode}.")
    return found


def inside() -> None:
    """Print the milliseconds of each page and list; the MB and seconds of all sitemaps."""
    from django.conf import settings

    from benchmarks.render import fetch  # sets up Django on the run's database
    from newsroom.cache import generation
    from newsroom.server import databases

    databases.serve(settings.DATABASE_REPLICA)
    generation.clock.start()
    for name, path in pages().items():
        fetch(path)
        tell(name, statistics.median(by_the_clock(fetch, path) for _n in range(ROUNDS)) * 1000)
    for name, path in LISTS.items():
        stories = len(STORY.findall(fetch(path)))
        taken = statistics.median(by_the_clock(fetch, path) for _n in range(ROUNDS))
        tell(name, taken * 1000 / stories)
    from django.urls import reverse

    from articles.site.sitemaps import parts

    tell(INDEX, by_the_clock(fetch, reverse("sitemap")) * 1000)
    numbers = [{"language": code, "number": number} for code, number in sorted(parts())]
    addresses = [reverse("sitemap_part", kwargs=kwargs) for kwargs in numbers]
    tell("seconds", sum(by_the_clock(fetch, address) for address in addresses))
    tell("MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def tell(name: str, figure: float) -> None:
    """Print one figure for `measured`, now."""
    print(json.dumps([name, figure]), flush=True)


def pages() -> dict[str, str]:
    """Return the address of each kind of page; the deepest that the fullest category has."""
    from articles.models import Category, Edition
    from articles.site.paging import SIZE

    live = Edition.objects.live().in_language("ru")
    slugs = Category.objects.values_list("slug", flat=True)
    sizes = {slug: live.filter(category__slug=slug).count() for slug in slugs}
    fullest = max(sizes, key=sizes.get)
    category = f"/ru/category/{fullest}/"
    found = {"home": "/ru/", "category": category, "story": live[0].get_absolute_url()}
    if sizes[fullest] > DEEP * SIZE:
        found["deep"] = f"{category}?page={DEEP}"
    return found


def by_the_clock(fetch: Callable[[str], bytes], path: str) -> float:
    """Return the seconds that a fresh page takes."""
    begun = time.perf_counter()
    fetch(path)
    return time.perf_counter() - begun


def main(many: int) -> int:
    with postgres.cluster(options=OPTIONS) as url, tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"DATABASE_URL": url, "STORAGE": f"{folder}/media", "DEBUG": "0"}
        say("migrations, static files")
        command(env, "manage.py", "migrate", "-v0")
        command(env, "manage.py", "collectstatic", "--noinput", "-v0")
        bring_up(env, FEW)
        few = measured(env, lambda found: None)
        bring_up(env, many)
        # Figures of fewer stories stand beside those of the million, and not in their place.
        run = COMMAND if many == MANY else f"python -m benchmarks.million {many}"
        before = kept.last(run)
        lots = measured(env, lambda found: kept.write(run, rows(few, found, many)))
    found = rows(few, lots, many)
    print(table.markdown(found))
    kept.tell_worse(before, found)
    return 0 if all(row.holds for row in found) else 1


def rows(few: dict[str, float], lots: dict[str, float], many: int) -> list[table.Row]:
    """Return a row for each promise of which the figures are known."""
    found = [
        growth(f"{name}, {many:,} stories beside {FEW:,}", few[name], lots[name], GROWTH)
        for name in ("home", "category", "story", *LISTS)
        if name in lots
    ]
    if "deep" in lots:
        what = f"page {DEEP:,} of a category beside its first"
        found.append(growth(what, lots["category"], lots["deep"], DEEPER))
    name = f"every sitemap of {many:,} stories"
    if INDEX in lots:
        found.append(table.Row(f"{name}: their index", f"{lots[INDEX]:.0f} ms", "printed", True))
    if "seconds" in lots:
        found.append(table.at_most(name, lots["seconds"], ALL_PARTS_SECONDS, "s"))
    if "MB" in lots:
        found.append(table.at_most(f"{name}: memory", lots["MB"], ALL_PARTS_MB, "MB"))
    return found


def growth(what: str, before: float, after: float, most: float) -> table.Row:
    figure = f"{after / before:.2f} times ({before:.2f}, {after:.2f} ms)"
    return table.Row(what, figure, f"≤ {most:g} times", after <= most * before)


if __name__ == "__main__":
    if sys.argv[1:] == ["inside"]:
        inside()
    else:
        sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else MANY))
