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


class Cluster:
    """One server of PostgreSQL in a folder of its own, which can be stopped and started again."""

    def __init__(self, programs: Path, *, options: tuple[str, ...] = FAST):
        self.programs, self.options = programs, options
        # The folder of temporary files may be closed to others; PostgreSQL refuses to run as root.
        self.owner = _owner()
        self.folder = Path(
            tempfile.mkdtemp(prefix="newsroom-postgres-", dir="/tmp" if self.owner else None)
        )
        if self.owner:
            shutil.chown(self.folder, self.owner)
        self.port, self.server = _free_port(), None

    def url(self, name: str) -> str:
        """Return the address of a database."""
        return f"postgres://postgres@127.0.0.1:{self.port}/{name}"

    def run(self, program: str, *arguments) -> None:
        """Run one of PostgreSQL's programs; RuntimeError with what it says when it fails."""
        _run(self.programs, self.owner, self.folder, program, *arguments)

    def at(self) -> tuple[str, ...]:
        """Return what tells such a program where the server is."""
        return ("-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres")

    def start(self) -> None:
        """Start the server and wait until it answers; RuntimeError with its log if it does not."""
        settings = ["listen_addresses=127.0.0.1", f"port={self.port}", *self.options]
        self.server = subprocess.Popen(
            [self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder]
            + [part for setting in settings for part in ("-c", setting)],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / "log").open("wb"),
            # Ctrl+C is for whoever uses the database; we end it after them.
            process_group=0,
            **_as(self.owner),
        )
        _wait(self.server, self.port, self.folder / "log")

    def stop(self) -> None:
        """End the server now, waiting for nobody."""
        if self.server:
            self.server.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.server.wait(timeout=20)
            self.server.kill()

    def remove(self) -> None:
        """End the server and remove all of it."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextlib.contextmanager
def cluster(name: str = "newsroom", *, options: tuple[str, ...] = FAST) -> Iterator[str]:
    """Start a cluster with one empty database and yield its address; remove it all at the end.

    `options` are settings of the server (`shared_buffers=512MB`). RuntimeError when there is no
    PostgreSQL or it does not start.
    """
    with server(name, options=options) as one:
        yield one.url(name)


@contextlib.contextmanager
def server(name: str = "newsroom", *, options: tuple[str, ...] = FAST) -> Iterator[Cluster]:
    """Do the same and yield the Cluster itself, for who wants to stop it or to make a copy."""
    one = Cluster(_programs(), options=options)
    try:
        one.run("initdb", "-D", one.folder / "data", "-U", "postgres", *_locale())
        one.start()
        one.run("createdb", *one.at(), name)
        yield one
    finally:
        one.remove()


@contextlib.contextmanager
def replica(of: Cluster) -> Iterator[Cluster]:
    """Start a streaming replica of a cluster; remove it at the end."""
    one = Cluster(of.programs, options=of.options)
    try:
        given = ("-D", one.folder / "data", "--write-recovery-conf", "--wal-method=stream")
        one.run("pg_basebackup", *of.at(), *given, "--checkpoint=fast", "--no-sync")
        one.start()
        yield one
    finally:
        one.remove()


def _programs() -> Path:
    programs = find_programs()
    if programs is None:
        raise RuntimeError("PostgreSQL's programs (initdb, postgres) were not found.")
    return programs


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
