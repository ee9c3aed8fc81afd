"""Puts ES modules together into one file: a page waits for one answer, and nothing is global.

Each stands in a block of its own, behind those that it imports; one that throws stops only those
that need it, and the console names it. What is understood is what we write: named imports and
exports, one a line.
"""

import re
from pathlib import Path

IMPORT = re.compile(r'^import (?:\{ ([^}]+) \} from )?"(\.[^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async function|function|class|const) (\w+))", re.MULTILINE)

MODULE = """const {name} = {{}};
try {{
{imports}{text}{exports}}} catch (error) {{
  setTimeout(() => {{ throw Error("{file}", {{ cause: error }}); }});
}}
"""


def bundle(entry: Path) -> str:
    """Return the text of a module with all that it imports. A circle of imports is a ValueError."""
    modules: dict[Path, str] = {}
    add(entry.resolve(), modules, ())
    return "".join(modules.values())


def add(path: Path, modules: dict[Path, str], below: tuple[Path, ...]) -> None:
    """Add a module behind those that it imports; `below` are those that wait for it."""
    if path in below:
        raise ValueError(f"{path.name} and {below[-1].name} import each other.")
    if path in modules:
        return
    for one in imported(path):
        add(one, modules, (*below, path))
    modules[path] = block(path, path.read_text(), list(modules))


def imported(path: Path) -> list[Path]:
    """Return what a module imports itself, in its order."""
    found = IMPORT.findall(path.read_text())
    return [(path.parent / address).resolve() for _names, address in found]


def block(path: Path, text: str, known: list[Path]) -> str:
    """Return a module as a block; it is known to others by its number among the `known`."""
    own = f"m{len(known)}"
    imports = [
        f"const {{ {names.replace(' as ', ': ')} }} = m{known.index(found)};\n"
        for names, address in IMPORT.findall(text)
        if names and (found := (path.parent / address).resolve())
    ]
    exports = [f"{own}.{name} = {name};\n" for name in EXPORT.findall(text)]
    return MODULE.format(
        name=own,
        file=f"{path.parent.name}/{path.name}",
        imports="".join(imports),
        text=plain(text),
        exports="".join(exports),
    )


def plain(text: str) -> str:
    """Return the text of a module without its imports, nothing of it exported."""
    return EXPORT.sub("", IMPORT.sub("", text))
