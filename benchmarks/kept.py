"""benchmarks/results.md: the last table of each command, with day, machine and versions.

README shows the promised figures of some commands: from there, and never typed.
"""

import datetime
import os
import platform
import re
import subprocess
from pathlib import Path

import django

from benchmarks import table
from scripts import postgres

RESULTS = Path(__file__).resolve().parent / "results.md"
README = RESULTS.parent.parent / "README.md"
TITLE = "# What was measured\n"
SHOWN = ("make bench ARGS=idle", "make bench ARGS=load", "make bench-large")
BEGIN, END = "<!-- from benchmarks/results.md -->\n", "<!-- end -->"


def keep(command: str, rows: list[table.Row]) -> None:
    """Put a command's table in the place of its last one; say what got worse by a fifth."""
    before = last(command)
    write(command, rows)
    for line in table.worse(before, rows):
        print(f"Worse by more than a fifth: {line}")


def last(command: str) -> str:
    """Return what is kept of a command, "" for nothing."""
    results = RESULTS.read_text() if RESULTS.exists() else TITLE
    return results.partition(f"\n## `{command}`\n")[2].partition("\n## ")[0]


def write(command: str, rows: list[table.Row]) -> None:
    """Put a command's table in the place of its last one, and into README what that shows."""
    old = RESULTS.read_text() if RESULTS.exists() else TITLE
    begin, _, rest = old.partition(f"\n## `{command}`\n")
    _before, _, after = rest.partition("\n## ")
    today = datetime.date.today().isoformat()
    section = f"\n## `{command}`\n\n{today}, {machine()}.\n\n{table.markdown(rows)}\n"
    RESULTS.write_text(begin + section + (f"\n## {after}" if after else ""))
    README.write_text(with_figures(README.read_text(), RESULTS.read_text()))


def with_figures(readme: str, results: str) -> str:
    """Return README with the promised figures as they stand in the results."""
    before, _, rest = readme.partition(BEGIN)
    _old, _, after = rest.partition(END)
    return f"{before}{BEGIN}{figures(results)}{END}{after}"


def figures(results: str) -> str:
    """Return a table of what was promised and measured, each line with its command."""
    lines = ["| what | measured | promised | | by |", "|---|---|---|---|---|"]
    for command in SHOWN:
        section = results.partition(f"\n## `{command}`\n")[2].partition("\n## ")[0]
        rows = [line for line in section.splitlines() if re.match(r"\| .*\| [≤≥]", line)]
        lines += [f"{row} `{command}` |" for row in rows]
    return "\n".join(lines) + "\n"


def machine() -> str:
    """Return what the figures were taken on."""
    parts = [
        f"{platform.machine()}, {os.cpu_count()} cores",
        f"Python {platform.python_version()}",
        f"Django {django.__version__}",
    ]
    if programs := postgres.find_programs():
        said = subprocess.run([programs / "postgres", "--version"], stdout=subprocess.PIPE).stdout
        parts.append(f"PostgreSQL {said.decode().split()[2]}")
    return ", ".join(parts)
