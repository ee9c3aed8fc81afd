"""Bad days of a server that runs: crowds, floods, poison, slow clients, a database that fails.

    python -m benchmarks.bad_days
    python -m benchmarks.bad_days 500 floods crowd     only these, with 500 addresses each

A PostgreSQL and a server of its own, as production runs them. What needs another clock, and two
versions of the code behind one database, is tried in tests/newsroom/test_pagecache_bad_days.py
and test_two_versions.py.
"""

import contextlib
import gzip
import http.client
import os
import queue
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import psycopg

from benchmarks import load, table
from benchmarks.observed import CLIENTS, WORKERS, Server, from_all, server, soon, until
from benchmarks.serving import ROOT
from benchmarks.table import Row
from scripts import postgres

FLOOD, CROWD = 10_000, 1_000
GROWTH_MB = 25  # what a flood may leave in a worker: its share of the memory for pages, and a bit
SLOW_CLIENTS, SLOW_BODIES = 200, 20
PATIENCE = 1.5  # seconds that a reader waits for somebody's lock, with the page
HOME, STORY_AT = "/ru/", 4  # seconds until the scheduled story
# Few enough to be used up here.
OPTIONS = (*postgres.FAST, "max_connections=60")
CHANGE = "SELECT pg_notify('newsroom_generation', '')"
EVIL = "evil.example"
POISON = (
    {"Host": EVIL},
    {"Host": "localhost:1"},
    {"X-Forwarded-Host": EVIL, "X-Forwarded-Proto": "gopher", "X-Forwarded-For": "<script>"},
    {"X-Forwarded-Proto": "https"},
    {"Forwarded": f"host={EVIL}", "X-Original-URL": "/admin/", "X-Rewrite-URL": "/admin/"},
    {"Accept": "application/json", "Accept-Language": "hy"},
    {"Accept-Encoding": "br;q=0, identity;q=0, evil"},
    {"Accept-Encoding": "gzip;q=0.001"},
    {"Cookie": "language=hy; theme=night; csrftoken=x; messages=x"},
    {"Cookie": "sessionid=x"},
    {"Range": "bytes=0-1", "If-Range": '"x"'},
    {"If-None-Match": "*", "If-Modified-Since": "Tue, 10 Mar 2037 08:00:00 GMT"},
    {"X-HTTP-Method-Override": "DELETE", "X-Requested-With": "XMLHttpRequest"},
)
OPENED = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


def flood(site: Server, paths: list[str]) -> tuple[float, float, float]:
    """Ask for all of them; return MB gained, transactions an address, seconds."""
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for path in paths:
        waiting.put(path)
    memory, transactions = site.memory(), site.transactions()
    begun = time.monotonic()

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
        with contextlib.closing(connection), contextlib.suppress(queue.Empty):
            while True:
                connection.request("GET", waiting.get_nowait())
                connection.getresponse().read()

    with ThreadPoolExecutor(CLIENTS) as pool:
        for asking in [pool.submit(ask) for _ in range(CLIENTS)]:
            asking.result()
    seconds = time.monotonic() - begun
    gained = site.memory() - memory
    return gained, (site.transactions() - transactions) / len(paths), seconds


def floods(site: Server, requests: int) -> list[Row]:
    """Random queries and unknown addresses, after as many as warm the process up."""
    dice = random.Random(7)

    def word() -> str:
        return f"{dice.randrange(10**12):x}"

    queries = [f"{HOME}?{word()}={word()}&page={word()}" for _ in range(requests)]
    addresses = [f"/ru/post/{word()}/" for _ in range(requests)]
    flood(site, [f"/ru/post/warm-{number}/" for number in range(300)])
    rows = []
    for what, paths, most in (
        (f"{requests:,} random queries", queries, 0.1),
        (f"{requests:,} unknown addresses", addresses, 4),
    ):
        gained, transactions, seconds = flood(site, paths)
        rate = f"{requests / seconds:,.0f} /s"
        rows += [
            table.at_most(f"{what}: memory of a worker, more", max(0.0, gained), GROWTH_MB, "MB"),
            Row(
                f"{what}: transactions of the database for each",
                f"{transactions:.2f}",
                f"≤ {most:g}",
                transactions <= most,
            ),
            Row(f"{what}: answered", rate, "printed", True),
        ]
    return rows


