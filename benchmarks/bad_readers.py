"""Bad days that come from outside: crowds, floods, slow clients, poison in headers."""

import contextlib
import gzip
import http.client
import queue
import random
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import brotli

from benchmarks import table
from benchmarks.observed import CHANGE, CLIENTS, HOME, WORKERS, Server, from_all
from benchmarks.table import Row

CROWD = 1_000
GROWTH_MB = 25  # what a flood may leave in a worker: its share of the memory for pages, and a bit
SLOW_CLIENTS, SLOW_BODIES = 200, 20
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
