"""The documents name files that are there."""

import re

import pytest
from django.conf import settings

from tests.recipes.recipe import Edit, recipes

ROOT = settings.BASE_DIR
DOCUMENTS = [ROOT / name for name in ("CONTRIBUTING.md", "README.md", "SECURITY.md")]
DOCUMENTS += sorted((ROOT / "docs").glob("*.md"))
QUOTED = re.compile(r"`([\w.<>/-]+)`")
# What a name ends in when it is a file of ours, without a folder before it, too.
ENDINGS = ("py", "html", "css", "js", "toml", "conf", "sh", "md", "po", "service", "table")
# `<code>`, `name.py` and the like: what the reader makes.
MADE = re.compile(r"<|\bname\b")


TOPS = {one.name for one in ROOT.iterdir() if one.is_dir() and one.name[0] != "."} - {"var"}


def files() -> set[str]:
    """Return the files and folders of the project, as their paths are written."""
    found = [path for top in TOPS for path in (ROOT / top).rglob("*")] + list(ROOT.iterdir())
    return TOPS | {path.relative_to(ROOT).as_posix() for path in found}


FILES = files()
NEW = {step.path for one in recipes().values() for step in one.steps if isinstance(step, Edit)}


def is_path(words: str) -> bool:
    """Tell whether words in backquotes name a file or a folder of the project."""
    if MADE.search(words) or words.startswith("."):
        return False
    return words.split("/")[0] in TOPS or words.rpartition(".")[2] in ENDINGS


def is_there(path: str) -> bool:
    """Tell whether it is a file or a folder, also without the first of those above it."""
    path = path.rstrip("/")
    return path in FILES or any(one.endswith(f"/{path}") for one in FILES)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_document_names_files_that_are_there(document):
    named = {one for one in QUOTED.findall(document.read_text()) if is_path(one)}

    assert sorted(one for one in named - NEW if not is_there(one)) == []


def test_names_of_files_are_told_from_other_words():
    words = [
        "articles/models/kind.py",
        "kind.py",
        "name.py",
        "title_ru",
        "SITE_URL/admin/",
        "templates/",
    ]

    assert [is_path(one) for one in words] == [True, True, False, False, False, True]
    assert [is_there(one) for one in words[:3]] == [True, True, False]
    assert not is_there("articles/models/quote.py")
