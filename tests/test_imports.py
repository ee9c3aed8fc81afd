"""Imports go one way: down the table of docs/architecture.md, and from journalism to project."""

import ast
import re
from pathlib import Path

from django.conf import settings

HOUSES = ("newsroom", "articles")


def modules() -> dict[str, Path]:
    """Return the files of the project by the names that they are imported by."""
    found = {}
    for house in HOUSES:
        for file in (settings.BASE_DIR / house).rglob("*.py"):
            parts = file.relative_to(settings.BASE_DIR).with_suffix("").parts
            found[".".join(parts).removesuffix(".__init__")] = file
    return found


def imports() -> list[tuple[str, str]]:
    """Return which of our modules needs which to be loaded; what functions import comes later."""
    known, pairs = modules(), []
    for name, file in known.items():
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.ImportFrom):
                own = {f"{node.module}.{one.name}" for one in node.names} & known.keys()
                pairs += [(name, one) for one in own or {node.module} & known.keys()]
    return pairs


def floors() -> dict[str, int]:
    """Return the modules and packages that the table names, with their row from the top."""
    text = (settings.BASE_DIR / "docs" / "architecture.md").read_text()
    rows = text[text.index("| floor |") :].partition("\n\n")[0].splitlines()[2:]
    named = [re.findall(r"`([\w/]+?)(?:/|\.py)`", row.split("|")[1]) for row in rows]
    return {
        f"articles.{one.replace('/', '.')}": place for place, row in enumerate(named) for one in row
    }


def floor_of(module: str, named: dict[str, int]) -> int | None:
    """Return the row of a module: its own, else that of the package it is in."""
    parts = module.split(".")
    within = (".".join(parts[:length]) for length in range(len(parts), 1, -1))
    return next((named[one] for one in within if one in named), None)


def test_no_import_goes_up():
    named = floors()
    placed = [
        (one, floor_of(one, named), other, floor_of(other, named)) for one, other in imports()
    ]

    both = [row for row in placed if row[1] is not None and row[3] is not None]
    assert {floor for _one, floor, *_other in both} == set(range(10))
    assert [(one, other) for one, floor, other, lower in both if lower < floor] == []


def test_project_imports_nothing_of_the_journalism():
    pairs = [pair for pair in imports() if pair[0].startswith("newsroom")]

    assert ("newsroom.urls", "newsroom.storage.media") in pairs
    assert [pair for pair in pairs if pair[1].startswith("articles")] == []
