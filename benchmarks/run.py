"""Measure what we promise, on this machine, and print one table.

    make bench
    make bench ARGS="load search"    only some parts

Parts: what a page costs that is made afresh (render), what readers load (weight), nginx in front
(front), what readers get from production on PostgreSQL (load), and on its bad days (bad_days),
what a browser and a checker of HTML see (pages), the history of a story (memory), keeping the
words of a form (autosave), keys in a long story (typing), search, the library of 100,000 pictures
(library), a cover on a phone (cover), pictures that come in (pictures), editors' pages with
100,000 stories (desk).

Makes its own SQLite database with the demo newsroom and its own server, measures, and cleans up.
Speed is a ratio against nginx serving the same bytes in the same run; on Debian as root nginx
and wrk are installed, elsewhere that line is left out by name.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks import bad_days, front, kept, load, pages, table, typing
from benchmarks.serving import free_port

ROOT = Path(__file__).resolve().parent.parent
PARTS = """
    render weight front load bad_days pages memory autosave typing search library cover pictures
    desk
"""


def environment(folder: Path) -> dict[str, str]:
    """Return an environment whose database and files lie in a folder of ours."""
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{folder}/newsroom.sqlite3",
        "STORAGE": f"{folder}/media",
        "DEBUG": "0",
        "HOST": "127.0.0.1",
        "PORT": str(free_port()),
        "SITE_URL": "",
    }


def prepare(env: dict[str, str]) -> None:
    """Make the database with the demo newsroom, and collect static files."""
    for command in (["migrate", "-v0"], ["demo"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True)


def in_django(module: str, env: dict[str, str]) -> list[table.Row]:
    """Run a measuring module in a process of its own; it prints rows as JSON."""
    command = [sys.executable, "-m", f"benchmarks.{module}"]
    output = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE).stdout
    return table.loads(output)


def in_order() -> dict[str, Callable[[dict[str, str]], list[table.Row]]]:
    """Return what measures each part. The desk is last: it fills the database with stories."""
    own = {
        "bad_days": lambda env: bad_days.measure(),
        "front": lambda env: front.measure(),
        "load": lambda env: load.measure(),
        "pages": pages.measure,
        "typing": typing.measure,
    }
    return {name: own.get(name) or partial(in_django, name) for name in PARTS.split()}


def main(chosen: list[str]) -> int:
    parts = in_order()
    holds = True
    with tempfile.TemporaryDirectory() as name:
        env = environment(Path(name))
        prepare(env)
        for part in chosen or parts:
            rows = parts[part](env)
            print(table.markdown(rows), flush=True)
            kept.keep(f"make bench ARGS={part}", rows)
            holds = holds and all(row.holds for row in rows)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
