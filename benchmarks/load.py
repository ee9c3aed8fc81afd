"""What readers get from production on PostgreSQL, under load from the same machine.

    python -m benchmarks.load

A PostgreSQL and a server of its own. nginx serves the same bytes in the same run as the yardstick;
the medians are of many short pairs, since a pair by itself says little.
"""

import contextlib
import gzip
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from benchmarks import publishing, table
from benchmarks.serving import ROOT, free_port, install_missing, nginx, running, wrk
from benchmarks.table import Row
from scripts import postgres

STORIES, PAGES = 2_000, 1_000
PAIRS, SECONDS, WARM_UP = 9, 2, 15
HOTTEST = 9  # stories that most readers read, beside the front pages
LONG = 20  # seconds of counting
WORKERS, MANY_WORKERS = 2, 4
HOT, IN_MEMORY = 0.60, 0.55  # of nginx
HOT_P99 = 5  # milliseconds
COUNTED = 1_500  # a second
START_SECONDS, IDLE_MB, USED_MB = 2, 110, 200
GENTLY = 16  # connections that read twenty pages a second each while views are counted

LIVE = f"from articles.models import Edition; rows = Edition.objects.live()[:{PAGES}]; "
LIVE_PATHS = f"{LIVE} print(*(one.get_absolute_url() for one in rows))"
LIVE_IDS = f"{LIVE} print(*(one.pk for one in rows))"
COUNT = "from articles.models import Views; print(sum(one.count for one in Views.objects.all()))"
# Each asks for one of the paths of a file after the other, in a random order of its own.
RANDOM_PAGES = """
local paths = {{}}
for line in io.lines("{paths}") do paths[#paths + 1] = line end
request = function() return wrk.format("GET", paths[math.random(#paths)]) end
"""
# Each is a reader who was not there before: another address behind the server in front.
COUNT_VIEWS = """
local ids, reader = {{ {ids} }}, 0
local headers = {{ ["User-Agent"] = "Mozilla/5.0 Firefox/140.0" }}
request = function()
  reader = reader + 1
  local a, b, c = math.floor(reader / 65536) % 256, math.floor(reader / 256) % 256, reader % 256
  headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", a, b, c)
  return wrk.format("POST", "/views/" .. ids[math.random(#ids)] .. "/", headers)
end
"""


def environment(url: str, folder: Path) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": url,
        "STORAGE": f"{folder}/media",
        "DEBUG": "0",
        "HOST": "127.0.0.1",
        "SITE_URL": "",
        "TRUSTED_PROXIES": "127.0.0.1",
    }


def manage(env: dict[str, str], *arguments: str) -> bytes:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE).stdout


def ask(env: dict[str, str], question: str) -> list[str]:
    """Return the lines that a line of Python prints on the site's database."""
    return manage(env, "shell", "-v0", "-c", question).decode().split()


@contextlib.contextmanager
def site(env: dict[str, str], workers: int) -> Iterator[tuple[str, subprocess.Popen]]:
    """Run the server of production, without the worker of the background."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "newsroom.rsgi:application", "--interface", "rsgi"]
    command += ["--port", str(port), "--workers", str(workers)]
    command += ["--log-level", "warning"]
    with running(command, port, cwd=ROOT, env=env | {"PORT": str(port)}) as process:
        yield f"http://127.0.0.1:{port}", process


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read()


def start_seconds(env: dict[str, str], path: str) -> float:
    """Return how long a server of one worker takes until its first answer."""
    begun = time.monotonic()
    with site(env, 1) as (base, _process):
        fetch(base + path)
        return time.monotonic() - begun


def workers_mb(process: subprocess.Popen) -> float:
    """Return the memory of the largest process that the server started."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    sizes = [Path(f"/proc/{child}/status").read_text() for child in children]
    return max(int(re.search(r"VmRSS:\s+(\d+)", size)[1]) for size in sizes) / 1024


def copy_pages(base: str, paths: list[str], folder: Path) -> None:
    """Lay the pages down as files, with their gzip, for nginx."""
    for path in paths:
        html = fetch(base + path)
        place = folder / path.strip("/") / "index.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(html)
        place.with_name("index.html.gz").write_bytes(gzip.compress(html, 6))