def crowd(site: Server) -> list[Row]:
    """Let many readers ask at once for a page that a change has just dropped."""
    path = "/en/"
    from_all(site, path)
    clients = [socket.create_connection(("127.0.0.1", site.port), 30) for _ in range(CROWD)]
    asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nConnection: close\r\n\r\n"
    before = len([one for one in site.misses() if one["path"] == path])
    site.tell(CHANGE)
    for client in clients:
        client.sendall(asked.encode())
    answered = 0
    for client in clients:
        with client, client.makefile("rb") as answer:
            answered += answer.read().startswith(b"HTTP/1.1 200 ")
    renders = len([one for one in site.misses() if one["path"] == path]) - before
    what = f"{CROWD:,} readers of a page just dropped"
    return [
        Row(f"{what}: answered", str(answered), str(CROWD), answered == CROWD),
        Row(f"{what}: renders, of {WORKERS} processes", str(renders), f"≤ {WORKERS}", renders <= 2),
    ]


def slow_clients(site: Server) -> list[Row]:
    """Send half a head, or half a body, from many; ask as a reader meanwhile."""
    head = b"GET / HTTP/1.1\r\nHost: a\r\nX-A: "
    body = b"POST /ru/mistake/1/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nslow"
    begun = [head] * SLOW_CLIENTS + [body] * SLOW_BODIES
    clients = [socket.create_connection(("127.0.0.1", site.port)) for _ in begun]
    for client, sent in zip(clients, begun, strict=True):
        client.sendall(sent)
    took = []
    for _ in range(50):
        asked = time.monotonic()
        site.get(HOME)
        took.append((time.monotonic() - asked) * 1000)
    for client in clients:
        client.close()
    what = f"{len(clients)} slow clients: a reader's page meanwhile, 95 of 100"
    return [table.at_most(what, sorted(took)[47], 250, "ms")]


def poisoned(site: Server) -> list[Row]:
    """Ask with each poison for a page just dropped; compare what the next readers get."""
    took = []
    clean = {coding: body_of(site, coding) for coding in OPENED}
    for headers in POISON:
        for _worker in range(2 * WORKERS):
            site.tell(CHANGE)
            time.sleep(0.05)
            with contextlib.suppress(OSError):
                site.get(HOME, **headers)
        if {coding: body_of(site, coding) for coding in OPENED} != clean:
            took.append(str(headers))
    what = f"of {len(POISON)} poisons in headers, what the next reader gets"
    return [Row(what, ", ".join(took) or "nothing", "nothing", not took)]


def body_of(site: Server, coding: str) -> tuple[int, str, bytes]:
    """Return status, coding and the page itself, as a reader without any oddity gets them."""
    status, headers, body = site.get(HOME, **{"Accept-Encoding": coding or "identity"})
    given = headers.get("Content-Encoding", "")
    return status, given, OPENED[given](body)


def disconnected(site: Server) -> list[Row]:
    site.tell(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = 'newsroom' AND pid <> pg_backend_pid()"
    )
    time.sleep(0.2)  # they do not end at once
    kept, what = site.status(HOME), "every connection to the database killed"
    return [Row(f"{what}: home", str(kept), "200", kept == 200), soon(what, site)]


def restarted(site: Server) -> list[Row]:
    """Stop the database for as long as pages live, and a bit more."""
    what, before = "database stopped", site.log.read_text().count("Traceback")
    from_all(site, HOME)
    site.database.stop()
    time.sleep(2)
    kept, others = hits_and_misses(site)
    retry = all(int(headers.get("Retry-After", 0)) for _status, headers, _body in others)
    lines = site.log.read_text().count("Traceback") - before
    time.sleep(31)
    late = set(from_all(site, HOME))
    site.database.start()
    return [
        Row(f"{what}: home, in memory", str(kept), "{200}", kept == {200}),
        Row(f"{what}: the same after 30 s", str(late), "{200}", late == {200}),
        unavailable(f"{what}: pages that are not", others, retry),
        Row(f"{what}: tracebacks in the log", str(lines), "0", not lines),
        soon("database started again", site),
    ]


