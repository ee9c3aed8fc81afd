"""A PostgreSQL of our own for the length of one run: on a free port, in a temporary folder.

    with cluster() as url:
        ...  # DATABASE_URL=url

It is not kept safe against a loss of power, and gone afterwards.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

# Debian keeps these programs out of the path, a folder for each version.
KEPT_AT = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/pgsql-*/bin")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
START_SECONDS = 30


def find_programs() -> Path | None:
    """Return the folder of the newest `initdb` and `postgres`; None when there are none."""
    folders = [
        folder
        for pattern in KEPT_AT
        for folder in Path("/").glob(pattern.lstrip("/"))
        if (folder / "initdb").exists()
    ]
    if folders:
        return max(folders, key=_version)
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextlib.contextmanager
def cluster(name: str = "newsroom", *, options: tuple[str, ...] = FAST) -> Iterator[str]:
    """Start a cluster with one empty database and yield its address; remove it all at the end.

    `options` are settings of the server (`shared_buffers=512MB`). RuntimeError when there is no
    PostgreSQL or it does not start.
    """
    programs = find_programs()
    if programs is None:
        raise RuntimeError("PostgreSQL's programs (initdb, postgres) were not found.")
    # The folder of temporary files may be closed to others; PostgreSQL refuses to run as root.
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="newsroom-postgres-", dir="/tmp" if owner else None))
    if owner:
        shutil.chown(folder, owner)
    server = None
    try:
        port = _free_port()
        _run(programs, owner, folder, "initdb", "-D", folder / "data", "-U", "postgres", *_locale())
        settings = ["listen_addresses=127.0.0.1", f"port={port}", *options]
        server = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-k", folder]
            + [part for setting in settings for part in ("-c", setting)],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=(folder / "log").open("wb"),
            # Ctrl+C is for whoever uses the database; we end it after them.
            process_group=0,
            **_as(owner),
        )
        _wait(server, port, folder / "log")
        at = ("-h", "127.0.0.1", "-p", str(port), "-U", "postgres")
        _run(programs, owner, folder, "createdb", *at, name)
        yield f"postgres://postgres@127.0.0.1:{port}/{name}"
    finally:
        if server:
            server.send_signal(signal.SIGINT)  # end now, wait for nobody
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(timeout=20)
            server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _version(folder: Path) -> list[int]:
    """Return the numbers in a folder's name, for comparing versions."""
    digits = "".join(sign if sign.isdigit() else " " for sign in str(folder))
    return [int(number) for number in digits.split()]


def _owner() -> str | None:
    """Return the user to start PostgreSQL as when we are root, else None."""
    if os.getuid() != 0:
        return None
    import pwd  # not on every system

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _as(owner: str | None) -> dict:
    """Return what makes a program run as that user."""
    if owner is None:
        return {}
    import pwd  # not on every system

    return {"user": owner, "group": pwd.getpwnam(owner).pw_gid, "extra_groups": []}


def _locale() -> list[str]:
    """Return the same locale everywhere: letters known as letters, order by code point."""
    return ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]


def _run(programs: Path, owner: str | None, folder: Path, program: str, *arguments) -> None:
    done = subprocess.run(
        [programs / program, *arguments], cwd=folder, capture_output=True, text=True, **_as(owner)
    )
    if done.returncode:
        raise RuntimeError(f"{program} failed: {done.stderr.strip()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(server: subprocess.Popen, port: int, log: Path) -> None:
    """Wait until the server answers; RuntimeError with its log when it does not."""
    import psycopg  # so that looking for the programs needs no package

    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="postgres", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text(errors='replace').strip()}")


if __name__ == "__main__":
    # For a look by hand: a database until Ctrl+C or TERM.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with cluster() as address, contextlib.suppress(KeyboardInterrupt):
        print(address, flush=True)
        while True:
            time.sleep(3600)
