"""Publications under full load: how soon every reader has them, and what they cost the others.

Watchers ask for one story over and over, each on a connection of its own, while wrk loads the
server and the story is published once a second.
"""

import http.client
import re
import statistics
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import table
from benchmarks.serving import ROOT, Load, wrk

SECONDS = 20
WATCHERS, PAUSE = 12, 0.01  # connections over four processes; seconds between two questions
SHARE, SLOWEST, VISIBLE = 0.5, 50, 50  # of the undisturbed; milliseconds
NUMBER = re.compile(rb"Publication (\d+)\.")


@dataclass
class Watcher:
    """One reader who asks for the story again and again, and notes what stood there when."""

    port: int
    path: str
    seen: list[tuple[float, float, int]] = field(default_factory=list)

    def watch(self, end: threading.Event) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while not end.is_set():
            begun = time.monotonic()
            connection.request("GET", self.path)
            number = int(NUMBER.search(connection.getresponse().read())[1])
            self.seen.append((begun, time.monotonic(), number))
            time.sleep(PAUSE)

    def waited(self, committed: float, number: int) -> float:
        """Return the seconds from a publication's commit to the first answer that has it."""
        return next(at for _begun, at, seen in self.seen if seen >= number) - committed

    def stale(self, committed: float, number: int) -> float:
        """Return for how long after the commit a question was still answered with the old text."""
        old = [begun - committed for begun, _at, seen in self.seen if seen < number]
        return max([0.0, *old])


def measure(env: dict[str, str], port: int, pages: Path) -> list[table.Row]:
    """Load the server undisturbed, then with a publication a second; `pages` is wrk's script."""
    base = f"http://127.0.0.1:{port}"
    wrk(base, seconds=3, script=pages)
    undisturbed = wrk(base, seconds=SECONDS, script=pages)
    address, publish = publisher(env)
    end = threading.Event()
    watchers = [Watcher(port, address) for _ in range(WATCHERS)]
    with ThreadPoolExecutor(WATCHERS + 1) as pool:
        watching = [pool.submit(one.watch, end) for one in watchers]
        publishing = pool.submit(publish, SECONDS)
        disturbed = wrk(base, seconds=SECONDS, script=pages)
        moments = publishing.result()
        time.sleep(1)
        end.set()
        for one in watching:
            one.result()
    return rows(undisturbed, disturbed, watchers, moments)


def rows(
    undisturbed: Load, disturbed: Load, watchers: list[Watcher], moments: list[tuple[float, int]]
) -> list[table.Row]:
    waits = [one.waited(*moment) * 1000 for one in watchers for moment in moments]
    stale = max(one.stale(*moment) for one in watchers for moment in moments) * 1000
    share = disturbed.rate / undisturbed.rate
    who = f"{len(moments)} publications, 4 processes, full load"
    median = f"{statistics.median(waits):.1f} ms"
    return [
        table.at_most(f"{who}: until every reader has it, p99", ninety_ninth(waits), VISIBLE, "ms"),
        table.printed(f"{who}: the same, median", median),
        table.at_most(f"{who}: asked after it and got the old page, longest", stale, VISIBLE, "ms"),
        table.at_least(f"{who}: requests to those of the undisturbed", share, SHARE),
        table.at_most(f"{who}: p99 of a page", disturbed.p99, SLOWEST, "ms"),
        table.printed("the same undisturbed", f"{undisturbed.p99:.1f} ms"),
    ]


def ninety_ninth(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[98]


def publisher(env: dict[str, str]):
    """Start the process that publishes; return the story's address and what lets it begin."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.inside", "publisher"],
        cwd=ROOT,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    address = process.stdout.readline().strip()

    def publish(times: int) -> list[tuple[float, int]]:
        said, _ = process.communicate(f"{times}\n")
        lines = [line.split() for line in said.splitlines()[:-1]]  # without its table
        return [(float(moment), int(number)) for moment, number in lines]

    return address, publish
