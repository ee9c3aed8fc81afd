"""What Lighthouse says of pages on its mobile phone; needs Node (npx) and Chromium.

Lighthouse computes a slow phone from what it sees here: on a busy machine its figures of time
are too high, so each page gets the median of three visits.
"""

import json
import os
import shutil
import statistics
import subprocess
from pathlib import Path

from benchmarks.table import Row
from scripts.test import find_chromium

# The last one that Node 18 and 20 run.
VERSION = "12.8.2"
VISITS = 3
# Now and then Lighthouse fails by itself: its Chromium does not start, their connection breaks.
ATTEMPTS = 3
QUIET = {"capture_output": True, "text": True}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
SCORES = {"performance": 0.97, "accessibility": 1, "best-practices": 1, "seo": 1}
# Milliseconds at most: largest paint by the kind of page, blocking time, layout shift.
PAINT = {"home": 2200, "category": 2200}
PAINT_OF_STORY, BLOCKING, SHIFT = 1800, 100, 0.002


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


def row(what: str, figure: float, bound: float, *, least: bool = False, unit: str = "") -> Row:
    sign, holds = ("≥", figure >= bound) if least else ("≤", figure <= bound)
    return Row(what, f"{figure:g}{unit}", f"{sign} {bound:g}{unit}", holds)


def rows(name: str, kind: str, reports: list[dict]) -> list[Row]:
    """Return the medians of one page beside what was promised."""

    def median(read) -> float:
        return round(statistics.median(read(report) for report in reports), 4)

    def audit(key: str) -> float:
        return median(lambda report: report["audits"][key]["numericValue"])

    found = [
        row(
            f"{name}: {key}",
            median(lambda one, key=key: one["categories"][key]["score"]),
            least,
            least=True,
        )
        for key, least in SCORES.items()
    ]
    paint = PAINT.get(kind, PAINT_OF_STORY)
    return [
        *found,
        row(f"{name}: largest paint", round(audit("largest-contentful-paint")), paint, unit=" ms"),
        row(f"{name}: blocking time", round(audit("total-blocking-time")), BLOCKING, unit=" ms"),
        row(f"{name}: layout shift", audit("cumulative-layout-shift"), SHIFT),
    ]


def measure(base: str, pages: dict[str, dict[str, str]]) -> list[Row]:
    """Visit home, category and a story of each language; `pages` is what benchmarks.kinds says."""
    if lack := missing():
        return [Row(f"Lighthouse, mobile (left out: no {lack})", "–", "–", True)]
    found = []
    for code, addresses in pages.items():
        for kind in ("home", "category", "story: news"):
            name = f"Lighthouse, mobile, {code} {kind.removesuffix(': news')}"
            url = base + addresses[kind]
            reports = [report for _ in range(VISITS) if (report := visit(url))]
            # A page that could not be visited keeps no promise.
            if len(reports) < VISITS:
                figure = f"{len(reports)} of {VISITS} visits"
                found.append(Row(f"{name}: visited", figure, str(VISITS), False))
            if not reports:
                continue
            if out := os.environ.get("LIGHTHOUSE_REPORTS"):
                Path(out, f"{code}-{kind[:5]}.json").write_text(json.dumps(reports[-1]))
            found += rows(name, kind, reports)
    return found
