"""A million stories: what feeds and sitemaps take beside ten thousand, on a PostgreSQL of our own.

    python -m benchmarks.million [stories]

Not a part of `make bench`: the rows alone take minutes to write.
"""

import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from benchmarks import table
from scripts import postgres

FEW, MANY = 10_000, 1_000_000
GROWTH = 1.2
ALL_PARTS_SECONDS, ALL_PARTS_MB = 60, 150
# The time that PostgreSQL takes counts, too, so it is taken by the clock: on an idle machine.
ROUNDS = 60
# As a server of this size would be set up; written rows need not outlive the run.
OPTIONS = (*postgres.FAST, "shared_buffers=2GB", "work_mem=64MB", "max_wal_size=8GB")
# Many stories have more news within two days than few: what counts is a story of the list.
PATHS = {
    "news sitemap, a story of it": "/sitemap-news.xml",
    "first feed, a story of it": "/ru/feed/",
}
STORY = re.compile(rb"<url>|<item>")


def command(env: dict[str, str], *arguments: str) -> bytes:
    """Run Python on the benchmark's database; return what it printed."""
    return subprocess.run(
        [sys.executable, *arguments], env=env, check=True, stdout=subprocess.PIPE
    ).stdout


def seconds(env: dict[str, str], stories: int) -> list[float]:
    """Bring up the number of stories; return what `inside` prints."""
    command(env, "manage.py", "demo", "--articles", str(stories))
    command(
        env,
        "manage.py",
        "shell",
        "-v0",
        "-c",
        "from django.db import connection; connection.cursor().execute('ANALYZE')",
    )
    return [float(line) for line in command(env, "-m", "benchmarks.million", "inside").split()]


def inside() -> None:
    """Print the seconds of a story of each path, by the median; MB and seconds of all parts."""
    from benchmarks.render import fetch  # sets up Django on the run's database

    for path in PATHS.values():
        stories = len(STORY.findall(fetch(path)))
        print(statistics.median(by_the_clock(fetch, path) for _n in range(ROUNDS)) / stories)
    from django.urls import reverse

    from articles.sitemaps import parts

    taken = 0.0
    for code, number in sorted(parts()):
        kwargs = {"language": code, "number": number}
        taken += by_the_clock(fetch, reverse("sitemap_part", kwargs=kwargs))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(taken)


def by_the_clock(fetch: Callable[[str], bytes], path: str) -> float:
    """Return the seconds that a fresh page takes."""
    begun = time.perf_counter()
    fetch(path)
    return time.perf_counter() - begun


def main(many: int) -> int:
    with postgres.cluster(options=OPTIONS) as url, tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"DATABASE_URL": url, "STORAGE": f"{folder}/media", "DEBUG": "0"}
        command(env, "manage.py", "migrate", "-v0")
        few, lots = seconds(env, FEW), seconds(env, many)
    rows = [
        table.at_most(f"{name}, {many:,} stories beside {FEW:,}", after / before, GROWTH, "times")
        for name, before, after in zip(PATHS, few, lots, strict=False)
    ]
    name = f"every sitemap of {many:,} stories"
    rows.append(table.at_most(name, lots[-1], ALL_PARTS_SECONDS, "s"))
    rows.append(table.at_most(f"{name}: memory of the process", lots[-2], ALL_PARTS_MB, "MB"))
    print(table.markdown(rows))
    for name, before, after in zip(PATHS, few, lots, strict=False):
        print(f"{name}: {before * 1000:.3f} ms, then {after * 1000:.3f} ms")
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    if sys.argv[1:] == ["inside"]:
        inside()
    else:
        sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else MANY))
