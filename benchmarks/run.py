"""Measure what we promise, on this machine, and print one table.

    make bench
    make bench ARGS="load search"    only some parts
    make bench ARGS=library=1000     with so many pictures; figures of fewer are not kept

Parts: what the whole site takes while nobody asks (idle), what a page costs that is made afresh
(render), what readers get from production on PostgreSQL (load), what a browser and a checker of
HTML see (pages), the history of a story (memory), keeping the words of a form (autosave), search,
the library of 100,000 pictures (library), pictures that come in (pictures), editors' pages with
100,000 stories (desk).

Makes its own SQLite database with the demo newsroom and its own server, measures, and cleans up.
Speed is a ratio against nginx serving the same bytes in the same run; on Debian as root nginx
and wrk are installed, elsewhere that line is left out by name.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks import kept, load, serving, table

# The desk is last: it fills the database with stories.
PARTS = (
    *("idle", "render", "load", "pages", "memory", "autosave", "search", "pictures", "library"),
    "desk",
)


def measure(part: str, env: dict[str, str], numbers: list[int]) -> list[table.Row]:
    """Return the rows of a part; load has a PostgreSQL of its own."""
    if part == "load":
        return load.measure()
    return serving.in_django(part, env, *numbers)


def main(chosen: list[str]) -> int:
    holds = True
    with tempfile.TemporaryDirectory() as folder:
        env = serving.environment(f"sqlite:///{folder}/newsroom.sqlite3", Path(folder))
        serving.prepare(env)
        for name in chosen or PARTS:
            part, _, number = name.partition("=")
            rows = measure(part, env, [int(number)] if number else [])
            print(table.markdown(rows), flush=True)
            if not number:
                kept.keep(f"make bench ARGS={part}", rows)
            holds = holds and all(row.holds for row in rows)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
