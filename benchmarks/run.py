"""Measure what we promise, on this machine, and print one table.

    make bench

    make bench ARGS=pages       only what a browser and a checker of HTML see
    make bench ARGS=autosave    only what keeping the words of a form costs
    make bench ARGS=search      only how well search forgives and what it takes
    make bench ARGS=load        only what readers get from production on PostgreSQL, under load
    make bench ARGS=cover       only what a cover costs a phone, and how it looks
    make bench ARGS=pictures    only what pictures cost that come in, and what a kill leaves of them
    make bench ARGS=desk        only the editors' pages, with 100,000 stories
    make bench ARGS=library     only the library, with 100,000 pictures
    make bench ARGS=typing      only keys in a long story, in a browser

Makes its own SQLite database with the demo newsroom and its own server, measures, and cleans up.
Speed is a ratio against nginx serving the same bytes in the same run; on Debian as root nginx
and wrk are installed, elsewhere that line is left out by name.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import front, kept, load, pages, table, typing
from benchmarks.serving import free_port

ROOT = Path(__file__).resolve().parent.parent


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


def beside_browsers(env: dict[str, str]) -> list[table.Row]:
    """Measure what needs no browser."""
    return [
        *in_django("render", env),
        *in_django("weight", env),
        *front.measure(),
    ]


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        env = environment(Path(name))
        prepare(env)
        only = sys.argv[1:]
        rows = [] if only else beside_browsers(env)
        rows += load.measure() if only in ([], ["load"]) else []
        rows += pages.measure(env) if only in ([], ["pages"]) else []
        rows += in_django("memory", env) if only in ([], ["memory"]) else []
        rows += in_django("autosave", env) if only in ([], ["autosave"]) else []
        rows += typing.measure(env) if only in ([], ["typing"]) else []
        rows += in_django("search", env) if only in ([], ["search"]) else []
        rows += in_django("library", env) if only in ([], ["library"]) else []
        rows += in_django("cover", env) if only in ([], ["cover"]) else []
        rows += in_django("pictures", env) if only in ([], ["pictures"]) else []
        # Last: it fills the database with generated stories.
        rows += in_django("desk", env) if only in ([], ["desk"]) else []
    print(table.markdown(rows))
    if not only:
        kept.keep("make bench", rows)
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
