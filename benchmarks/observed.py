"""A server as production runs it, its database, its log, and whether it is well."""

import contextlib
import http.client
import json
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg

from benchmarks import load, table
from benchmarks.serving import ROOT, free_port, running
from benchmarks.table import Row
from scripts import postgres

WORKERS, CLIENTS = 2, 8
CROWDLET = CLIENTS * WORKERS
SOON = 5.0  # seconds until all is well again
HOME = "/ru/"
# What the database tells every process when a row that readers see has changed.
CHANGE = "SELECT pg_notify('newsroom_generation', '')"


class Server:
    """A server that runs, its database, and what it wrote into its log."""

    def __init__(self, database: postgres.Cluster, port: int, process, log: Path):
        self.database, self.port, self.process, self.log = database, port, process, log

    def get(self, path: str, **headers) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Return status, headers and body of an address, asked on a connection of its own."""
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def status(self, path: str) -> int:
        return self.get(path)[0]

    def misses(self) -> list[dict]:
        """Return the lines of the log that tell of a page that was made."""
        lines = [line.partition("newsroom.cache.miss_log: ")[2] for line in self.log.open()]
        return [json.loads(line) for line in lines if line]

    def tell(self, statement: str) -> None:
        """Run a statement as the owner of the cluster."""
        with psycopg.connect(self.database.url("newsroom"), autocommit=True) as one:
            one.execute(statement)

    def transactions(self) -> int:
        """Return how many transactions the database has had, as it will have counted soon."""
        time.sleep(1.5)
        with psycopg.connect(self.database.url("newsroom")) as one:
            return one.execute(
                "SELECT xact_commit FROM pg_stat_database WHERE datname = 'newsroom'"
            ).fetchone()[0]

    def memory(self) -> float:
        return load.workers_mb(self.process)


@contextlib.contextmanager
def server(database: postgres.Cluster, env: dict[str, str], folder: Path) -> Iterator[Server]:
    """Run the server of production, with a line in its log for each page that is made."""
    port, log = free_port(), folder / "log"
    command = [sys.executable, "-m", "granian", "newsroom.rsgi:application", "--interface", "rsgi"]
    command += ["--port", str(port), "--workers", str(WORKERS)]
    command += ["--http1-header-read-timeout", "10000", "--log-level", "warning"]
    command += ["--backpressure", "2048", "--backlog", "2048"]
    env = env | {"PORT": str(port), "LOG_MISSES": "1"}
    with log.open("w") as out, running(command, port, cwd=ROOT, env=env, stderr=out) as process:
        yield Server(database, port, process, log)


def from_all(site: Server, path: str) -> list[int]:
    """Ask so often, and so many at a time, that every process answers."""
    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(site.status, [path] * CROWDLET))


def until(ask: Callable[[], bool]) -> float:
    """Ask until it is true; return after how many seconds it was first, a minute at most."""
    begun = asked = time.monotonic()
    while asked - begun < 60 and not ask():
        time.sleep(0.02)
        asked = time.monotonic()
    return asked - begun


def is_well(site: Server) -> bool:
    """Tell whether pages are made and kept again, by every process for all that one can see."""
    search = f"/ru/search/?q={time.monotonic()}"
    return set(from_all(site, "/readyz")) == {200} and set(from_all(site, search)) == {200}


def soon(what: str, site: Server) -> Row:
    return table.at_most(f"{what}: all is well again", until(lambda: is_well(site)), SOON, "s")
