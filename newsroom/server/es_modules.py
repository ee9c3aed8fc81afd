"""Puts ES modules together into one file: a page waits for one answer, and nothing is global.

Each stands in a block of its own, behind those that it imports; one that throws stops only those
that need it. What is understood is what we write: named imports and exports, one a line.
"""

import re
from pathlib import Path

IMPORT = re.compile(r'^import (?:\{ ([^}]+) \} from )?"(\.[^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async function|function|class|const) (\w+))", re.MULTILINE)

MODULE = """const {name} = {{}};
try {{
{imports}{text}{exports}}} catch (error) {{
  setTimeout(() => {{ throw error; }});
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
    text = path.read_text()
    for _names, address in IMPORT.findall(text):
        add((path.parent / address).resolve(), modules, (*below, path))
    modules[path] = block(path, text, list(modules))


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
        imports="".join(imports),
        text=EXPORT.sub("", IMPORT.sub("", text)),
        exports="".join(exports),
    )
