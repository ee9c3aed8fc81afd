"""Bad days of the database: connections lost, stopped, full of locks, out of connections."""

import time

import psycopg

from benchmarks import table
from benchmarks.observed import CHANGE, CLIENTS, HOME, WORKERS, Server, from_all, soon
from benchmarks.table import Row

PATIENCE = 1.5  # seconds that a reader waits for somebody's lock, with the page


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
