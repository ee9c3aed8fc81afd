"""Whole pages: what Lighthouse's phone sees of the demo newsroom, and whether the HTML is valid.

For the checker of HTML the odd stories of the browser tests are published too: titles of one
long word, markup, emoji and right-to-left marks, a text of 10,000 words, a second page.
"""

import json
import subprocess
import sys
from pathlib import Path

from benchmarks import lighthouse, serving, validity
from benchmarks.table import Row

ROOT = Path(__file__).resolve().parent.parent
ODD = "from tests.browser.odd_stories import publish_all; publish_all()"


def ask(env: dict[str, str], *arguments: str):
    """Run Python on the site's database; return what it printed last, as JSON."""
    command = [sys.executable, *arguments]
    output = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE).stdout
    return json.loads(output.splitlines()[-1])


def lite(path: str) -> str:
    """Return the path of the light page."""
    return path if "lite=1" in path else f"{path}{'&' if '?' in path else '?'}lite=1"


def measure(env: dict[str, str]) -> list[Row]:
    """Serve the site of the environment; return a row for each figure."""
    base, server = f"http://127.0.0.1:{env['PORT']}", [sys.executable, "manage.py", "serve"]
    with serving.running(server, int(env["PORT"]), cwd=ROOT, env=env):
        seen = lighthouse.measure(base, ask(env, "-m", "benchmarks.kinds"))
        odd = ask(env, "manage.py", "shell", "-v0", "-c", ODD)
        kinds = ask(env, "-m", "benchmarks.kinds").values()
        paths = {path for one in kinds for path in one.values()} | set(odd.values())
        paths |= {lite(path) for path in paths}
        return [*validity.measure(base, sorted(paths)), *seen]
