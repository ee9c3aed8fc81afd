"""A million stories: what pages, feeds and sitemaps take beside ten thousand, on PostgreSQL.

    make bench-large, or python -m benchmarks.million [stories]

Not a part of `make bench`: the rows alone take minutes to write. Pages are rendered afresh, behind
the page cache, and timed by the clock, since what the database takes counts, too.
"""

import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from benchmarks import kept, table
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
# Many stories have more news within two days than few: there, what counts is a story of the list.
LISTS = {"news sitemap, a story of it": "/sitemap-news.xml", "first feed, a story": "/ru/feed/"}
STORY = re.compile(rb"<url>|<item>")


def command(env: dict[str, str], *arguments: str) -> bytes:
    """Run Python on the benchmark's database; return what it printed."""
    return subprocess.run(
        [sys.executable, *arguments], env=env, check=True, stdout=subprocess.PIPE
    ).stdout


def measured(env: dict[str, str], stories: int) -> dict[str, float]:
    """Bring up the number of stories; return what `inside` measures."""
    command(env, "manage.py", "demo", "--articles", str(stories))
    analyze = "from django.db import connection; connection.cursor().execute('ANALYZE')"
    command(env, "manage.py", "shell", "-v0", "-c", analyze)
    return json.loads(command(env, "-m", "benchmarks.million", "inside"))


def inside() -> None:
    """Print the milliseconds of each page and list; the MB and seconds of all sitemaps."""
    from benchmarks.render import fetch  # sets up Django on the run's database
    from newsroom import generation

    generation.clock.start()
    found = {}
    for name, path in pages().items():
        fetch(path)
        found[name] = statistics.median(by_the_clock(fetch, path) for _n in range(ROUNDS)) * 1000
    for name, path in LISTS.items():
        stories = len(STORY.findall(fetch(path)))
        taken = statistics.median(by_the_clock(fetch, path) for _n in range(ROUNDS))
        found[name] = taken * 1000 / stories
    from django.urls import reverse

    from articles.sitemaps import parts

    numbers = [{"language": code, "number": number} for code, number in sorted(parts())]
    addresses = [reverse("sitemap_part", kwargs=kwargs) for kwargs in numbers]
    found["seconds"] = sum(by_the_clock(fetch, address) for address in addresses)
    found["MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))


def pages() -> dict[str, str]:
    """Return the address of each kind of page; the deepest that the fullest category has."""
    from articles.models import Category, Edition
    from articles.paging import SIZE

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
        command(env, "manage.py", "migrate", "-v0")
        few, lots = measured(env, FEW), measured(env, many)
    found = rows(few, lots, many)
    print(table.markdown(found))
    kept.keep("make bench-large", found)
    return 0 if all(row.holds for row in found) else 1


def rows(few: dict[str, float], lots: dict[str, float], many: int) -> list[table.Row]:
    """Return a row for each promise."""
    found = [
        growth(f"{name}, {many:,} stories beside {FEW:,}", few[name], lots[name], GROWTH)
        for name in ("home", "category", "story", *LISTS)
    ]
    if "deep" in lots:
        what = f"page {DEEP:,} of a category beside its first"
        found.append(growth(what, lots["category"], lots["deep"], DEEPER))
    name = f"every sitemap of {many:,} stories"
    found.append(table.at_most(name, lots["seconds"], ALL_PARTS_SECONDS, "s"))
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