def random_pages(folder: Path, paths: list[str]) -> Path:
    """Write a script for wrk that asks for any of the pages."""
    name = f"random-{len(paths)}"
    (folder / name).write_text("\n".join(paths))
    script = folder / f"{name}.lua"
    script.write_text(RANDOM_PAGES.format(paths=folder / name))
    return script


def beside_nginx(base: str, paths: list[str], folder: Path) -> list[Row]:
    """Load one page, then all of them, from us and from nginx in turn."""
    copy_pages(base, paths, folder)
    script, other = random_pages(folder, paths), free_port()
    rows = []
    with running(nginx(folder, other), other):
        cases = {
            ("one hot article", HOT): (paths[0], None),
            (f"{len(paths):,} random articles in memory", IN_MEMORY): ("/", script),
        }
        for (what, bound), (path, chooses) in cases.items():
            servers = (base + path, f"http://127.0.0.1:{other}{path}")
            wrk(servers[0], seconds=WARM_UP, script=chooses)
            pairs = [
                [wrk(server, seconds=SECONDS, script=chooses) for server in servers]
                for _ in range(PAIRS)
            ]
            ratio = statistics.median(ours.rate / theirs.rate for ours, theirs in pairs)
            rate = statistics.median(ours.rate for ours, _ in pairs)
            slow = statistics.median(ours.p99 for ours, _ in pairs)
            rows += [
                table.at_least(f"{what}, gzip, to nginx's requests, same bytes", ratio, bound),
                Row(f"{what}: requests a second", f"{rate:.0f}", "printed", True),
                table.at_most(f"{what}: p99, 64 connections", slow, HOT_P99, "ms"),
            ]
    return rows


def counting(env: dict[str, str], base: str, paths: list[str], folder: Path) -> list[Row]:
    """Count views while pages are served; compare what was answered with what was kept."""
    ids = ask(env, LIVE_IDS)
    script = folder / "count.lua"
    script.write_text(COUNT_VIEWS.format(ids=", ".join(ids)))
    before = int(ask(env, COUNT)[0])
    slowly = folder / "slowly.lua"
    slowly.write_text("delay = function() return 50 end")  # milliseconds
    reading = ["wrk", "-t1", f"-c{GENTLY}", f"-d{LONG}s", "-s", str(slowly), base + paths[0]]
    with subprocess.Popen(reading, stdout=subprocess.DEVNULL) as readers:
        counted = wrk(f"{base}/", seconds=LONG, script=script)
        readers.terminate()
    lost = max(0, counted.requests - (int(ask(env, COUNT)[0]) - before))
    return [
        table.at_least("views counted a second while pages are read", counted.rate, COUNTED, "/s"),
        table.at_most("views answered and not kept", lost, 0, "views"),
    ]


def measured(env: dict[str, str], folder: Path) -> list[Row]:
    paths = ask(env, LIVE_PATHS)
    rows = table.loads(
        subprocess.run(
            [sys.executable, "-m", "benchmarks.render"],
            cwd=ROOT,
            env=env,
            check=True,
            stdout=subprocess.PIPE,
        ).stdout
    )
    starts = [start_seconds(env, paths[0]) for _ in range(3)]
    what = "start of a worker until the first answer"
    rows.append(table.at_most(what, statistics.median(starts), START_SECONDS, "s"))
    with site(env, WORKERS) as (base, process):
        fetch(base + paths[0])
        rows.append(table.at_most("memory of a worker, idle", workers_mb(process), IDLE_MB, "MB"))
        rows += beside_nginx(base, paths, folder)
        rows += counting(env, base, paths, folder)
        used = workers_mb(process)
        rows.append(table.at_most("memory of a worker, after the load", used, USED_MB, "MB"))
    with site(env, MANY_WORKERS) as (base, _process):
        hottest = ["/ru/", "/arm/", "/en/", *paths[:HOTTEST]]
        rows += publishing.measure(env, base, random_pages(folder, hottest))
    return rows


def measure() -> list[Row]:
    """Return a row for each figure."""
    if missing := install_missing():
        return [Row(f"load (left out: no {' and no '.join(missing)})", "–", "–", True)]
    with postgres.cluster() as url, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        env = environment(url, folder)
        manage(env, "migrate", "-v0")
        manage(env, "demo", "--articles", str(STORIES))
        manage(env, "collectstatic", "--noinput", "-v0")
        return measured(env, folder)


if __name__ == "__main__":
    found = measure()
    print(table.markdown(found))
    sys.exit(0 if all(row.holds for row in found) else 1)
