"""Which static files are served: of packages only what we need, and the bundles of pages.

A bundle is the styles or the scripts of a kind of page in one file, `bundles/article.css`, made of
small ones by the list in templates/bundles.toml. Those of the desk hold what Django's
admin needs, too.
"""

import os
import posixpath
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

from newsroom import languages
from newsroom.server import es_modules

# Of the 1,250 files of CKEditor those that our editor asks for (articles/models/rich_text.py).
CKEDITOR = re.compile(
    r"ckeditor/ckeditor/("
    rf"ckeditor\.js|lang/({'|'.join(languages.CODES)})\.js|skins/moono-lisa/.+|plugins/("
    r"icons(_hidpi)?\.png|(autogrow|clipboard|dialog\w*|lineutils|link|magicline|notification\w*|"
    r"pastefrom\w+|pastetools|table\w*|widget\w*)/.+))"
)
LIST = settings.BASE_DIR / "templates" / "bundles.toml"
STYLES = settings.BASE_DIR / "static" / "css"
SCRIPTS = settings.BASE_DIR / "static" / "js" / "parts"
DESK = settings.BASE_DIR / "static" / "admin" / "newsroom" / "desk.js"
# A file that a style sheet names by its place beside itself, or another sheet.
NAMED = re.compile(r"""url\(["']?(\.[^"')]+)["']?\)""")
IMPORTED = re.compile(r"@import [^;]+;")

# In a block of its own a part shares no name with the others.
ALONE = """try {{
{script}}} catch (error) {{
  setTimeout(() => {{ throw Error("{name}.js", {{ cause: error }}); }});
}}
"""
WITH_HOOK = "if (document.querySelector('{hook}')) {{\n{script}}}\n"


class AppDirectoriesFinder(finders.AppDirectoriesFinder):
    """Files in the packages, without the parts of CKEditor that nobody may reach or needs."""

    def list(self, ignore_patterns) -> Iterator[tuple]:
        for path, storage in super().list(ignore_patterns):
            if not path.startswith("ckeditor/") or CKEDITOR.fullmatch(path):
                yield path, storage


class BundlesFinder(finders.BaseFinder):
    """The bundles, made when they are asked for: in the development server at every request."""

    storage = FileSystemStorage(location=settings.VAR)

    def check(self, **kwargs) -> list:
        return []

    def find(self, path: str, find_all: bool = False) -> str | list[str]:
        if not path.startswith("bundles/"):
            return []
        found = [write(name, text) for name, text in bundles() if name == path]
        return found if find_all or not found else found[0]

    def list(self, ignore_patterns) -> Iterator[tuple]:
        for name, text in bundles():
            if not matches_patterns(name, ignore_patterns or ()):
                write(name, text)
                yield name, self.storage


def bundles() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each bundle."""
    given = tomllib.loads(LIST.read_text())
    # In order: a set's would differ at each start, which would collect all files anew.
    for kind in sorted(given["styles"].keys() - {"first", "last"}):
        styles, scripts = (parts(given[what], kind) for what in ("styles", "scripts"))
        for end, instead in (("", {}), ("-lite", given["lite"])):
            yield f"bundles/{kind}{end}.css", css(swapped(styles, instead))
            yield f"bundles/{kind}{end}.js", js(swapped(scripts, instead), given)
    yield "bundles/desk.js", es_modules.bundle(DESK)
    yield "bundles/related.js", ";\n".join(map(source, given["desk"]["related"]))
    for kind in sorted(given["desk"]["styles"].keys() - {"first", "last"}):
        names = parts(given["desk"]["styles"], kind)
        yield f"bundles/desk-{kind}.css", "".join(map(moved_css, names))


def source(name: str) -> str:
    """Return the text of a static file, ours or a package's."""
    return Path(finders.find(name)).read_text()


def moved_css(name: str) -> str:
    """Return a style sheet as it stands among the bundles, with the addresses from there."""

    def moved(found: re.Match) -> str:
        return f'url("../{posixpath.normpath(posixpath.join(posixpath.dirname(name), found[1]))}")'

    return NAMED.sub(moved, IMPORTED.sub("", source(name)))


def parts(given: dict[str, list[str]], kind: str) -> list[str]:
    """Return the parts of a kind of page in their order."""
    return [*given["first"], *given[kind], *given["last"]]


def swapped(names: list[str], instead: dict[str, str]) -> list[str]:
    """Return the names with others in the place of some, or without them."""
    return [name for one in names if (name := instead.get(one, one))]


def css(names: list[str]) -> str:
    return "".join((STYLES / f"{name}.css").read_text() for name in names)


def js(names: list[str], given: dict[str, dict[str, str]]) -> str:
    """Put scripts together so that each runs for itself, and only where its hook is."""
    return "".join(ALONE.format(name=name, script=script(name, given)) for name in names)


def script(name: str, given: dict[str, dict[str, str]]) -> str:
    """Return a part behind what it shares with others, within the question for its hook."""
    parts = filter(None, (given["shared"].get(name), name))
    text = "".join(es_modules.plain((SCRIPTS / f"{one}.js").read_text()) for one in parts)
    hook = given["hooks"].get(name)
    return WITH_HOOK.format(hook=hook, script=text) if hook else text


def write(name: str, text: str) -> str:
    """Write a bundle; return where it lies. Unchanged, it is left alone."""
    path: Path = settings.VAR / name
    if not path.exists() or path.read_text() != text:
        path.parent.mkdir(exist_ok=True)
        # Another process may read it at this moment: it gets the old one or the new one, whole.
        whole = path.with_suffix(f".{os.getpid()}")
        whole.write_text(text)
        whole.replace(path)
    return str(path)
