"""Rows of the table of results."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Row:
    """One measured figure, the bound it was promised, and whether it keeps it."""

    what: str
    figure: str
    bound: str
    holds: bool


def at_most(what: str, value: float, bound: float, unit: str) -> Row:
    return Row(what, f"{value:.1f} {unit}", f"≤ {bound:g} {unit}", value <= bound)


def dumps(rows: list[Row]) -> str:
    return json.dumps([asdict(row) for row in rows])


def loads(text: bytes) -> list[Row]:
    return [Row(**row) for row in json.loads(text)]


def markdown(rows: list[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = ["| what | measured | promised | |", "|---|---|---|---|"]
    for row in rows:
        mark = "" if row.holds else "**missed**"
        lines.append(f"| {row.what} | {row.figure} | {row.bound} | {mark} |")
    return "\n".join(lines)
