"""How fast a hot article is served, against nginx serving the same compressed bytes as a file."""

import contextlib
import gzip
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from benchmarks.table import Row

ROOT = Path(__file__).resolve().parent.parent
PAIRS, SECONDS, CONNECTIONS = 5, 3, 64


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
def running(command: list[str], port: int, **options) -> Iterator[None]:
    """Run a server until the block ends; begin once its port answers."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, **options)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        else:
            raise RuntimeError(f"{command[0]} did not start")
        yield
    finally:
        process.terminate()
        process.wait(15)


def nginx(folder: Path, port: int) -> list[str]:
    """Write a configuration that serves `page.html` and its gzip; return the command."""
    (folder / "nginx.conf").write_text(
        f"""
        daemon off; worker_processes auto; pid {folder}/pid; error_log stderr crit;
        events {{ worker_connections 1024; }}
        http {{
          access_log off; gzip_static on; open_file_cache max=10; default_type text/html;
          client_body_temp_path {folder}/a; proxy_temp_path {folder}/b;
          fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
          server {{ listen 127.0.0.1:{port}; root {folder}; }}
        }}
        """
    )
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def load(url: str) -> float:
    """Return requests a second at an address, loaded by wrk with keep-alive and gzip."""
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{SECONDS}s",
        "-H",
        "Accept-Encoding: gzip",
        url,
    ]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in output:
        raise RuntimeError(output)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def newest_article(base: str) -> str:
    """Return the address of the first story in the feed."""
    with urllib.request.urlopen(f"{base}/ru/feed/") as answer:
        path = re.search(r"<link>[^<]*(/ru/post/[^<]+)</link>", answer.read().decode())[1]
    return base + path


def measure(env: dict[str, str]) -> list[Row]:
    """Load our server and nginx in turn; return the ratio (median of the pairs)."""
    if missing := install_missing():
        return [Row(f"hot article (left out: no {' and no '.join(missing)})", "–", "–", True)]
    port, other = int(env["PORT"]), free_port()
    server = [sys.executable, "manage.py", "serve"]
    with tempfile.TemporaryDirectory() as name, running(server, port, cwd=ROOT, env=env):
        folder = Path(name)
        folder.chmod(0o755)
        ours = newest_article(f"http://127.0.0.1:{port}")
        with urllib.request.urlopen(ours) as answer:
            html = answer.read()
        (folder / "page.html").write_bytes(html)
        (folder / "page.html.gz").write_bytes(gzip.compress(html, 6))
        with running(nginx(folder, other), other):
            load(ours)
            pairs = [
                (load(ours), load(f"http://127.0.0.1:{other}/page.html")) for _ in range(PAIRS)
            ]
    ratio = statistics.median(we / they for we, they in pairs)
    rate = statistics.median(we for we, _ in pairs)
    what = f"hot article, gzip, {CONNECTIONS} connections: our requests to nginx's, same bytes"
    return [Row(what, f"{ratio:.2f} ({rate:.0f}/s)", "printed", True)]
