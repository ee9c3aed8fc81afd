"""Servers for the length of a measurement, and wrk that loads them."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = 64
UNITS = {"us": 0.001, "ms": 1, "s": 1000}


@dataclass(frozen=True)
class Load:
    """What wrk saw: requests a second, all requests, the 99th percentile in milliseconds."""

    rate: float
    requests: int
    p99: float


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
        process.wait(15)


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


def wrk(url: str, *, seconds: float, script: Path | None = None, connections=CONNECTIONS) -> Load:
    """Load an address, or what a Lua script asks for, with keep-alive and gzip.

    RuntimeError when an answer is no 2xx.
    """
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
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
