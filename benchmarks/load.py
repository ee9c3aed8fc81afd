"""What readers get from production on PostgreSQL, under load from the same machine.

A PostgreSQL and a server of its own. nginx serves the same bytes in the same run as the yardstick;
the medians are of many short pairs, since a pair by itself says little.
"""

import gzip
import statistics
import subprocess
import time
from pathlib import Path

import psutil
import requests

from benchmarks import publishing, serving, table
from benchmarks.serving import wrk
from benchmarks.table import Row

STORIES, PAGES = 2_000, 1_000
PAIRS, SECONDS, WARM_UP = 9, 2, 15
HOTTEST = 9  # stories that most readers read, beside the front pages
LONG = 20  # seconds of counting
WORKERS, MANY_WORKERS = 2, 4
HOT, IN_MEMORY, HOT_P99 = 0.60, 0.55, 5  # of nginx; milliseconds
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


def start_seconds(env: dict[str, str], path: str) -> float:
    """Return how long a server of one worker takes until its first answer."""
    begun = time.monotonic()
    with serving.site(env, 1) as (port, _process):
        requests.get(f"http://127.0.0.1:{port}{path}").raise_for_status()
        return time.monotonic() - begun


def workers_mb(process: subprocess.Popen) -> float:
    """Return the memory of the largest process that the server started."""
    children = psutil.Process(process.pid).children()
    return max(child.memory_info().rss for child in children) / 1024**2


def copy_pages(base: str, paths: list[str], folder: Path) -> None:
    """Lay the pages down as files, with their gzip, for nginx."""
    for path in paths:
        html = requests.get(base + path).content
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
    script, other = random_pages(folder, paths), serving.free_port()
    rows = []
    with serving.running(serving.nginx(folder, other), other):
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
                table.printed(f"{what}: requests a second", f"{rate:.0f}"),
                table.at_most(f"{what}: p99, 64 connections", slow, HOT_P99, "ms"),
            ]
    return rows


def counting(env: dict[str, str], base: str, paths: list[str], folder: Path) -> list[Row]:
    """Count views while pages are served; compare what was answered with what was kept."""
    script = folder / "count.lua"
    script.write_text(COUNT_VIEWS.format(ids=", ".join(serving.ask(env, LIVE_IDS).split())))
    before = int(serving.ask(env, COUNT))
    slowly = folder / "slowly.lua"
    slowly.write_text("delay = function() return 50 end")  # milliseconds
    reading = ["wrk", "-t1", f"-c{GENTLY}", f"-d{LONG}s", "-s", str(slowly), base + paths[0]]
    with subprocess.Popen(reading, stdout=subprocess.DEVNULL) as readers:
        counted = wrk(f"{base}/", seconds=LONG, script=script)
        readers.terminate()
    lost = max(0, counted.requests - (int(serving.ask(env, COUNT)) - before))
    return [
        table.at_least("views counted a second while pages are read", counted.rate, COUNTED, "/s"),
        table.at_most("views answered and not kept", lost, 0, "views"),
    ]


def measured(env: dict[str, str], folder: Path) -> list[Row]:
    paths = serving.ask(env, LIVE_PATHS).split()
    rows = serving.in_django("render", env)
    started = statistics.median(start_seconds(env, paths[0]) for _ in range(3))
    what = "start of a worker until the first answer"
    rows.append(table.at_most(what, started, START_SECONDS, "s"))
    with serving.site(env, WORKERS) as (port, process):
        base = f"http://127.0.0.1:{port}"
        requests.get(base + paths[0]).raise_for_status()
        rows.append(table.at_most("memory of a worker, idle", workers_mb(process), IDLE_MB, "MB"))
        rows += beside_nginx(base, paths, folder)
        rows += counting(env, base, paths, folder)
        used = workers_mb(process)
        rows.append(table.at_most("memory of a worker, after the load", used, USED_MB, "MB"))
    with serving.site(env, MANY_WORKERS) as (port, _process):
        hottest = ["/ru/", "/arm/", "/en/", *paths[:HOTTEST]]
        return rows + publishing.measure(env, port, random_pages(folder, hottest))


def measure() -> list[Row]:
    """Return a row for each figure."""
    if missing := serving.install_missing():
        return table.left_out("load", " and no ".join(missing))
    with serving.on_postgres(STORIES) as (env, folder):
        return measured(env, folder)
