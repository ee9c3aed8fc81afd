"""A language that nobody prepared anything for: its columns, a story, its pages, its desk."""

import ast
import os
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from tests.project_copy import ROOT, copy_project, manage
from tests.recipes.recipe import recipes

MIGRATIONS = sorted(ROOT.glob("*/migrations/[0-9]*.py"))
LINE = '    Language("en", "en", "English", "EN"),\n'
MADE_UP = '    Language("qz", "qz", "Qazaba", "QZ"),\n'


def imports_of(tree: ast.Module) -> set[str]:
    """Return the modules of ours that are imported anywhere in a migration."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(f"from {node.module}")
    return {one for one in found if one.split()[-1].split(".")[0] in ("articles", "newsroom")}


# What Django writes into migrations by itself: the place of a field's class, a validator, a
# default, an expression, a manager. Declarations name them; they read no list of languages.
DECLARED = {
    "articles.models.rich_text": {"RichTextField"},
    "articles.models.ad": {"secure_address", "small_enough"},
    "articles.models.checks": {"check_ads_txt", "check_contact", "check_roles"},
    "articles.models.image": {"Band", "Empty"},
    "articles.models.telegram": {"usual_kinds"},
    "newsroom.models": {"People", "validate_languages"},
}


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_migration_reads_nothing_that_lives(path):
    tree = ast.parse(path.read_text())
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    dotted = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    in_functions = "\n".join(map(ast.unparse, functions))

    imported = imports_of(tree)

    assert imported <= set(DECLARED), "write out what the migration needs"
    for module in imported:
        used = {one.removeprefix(f"{module}.") for one in dotted if one.startswith(f"{module}.")}
        assert {name.split(".")[0] for name in used} <= DECLARED[module], module
        assert f"{module}." not in in_functions, module


def add_language(project: Path) -> None:
    """Put one more language into the list of a copy, and do nothing else for it."""
    listed = project / "newsroom" / "languages.py"
    assert LINE in listed.read_text()
    listed.write_text(listed.read_text().replace(LINE, LINE + MADE_UP))


@contextmanager
def empty_database(folder: Path):
    """Give the address of a database of the kind of this run, with nothing in it."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'empty.sqlite3'}"
        return
    url = urlsplit(os.environ["DATABASE_URL"])
    name = f"{url.path.strip('/')}_new_language"
    with psycopg.connect(url._replace(path="/postgres").geturl(), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
        yield url._replace(path=f"/{name}").geturl()
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


# What an editor and a reader do in the language; run in the copy.
DAY = """
from django.test import Client
from django.utils import timezone
from articles import workflow
from articles.models import Article, Category, Edition, Term

from newsroom.models import User

chief = User.objects.create_user("chief", password="x", role="chief", languages=["ru", "qz"],
                                 interface_language="qz")
about = Category.objects.create(slug="ecology", name_ru="Экология", name_qz="Eqoloza")
Term.objects.create(name_ru="Севан", name_qz="Zaba", forbidden_qz="Zabu")
body = '<p>"Zaba" - 5-7 km... "zu" said it</p>'
article = workflow.save(
    Article(title_qz="Zaba qu", lead_qz="Lid", body_qz=body, dateline_qz="Zabaq", category=about,
            source_language="qz"),
    by=chief)
workflow.publish(article, "qz", by=chief)
assert [(one.title, one.dateline) for one in Edition.objects.live()] == [("Zaba qu", "Zabaq")]
client = Client(SERVER_NAME="localhost")
seen = {}
story = Edition.objects.get().get_absolute_url()
for path in ("/qz/", story, "/qz/search/?q=zaba", "/sitemap.xml"):
    seen[path] = client.get(path)
client.force_login(chief)
form = f"/admin/articles/article/{article.pk}/"
listed = "/admin/articles/article/"
for path in ("/admin/", listed, f"{listed}?qz=live", f"{form}change/", f"{form}versions/",
             f"{form}preview/qz/page/", f"{form}qz/withdraw/", f"{form}beside/qz/?of=ru",
             "/admin/articles/auditentry/", "/admin/articles/term/", "/admin/articles/image/",
             "/admin/articles/article/gaps/", "/admin/articles/arrangement/qz/",
             "/admin/articles/article/plan/", "/admin/articles/article/plan/week/"):
    seen[path] = client.get(path)
bad = {path: one.status_code for path, one in seen.items() if one.status_code != 200}
assert not bad, bad
for path in ("/qz/", story, "/qz/search/?q=zaba"):
    assert "/zaba-qu/" in seen[path].content.decode(), path
mended = client.post("/admin/articles/article/signs/", {"language": "qz", "title": "10 000...",
                                                          "body": body})
assert mended.status_code == 200, mended.status_code
print("MENDED", ascii(mended.json()["title"]))
"""


@pytest.mark.django_db
def test_language_is_added_to_an_empty_database_and_published_in(tmp_path):
    project = copy_project(tmp_path / "project")
    with empty_database(tmp_path) as url:
        # The languages of a new field, too, on both databases.
        recipes()["Add a field to the story"].follow(project, url)
        add_language(project)
        manage(project, url, "makemigrations", "--name", "qz")
        manage(project, url, "migrate", "-v", "0")
        assert "No changes" in manage(project, url, "makemigrations", "--check", "--dry-run")

        said = manage(project, url, "shell", input=DAY)

    assert "MENDED '10\\xa0000\\u2026'" in said
