"""Each recipe of CONTRIBUTING.md is followed to the letter in a copy of the project, and tried."""

import os
import shutil
import sqlite3
import sys

import pytest
from django.db import connection

from tests.project_copy import ROOT, copy_project, run
from tests.recipes.recipe import Edit, Recipe, recipes

# Which file of smoke/ tries it, and with which settings.
SMOKE = {
    "Add a field to the story": ("field", {}),
    "Add a fact to the story": ("fact", {}),
    "Add a kind of story": ("kind", {}),
    "Add a role": ("role", {}),
    "Add a language": ("language", {}),
    "Add a block to the text": ("block", {}),
    "Add a filter to the stories": ("board_filter", {}),
    "Add a setting": ("setting", {"FEED_SIZE": "2"}),
}
pytestmark = pytest.mark.only_on("sqlite")


@pytest.fixture(scope="module")
def migrated(django_db_setup, django_db_blocker, tmp_path_factory):
    """An SQLite file as all migrations leave it."""
    path = tmp_path_factory.mktemp("recipes") / "migrated.sqlite3"
    with django_db_blocker.unblock(), sqlite3.connect(path) as file:
        connection.ensure_connection()
        connection.connection.backup(file)
    return path


@pytest.fixture
def project(tmp_path):
    """A copy of the project, and in it what tries a recipe."""
    copy = copy_project(tmp_path / "project")
    trials = shutil.ignore_patterns("__pycache__", "test_*")
    shutil.copytree(ROOT / "tests" / "recipes", copy / "tests" / "recipes", ignore=trials)
    for name in ("__init__.py", "parameters.py"):
        shutil.copy(ROOT / "tests" / name, copy / "tests")
    return copy


def test_every_recipe_that_can_be_done_is_tried():
    assert set(recipes()) == set(SMOKE)


@pytest.mark.django_db
@pytest.mark.parametrize("title", SMOKE)
def test_recipe_leads_to_what_it_promises(title, migrated, project, tmp_path, monkeypatch):
    name, settings = SMOKE[title]
    shutil.copy(migrated, tmp_path / "database.sqlite3")
    url = f"sqlite:///{tmp_path / 'database.sqlite3'}"

    recipes()[title].follow(project, url)

    for setting, value in settings.items():
        monkeypatch.setitem(os.environ, setting, value)
    said = run(project, url, sys.executable, "-m", "tests.recipes.smoke", name)
    assert f"TRIED {name}" in said


@pytest.mark.parametrize(
    "sentence, fault",
    [
        ("`manage.py`, after `no line has this`: its line.", "Add a thing: .*: 0 lines have"),
        ("`manage.py`, instead of `import`: which one?", "Add a thing: .*: 3 lines have"),
        ("`manage.py`, a new file: it is none.", "Add a thing: .*: it is there already"),
        ("`manage.py`: somewhere.", "does not say where the lines go"),
    ],
)
def test_step_that_cannot_be_done_is_named(tmp_path, sentence, fault):
    shutil.copy(ROOT / "manage.py", tmp_path)

    with pytest.raises(AssertionError, match=fault):
        Recipe("Add a thing", (Edit(sentence, "thing\n"),)).follow(tmp_path, "")
