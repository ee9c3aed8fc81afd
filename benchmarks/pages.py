"""What Lighthouse says of pages on its mobile phone; needs Node (npx) and Chromium.

Lighthouse computes a slow phone from what it sees here: on a busy machine its figures of time
are too high, so each page gets the median of three visits.
"""

import json
import os
import shutil
import statistics
import subprocess

from benchmarks import serving
from benchmarks.table import Row, left_out
from scripts.test import find_chromium
from tests.browser import kinds

# The last that Node 18 and 20 run.
VERSION, VISITS = "12.8.2", 3
# Now and then Lighthouse fails by itself: its Chromium does not start, their connection breaks.
ATTEMPTS = 3
QUIET = {"capture_output": True, "text": True}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
SCORES = {"performance": 0.97, "accessibility": 1, "best-practices": 1, "seo": 1}
# Milliseconds at most: largest paint by the kind of page, blocking time, layout shift.
PAINT = {"home": 2200, "category": 2200}
PAINT_OF_STORY, BLOCKING, SHIFT = 1800, 100, 0.002
# Visited in each language. Lighthouse takes no page that answers an error.
MAIN, ERRORS = ("home", "category", "story: news"), ("404", "410")
# Robots are kept away from these; a flash is a headline, without words that describe it.
WITHOUT_SEO = ("search", "offline", "home: lite", "story: flash")


def missing() -> str:
    """Return the name of what is needed and not here, "" when all is."""
    if not shutil.which("npx"):
        return "Node"
    if not find_chromium():
        return "Chromium"
    program = subprocess.run(["npx", "--yes", f"lighthouse@{VERSION}", "--version"], **QUIET)
    return "Lighthouse from npm" if program.returncode else ""


def visit(url: str) -> dict | None:
    """Return Lighthouse's report of one visit, None when several attempts made none."""
    return next(filter(None, (attempt(url) for _ in range(ATTEMPTS))), None)


def attempt(url: str) -> dict | None:
    """Return Lighthouse's report, None when it failed or saw no page."""
    command = ["npx", "--yes", f"lighthouse@{VERSION}", url, "--quiet", "--output=json"]
    env = os.environ | {"CHROME_PATH": find_chromium()}
    done = subprocess.run([*command, f"--chrome-flags={FLAGS}"], env=env, **QUIET)
    if done.returncode:
        return None
    report = json.loads(done.stdout)
    return None if report.get("runtimeError") else report


def rows(name: str, kind: str, reports: list[dict]) -> list[Row]:
    """Return the medians of one page beside what was promised."""

    def median(read) -> float:
        return round(statistics.median(map(read, reports)), 4)

    def audit(what: str, key: str, most: float, unit: str = "") -> Row:
        figure = median(lambda report: report["audits"][key]["numericValue"])
        return Row(f"{name}: {what}", f"{figure:g}{unit}", f"≤ {most:g}{unit}", figure <= most)

    found = []
    for key, least in SCORES.items():
        figure = median(lambda report, key=key: report["categories"][key]["score"])
        found.append(Row(f"{name}: {key}", f"{figure:g}", f"≥ {least:g}", figure >= least))
    paint = PAINT.get(kind, PAINT_OF_STORY)
    return [
        *found,
        audit("largest paint", "largest-contentful-paint", paint, " ms"),
        audit("blocking time", "total-blocking-time", BLOCKING, " ms"),
        audit("layout shift", "cumulative-layout-shift", SHIFT),
    ]


def measure() -> list[Row]:
    """Visit home, category and a story of each language, every other kind of page in the first."""
    if lack := missing():
        return left_out("Lighthouse, mobile", lack)
    with serving.site(dict(os.environ)) as (port, _process):
        base = f"http://127.0.0.1:{port}"
        addresses = kinds.every_kind()
        main = [
            row
            for code, found in addresses.items()
            for kind in MAIN
            for row in visited(f"{code} {kind.removesuffix(': news')}", kind, base + found[kind])
        ]
        code, found = next(iter(addresses.items()))
        others = [kind for kind in found if kind not in {*MAIN, *ERRORS}]
        return main + [row for kind in others for row in kept(code, kind, base + found[kind])]


def kept(code: str, kind: str, url: str) -> list[Row]:
    """Return one line for a page that keeps every promise; of another the promises that it breaks.

    One visit shows it; a page that missed something is visited as often as the main ones.
    """
    name, has_seo = f"{code} {kind}", not kind.startswith(WITHOUT_SEO)
    report = visit(url)
    found = [Row(f"Lighthouse, mobile, {name}", "not visited", "visited", False)]
    if report:
        found = missed(rows(name, kind, [report]), has_seo) and missed(
            visited(name, kind, url), has_seo
        )
    return found or [Row(f"Lighthouse, mobile, {name}", "all kept", "all kept", True)]


def missed(found: list[Row], has_seo: bool) -> list[Row]:
    """Return what is not kept, without points of SEO where a page cannot have them."""
    return [row for row in found if not row.holds and (has_seo or ": seo" not in row.what)]


def visited(name: str, kind: str, url: str) -> list[Row]:
    """Return the figures of a page; one that could not be visited keeps no promise."""
    name = f"Lighthouse, mobile, {name}"
    reports = [report for _ in range(VISITS) if (report := visit(url))]
    found = rows(name, kind, reports) if reports else []
    if len(reports) < VISITS:
        figure = f"{len(reports)} of {VISITS} visits"
        found.append(Row(f"{name}: visited", figure, str(VISITS), False))
    return found
