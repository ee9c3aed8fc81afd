"""benchmarks/results.md: the last table of each command, with day, machine and versions."""

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
TITLE = "# What was measured\n"


def keep(command: str, rows: list[table.Row]) -> None:
    """Put a command's table in the place of its last one; say what got worse by a fifth."""
    old = RESULTS.read_text() if RESULTS.exists() else TITLE
    begin, _, rest = old.partition(f"\n## `{command}`\n")
    before, _, after = rest.partition("\n## ")
    for line in table.worse(before, rows):
        print(f"Worse by more than a fifth: {line}")
    today = datetime.date.today().isoformat()
    section = f"\n## `{command}`\n\n{today}, {machine()}.\n\n{table.markdown(rows)}\n"
    RESULTS.write_text(begin + section + (f"\n## {after}" if after else ""))


def machine() -> str:
    """Return what the figures were taken on."""
    parts = [
        f"{platform.machine()}, {os.cpu_count()} cores",
        f"Python {platform.python_version()}",
        f"Django {django.__version__}",
    ]
    if programs := postgres.find_programs():
        parts.append(f"PostgreSQL {version(str(programs / 'postgres'), '--version')}")
    return ", ".join([*parts, f"nginx {version('nginx', '-v')}"])


def version(*command: str) -> str:
    """Return the number that a program says of itself, "–" where there is no such program."""
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError:
        return "–"
    found = re.search(r"\d+(?:\.\d+)+", done.stdout + done.stderr)
    return found[0] if found else "–"
