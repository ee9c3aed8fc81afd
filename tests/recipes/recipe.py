"""The recipes of CONTRIBUTING.md as steps that can be done: what people read is what runs.

A step is what stands in a fence or a table of the recipe. The sentence before a fence begins with
the file in backquotes and ends with where its lines go: "after `…`", "before `…`" or "instead of
`…`", the one line in which that stands; "at the end"; or "a new file". They get the indentation of
that line. A fence of sh holds commands, and a table of `msgid` and codes of languages the words
for their catalogues.
"""

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

import polib

from tests.project_copy import ROOT, run

GUIDE = ROOT / "CONTRIBUTING.md"
HEADING = re.compile(r"^## (.+)$", re.M)
FENCE = re.compile(r"^(?P<indent> *)```(?P<kind>\w+)\n(?P<text>.*?)^ *```$", re.M | re.S)
PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\d+\. )|```\n")
TABLE = re.compile(r"^ *\| msgid \|.*\n(?: *\|.*\n)+", re.M)
PLACE = re.compile(
    r"`(?P<path>[^`]+)`, "
    r"(?:(?P<how>after|before|instead of) `(?P<anchor>[^`]+)`|(?P<whole>at the end|a new file))"
)


class Edit:
    """Lines that are written into a file of the project."""

    def __init__(self, sentence: str, text: str):
        found = list(PLACE.finditer(sentence))
        assert len(found) == 1, f"{sentence!r} does not say where the lines go"
        self.path, self.anchor = found[0]["path"], found[0]["anchor"]
        self.how = found[0]["how"] or found[0]["whole"]
        self.text = text

    def __str__(self):
        return f"{self.path}, {self.how} {self.anchor or ''}".strip()

    def do(self, project: Path, url: str) -> None:
        path = project / self.path
        if self.how == "a new file":
            assert not path.exists(), "it is there already"
            path.write_text(self.text)
        elif self.how == "at the end":
            path.write_text(path.read_text() + self.text)
        else:
            path.write_text(self.inserted(path.read_text().splitlines(keepends=True)))

    def inserted(self, lines: list[str]) -> str:
        places = [number for number, line in enumerate(lines) if self.anchor in line]
        assert len(places) == 1, f"{len(places)} lines have {self.anchor!r}"
        (place,) = places
        line = lines[place]
        indent = line[: len(line) - len(line.lstrip())]
        ours = textwrap.indent(self.text, indent)
        whole = {"after": line + ours, "before": ours + line, "instead of": ours}[self.how]
        return "".join([*lines[:place], whole, *lines[place + 1 :]])


@dataclass(frozen=True)
class Command:
    """A line for the terminal, in the folder of the project."""

    line: str

    def __str__(self):
        return self.line

    def do(self, project: Path, url: str) -> None:
        run(project, url, "sh", "-c", self.line)


class Words:
    """Translations, a column for each catalogue that gets them."""

    def __init__(self, table: str):
        rows = [
            [cell.strip() for cell in line.strip(" |").split("|")] for line in table.split("\n")
        ]
        (_msgid, *self.codes), _rule, *self.rows = (row for row in rows if row != [""])

    def __str__(self):
        return f"words in {', '.join(self.codes)}"

    def do(self, project: Path, url: str) -> None:
        for place, code in enumerate(self.codes, 1):
            path = project / "locale" / code / "LC_MESSAGES" / "django.po"
            catalogue = polib.pofile(str(path), wrapwidth=98)
            for row in self.rows:
                entry = catalogue.find(row[0], msgctxt=False)
                if entry is None:
                    entry = polib.POEntry(msgid=row[0])
                    catalogue.append(entry)
                entry.msgstr = row[place]
            catalogue.save()


Step = Edit | Command | Words


@dataclass(frozen=True)
class Recipe:
    """A section of CONTRIBUTING.md that can be done."""

    title: str
    steps: tuple[Step, ...]

    def follow(self, project: Path, url: str) -> None:
        """Do every step in a copy of the project; fail with the name of the one that cannot be."""
        for step in self.steps:
            try:
                step.do(project, url)
            except (AssertionError, OSError) as failure:
                raise AssertionError(f"{self.title}: {step}: {failure}") from failure


def recipes() -> dict[str, Recipe]:
    """Return the recipes that have a step, by the titles of their sections."""
    _introduction, *parts = HEADING.split(GUIDE.read_text(encoding="utf-8"))
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    found = {title: Recipe(title, tuple(steps(text))) for title, text in sections.items()}
    return {title: recipe for title, recipe in found.items() if recipe.steps}


def steps(section: str) -> list[Step]:
    """Return what can be done of a section, in its order."""
    found: list[tuple[int, list[Step]]] = [
        (table.start(), [Words(table[0])]) for table in TABLE.finditer(section)
    ]
    for fence in FENCE.finditer(section):
        text = textwrap.dedent(fence["text"])
        if fence["kind"] == "sh":
            done = [Command(line) for line in text.splitlines()]
        else:
            before = PARAGRAPH.split(section[: fence.start()].rstrip())[-1]
            done = [Edit(" ".join(before.split()), text)]
        found.append((fence.start(), done))
    return [step for _place, several in sorted(found, key=lambda one: one[0]) for step in several]