def hits_and_misses(site: Server) -> tuple[set[int], list]:
    """Return the statuses of the page in memory, and the answers of pages that are not."""
    kept = set(from_all(site, HOME))
    return kept, [site.get(f"/{one}/search/?q={time.monotonic()}") for one in ("ru", "arm", "en")]


def unavailable(what: str, answers: list, retry: bool) -> Row:
    """Say what pages answered, and in whose language first."""
    found = [
        (status, body.decode().partition('<html lang="')[2][:2])
        for status, _headers, body in answers
    ]
    is_right = retry and found == [(503, "ru"), (503, "hy"), (503, "en")]
    return Row(what, "503, each in its language" if is_right else str(found), "503", is_right)


def locked(site: Server) -> list[Row]:
    """Hold a lock on all stories."""
    from_all(site, HOME)
    with psycopg.connect(site.database.url("newsroom")) as other:
        other.execute("LOCK TABLE articles_edition")
        begun = time.monotonic()
        status, headers, _body = site.get("/ru/post/never-asked-before/")
        took = time.monotonic() - begun
        kept = set(from_all(site, HOME))
        site.tell(CHANGE)
        begun = time.monotonic()
        dropped = set(from_all(site, HOME))
        waited = time.monotonic() - begun
        begun = time.monotonic()
        alive = set(from_all(site, "/healthz"))
        free = time.monotonic() - begun
    what = "stories locked by somebody"
    return [
        Row(f"{what}: home, in memory", str(kept), "{200}", kept == {200}),
        Row(f"{what}: a story", str(status), "503", status == 503 and "Retry-After" in headers),
        table.at_most(f"{what}: how long it waits", took, PATIENCE, "s"),
        Row(f"{what}, home dropped by a change", str(dropped), "{503}", 503 in dropped),
        Row(
            f"the same: {CLIENTS * WORKERS} readers wait, together",
            f"{waited:.1f} s",
            "printed",
            True,
        ),
        table.at_most(f"the same: a thread is free ({alive})", free, PATIENCE, "s"),
        soon("lock released", site),
    ]


def out_of_connections(site: Server) -> list[Row]:
    """Take every connection that the database has."""
    from_all(site, HOME)
    taken = []
    address = site.database.url("newsroom").replace("postgres@", "newsroom@")
    site.tell(KILL_IDLE)
    # Those that were killed go one after the other, and the site takes some in their place.
    refused = 0
    while refused < 20:
        try:
            taken.append(psycopg.connect(address))
        except psycopg.OperationalError:
            refused += 1
            time.sleep(0.05)
    begun = time.monotonic()
    kept, others = hits_and_misses(site)
    waited = time.monotonic() - begun
    for one in taken:
        one.close()
    retry = all(int(headers.get("Retry-After", 0)) for _status, headers, _body in others)
    what = f"{len(taken)} connections taken by somebody"
    return [
        Row(f"{what}: home, in memory", str(kept), "{200}", kept == {200}),
        unavailable(f"{what}: pages that are not", others, retry),
        table.at_most(f"{what}: all of these answers together", waited, 10, "s"),
        soon("connections given back", site),
    ]


# But for those that listen, which would be kept from coming back.
KILL_IDLE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE usename = 'newsroom' AND query NOT IN ('SELECT 1', 'LISTEN newsroom_generation')
"""


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
            "floods": partial(floods, requests=requests),
            "crowd": crowd,
            "slow_clients": slow_clients,
            "poisoned": poisoned,
            "scheduled": partial(scheduled, env=env),
            "cdn": partial(cdn, env=env),
            "disconnected": disconnected,
            "locked": locked,
            "out_of_connections": out_of_connections,
            "restarted": restarted,
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
