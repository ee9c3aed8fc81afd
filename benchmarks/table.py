"""Rows of the table of results."""

import json
import re
from dataclasses import asdict, dataclass

WORSE = 1.2
LINE = re.compile(r"^\| (.+?) \| (.+?) \|", re.MULTILINE)


@dataclass(frozen=True)
class Row:
    """One measured figure, the bound it was promised, and whether it keeps it."""

    what: str
    figure: str
    bound: str
    holds: bool


def at_most(what: str, value: float, bound: float, unit: str) -> Row:
    return Row(what, f"{value:.1f} {unit}", f"≤ {bound:g} {unit}", value <= bound)


def at_least(what: str, value: float, bound: float, unit: str = "") -> Row:
    return Row(what, f"{value:.2f} {unit}".strip(), f"≥ {bound:g} {unit}".strip(), value >= bound)


def printed(what: str, figure: str) -> Row:
    return Row(what, figure, "printed", True)


def left_out(what: str, lack: str) -> list[Row]:
    return [Row(f"{what} (left out: no {lack})", "–", "–", True)]


def dumps(rows: list[Row]) -> str:
    return json.dumps([asdict(row) for row in rows])


def loads(text: bytes) -> list[Row]:
    """Return the rows of the last line; what stands before it was said meanwhile."""
    return [Row(**row) for row in json.loads(text.splitlines()[-1])]


def markdown(rows: list[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = ["| what | measured | promised | |", "|---|---|---|---|"]
    for row in rows:
        mark = "" if row.holds else "**missed**"
        lines.append(f"| {row.what} | {row.figure} | {row.bound} | {mark} |")
    return "\n".join(lines)


def worse(before: str, rows: list[Row]) -> list[str]:
    """Return what got worse by more than a fifth since an older table was written."""
    then = dict(LINE.findall(before))
    found = []
    for row in rows:
        old, new = number(then.get(row.what, "")), number(row.figure)
        if not old or new is None or not row.bound.startswith(("≤", "≥")):
            continue
        if new > old * WORSE if row.bound.startswith("≤") else new * WORSE < old:
            found.append(f"{row.what}: {row.figure}, before {then[row.what].strip()}")
    return found


def number(figure: str) -> float | None:
    """Return the first number of a figure, None where there is none."""
    found = re.search(r"\d[\d,]*(?:\.\d+)?", figure)
    return float(found[0].replace(",", "")) if found else None
