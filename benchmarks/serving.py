"""Databases and servers for the length of a measurement, and wrk that loads them."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import table
from scripts import postgres

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = 64
UNITS = {"us": 0.001, "ms": 1, "s": 1000}


@dataclass(frozen=True)
class Load:
    """What wrk saw: requests a second, all requests, the 99th percentile in milliseconds."""

    rate: float
    requests: int
    p99: float


def environment(url: str, folder: Path) -> dict[str, str]:
    """Return an environment with a database and a folder for files, as production has it."""
    return os.environ | {
        "DATABASE_URL": url,
        "STORAGE": f"{folder}/media",
        "DEBUG": "0",
        "HOST": "127.0.0.1",
        "PORT": str(free_port()),
        "SITE_URL": "",
        "TRUSTED_PROXIES": "127.0.0.1",
    }


def prepare(env: dict[str, str], stories: int = 0) -> None:
    """Make the database with the demo newsroom, and collect static files."""
    demo = ["demo", "--articles", str(stories)] if stories else ["demo"]
    for command in (["migrate", "-v0"], demo, ["collectstatic", "--noinput", "-v0"]):
        python(env, "manage.py", *command)


@contextlib.contextmanager
def on_postgres(stories: int = 0, **options) -> Iterator[tuple[dict[str, str], Path]]:
    """Lend a PostgreSQL with the demo newsroom: its environment, and a folder."""
    with postgres.cluster(**options) as url, tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)  # nginx runs as somebody else
        env = environment(url, Path(name))
        prepare(env, stories)
        yield env, Path(name)


def python(env: dict[str, str], *arguments: str) -> bytes:
    """Run Python on the site's database; return what it printed."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE).stdout


def ask(env: dict[str, str], program: str) -> str:
    """Return the last line that a program prints within Django."""
    return python(env, "manage.py", "shell", "-v0", "-c", program).decode().splitlines()[-1]


def in_django(part: str, env: dict[str, str], *numbers: int) -> list[table.Row]:
    """Measure a part in a process of its own, on the database of the environment."""
    return table.loads(python(env, "-m", "benchmarks.inside", part, *map(str, numbers)))


@contextlib.contextmanager
def site(env: dict[str, str], workers: int = 2) -> Iterator[tuple[int, subprocess.Popen]]:
    """Run the server of production, without the worker of the background; yield its port."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "newsroom.rsgi:application", "--interface", "rsgi"]
    command += ["--port", str(port), "--workers", str(workers), "--log-level", "warning"]
    with running(command, port, cwd=ROOT, env=env | {"PORT": str(port)}) as process:
        yield port, process


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def install_missing() -> list[str]:
    """Install nginx and wrk where we may; return the names of what is missing still."""
    missing = [name for name in ("nginx", "wrk") if not shutil.which(name)]
    if missing and os.getuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], stdout=subprocess.DEVNULL)
        subprocess.run(["apt-get", "install", "-y", "-qq", *missing], stdout=subprocess.DEVNULL)
    return [name for name in missing if not shutil.which(name)]


@contextlib.contextmanager
def running(command: list[str], port: int, **options) -> Iterator[subprocess.Popen]:
    """Run a server until the block ends; begin once its port answers."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, **options)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        else:
            raise RuntimeError(f"{command[0]} did not start")
        yield process
    finally:
        process.terminate()
        process.wait(60)  # a worker finishes its task first


def nginx(folder: Path, port: int) -> list[str]:
    """Write a configuration that serves files and their gzip; return the command."""
    (folder / "nginx.conf").write_text(
        f"""
        daemon off; worker_processes auto; pid {folder}/pid; error_log stderr crit;
        events {{ worker_connections 1024; }}
        http {{
          access_log off; gzip_static on; open_file_cache max=4000; default_type text/html;
          client_body_temp_path {folder}/a; proxy_temp_path {folder}/b;
          fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
          keepalive_requests 1000000000;
          server {{ listen 127.0.0.1:{port}; root {folder}; index index.html; }}
        }}
        """
    )
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def wrk(url: str, *, seconds: float, script: Path | None = None) -> Load:
    """Load an address, or what a Lua script asks for, with keep-alive and gzip.

    RuntimeError when an answer is no 2xx.
    """
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    command += ["-s", str(script)] if script else []
    command += ["-H", "Accept-Encoding: gzip", url]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in output:
        raise RuntimeError(output)
    slow, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", output).groups()
    return Load(
        rate=float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1]),
        requests=int(re.search(r"(\d+) requests in", output)[1]),
        p99=float(slow) * UNITS[unit],
    )
