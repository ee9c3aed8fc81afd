"""Bad days of a server that runs: crowds, floods, poison, slow clients, a database that fails.

    python -m benchmarks.bad_days
    python -m benchmarks.bad_days 500 floods crowd     only these, with 500 addresses each

What readers and strangers do stands in bad_readers.py and
slow_clients.py, what the database does in bad_database.py,
moments and who is told of them here. A PostgreSQL and a server of its own, as production runs them.
What needs another clock, and two versions of the code behind one database, is tried in
tests/newsroom/cache/test_pagecache_bad_days.py and test_two_versions.py.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psycopg

from benchmarks import bad_database, bad_readers, load, slow_clients, table
from benchmarks.observed import CHANGE, HOME, Server, from_all, server, until
from benchmarks.serving import ROOT
from benchmarks.table import Row
from scripts import postgres

FLOOD = 10_000
STORY_AT = 4  # seconds until the scheduled story
# Few enough to be used up here.
OPTIONS = (*postgres.FAST, "max_connections=60")


def scheduled(site: Server, env: dict[str, str]) -> list[Row]:
    """Have home asked for all the time while the moment of a story comes."""
    command = [sys.executable, "-m", "benchmarks.bad_days", "schedule"]
    said = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE).stdout
    at, title = said.decode().strip().split(" ", 1)
    early, late, moment = 0, 0.0, float(at)
    while time.time() < moment + 2:
        begun = time.time()
        has_it = title.encode() in site.get(HOME)[2]
        early += has_it and time.time() < moment
        if begun >= moment and not has_it:
            late = begun - moment
    return [
        Row("scheduled story: on home before its moment", str(early), "0", not early),
        table.at_most("the same: missing on home, asked for after it", late * 1000, 10, "ms"),
    ]


def schedule() -> None:
    """Schedule a story for soon; print its moment and its title."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    from datetime import timedelta

    from django.utils.timezone import now

    from articles import workflow
    from articles.models import Article, Category
    from newsroom.models import User

    chief, title = User.objects.get(username="chief"), "Из будущего"
    story = Article(title_ru=title, category=Category.objects.first())
    story = workflow.save(story, by=chief)
    at = now() + timedelta(seconds=STORY_AT)
    workflow.publish(story, "ru", by=chief, at=at)
    print(at.timestamp(), title)


class Told(BaseHTTPRequestHandler):
    """A CDN that notes when it was told to drop its pages."""

    at: list[float] = []

    def do_POST(self):
        self.at.append(time.monotonic())
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *arguments):
        """Say nothing."""


def cdn(site: Server, env: dict[str, str]) -> list[Row]:
    """Let the worker tell a CDN of one change: at once, and once more."""
    listening = ThreadingHTTPServer(("127.0.0.1", 0), Told)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    own = {"PURGE_URL": f"http://127.0.0.1:{listening.server_port}/", "PURGE_SECRET": "x" * 16}
    command = [sys.executable, "manage.py", "worker"]
    with subprocess.Popen(command, cwd=ROOT, env=env | own, stdout=subprocess.DEVNULL) as worker:
        until(lambda: len(Told.at) > 1)  # at its start it tells twice, too
        time.sleep(1.2)  # it tells nothing more often than once a second
        before, begun = len(Told.at), time.monotonic()
        site.tell(CHANGE)
        time.sleep(4)
        worker.terminate()
    listening.shutdown()
    times = [at - begun for at in Told.at[before:]]
    told = f"{times[0] * 1000:.0f} ms" if times else "never"
    return [
        Row("a change: the CDN was told after", told, "≤ 1 s", bool(times) and times[0] <= 1),
        Row("the same: how often", str(len(times)), "≥ 2", len(times) >= 2),
    ]


def measured(
    database: postgres.Cluster, folder: Path, requests: int, chosen: list[str]
) -> list[Row]:
    with psycopg.connect(database.url("postgres"), autocommit=True) as owner:
        owner.execute("CREATE ROLE newsroom LOGIN")
        owner.execute("ALTER DATABASE newsroom OWNER TO newsroom")
        owner.execute("ALTER ROLE newsroom SET search_path = public")
    with psycopg.connect(database.url("newsroom"), autocommit=True) as owner:
        owner.execute("GRANT ALL ON SCHEMA public TO newsroom")
    address = database.url("newsroom").replace("postgres@", "newsroom@")
    env = load.environment(address, folder)
    load.manage(env, "migrate", "-v0")
    load.manage(env, "demo")
    load.manage(env, "collectstatic", "--noinput", "-v0")
    rows = []
    with server(database, env, folder) as site:
        from_all(site, HOME)
        days = {
            "floods": partial(bad_readers.floods, requests=requests),
            "crowd": bad_readers.crowd,
            "slow_clients": bad_readers.slow_clients,
            "slow_downloads": partial(slow_clients.slow_downloads, media=folder / "media"),
            "slow_bodies": slow_clients.slow_bodies,
            "poisoned": bad_readers.poisoned,
            "scheduled": partial(scheduled, env=env),
            "cdn": partial(cdn, env=env),
            "disconnected": bad_database.disconnected,
            "locked": bad_database.locked,
            "out_of_connections": bad_database.out_of_connections,
            "restarted": bad_database.restarted,
        }
        for name in chosen or days:
            print(f"A bad day: {name} …", file=sys.stderr, flush=True)
            rows += days[name](site)
    return rows


def measure(chosen: list[str] | None = None, *, requests: int = FLOOD) -> list[Row]:
    """Return a row for each promise; of some days only, by the names of their functions."""
    with postgres.server(options=OPTIONS) as database, tempfile.TemporaryDirectory() as name:
        return measured(database, Path(name), requests, chosen or [])


if __name__ == "__main__":
    if sys.argv[1:] == ["schedule"]:
        schedule()
        sys.exit()
    number = [int(word) for word in sys.argv[1:] if word.isdigit()] or [FLOOD]
    names = [word for word in sys.argv[1:] if not word.isdigit()]
    done = measure(names, requests=number[0])
    print(table.markdown(done))
    sys.exit(0 if all(row.holds for row in done) else 1)
